"""Extrema of functions of several variables: by values beyond all, by existence, by what is far away."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.critical.extrema import infinity
from symcalc.calculus.critical.extrema.existence import attained, higher_far_away, whole
from symcalc.calculus.critical.extrema.extrema import UNDECIDED, Bound, Contender, extremum, passing
from symcalc.calculus.critical.extrema.squares import nowhere_beyond
from symcalc.calculus.critical.extrema.witnesses import approached, beyond, located, on_constraints, points, unbounded
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.points.values import Height, compared
from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.search.limits import OO
from symcalc.calculus.critical.search.stationary import stationary
from symcalc.calculus.critical.search.survey import Survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.syntax.tree import Negative, rational


def among_several(found: Survey, record: Sequence[Contender], direction: int) -> Bound:
    """The least value (direction 1) or the greatest, where the `record` holds the best of all places for it."""
    beaten = _beaten(found, record[0].height if record else None, direction)
    if beaten is not None:
        return beaten
    reason = attained(found, direction, stationary=any(c.stationary for c in record))
    if reason is not None and record:
        return Bound(extremum(record), None, reason)
    by_limit = _by_limit(found, record, direction)
    if by_limit is not UNDECIDED or not record:
        return by_limit
    if higher_far_away(found, record[0].height, direction):
        word = "greater" if direction > 0 else "smaller"
        return Bound(extremum(record), None, f"on all large spheres f is {word} than at the best critical point")
    if not found.question.constraints and nowhere_beyond(found.question, record[0].height.node, direction):
        word = "below" if direction > 0 else "above"
        return Bound(extremum(record), None, f"f is nowhere {word} this value, as its squares and quadratic terms show")
    return UNDECIDED


def _beaten(found: Survey, record: Height | None, direction: int) -> Bound | None:
    """No extremum, because a value beyond those of all candidates is taken somewhere."""
    question = found.question
    looked_at = on_constraints(question) if question.constraints else points(len(question.names))
    witness = next(beyond(question, record, looked_at, direction), None)
    if witness is None:
        return None
    ray = unbounded(question, witness, direction)
    if ray is not None:
        return Bound(None, Negative(OO) if direction > 0 else OO, f"{passing(direction)} all bounds along {ray}")
    seen = bounds(question.tree, question.ranges)
    edge = seen.low if direction > 0 else seen.high
    ray = None if edge is None else approached(question, witness, rational(edge), direction)
    if edge is not None and ray is not None:
        return Bound(None, rational(edge), f"f comes as close to {edge} as one likes along {ray}")
    place = located(question, tuple(map(rational, witness)))
    word = "less" if direction > 0 else "greater"
    if record is None:
        most = "least" if direction > 0 else "greatest"
        return Bound(None, None, f"f has no point where it could have its {most} value")
    return Bound(None, None, f"f is {word} at {place} than where it could have an extremum")


def _by_limit(found: Survey, record: Sequence[Contender], direction: int) -> Bound:
    """An extremum, or none, by the value that the function tends to far away."""
    question = found.question
    if question.conditions or question.constraints or not whole(found):
        return UNDECIDED
    try:
        system = stationary(question.tree, (), question.names)
        far = infinity.limit(system.tower, system.function)
    except (NotClosed, TooHard, ZeroDivisionError):
        return UNDECIDED
    if far is None:
        return UNDECIDED
    height = Height(rational(far))
    order = compared(record[0].height, height) if record else direction
    if order is None:
        return UNDECIDED
    if order * direction <= 0:
        return Bound(extremum(record), None, f"f tends to {far} in every direction")
    return Bound(None, height.node, f"f tends to {far} in every direction, but does not take that value")
