"""Points that repeat, in a box: counted out, none beyond the ends, and said where they cannot be counted."""

import math

import pytest

import symcalc
from symcalc.syntax import written


def coordinates(answer, name):
    """The decimals of one coordinate of all points, in order."""
    return sorted(float(point.approx[name]) for point in answer.points)


def test_a_damped_wave_in_a_box_has_its_seven_points():
    """The derivative of exp(-x/5) cos(x) vanishes where tan(x) = -1/5."""
    answer = symcalc.critical("exp(-x/5) cos(x)", domain="x=-10..10")
    expected = [-math.atan(1 / 5) + k * math.pi for k in range(-3, 4)]

    assert answer.complete is True
    assert answer.families == ()
    assert coordinates(answer, "x") == pytest.approx(expected, abs=1e-12)


def test_a_box_that_ends_at_a_period_is_counted_exactly():
    """On [0, 2*pi] the sine has one maximum and one minimum inside."""
    answer = symcalc.critical("sin(x)", domain="x=0..2pi")

    assert [point.kind for point in answer.points] == ["maximum", "minimum"]
    assert answer.complete is True


def test_a_step_that_moves_two_variables_is_counted_by_one_of_them():
    """McCormick's function has three critical points in its box, a step of (pi, pi) apart."""
    answer = symcalc.critical("sin(x+y) + (x-y)^2 - 1.5x + 2.5y + 1", domain="x=-1.5..4, y=-3..4")

    expected = [1 / 2 - math.pi / 3, 1 / 2 + math.pi / 3, 1 / 2 + 2 * math.pi / 3]
    assert coordinates(answer, "x") == pytest.approx(expected, abs=1e-12)
    assert answer.complete is True


def test_a_family_that_leaves_the_domain_ends_there():
    """Of the extrema of sin(x) those with x > 0 count where log(x) must exist."""
    answer = symcalc.critical("sin(x) + log(x) - log(x)")

    wheres = [written(family.where) for family in answer.families]
    assert wheres == ["k integer and k >= 1", "k integer and k >= 0"]
    assert answer.complete is True
