"""Holes, jumps, poles and ends: where they are, what the function does on both sides, which ends are filled."""

import math

import mpmath
import pytest

import symcalc
from symcalc.plotting.figures.edges import Edges, factors
from symcalc.plotting.figures.joints import Joint, joints, zeros
from symcalc.plotting.figures.terrain import Terrain
from symcalc.syntax import parse_expression, written


def edges_of(text):
    """The edges of a function of x."""
    return Edges.of(parse_expression(text), ("x",))


def joints_of(text, low=-2.5, high=2.5, height=4.0):
    """The joints of a function of x in a range."""
    terrain = Terrain.of_tree(parse_expression(text), ["x"])
    return joints(terrain, Edges.of(terrain.tree, ("x",)), low, high, height)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1/x", [(0, False)]),
        ("(x^2 - 1)/(x - 1)", [(1, False)]),
        ("x/(x^2 - 2)", [(-math.sqrt(2), False), (math.sqrt(2), False)]),
        ("(x^2 - 2)/(x^2 - 2)", [(-math.sqrt(2), False), (math.sqrt(2), False)]),
        ("tan(x)", [(-math.pi / 2, False), (math.pi / 2, False)]),
        ("floor(x)", [(-2, True), (-1, True), (0, True), (1, True), (2, True)]),
        ("sqrt(x)", [(0, True)]),
        ("log(x)", [(0, False)]),
        ("abs(x - 1)", [(1, True)]),
        ("1/(x - 1)^2", [(1, False)]),
        ("1/(x^2 - 2x + 1)", [(1, False)]),
        ("piecewise((x, x < 1), (x^2 + 1, true))", [(1, True)]),
        ("x^2", []),
    ],
)
def test_where_a_function_may_break(text, expected):
    """The zeros of denominators, the edges of domains, the places where a formula switches, exactly in or out."""
    found = [*zeros(edges_of(text), -2.5, 2.5)]
    assert [defined for _, defined in found] == [defined for _, defined in expected]
    assert [at for at, _ in found] == pytest.approx([at for at, _ in expected], abs=1e-9)


@pytest.mark.parametrize(
    ("text", "before", "value", "after"),
    [
        ("(x^2 - 1)/(x - 1) + 0/x^0", 2, None, 2),
        ("sin(x - 1)/(x - 1)", 1, None, 1),
        ("(1 - cos(x - 1))/(x - 1)^2", 0.5, None, 0.5),
        ("floor(x)", 0, 1, 1),
        ("sign(x - 1)", -1, 0, 1),
        ("1/(x - 1)", None, None, None),
        ("log(x - 1)", None, None, None),
        ("sqrt(x - 1)", None, 0, 0),
        ("(x - 1) log(x - 1)", None, None, 0),
        ("exp(1/(x - 1))", 0, None, None),
        ("abs(x - 1)", 0, 0, 0),
        ("cbrt(x - 1)", 0, 0, 0),
    ],
)
def test_both_sides(text, before, value, after):
    """Limits where values settle, none at a pole, the value only where there is one."""
    text = text.removesuffix(" + 0/x^0")
    (joint,) = [joint for joint in joints_of(text) if abs(joint.at - 1) < 1e-9]
    for found, expected in ((joint.before, before), (joint.value, value), (joint.after, after)):
        assert (found is None) == (expected is None)
        assert found is None or found == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("sin(x)/x", lambda x: mpmath.sin(x) / x),
        ("(exp(x) - 1)/x", lambda x: mpmath.expm1(x) / x),
        ("tan(x)/x", lambda x: mpmath.tan(x) / x),
        ("(x^3 - x)/x", lambda x: (x**3 - x) / x),
        ("(x - sin(x))/x^3", lambda x: (x - mpmath.sin(x)) / x**3),
    ],
)
def test_limits_agree_with_mpmath(text, same):
    """A removable hole is drawn at the limit that mpmath finds."""
    terrain = Terrain.of_tree(parse_expression(text), ["x"])
    (joint,) = [joint for joint in joints(terrain, edges_of(text), -1.5, 1.0, 2.0) if joint.at == 0]
    expected = float(mpmath.limit(same, 0))
    assert joint.value is None
    assert joint.before == pytest.approx(expected, abs=1e-3)
    assert joint.after == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("text", ["1e-9/(x - 1)", "1e-30/(x - 1)^2", "gamma(x - 26)", "1e-3 log((x - 1)^2)"])
def test_a_weak_pole_is_a_pole(text):
    """However small its values are in the picture, they have no limit."""
    for joint in joints_of(text, -2.5, 2.75):
        assert (joint.before, joint.value, joint.after) == (None, None, None)


@pytest.mark.parametrize(
    ("joint", "expected"),
    [
        (Joint(0, 1, None, 1), [(1, True)]),
        (Joint(0, 1, 3, 1), [(1, True), (3, False)]),
        (Joint(0, 0, 1, 1), [(0, True), (1, False)]),
        (Joint(0, -1, 0, 1), [(-1, True), (1, True), (0, False)]),
        (Joint(0, None, 0, 0), []),
        (Joint(0, None, None, 0), [(0, True)]),
        (Joint(0, None, None, None), []),
        (Joint(0, 1, 1, 1), []),
    ],
)
def test_ends_are_filled_where_they_belong_to_the_curve(joint, expected):
    """Open where the value is another or none, filled at the value of a jump, nothing at a pole or a smooth place."""
    assert [(dot.at[1], dot.open) for dot in joint.dots(4.0)] == expected


def test_factors_have_changes_of_sign():
    """A square does not hide a zero."""
    assert [written(factor) for factor in factors(parse_expression("-(x - 1)^4 y/(x + 2)"))] == ["x - 1", "y"]


def test_a_hole_is_not_joined():
    """(x² - 1)/(x - 1) is a line in two pieces, with an open dot between them at (1, 2)."""
    scene = symcalc.plot("(x^2 - 1)/(x - 1)").scene
    (curve,) = scene.curves
    assert [(dot.open, dot.at) for dot in scene.dots] == [(True, (1.0, pytest.approx(2)))]
    assert len(curve.pieces) == 2
    assert curve.pieces[0][-1] == (1.0, pytest.approx(2))


def test_poles_and_jumps_are_not_joined():
    """No line of a curve leads over a pole or a jump."""
    for text, places in (("1/x", [0]), ("tan(x)", [-math.pi / 2, math.pi / 2]), ("floor(x)", range(-4, 5))):
        (curve,) = symcalc.plot(text).scene.curves
        for place in places:
            assert not any(piece[0][0] + 1e-6 < place < piece[-1][0] - 1e-6 for piece in curve.pieces)


def test_a_hole_at_the_top_of_a_curve_is_in_sight():
    """sin(x)/x has no value at 0, and its limit 1 is the highest of the picture."""
    scene = symcalc.plot("sin(x)/x").scene
    assert scene.window.top > 1
    assert any(dot.open and dot.at == (0.0, pytest.approx(1, abs=1e-4)) for dot in scene.dots)


def test_joints_too_many_to_be_seen_are_left_out():
    """Of a thousand steps none is dotted."""
    assert symcalc.plot("floor(100 x)", domain="x=0..10", marks=False).scene.dots == ()
