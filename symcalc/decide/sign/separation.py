"""Algebraic zeros by a root separation bound.

An expression in integers, sums, products, quotients and roots is U/L with algebraic integers U and L of a field of
degree at most D, all their conjugates at most u and l in absolute value. The norm of U is a non-zero integer where U
is not zero, so |U/L| >= 1/(u^(D-1) l): an enclosure that lies below that bound proves zero
(Burnikel, Funke, Mehlhorn, Schirra, Schmitt, A Separation Bound for Real Algebraic Expressions, ESA 2001).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import reduce
from math import lcm, log2, prod
from typing import Final

from flint import arb, fmpz, fmpz_poly

from symcalc.decide.ball import enclose
from symcalc.decide.ball.roots import polynomial
from symcalc.decide.sign.polynomials import ONE, Kernel, Monomial, Polynomial
from symcalc.decide.sign.writing import polynomial_tree
from symcalc.record import record
from symcalc.syntax.tree import Call

#: Bounds beyond so many bits are not evaluated.
BITS: Final = 60_000
ALGEBRAIC: Final = frozenset({"prime", "root", "cosine", "rootof"})


@record
class Size:
    """Base-2 logarithms of the bounds u and l on all conjugates of numerator and denominator; both at least 0."""

    top: float
    bottom: float

    def __add__(self, other: Size) -> Size:
        one, two = self.top + other.bottom, other.top + self.bottom
        return Size(max(one, two) + 1, self.bottom + other.bottom)

    def __mul__(self, other: Size) -> Size:
        return Size(self.top + other.top, self.bottom + other.bottom)

    def root(self, exponent: Fraction) -> Size:
        """The size of a power between 0 and 1."""
        a, k = exponent.numerator, exponent.denominator
        radical = Size((self.top + (k - 1) * self.bottom) / k, self.bottom)
        return Size(radical.top * a, radical.bottom * a)


def is_algebraic(kernel: Kernel) -> bool:
    """Whether a kernel is an algebraic number for certain.

    A root is where all kernels of its radicand are.
    """
    if kernel.kind == "root":
        return all(is_algebraic(inner) for monomial in _radicand(kernel).terms for inner, _ in monomial)
    return kernel.kind in ALGEBRAIC


def _radicand(kernel: Kernel) -> Polynomial:
    radicand: Polynomial = kernel.meaning
    return radicand


def vanishes(poly: Polynomial) -> bool | None:
    """Whether a polynomial over kernels is zero; None where that does not follow from its algebraic kernels alone.

    The terms are sorted by their transcendental part; each group's coefficient is an algebraic number.
    """
    groups: dict[Monomial, dict[Monomial, Fraction]] = {}
    for monomial, value in poly.terms.items():
        algebraic = frozenset(power for power in monomial if is_algebraic(power[0]))
        groups.setdefault(monomial - algebraic, {})[algebraic] = value
    answers = [_algebraic_zero(Polynomial(group)) for group in groups.values()]
    if all(answers):
        return True
    return False if set(groups) == {ONE} and answers == [False] else None


def _algebraic_zero(poly: Polynomial) -> bool | None:
    if poly.rational() is not None or all(kernel.kind == "prime" for monomial in poly.terms for kernel, _ in monomial):
        return not poly  # products of different roots of primes are linearly independent (Besicovitch 1940)
    bound = _bits(poly)
    if bound > BITS:
        return None
    value = enclose(polynomial_tree(poly), {}, int(bound) + 64)
    if not isinstance(value, arb):
        return None
    if not value.contains(0):
        return False
    return True if value.abs_upper() < arb(2) ** -(int(bound) + 1) else None


def _bits(poly: Polynomial) -> float:
    """The b for which |poly| >= 2^-b unless it is zero."""
    size = _size(poly)
    return (_degree(poly) - 1) * size.top + size.bottom + 1


def _size(poly: Polynomial) -> Size:
    terms = [_rational_size(value) * _monomial_size(monomial) for monomial, value in poly.terms.items()]
    return reduce(Size.__add__, terms)


def _rational_size(value: Fraction) -> Size:
    return Size(log2(max(abs(value.numerator), 1)) + 1e-6, log2(value.denominator) + 1e-6)


def _monomial_size(monomial: Monomial) -> Size:
    return reduce(Size.__mul__, (_kernel_size(kernel, exponent) for kernel, exponent in monomial), Size(0, 0))


def _kernel_size(kernel: Kernel, exponent: Fraction) -> Size:
    match kernel.kind:
        case "prime":
            return Size(float(exponent) * log2(int(kernel.meaning)) + 1e-6, 0)
        case "root":
            return _size(_radicand(kernel)).root(exponent)
        case "cosine":  # twice the cosine is an algebraic integer, all its conjugates at most 2
            return Size(float(exponent), float(exponent))
    leading = _coefficients(kernel)[-1]
    bound = 1 + max(map(abs, _coefficients(kernel)))  # Cauchy: |leading * root| is at most this
    return Size(float(exponent) * log2(bound + abs(leading)), float(exponent) * log2(abs(leading)))


def _minimal(kernel: Kernel) -> fmpz_poly:
    found = polynomial(kernel.tree.arguments[0]) if isinstance(kernel.tree, Call) else None
    if found is None:
        raise TypeError(kernel)
    return found


def _coefficients(kernel: Kernel) -> list[int]:
    return [int(value) for value in _minimal(kernel).coeffs()]


def _degree(poly: Polynomial) -> int:
    """A bound on the degree of the field that holds the polynomial's kernels."""
    powers = _powers((poly,))
    circles = reduce(lcm, (2 * _denominator(kernel) for kernel in powers if kernel.kind == "cosine"), 1)
    field = _totient(circles) // 2 if circles > 2 else 1
    return (
        field * prod(powers.values()) * prod(_minimal(kernel).degree() for kernel in powers if kernel.kind == "rootof")
    )


def _powers(polys: Iterable[Polynomial]) -> dict[Kernel, int]:
    """All kernels, those inside roots too, with the common denominator of their exponents."""
    found: dict[Kernel, int] = {}
    stack = list(polys)
    while stack:
        for monomial in stack.pop().terms:
            for kernel, exponent in monomial:
                if kernel.kind == "root" and kernel not in found:
                    stack.append(_radicand(kernel))
                found[kernel] = lcm(found.get(kernel, 1), exponent.denominator)
    return found


def _denominator(kernel: Kernel) -> int:
    return kernel.meaning.denominator if isinstance(kernel.meaning, Fraction) else 1


def _totient(n: int) -> int:
    return int(fmpz(n).euler_phi())
