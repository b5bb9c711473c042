"""Points that repeat, in a box: counted out, none beyond the ends, and said where they cannot be counted."""

import math

import pytest

import symcalc
from symcalc.decide.ball import enclose
from symcalc.decide.sign import truth
from symcalc.syntax import written
from symcalc.syntax.tree import integer, substitute


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


def inside(entries, low):
    """The first few points of families of one integer, none of which may lie at or below `low`."""
    found = set()
    for entry in entries:
        for k in range(-3, 12):
            if truth(substitute(entry.where, {"k": integer(k)})):
                found.add(float(enclose(substitute(entry.point["x"], {"k": integer(k)}), {}, 64).mid()))
    assert min(found) > low
    return sorted(found)[:4]


@pytest.mark.parametrize(
    ("text", "kinks"),
    [
        ("abs(sin(x))", [1, 2, 3, 4]),
        ("relu(sin(x))", [1, 2, 3, 4]),
        ("sqrt(sin(x))", [1, 2, 3, 4]),
        ("cbrt(sin(x))", [1, 2, 3, 4]),
        ("abs(cos(x))", [1 / 2, 3 / 2, 5 / 2, 7 / 2]),
        ("abs(tan(x))", [1, 2, 3, 4]),
        ("max(sin(x), 1/2)", [5 / 6, 13 / 6, 17 / 6, 25 / 6]),
        ("asin(sin(x))", [1 / 2, 3 / 2, 5 / 2, 7 / 2]),
        ("acos(cos(x))", [1, 2, 3, 4]),
        ("abs(sin(x) - 1/2)", [5 / 6, 13 / 6, 17 / 6, 25 / 6]),
        ("cos(x) + abs(sin(x))", [1, 2, 3, 4]),
    ],
)
def test_kinks_that_repeat_stay_in_the_domain(text, kinks):
    """None at or below 1 is listed, and none above it is left out."""
    answer = symcalc.critical(text, assume="x > 1")

    assert inside(answer.nondifferentiable, 1) == pytest.approx([math.pi * kink for kink in kinks])


def test_translates_that_were_not_counted_are_not_claimed():
    """With two integers and one side the list is not complete, but nothing in it lies beyond the side."""
    answer = symcalc.critical("abs(sin(x)) + abs(sin(y))", assume="x > 1")

    assert answer.families == ()
    assert all(float(entry.approx["x"]) > 1 for entry in (*answer.points, *answer.nondifferentiable))
    assert answer.complete is False
