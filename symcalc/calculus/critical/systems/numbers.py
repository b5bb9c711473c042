"""Real algebraic numbers: a root of an irreducible integer polynomial, known to any number of digits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, total_ordering
from typing import Any

import flint
from flint import arb, fmpq, fmpz_poly

from symcalc.record import field, record

#: Bits at which balls are first looked at, and the step of refinement.
FIRST_BITS = 96


@total_ordering
@record
class RealRoot:
    """The real root number `index`, counted upwards from 0, of an irreducible polynomial.

    `polynomial` is primitive with a positive leading coefficient, so equal numbers are equal values.

    >>> root = real_roots(fmpz_poly([-2, 0, 1]))[1]
    >>> float(root.ball(64).mid())
    1.4142135623730951
    >>> root == real_roots(fmpz_poly([6, -2, -3, 1]))[1]
    True
    """

    polynomial: fmpz_poly
    index: int
    _balls: dict[int, arb] = field(default_factory=dict, repr=False, compare=False)

    def __hash__(self) -> int:
        return hash((tuple(int(c) for c in self.polynomial.coeffs()), self.index))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RealRoot) and self.index == other.index and bool(self.polynomial == other.polynomial)

    def __lt__(self, other: RealRoot) -> bool:
        if self == other:
            return False
        bits = FIRST_BITS
        while self.ball(bits).overlaps(other.ball(bits)):
            bits *= 2
        return bool(self.ball(bits) < other.ball(bits))

    @property
    def degree(self) -> int:
        """Degree over the rationals."""
        return int(self.polynomial.degree())

    @cached_property
    def rational(self) -> fmpq | None:
        """The number itself, where it is rational."""
        return fmpq(-self.polynomial[0], self.polynomial[1]) if self.degree == 1 else None

    def ball(self, bits: int) -> arb:
        """An interval that holds the number, about 2^-bits of its size wide."""
        if bits not in self._balls:
            with flint.ctx.workprec(bits):
                rational = self.rational
                self._balls[bits] = (
                    arb(rational) if rational is not None else _sorted_balls(self.polynomial)[self.index]
                )
        return self._balls[bits]

    def sign(self) -> int:
        """-1, 0 or 1."""
        if self.rational is not None:
            return (self.rational > 0) - (self.rational < 0)
        bits = FIRST_BITS
        while self.ball(bits).contains(0):
            bits *= 2
        return 1 if self.ball(bits) > 0 else -1


def rational_root(value: fmpq) -> RealRoot:
    """A rational number as a root."""
    return RealRoot(fmpz_poly([-value.numerator, value.denominator]), 0)


def _sorted_balls(polynomial: fmpz_poly) -> list[arb]:
    """The real roots of a squarefree polynomial in increasing order; FLINT's isolation is certified."""
    isolated: Any = polynomial.complex_roots()
    real = [root.real for root, _ in isolated if root.imag == 0]
    return sorted(real, key=lambda ball: ball.mid())


def irreducible_factors(polynomial: fmpz_poly) -> list[tuple[fmpz_poly, int]]:
    """The irreducible factors with multiplicity, primitive and with positive leading coefficients."""
    _, factors = polynomial.factor()
    return [(f if f.leading_coefficient() > 0 else -f, int(m)) for f, m in factors if f.degree() > 0]


def real_roots(polynomial: fmpz_poly) -> list[RealRoot]:
    """The distinct real roots of a polynomial that is not 0, in increasing order."""
    found: list[RealRoot] = []
    for factor, _ in irreducible_factors(polynomial):
        with flint.ctx.workprec(FIRST_BITS):
            balls = _sorted_balls(factor) if factor.degree() > 1 else [arb(fmpq(-factor[0], factor[1]))]
        found += [RealRoot(factor, k, {FIRST_BITS: ball}) for k, ball in enumerate(balls)]
    return sorted(found)


def chosen_root(candidates: Sequence[fmpz_poly], ball: Callable[[int], arb]) -> RealRoot:
    """The one real root of the candidates that lies in the balls, whatever their precision."""
    roots = sorted(root for candidate in candidates for root in real_roots(candidate))
    bits = FIRST_BITS
    while True:
        near = [root for root in roots if root.ball(bits).overlaps(ball(bits))]
        if len(near) == 1:
            return near[0]
        bits *= 2
