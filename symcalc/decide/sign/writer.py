"""Powers, exponentials, logarithms and circular functions of numbers that are written over kernels."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import Final

from flint import arb, fmpz

from symcalc.decide.ball import Ball, enclose
from symcalc.decide.sign.circular import multiple_of_pi, nearest_turns, prime, trigonometric, turns_of
from symcalc.decide.sign.polynomials import (
    Kernel,
    Monomial,
    Polynomial,
    Ratio,
    constant,
    letter,
    number,
    of_kernel,
    ratio,
    total,
)
from symcalc.decide.sign.separation import vanishes
from symcalc.decide.sign.writing import monomial_tree, polynomial_tree, ratio_tree
from symcalc.syntax.tree import Call, Node, Power, integer, names

HALF: Final = Fraction(1, 2)
UNIT: Final = number(1)
#: Integers longer than this are not factored.
_FACTOR_BITS: Final = 160
#: Kernels that are positive numbers.
_POSITIVE: Final = frozenset({"prime", "root", "pi", "exp", "cosine"})


class NotWritten(Exception):
    """The number cannot be written over kernels: a part of it is undecided."""


def enclosed(tree: Node, precision: int = 256) -> Ball:
    """The value of a tree; nothing is known of one with names."""
    return enclose(tree, dict.fromkeys(names(tree), arb.nan()), precision)


def sign_by_balls(tree: Node) -> int | None:
    """The sign of a number that is certainly not 0."""
    value = enclosed(tree)
    if not isinstance(value, arb):
        return None
    return 1 if value > 0 else -1 if value < 0 else None


class Writer:
    """The functions that need to know which numbers are positive; `sign` tells."""

    def __init__(self, sign: Callable[[Node], int | None] = sign_by_balls) -> None:
        self._sign = sign

    def direction(self, value: Ratio) -> int:
        """The sign of a number that is not 0; raises `NotWritten` where it is not decided."""
        found = self._sign(ratio_tree(value))
        if found not in (-1, 1):
            raise NotWritten
        return found

    def positive(self, poly: Polynomial) -> Polynomial:
        """The absolute value of a polynomial that is not 0."""
        single = poly.single()
        if single is not None and all(kernel.kind in _POSITIVE for kernel, _ in single[0]):
            return poly if single[1] > 0 else -poly
        if not poly:
            raise NotWritten
        return poly if self.direction(Ratio(poly, constant(1))) > 0 else -poly

    def power(self, base: Ratio, exponent: Ratio) -> Ratio:
        """A power, by its rational exponent or as exp(exponent * log(base))."""
        r = exponent.rational()
        if r is None:
            return self.exponential(exponent * self.logarithm(base))
        if r.denominator == 1:
            return base**r.numerator if r >= 0 else (UNIT / nonzero(base)) ** -r.numerator
        if not base.top:
            return number(0)
        return self._root(self.positive(base.top), r) / self._root(self.positive(base.bottom), r)

    def root(self, base: Ratio) -> Ratio:
        """The square root."""
        return self.power(base, number(HALF))

    def _root(self, poly: Polynomial, exponent: Fraction) -> Ratio:
        """A positive polynomial to a fractional exponent."""
        content, primitive = content_of(poly)
        result = _rational_power(content, exponent)
        single = primitive.single()
        if single is None or not all(kernel.kind in _POSITIVE for kernel, _ in single[0]):
            kernel = Kernel("root", primitive, polynomial_tree(primitive))
            return result * of_kernel(kernel, exponent)
        for kernel, inner in single[0]:
            result = result * of_kernel(kernel, inner * exponent)
        return result

    def exponential(self, value: Ratio) -> Ratio:
        """The exponential: a product of powers of exponentials of monomials; those of logarithms are powers."""
        whole = value.whole()
        if whole is None:
            return of_kernel(Kernel("exp", value, Call("exp", (ratio_tree(value),))))
        return reduce(Ratio.__mul__, (self._exp_of(monomial, factor) for monomial, factor in whole.terms.items()), UNIT)

    def _exp_of(self, monomial: Monomial, factor: Fraction) -> Ratio:
        if len(monomial) == 1:
            [(kernel, exponent)] = monomial
            if kernel.kind == "log" and exponent == 1:
                base = constant(kernel.meaning) if isinstance(kernel.meaning, int) else kernel.meaning
                return self.power(Ratio(self.positive(base), constant(1)), number(factor))
        return of_kernel(Kernel("exp", monomial, _exponential_tree(monomial)), factor)

    def logarithm(self, value: Ratio) -> Ratio:
        """The logarithm of a positive number, over logarithms of primes and kernels."""
        return self._log(self.positive(value.top)) + -self._log(self.positive(value.bottom))

    def _log(self, poly: Polynomial) -> Ratio:
        content, primitive = content_of(poly)
        terms = [letter(_log_kernel(constant(p), p)).scaled(Fraction(e)) for p, e in _primes(content)]
        single = primitive.single()
        if single is None or not all(kernel.kind in _POSITIVE for kernel, _ in single[0]):
            terms.append(letter(_log_kernel(primitive, primitive)))
        else:
            terms += [_log_of_kernel(kernel).scaled(exponent) for kernel, exponent in single[0]]
        return Ratio(total(terms), constant(1))

    def circular(self, name: str, value: Ratio) -> Ratio | None:
        """Sine or cosine."""
        whole = value.whole()
        if whole is None:
            return None
        _, rest = turns_of(whole)
        if rest and _leads_negative(rest):
            flipped = self.circular(name, -value)
            return -flipped if flipped is not None and name == "sin" else flipped
        return trigonometric(name, whole, polynomial_tree(rest))

    def tangent(self, value: Ratio) -> Ratio | None:
        """Sine over cosine."""
        top, bottom = self.circular("sin", value), self.circular("cos", value)
        return None if top is None or bottom is None else top / nonzero(bottom)

    def cube_root(self, x: Ratio) -> Ratio:
        """The real cube root."""
        third = number(Fraction(1, 3))
        if not x.top or (x.rational() or 0) > 0:
            return self.power(x, third)
        return self.power(x, third) if self.direction(x) > 0 else -self.power(-x, third)


def nonzero(value: Ratio) -> Ratio:
    """The number, unless it is 0."""
    if not value.top:
        raise NotWritten
    return value


def content_of(poly: Polynomial) -> tuple[Fraction, Polynomial]:
    """The positive rational factor of a polynomial, and what is left, with whole coefficients without a common one."""
    values = poly.terms.values()
    top = reduce(gcd, (value.numerator for value in values))
    bottom = reduce(lcm, (value.denominator for value in values))
    content = Fraction(top, bottom)
    return content, poly.scaled(1 / content)


def _exponential_tree(monomial: Monomial) -> Node:
    """The exponential of a monomial; exp(a*log(2)) is 2^a."""
    logarithms = [power for power in monomial if power[0].kind == "log" and isinstance(power[0].meaning, int)]
    if len(monomial) > 1 and len(logarithms) == 1 and logarithms[0][1] == 1:
        return Power(integer(logarithms[0][0].meaning), monomial_tree(monomial - frozenset(logarithms)))
    return Call("exp", (monomial_tree(monomial),))


def _primes(value: Fraction) -> list[tuple[int, int]]:
    """A positive fraction as primes with exponents; a number too long to factor counts as a prime."""
    found: list[tuple[int, int]] = []
    for side, direction in ((value.numerator, 1), (value.denominator, -1)):
        if side.bit_length() > _FACTOR_BITS:
            found.append((side, direction))
        else:
            found += [(int(p), direction * int(e)) for p, e in fmpz(side).factor()]
    return found


def _rational_power(value: Fraction, exponent: Fraction) -> Ratio:
    return reduce(Ratio.__mul__, (of_kernel(prime(p), exponent * e) for p, e in _primes(value)), UNIT)


def _log_kernel(poly: Polynomial, meaning: Polynomial | int) -> Kernel:
    return Kernel("log", meaning, Call("log", (polynomial_tree(poly),)))


def _log_of_kernel(kernel: Kernel) -> Polynomial:
    if kernel.kind == "exp" and isinstance(kernel.meaning, frozenset):
        return Polynomial({kernel.meaning: Fraction(1)})
    if kernel.kind == "prime":
        return letter(Kernel("log", kernel.meaning, Call("log", (kernel.tree,))))
    alone = letter(kernel)
    return letter(_log_kernel(alone, alone))


def _leads_negative(poly: Polynomial) -> bool:
    leader = min(poly.terms, key=lambda monomial: repr(monomial_tree(monomial)))
    return poly.terms[leader] < 0


def angle(name: str, arguments: tuple[Ratio, ...], gap: Callable[[Fraction], Ratio]) -> Ratio | None:
    """The value of an inverse circular function, where it is a multiple of pi.

    `gap` is what vanishes for the right fraction of pi; a candidate comes from an enclosure.
    """
    value = enclosed(Call(name, tuple(map(ratio_tree, arguments))), 128)
    turns = nearest_turns(value) if isinstance(value, arb) else None
    if turns is None or vanishes(gap(turns).top) is not True:
        return None
    return multiple_of_pi(turns)


def whole_ratio(poly: Polynomial) -> Ratio:
    """A polynomial as a quotient."""
    return ratio(poly, constant(1))
