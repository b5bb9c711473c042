"""Determinants, inverses and powers of matrices that are written out, as trees of their entries.

Minors are shared: those of the last k rows by their columns, so that n rows need n 2^(n-1) products, not n!.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, reduce
from typing import Final, TypeAlias

from symcalc.errors import LimitReached, ShapeFault
from symcalc.syntax.tree import Negative, Node, Number, Product, Quotient, Sum, integer

Rows: TypeAlias = Sequence[Sequence[Node]]

#: Larger matrices with entries that are not numbers are not expanded, nor higher powers.
MOST_ROWS: Final = 8
MOST_POWER: Final = 64
ZERO: Final = integer(0)
ONE: Final = integer(1)


def determinant(rows: Rows) -> Node:
    """The determinant, along the first row (Laplace); factors 0 are left out.

    Raises LimitReached for a large matrix.

    >>> from symcalc.syntax import parse_expression, written
    >>> written(determinant([[parse_expression(entry) for entry in row] for row in ("ab", "cd")]))
    'a*d - b*c'
    """
    size = len(rows)
    if size > MOST_ROWS:
        raise LimitReached(f"determinants of more than {MOST_ROWS} rows are not expanded")

    @cache
    def minor(row: int, columns: tuple[int, ...]) -> Node:
        if row == size:
            return ONE
        terms = []
        for place, column in enumerate(columns):
            rest = minor(row + 1, (*columns[:place], *columns[place + 1 :])) if rows[row][column] != ZERO else ZERO
            term = _times(rows[row][column], rest)
            if term != ZERO:
                terms.append(Negative(term) if place % 2 else term)
        return _total(terms)

    return minor(0, tuple(range(size)))


def inverse(rows: Rows) -> list[list[Node]]:
    """The inverse: the adjugate over the determinant, undefined where that is 0.

    Raises LimitReached for a large matrix.

    >>> from symcalc.syntax import parse_expression, written
    >>> [[written(entry) for entry in row] for row in inverse([[parse_expression("a")]])]
    [['1/a']]
    """
    whole = determinant(rows)
    size = range(len(rows))
    return [[Quotient(_cofactor(rows, j, i), whole) for j in size] for i in size]


def _cofactor(rows: Rows, row: int, column: int) -> Node:
    """The determinant without a row and a column, with its sign."""
    rest = [[*one[:column], *one[column + 1 :]] for place, one in enumerate(rows) if place != row]
    found = determinant(rest)
    return Negative(found) if (row + column) % 2 and found != ZERO else found


def power(rows: Rows, exponent: Node) -> list[list[Node]]:
    """A power with a whole exponent; a negative one is that of the inverse.

    Raises ShapeFault for another exponent, LimitReached for a high one.

    >>> from symcalc.syntax import parse_expression, written
    >>> row = [parse_expression("a"), parse_expression("0")]
    >>> [[written(entry) for entry in row] for row in power([row, row[::-1]], integer(2))]
    [['a*a', '0'], ['0', 'a*a']]
    """
    count = _whole(exponent)
    if count is None:
        raise ShapeFault("a matrix has powers with whole exponents", hint=".^ works entry by entry", span=exponent.span)
    if abs(count) > MOST_POWER:
        raise LimitReached(f"powers of a matrix beyond {MOST_POWER} are not expanded", span=exponent.span)
    size = range(len(rows))
    identity = [[ONE if i == j else ZERO for j in size] for i in size]
    base = [list(row) for row in rows] if count >= 0 else inverse(rows)
    return reduce(_product, [base] * abs(count)) if count else identity


def _whole(exponent: Node) -> int | None:
    sign, value = (-1, exponent.operand) if isinstance(exponent, Negative) else (1, exponent)
    if not isinstance(value, Number) or value.value.denominator != 1:
        return None
    return sign * value.value.numerator


def _product(left: Rows, right: Rows) -> list[list[Node]]:
    columns = list(zip(*right, strict=True))
    return [[_total([_times(a, b) for a, b in zip(row, column, strict=True)]) for column in columns] for row in left]


def _times(left: Node, right: Node) -> Node:
    if ZERO in (left, right):
        return ZERO
    if ONE in (left, right):
        return right if left == ONE else left
    return Product((left, right))


def _total(terms: Sequence[Node]) -> Node:
    kept = tuple(term for term in terms if term != ZERO)
    return Sum(kept) if len(kept) > 1 else kept[0] if kept else ZERO
