"""Equations that kernels tie to their variables: relations between kernels are no equations to be solved."""

import pytest

import symcalc
from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.search import rolle
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
