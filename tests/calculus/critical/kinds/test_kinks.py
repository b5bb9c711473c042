"""Kinds of points and curves at which smooth formulas meet, against values of f near by."""

from fractions import Fraction

import mpmath as mp
import pytest

import symcalc
from symcalc.syntax import parse_expression, written
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
    for entry in (entry for entry in entries if entry.point is not None):
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
    ],
)
def test_a_point_with_multipliers_is_judged_by_the_formulas_beside_it(text, domain):
    """Points of a kink that is no graph come with a multiplier, of which the formulas beside the kink know nothing."""
    answer = symcalc.critical(text, domain=domain)
    corners = [*places(answer.nondifferentiable)]

    assert corners
    assert [(point, kind) for point, kind in corners if not agrees(kind, signs_around(text, point))] == []


@pytest.mark.parametrize(
    ("text", "domain", "kinds"),
    [
        ("max(x, x^2*y)", None, {"t < 0": "saddle", "t > 0": "minimum"}),
        ("max(x, x^2*y)", "x=-1..1, y=-2..2", {"-2 < t < 0": "saddle", "0 < t < 2": "minimum"}),
        ("max(x, x^2*y + x^3)", None, {"t < 0": "saddle", "t > 0": "minimum"}),
        ("max(x, x^3*y)", None, {"t < 0": "minimum", "t > 0": "saddle"}),
        ("min(x, x^2*y)", None, {"t < 0": "maximum", "t > 0": "saddle"}),
        ("max(x, x^2*(y^2 - 2))", None, {"t < -sqrt(2) or t > sqrt(2)": "minimum", "-sqrt(2) < t < sqrt(2)": "saddle"}),
    ],
)
def test_a_family_of_kinks_is_cut_where_its_kind_changes(text, domain, kinds):
    """A formula beside the line x = 0 changes its sign along the line, and with it the kind."""
    answer = symcalc.critical(text, domain=domain)
    line = [e for e in answer.nondifferentiable if e.parameters and oracle.value(e.point["x"], {"t": Fraction(7)}) == 0]

    assert {written(e.where): e.kind for e in line} == kinds
    assert [(p, kind) for p, kind in places(line) if not agrees(kind, signs_around(text, p))] == []


def test_a_kind_that_cannot_be_followed_along_a_family_is_left_open():
    """On the line x = y = 0 f is a minimum where z > 0 only, though no slope vanishes: |x + y| may be 0 beside it."""
    (line,) = [e for e in symcalc.critical("abs(x+y)*(z^2+1) + abs(x-y)*z").nondifferentiable if len(e.parameters) == 1]

    assert line.kind == "undecided"
