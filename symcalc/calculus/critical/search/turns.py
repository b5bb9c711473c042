"""Points that repeat in steps, where the variables have ends: counted out one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from flint import arb

from symcalc.calculus.critical.points.angles import Repeated
from symcalc.calculus.critical.points.spots import Closed, Coordinate, Spot
from symcalc.calculus.critical.search.bounds import Range
from symcalc.decide.ball import enclose
from symcalc.syntax.tree import Call, Node, Product, Sum, integer, names

#: More points than this are not counted out.
MOST = 2000
_WAVES = frozenset({"sin", "cos", "tan", "cot", "sec", "csc"})


def counted(repeated: Repeated, ranges: Mapping[str, Range]) -> list[Repeated] | None:
    """The points of a repeated one that may lie between the ends of its variables, each by itself.

    None where they cannot be counted: no variable that a step moves has ends, one of several steps moves several
    variables, or there are too many. Whether each point lies inside is for the caller to decide.
    """
    turns: list[range] = []
    for step in repeated.steps:
        moving = [place for place, part in enumerate(step) if part != integer(0)]
        if len(moving) > 1 and len(repeated.steps) > 1:
            return None
        ended = [place for place in moving if _is_bounded(ranges.get(repeated.spot.names[place]))]
        if not ended:
            return None
        ends = ranges[repeated.spot.names[ended[0]]]
        turns.append(_turns(repeated.spot.coordinates[ended[0]], step[ended[0]], ends))
    if any(coordinate.node is None for coordinate in repeated.spot.coordinates):
        return None
    count = 1
    for turn in turns:
        count *= len(turn)
    if count > MOST:
        return None
    return [Repeated(_moved(repeated, counts)) for counts in product(*turns)]


def _is_bounded(known: Range | None) -> bool:
    return known is not None and known.low is not None and known.high is not None


def _turns(start: Coordinate, step: Node, ends: Range) -> range:
    """The integers k for which start + k*step may lie between the ends."""
    width = enclose(step, {}, 64)
    assert isinstance(width, arb)  # noqa: S101 (a step is a constant)
    assert ends.low is not None  # noqa: S101 (asked before)
    assert ends.high is not None  # noqa: S101 (asked before)
    at = start.ball(64)
    low, high = ((arb(end.numerator) / end.denominator - at) / width for end in (ends.low, ends.high))
    first, last = sorted((float(low.mid()), float(high.mid())))
    return range(int(first) - 2, int(last) + 3)


def _moved(repeated: Repeated, counts: Sequence[int]) -> Spot:
    """The point after so many steps of each kind."""
    spot = repeated.spot
    coordinates = []
    for place, coordinate in enumerate(spot.coordinates):
        steps = [_times(k, step[place]) for k, step in zip(counts, repeated.steps, strict=True) if k]
        moves = [step for step in steps if step != integer(0)]
        node = coordinate.node
        assert node is not None  # noqa: S101 (asked before)
        coordinates.append(Closed(Sum((node, *moves))) if moves else coordinate)
    return Spot(spot.names, tuple(coordinates))


def _times(count: int, step: Node) -> Node:
    return integer(0) if step == integer(0) else step if count == 1 else Product((integer(count), step))


def recurs(condition: Node, variables: Sequence[str]) -> bool:
    """Whether a condition holds variables in waves only, so that it looks the same after whole turns.

    >>> from symcalc.syntax import parse_expression
    >>> recurs(parse_expression("sin(x) + 1/2"), ["x"]), recurs(parse_expression("x"), ["x"])
    (True, False)
    """
    if not names(condition) & set(variables):
        return True
    if isinstance(condition, Call) and condition.function in _WAVES:
        return True
    children = condition.children()
    return bool(children) and all(recurs(child, variables) for child in children)
