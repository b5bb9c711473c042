"""The chain rule path by path: the book's networks, what is shown of many paths, exactness, refusals."""

import mpmath
import pytest

import symcalc
from symcalc.errors import DomainFault, Nondifferentiable
from symcalc.syntax import parse_expression
from symcalc.syntax.written import written

BOOK = "f(u,v)=(u+v)^2; u=(a+b)^2; v=(a-b)^2; a=(w+x+y+z)^2; b=(w+x-y-z)^2"
FIGURE = "f(a,u,b); a(u); b(v); u(x,y); v(y,z)"


def ladder(depth, a="sin({a}) + {b}/2", b="{b} cos({a})"):
    """Two nodes a layer, each using both of the layer before."""
    lines = [a.format(a="x", b="x").join(["a1 = ", ""]), b.format(a="x", b="x").join(["b1 = ", ""])]
    for k in range(2, depth + 1):
        names = {"a": f"a{k - 1}", "b": f"b{k - 1}"}
        lines += [f"a{k} = {a.format(**names)}", f"b{k} = {b.format(**names)}"]
    return "; ".join([*lines, f"f = a{depth} b{depth}"])


def test_the_book_s_derivative():
    """(22.4.20) to (22.4.22): four paths, the single-step partials as printed, f = 1024 and df/dw = -4096, exactly."""
    [answer] = symcalc.chain(BOOK, wrt="w", at="w=-1, x=0, y=-2, z=1")
    assert answer.paths == (("f", "u", "a", "w"), ("f", "u", "b", "w"), ("f", "v", "a", "w"), ("f", "v", "b", "w"))
    partials = {key: written(value) for key, value in answer.partials.items()}
    assert partials == {
        "f,u": "2*(u + v)",
        "f,v": "2*(u + v)",
        "u,a": "2*(a + b)",
        "u,b": "2*(a + b)",
        "v,a": "2*(a - b)",
        "v,b": "-2*(a - b)",
        "a,w": "2*(w + x + y + z)",
        "b,w": "2*(w + x - y - z)",
    }
    assert (written(answer.at.values["f"]), written(answer.at.derivative)) == ("1024", "-4096")
    assert answer.at.approx is None


def test_paths_without_formulas():
    """(22.4.18) and (22.4.19), in the book's order; the derivative is the sum itself."""
    [answer] = symcalc.chain("f(u, v); u(a, b); v(a, b)", wrt="a")
    assert written(answer.sum) == "partial(f, u)*partial(u, a) + partial(f, v)*partial(v, a)"
    [answer] = symcalc.chain(FIGURE, wrt="y")
    through_a, through_u = "partial(f, a)*partial(a, u)*partial(u, y)", "partial(f, u)*partial(u, y)"
    expected = f"{through_a} + {through_u} + partial(f, b)*partial(b, v)*partial(v, y)"
    assert written(answer.sum) == written(answer.derivative) == expected


def test_total_and_single_step_derivatives_differ():
    """In Fig. 22.4.2 the total df/du runs through a too, the single-step partial does not."""
    [answer] = symcalc.chain(FIGURE, wrt="u")
    assert written(answer.sum) == "partial(f, a)*partial(a, u) + partial(f, u)"


def test_several_variables_have_an_answer_each():
    """One result for each name of --wrt, in its order; by default for each input."""
    assert [answer.wrt for answer in symcalc.chain(BOOK, wrt="z,w")] == ["z", "w"]
    assert [answer.wrt for answer in symcalc.chain(BOOK)] == ["w", "x", "y", "z"]


@pytest.mark.parametrize(
    ("text", "wrt", "count", "derivative"),
    [
        ("f = u + 1; u = 3; g = f + x", "u", 1, "1"),
        ("f = x; g = y; h = f", "y", 0, "0"),
        ("f = u^2; u = x", "f", 1, "1"),
        ("f(u, v) = u^2; u = x; v = y", "y", 1, "0"),
    ],
)
def test_edges_of_the_definition(text, wrt, count, derivative):
    """By a constant node, by what is not reached, by the output itself, and through an argument the formula ignores."""
    of = "f" if "h" not in text else "h"
    [answer] = symcalc.chain(text, wrt=wrt, of=of)
    assert (answer.path_count, written(answer.derivative)) == (count, derivative)


def test_a_repeated_argument_with_a_formula_is_of_the_formula_as_written():
    """The single-step partial of a^2 for f(a, a) = a^2 is 2a: one edge."""
    [answer] = symcalc.chain("f = a a + a; a = x^2", wrt="x")
    assert {key: written(value) for key, value in answer.partials.items()} == {"f,a": "2*a + 1", "a,x": "2*x"}


def test_few_of_very_many_paths_are_shown():
    """A ladder of depth 60 has 2^60 paths: 20 are listed, the sum is not, the derivative is, in named lines."""
    [answer] = symcalc.chain(ladder(60), at="x=1/2")
    assert answer.path_count == 2**60
    assert len(answer.paths) == 20
    assert answer.sum is None
    assert len(answer.lines) == 120
    assert answer.at.approx.derivative == pytest.approx(-0.00018792971242832083, rel=1e-12)
    assert max(len(written(line.right)) for line in (*answer.lines, *answer.at.lines)) < 150


def test_a_ladder_of_depth_nine_is_short_in_named_lines():
    """Composed and differentiated it takes 127,952 characters; in named lines less than a thousand."""
    [answer] = symcalc.chain(ladder(9))
    text = "\n".join([*(written(line.right) for line in answer.lines), written(answer.derivative)])
    assert answer.path_count == 512
    assert len(text) < 1000


@pytest.mark.parametrize(("paths", "listed"), [(0, 0), (3, 3), (600, 512), ("all", 512), (None, 20)])
def test_as_many_paths_as_are_asked_for(paths, listed):
    """--paths N lists the first N, all of them with `all`; 20 of more than 300 where nothing is said."""
    [answer] = symcalc.chain(ladder(9), paths=paths)
    assert len(answer.paths) == listed
    assert (answer.sum is None) == (listed < 512)


def test_paths_that_no_one_could_list_are_refused():
    """All of 2^60 paths are a limit, said at once."""
    with pytest.raises(symcalc.SymcalcError, match="too many to list"):
        symcalc.chain(ladder(60), paths="all")


def test_a_chain_of_1500():
    """A deep chain is differentiated without recursion, exactly named and certified."""
    text = "; ".join(f"n{k} = cos(n{k - 1})" for k in range(1, 1501))
    [answer] = symcalc.chain(text, at="n0=1/2")
    x, slope = mpmath.mpf(1) / 2, mpmath.mpf(1)
    for _ in range(1500):
        x, slope = mpmath.cos(x), -mpmath.sin(x) * slope
    assert answer.path_count == 1
    assert answer.at.approx.derivative == pytest.approx(float(slope), rel=1e-10)


def test_huge_rationals_become_decimals():
    """Values that square forty times are named, and their decimals go beyond those of floats."""
    text = "; ".join(["n1 = x^2", *(f"n{k} = n{k - 1}^2" for k in range(2, 41))])
    [answer] = symcalc.chain(text, at="x=3")
    with mpmath.workdps(30):
        logarithm = 40 * mpmath.log10(2) + (2**40 - 1) * mpmath.log10(3)
    assert answer.at.approx.derivative.adjusted() == int(logarithm)
    assert written(answer.at.values["n40"]) == "n39**2"


def test_what_is_beyond_every_decimal_is_left_out():
    """Squared sixty times no decimal can hold the value; the exact line still says what it is."""
    text = "; ".join(["n1 = x^2", *(f"n{k} = n{k - 1}^2" for k in range(2, 61))])
    [answer] = symcalc.chain(text, at="x=3")
    assert answer.at.approx.derivative is None
    assert written(answer.at.derivative) == "6*diff(n60, n1)"


def test_functions_without_a_formula_at_a_point():
    """(22.4.17): the partials of a function without a formula are taken at the values of its arguments."""
    [answer] = symcalc.chain("f(u, v); u = x^2; v = 3x", at="x=2")
    assert written(answer.at.derivative) == "4*diff(f, u)(4, 6) + 3*diff(f, v)(4, 6)"
    assert written(answer.at.values["f"]) == "f(4, 6)"


def test_parameters_in_a_point():
    """A value may be a parameter, and exact values keep it."""
    [answer] = symcalc.chain("f = u^2; u = 3x", at="x=a")
    assert written(answer.at.derivative) == "18*a"
    with pytest.raises(symcalc.SymcalcError, match="a name of the network"):
        symcalc.chain("f = u^2; u = x y", at="x=u, y=1")


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("f = log(u); u = x - 1", "x=1", "f is not defined at u = 0"),
        ("f = 1/u; u = x^2", "x=0", "f is not defined at u = 0"),
        ("f = log(u); u = sin(pi x)", "x=1", "f is not defined at u = 0"),
        ("f = u; u = v^w; v = x; w = x", "x=0", "u is not defined at v = 0, w = 0"),
    ],
)
def test_where_a_step_has_no_value(text, at, message):
    """The step is named, with the values it was given and its place."""
    with pytest.raises(DomainFault, match=message) as caught:
        symcalc.chain(text, at=at)
    assert caught.value.span is not None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("f = sqrt(u); u = x - 1", "x=1"),
        ("f = cbrt(u); u = x^3", "x=0"),
        ("f = abs(u); u = x - 1", "x=1"),
        ("f = abs(u - log(2)); u = log(4)/x", "x=2"),
        ("f = max(u, v); u = x; v = x^2", "x=1"),
        ("f = relu(u); u = x^2 - 1", "x=1"),
        ("f = floor(u); u = x^3", "x=1"),
        ("f = piecewise((u^2, u <= 1), (2u, true)); u = x", "x=1"),
    ],
)
def test_where_a_step_has_a_corner(text, at):
    """No derivative is made up: the step and its one-sided values are named."""
    with pytest.raises(Nondifferentiable, match="f: the derivative by u does not exist"):
        symcalc.chain(text, at=at)


@pytest.mark.parametrize(
    ("text", "at", "derivative"),
    [
        ("f = u abs(u); u = x - 1", "x=1", "0"),
        ("f = piecewise((u^2, u <= 1), (2u - 1, true)); u = x^3", "x=1", "6"),
        ("f = cbrt(u)^3; u = x^3 + x", "x=0", "1"),
        ("f = abs(u v); u = x; v = x", "x=0", "0"),
        ("f = abs(u); u = x - 1", "x=0", "-1"),
        ("f = v + u; v = 2x; u = 3; w = abs(u - 3)", "x=1", "2"),
    ],
)
def test_where_a_switch_does_no_harm(text, at, derivative):
    """A function may be smooth, or just differentiable, across a switch of its formula; other steps do not matter."""
    [answer] = symcalc.chain(text, at=at, of="f")
    assert written(answer.at.derivative) == derivative


def test_conditions_of_the_formula():
    """Without a point it is said where the formula holds; only the steps on the paths count."""
    [by_x, by_y] = symcalc.chain("f = abs(u) + y; u = sqrt(x) - 1")
    assert [written(condition) for condition in by_x.where] == ["u != 0", "x > 0"]
    assert [written(condition) for condition in by_y.where] == []


def test_conditions_on_parameters_of_a_point():
    """At a symbolic point the condition is on the parameter."""
    [answer] = symcalc.chain("f = abs(u); u = x - 1", at="x=a")
    assert [written(condition) for condition in answer.at.where] == ["a - 1 != 0"]


def test_what_is_too_long_to_decide_is_said_to_be_undecided():
    """A corner that may be hit after sixty layers of sines is neither denied nor made up."""
    corner = "; ".join([ladder(30), "c = abs(f - f + d); d = a30 - a30"])
    [answer] = symcalc.chain(corner, at="x=1/2", of="c")
    assert (answer.holds, answer.at) == (None, None)
    assert "could not be decided" in answer.undecided


def test_zero_is_recognised():
    """A value that is zero in disguise is written 0, and what follows from it is exact."""
    [answer] = symcalc.chain("f = u + 1; u = v^2 + w^2 - 1; v = sin(x); w = cos(x)", at="x=1")
    assert written(answer.at.values["u"]) == "0"
    assert written(answer.at.values["f"]) == "1"


def test_an_expression_is_taken_apart():
    """Without definitions the steps of the expression are the network."""
    [answer] = symcalc.chain("sin(x^2)")
    assert answer.paths == (("f", "v1", "x"),)
    assert written(answer.derivative) == "2*cos(v1)*x"


def test_decimals_with_as_many_digits_as_asked_for():
    """--digits 40 gives 40, certified."""
    [answer] = symcalc.chain("f = exp(u); u = x/3", at="x=1", digits=40)
    with mpmath.workdps(50):
        assert str(answer.at.approx.derivative) == mpmath.nstr(mpmath.exp(mpmath.mpf(1) / 3) / 3, 40)


def test_what_is_differentiated_stays_as_differentiated_where_asked():
    """--simplify none leaves the partials untidied."""
    tidy, raw = (symcalc.chain("f = log(u/(u + x)); u = 2x", wrt="x", simplify=how)[0] for how in ("full", "none"))
    assert written(tidy.partials["f,u"]) == "x/(u*(u + x))"
    assert written(raw.partials["f,u"]) != written(tidy.partials["f,u"])


def test_shapes_are_refused():
    """Networks are of numbers."""
    with pytest.raises(symcalc.SymcalcError, match="numbers"):
        symcalc.chain("f = u; u = x", shape="x: n")


def test_expressions_read_back():
    """What is written of a chain rule is in the input language."""
    [answer] = symcalc.chain(BOOK, wrt="w")
    assert written(parse_expression(written(answer.derivative))) == written(answer.derivative)
