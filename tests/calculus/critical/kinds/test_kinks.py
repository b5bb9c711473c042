"""Kinds of points and curves at which smooth formulas meet, against values of f near by."""

from fractions import Fraction

import mpmath as mp
import pytest

import symcalc
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import rational
from tests.calculus.critical.corpus.entries import fraction
from tests.decide import oracle

#: The values of t at which families are looked at.
VALUES = [Fraction(n, 10) for n in (-30, -17, -10, -3, 0, 3, 9, 10, 17, 30)]
#: Differences that are smaller are those of the coordinates' last digits.
LEAST = mp.mpf(10) ** -26


def signs_around(text, point):
    """The signs of f - f(point) at points of small circles about a point, and of the axes."""
    function = parse_expression(text)
    middle = oracle.value(function, point)
    turns = [Fraction(n, 60) for n in range(120)]
    steps = [(fraction(mp.cospi(turn)), fraction(mp.sinpi(turn))) for turn in turns]
    found = set()
    for radius in (Fraction(1, 10**2), Fraction(1, 10**4)):
        for dx, dy in steps:
            gap = oracle.value(function, {"x": point["x"] + radius * dx, "y": point["y"] + radius * dy}) - middle
            found.add(0 if abs(gap) < LEAST else int(mp.sign(gap)))
    return found


def agrees(kind, signs):
    """Whether values near by are such as the kind promises; a saddle has smaller and greater ones."""
    promised = {"minimum": signs <= {0, 1}, "maximum": signs <= {0, -1}, "saddle": signs >= {1, -1}}
    return promised.get(kind, kind == "undecided")


def places(entries):
    """The points of an answer: those by themselves, and those of families at some values of t; with their kinds."""
    for entry in entries:
        values = VALUES if entry.parameters else [Fraction(0)]
        for t in values:
            at = dict.fromkeys(entry.parameters, rational(t))
            if entry.where is None or oracle.holds(
                entry.where, {name: mp.mpf(t.numerator) / t.denominator for name in at}
            ):
                point = {name: fraction(oracle.value(node, at)) for name, node in entry.point.items()}
                yield point, entry.kind


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("max(x+y, -x y - x^2*y^2)", None),
        ("min(y^2 + 2, x - 2y)", "x=-1..2, y=-2..1"),
        ("max(y - 3x - 1, 2 - 2y^2)", "x=-1..2, y=-2..1"),
        ("min(2*x^2*y^2 - 3*x*y^2, 2*x + 2*y + 2)", None),
    ],
)
def test_a_point_with_multipliers_is_judged_by_the_formulas_beside_it(text, domain):
    """Points of a kink that is no graph come with a multiplier, of which the formulas beside the kink know nothing."""
    answer = symcalc.critical(text, domain=domain)
    corners = [*places(answer.nondifferentiable)]

    assert corners
    assert [(point, kind) for point, kind in corners if not agrees(kind, signs_around(text, point))] == []
