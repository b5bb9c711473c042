"""Equations that kernels tie to their variables: relations between kernels are no equations to be solved."""

import pytest

import symcalc
from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.search import rolle, transcendental
from symcalc.calculus.critical.search.intervals import Line, Unproved
from symcalc.syntax import parse_expression


def test_griewanks_function_in_a_box_has_all_its_points():
    """The minimum at the origin and four saddles: cos(y/sqrt(2)) brings relations along that hold everywhere."""
    answer = symcalc.critical("1 + (x^2+y^2)/4000 - cos(x)cos(y/sqrt(2))", domain="x=-3..3, y=-4..4")

    assert [point.kind for point in answer.points] == ["saddle", "saddle", "minimum", "saddle", "saddle"]
    assert answer.complete is True


def test_an_expression_that_is_zero_everywhere_has_no_list_of_zeros():
    """sin(x)^2 + cos(x)^2 - 1 has no isolated zeros, which is not to have none."""
    tree = parse_expression("cos(x) + sin(x)")
    tower = Tower(("x",), [tree])
    tower.ratio(tree)
    *_, cosine, sine = tower.ring.unknowns[:4]

    with pytest.raises(Unproved):
        rolle.zeros(Line(tower, 0), cosine**2 + sine**2 - 1)


@pytest.mark.parametrize(
    "text", ["cos(2x) + y^2 + 2x^2", "cos(2x) + 2x^2 + cos(y) + y^2/2", "exp(x) - x - x^2/2 + y^2"]
)
def test_a_slope_that_never_falls_is_zero_once(text):
    """The only point is the origin, where the second derivative vanishes too; Newton's method proves nothing there."""
    answer = symcalc.critical(text)

    assert [point.approx for point in answer.points] == [{"x": 0.0, "y": 0.0}]
    assert answer.complete is True


@pytest.mark.parametrize("text", ["atan(1/(1 - x)) - pi/4", "tan(x)", "cos(x) - 1", "exp(x) - 2"])
def test_an_equation_with_poles_or_turns_is_not_said_to_have_one_zero(text):
    """Only of a function that is analytic on the whole line, monotone, and 0 at 0, is 0 known as the only zero."""
    tree = parse_expression(text)
    tower = Tower(("x",), [tree])
    polynomial = tower.ratio(tree).top

    with pytest.raises(Unproved):
        transcendental._of_monotone(Line(tower, 0), polynomial)
