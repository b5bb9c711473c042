"""An expression as a quotient of polynomials in its kernels, with common factors cancelled; bounded in work."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from functools import reduce
from math import comb
from typing import Any, TypeAlias

from flint import Ordering, fmpq, fmpq_mpoly_ctx
from sympy import Add, Expr, Mul, Rational, S, cos, cosh, exp, sign, sin, sinh

from symcalc.build.order import natural, parts_of
from symcalc.build.power import exponential
from symcalc.calculus.tidying.kernels import (
    Kernel,
    Plain,
    Powers,
    Root,
    common_denominators,
    log_of_primes,
    taken_apart,
)
from symcalc.record import field, record

#: A polynomial in the kernels with rational coefficients (flint's `fmpq_mpoly`).
Polynomial: TypeAlias = Any

#: The most terms of a polynomial, of term products in a multiplication, and the largest exponent of a kernel.
TERMS, PRODUCTS, EXPONENT = 1500, 60_000, 300


#: The square of a function by that of its partner: `cos(u)**2 = 1 - sin(u)**2`, as partner, constant and factor.
PARTNERS: dict[type, tuple[type, int, int]] = {
    cos: (sin, 1, -1),
    sin: (cos, 1, -1),
    cosh: (sinh, 1, 1),
    sinh: (cosh, -1, 1),
}


class TooMuch(Exception):
    """The polynomials grow beyond what they are worth."""


@record(frozen=False)
class Quotient:
    """A numerator over powers of denominators; a denominator is known by the expression that it was."""

    numerator: Polynomial
    denominators: dict[Expr, int] = field(default_factory=dict)


class Field:
    """The rational functions of the kernels of an expression.

    What is `opaque` is a kernel of its own. Of the functions in `squared` the square is written by that of the partner:
    with `cos` the square of cos(u) is 1 less that of sin(u), where both occur.

    >>> from symcalc.build.names import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> f = 1 / (x + y) - x / (x + y) ** 2
    >>> field = Field(f)
    >>> quotient = field.quotient(f)
    >>> field.expression(quotient.numerator), quotient.denominators
    (y, {x + y: 2})
    """

    def __init__(self, expression: Expr, opaque: Collection[Expr] = (), squared: Collection[type] = ()) -> None:
        self.opaque = opaque
        self.squared = squared
        self.known_apart: dict[Expr, tuple[Powers, list[Expr]] | None] = {}
        self.parts = self._parts_first(expression)
        apart = (found[0] for found in map(self._apart, self.parts) if found is not None)
        self.kernels: dict[Kernel, int] = dict(sorted(common_denominators(apart).items(), key=_variables_first))
        names = tuple(f"k{place}" for place in range(max(len(self.kernels), 1)))
        self.context = fmpq_mpoly_ctx.get(names, Ordering.degrevlex)
        self.places = {kernel: place for place, kernel in enumerate(self.kernels)}
        self.generators = self.context.gens()
        self.polynomials: dict[Expr, Polynomial] = {}
        self.done: dict[Expr, Quotient] = {}

    def quotient(self, expression: Expr) -> Quotient:
        """The expression in lowest terms.

        Raises TooMuch where the polynomials grow beyond the limits.
        """
        for part in self.parts:
            self.done[part] = self._converted(part)
        found = self.done[expression]
        return self._cancelled(Quotient(self._reduced(found.numerator), found.denominators))

    # Conversion, part by part

    def _apart(self, part: Expr) -> tuple[Powers, list[Expr]] | None:
        if part not in self.known_apart:
            alone = part.is_Symbol or part in self.opaque
            self.known_apart[part] = ([(Plain(part), S.One)], []) if alone else taken_apart(part)
        return self.known_apart[part]

    def _parts_first(self, expression: Expr) -> list[Expr]:
        """The parts that become polynomials, each after those that it is made of."""
        order: dict[Expr, None] = {}
        stack = [expression]
        while stack:
            part = stack[-1]
            waiting = [] if part in order else [below for below in self._below(part) if below not in order]
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            order[part] = None
        return list(order)

    def _below(self, part: Expr) -> Sequence[Expr]:
        """The parts that a part becomes a polynomial of; a root needs its base for the relation between them."""
        apart = self._apart(part)
        if apart is None:
            return [part.base] if part.is_Pow else parts_of(part)
        if part.is_Symbol:
            return ()
        primes = log_of_primes(part)
        if primes is not None:
            return [primes]
        bases = [kernel.base for kernel, _ in apart[0] if isinstance(kernel, Root) and kernel.argument is S.One]
        return [*apart[1], *bases]

    def _converted(self, part: Expr) -> Quotient:
        apart = self._apart(part)
        if apart is not None:
            return self._product_of(part, *apart)
        if part.is_Rational:
            return Quotient(self.context.constant(fmpq(int(part.p), int(part.q))))
        if part.is_Add:
            return self._sum([self.done[term] for term in part.args])
        if part.is_Mul:
            return reduce(self._product, (self.done[factor] for factor in part.args))
        return self._power(part.base, int(part.exp))

    def _product_of(self, part: Expr, powers: Powers, rest: list[Expr]) -> Quotient:
        if part.is_Symbol:
            return Quotient(self.generators[self.places[powers[0][0]]])
        primes = log_of_primes(part)
        if primes is not None:
            return self.done[primes]
        return reduce(self._product, [self._monomial(powers), *(self.done[factor] for factor in rest)])

    def _monomial(self, powers: Powers) -> Quotient:
        """A product of powers of kernels."""
        above, below = self.context.constant(1), {}
        for kernel, exponent in powers:
            count = int(exponent * self.kernels[kernel])
            generator = self.generators[self.places[kernel]]
            if count >= 0:
                above *= _raised(generator, count)
            else:
                key = kernel.to_the(Rational(1, self.kernels[kernel]))
                self.polynomials[key] = generator
                below[key] = -count
        return Quotient(above, below)

    def _sum(self, terms: Sequence[Quotient]) -> Quotient:
        common: dict[Expr, int] = {}
        for term in terms:
            for key, exponent in term.denominators.items():
                common[key] = max(common.get(key, 0), exponent)
        total = self.context.constant(0)
        for term in terms:
            numerator = term.numerator
            for key, exponent in common.items():
                numerator = _times(numerator, self._denominator(key, exponent - term.denominators.get(key, 0)))
            total += numerator
            _check(total)
        return Quotient(total, common)

    def _denominator(self, key: Expr, exponent: int) -> Polynomial:
        return _raised(self.polynomials[key], exponent)

    def _product(self, left: Quotient, right: Quotient) -> Quotient:
        below = dict(left.denominators)
        for key, exponent in right.denominators.items():
            below[key] = below.get(key, 0) + exponent
        return Quotient(_times(left.numerator, right.numerator), below)

    def _power(self, base: Expr, exponent: int) -> Quotient:
        found = self.done[base]
        if exponent >= 0:
            below = {key: power * exponent for key, power in found.denominators.items()}
            return Quotient(_raised(found.numerator, exponent), below)
        above = self.context.constant(1)
        for key, power in found.denominators.items():
            above = _times(above, self._denominator(key, power * -exponent))
        numerator = self._reduced(found.numerator)
        if not numerator:
            raise TooMuch
        key = self._keyed(numerator) if found.denominators else base
        self.polynomials[key] = numerator
        return Quotient(above, {key: -exponent})

    # Simplification

    def _reduced(self, polynomial: Polynomial) -> Polynomial:
        """The q-th power of a q-th root is its base, the square of a sign is 1."""
        for kernel, place in reversed(self.places.items()):
            found = self._relation(kernel)
            if found is not None:
                polynomial = self._reduced_by(polynomial, place, *found)
        return polynomial

    def _relation(self, kernel: Kernel) -> tuple[int, Polynomial] | None:
        """The exponent from which a kernel's powers are something else, and what that power is."""
        if isinstance(kernel, Plain):
            return self._square(kernel.expression)
        if isinstance(kernel, Root) and kernel.argument is S.One:
            base = self.done.get(kernel.base)
            if base is not None and not base.denominators:
                return self.kernels[kernel], base.numerator
        return None

    def _square(self, function: Expr) -> tuple[int, Polynomial] | None:
        """The square of a sign, or of a function that a partner stands for."""
        if isinstance(function, sign):
            return 2, self.context.constant(1)
        if type(function) not in self.squared:
            return None
        partner, constant, factor = PARTNERS[type(function)]
        place = self.places.get(Plain(partner(*function.args)))
        return None if place is None else (2, constant + factor * self.generators[place] ** 2)

    def _reduced_by(self, polynomial: Polynomial, place: int, order: int, base: Polynomial) -> Polynomial:
        groups: dict[int, dict[tuple[int, ...], Any]] = {}
        for exponents, coefficient in polynomial.to_dict().items():
            times, rest = divmod(int(exponents[place]), order)
            groups.setdefault(times, {})[(*exponents[:place], rest, *exponents[place + 1 :])] = coefficient
        if groups.keys() <= {0}:
            return polynomial
        total = self.context.constant(0)
        for times, terms in groups.items():
            total += _times(self.context.from_dict(terms), _raised(base, times))
        return total

    def _cancelled(self, quotient: Quotient) -> Quotient:
        """Without the factors that numerator and denominators have in common."""
        numerator, below = quotient.numerator, dict[Expr, int]()
        if not numerator:
            return Quotient(numerator)
        for key, exponent in quotient.denominators.items():
            rest, left = self.polynomials[key], exponent
            while left and (shared := numerator.gcd(rest)).total_degree() > 0:
                numerator, other = numerator / shared, rest / shared
                if other.total_degree() > 0:
                    below = _more(below, self._keyed(other), 1)
                else:
                    numerator = numerator / other
                left -= 1
            if left:
                below = _more(below, key, left)
        return Quotient(numerator, below)

    def _keyed(self, polynomial: Polynomial) -> Expr:
        key = self.expression(polynomial)
        self.polynomials[key] = polynomial
        return key

    # The way back

    def expression(self, polynomial: Polynomial) -> Expr:
        """A polynomial in the kernels as an expression."""
        if polynomial.is_constant():
            return _rational(polynomial.leading_coefficient()) if polynomial else S.Zero
        terms = polynomial.to_dict().items()
        return Add(*(Mul(_rational(c), *self.factors(exponents)) for exponents, c in terms))

    def factors(self, exponents: Sequence[int]) -> list[Expr]:
        """The powers of kernels of a monomial, exponentials as one."""
        kernels = zip(self.kernels.items(), exponents, strict=False)
        return merged([kernel.to_the(Rational(int(e), q)) for (kernel, q), e in kernels if e])


def merged(factors: Sequence[Expr]) -> list[Expr]:
    """The factors with all exponentials as one.

    >>> from symcalc.build.names import symbol
    >>> merged([exp(symbol("x")), S(2), exp(symbol("y"))])
    [2, exp(x + y)]
    """
    exponents = [factor.args[0] for factor in factors if isinstance(factor, exp)]
    if len(exponents) < 2:
        return list(factors)
    return [*(factor for factor in factors if not isinstance(factor, exp)), exponential(Add(*exponents))]


def _variables_first(item: tuple[Kernel, int]) -> tuple[bool, str]:
    """Variables in natural order, then the other kernels as they come: what leads a polynomial leads its sum."""
    kernel = item[0]
    if isinstance(kernel, Plain) and kernel.is_variable:
        return False, natural(kernel.expression.name)
    return True, ""


def _more(below: dict[Expr, int], key: Expr, exponent: int) -> dict[Expr, int]:
    return {**below, key: below.get(key, 0) + exponent}


def _rational(coefficient: Any) -> Rational:
    value = Fraction(int(coefficient.p), int(coefficient.q))
    return Rational(value.numerator, value.denominator)


def _times(left: Polynomial, right: Polynomial) -> Polynomial:
    if len(left) * len(right) > PRODUCTS:
        raise TooMuch
    return _check(left * right)


def _raised(base: Polynomial, exponent: int) -> Polynomial:
    if exponent > EXPONENT or comb(len(base) + exponent - 1, exponent) > TERMS:
        raise TooMuch
    return _check(base**exponent)


def _check(polynomial: Polynomial) -> Polynomial:
    if len(polynomial) > TERMS:
        raise TooMuch
    return polynomial
