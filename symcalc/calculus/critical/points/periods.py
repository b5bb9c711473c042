"""Points that repeat: translates of each other put together, `pi*k` instead of `2*pi*k` and `pi + 2*pi*k`."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.points.angles import Repeated, tidy
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.record import replace
from symcalc.syntax.tree import Negative, Node, Quotient, Sum, integer

ZERO = integer(0)


def merged(points: Sequence[Repeated]) -> list[Repeated]:
    """Fewer points with smaller steps that have the same translates; only steps along one coordinate each change.

    The points must be alike: whoever calls has sorted them.
    """
    straight = [point for point in points if _straight(point) and None not in point.spot.nodes]
    others = [point for point in points if point not in straight]
    return others + (_halved(straight) if straight else [])


def _straight(point: Repeated) -> bool:
    """Whether every step moves one coordinate only."""
    return all(sum(1 for part in step if part != ZERO) == 1 for step in point.steps)


def _halved(points: list[Repeated]) -> list[Repeated]:
    """Halve steps as long as the set of all translates is the same."""
    steps = points[0].steps
    if any(point.steps != steps for point in points):
        return points
    for i, step in enumerate(steps):
        half = tuple(ZERO if part == ZERO else tidy(Quotient(part, integer(2))) for part in step)
        if all(any(_differ_by(p, q, half, steps) for q in points) for p in points):
            kept: list[Repeated] = []
            for point in points:
                if not any(_differ_by(other, point, half, steps) for other in kept):
                    kept.append(point)
            smaller = (*steps[:i], half, *steps[i + 1 :])
            return _halved([replace(point, steps=smaller) for point in kept])
    return points


def _differ_by(p: Repeated, q: Repeated, shift: Sequence[Node], steps: Sequence[Sequence[Node]]) -> bool:
    """Whether q is p plus a shift and whole steps."""
    for j, (a, b) in enumerate(zip(p.spot.nodes, q.spot.nodes, strict=True)):
        if a is None or b is None:
            return False
        period = next((step[j] for step in steps if step[j] != ZERO), None)
        gap = Sum((a, shift[j], Negative(b)))
        if not _multiple(gap, period):
            return False
    return True


def _multiple(gap: Node, period: Node | None) -> bool:
    """Whether a number is a whole multiple of a period; of none, whether it is 0."""
    whole = gap if period is None else Quotient(gap, period)
    try:
        tower = Tower((), [whole])
        value = tower.ratio(whole).value
    except (NotClosed, TooHard, ZeroDivisionError):
        return False
    return value is not None and (value.denominator == 1 if period is not None else value == 0)
