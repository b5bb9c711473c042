"""Open intervals of a line: whether a number lies inside, samples, and the way to an end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.points.spots import Closed, Coordinate, Spot, simplest_between
from symcalc.record import record
from symcalc.syntax.tree import Node, rational

#: The most steps towards an open end.
STEPS = 60


class Unproved(Exception):
    """The zeros could not be isolated with proof."""


@record
class Line:
    """An open interval of a variable of a tower, None for an end without bound."""

    tower: Tower
    variable: int
    low: Coordinate | None = None
    high: Coordinate | None = None

    @property
    def name(self) -> str:
        """The variable."""
        return self.tower.names[self.variable]

    def spot(self, coordinate: Coordinate) -> Spot:
        """A point of the line."""
        return Spot((self.name,), (coordinate,))

    def holds(self, coordinate: Coordinate) -> bool:
        """Whether a number lies inside; raises Unproved where it seems to be an end."""
        return not self._beyond(coordinate, self.low, 1) and not self._beyond(coordinate, self.high, -1)

    @staticmethod
    def _beyond(coordinate: Coordinate, end: Coordinate | None, direction: int) -> bool:
        """Whether a number is the end, or lies on its far side."""
        if end is None:
            return False
        if coordinate.node is not None and coordinate.node == end.node:
            return True
        for bits in (80, 200, 600):
            gap = (coordinate.ball(bits) - end.ball(bits)) * direction
            if gap > 0 or gap < 0:
                return bool(gap < 0)
        raise Unproved

    def within(self, stops: Sequence[Coordinate]) -> Iterator[Line]:
        """The stretches between stops."""
        ends = [self.low, *stops, self.high]
        for low, high in pairwise(ends):
            yield Line(self.tower, self.variable, low, high)

    def middle(self) -> Fraction:
        """A simple number inside."""
        if self.low is None and self.high is None:
            return Fraction(0)
        if self.low is None and self.high is not None:
            return Fraction(int(self.high.ball(160).lower().floor().fmpz()) - 1)
        if self.high is None and self.low is not None:
            return Fraction(int(self.low.ball(160).upper().ceil().fmpz()) + 1)
        assert self.low is not None  # noqa: S101 (seen above)
        assert self.high is not None  # noqa: S101 (the same)
        return simplest_between(self.low, self.high)

    def towards(self, start: Fraction, direction: int) -> Iterator[Fraction]:
        """Numbers from `start` towards the left (-1) or right (1) end."""
        end = self.high if direction > 0 else self.low
        if end is None:
            yield from (start + direction * Fraction(2) ** k for k in range(STEPS))
            return
        current = start
        for _ in range(STEPS):
            left, right = (Closed(as_node(current)), end) if direction > 0 else (end, Closed(as_node(current)))
            current = simplest_between(left, right)
            yield current


def as_node(value: Fraction) -> Node:
    """A fraction as a tree."""
    return rational(value)


def distinct(coordinates: Sequence[Coordinate]) -> list[Coordinate]:
    """Coordinates in increasing order, equal ones once; raises Unproved where it is not clear which are equal."""
    kept: list[Coordinate] = []
    for coordinate in sorted(coordinates, key=lambda c: c.ball(160).mid()):
        if kept and kept[-1].ball(160).overlaps(coordinate.ball(160)):
            if kept[-1].node is None or kept[-1].node != coordinate.node:
                raise Unproved
            continue
        kept.append(coordinate)
    return kept
