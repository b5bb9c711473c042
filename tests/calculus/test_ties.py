"""Switches that are ties everywhere: no corner is seen there, and no condition that no point satisfies is stated."""

import mpmath as mp
import pytest

from symcalc import check, grad, hessian, jacobian
from symcalc.calculus.ties import untied
from symcalc.decide.domain import domain
from symcalc.errors import Nondifferentiable
from symcalc.syntax import parse_conditions, parse_expression, written

#: A function with a tie, and one without a switch that it equals wherever it is defined.
TIES = [
    ("relu(x - x)*y", "0*y"),
    ("max(x, 2x - x)", "x"),
    ("max(x^2, x*x)", "x^2"),
    ("max((x + 1)^2, x^2 + 2x + 1)", "(x + 1)^2"),
    ("max(sin(x)^2 + cos(x)^2, 1) + x", "1 + x"),
    ("min(sin(2x), 2sin(x)cos(x))", "sin(2x)"),
    ("max(x, x + 1 - 1, 2x - x)", "x"),
    ("sqrt(x - x) + abs(y - y) + cbrt(x - x)", "0*x*y"),
    ("heaviside(x - x) + sign(x - x)", "1/2 + 0*x"),
    ("floor(sin(x)^2 + cos(x)^2)", "sin(x)^2 + cos(x)^2"),
    ("piecewise((x^2, sin(x)^2 + cos(x)^2 == 1), (x, true))", "x^2"),
    ("piecewise((x^2, x - x > 0), (y, true))", "y"),
]


@pytest.mark.parametrize(("text", "plain"), TIES)
def test_a_tie_everywhere_is_no_corner(text: str, plain: str) -> None:
    """Gradient, Hessian and Jacobian are those of the function without the switch, under no more conditions."""
    heads = [f"f(x, y) = {one}; f" for one in (text, plain)]
    for derivative in (grad, hessian, jacobian):
        found, expected = (derivative(head) for head in heads)
        values = [
            getattr(one, derivative.__name__ if derivative is not grad else "gradient") for one in (found, expected)
        ]
        assert check(f"{_list(values[0])} == {_list(values[1])}")[0].verdict == "proved"
        assert found.where == expected.where


def _list(values: object) -> str:
    if isinstance(values, tuple):
        return f"[{', '.join(map(_list, values))}]"
    return f"({values} + 0*x*y)"


def test_a_tie_among_other_sides_is_left_out() -> None:
    """The corners that the others make stay."""
    assert written(untied(parse_expression("max(max(x, y^2), 2x - x)"))) == "max(x, y**2)"


def test_the_domain_stays() -> None:
    """What a side that is left out needs is still asked for."""
    settled = untied(parse_expression("max(x/x, y/y)*x"))
    assert written(domain(settled)) == "x != 0 and y != 0"


@pytest.mark.parametrize("text", ["max(x, abs(x))", "max(x, y)", "relu(x)", "max(x, x + 10^-30)", "floor(x)"])
def test_a_tie_somewhere_stays(text: str) -> None:
    """A switch that is not a tie everywhere is left as it was written, the same object."""
    function = parse_expression(text)
    assert untied(function) is function


@pytest.mark.parametrize(
    ("assumption", "expected"),
    [("x > 0", "x"), ("x >= 0", "max(x, abs(x))"), ("floor(x) > -1", "max(x, abs(x))"), ("x == 1", "max(x, abs(x))")],
)
def test_only_what_holds_around_a_point_decides_ties(assumption: str, expected: str) -> None:
    """On the edge x >= 0 the function |x| has a corner, whatever is assumed."""
    assert written(untied(parse_expression("max(x, abs(x))"), parse_conditions(assumption))) == expected


def test_a_claim_about_a_tie_is_decided() -> None:
    """What holds at points by themselves is proved at all."""
    for claim in (
        "diff(max(sin(2x), 2sin(x)cos(x)), x) == 2cos(2x)",
        "diff(relu(x - x)*y, y) == 0",
        "diff(max((x + 1)^2, x^2 + 2x + 1), x) == 2x + 2",
    ):
        assert check(claim)[0].verdict == "proved"
    assert check("diff(max(sin(2x), 2sin(x)cos(x)), x) == cos(2x)")[0].verdict == "refuted"


@pytest.mark.parametrize("text", ["acosh(1 - x^2)", "asin(x - x + 1)", "atan2(x - x, -x^2)"])
def test_a_formula_that_holds_nowhere_is_refused(text: str) -> None:
    """A condition that no point satisfies is not stated beside a formula."""
    with pytest.raises(Nondifferentiable, match="holds nowhere"):
        grad(text)


def test_the_slope_of_a_tie_is_that_of_its_sides() -> None:
    """Against a difference quotient of the greatest of both sides, in 40 digits."""
    found = grad("max(sin(2x), 2sin(x)cos(x))", at="x=7/10").at
    with mp.workdps(40):
        numeric = mp.diff(lambda x: max(mp.sin(2 * x), 2 * mp.sin(x) * mp.cos(x)), mp.mpf("0.7"))
    assert abs(float(found.approx["gradient"][0]) - float(numeric)) < 1e-12
