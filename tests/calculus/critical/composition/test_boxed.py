"""Functions of an inner function of several variables in a box: its level sets end where the box does."""

from __future__ import annotations

from itertools import product

import mpmath as mp
import pytest

import symcalc
from symcalc.calculus.critical.result import Extremum
from symcalc.syntax import parse_expression, written
from symcalc.syntax.tree import substitute
from tests.decide import oracle

CASES = [
    ("sin(x + y)", "x=0..3, y=0..3"),
    ("sin(x y)", "x=-2..2, y=-2..2"),
    ("cos(x^2 + y^2)", "x=0..2, y=-1..2"),
    ("sin(x y)", "x=1/2..3, y=0..2"),
    ("(x^2 + y^2)^2 - 2(x^2 + y^2)", "x=-1..2, y=0..1"),
    ("exp(sin(2x - y))", "x=0..2, y=0..3"),
]


def corners(domain):
    """The ends of the box by variable."""
    sides = (side.split("=") for side in domain.replace(" ", "").split(","))
    return [tuple(oracle.value(parse_expression(end), {}) for end in ends.split("..")) for _, ends in sides]


def at(tree, x, y):
    """The value of a tree at a point."""
    point = {name: parse_expression(mp.nstr(mp.mpf(value), 30)) for name, value in (("x", x), ("y", y))}
    return oracle.value(substitute(tree, point), {}, 30)


def slopes(function, x, y):
    """The gradient by central differences."""
    step = mp.mpf("1e-8")
    return (
        (at(function, x + step, y) - at(function, x - step, y)) / (2 * step),
        (at(function, x, y + step) - at(function, x, y - step)) / (2 * step),
    )


def stationary(function, sides, count=3):
    """Points of the box to which Newton's method leads from a grid."""
    for shares in product(range(count), repeat=2):
        point = [
            low + (high - low) * (i + mp.mpf("0.37")) / count for i, (low, high) in zip(shares, sides, strict=True)
        ]
        for _ in range(25):
            here = slopes(function, *point)
            step = mp.mpf("1e-5")
            columns = [slopes(function, point[0] + step, point[1]), slopes(function, point[0], point[1] + step)]
            matrix = mp.matrix([[(c[i] - here[i]) / step for c in columns] for i in range(2)])
            normal = matrix.T * matrix + mp.mpf("1e-12") * mp.eye(2)
            move = mp.lu_solve(normal, -(matrix.T * mp.matrix(here)))
            point = [p + max(min(m, mp.mpf("0.3")), -mp.mpf("0.3")) for p, m in zip(point, move, strict=True)]
        inside = all(low < p < high for p, (low, high) in zip(point, sides, strict=True))
        if inside and max(map(abs, slopes(function, *point))) < mp.mpf("1e-9"):
            yield point


@pytest.mark.parametrize(("text", "domain"), CASES)
def test_no_stationary_point_of_a_box_is_missed(text, domain):
    """Newton's method from a grid leads to points that are listed, or lie on a level set that is."""
    function, answer = parse_expression(text), symcalc.critical(text, domain=domain)

    assert answer.complete is True
    for x, y in stationary(function, corners(domain)):
        near = [
            all(
                abs(oracle.value(value, {}) - at_) < 1e-3
                for value, at_ in zip(point.point.values(), (x, y), strict=True)
            )
            for point in answer.points
        ]
        on = [
            abs(at(relation.operands[0], x, y) - oracle.value(relation.operands[1], {})) < 1e-3
            for family in answer.families
            for relation in family.equations
        ]
        assert any(near) or any(on)


@pytest.mark.parametrize(("text", "domain"), CASES)
def test_no_value_in_a_box_is_beyond_the_extrema(text, domain):
    """Neither on a grid, the faces included, nor are the extrema values that are not taken."""
    function, globally = parse_expression(text), symcalc.critical(text, domain=domain).global_
    (a, b), (c, d) = corners(domain)
    heights = [at(function, a + (b - a) * i / 12, c + (d - c) * k / 12) for i in range(13) for k in range(13)]

    for extremum, side in ((globally.minimum, 1), (globally.maximum, -1)):
        assert isinstance(extremum, Extremum)
        best = oracle.value(extremum.value, {})
        assert all((height - best) * side > -1e-15 for height in heights)
        assert min((height - best) * side for height in heights) < 0.2


def test_a_level_set_is_told_within_the_box():
    """Its parameters are bounded by the conditions of all variables."""
    (greatest, _) = symcalc.critical("sin(x + y)", domain="x=0..3, y=0..3").families

    assert written(greatest.where) == "(-2*t + pi)/2 >= 0 and (-2*t + pi)/2 <= 3 and t >= 0 and t <= 3"


def test_a_level_set_on_the_side_of_the_box_is_not_left_out():
    """cos(x y) has no slope on the axes, where x y is least; that is not told by the chain rule from x y alone."""
    answer = symcalc.critical("cos(x y)", domain="x=0..1, y=0..2")
    on_axes = {tuple(written(value) for value in family.point.values()) for family in answer.families if family.point}

    assert answer.complete is not True or {("0", "t"), ("t", "0")} <= on_axes
