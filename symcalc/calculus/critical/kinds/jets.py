"""Taylor expansions at a point with exact coefficients, and what is done to them: new axes, the splitting lemma."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations_with_replacement
from math import factorial
from typing import Any

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.points.constants import Field, Inexact

Exponents = tuple[int, ...]
#: A polynomial in local coordinates, coefficients in a field of constants.
Local = dict[Exponents, Any]


class Derivatives:
    """The partial derivatives of an element of a tower, each computed once."""

    def __init__(self, tower: Tower, function: Ratio, variables: Sequence[int]) -> None:
        self.tower, self.variables = tower, tuple(variables)
        self._known: dict[Exponents, Ratio] = {(0,) * len(self.variables): function}

    def by(self, orders: Exponents) -> Ratio:
        """The derivative of these orders by the variables."""
        if orders not in self._known:
            i = next(i for i, order in enumerate(orders) if order)
            below = (*orders[:i], orders[i] - 1, *orders[i + 1 :])
            self._known[orders] = self.tower.derivative(self.by(below), self.variables[i])
        return self._known[orders]

    def gradient(self) -> list[Ratio]:
        """The first derivatives."""
        return [self.by(unit) for unit in units(len(self.variables))]

    def hessian(self) -> list[list[Ratio]]:
        """The matrix of second derivatives."""
        axes = units(len(self.variables))
        return [[self.by(tuple(a + b for a, b in zip(e, d, strict=True))) for d in axes] for e in axes]


def units(width: int) -> list[Exponents]:
    """The exponents of the coordinates themselves."""
    return [tuple(int(i == j) for j in range(width)) for i in range(width)]


def exponents(width: int, degree: int) -> Iterator[Exponents]:
    """All exponents of a total degree."""
    for chosen in combinations_with_replacement(range(width), degree):
        yield tuple(chosen.count(i) for i in range(width))


def expansion(derivatives: Derivatives, field: Field, order: int, known: Local) -> Local:
    """The Taylor coefficients up to a total degree, those of degree 0 and 1 left out; `known` grows in place."""
    width = len(derivatives.variables)
    for degree in range(2, order + 1):
        for orders in exponents(width, degree):
            if orders not in known:
                scale = 1
                for k in orders:
                    scale *= factorial(k)
                known[orders] = field.value(derivatives.by(orders)) / field.number(scale)
    return {orders: value for orders, value in known.items() if sum(orders) <= order and nonzero(field, value)}


def nonzero(field: Field, value: Any) -> bool:
    """Whether a constant is not zero; raises Inexact where that is undecided."""
    sign = field.sign(value)
    if sign is None:
        raise Inexact
    return sign != 0


def multiplied(a: Local, b: Local, order: int) -> Local:
    """The product without terms above a total degree."""
    product: Local = {}
    for m, c in a.items():
        room = order - sum(m)
        for n, d in b.items():
            if sum(n) <= room:
                key = tuple(i + j for i, j in zip(m, n, strict=True))
                product[key] = product[key] + c * d if key in product else c * d
    return product


def added(a: Local, b: Local) -> Local:
    """The sum."""
    total = dict(a)
    for m, c in b.items():
        total[m] = total[m] + c if m in total else c
    return total


def scaled(a: Local, factor: Any) -> Local:
    """Every coefficient times a constant."""
    return {m: c * factor for m, c in a.items()}


def composed(outer: Local, inner: Sequence[Local], order: int, field: Field) -> Local:
    """A polynomial in the values of others, without terms above a total degree."""
    width = len(next(iter(inner[0]))) if inner and inner[0] else 0
    width = next((len(m) for part in inner for m in part), width)
    one: Local = {(0,) * width: field.number(1)}
    powers: list[list[Local]] = [[one] for _ in inner]
    total: Local = {}
    for monomial, coefficient in outer.items():
        term = scaled(one, coefficient)
        for column, part, exponent in zip(powers, inner, monomial, strict=True):
            while len(column) <= exponent:
                column.append(multiplied(column[-1], part, order))
            if exponent:
                term = multiplied(term, column[exponent], order)
        total = added(total, term)
    return total


def cleaned(polynomial: Local, field: Field) -> Local:
    """The polynomial without coefficients that are zero."""
    return {m: c for m, c in polynomial.items() if nonzero(field, c)}


def turned(polynomial: Local, axes: Sequence[Sequence[Any]], order: int, field: Field) -> Local:
    """The polynomial in new coordinates: the old ones are sums of `axes` (vectors) times the new ones."""
    width = len(axes)
    names = units(width)
    size = len(axes[0])
    inner = [{name: axis[i] for name, axis in zip(names, axes, strict=True)} for i in range(size)]
    return cleaned(composed(polynomial, inner, order, field), field)


def slope(polynomial: Local, i: int, field: Field) -> Local:
    """The derivative by a local coordinate."""
    return {(*m[:i], m[i] - 1, *m[i + 1 :]): c * field.number(m[i]) for m, c in polynomial.items() if m[i]}


def split(polynomial: Local, corank: int, order: int, field: Field) -> tuple[Local, list[Local]]:
    """The splitting lemma: f(u, v(u)) where the derivative by v vanishes, and the series v(u).

    The first `corank` coordinates are u; the quadratic part is non-degenerate in the others, v, and does not mix
    them with u. (Gromoll and Meyer 1969.)
    """
    width = len(next(iter(polynomial)))
    inner = range(corank, width)
    own: list[Local] = [{unit: field.number(1)} for unit in units(corank)]
    quadratic = [[_second(polynomial, i, j, field) for j in inner] for i in inner]
    solve = inverse(quadratic, field)
    slopes = [slope(polynomial, i, field) for i in inner]
    series: list[Local] = [{} for _ in inner]
    for _ in range(order - 2):
        parts = own + [part or {(0,) * corank: field.number(0)} for part in series]
        rests = [composed(p, parts, order - 1, field) for p in slopes]
        series = [
            cleaned(added(part, _weighted(row, rests, field)), field) for part, row in zip(series, solve, strict=True)
        ]
    parts = own + [part or {(0,) * corank: field.number(0)} for part in series]
    return cleaned(composed(polynomial, parts, order, field), field), series


def _weighted(row: Sequence[Any], parts: Sequence[Local], field: Field) -> Local:
    total: Local = {}
    for entry, part in zip(row, parts, strict=True):
        total = added(total, scaled(part, field.number(0) - entry))
    return total


def _second(polynomial: Local, i: int, j: int, field: Field) -> Any:
    width = len(next(iter(polynomial)))
    key = tuple(int(k == i) + int(k == j) for k in range(width))
    value = polynomial.get(key, field.number(0))
    return value * field.number(2) if i == j else value


def inverse(matrix: Sequence[Sequence[Any]], field: Field) -> list[list[Any]]:
    """The inverse of a matrix of constants, by elimination."""
    size = len(matrix)
    rows = [[*row, *(field.number(int(i == j)) for j in range(size))] for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = next(i for i in range(column, size) if nonzero(field, rows[i][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        lead = rows[column][column]
        rows[column] = [entry / lead for entry in rows[column]]
        for i in range(size):
            if i != column:
                factor = rows[i][column]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[column], strict=True)]
    return [row[size:] for row in rows]


def kernel(matrix: Sequence[Sequence[Any]], field: Field) -> tuple[list[list[Any]], list[int]]:
    """A basis of the vectors that a matrix of constants sends to 0, and the columns of its pivots."""
    rows = [list(row) for row in matrix]
    width, rank, pivots = len(rows[0]), 0, []
    for column in range(width):
        pivot = next((i for i in range(rank, len(rows)) if nonzero(field, rows[i][column])), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        lead = rows[rank][column]
        rows[rank] = [entry / lead for entry in rows[rank]]
        for i in range(len(rows)):
            if i != rank:
                factor = rows[i][column]
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[rank], strict=True)]
        pivots.append(column)
        rank += 1
    free = [column for column in range(width) if column not in pivots]
    vectors = []
    for column in free:
        vector = [field.number(int(i == column)) for i in range(width)]
        for row, pivot in zip(rows, pivots, strict=False):
            vector[pivot] = field.number(0) - row[column]
        vectors.append(vector)
    return vectors, pivots


def leading(polynomial: Mapping[Exponents, Any], weights: Sequence[int]) -> tuple[int, Local]:
    """The part of least weighted degree, and that degree."""
    degrees = {m: sum(w * e for w, e in zip(weights, m, strict=True)) for m in polynomial}
    least = min(degrees.values())
    return least, {m: c for m, c in polynomial.items() if degrees[m] == least}
