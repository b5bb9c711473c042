"""The field of constants at a point: values there of a tower's elements, exactly, with their signs."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Protocol

import flint
from flint import arb, fmpq, fmpq_poly, fmpz_mpoly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.points.numerals import numeral
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.numbers import chosen_root, irreducible_factors, rational_root
from symcalc.calculus.critical.systems.points import SMALL_FIELD, AlgebraicPoint, characteristic, inverse
from symcalc.calculus.critical.systems.ring import support
from symcalc.decide.ball import UNDEFINED, Verdict, enclose
from symcalc.decide.sign import sign
from symcalc.record import record
from symcalc.syntax.tree import Node, substitute

#: Bits tried before a value that is not visibly zero is compared with zero exactly.
BITS = (96, 256)


class Inexact(Exception):
    """The point, or a value at it, has no closed form to compute with."""


class Field(Protocol):
    """Exact real numbers: values that add, multiply and divide, and know their signs."""

    def number(self, value: Fraction | int) -> Any:
        """A rational number."""

    def value(self, ratio: Ratio) -> Any:
        """The value of an element of the tower at the point; raises Inexact."""

    def tree(self, value: Any) -> Node:
        """A value as a tree."""

    def ball(self, value: Any, bits: int = 96) -> arb:
        """An interval that holds a value."""

    def sign(self, value: Any) -> int | None:
        """The sign of a value, certified; None where it could not be decided."""


def constants(tower: Tower, spot: Spot) -> Field:
    """The field in which the values at a point are computed; raises Inexact where there is none.

    >>> from symcalc.syntax import parse_expression, written
    >>> from symcalc.calculus.critical.points.spots import rational_spot
    >>> tree = parse_expression("x^2 exp(x)")
    >>> tower = Tower(("x",), [tree])
    >>> there = constants(tower, rational_spot(("x",), [Fraction(2)]))
    >>> written(there.tree(there.value(tower.ratio(tree))))
    '4*exp(2)'
    """
    point = spot.algebraic
    if point is not None and 1 < point.parameter.degree <= SMALL_FIELD:
        return NumberField(spot, point)
    return ClosedForms(tower, spot)


class ClosedForms:
    """Numbers as quotients of polynomials in pi, sqrt(2), log(3), … with rational coefficients."""

    def __init__(self, tower: Tower, spot: Spot) -> None:
        exact = spot.exact
        if exact is None or any(name not in exact for name in tower.names):
            raise Inexact
        self.tower = tower
        self._exact = exact
        meanings = [substitute(node, exact) for node in tower.meaning[len(tower.names) :]]
        self.field = Tower((), [*exact.values(), *meanings])
        self._values: dict[int, Ratio] = {}

    def number(self, value: Fraction | int) -> Ratio:
        """A rational number."""
        return self.field.number(value)

    def unknown(self, position: int) -> Ratio:
        """The value of a variable or kernel of the tower."""
        if position not in self._values:
            node = substitute(self.tower.meaning[position], self._exact)
            if enclose(node) is UNDEFINED:
                raise Inexact
            try:
                self._values[position] = self.field.ratio(node)
            except (NotClosed, ZeroDivisionError, TooHard) as problem:
                raise Inexact from problem
        return self._values[position]

    def _polynomial(self, polynomial: fmpz_mpoly) -> Ratio:
        total, powers = self.field.zero, {i: [self.field.number(1)] for i in support(polynomial)}
        for monomial, coefficient in polynomial.to_dict().items():
            term = self.field.number(int(coefficient))
            for position, column in powers.items():
                while len(column) <= int(monomial[position]):
                    column.append(self.field.reduced(column[-1] * self.unknown(position)))
                term = term * column[int(monomial[position])]
            total = total + self.field.reduced(term)
        return self.field.reduced(total)

    def value(self, ratio: Ratio) -> Ratio:
        """The value of an element of the tower; raises Inexact where the denominator is, or seems, zero."""
        top, bottom = self._polynomial(ratio.top), self._polynomial(ratio.bottom)
        if self.sign(bottom) in {0, None}:
            raise Inexact
        return self.field.reduced(top / bottom)

    def tree(self, value: Ratio) -> Node:
        """A value as a tree."""
        return self.field.tree(value)

    def ball(self, value: Ratio, bits: int = 96) -> arb:
        """An interval that holds a value."""
        exact = value.value
        if exact is not None:
            with flint.ctx.workprec(bits):
                return arb(fmpq(exact.numerator, exact.denominator))
        found = enclose(self.tree(value), {}, bits)
        return arb.nan() if isinstance(found, Verdict) else found

    def sign(self, value: Ratio) -> int | None:
        """The sign of a value, certified; None where it could not be decided."""
        exact = value.value
        if exact is not None:
            return (exact > 0) - (exact < 0)
        for bits in BITS:
            ball = self.ball(value, bits)
            if ball.is_finite() and not ball.contains(0):
                return 1 if ball > 0 else -1
        return sign(self.tree(value))


@record
class Element:
    """An element of a number field, a polynomial in its generator modulo the generator's minimal polynomial."""

    polynomial: fmpq_poly
    modulus: fmpq_poly

    def _new(self, polynomial: fmpq_poly) -> Element:
        return Element(polynomial % self.modulus, self.modulus)

    def __add__(self, other: Element) -> Element:
        return Element(self.polynomial + other.polynomial, self.modulus)

    def __sub__(self, other: Element) -> Element:
        return Element(self.polynomial - other.polynomial, self.modulus)

    def __neg__(self) -> Element:
        return Element(-self.polynomial, self.modulus)

    def __mul__(self, other: Element) -> Element:
        return self._new(self.polynomial * other.polynomial)

    def __truediv__(self, other: Element) -> Element:
        return self._new(self.polynomial * inverse(other.polynomial, self.modulus))


class NumberField:
    """The numbers that an algebraic point generates."""

    def __init__(self, spot: Spot, point: AlgebraicPoint) -> None:
        self.point = point
        self.modulus = fmpq_poly(point.parameter.polynomial)
        self._places = {position: i for i, position in enumerate(spot.positions)}

    def number(self, value: Fraction | int) -> Element:
        """A rational number."""
        exact = Fraction(value)
        return Element(fmpq_poly([fmpq(exact.numerator, exact.denominator)]), self.modulus)

    def value(self, ratio: Ratio) -> Element:
        """The value of an element of the tower; raises Inexact where a kernel is no coordinate of the point."""
        top, bottom = (self._embedded(p) for p in (ratio.top, ratio.bottom))
        if bottom.is_zero():
            raise Inexact
        return Element(top, self.modulus) / Element(bottom, self.modulus)

    def _embedded(self, polynomial: fmpz_mpoly) -> fmpq_poly:
        if any(i not in self._places for i in support(polynomial)):
            raise Inexact
        width = len(polynomial.degrees())
        targets = [self._places.get(i, -1) for i in range(width)]
        return self.point.element(self.point.ring.embed(polynomial, targets))

    def tree(self, value: Element) -> Node:
        """A value as a tree."""
        if value.polynomial.degree() <= 0:
            return numeral(rational_root(value.polynomial[0]))
        factors = irreducible_factors(characteristic(value.polynomial, self.point.parameter.polynomial).numer())
        return numeral(chosen_root([factor for factor, _ in factors], lambda bits: self.ball(value, bits)))

    def ball(self, value: Element, bits: int = 96) -> arb:
        """An interval that holds a value."""
        with flint.ctx.workprec(bits + 32):
            return value.polynomial.numer()(self.point.parameter.ball(bits + 32)) / value.polynomial.denom()

    def sign(self, value: Element) -> int:
        """The sign of a value."""
        if value.polynomial.is_zero():
            return 0
        bits = BITS[0]
        while self.ball(value, bits).contains(0):
            bits *= 2
        return 1 if self.ball(value, bits) > 0 else -1
