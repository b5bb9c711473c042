"""Truncated power series in several variables with exact coefficients: all Taylor coefficients in one pass.

Each part of an expression gets its own expansion about the point, from those of the parts below it (Taylor mode;
Griewank and Walther, Evaluating Derivatives, 2008, chapter 13). Nothing is differentiated as a formula but the
functions of the language themselves, so the work grows with the number of coefficients, not with the derivatives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations_with_replacement
from math import factorial, prod
from typing import TypeAlias

from sympy import Add, Dummy, Expr, Piecewise, Rational, S, Symbol

from symcalc.build.order import parts_of
from symcalc.build.product import times
from symcalc.build.substitution import Substitution, remade
from symcalc.calculus.derivatives.derivative import derivative_of
from symcalc.errors import Unsupported

#: The exponents of a monomial in the displacements from the point, a number for each variable.
Exponents: TypeAlias = tuple[int, ...]
#: A polynomial in the displacements, without zeros.
Series: TypeAlias = dict[Exponents, Expr]


def expansion(expression: Expr, point: Mapping[Symbol, Expr], variables: Sequence[Symbol], order: int) -> Series:
    """The Taylor coefficients up to a total degree of an expression that is smooth at a point.

    `point` gives a value to each variable, and perhaps to parameters. Coefficients are not simplified; those that
    are 0 as they stand are left out. Raises Unsupported where a case hangs on a parameter.

    >>> from sympy import exp
    >>> from symcalc.build import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> expansion(exp(x) * y, {x: S.Zero, y: S.One}, (x, y), 2)
    {(0, 0): 1, (0, 1): 1, (1, 0): 1, (1, 1): 1, (2, 0): 1/2}
    """
    found = _Expansion(point, variables, order)(expression)
    return {exponents: found[exponents] for exponents in sorted(found, key=lambda m: (sum(m), m))}


def exponents_of(width: int, degree: int) -> Iterator[Exponents]:
    """The exponents of all monomials of a total degree, those of the first variable falling.

    >>> list(exponents_of(2, 2))
    [(2, 0), (1, 1), (0, 2)]
    """
    for chosen in combinations_with_replacement(range(width), degree):
        yield tuple(chosen.count(place) for place in range(width))


class _Expansion:
    """The expansions of the parts of an expression, each part once."""

    def __init__(self, point: Mapping[Symbol, Expr], variables: Sequence[Symbol], order: int) -> None:
        self.order = order
        self.width = len(variables)
        self.constant: Exponents = (0,) * self.width
        self.value_of = Substitution(point)
        self.known: dict[Expr, Series] = {}
        for place, variable in enumerate(variables):
            unit = tuple(int(place == other) for other in range(self.width))
            self.known[variable] = _nonzero({self.constant: point[variable], **({unit: S.One} if order else {})})
        self.moving = frozenset(variables)

    def __call__(self, expression: Expr) -> Series:
        stack = [expression]
        while stack:
            part = stack[-1]
            waiting = [] if part in self.known else [below for below in self._below(part) if below not in self.known]
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            if part not in self.known:
                self.known[part] = self._part(part)
        return self.known[expression]

    def _below(self, part: Expr) -> Sequence[Expr]:
        if isinstance(part, Piecewise):
            return (self._case(part),)
        return () if self._is_constant(part) else parts_of(part)

    def _is_constant(self, part: Expr) -> bool:
        return not part.free_symbols & self.moving

    def _case(self, part: Piecewise) -> Expr:
        """The piece that holds at the point, and so near it."""
        for value, condition in part.args:
            decided = self.value_of(condition)
            if decided is S.true:
                return value
            if decided is not S.false:
                raise Unsupported("which case holds at the point depends on a parameter")
        raise Unsupported("no case holds at the point")

    def _part(self, part: Expr) -> Series:
        if self._is_constant(part):
            return _nonzero({self.constant: self.value_of(part)})
        if isinstance(part, Piecewise):
            return self.known[self._case(part)]
        inner = [self.known[below] for below in parts_of(part)]
        if part.is_Add:
            return _added(inner)
        if part.is_Mul:
            product = inner[0]
            for factor in inner[1:]:
                product = self.multiplied(product, factor)
            return product
        if part.is_Pow and part.exp.is_Integer and part.exp > 0:
            return self.raised(inner[0], int(part.exp))
        return self._composed(part, inner)

    def multiplied(self, a: Series, b: Series) -> Series:
        """The product as far as the order goes."""
        terms: dict[Exponents, list[Expr]] = {}
        for m, c in a.items():
            room = self.order - sum(m)
            for n, d in b.items():
                if sum(n) <= room:
                    terms.setdefault(tuple(map(sum, zip(m, n, strict=True))), []).append(times(c, d))
        return _nonzero({exponents: Add(*parts) for exponents, parts in terms.items()})

    def raised(self, base: Series, exponent: int) -> Series:
        """A whole power, by repeated squaring."""
        result: Series = {self.constant: S.One}
        while exponent:
            if exponent & 1:
                result = self.multiplied(result, base)
            exponent >>= 1
            if exponent:
                base = self.multiplied(base, base)
        return result

    def _composed(self, part: Expr, inner: Sequence[Series]) -> Series:
        """A function of expansions: its own Taylor polynomial in the displacements of its arguments."""
        centres = [series.get(self.constant, S.Zero) for series in inner]
        steps = [{m: c for m, c in series.items() if any(m)} for series in inner]
        arguments = [
            Dummy(f"t{place}", real=True) if step else centre
            for place, (step, centre) in enumerate(zip(steps, centres, strict=True))
        ]
        free = [place for place, step in enumerate(steps) if step]
        outer = _outer(remade(part, arguments), [arguments[i] for i in free], [centres[i] for i in free], self.order)
        powers = [[{self.constant: S.One}] for _ in free]
        sums: list[Series] = []
        for orders, coefficient in outer:
            term: Series = {self.constant: coefficient}
            for column, place, exponent in zip(powers, free, orders, strict=True):
                while len(column) <= exponent:
                    column.append(self.multiplied(column[-1], steps[place]))
                term = self.multiplied(term, column[exponent])
            sums.append(term)
        return _added(sums)


def _outer(
    function: Expr, arguments: Sequence[Symbol], centres: Sequence[Expr], order: int
) -> Iterator[tuple[Exponents, Expr]]:
    """The Taylor coefficients of an applied function in its arguments, each derivative from the one before it."""
    value_of = Substitution(dict(zip(arguments, centres, strict=True)))
    derivatives: dict[Exponents, Expr] = {(0,) * len(arguments): function}
    for degree in range(order + 1):
        for orders in exponents_of(len(arguments), degree):
            if orders not in derivatives:
                place = next(i for i, count in enumerate(orders) if count)
                below = (*orders[:place], orders[place] - 1, *orders[place + 1 :])
                derivatives[orders] = derivative_of(derivatives[below], arguments[place])
            value = value_of(derivatives[orders])
            if value is not S.Zero:
                yield orders, times(Rational(1, prod(map(factorial, orders))), value)


def _added(series: Sequence[Series]) -> Series:
    terms: dict[Exponents, list[Expr]] = {}
    for each in series:
        for exponents, coefficient in each.items():
            terms.setdefault(exponents, []).append(coefficient)
    return _nonzero({exponents: Add(*parts) for exponents, parts in terms.items()})


def _nonzero(series: Series) -> Series:
    return {exponents: coefficient for exponents, coefficient in series.items() if coefficient is not S.Zero}
