"""Functions of an inner function on an interval: nothing is missed, nothing lies outside, and extrema are extreme."""

from __future__ import annotations

import mpmath as mp
import pytest

import symcalc
from symcalc.calculus.critical.composition.ranges import Unresolved
from symcalc.calculus.critical.composition.stretches import interval_of
from symcalc.calculus.critical.result import Extremum
from symcalc.decide.sign import truth
from symcalc.syntax import parse_expression, written
from symcalc.syntax.tree import Call, Logic, integer, substitute
from tests.decide import oracle

WINDOW = 3
BOXES = ["x=0..3", "x=-1..2", "x=1/3..sqrt(2)"]
RAYS = ["x >= 0", "x > -1", "x <= 1"]


def places(answer):
    """The listed points and the members of families within the window: number, kind, value."""
    for point in answer.points:
        yield oracle.value(point.point["x"], {}), point.kind, point.value
    for family in answer.families:
        (name,) = family.parameters
        for k in range(-40, 41):
            here = {name: integer(k)}
            if holds(substitute(family.where, here)):
                yield oracle.value(substitute(family.point["x"], here), {}), family.kind, substitute(family.value, here)


def holds(condition):
    """Whether a condition on an integer holds, that it is one aside."""
    parts = condition.operands if isinstance(condition, Logic) else (condition,)
    return all(truth(part) for part in parts if not isinstance(part, Call))


def ends(domain, assumption):
    """The interval, cut to the window."""
    if domain is None:
        low, high = {"x >= 0": (0, WINDOW), "x > -1": (-1, WINDOW), "x <= 1": (-WINDOW, 1)}[assumption]
        return mp.mpf(low), mp.mpf(high)
    return tuple(oracle.value(parse_expression(end), {}) for end in domain.removeprefix("x=").split(".."))


def turning_points(height, low, high, count=900):
    """Short intervals in which the function turns, by comparing neighbours."""
    grid = [low + (high - low) * (mp.mpf(i) + mp.mpf("0.37")) / (count + 1) for i in range(count + 1)]
    values = [height(x) for x in grid]
    for i in range(1, count):
        if (values[i] - values[i - 1]) * (values[i + 1] - values[i]) < 0:
            yield grid[i - 1], grid[i + 1]


@pytest.mark.parametrize("text", ["sin(x^2)", "cos(x^2 - 2x)", "sin(exp(x))", "cos(x^2)^2", "(x^2 - 1)^3 - (x^2 - 1)"])
@pytest.mark.parametrize(("domain", "assumption"), [*((d, None) for d in BOXES), *((None, a) for a in RAYS)])
def test_all_points_of_an_interval_are_listed(text, domain, assumption):
    """Wherever neighbouring values show a turn there is a point, each has its value and kind, and lies inside."""
    answer = symcalc.critical(text, domain=domain, assume=assumption)
    function = parse_expression(text)
    low, high = ends(domain, assumption)

    def height(x):
        return oracle.value(substitute(function, {"x": parse_expression(mp.nstr(x, 30))}), {}, 30)

    found = list(places(answer))
    assert answer.complete is True
    for start, end in turning_points(height, low, high):
        assert any(start <= x <= end for x, _, _ in found)
    for x, kind, value in found:
        assert low <= x or low == -WINDOW
        assert x <= high or high == WINDOW
        assert height(x) == pytest.approx(oracle.value(value, {}), abs=1e-12)
        left, right = (height(x + step) - height(x) for step in (-mp.mpf("1e-4"), mp.mpf("1e-4")))
        assert kind == ("minimum" if min(left, right) > 0 else "maximum" if max(left, right) < 0 else "inflection")
    for extremum, side in ((answer.global_.minimum, 1), (answer.global_.maximum, -1)):
        if isinstance(extremum, Extremum):
            best = oracle.value(extremum.value, {})
            assert all((height(low + (high - low) * i / 60) - best) * side > -1e-12 for i in range(1, 60))


@pytest.mark.parametrize(
    ("domain", "minimum", "maximum"),
    [
        ("x=0..3", ["sqrt(3*pi/2)"], ["sqrt(pi/2)", "sqrt(5*pi/2)"]),
        ("x=-2..1", ["0"], ["-sqrt(pi/2)"]),
        ("x=sqrt(pi/2)..2", ["2"], ["sqrt(pi/2)"]),
    ],
)
def test_the_extrema_on_a_box_are_known_by_the_values_of_the_outer_function(domain, minimum, maximum):
    """sin(u) has its extrema on the values of u = x^2 at numbers with a closed form, or at the ends."""
    globally = symcalc.critical("sin(x^2)", domain=domain).global_

    if domain == "x=-2..1":
        minimum = ["-2"]
    assert [written(place["x"]) for place in globally.minimum.at] == minimum
    assert [written(place["x"]) for place in globally.maximum.at] == maximum


def test_an_end_at_which_the_outer_function_has_no_slope_is_critical():
    """At x = sqrt(pi/2) the slope of sin(x^2) is 0, and the interval ends there."""
    answer = symcalc.critical("sin(x^2)", domain="x=0..sqrt(pi/2)")

    assert [(written(p.point["x"]), p.kind) for p in answer.points] == [("0", "minimum"), ("sqrt(pi/2)", "maximum")]
    assert answer.complete is True


@pytest.mark.parametrize("condition", ["x^2 - 1", "sin(x)", "1 + 0x"])
def test_an_interval_has_linear_conditions(condition):
    """Other conditions may hold on several intervals, or say nothing."""
    with pytest.raises(Unresolved):
        interval_of([(parse_expression(condition), True)], "x")
