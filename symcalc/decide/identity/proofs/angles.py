"""Sums of inverse circular functions: zero where sine and cosine say a whole turn, and bounds that it is none.

`asin(x) - atan(x/sqrt(1 - x^2))` has sine 0 and cosine 1 wherever it is defined, and lies between -pi and pi.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import Final, NamedTuple

from symcalc.decide.identity.facts.learning import Facts
from symcalc.decide.identity.kernels.circular import turn
from symcalc.decide.identity.kernels.kernel import Polynomial, Ratio
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.work import OutOfWork

#: Functions whose values are angles with a known sine and cosine.
ANGLES: Final = frozenset({"asin", "atan", "atan2"})
#: Less than a half turn and a whole one.
HALF: Final = Fraction(31415, 10000)
WHOLE: Final = Fraction(62831, 10000)
#: Longer sums are not looked at.
MOST_TERMS: Final = 12


class Bounds(NamedTuple):
    """What a value lies between."""

    low: Fraction
    high: Fraction


def by_angles(tower: Tower, facts: Facts, polynomial: Polynomial) -> bool:
    """Whether a sum of angles is zero wherever it is defined, by its sine, its cosine and its bounds."""
    if len(polynomial) > MOST_TERMS or not any(kernel.function in ANGLES for kernel in tower.used(polynomial)):
        return False
    scaled = polynomial * _denominator(tower, polynomial)
    bounds = _bounds(tower, facts, scaled)
    if bounds is None or not (bounds.low > -WHOLE and bounds.high < WHOLE):
        return False
    try:
        angle = turn(tower, Ratio(scaled, tower.one))
    except OutOfWork:
        return False
    if angle.sine.numerator:
        return False
    inside = bounds.low > -HALF and bounds.high < HALF
    return inside or not tower.subtract(angle.cosine, tower.number(1)).numerator


def _denominator(tower: Tower, polynomial: Polynomial) -> int:
    """What makes the coefficients of the angles whole."""
    found = 1
    for powers, coefficient in polynomial.to_dict().items():
        if any(tower.at_slot(slot).function in ANGLES for slot, power in enumerate(powers) if power):
            found = lcm(found, int(coefficient.q))
    return found


def _bounds(tower: Tower, facts: Facts, polynomial: Polynomial) -> Bounds | None:
    """The bounds of a polynomial by those of its kernels; None where one is not bounded."""
    low = high = Fraction(0)
    for powers, coefficient in polynomial.to_dict().items():
        term = Bounds(*(Fraction(int(coefficient.p), int(coefficient.q)),) * 2)
        for slot, power in enumerate(powers):
            of = facts.ranges.of_kernel(tower.at_slot(slot)) if power else None
            if of is not None:
                if of.low is None or of.high is None or power > 2:
                    return None
                for _ in range(int(power)):
                    ends = [a * b for a in term for b in (of.low, of.high)]
                    term = Bounds(min(ends), max(ends))
        low, high = low + term.low, high + term.high
    return Bounds(low, high)
