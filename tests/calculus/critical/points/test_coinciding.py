"""A point that is found in two ways is listed once."""

import symcalc
from symcalc.syntax import written


def test_a_point_of_two_branches_is_one_point():
    """One branch of x^5 - 5x y^2 + exp(-x^2) meets the other, y = 0, at the origin."""
    answer = symcalc.critical("x^5 - 5x y^2 + exp(-x^2)")

    assert [p.kind for p in answer.points] == ["saddle", "saddle"]
    assert answer.complete is True


def test_a_point_of_a_family_is_not_listed_beside_it():
    """The number 0 is a zero of x and of sin(x)."""
    answer = symcalc.critical("x sin(x) + cos(x)")

    assert [written(p.point["x"]) for p in answer.points] == ["0"]
