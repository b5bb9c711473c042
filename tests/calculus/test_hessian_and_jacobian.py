"""Hessians and Jacobians: matrices, values at points, spectra, and what the results say."""

import json

import pytest

import symcalc
from symcalc.calculus.hessian import hessian
from symcalc.calculus.jacobian import jacobian
from symcalc.errors import DomainFault, Nondifferentiable, RankFault, ShapeFault
from symcalc.syntax import pose, written
from symcalc.syntax.tree import Node


@pytest.fixture
def asked(schema):
    """The JSON of a Hessian or a Jacobian, validated against the schema that ships."""

    def ask(command, text, **options):
        posing = {name: options.pop(name) for name in ("wrt", "at", "assume", "of") if name in options}
        found = json.loads(symcalc.write(command(pose(text, **posing), **options), "json"))
        schema.validate(found)
        return found

    return ask


def test_the_hessian_of_the_book(asked):
    """(22.4.32), as it is printed, and its value at (-1, 0)."""
    found = asked(hessian, "x e^(-x^2 - y^2)", at="-1, 0")

    assert found["hessian"] == [
        ["exp(-x**2 - y**2)*(4*x**3 - 6*x)", "exp(-x**2 - y**2)*(4*x**2*y - 2*y)"],
        ["exp(-x**2 - y**2)*(4*x**2*y - 2*y)", "exp(-x**2 - y**2)*(4*x*y**2 - 2*x)"],
    ]
    at = found["at"]
    assert (at["value"], at["gradient"], at["symmetric"]) == ("-exp(-1)", ["-exp(-1)", "0"], True)
    assert at["hessian"] == [["2*exp(-1)", "0"], ["0", "2*exp(-1)"]]
    assert at["eigenvalues"] == ["2*exp(-1)", "2*exp(-1)"]
    assert at["definiteness"] == "positive definite"
    assert at["approx"]["eigenvalues"] == pytest.approx([0.7357588823428847] * 2, abs=1e-13)


def test_the_general_quadratic(asked):
    """(22.4.28): parameters stay, and the conditions say for which values it is what."""
    text = "a + b1*x1 + b2*x2 + c11*x1^2 + c12*x1*x2 + c22*x2^2"
    found = asked(hessian, text, wrt="x1,x2", at="0, 0")

    assert found["hessian"] == [["2*c11", "c12"], ["c12", "2*c22"]]
    assert found["at"]["value"] == "a"
    assert found["at"]["definiteness"] == "undecided"
    assert found["at"]["conditions"]["positive definite"] == "c11 > 0 and 4*c11*c22 - c12**2 > 0"


def test_assumptions_decide_definiteness(asked):
    """With a > 0 there is nothing left to say."""
    found = asked(hessian, "a x^2 + y^2", wrt="x,y", at="0, 0", assume="a > 0")["at"]

    assert found["definiteness"] == "positive definite"
    assert "conditions" not in found


@pytest.mark.parametrize(
    ("text", "at", "eigenvalues", "word"),
    [
        ("x^2 - y^2", "0, 0", ["-2", "2"], "indefinite"),
        ("x^2 + y^2 + x y", "1, 1", ["1", "3"], "positive definite"),
        ("-(x + y)^2", "0, 0", ["-4", "0"], "negative semidefinite"),
        ("x^3", "0", ["0"], "zero"),
        ("x^2/2 + x y", "0, 0", ["1/2 - sqrt(5)/2", "1/2 + sqrt(5)/2"], "indefinite"),
    ],
)
def test_spectra_at_points(asked, text, at, eigenvalues, word):
    """Eigenvalues exact, definiteness in the words of the field."""
    found = asked(hessian, text, at=at)["at"]

    assert (found["eigenvalues"], found["definiteness"]) == (eigenvalues, word)


def test_three_real_roots_need_no_imaginary_unit(asked):
    """Eigenvalues of an irreducible cubic are `rootof`, with decimals beside."""
    found = asked(hessian, "x^3 + y^3 + z^3 + x y z + x y", at="1, 2, 3")["at"]

    assert found["eigenvalues"][0] == "rootof(x**3 - 36*x**2 + 375*x - 970, 0)"
    assert found["approx"]["eigenvalues"] == pytest.approx([3.86970132, 13.34050578, 18.7897929], abs=1e-7)


def test_mixed_derivatives_that_differ_are_not_made_symmetric(asked):
    """Peano's function: row x, column y is the derivative by x of the derivative by y."""
    text = "piecewise((x y (x^2 - y^2)/(x^2 + y^2), x^2 + y^2 > 0), (0, true))"
    found = asked(hessian, text, at="0, 0")["at"]

    assert found["hessian"] == [["0", "1"], ["-1", "0"]]
    assert found["symmetric"] is False
    assert "eigenvalues" not in found
    assert "definiteness" not in found


@pytest.mark.parametrize(("text", "at", "fault"), [("x abs(x)", "0", Nondifferentiable), ("log(x)", "0", DomainFault)])
def test_where_there_is_no_second_derivative_that_is_said(text, at, fault):
    """A first derivative is not enough."""
    with pytest.raises(fault):
        hessian(pose(text, at=at))


def test_hessians_of_functions_without_a_formula(asked):
    """(22.4.25) to (22.4.27): the mixed ones agree."""
    assert asked(hessian, "f(x, y)")["hessian"] == [
        ["diff(f, x, x)", "diff(f, x, y)"],
        ["diff(f, x, y)", "diff(f, y, y)"],
    ]


def test_constants_and_one_variable(asked):
    """Nothing, and one entry."""
    assert asked(hessian, "5")["hessian"] == []
    assert asked(hessian, "x^3")["hessian"] == [["6*x"]]


def test_where_a_hessian_holds(asked):
    """x|x| has a second derivative off 0 only."""
    assert asked(hessian, "x abs(x)")["where"] == ["x != 0"]


def test_large_hessians_are_trees():
    """A long sum is differentiated twice as a tree, entries that are equal being one object."""
    found = hessian(pose(" + ".join(f"sin({k} x y)" for k in range(1, 1200))))

    assert isinstance(found.hessian[0][1], Node)
    assert found.hessian[0][1] is found.hessian[1][0]


def test_jacobians_of_vectors(asked):
    """One row a component, one column a variable."""
    found = asked(jacobian, "[x^2 y, x + y, 5]", at="1, 2")

    assert found["jacobian"] == [["2*x*y", "x**2"], ["1", "1"], ["0", "0"]]
    assert found["at"]["value"] == ["2", "3", "5"]
    assert found["at"]["jacobian"] == [["4", "1"], ["1", "1"], ["0", "0"]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("x^2 y", [["2*x*y", "x**2"]]),
        ("e^x [y, 1]", [["y*exp(x)", "exp(x)"], ["exp(x)", "0"]]),
        ("[[a, b], [c, d]] [x, y]", None),
        ("f(x, y) = [x y, sin(x)]", [["y", "x"], ["cos(x)", "0"]]),
        ("[r cos(t), r sin(t)]", [["cos(t)", "-r*sin(t)"], ["sin(t)", "r*cos(t)"]]),
    ],
)
def test_vectors_however_they_are_written(asked, text, rows):
    """Scalars times vectors, matrices times vectors, definitions."""
    wrt = "x,y" if rows is None else None
    expected = [["a", "b"], ["c", "d"]] if rows is None else rows

    assert asked(jacobian, text, wrt=wrt)["jacobian"] == expected


def test_the_derivation_of_a_jacobian_ends_in_its_entries(asked):
    """One rule a line, component after component."""
    steps = asked(jacobian, "[x^2 y, sin(x)]", steps=True)["steps"]
    ends = [step["line"].split(" == ")[1] for step in steps if step["rule"].startswith("together")]

    assert ends == ["2*x*y", "x**2", "cos(x)", "0"]


def test_jacobians_at_corners():
    """A component with a corner at the point has no Jacobian there, another point has one."""
    with pytest.raises(Nondifferentiable):
        jacobian(pose("[abs(x), y]", at="0, 0"))
    assert jacobian(pose("[abs(x y), y]", at="0, 0")).at.jacobian == ((0, 0), (0, 1))


def test_matrices_have_no_jacobian():
    """A result that is no matrix is refused, and so are operands that do not fit."""
    with pytest.raises(RankFault):
        jacobian(pose("[[x, y], [y, x]]"))
    with pytest.raises(ShapeFault):
        jacobian(pose("[x, y] + [x, y, x]"))


def test_plain_lines_of_matrices():
    """Rows in brackets, which read back."""
    assert symcalc.write(hessian(pose("x^2 y")), "plain") == "[[2*y, 2*x], [2*x, 0]]"
    assert symcalc.write(hessian(pose("x^2 y", at="1, 2")), "plain") == "[[4, 2], [2, 0]]"
    assert symcalc.write(jacobian(pose("[x y, x]", at="1, 2")), "plain") == "[[2, 1], [1, 0]]"


def test_people_see_the_common_factor_in_front():
    """The exponential stands before the bracket, once."""
    text = symcalc.write(hessian(pose("x e^(-x^2 - y^2)", at="-1, 0")), "pretty")

    assert text.count("exp(−x² − y²)·⎡") == 1
    assert "The matrix is positive definite." in text


def test_a_jacobian_says_where_each_of_its_rows_holds():
    """A corner in any component is told, not only one in the first."""
    found = jacobian(pose("[1, abs(x), x abs(y)]"))

    assert [written(one) for one in found.where] == ["x != 0", "y != 0"]
