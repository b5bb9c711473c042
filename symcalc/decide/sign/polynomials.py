"""Polynomials and their quotients over kernels: numbers such as pi, sqrt(2), log(3), cos(pi/7), each a letter.

A constant that is written as such a polynomial is zero where all coefficients are; that the letters may hide
relations never makes a zero of what is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import floor
from typing import Any, Final, TypeAlias

from symcalc.record import record
from symcalc.syntax.tree import Call, Node

#: Polynomials of more terms, powers and coefficients beyond these sizes are left alone.
TERMS: Final = 400
POWERS: Final = 64
BITS: Final = 20_000


class TooLarge(Exception):
    """The polynomial would be too long to be worth writing out."""


@record
class Kernel:
    """A number that polynomials are written in.

    `kind` is "prime" (its roots are the letters), "root" (roots of a positive polynomial), "cosine" (of a fraction
    of pi), "rootof", "pi", "exp" (of a monomial), "log" (of the absolute value of a polynomial), "name", or the name
    of a function. `meaning` tells apart kernels of a kind; `tree` is the number itself.
    """

    kind: str
    meaning: Any  # a prime, a fraction, a polynomial, a monomial …
    tree: Node

    def __hash__(self) -> int:
        return hash((self.kind, self.meaning))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Kernel) and (self.kind, self.meaning) == (other.kind, other.meaning)


#: A product of kernels to rational exponents, those of "prime" and "root" between 0 and 1.
Monomial: TypeAlias = frozenset[tuple[Kernel, Fraction]]
ONE: Final[Monomial] = frozenset()
#: Kernels that may be divided by without more ado: positive, or free letters.
_FREE: Final = frozenset({"pi", "exp", "prime"})
_ROOTS: Final = frozenset({"prime", "root"})


class Polynomial:
    """A sum of monomials with rational coefficients, none of them 0; a value that hashes."""

    __slots__ = ("_hash", "terms")

    def __init__(self, terms: Mapping[Monomial, Fraction]) -> None:
        self.terms = {monomial: value for monomial, value in terms.items() if value}
        self._hash = hash(frozenset(self.terms.items()))
        if len(self.terms) > TERMS or any(_bits(value) > BITS for value in self.terms.values()):
            raise TooLarge

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Polynomial) and self.terms == other.terms

    def __bool__(self) -> bool:
        return bool(self.terms)

    def __add__(self, other: Polynomial) -> Polynomial:
        terms = dict(self.terms)
        for monomial, value in other.terms.items():
            terms[monomial] = terms.get(monomial, Fraction(0)) + value
        return Polynomial(terms)

    def __neg__(self) -> Polynomial:
        return Polynomial({monomial: -value for monomial, value in self.terms.items()})

    def __mul__(self, other: Polynomial) -> Polynomial:
        if len(self.terms) * len(other.terms) > TERMS * 10:
            raise TooLarge
        return total(_times(a, b).scaled(u * v) for a, u in self.terms.items() for b, v in other.terms.items())

    def __pow__(self, exponent: int) -> Polynomial:
        if exponent > (BITS if self.single() else POWERS):
            raise TooLarge
        result, base = constant(1), self
        while exponent:
            if exponent % 2:
                result = result * base
            exponent //= 2
            base = base * base if exponent else base
        return result

    def scaled(self, factor: Fraction) -> Polynomial:
        """A rational multiple."""
        return Polynomial({monomial: value * factor for monomial, value in self.terms.items()})

    def single(self) -> tuple[Monomial, Fraction] | None:
        """The monomial and its coefficient, where there is one only."""
        return next(iter(self.terms.items())) if len(self.terms) == 1 else None

    def rational(self) -> Fraction | None:
        """The number itself, where it is rational."""
        if not self.terms:
            return Fraction(0)
        return self.terms.get(ONE) if len(self.terms) == 1 else None


def _bits(value: Fraction) -> int:
    return value.numerator.bit_length() + value.denominator.bit_length()


def constant(value: Fraction | int) -> Polynomial:
    """A rational number.

    >>> constant(2).rational()
    Fraction(2, 1)
    """
    return Polynomial({ONE: Fraction(value)})


def letter(kernel: Kernel, exponent: Fraction | int = 1) -> Polynomial:
    """A power of a kernel."""
    return _reduced({kernel: Fraction(exponent)})


def total(parts: Iterable[Polynomial]) -> Polynomial:
    """The sum of polynomials, put together in one go."""
    terms: dict[Monomial, Fraction] = {}
    for part in parts:
        for monomial, value in part.terms.items():
            terms[monomial] = terms.get(monomial, Fraction(0)) + value
    return Polynomial(terms)


def _times(a: Monomial, b: Monomial) -> Polynomial:
    if not a or not b:
        return Polynomial({a | b: Fraction(1)})
    exponents = dict(a)
    for kernel, exponent in b:
        exponents[kernel] = exponents.get(kernel, Fraction(0)) + exponent
    return _reduced(exponents)


def _reduced(exponents: Mapping[Kernel, Fraction]) -> Polynomial:
    """A product of powers with whole powers of roots worked out, and sin^2 written as 1 - cos^2."""
    rest: dict[Kernel, Fraction] = {}
    factors: list[Polynomial] = []
    for kernel, exponent in exponents.items():
        whole = floor(exponent)
        if kernel.kind == "prime":
            factors.append(constant(Fraction(kernel.meaning) ** _checked(whole)))
            rest[kernel] = exponent - whole
        elif kernel.kind == "root" and whole:
            factors.append(kernel.meaning ** _checked(whole))
            rest[kernel] = exponent - whole
        elif kernel.kind == "sin" and exponent > 1:
            other = Kernel("cos", kernel.meaning, Call("cos", kernel.tree.children()))
            factors.append((constant(1) + -letter(other, 2)) ** (whole // 2))
            rest[kernel] = exponent - whole // 2 * 2
        else:
            rest[kernel] = exponent
    monomial = frozenset((kernel, exponent) for kernel, exponent in rest.items() if exponent)
    product = Polynomial({monomial: Fraction(1)})
    for factor in factors:
        product = product * factor
    return product


def _checked(exponent: int) -> int:
    if abs(exponent) > BITS:
        raise TooLarge
    return exponent


@record
class Ratio:
    """A quotient of polynomials whose denominator is not zero."""

    top: Polynomial
    bottom: Polynomial

    def __add__(self, other: Ratio) -> Ratio:
        if self.bottom == other.bottom:
            return ratio(self.top + other.top, self.bottom)
        return ratio(self.top * other.bottom + other.top * self.bottom, self.bottom * other.bottom)

    def __neg__(self) -> Ratio:
        return Ratio(-self.top, self.bottom)

    def __mul__(self, other: Ratio) -> Ratio:
        return ratio(self.top * other.top, self.bottom * other.bottom)

    def __truediv__(self, other: Ratio) -> Ratio:
        return ratio(self.top * other.bottom, self.bottom * other.top)

    def __pow__(self, exponent: int) -> Ratio:
        if exponent < 0:
            return Ratio(constant(1), constant(1)) / self**-exponent
        return ratio(self.top**exponent, self.bottom**exponent)

    def rational(self) -> Fraction | None:
        """The number itself, where it is rational."""
        top, bottom = self.top.rational(), self.bottom.rational()
        return None if top is None or bottom is None else top / bottom

    def whole(self) -> Polynomial | None:
        """The polynomial, where nothing is divided by."""
        return self.top if self.bottom == constant(1) else None


def ratio(top: Polynomial, bottom: Polynomial) -> Ratio:
    """The quotient, with a denominator of one free monomial divided out and equal sides cancelled.

    >>> ratio(constant(1), constant(3)).whole().rational()
    Fraction(1, 3)
    """
    if top == bottom:
        return Ratio(constant(1), constant(1))
    top, bottom = _without_common_powers(top, bottom)
    single = bottom.single()
    if single is None:
        return Ratio(top, bottom)
    monomial, value = single
    if not all(kernel.kind in _FREE for kernel, _ in monomial):
        return Ratio(top.scaled(1 / value), Polynomial({monomial: Fraction(1)}))
    inverse = _reduced({kernel: -exponent for kernel, exponent in monomial})
    return Ratio(top * inverse.scaled(1 / value), constant(1))


def _without_common_powers(top: Polynomial, bottom: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Both sides of a quotient, divided by the powers of kernels that stand in all their terms."""
    common = {kernel: exponent for kernel, exponent in _common_powers(bottom).items() if kernel.kind not in _ROOTS}
    if not common or not top:
        return top, bottom
    above = _common_powers(top)
    shared = {kernel: min(exponent, above[kernel]) for kernel, exponent in common.items() if kernel in above}
    return (_divided(top, shared), _divided(bottom, shared)) if shared else (top, bottom)


def _common_powers(poly: Polynomial) -> dict[Kernel, Fraction]:
    """The kernels in all terms, with the least exponent of each."""
    monomials = [dict(monomial) for monomial in poly.terms]
    if not monomials:
        return {}
    return {
        kernel: min(monomial[kernel] for monomial in monomials)
        for kernel in monomials[0]
        if all(kernel in monomial for monomial in monomials)
    }


def _divided(poly: Polynomial, powers: Mapping[Kernel, Fraction]) -> Polynomial:
    terms: dict[Monomial, Fraction] = {}
    for monomial, value in poly.terms.items():
        left = ((kernel, exponent - powers.get(kernel, 0)) for kernel, exponent in monomial)
        terms[frozenset((kernel, exponent) for kernel, exponent in left if exponent)] = value
    return Polynomial(terms)


def number(value: Fraction | int) -> Ratio:
    """A rational number as a quotient."""
    return Ratio(constant(value), constant(1))


def of_kernel(kernel: Kernel, exponent: Fraction | int = 1) -> Ratio:
    """A power of a kernel as a quotient."""
    if exponent < 0:
        return number(1) / of_kernel(kernel, -exponent)
    return Ratio(letter(kernel, exponent), constant(1))
