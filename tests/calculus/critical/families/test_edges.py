"""Curves without a derivative are listed whether or not they are graphs of polynomials."""

from fractions import Fraction
from itertools import pairwise

import mpmath as mp
import pytest

import symcalc
from symcalc.syntax import parse_expression, written
from tests.calculus.critical.corpus.entries import fraction
from tests.decide import oracle

#: A step along a direction, and what a second difference is where there is no kink.
STEP, SMOOTH = Fraction(1, 10**8), mp.mpf(10) ** -5
DIRECTIONS = [(Fraction(1), Fraction(0)), (Fraction(0), Fraction(1)), (Fraction(3, 5), Fraction(4, 5))]
CURVES = {
    "max(x + y, x y)": ("x + y", "x*y"),
    "max(x, x^2*y)": ("x", "x^2*y"),
    "max(x*y, x + y - 1/2)": ("x*y", "x + y - 1/2"),
    "max(x, x^2 + y^2 - 1)": ("x", "x^2 + y^2 - 1"),
    "min(x, x^3 + y^3 - 1)": ("x", "x^3 + y^3 - 1"),
}


def is_kink(function, point):
    """Whether f has a kink at a point: slopes to both sides do not add up to 0."""
    middle = oracle.value(function, point)
    for dx, dy in DIRECTIONS:
        both = [{"x": point["x"] + s * dx, "y": point["y"] + s * dy} for s in (STEP, -STEP)]
        bend = sum(oracle.value(function, at) for at in both) - 2 * middle
        if abs(bend) * 10**8 > SMOOTH:
            return True
    return False


def crossings(left, right):
    """Points at which two functions are equal, on lines through the plane, by bisection."""
    first, second = parse_expression(left), parse_expression(right)

    def gap(x, y):
        return oracle.value(first, {"x": x, "y": y}) - oracle.value(second, {"x": x, "y": y})

    for y in (Fraction(n, 7) for n in range(-15, 17, 4)):
        ends = [Fraction(n, 5) + Fraction(1, 97) for n in range(-20, 20)]
        for low, high in pairwise(ends):
            if gap(low, y) * gap(high, y) < 0:
                yield {"x": _bisected(lambda x, y=y: gap(x, y), low, high), "y": y}


def _bisected(function, low, high):
    rising = function(high) > 0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (low, middle) if (function(middle) > 0) == rising else (middle, high)
    return low


@pytest.mark.parametrize("text", CURVES)
def test_every_kink_of_the_plane_lies_on_a_listed_set(text):
    """Where the two functions cross, their gradients differ, and the equations of some entry hold."""
    answer = symcalc.critical(text)
    function = parse_expression(text)
    with mp.workdps(50):
        found = [point for point in crossings(*CURVES[text]) if is_kink(function, point)]
        missing = [p for p in found if not any(_is_on(entry, p) for entry in answer.nondifferentiable)]

    assert len(found) > 5
    assert missing == []
    assert answer.complete is True


def _is_on(entry, point):
    sides = [[oracle.value(side, point) for side in equation.operands] for equation in entry.equations]
    whole = bool(entry.parameters) or entry.point is None
    return whole and all(abs(left - right) < mp.mpf(10) ** -20 for left, right in sides)


@pytest.mark.parametrize("text", CURVES)
def test_all_points_of_a_listed_curve_are_kinks_with_its_value(text):
    """At some values of the parameter the slopes to both sides differ, and f is what is said."""
    function = parse_expression(text)
    for entry in symcalc.critical(text).nondifferentiable:
        for n in (-17, -6, 4, 13, 22) if entry.parameters else ():
            t = Fraction(n, 10)
            if entry.where is None or oracle.holds(entry.where, {"t": mp.mpf(n) / 10}):
                point = {name: fraction(oracle.value(node, {"t": t})) for name, node in entry.point.items()}
                assert is_kink(function, point)
                assert abs(oracle.value(function, point) - oracle.value(entry.value, {"t": t})) < mp.mpf(10) ** -40


def test_points_of_a_kink_at_which_f_is_smooth_are_left_out():
    """The factor x is 0 at two points of the circle, and f has a gradient there."""
    (circle,) = symcalc.critical("abs(x^2+y^2-1)*x + y").nondifferentiable

    assert written(circle.where) == "(cos(t) != 0 or sin(t) != 1) and (cos(t) != 0 or sin(t) != -1)"


def test_a_list_without_a_description_of_a_kink_is_not_called_complete():
    """The kink x e^y = y is no curve that can be given."""
    answer = symcalc.critical("max(x*exp(y), y)")

    assert answer.complete is False
    assert "without a derivative" in answer.method


def test_a_coordinate_that_all_points_share_is_no_condition():
    """On the plane x = 0 points differ in y or z."""
    *_, circle = symcalc.critical("abs(x) + y + z", subject_to="x^2+y^2+z^2 = 1").nondifferentiable

    assert "0 != 0" not in written(circle.where)


@pytest.mark.parametrize(
    ("text", "where"),
    [("y*abs(x) + y", "t != 0"), ("abs(x-y)*(x-1) + y", "t != 1"), ("abs(x)*(y^2-1) + y", "t != -1 and t != 1")],
)
def test_single_points_of_a_straight_kink_at_which_f_is_smooth_are_left_out(text, where):
    """The factor of the absolute value is 0 there, so that f has the gradient of y."""
    (line,) = symcalc.critical(text).nondifferentiable

    assert written(line.where) == where


def test_a_curved_kink_is_not_judged_by_a_point_at_which_f_is_smooth():
    """The hyperbola is a kink to both sides of (1, 1), and a set that is not described is no complete list."""
    answer = symcalc.critical("abs(x*y-1)*(x-1) + y")
    found = [entry.where for entry in answer.nondifferentiable]

    for t in ("-2", "1/2", "2"):
        assert any(oracle.holds(where, {"t": oracle.value(parse_expression(t), {})}) for where in found)
    assert answer.complete
