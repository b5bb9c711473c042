"""Whether points that were found in different ways are the same."""

from __future__ import annotations

from collections.abc import Sequence

from flint import arb

from symcalc.calculus.critical.points.angles import Repeated
from symcalc.calculus.critical.points.spots import Coordinate, Spot
from symcalc.decide.ball import enclose
from symcalc.decide.sign import sign
from symcalc.syntax.tree import Negative, Node, Product, Sum, integer

#: Points without a closed form that agree to so many bits are the same: no short equations have zeros that near.
BITS = 600


def covers(known: Repeated, other: Repeated) -> bool:
    """Whether every translate of a point is one of those of another.

    >>> from fractions import Fraction
    >>> from symcalc.syntax import parse_expression
    >>> from symcalc.calculus.critical.points.spots import rational_spot
    >>> origin = rational_spot(("x",), [Fraction(0)])
    >>> turns = Repeated(origin, ((parse_expression("2pi"),),))
    >>> covers(turns, Repeated(origin)), covers(Repeated(origin), turns)
    (True, False)
    """
    if known.spot.names != other.spot.names or known.free != other.free:
        return False
    if other.steps and other.steps != known.steps:
        return False
    counts = [_turns(known, other.spot, step) for step in known.steps]
    whole = [count for count in counts if count is not None]
    if known.ends != (None, None) and (other.steps or not all(_between(count, known.ends) for count in whole)):
        return False
    return len(whole) == len(counts) and _same(known.spot, other.spot, known.steps, whole)


def _between(count: int, ends: tuple[int | None, int | None]) -> bool:
    return (ends[0] is None or ends[0] <= count) and (ends[1] is None or count <= ends[1])


def _turns(known: Repeated, spot: Spot, step: Sequence[Node]) -> int | None:
    """How many steps lead from one point to another, by the first coordinate that only this step moves."""
    for place, part in enumerate(step):
        if part != integer(0) and all(other is step or other[place] == integer(0) for other in known.steps):
            gap = spot.coordinates[place].ball(96) - known.spot.coordinates[place].ball(96)
            width = enclose(part, {}, 96)
            found = (gap / width).unique_fmpz() if isinstance(width, arb) else None
            return None if found is None else int(found)
    return None


def _same(a: Spot, b: Spot, steps: Sequence[Sequence[Node]], counts: Sequence[int]) -> bool:
    """Whether the second point is the first one after so many steps."""
    for place, (x, y) in enumerate(zip(a.coordinates, b.coordinates, strict=True)):
        moves = [
            step[place] if count == 1 else Product((integer(count), step[place]))
            for step, count in zip(steps, counts, strict=True)
            if count and step[place] != integer(0)
        ]
        if not _equal(x, y, moves):
            return False
    return True


def _equal(x: Coordinate, y: Coordinate, moves: Sequence[Node]) -> bool:
    if not _overlapping(x, y, moves, 160):
        return False
    if x.node is not None and y.node is not None:
        if not moves and x.node == y.node:
            return True
        decided = sign(Sum((x.node, *moves, Negative(y.node))))
        if decided is not None:
            return decided == 0
    return _overlapping(x, y, moves, BITS)


def _overlapping(x: Coordinate, y: Coordinate, moves: Sequence[Node], bits: int) -> bool:
    total = x.ball(bits)
    for move in moves:
        found = enclose(move, {}, bits)
        total = total + found if isinstance(found, arb) else arb.nan()
    return bool(total.overlaps(y.ball(bits)))
