"""Certified decimals of what is known by balls."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from fractions import Fraction

import flint
from flint import arb

from symcalc.calculus.critical.points.values import Height

#: Significant digits beside exact values, and of coordinates that have no closed form.
DIGITS, LONG = 15, 24
#: Powers of two beyond this are not written out.
FARTHEST = 20_000


def decimal(ball: arb, digits: int = DIGITS) -> Decimal | None:
    """The decimal with so many digits that both ends of an interval round to; None where the interval is too wide.

    >>> decimal(arb(2).sqrt() / 3, 5)
    Decimal('0.47140')
    """
    if not ball.is_finite():
        return None
    with flint.ctx.workprec(4 * digits + 128):
        ends = [_rounded(end, digits) for end in (ball.lower(), ball.upper())]
        if ends[0] == ends[1]:
            return ends[0]
        narrow = abs(ball) < arb(10) ** (-digits - 5)
    return Decimal(0) if narrow and ball.contains(0) else None


def _rounded(end: arb, digits: int) -> Decimal:
    mantissa, exponent = end.man_exp()
    if abs(int(exponent)) > FARTHEST:
        return _far(int(mantissa), int(exponent), digits)
    exact = Fraction(int(mantissa)) * Fraction(2) ** int(exponent)
    return nearest(exact, digits)


def _far(mantissa: int, exponent: int, digits: int) -> Decimal:
    """mantissa·2^exponent, too large or too small to be written out as a fraction."""
    exactly, shortly = (Context(prec=p, Emax=MAX_EMAX, Emin=MIN_EMIN) for p in (digits + 60, digits))
    return shortly.plus(exactly.multiply(Decimal(mantissa), exactly.power(Decimal(2), exponent)))


def nearest(exact: Fraction, digits: int) -> Decimal:
    """A fraction rounded to so many significant digits."""
    if exact == 0:
        return Decimal(0)
    size = len(str(abs(exact.numerator))) - len(str(exact.denominator))
    shift = digits - size
    scaled = round(exact * Fraction(10) ** shift)
    if len(str(abs(scaled))) > digits:
        shift -= 1
        scaled = round(exact * Fraction(10) ** shift)
    return Decimal(scaled).scaleb(-shift)


def decimal_of(value: Height) -> float | Decimal | None:
    """The decimals of a value, as they stand beside it."""
    for bits in (96, 256, 1024):
        found = decimal(value.ball(bits))
        if found is not None:
            return as_number(found)
    return None


def as_number(found: Decimal) -> float | Decimal:
    """A float where it has enough digits and range, as JSON numbers go."""
    number = float(found)
    return number if number == 0 or 1e-300 < abs(number) < 1e300 else found


def decimals(ball: arb, digits: int = LONG) -> str:
    """A number without a closed form as a decimal, correct to its last digit; "unknown" where not even one is known.

    >>> decimals(arb(1) / 4, 5)
    '0.25000'
    """
    for places in range(digits, 0, -1):
        found = decimal(ball, places)
        if found is not None:
            return format(found, "f") if abs(found.adjusted()) < LONG else str(found)
    return "unknown"
