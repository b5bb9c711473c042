"""Signs of sines and cosines, by the quadrants that an angle lies in.

An angle is known to lie between rational bounds; what is known of its difference from a multiple of pi/2, as by
`pi/2 < x`, is exact at the edge of a quadrant.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from symcalc.decide.identity.facts.positivity import Range
from symcalc.decide.identity.kernels.factors import primitive
from symcalc.decide.identity.kernels.kernel import Polynomial, Ratio
from symcalc.decide.identity.kernels.knowledge import Signs
from symcalc.decide.identity.kernels.tower import Tower

#: Bounds of pi/2.
BELOW, ABOVE = Fraction(15707963267948966, 10**16), Fraction(15707963267948967, 10**16)
#: More quadrants than this are not told apart.
MOST = 1000


class Quadrants(NamedTuple):
    """That an angle lies between `first * pi/2` and `last * pi/2`, and whether it may be equal to these."""

    first: int
    last: int
    from_first: bool
    to_last: bool

    def circular(self, kind: str) -> Range:
        """The range of the sine, or of the cosine, which is the sine of an angle one quadrant further on."""
        first, last = (self.first, self.last) if kind == "sin" else (self.first + 1, self.last + 1)
        of = Range(Fraction(-1), Fraction(1), *(self._is_met(first, last, peak) for peak in (3, 1)))
        zero = self._is_met(first, last, 0) or self._is_met(first, last, 2)
        if first % 4 in (0, 1) and last <= first - first % 4 + 2:
            return of._replace(low=Fraction(0), low_closed=zero)
        if first % 4 in (2, 3) and last <= first - first % 4 + 4:
            return of._replace(high=Fraction(0), high_closed=zero)
        return of

    def signs(self, kind: str) -> Signs:
        """The signs of the sine or cosine."""
        of = self.circular(kind)
        below = {-1} if of.low is None or of.low < 0 else set()
        above = {1} if of.high is None or of.high > 0 else set()
        at_end = (of.low_closed and of.low == 0) or (of.high_closed and of.high == 0)
        return frozenset(below | above | ({0} if at_end or (below and above) else set()))

    def _is_met(self, first: int, last: int, place: int) -> bool:
        """Whether the angle may be one that is `place` quadrants from a whole turn."""
        inside = range(first if self.from_first else first + 1, last + 1 if self.to_last else last)
        return any(quadrant % 4 == place for quadrant in inside[:4])


def quadrants(tower: Tower, angle: Ratio, of: Range, signs: Callable[[Polynomial], Signs]) -> Quadrants | None:
    """The quadrants of an angle between two bounds; None where there are very many."""
    if of.low is None or of.high is None or max(abs(of.low), abs(of.high)) > MOST:
        return None
    first, last = _floor(of.low), -_floor(-of.high)
    from_first, to_last = of.low == 0 and of.low_closed, of.high == 0 and of.high_closed
    beyond = _against(tower, angle, first + 1, signs)
    if beyond is not None and -1 not in beyond:
        first, from_first = first + 1, 0 in beyond
    short = _against(tower, angle, last - 1, signs)
    if short is not None and 1 not in short:
        last, to_last = last - 1, 0 in short
    return Quadrants(first, last, from_first, to_last)


def _floor(bound: Fraction) -> int:
    """The last multiple of pi/2 that is not above a bound, or one before it where that is not told."""
    return min(int(bound // BELOW), int(bound // ABOVE))


def _against(tower: Tower, angle: Ratio, quadrant: int, signs: Callable[[Polynomial], Signs]) -> Signs | None:
    """What is known of the sign of an angle less a multiple of pi/2; None where pi does not occur."""
    pi = tower.find("pi", "pi")
    if pi is None or (not quadrant and pi not in tower.used(angle.numerator)):
        return None
    constant, gap = primitive(angle.numerator - angle.denominator * tower.generator(pi) * quadrant / 2)
    found = signs(gap)
    return found if constant > 0 else frozenset(-sign for sign in found)
