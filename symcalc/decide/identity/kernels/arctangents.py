"""Arctangents of fractions as angles of Gaussian integers, so that sums of them (Machin's formula) are exact.

`atan(p/q)` is the angle of q + ip. That factors into Gaussian primes, whose angles, with pi/4, are independent over
the rationals, so the arctangent is a sum of whole multiples of them; how many quarter turns are to be added is a whole
number that a ball decides.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import NamedTuple

from flint import arb, fmpz

#: Longer numbers than this are not factored, in bits.
MOST_BITS = 90


class Angles(NamedTuple):
    """`turns * pi` plus whole multiples of `atan(b/a)` for primes a + ib with a > b > 0."""

    turns: Fraction
    primes: tuple[tuple[tuple[int, int], int], ...]


def split_arc_tangent(value: Fraction) -> Angles | None:
    """The angles whose sum is `atan(value)`; None where the numbers are too long.

    >>> split_arc_tangent(Fraction(3, 4))
    Angles(turns=Fraction(1, 2), primes=(((2, 1), -2),))
    """
    p, q = value.numerator, value.denominator
    norm = p * p + q * q
    if norm.bit_length() > MOST_BITS:
        return None
    primes = []
    for prime, _ in fmpz(norm).factor():
        if prime % 4 == 1:
            a, b = _two_squares(int(prime))
            times = _times(q, p, a, b) - _times(q, p, a, -b)
            primes.append(((a, b), times))
    angle = arb(p) / arb(q)
    rest = angle.atan() - sum((times * (arb(b) / arb(a)).atan() for (a, b), times in primes), arb(0))
    quarters = (rest * 4 / arb.pi()).unique_fmpz()
    return None if quarters is None else Angles(Fraction(int(quarters), 4), tuple(primes))


def _two_squares(prime: int) -> tuple[int, int]:
    """The a > b > 0 with a^2 + b^2 a prime that is 1 modulo 4, by Euclid's algorithm (Cornacchia).

    >>> _two_squares(13)
    (3, 2)
    """
    witness = next(n for n in range(2, prime) if pow(n, (prime - 1) // 2, prime) == prime - 1)
    a, b = prime, pow(witness, (prime - 1) // 4, prime)
    while b * b > prime:
        a, b = b, a % b
    other = isqrt(prime - b * b)
    return max(b, other), min(b, other)


def _times(x: int, y: int, a: int, b: int) -> int:
    """How often a + ib divides x + iy."""
    norm, count = a * a + b * b, 0
    while True:
        real, imaginary = x * a + y * b, y * a - x * b
        if real % norm or imaginary % norm:
            return count
        x, y, count = real // norm, imaginary // norm, count + 1
