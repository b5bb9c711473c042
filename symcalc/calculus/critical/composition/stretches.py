"""An interval of one variable, cut where an inner function turns: on each stretch it has an inverse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from symcalc.calculus.critical.composition.levels import solved
from symcalc.calculus.critical.composition.ranges import Interval, Unresolved
from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.points.spots import Closed
from symcalc.calculus.critical.points.values import tidied
from symcalc.calculus.critical.search.cuts import difference
from symcalc.calculus.critical.search.intervals import Line
from symcalc.calculus.critical.search.limits import OO, symbolic_limit
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.decide.sign import is_zero, sign
from symcalc.record import record
from symcalc.syntax.tree import Negative, Node, rational, substitute


@record
class Stretch:
    """An interval on which an inner function only rises or only falls: the values that it takes there, and its inverse.

    The inverse is one of the ways in which the function is solved for its variable.
    """

    inner: Node
    values: Interval
    branch: int

    def at(self, value: Node) -> Node:
        """Where the inner function has a value on the stretch.

        >>> from symcalc.syntax import parse_expression
        >>> whole = Interval(parse_expression("-1"), parse_expression("2"), True, True)
        >>> [left, right] = stretches(parse_expression("x^2"), "x", whole, [parse_expression("0")])
        >>> str(left.at(parse_expression("1/4"))), str(right.at(parse_expression("3")))
        ('-1/2', 'sqrt(3)')
        """
        found = solved(self.inner, value)
        assert found is not None  # noqa: S101 (the function was inverted when the stretch was made)
        return found[self.branch]


def interval_of(conditions: Sequence[tuple[Node, bool]], name: str) -> Interval:
    """The numbers at which linear conditions on one variable hold; raises Unresolved for other conditions.

    >>> from symcalc.syntax import parse_expression
    >>> found = interval_of([(parse_expression("2x - pi"), True), (parse_expression("3 - x"), False)], "x")
    >>> str(found.low), str(found.high), found.has_low, found.has_high
    ('pi/2', '3', True, False)
    """
    ends: dict[int, tuple[Node, bool]] = {}
    for node, closed in conditions:
        end, direction = _end(node, name)
        known = ends.get(direction)
        order = direction if known is None else sign(difference(end, known[0]))
        if order is None:
            raise Unresolved
        if known is None or order == direction:
            ends[direction] = end, closed
        elif order == 0:
            ends[direction] = known[0], closed and known[1]
    low, high = ends.get(1, (None, False)), ends.get(-1, (None, False))
    return Interval(low[0], high[0], low[1], high[1])


def _end(node: Node, name: str) -> tuple[Node, int]:
    """Where a linear expression is zero, and 1 where it is positive beyond that, -1 where before."""
    try:
        tower = Tower((name,), [node])
        ratio = tower.ratio(node)
        slope = tower.derivative(ratio, 0)
        rest = ratio - slope * tower.unknown(0)
        if not all(tower.constant(part) for r in (slope, rest) for part in (r.top, r.bottom)):
            raise Unresolved
        direction = sign(tower.tree(slope))
        if not direction:
            raise Unresolved
        return tidied(tower.tree(-(rest / slope))), direction
    except (NotClosed, TooHard, ZeroDivisionError) as problem:
        raise Unresolved from problem


def stretches(inner: Node, name: str, whole: Interval, turns: Sequence[Node]) -> list[Stretch]:
    """The parts of an interval between the stationary points of a smooth function, in order; raises Unresolved."""
    inside = [turn for turn in turns if whole.end(turn) is None]
    stops = [whole.low, *inside, whole.high]
    heights = [_height(inner, name, stop, -1 if place == 0 else 1) for place, stop in enumerate(stops)]
    taken = [whole.has_low, *(True for _ in inside), whole.has_high]
    places = zip(pairwise(stops), pairwise(heights), pairwise(taken), strict=True)
    return [_stretch(inner, name, *place) for place in places]


def _height(inner: Node, name: str, stop: Node | None, direction: int) -> Node:
    """The value of the inner function at a stop, its limit where there is no end."""
    if stop is not None:
        return tidied(substitute(inner, {name: stop}))
    found = symbolic_limit(inner, name, OO if direction > 0 else Negative(OO), direction)
    if found is None:
        raise Unresolved
    return found


def _stretch(
    inner: Node,
    name: str,
    ends: tuple[Node | None, Node | None],
    heights: tuple[Node, Node],
    taken: tuple[bool, bool],
) -> Stretch:
    """The stretch between two stops."""
    rises = _is_less(*heights)
    (first, has_first), (last, has_last) = (
        zip(heights, taken, strict=True) if rises else zip(reversed(heights), reversed(taken), strict=True)
    )
    values = Interval(_finite(first), _finite(last), has_first, has_last)
    low, high = (None if end is None else Closed(end) for end in ends)
    sample = rational(Line(Tower((name,), []), 0, low, high).middle())
    found = solved(inner, tidied(substitute(inner, {name: sample})))
    branches = [i for i, place in enumerate(found or ()) if is_zero(difference(place, sample))]
    if len(branches) != 1:
        raise Unresolved
    return Stretch(inner, values, branches[0])


def _is_less(low: Node, high: Node) -> bool:
    """Whether one of two different values is less; raises Unresolved."""
    if low in {OO, Negative(OO)} or high in {OO, Negative(OO)}:
        return low == Negative(OO) or high == OO
    order = sign(difference(high, low))
    if not order:
        raise Unresolved
    return order > 0


def _finite(value: Node) -> Node | None:
    return None if value in {OO, Negative(OO)} else value


def united(parts: Sequence[Stretch]) -> Interval:
    """All values on stretches that follow on each other."""
    low, has_low = _outermost([(part.values.low, part.values.has_low) for part in parts], 1)
    high, has_high = _outermost([(part.values.high, part.values.has_high) for part in parts], -1)
    return Interval(low, high, has_low, has_high)


def _outermost(ends: Sequence[tuple[Node | None, bool]], direction: int) -> tuple[Node | None, bool]:
    """The least (direction 1) or greatest of ends, and whether it belongs to one of the stretches."""
    best, taken = ends[0]
    for end, has in ends[1:]:
        if best is None or end is None:
            best, taken = None, False
            continue
        order = sign(difference(end, best))
        if order is None:
            raise Unresolved
        if order == 0:
            taken = taken or has
        elif order * direction < 0:
            best, taken = end, has
    return best, taken


def boundary(whole: Interval, turns: Sequence[Node]) -> Iterator[Node]:
    """The ends that belong to an interval and are not among the stationary points."""
    for end, taken in ((whole.low, whole.has_low), (whole.high, whole.has_high)):
        if end is not None and taken:
            gaps = [is_zero(difference(end, turn)) for turn in turns]
            if None in gaps:
                raise Unresolved
            if True not in gaps:
                yield end
