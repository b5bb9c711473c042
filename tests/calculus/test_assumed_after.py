"""Assumptions restrict where a derivative is asked for, never what is differentiated: every command agrees on that."""

from fractions import Fraction

import pytest
from mpmath import almosteq, mp, mpf

import symcalc
from symcalc.build import as_tree
from symcalc.errors import Nondifferentiable
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import Node
from tests.claims.judging import verdict
from tests.decide import oracle

#: Functions that look like others where an assumption holds, a place where it does, and their derivatives.
SMOOTH = [
    ("sin(pi x)", "x integer", 1, "pi cos(pi x)"),
    ("cos(pi x) + x", "x integer", 2, "1 - pi sin(pi x)"),
    ("x sin(pi x^2)", "x integer", 2, "sin(pi x^2) + 2 pi x^2 cos(pi x^2)"),
    ("sin(pi x) exp(x)", "x integer, x >= 0", 3, "(sin(pi x) + pi cos(pi x)) exp(x)"),
    ("(x - 1)^2 + abs(x)", "x == 1", 1, "2 (x - 1) + 1"),
    ("x abs(x) + x", "x == 0", 0, "2 abs(x) + 1"),
    ("x abs(x) + x", "x >= 0", 0, "2 x + 1"),
]

#: Functions without a derivative where the assumption holds.
CORNERS = [
    ("abs(x)", "x == 0", 0),
    ("relu(x) + x", "x == 0", 0),
    ("floor(x) + x", "x integer", 1),
    ("abs(x) + 1", "0 <= x <= 0", 0),
]

FORMULAS = {
    "grad": lambda text, **given: symcalc.grad(text, **given).gradient[0],
    "grad, untidied": lambda text, **given: symcalc.grad(text, simplify="none", **given).gradient[0],
    "jacobian": lambda text, **given: symcalc.jacobian(f"[1, {text}]", **given).jacobian[1][0],
    "chain": lambda text, **given: symcalc.chain(f"f = {text}", **given)[0].derivative,
}

AT_POINTS = {
    "grad": lambda text, **given: symcalc.grad(text, **given).at.gradient[0],
    "jacobian": lambda text, **given: symcalc.jacobian(f"[1, {text}]", **given).at.jacobian[1][0],
    "taylor": lambda text, **given: symcalc.taylor(text, order=1, **given).at.gradient[0],
    "chain": lambda text, **given: symcalc.chain(f"f = {text}", **given)[0].at.derivative,
    "backprop": lambda text, **given: symcalc.backprop(f"f = u; u = {text}", **given).adjoints["x"],
}

#: What claims about f, whose derivative is g, are proved whatever is assumed of x.
CLAIMS = [
    "diff(f, x) == g(x)",
    "partial(f, x) == g(x)",
    "grad f == g(x)",
    "jacobian [f(x), x] == [[g(x)], [1]]",
    "diff(x f(x), x) == f(x) + x g(x)",
    "diff(f, x) at AT == g(AT)",
    "grad f at AT == g(AT)",
    "taylor f at AT order 1 == f(AT) + g(AT) (x - AT)",
]


def slope(text, at):
    """The derivative, by central differences of the function on the real numbers."""
    tree, step = parse_expression(text), Fraction(1, 10**12)
    with mp.workdps(60):
        above, below = (oracle.value(tree, {"x": at + by}, 60) for by in (step, -step))
        return (above - below) * mpf(10) ** 12 / 2


def number(value, at=0):
    """The value of a derivative, from a tree or from SymPy, where x has a value."""
    return oracle.value(value if isinstance(value, Node) else as_tree(value), {"x": Fraction(at)})


@pytest.mark.parametrize("command", FORMULAS)
@pytest.mark.parametrize(("text", "assume", "at", "_derivative"), SMOOTH)
def test_a_formula_is_the_derivative_on_the_real_numbers(command, text, assume, at, _derivative):
    """A formula found under an assumption has the slope of the function, not of what it looks like there."""
    assert almosteq(number(FORMULAS[command](text, assume=assume), at), slope(text, at), 1e-9, 1e-9)


@pytest.mark.parametrize("command", AT_POINTS)
@pytest.mark.parametrize(("text", "assume", "at", "_derivative"), SMOOTH)
def test_a_derivative_at_a_point_does_not_hang_on_what_is_assumed(command, text, assume, at, _derivative):
    """At a place where an assumption holds each command has the slope of the function."""
    assert almosteq(number(AT_POINTS[command](text, assume=assume, at=str(at))), slope(text, at), 1e-9, 1e-9)


@pytest.mark.parametrize("claim", CLAIMS)
@pytest.mark.parametrize(("text", "assume", "at", "derivative"), SMOOTH)
def test_claims_mean_the_same_derivative(claim, text, assume, at, derivative):
    """The derivative is proved in every form, and what is off by one where the assumption holds is refuted."""
    left, right = claim.replace("AT", str(at)).split(" == ")
    posed = f"f(x) = {text}\ng(x) = {derivative}\nassume {assume}\n"

    assert verdict(f"{posed}{left} == {right}") == "proved"
    assert verdict(f"{posed}{left} == {right} + 1") == "refuted"


@pytest.mark.parametrize("assume", ["x integer", "x == 3"])
def test_second_derivatives_are_of_the_function_on_the_real_numbers(assume):
    """The Hessian under an assumption without interior, in symbols, at a point and in claims."""
    (in_symbols,), (at_point,) = (
        symcalc.hessian("sin(pi x)^2", assume=assume).hessian[0],
        symcalc.hessian("sin(pi x)^2", assume=assume, at="3").at.hessian[0],
    )
    assert almosteq(number(in_symbols, 3), 2 * mp.pi**2, 1e-12)
    assert almosteq(number(at_point), 2 * mp.pi**2, 1e-12)
    for form in ("hessian (sin(pi x)^2)", "diff(sin(pi x)^2, x, x)", "diff(diff(sin(pi x)^2, x), x)"):
        assert verdict(f"assume {assume}\n{form} == 2 pi^2") == "proved"


@pytest.mark.parametrize("command", FORMULAS)
@pytest.mark.parametrize(("text", "assume", "_at"), CORNERS)
def test_a_formula_that_holds_nowhere_is_refused(command, text, assume, _at):
    """Where the assumption leaves only points without a derivative there is no formula."""
    with pytest.raises(Nondifferentiable):
        FORMULAS[command](text, assume=assume)


@pytest.mark.parametrize("command", AT_POINTS)
@pytest.mark.parametrize(("text", "assume", "at"), CORNERS)
def test_an_assumption_makes_no_corner_smooth(command, text, assume, at):
    """At a corner each command refuses, whatever is assumed."""
    with pytest.raises(Nondifferentiable):
        AT_POINTS[command](text, assume=assume, at=str(at))


@pytest.mark.parametrize(("text", "assume", "_at"), CORNERS)
def test_claims_about_corners_are_refuted(text, assume, _at):
    """No number is the derivative where there is none."""
    for value in (0, 1, 2):
        assert verdict(f"assume {assume}\ndiff({text}, x) == {value}") == "refuted"


def test_an_edge_of_what_is_assumed_is_judged_from_both_sides():
    """Assuming x >= 0 the formula of |x| is 1, but not at 0, and a claim says so."""
    found = symcalc.grad("abs(x)", assume="x >= 0")
    assert found.gradient == (1,)
    assert found.where == symcalc.grad("abs(x)").where
    assert verdict("diff(abs(x), x) at 0 == 1 for x >= 0") == "refuted"
    assert verdict("assume x >= 0\ndiff(abs(x), x) == piecewise((1, x > 0), (2, true))") == "proved"


def test_integers_that_are_not_differentiated_by_are_used():
    """A parameter stays an integer: cos(pi n) is (-1)^n, and (-1)^n x has a derivative by x."""
    assert symcalc.grad("sin(pi n) + x", wrt="x", assume="n integer").gradient == (1,)
    assert str(symcalc.grad("(-1)^n x", wrt="x", assume="n integer").gradient[0]) == "(-1)**n"
    assert symcalc.chain("f = (-1)^n u; u = 2 x", wrt="x", assume="n integer")[0].derivative is not None


def test_a_variable_of_an_inner_derivative_is_none_of_the_integers():
    """What is differentiated by inside an expression varies over the real numbers too."""
    assert verdict("diff(diff(sin(pi n) x, x), n) == pi cos(pi n) for n integer") == "proved"
    found = symcalc.grad("diff(sin(pi n) x, n)", wrt="x", assume="n integer").gradient[0]
    assert almosteq(oracle.value(as_tree(found), {"n": Fraction(1)}), -mp.pi, 1e-12)
