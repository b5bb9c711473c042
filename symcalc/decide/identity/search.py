"""The search for a point at which two expressions differ, in ball arithmetic: a difference that excludes 0 is a proof.

The points are fixed, the precision rises by steps. On the way, points at which only one side is defined are kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import Final

from flint import arb, ctx, fmpq

from symcalc.decide.ball import UNDEFINED, compile_balls
from symcalc.decide.ball.verdict import Verdict
from symcalc.decide.identity.bounds import fitted, ranges
from symcalc.decide.identity.conditions import integer_names, satisfied
from symcalc.decide.identity.points import rational_points
from symcalc.record import field, record
from symcalc.syntax.tree import Node

Coordinates = tuple[Fraction, ...]
#: How many points are tried, with how many bits, for the first look and for the long one.
QUICK: Final = ((12, 64), (4, 512))
LONG: Final = ((180, 64), (60, 320), (16, 2048), (4, 8192))
#: Points at which both sides are defined are kept, at most so many.
MOST_COMMONS: Final = 12
#: Points that do not satisfy the assumptions are passed over, at most so many.
MOST_CANDIDATES: Final = 3000


@record(frozen=False)
class Search:
    """Points tried so far for two sides, and what was found at them."""

    left: Node
    right: Node
    names: Sequence[str]
    assumptions: Sequence[Node]
    found: Coordinates | None = None
    commons: list[Coordinates] = field(default_factory=list)
    left_only: Coordinates | None = None
    right_only: Coordinates | None = None
    agreed: int = 0

    @property
    def common(self) -> Coordinates | None:
        """A point at which both sides are defined."""
        return self.commons[0] if self.commons else None

    def run(self, rounds: Sequence[tuple[int, int]]) -> bool:
        """Whether a point was found at which the sides differ."""
        sides = compile_balls((self.left, self.right), self.names)
        for count, precision in rounds:
            self.agreed = 0
            for point in islice(self.points(), count):
                with ctx.workprec(precision):
                    left, right = sides([fmpq(x.numerator, x.denominator) for x in point])
                if self._note(point, left, right):
                    return True
        return False

    def points(self) -> Iterator[Coordinates]:
        """The points that satisfy the assumptions, in order."""
        whole = integer_names(self.assumptions)
        allowed = satisfied(self.assumptions, self.names)
        bounds = ranges(self.assumptions)
        candidates = rational_points(self.names, (self.left, self.right, *self.assumptions), whole)
        seen: set[Coordinates] = set()
        for candidate in islice(candidates, MOST_CANDIDATES):
            point = fitted(candidate, self.names, bounds, whole)
            if point not in seen and allowed([fmpq(x.numerator, x.denominator) for x in point]):
                yield point
            seen.add(point)

    def _note(self, point: Coordinates, left: arb | Verdict, right: arb | Verdict) -> bool:
        """Keep what a point shows; whether it refutes equality."""
        if isinstance(left, arb) and isinstance(right, arb):
            if len(self.commons) < MOST_COMMONS and point not in self.commons:
                self.commons.append(point)
            if not left.overlaps(right):
                self.found = point
                return True
            self.agreed += 1
        elif isinstance(left, arb) and right is UNDEFINED:
            self.left_only = self.left_only or point
        elif isinstance(right, arb) and left is UNDEFINED:
            self.right_only = self.right_only or point
        return False
