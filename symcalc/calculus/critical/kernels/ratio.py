"""Quotients of two polynomials, in lowest terms."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpz_mpoly

from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import Ring
from symcalc.record import record
from symcalc.syntax.tree import Negative, Node, Quotient, integer

#: A numerator or denominator with more terms than this is not worked with.
TERMS = 20_000
#: Nor is a power with a larger exponent.
EXPONENT = 400


@record
class Ratio:
    """`top / bottom`, coprime, with a positive leading coefficient below.

    >>> x, y = Ring(("x", "y")).unknowns
    >>> Ratio.of(x**2 - y**2, x - y)
    Ratio(top=u0 + u1, bottom=1)
    """

    top: fmpz_mpoly
    bottom: fmpz_mpoly

    @classmethod
    def of(cls, top: fmpz_mpoly, bottom: fmpz_mpoly) -> Ratio:
        """The quotient in lowest terms; raises ZeroDivisionError, and TooHard where it is too long."""
        if bottom.is_zero():
            raise ZeroDivisionError
        if len(top) > TERMS or len(bottom) > TERMS:
            raise TooHard(f"more than {TERMS} terms")
        common = top.gcd(bottom)
        if bottom.leading_coefficient() < 0:
            common = -common
        return cls(top, bottom) if common.is_one() else cls(top // common, bottom // common)

    @classmethod
    def number(cls, ring: Ring, value: Fraction | int) -> Ratio:
        """A rational number."""
        exact = Fraction(value)
        return cls(ring.constant(exact.numerator), ring.constant(exact.denominator))

    @classmethod
    def polynomial(cls, top: fmpz_mpoly) -> Ratio:
        """A polynomial over 1."""
        return cls(top, top.context().constant(1))

    def __hash__(self) -> int:
        return hash((str(self.top), str(self.bottom)))

    def __add__(self, other: Ratio) -> Ratio:
        if self.bottom == other.bottom:
            return Ratio.of(self.top + other.top, self.bottom)
        return Ratio.of(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom)

    def __neg__(self) -> Ratio:
        return Ratio(-self.top, self.bottom)

    def __sub__(self, other: Ratio) -> Ratio:
        return self + -other

    def __mul__(self, other: Ratio) -> Ratio:
        if len(self.top) * len(other.top) > TERMS * 100:
            raise TooHard("a product of too many terms")
        return Ratio.of(self.top * other.top, self.bottom * other.bottom)

    def __truediv__(self, other: Ratio) -> Ratio:
        return Ratio.of(self.top * other.bottom, self.bottom * other.top)

    def __pow__(self, exponent: int) -> Ratio:
        if abs(exponent) > EXPONENT or _terms_of_power(self, abs(exponent)) > TERMS:
            raise TooHard("a power of too many terms")
        top, bottom = self.top ** abs(exponent), self.bottom ** abs(exponent)
        return Ratio.of(top, bottom) if exponent >= 0 else Ratio.of(bottom, top)

    @property
    def is_zero(self) -> bool:
        """Whether it is the number 0."""
        return bool(self.top.is_zero())

    @property
    def value(self) -> Fraction | None:
        """The rational number that it is, if it is one."""
        if self.top.is_zero():
            return Fraction(0)
        if not (self.top.is_constant() and self.bottom.is_constant()):
            return None
        return Fraction(int(self.top.leading_coefficient()), int(self.bottom.leading_coefficient()))

    def split(self) -> tuple[Fraction, Ratio]:
        """A rational number and a quotient of primitive polynomials, the upper with a positive leading coefficient."""
        if self.top.is_zero():
            return Fraction(0), self
        content, top = self.top.primitive()
        if top.leading_coefficient() < 0:
            content, top = -content, -top
        below, bottom = self.bottom.primitive()
        return Fraction(int(content), int(below)), Ratio(top, bottom)

    def tree(self, ring: Ring, meaning: tuple[Node, ...]) -> Node:
        """The quotient written out, its unknowns as what they stand for."""
        if self.top.is_zero():
            return integer(0)
        negative = self.top.leading_coefficient() < 0 and len(self.top) == 1
        top = ring.tree(-self.top if negative else self.top, meaning)
        whole = top if self.bottom.is_one() else Quotient(top, ring.tree(self.bottom, meaning))
        return Negative(whole) if negative else whole


def _terms_of_power(ratio: Ratio, exponent: int) -> int:
    """A bound on the terms of a power: that of the monomials of its degree, where the base is no monomial."""
    widest = max(len(ratio.top), len(ratio.bottom))
    if widest <= 1:
        return 1
    bound = 1
    for k in range(min(widest - 1, exponent)):
        bound = bound * (exponent + widest - 1 - k) // (k + 1)
        if bound > TERMS * 50:
            break
    return bound
