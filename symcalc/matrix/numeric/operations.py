"""The functions of matrices on rows of numbers of any kind."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import reduce
from typing import Any, TypeAlias

from symcalc.matrix.numeric.fields import Field, NoValue, Value

#: Rows of entries; a scalar is 1 by 1.
Matrix: TypeAlias = list[list[Value]]


def transposed(matrix: Matrix[Value]) -> Matrix[Value]:
    """Columns as rows.

    >>> transposed([[1, 2]])
    [[1], [2]]
    """
    return [list(column) for column in zip(*matrix, strict=True)]


def filled(rows: int, columns: int, value: Value) -> Matrix[Value]:
    """One number everywhere."""
    return [[value] * columns for _ in range(rows)]


def identity(field: Field[Value], size: int) -> Matrix[Value]:
    """1 on the diagonal, else 0."""
    return [[field.number(Fraction(row == column)) for column in range(size)] for row in range(size)]


def total(field: Field[Value], values: Iterable[Value]) -> Value:
    """The sum of several numbers."""
    return reduce(field.add, values)


def dot(field: Field[Value], left: Iterable[Value], right: Iterable[Value]) -> Value:
    """The sum of products."""
    return total(field, map(field.multiply, left, right))


def entries(matrix: Matrix[Value]) -> list[Value]:
    """All numbers, row by row."""
    return [value for row in matrix for value in row]


def minus(field: Field[Value], value: Value) -> Value:
    """The negative."""
    return field.multiply(field.number(Fraction(-1)), value)


def eliminated(field: Field[Value], matrix: Matrix[Value], beside: Matrix[Value]) -> tuple[Value, Matrix[Value]]:
    """The determinant, and the inverse times what stands beside (nothing where it is singular): Gauss and Jordan."""
    rows = [[*left, *right] for left, right in zip(matrix, beside, strict=True)]
    size, determinant = len(matrix), field.number(Fraction(1))
    least = field.precision * max(map(field.weight, entries(matrix)))
    for column in range(size):
        best = max(range(column, size), key=lambda row: field.weight(rows[row][column]))
        if field.weight(rows[best][column]) <= least:
            return field.number(Fraction(0)), []
        if best != column:
            rows[best], rows[column] = rows[column], rows[best]
            determinant = minus(field, determinant)
        pivot = rows[column][column]
        determinant = field.multiply(determinant, pivot)
        rows[column] = [field.divide(value, pivot) for value in rows[column]]
        _clear(field, rows, column)
    return determinant, [row[size:] for row in rows]


def _clear(field: Field[Value], rows: Matrix[Value], column: int) -> None:
    """Multiples of the pivot's row taken from all others."""
    pivot_row = rows[column]
    for place, row in enumerate(rows):
        if place != column:
            factor = minus(field, row[column])
            rows[place] = [
                field.add(left, field.multiply(factor, right)) for left, right in zip(row, pivot_row, strict=True)
            ]


def inverse(field: Field[Value], matrix: Matrix[Value]) -> Matrix[Value]:
    """The inverse; `NoValue` where there is none."""
    _, found = eliminated(field, matrix, identity(field, len(matrix)))
    if not found:
        raise NoValue
    return found


def _single(value: Value) -> Matrix[Value]:
    return [[value]]


def _determinant(field: Field[Value], matrix: Matrix[Value]) -> Matrix[Value]:
    return _single(eliminated(field, matrix, [[] for _ in matrix])[0])


def _log_determinant(field: Field[Value], matrix: Matrix[Value]) -> Matrix[Value]:
    return _single(field.function("log", (_determinant(field, matrix)[0][0],)))


def _trace(field: Field[Value], matrix: Matrix[Value]) -> Matrix[Value]:
    return _single(total(field, (matrix[place][place] for place in range(len(matrix)))))


def _sum(field: Field[Value], matrix: Matrix[Value]) -> Matrix[Value]:
    return _single(total(field, entries(matrix)))


def _mean(field: Field[Value], matrix: Matrix[Value]) -> Matrix[Value]:
    count = field.number(Fraction(len(entries(matrix))))
    return _single(field.divide(total(field, entries(matrix)), count))


def _norm(field: Field[Value], matrix: Matrix[Value]) -> Matrix[Value]:
    squares = total(field, (field.multiply(value, value) for value in entries(matrix)))
    return _single(field.function("sqrt", (squares,)))


def _norm1(field: Field[Value], matrix: Matrix[Value]) -> Matrix[Value]:
    return _single(total(field, (field.function("abs", (value,)) for value in entries(matrix))))


def _dot(field: Field[Value], left: Matrix[Value], right: Matrix[Value]) -> Matrix[Value]:
    return _single(dot(field, entries(left), entries(right)))


def _diagonal(field: Field[Value], matrix: Matrix[Value]) -> Matrix[Value]:
    """A diagonal matrix of a vector, a column of a matrix's diagonal."""
    if 1 not in (len(matrix), len(matrix[0])):
        return [[matrix[place][place]] for place in range(len(matrix))]
    values, zero = entries(matrix), field.number(Fraction(0))
    return [[value if row == column else zero for column in range(len(values))] for row, value in enumerate(values)]


def _stacked(_field: Field[Value], matrix: Matrix[Value]) -> Matrix[Value]:
    """The columns below each other."""
    return [[value] for value in entries(transposed(matrix))]


def _kronecker(field: Field[Value], left: Matrix[Value], right: Matrix[Value]) -> Matrix[Value]:
    return [[field.multiply(a, b) for a in above for b in below] for above in left for below in right]


def _softmax(field: Field[Value], matrix: Matrix[Value]) -> Matrix[Value]:
    """Of a column over its entries, of any other matrix row by row."""
    if len(matrix[0]) == 1:
        return transposed(_softmax(field, transposed(matrix))) if len(matrix) > 1 else [[field.number(Fraction(1))]]
    powers = [[field.function("exp", (value,)) for value in row] for row in matrix]
    return [[field.divide(value, total(field, row)) for value in row] for row in powers]


def _log_sum_exp(field: Field[Value], matrix: Matrix[Value]) -> Matrix[Value]:
    powers = [field.function("exp", (value,)) for value in entries(matrix)]
    return _single(field.function("log", (total(field, powers),)))


OPERATIONS: dict[str, Callable[..., Matrix[Any]]] = {
    "inv": inverse,
    "tr": _trace,
    "det": _determinant,
    "logdet": _log_determinant,
    "norm": _norm,
    "norm1": _norm1,
    "sum": _sum,
    "mean": _mean,
    "dot": _dot,
    "diag": _diagonal,
    "vec": _stacked,
    "kron": _kronecker,
    "softmax": _softmax,
    "logsumexp": _log_sum_exp,
}
