"""Rational numbers from their images modulo primes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isqrt

from flint import fmpq, fmpz


def primes() -> Iterator[int]:
    """Primes just below 2^62, downwards: always the same ones."""
    candidate = (1 << 62) - 1
    while True:
        if fmpz(candidate).is_prime():
            yield candidate
        candidate -= 2


class Residues:
    """A list of rational numbers known modulo more and more primes (Chinese remainders)."""

    def __init__(self) -> None:
        self.modulus = 1
        self.values: list[int] = []

    def add(self, residues: Sequence[int], prime: int) -> None:
        """Take in what the numbers are modulo one more prime."""
        if self.modulus == 1:
            self.values, self.modulus = [int(r) for r in residues], prime
            return
        inverse, modulus = pow(self.modulus, -1, prime), self.modulus
        self.values = [
            v + modulus * ((int(r) - v) * inverse % prime) for v, r in zip(self.values, residues, strict=True)
        ]
        self.modulus = modulus * prime

    def rationals(self) -> list[fmpq] | None:
        """The numbers with small numerators and denominators that have these residues, or None if some has none yet."""
        found, common = [], 1
        bound = isqrt(self.modulus // 2)
        for value in self.values:
            fraction = _fraction(value * common % self.modulus, self.modulus, bound)
            if fraction is None:
                return None
            top, bottom = fraction
            common *= bottom
            if common > bound:
                return None
            found.append(fmpq(top, common))
        return found


def _fraction(residue: int, modulus: int, bound: int) -> tuple[int, int] | None:
    """Numerator and denominator, both at most `bound`, of the fraction with this residue (Wang 1981)."""
    low, high, cofactor, previous = residue, modulus, 1, 0
    while low > bound:
        quotient = high // low
        low, high = high - quotient * low, low
        cofactor, previous = previous - quotient * cofactor, cofactor
    if not 0 < abs(cofactor) <= bound:
        return None
    return (low, cofactor) if cofactor > 0 else (-low, -cofactor)
