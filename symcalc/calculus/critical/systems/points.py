"""Real solutions of polynomial systems: points with algebraic coordinates, at which signs are decided exactly."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import flint
from flint import arb, fmpq, fmpq_mat, fmpq_poly, fmpz_mpoly, fmpz_poly

from symcalc.calculus.critical.systems.groebner import Ideal
from symcalc.calculus.critical.systems.numbers import (
    FIRST_BITS,
    RealRoot,
    chosen_root,
    irreducible_factors,
    rational_root,
    real_roots,
)
from symcalc.calculus.critical.systems.quotient import Quotient
from symcalc.calculus.critical.systems.representation import (
    NotSeparating,
    Representation,
    homogenised,
    minimal_polynomial,
    represent,
)
from symcalc.calculus.critical.systems.ring import Ring
from symcalc.record import field, record

#: Up to this degree of the number field, minimal polynomials are computed as characteristic polynomials in it.
SMALL_FIELD = 24


@record
class AlgebraicPoint:
    """A point whose i-th coordinate is `numerators[i](t) / denominator(t)` at a real algebraic number t."""

    ring: Ring
    parameter: RealRoot
    numerators: tuple[fmpz_poly, ...]
    denominator: fmpz_poly
    solutions: Solutions | None = field(default=None, repr=False, compare=False)

    def balls(self, bits: int) -> list[arb]:
        """Intervals that hold the coordinates, relative precision about 2^-bits."""
        working = bits
        while True:
            with flint.ctx.workprec(working + 32):
                t = self.parameter.ball(working + 32)
                below = self.denominator(t)
                balls = [numerator(t) / below for numerator in self.numerators]
            if all(ball.is_finite() and ball.rad() * 2**bits <= 1 + abs(ball.mid()) for ball in balls):
                return balls
            working *= 2

    def value(self, polynomial: fmpz_mpoly, bits: int) -> arb:
        """An interval that holds a polynomial's value here."""
        balls = self.balls(bits)
        with flint.ctx.workprec(bits + 32):
            return evaluated(polynomial, balls)

    def is_zero(self, polynomial: fmpz_mpoly) -> bool:
        """Whether a polynomial vanishes here, exactly."""
        return self.sign(polynomial) == 0

    def sign(self, polynomial: fmpz_mpoly) -> int:
        """Sign of a polynomial here: by an interval where that excludes 0, else by exact division."""
        bits, proved_nonzero = FIRST_BITS, False
        while True:
            value = self.value(polynomial, bits)
            if not value.contains(0):
                return 1 if value > 0 else -1
            if not proved_nonzero:
                if (homogenised(polynomial, self.numerators, self.denominator) % self.parameter.polynomial) == 0:
                    return 0
                proved_nonzero = True
            bits *= 2

    @cached_property
    def coordinates(self) -> tuple[RealRoot, ...]:
        """Each coordinate as a root of its own minimal polynomial."""
        return tuple(self._coordinate(i) for i in range(len(self.numerators)))

    def _coordinate(self, i: int) -> RealRoot:
        if self.parameter.degree > SMALL_FIELD and self.solutions is not None:
            candidates = irreducible_factors(self.solutions.polynomial_of(i))
            return chosen_root([f for f, _ in candidates], lambda bits: self.balls(bits)[i])
        unknown = self.ring.unknowns[i]
        number = self.number(unknown)
        assert number is not None  # noqa: S101 (the field is small)
        return number

    def number(self, numerator: fmpz_mpoly, denominator: fmpz_mpoly | None = None) -> RealRoot | None:
        """The value of a polynomial or a quotient of two as an algebraic number; None where the field is large."""
        modulus = self.parameter.polynomial
        if modulus.degree() > SMALL_FIELD:
            return None
        element = self.element(numerator)
        if denominator is not None:
            element = element * inverse(self.element(denominator), fmpq_poly(modulus)) % fmpq_poly(modulus)
        if element.degree() <= 0:
            return rational_root(element[0])
        candidates = [f for f, _ in irreducible_factors(characteristic(element, modulus).numer())]
        return chosen_root(candidates, lambda bits: self._ball(element, bits))

    def _ball(self, element: fmpq_poly, bits: int) -> arb:
        with flint.ctx.workprec(bits):
            return element.numer()(self.parameter.ball(bits)) / element.denom()

    def element(self, polynomial: fmpz_mpoly) -> fmpq_poly:
        """The value of a polynomial as an element of the number field, a polynomial in t."""
        modulus = fmpq_poly(self.parameter.polynomial)
        if polynomial.is_zero():
            return fmpq_poly([0])
        top = fmpq_poly(homogenised(polynomial, self.numerators, self.denominator)) % modulus
        below = fmpq_poly(self.denominator) ** int(polynomial.total_degree()) % modulus
        return top * inverse(below, modulus) % modulus


@record
class Solutions:
    """The solutions of a zero-dimensional ideal."""

    representation: Representation

    @property
    def ideal(self) -> Ideal:
        """What they solve."""
        return self.representation.ideal

    @cached_property
    def real(self) -> tuple[AlgebraicPoint, ...]:
        """The real ones; a real root of q gives a real point, and no other root does."""
        shape = self.representation
        found = []
        for root in real_roots(shape.q):
            numerators, denominator = _reduced(shape, root)
            found.append(AlgebraicPoint(self.ideal.ring, root, numerators, denominator, self))
        return tuple(found)

    @property
    def count(self) -> int:
        """The number of distinct complex solutions."""
        return int(self.representation.q.degree())

    def polynomial_of(self, i: int) -> fmpz_poly:
        """A polynomial that the i-th unknown satisfies at every solution."""
        try:
            return represent(self.ideal, of=i).q
        except NotSeparating:
            return minimal_polynomial(Quotient(self.ideal), i).numer()


def solve(system: Ideal) -> Solutions:
    """All solutions of a zero-dimensional system; raises TooHard at a work limit.

    >>> from symcalc.calculus.critical.systems.groebner import ideal
    >>> ring = Ring(("x", "y"))
    >>> x, y = ring.unknowns
    >>> found = solve(ideal(ring, [x**2 + y**2 - 4, x * y - 1]))
    >>> found.count, len(found.real)
    (4, 4)
    """
    return Solutions(represent(system))


def evaluated(polynomial: fmpz_mpoly, balls: Sequence[arb]) -> arb:
    """A polynomial at a box, in ball arithmetic at the current precision."""
    powers = [[arb(1)] for _ in balls]
    for column, ball, degree in zip(powers, balls, polynomial.degrees(), strict=True):
        for _ in range(int(degree)):
            column.append(column[-1] * ball)
    total = arb(0)
    for monomial, coefficient in polynomial.to_dict().items():
        term = arb(coefficient)
        for column, exponent in zip(powers, monomial, strict=True):
            if exponent:
                term = term * column[int(exponent)]
        total += term
    return total


def _reduced(shape: Representation, root: RealRoot) -> tuple[tuple[fmpz_poly, ...], fmpz_poly]:
    """Numerators and denominator modulo the root's own polynomial, over one common integer."""
    modulus = fmpq_poly(root.polynomial)
    rests = [fmpq_poly(p) % modulus for p in (shape.denominator, *shape.numerators)]
    scale = fmpq(1)
    for rest in rests:
        scale *= (rest * scale).denom()
    integral = [(rest * scale).numer() for rest in rests]
    return tuple(integral[1:]), integral[0]


def inverse(element: fmpq_poly, modulus: fmpq_poly) -> fmpq_poly:
    """The inverse of a polynomial modulo an irreducible one."""
    return element.xgcd(modulus)[1]


def characteristic(element: fmpq_poly, modulus: fmpz_poly) -> fmpq_poly:
    """The characteristic polynomial of an element of a number field."""
    size, divisor = int(modulus.degree()), fmpq_poly(modulus)
    columns, column = [], element
    for _ in range(size):
        columns.append([column[k] for k in range(size)])
        column = column * fmpq_poly([0, 1]) % divisor
    return fmpq_mat(size, size, [entry for row in zip(*columns, strict=True) for entry in row]).charpoly()
