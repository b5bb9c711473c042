"""The least and the greatest value over the whole domain, with the reason why they are taken or are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from symcalc.calculus.critical.extrema import infinity
from symcalc.calculus.critical.extrema.existence import attained, higher_far_away, whole
from symcalc.calculus.critical.extrema.witnesses import approached, beyond, on_constraints, points, unbounded
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.kinds.line import Chart, ends
from symcalc.calculus.critical.points.counting import tendency
from symcalc.calculus.critical.points.decimals import decimal_of, decimals
from symcalc.calculus.critical.points.values import Height, compared, least
from symcalc.calculus.critical.result import Extrema, Extremum, Known
from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.search.limits import OO
from symcalc.calculus.critical.search.pieces import scattered
from symcalc.calculus.critical.search.stationary import stationary
from symcalc.calculus.critical.search.survey import Question, Survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.record import record
from symcalc.syntax.tree import Negative, Node, names, rational
from symcalc.syntax.written import written


@record
class Contender:
    """A value of the function, and a point at which it is taken, as it is shown.

    The value of points that repeat may depend on their integers, of which a single one lies between the `ends`.
    """

    height: Height
    point: Mapping[str, Known]
    integers: tuple[str, ...] = ()
    ends: tuple[int | None, int | None] = (None, None)
    stationary: bool = False

    def tends(self, direction: int) -> bool:
        """Whether the values go beyond all bounds: minus infinity for direction 1, plus infinity for -1."""
        node = self.height.node
        if len(self.integers) != 1 or node is None or names(node) != set(self.integers):
            return False
        (name,) = self.integers
        open_ = [way for way, end in ((-1, self.ends[0]), (1, self.ends[1])) if end is None]
        return any(tendency(node, name, way) == -direction for way in open_)


@record
class Bound:
    """What is decided of one side: an extremum, None with the bound that is approached, or "unknown"."""

    found: Extremum | Literal["unknown"] | None
    limit: Node | None = None
    reason: str = ""


UNDECIDED = Bound("unknown")


def extrema(found: Survey, contenders: Sequence[Contender], plan: Chart | None, *, complete: bool) -> Extrema:
    """The global extrema, as far as they can be decided from all places where they may be taken.

    `plan` is the chart of a function of one variable.
    """
    if scattered(found.question.tree, found.question.ranges):
        return Extrema("unknown", "unknown", reason="f has values at scattered points too: powers of negative numbers")
    low = _bound(found, contenders, plan, 1, complete=complete)
    high = _bound(found, contenders, plan, -1, complete=complete)
    reasons = "; ".join(dict.fromkeys(reason for reason in (low.reason, high.reason) if reason))
    return Extrema(low.found, high.found, low.limit, high.limit, reasons)


def shown(value: Height) -> Known:
    """The value as a tree; where there is no closed form, its decimals."""
    if value.node is not None:
        return value.node
    texts = (decimals(value.ball(bits)) for bits in (128, 512, 2048))
    return next((text for text in texts if text != "unknown"), "unknown")


def _bound(
    found: Survey, contenders: Sequence[Contender], plan: Chart | None, direction: int, *, complete: bool
) -> Bound:
    if any(contender.tends(direction) for contender in contenders):
        word = "least" if direction > 0 else "greatest"
        infinite = Negative(OO) if direction > 0 else OO
        return Bound(None, infinite, f"f has no {word} value: its values at critical points have no bound")
    best = least([c.height for c in contenders], direction)
    by_form = _by_form(found.question, contenders, direction)
    if by_form is not None:
        return by_form
    if not complete or best is None:
        return UNDECIDED
    record = [contenders[i] for i in best]
    if plan is not None:
        return _on_line(plan, found.question.names[0], record, direction)
    beaten = _beaten(found, record[0].height if record else None, direction)
    if beaten is not None:
        return beaten
    reason = attained(found, direction, stationary=any(c.stationary for c in record))
    if reason is not None and record:
        return Bound(_extremum(record), None, reason)
    by_limit = _by_limit(found, record, direction)
    if by_limit is not UNDECIDED or not record:
        return by_limit
    if higher_far_away(found.question, record[0].height, direction):
        word = "greater" if direction > 0 else "smaller"
        return Bound(_extremum(record), None, f"on all large spheres f is {word} than at the best critical point")
    return UNDECIDED


def _extremum(record: Sequence[Contender]) -> Extremum:
    value = record[0].height
    places: list[Mapping[str, Known]] = []
    for contender in record:
        if dict(contender.point) not in places:
            places.append(dict(contender.point))
    return Extremum(shown(value), tuple(places), decimal_of(value))


def _on_line(plan: Chart, name: str, record: Sequence[Contender], direction: int) -> Bound:
    """One variable: the extremum is at a special point, or it is a limit at an end and not taken."""
    tails = ends(plan, name)
    endless = next((end for end in tails if end.infinite == -direction), None)
    if endless is not None:
        return Bound(None, Negative(OO) if direction > 0 else OO, f"{_passing(direction)} all bounds as {endless.way}")
    if any(end.limit is None for end in tails):
        return UNDECIDED
    finite = [end for end in tails if not end.infinite]
    limits = [Height(end.limit) for end in finite]
    lowest = least(limits, direction)
    if lowest is None:
        return UNDECIDED
    side = "lower" if direction > 0 else "higher"
    reason = f"between its special points f rises or falls, and its limits at the ends are not {side}"
    if not lowest:
        return Bound(_extremum(record), None, reason) if record else UNDECIDED
    limit = limits[lowest[0]]
    order = compared(record[0].height, limit) if record else direction
    if order is None:
        return UNDECIDED
    if order * direction <= 0:
        return Bound(_extremum(record), None, reason)
    assert limit.node is not None  # noqa: S101 (a limit that is known)
    bound = written(limit.node)
    return Bound(None, limit.node, f"f comes as close to {bound} as one likes as {finite[lowest[0]].way}")


def _by_form(question: Question, contenders: Sequence[Contender], direction: int) -> Bound | None:
    """An extremum because the value is a bound that the form of the function shows."""
    seen = bounds(question.tree, question.ranges)
    limit = seen.low if direction > 0 else seen.high
    if limit is None:
        return None
    reached = [c for c in contenders if compared(c.height, Height(rational(limit))) == 0]
    if not reached:
        return None
    word = "below" if direction > 0 else "above"
    return Bound(_extremum(reached), None, f"the form of f shows that it is nowhere {word} {limit}")


def _beaten(found: Survey, record: Height | None, direction: int) -> Bound | None:
    """No extremum, because a value beyond those of all candidates is taken somewhere."""
    question = found.question
    looked_at = on_constraints(question) if question.constraints else points(len(question.names))
    witness = next(beyond(question, record, looked_at, direction), None)
    if witness is None:
        return None
    ray = unbounded(question, witness, direction)
    if ray is not None:
        return Bound(None, Negative(OO) if direction > 0 else OO, f"{_passing(direction)} all bounds along {ray}")
    seen = bounds(question.tree, question.ranges)
    edge = seen.low if direction > 0 else seen.high
    ray = None if edge is None else approached(question, witness, rational(edge), direction)
    if edge is not None and ray is not None:
        return Bound(None, rational(edge), f"f comes as close to {edge} as one likes along {ray}")
    place = ", ".join(map(str, witness))
    word = "less" if direction > 0 else "greater"
    if record is None:
        most = "least" if direction > 0 else "greatest"
        return Bound(None, None, f"f has no point where it could have its {most} value")
    place = place if len(witness) == 1 else f"({place})"
    return Bound(None, None, f"f is {word} at {place} than where it could have an extremum")


def _passing(direction: int) -> str:
    return "f falls below" if direction > 0 else "f grows beyond"


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
        return Bound(_extremum(record), None, f"f tends to {far} in every direction")
    return Bound(None, height.node, f"f tends to {far} in every direction, but does not take that value")
