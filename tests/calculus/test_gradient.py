"""Gradients: formula, values at points, directions, and what the result says."""

import json

import pytest

import symcalc
from symcalc.build import as_tree
from symcalc.calculus.gradient import gradient
from symcalc.errors import DomainFault, Nondifferentiable, RankFault, Unsupported, UsageFault
from symcalc.syntax import pose, written
from symcalc.syntax.tree import Node


def answer(text, **options):
    """The JSON of a gradient, validated against the schema that ships."""
    posing = {name: options.pop(name) for name in ("wrt", "at", "assume", "of") if name in options}
    return json.loads(symcalc.write(gradient(pose(text, **posing), **options), "json"))


@pytest.fixture
def asked(schema):
    """`answer`, validated against the schema that ships."""

    def ask(text, **options):
        found = answer(text, **options)
        schema.validate(found)
        return found

    return ask


def test_the_example_of_the_book(asked):
    """(22.4.6) and (22.4.7), with the norm and the steepest descent, and 11/15 along [3, 4]."""
    found = asked("log(e^x + e^y)", at="0, log(2)", along="[3, 4]")

    assert found["function"] == "log(exp(x) + exp(y))"
    assert found["gradient"] == ["exp(x)/(exp(x) + exp(y))", "exp(y)/(exp(x) + exp(y))"]
    at = found["at"]
    assert (at["point"], at["value"], at["gradient"]) == ({"x": "0", "y": "log(2)"}, "log(3)", ["1/3", "2/3"])
    assert (at["norm"], at["steepest_descent"]) == ("sqrt(5)/3", ["-sqrt(5)/5", "-2*sqrt(5)/5"])
    assert at["along"]["direction"] == ["3/5", "4/5"]
    assert at["along"]["derivative"] == "11/15"
    assert at["approx"]["value"] == pytest.approx(1.0986122886681098, abs=1e-13)
    assert at["approx"]["gradient"] == pytest.approx([1 / 3, 2 / 3], abs=1e-13)


EXACT = [
    ("x^2 y", "x=1, y=2", "2", ["4", "1"]),
    ("x^2 y", "1, 2", "2", ["4", "1"]),
    ("a x^2", "x=3, a=2", "18", ["12"]),
    ("a x^2", "x=3", "9*a", ["6*a"]),
    ("x^2", "b", "b**2", ["2*b"]),
    ("sin(x)", "pi/3", "sqrt(3)/2", ["1/2"]),
    ("exp(x) + x", "log(5)", "5 + log(5)", ["6"]),
    ("x^x", "2", "4", ["4 + 4*log(2)"]),
    ("log(x, 2)", "8", "3", ["1/(8*log(2))"]),
    ("atan2(y, x)", "x=-1, y=1", "3*pi/4", ["-1/2", "-1/2"]),
    ("cbrt(x)", "-8", "-2", ["1/12"]),
    ("gamma(x)", "3", "2", ["3 + 2*digamma(1)"]),
    ("sqrt(x)", "12", "2*sqrt(3)", ["sqrt(3)/12"]),
    ("9^x^x", "9", "9**387420489", None),
    ("besselj(0, x)", "0", "1", ["0"]),
    ("(x + 1)!", "2", "6", None),
    ("sin(x)^2 + cos(x)^2", "1/7", "1", ["0"]),
]


@pytest.mark.parametrize(("text", "at", "value", "slopes"), EXACT, ids=[f"{row[0]} at {row[1]}" for row in EXACT])
def test_values_at_a_point_are_exact(asked, text, at, value, slopes):
    """Numbers as a person writes them, parameters left where no value is given."""
    wrt = "x" if "a x" in text else None
    found = asked(text, at=at, wrt=wrt)["at"]

    assert found["value"] == value
    if slopes is not None:
        assert found["gradient"] == slopes


CORNERS = [
    ("abs(x y)", "0, 0", ["0", "0"]),
    ("x abs(x)", "0", ["0"]),
    ("cbrt(x)^3", "0", ["1"]),
    ("piecewise((x^2 sin(1/x), x != 0), (0, true))", "0", ["0"]),
    ("max(x, y)", "2, 1", ["1", "0"]),
    ("abs(x - y)", "2, 1", ["1", "-1"]),
    ("floor(x) + x", "1/2", ["1"]),
    ("relu(x)", "-1", ["0"]),
]


@pytest.mark.parametrize(("text", "at", "slopes"), CORNERS, ids=[f"{row[0]} at {row[1]}" for row in CORNERS])
def test_corners_are_decided(asked, text, at, slopes):
    """Where the formula is silent or wrong the derivative is found by branches."""
    assert asked(text, at=at)["at"]["gradient"] == slopes


@pytest.mark.parametrize(
    ("text", "at", "fault"),
    [
        ("abs(x)", "0", Nondifferentiable),
        ("sqrt(x)", "0", Nondifferentiable),
        ("x^(3/2)", "0", Nondifferentiable),
        ("max(x, y)", "1, 1", Nondifferentiable),
        ("sqrt(x^2 + y^2)", "0, 0", Nondifferentiable),
        ("cbrt(x)", "0", Nondifferentiable),
        ("log(x)", "-1", DomainFault),
        ("1/x", "0", DomainFault),
        ("x^y", "x=-1, y=1/2", DomainFault),
        ("log(x)", "x=log(0)", DomainFault),
    ],
)
def test_where_there_is_no_gradient_that_is_said(text, at, fault):
    """Outside the domain and at corners there is an error with a reason, never a number."""
    with pytest.raises(fault):
        gradient(pose(text, at=at))


def test_a_direction_may_have_a_slope_where_there_is_no_gradient(asked):
    """The two-sided derivative along a direction is answered, and that there is no gradient is said."""
    found = asked("abs(x) + y", at="0, 0", along="0, 2")["at"]

    assert found["gradient"] is None
    assert found["along"]["derivative"] == "1"


@pytest.mark.parametrize("along", ["[3, 4]", "3, 4", "(3, 4)", "x=3, y=4", "y=4, x=3", "[6, 8]", "[3/7, 4/7]"])
def test_directions_are_normalized_however_they_are_given(asked, along):
    """The derivative is by the unit vector."""
    assert asked("x y", along=along)["along"]["direction"] == ["3/5", "4/5"]
    assert asked("x y", along=along)["along"]["derivative"] in ("4*x/5 + 3*y/5", "(4*x + 3*y)/5")


@pytest.mark.parametrize("along", ["[0, 0]", "[sin(1)^2 + cos(1)^2 - 1, 0]", "[1]", "[1, 2, 3]", "[[1, 2]]"])
def test_directions_that_are_none_are_refused(along):
    """A zero direction, and one without a number for each variable."""
    with pytest.raises(UsageFault):
        gradient(pose("x y"), along=along)


def test_one_variable_has_a_direction_too(asked):
    """Along -2 the derivative changes its sign."""
    assert asked("x^2", along="-2")["along"]["derivative"] == "-2*x"
    assert asked("x^2", along="[-2]")["along"]["derivative"] == "-2*x"


def test_a_critical_point_has_no_steepest_descent(asked):
    """Null where the gradient is zero, also where that takes a proof."""
    assert asked("x^2 + y^2", at="0, 0")["at"]["steepest_descent"] is None
    assert asked("(x - sin(1)^2 - cos(1)^2)^2", at="1")["at"]["steepest_descent"] is None
    assert asked("x^2", at="-3")["at"]["steepest_descent"] == ["1"]


def test_where_the_formula_holds_is_said(asked):
    """Only where that is not everywhere the function is defined."""
    assert asked("abs(x)")["where"] == ["x != 0"]
    assert "where" not in asked("log(x)/x")
    assert asked("sqrt(x)")["where"] == ["x > 0"]
    assert "where" not in asked("x abs(x)")


def test_variables_and_their_order(asked):
    """--wrt, the head of a definition, else natural order; parameters are not differentiated by."""
    assert asked("x10 + x2 x1")["variables"] == ["x1", "x2", "x10"]
    assert asked("f(y, x) = x^2 + a y")["variables"] == ["y", "x"]
    assert asked("x^2 + a y", wrt="y,x")["gradient"] == ["a", "2*x"]


def test_constants_have_an_empty_gradient(asked):
    """No variables, no partial derivatives; at a point too."""
    assert asked("7") == {"command": "grad", "function": "7", "variables": [], "gradient": []}


def test_functions_without_a_formula(asked):
    """Partials at their own variables, and the chain rule through arguments."""
    assert asked("L(w1, w2)")["gradient"] == ["diff(L, w1)", "diff(L, w2)"]
    assert asked("f(u, v); f(x^2, x y)", wrt="x")["gradient"] == ["2*x*diff(f, u)(x**2, x*y) + y*diff(f, v)(x**2, x*y)"]
    assert asked("L(w1, w2)", at="w1=a, w2=b")["at"]["gradient"] == ["diff(L, w1)(a, b)", "diff(L, w2)(a, b)"]


def test_names_mean_nothing_to_sympy(asked):
    """beta, gamma, lambda, E, I, N, S, Q, O are variables."""
    found = asked("beta gamma lambda E I N S Q O")

    assert found["variables"] == ["E", "I", "N", "O", "Q", "S", "beta", "gamma", "lambda"]
    assert found["gradient"][0] == "I*N*O*Q*S*beta*gamma*lambda"


def test_without_tidying_the_answer_stands_as_differentiated(asked):
    """`simplify="none"`: nothing is rewritten, not even by SymPy."""
    assert asked("3x^4 - 4x^3 - 12x^2", simplify="none")["gradient"] == ["12*x**3 - 12*x**2 - 24*x"]
    assert asked("x e^(-x^2)", simplify="none")["gradient"] == ["exp(-x**2) - 2*x*exp(-x**2)*x"]
    assert asked("sqrt(x^2) + x - x", simplify="none")["gradient"] == ["2*(x/(2*sqrt(x**2))) + 1 - 1"]
    assert asked("exp(-x) (x + 1)", simplify="none")["gradient"] == ["-(x + 1)*exp(-x) + exp(-x)"]


def test_decimals_have_as_many_digits_as_are_asked_for():
    """At least 15 significant digits, more with `digits`."""
    text = symcalc.write(gradient(pose("sin(x)", at="1"), digits=30), "json")

    assert "0.841470984807896506652502321630" in text


def test_derivatives_inside_expressions_are_taken_first(asked):
    """X + diff(x^3, x) is x + 3x^2."""
    assert asked("y + diff(x^3, x)")["gradient"] == ["6*x", "1"]


def test_vectors_and_shapes_are_not_for_this_function():
    """They have functions of their own."""
    with pytest.raises(RankFault):
        gradient(pose("[x, y]"))
    with pytest.raises(Unsupported):
        gradient(pose("x' x", shape="x: n"))


def test_large_expressions_are_answered_as_trees():
    """A sum of 3,000 terms in three variables: shared parts, as differentiated, and the right values."""
    text = " + ".join(f"sin({k} x y) z^{k % 7}" for k in range(1, 1500))
    found = gradient(pose(text))
    reference = gradient(pose("sin(3 x y) z^3"))

    assert all(isinstance(partial, Node) for partial in found.gradient)
    assert len(found.gradient) == 3
    assert not isinstance(reference.gradient[0], Node)


def test_the_plain_line_reads_back():
    """The answer in plain text, posed again, is differentiated to the second derivatives."""
    line = symcalc.write(gradient(pose("x^2 y + log(x)")), "plain")

    assert line == "[2*x*y + 1/x, x**2]"
    assert symcalc.write(gradient(pose("x^2")), "plain") == "2*x"
    assert symcalc.write(gradient(pose("x^2 y", at="1, 2")), "plain") == "[4, 1]"
    assert written(as_tree(symcalc.jacobian(line).jacobian[0][1])) == "2*x"


def test_people_are_told_in_order():
    """A heading, a line a partial derivative, and at a point value, gradient, norm and descent."""
    text = symcalc.write(gradient(pose("x^2 y", at="1, 2")), "pretty")

    assert text.splitlines()[0] == "Gradient of f(x, y) = x²·y"
    assert "∂f/∂x = 2x·y" in text
    assert "‖∇f‖ = √17" in text
    assert "Steepest descent" in text
