"""The least and the greatest value over the whole domain, with the reason why they are taken or are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from symcalc.calculus.critical.extrema.places import Places, without_repeats
from symcalc.calculus.critical.kinds.line import Chart, ends
from symcalc.calculus.critical.points.decimals import decimal_of, decimals
from symcalc.calculus.critical.points.values import Height, compared, least
from symcalc.calculus.critical.result import Extrema, Extremum, Known
from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.search.limits import OO
from symcalc.calculus.critical.search.pieces import scattered
from symcalc.calculus.critical.search.survey import Question, Survey
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
    of_set: Node | None = None  #: the conditions of a set of which the point is only one
    where: Node | None = None  #: the condition on the parameters that stand in the point

    @property
    def is_curve(self) -> bool:
        """Whether real parameters stand in the point."""
        return not self.integers and any(isinstance(value, Node) and names(value) for value in self.point.values())

    def tends(self, direction: int) -> bool:
        """Whether the values go beyond all bounds: minus infinity for direction 1, plus infinity for -1."""
        node = self.height.node
        if len(self.integers) != 1 or node is None or names(node) != set(self.integers):
            return False
        from symcalc.calculus.critical.points.counting import tendency  # noqa: PLC0415 (of points that repeat)

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


def extrema(
    found: Survey, contenders: Sequence[Contender], plan: Chart | None, *, complete: bool, listed: bool = False
) -> Extrema:
    """The global extrema, as far as they can be decided from all places where they may be taken.

    `plan` is the chart of a function of one variable; `complete` or `listed` say that the contenders are all places,
    `listed` where there are parameters, so that nothing else may be concluded from that.
    """
    if scattered(found.question.tree, found.question.ranges):
        return Extrema("unknown", "unknown", reason="f has values at scattered points too: powers of negative numbers")
    if found.question.constraints and complete and not contenders and _nowhere(found):
        return Extrema(None, None, reason="no point satisfies the constraints")
    low, high = (_bound(found, contenders, plan, way, complete=complete, listed=listed) for way in (1, -1))
    reasons = "; ".join(dict.fromkeys(reason for reason in (low.reason, high.reason) if reason))
    return Extrema(low.found, high.found, low.limit, high.limit, reasons)


def _nowhere(found: Survey) -> bool:
    from symcalc.calculus.critical.extrema.existence import nowhere  # noqa: PLC0415 (only under constraints)

    return nowhere(found)


def shown(value: Height) -> Known:
    """The value as a tree; where there is no closed form, its decimals."""
    if value.node is not None:
        return value.node
    texts = (decimals(value.ball(bits)) for bits in (128, 512, 2048))
    return next((text for text in texts if text != "unknown"), "unknown")


def _bound(
    found: Survey,
    contenders: Sequence[Contender],
    plan: Chart | None,
    direction: int,
    *,
    complete: bool,
    listed: bool,
) -> Bound:
    if any(contender.tends(direction) for contender in contenders):
        word = "least" if direction > 0 else "greatest"
        infinite = Negative(OO) if direction > 0 else OO
        return Bound(None, infinite, f"f has no {word} value: its values at critical points have no bound")
    best = least([c.height for c in contenders], direction)
    by_form = _by_form(found.question, contenders, direction, complete=complete or listed)
    if by_form is not None:
        return by_form
    if not complete or best is None:
        return UNDECIDED
    record = [contenders[i] for i in best]
    if plan is not None:
        return _on_line(plan, found.question.names[0], record, direction)
    from symcalc.calculus.critical.extrema.several import among_several  # noqa: PLC0415 (a line needs no such means)

    return among_several(found, record, direction)


def extremum(record: Sequence[Contender], *, complete: bool = True) -> Extremum:
    """The value that is taken, with the points at which it is, which may be all."""
    value = record[0].height
    places: list[Mapping[str, Known]] = []
    families: list[Places] = []
    sets: dict[Node, Mapping[str, Known]] = {}
    for contender in record:
        if contender.of_set is not None:
            sets.setdefault(contender.of_set, dict(contender.point))
            continue
        if contender.is_curve:
            families.append(Places(contender.point, contender.where))
        if dict(contender.point) not in places:
            places.append(dict(contender.point))
    if families or sets:
        places = without_repeats(places, families, tuple(sets))
    return Extremum(shown(value), (*places, *sets.values()), decimal_of(value), tuple(sets), complete)


def _on_line(plan: Chart, name: str, record: Sequence[Contender], direction: int) -> Bound:
    """One variable: the extremum is at a special point, or it is a limit at an end and not taken."""
    tails = ends(plan, name)
    endless = next((end for end in tails if end.infinite == -direction), None)
    if endless is not None:
        return Bound(None, Negative(OO) if direction > 0 else OO, f"{passing(direction)} all bounds as {endless.way}")
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
        return Bound(extremum(record), None, reason) if record else UNDECIDED
    limit = limits[lowest[0]]
    order = compared(record[0].height, limit) if record else direction
    if order is None:
        return UNDECIDED
    if order * direction <= 0:
        return Bound(extremum(record), None, reason)
    assert limit.node is not None  # noqa: S101 (a limit that is known)
    bound = written(limit.node)
    return Bound(None, limit.node, f"f comes as close to {bound} as one likes as {finite[lowest[0]].way}")


def _by_form(question: Question, contenders: Sequence[Contender], direction: int, *, complete: bool) -> Bound | None:
    """An extremum because the value is a bound that the form of the function shows."""
    seen = bounds(question.tree, question.ranges)
    limit = seen.low if direction > 0 else seen.high
    if limit is None:
        return None
    orders = [compared(contender.height, Height(rational(limit))) for contender in contenders]
    reached = [contender for contender, order in zip(contenders, orders, strict=True) if order == 0]
    if not reached:
        return None
    whole = extremum(reached, complete=complete and None not in orders)
    word = "below" if direction > 0 else "above"
    return Bound(whole, None, f"the form of f shows that it is nowhere {word} {limit}")


def passing(direction: int) -> str:
    """How a sentence begins that there is no bound."""
    return "f falls below" if direction > 0 else "f grows beyond"
