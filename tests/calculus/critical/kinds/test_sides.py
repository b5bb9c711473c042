"""Points on the sides of a box: listed where the gradient of f is zero, with the kind of f itself."""

import pytest

import symcalc
from symcalc.syntax import written


def test_stationary_points_on_the_sides_are_listed():
    """The sine of 0 and of pi vanishes on two sides of the box, and with it the gradient at three points there."""
    answer = symcalc.critical("sin(x)sin(y)", domain="x=0..4, y=0..4")
    places = [tuple(map(written, p.point.values())) for p in answer.points]

    assert places == [("0", "0"), ("0", "pi"), ("pi/2", "pi/2"), ("pi", "0"), ("pi", "pi")]
    assert answer.complete is True


@pytest.mark.parametrize("text", ["x^2 y", "x^2 y^2"])
def test_the_ends_of_a_family_are_no_points_of_their_own(text):
    """The family x = 0 goes on beyond the box."""
    answer = symcalc.critical(text, domain="x=-1..1, y=-1..1")

    assert answer.points == ()
    assert answer.complete is True
