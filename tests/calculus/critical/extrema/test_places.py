"""The places of an extremum are said once: no corner of a box beside a family that holds it."""

import pytest

import symcalc
from symcalc.calculus.critical.extrema.extrema import Contender, extremum
from symcalc.calculus.critical.extrema.places import Places, without_repeats
from symcalc.calculus.critical.points.values import Height
from symcalc.syntax import parse_conditions, parse_expression, written
from symcalc.syntax.tree import Name, integer


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("x^2 y^2", ["(0, t)", "(t, 0)"]),
        ("(x - y)^2", ["(t, t)"]),
        ("(x^2 - y)^2", ["(t, t**2)"]),
        ("(x - 1)^2 y^2", ["(t, 0)", "(1, t)"]),
    ],
)
def test_corners_of_a_box_that_lie_on_families_are_not_said_again(text, places):
    """Each of these is 0 along whole lines of the unit square, ends included."""
    minimum = symcalc.critical(text, domain="x=0..1, y=0..1").global_.minimum

    assert [f"({', '.join(written(value) for value in place.values())})" for place in minimum.at] == places


def test_points_beside_the_part_of_a_line_that_counts_are_kept():
    """For x^2 y^3 the axis y = 0 holds (0, 0) and (1, 0); (0, 1) is on the other one."""
    line = Places({"x": Name("t"), "y": integer(0)}, parse_conditions("t > 0")[0])
    points = [{"x": integer(x), "y": integer(y)} for x, y in ((0, 0), (1, 0), (0, 1))]

    assert without_repeats(points, [line], ()) == [points[0], points[2]]


def test_points_that_satisfy_the_condition_of_a_set_are_not_said_again():
    """The sphere holds the pole, not the origin; a point in decimals is never seen to lie on it."""
    sphere = parse_conditions("x^2 + y^2 == 1")[0]
    pole, origin = ({"x": integer(0), "y": integer(k)} for k in (1, 0))

    assert without_repeats([pole, origin, {"x": "0.6", "y": "0.8"}], [], (sphere,)) == [
        origin,
        {"x": "0.6", "y": "0.8"},
    ]


def test_integers_hold_no_other_numbers():
    """A value that is taken at all integers k is also said to be taken at 1/2."""
    half, zero = {"x": parse_expression("1/2")}, Height(integer(0))
    record = [Contender(zero, {"x": Name("k")}, integers=("k",)), Contender(zero, half)]

    assert half in extremum(record).at
    assert half not in extremum([Contender(zero, {"x": Name("t")}), Contender(zero, half)]).at
