"""The eigenvalues of a symmetric matrix, each exact: rational, in square roots, or as the root of a polynomial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

from flint import fmpq, fmpq_mat, fmpq_poly
from sympy import Add, Expr, Mul, Poly, Rational, S, rootof, sqrt

from symcalc.build import symbol
from symcalc.calculus.posed import decimals
from symcalc.calculus.tidying.tidy import tidied_numbers

Matrix: TypeAlias = Sequence[Sequence[Expr]]

#: The largest block of a matrix whose eigenvalues are given one by one.
LARGEST_BLOCK = 12


def eigenvalues(matrix: Matrix) -> tuple[Expr, ...] | None:
    """All eigenvalues with their multiplicities, constants in ascending order; None where they have no short form.

    >>> eigenvalues([[S(2), S.One], [S.One, S(2)]])
    (1, 3)
    >>> eigenvalues([[S.Zero, S.One], [S.One, S.One]])
    (1/2 - sqrt(5)/2, 1/2 + sqrt(5)/2)
    """
    found: list[Expr] = []
    for block in blocks(matrix):
        values = _of_block([[matrix[i][j] for j in block] for i in block])
        if values is None:
            return None
        found.extend(values)
    return _ascending(found)


def blocks(matrix: Matrix) -> list[list[int]]:
    """The indices of the blocks to which the rows and columns can be sorted, in order.

    >>> blocks([[S.One, S.Zero, S.One], [S.Zero, S.One, S.Zero], [S.One, S.Zero, S.One]])
    [[0, 2], [1]]
    """
    found: list[list[int]] = []
    seen: set[int] = set()
    for start in range(len(matrix)):
        block, stack = [], [start]
        while stack:
            row = stack.pop()
            if row not in seen:
                seen.add(row)
                block.append(row)
                stack.extend(column for column, entry in enumerate(matrix[row]) if entry is not S.Zero)
        if block:
            found.append(sorted(block))
    return found


def scaled(matrix: Matrix) -> tuple[Expr, list[list[Rational]]] | None:
    """The matrix as a number times a matrix of rational numbers, where it is one.

    >>> scaled([[sqrt(2), S.Zero], [S.Zero, -3 * sqrt(2)]])
    (sqrt(2), [[1, 0], [0, -3]])
    """
    unit = next((entry.as_coeff_Mul()[1] for row in matrix for entry in row if entry is not S.Zero), S.One)
    rows = [list(tidied_numbers(entry / unit for entry in row)) for row in matrix]
    return (unit, rows) if all(entry.is_Rational for row in rows for entry in row) else None


def exact(matrix: Sequence[Sequence[Rational]]) -> fmpq_mat:
    """A matrix of rational numbers as flint's.

    >>> exact([[S.One, S.Half]])
    [1, 1/2]
    """
    return fmpq_mat([[fmpq(int(entry.p), int(entry.q)) for entry in row] for row in matrix])


def _of_block(block: Matrix) -> list[Expr] | None:
    if len(block) == 1:
        return [block[0][0]]
    found = scaled(block)
    if found is not None:
        unit, rows = found
        if len(rows) > LARGEST_BLOCK:
            return None
        return [Mul(unit, root) for root in _roots(exact(rows).charpoly())]
    return _of_pair(block) if len(block) == 2 else None


def _of_pair(block: Matrix) -> list[Expr]:
    """Both eigenvalues of a matrix of two rows: the mean of the diagonal and as much to either side."""
    (a, b), (_, d) = block
    middle, half, radicand = tidied_numbers([(a + d) / 2, (a - d) / 2, ((a - d) / 2) ** 2 + b**2])
    spread = sqrt(radicand) if radicand.is_number else sqrt(half**2 + b**2)
    return list(tidied_numbers([middle - spread, middle + spread]))


def _roots(polynomial: fmpq_poly) -> Iterator[Expr]:
    """The roots of a polynomial all of whose roots are real, with their multiplicities."""
    for factor, multiplicity in polynomial.factor()[1]:
        for root in _roots_of_irreducible([_rational(c) for c in reversed(factor.coeffs())]):
            yield from [root] * multiplicity


def _rational(value: Any) -> Rational:
    value = fmpq(value)
    return Rational(int(value.p), int(value.q))


def _roots_of_irreducible(coefficients: list[Rational]) -> list[Expr]:
    """The roots, from the coefficients with the leading one first."""
    degree = len(coefficients) - 1
    if degree == 1:
        return [-coefficients[1] / coefficients[0]]
    if degree == 2:
        return _roots_of_quadratic(*coefficients)
    if degree == 4 and coefficients[1] == coefficients[3] == 0:
        squares = _roots_of_quadratic(*coefficients[::2])
        return [side * sqrt(square) for square in squares for side in (S.NegativeOne, S.One)]
    polynomial = Poly(coefficients, symbol("x"))
    return [rootof(polynomial, index) for index in range(degree)]


def _roots_of_quadratic(a: Rational, b: Rational, c: Rational) -> list[Expr]:
    spread = sqrt(b**2 - 4 * a * c)
    return [Add(-b / (2 * a), side * spread / (2 * a)) for side in (S.NegativeOne, S.One)]


def _ascending(values: list[Expr]) -> tuple[Expr, ...]:
    """Constants by their value; expressions with parameters as they come."""
    if any(value.free_symbols for value in values):
        return tuple(values)
    known: dict[Expr, Decimal | None] = {value: decimals(value, None) for value in values}
    return tuple(sorted(values, key=lambda value: known[value] or Decimal(0)))
