"""What the functions of matrices are in entries: traces, inverses, norms, sums, softmax."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Protocol

from symcalc.matrix import algebra
from symcalc.matrix.indices import (
    Determinant,
    Indexed,
    Inverse,
    Kronecker,
    Mark,
    Softmax,
    Stacked,
    constant,
    single,
)
from symcalc.matrix.positions import Index, Position, fresh
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.size import ONE
from symcalc.syntax.tree import Call, Node

HALF = Fraction(1, 2)
Spot = Position | None


class Entries(Protocol):
    """What gives the entries of arguments."""

    shapes: Shapes

    def entry(self, node: Node, row: Spot = None, column: Spot = None) -> Indexed:
        """The entry of an expression in that row and column."""

    def indices(self, node: Node) -> tuple[Index | None, Index | None, Indexed]:
        """A new row and column index of an expression, and its entry there."""


def raised(base: Indexed, exponent: Indexed) -> Indexed:
    """A power of entries; e to a power is exp."""
    lone = base.terms[0].alone() if len(base.terms) == 1 else None
    return algebra.apply("exp", exponent) if lone == Mark("e") else algebra.power(base, exponent)


def entrywise(function: str, arguments: list[Indexed]) -> Indexed:
    """An elementwise function of entries, in the few that index notation needs."""
    match function, arguments:
        case "sqrt", [inside]:
            return algebra.power(inside, HALF)
        case "log", [inside, base]:
            below = algebra.power(algebra.apply("log", base), Fraction(-1))
            return algebra.multiply([algebra.apply("log", inside), below])
        case "max" | "min", [first, second, *rest] if rest:
            return entrywise(function, [entrywise(function, [first, second]), *rest])
    return algebra.apply(function, *arguments)


Operation = Callable[[Entries, Call, Spot, Spot], Indexed]


def _inverse(low: Entries, call: Call, row: Spot, column: Spot) -> Indexed:
    argument = call.arguments[0]
    left, right, body = low.indices(argument)
    if left is None or right is None or row is None or column is None:
        return algebra.power(body, Fraction(-1))
    return single(Inverse(body, left, right, (row, column)))


def _trace(low: Entries, call: Call, _row: Spot, _column: Spot) -> Indexed:
    index = fresh(low.shapes.of(call.arguments[0]).rows)
    return algebra.multiply([low.entry(call.arguments[0], index, index)], [index])


def _determinant(low: Entries, call: Call, _row: Spot, _column: Spot) -> Indexed:
    left, right, body = low.indices(call.arguments[0])
    return body if left is None or right is None else single(Determinant(body, left, right))


def _log_determinant(low: Entries, call: Call, row: Spot, column: Spot) -> Indexed:
    return algebra.apply("log", _determinant(low, call, row, column))


def _sum(low: Entries, call: Call, _row: Spot, _column: Spot) -> Indexed:
    left, right, body = low.indices(call.arguments[0])
    return algebra.multiply([body], [left, right])


def _mean(low: Entries, call: Call, row: Spot, column: Spot) -> Indexed:
    size = low.shapes.of(call.arguments[0]).entries
    return algebra.multiply([_sum(low, call, row, column), algebra.reciprocal(size)])


def _norm(low: Entries, call: Call, _row: Spot, _column: Spot) -> Indexed:
    left, right, body = low.indices(call.arguments[0])
    square = algebra.multiply([algebra.power(body, Fraction(2))], [left, right])
    return algebra.apply("abs", body) if left is right is None else algebra.power(square, HALF)


def _norm1(low: Entries, call: Call, _row: Spot, _column: Spot) -> Indexed:
    left, right, body = low.indices(call.arguments[0])
    return algebra.multiply([algebra.apply("abs", body)], [left, right])


def _dot(low: Entries, call: Call, _row: Spot, _column: Spot) -> Indexed:
    left, right = call.arguments
    row, column, body = low.indices(left)
    other = low.shapes.of(right)
    turned = other != low.shapes.of(left)
    second = low.entry(right, column, row) if turned else low.entry(right, row, column)
    return algebra.multiply([body, second], [row, column])


def _diagonal(low: Entries, call: Call, row: Spot, column: Spot) -> Indexed:
    argument = call.arguments[0]
    dimensions = low.shapes.of(argument)
    if ONE not in dimensions:
        return low.entry(argument, row, row)
    column_vector = dimensions.columns == ONE
    inside = low.entry(argument, row, None) if column_vector else low.entry(argument, None, row)
    return algebra.multiply([inside, algebra.delta(row, column)])


def _stacked(low: Entries, call: Call, row: Spot, _column: Spot) -> Indexed:
    left, right, body = low.indices(call.arguments[0])
    if row is None or left is None or right is None:
        return body if row is None else body.rename({index: row for index in (left, right) if index is not None})
    return single(Stacked(body, left, right, row))


def _kronecker(low: Entries, call: Call, row: Spot, column: Spot) -> Indexed:
    above, before, left = low.indices(call.arguments[0])
    below, behind, right = low.indices(call.arguments[1])
    return single(Kronecker(left, right, (above, before, below, behind), (row, column)))


def _identity(_low: Entries, _call: Call, row: Spot, column: Spot) -> Indexed:
    return algebra.delta(row, column)


def _ones(_low: Entries, _call: Call, _row: Spot, _column: Spot) -> Indexed:
    return constant(1)


def _softmax(low: Entries, call: Call, row: Spot, column: Spot) -> Indexed:
    """Of a vector over its entries, of a matrix row by row."""
    argument = call.arguments[0]
    dimensions = low.shapes.of(argument)
    standing = dimensions.columns == ONE
    at, slot = (row, fresh(dimensions.rows)) if standing else (column, fresh(dimensions.columns))
    if at is None or slot is None:
        return constant(1)
    return single(Softmax(low.entry(argument, slot, None) if standing else low.entry(argument, row, slot), slot, at))


def _log_sum_exp(low: Entries, call: Call, _row: Spot, _column: Spot) -> Indexed:
    left, right, body = low.indices(call.arguments[0])
    return algebra.apply("log", algebra.multiply([algebra.apply("exp", body)], [left, right]))


#: What the functions of matrices are in entries.
OPERATIONS: dict[str, Operation] = {
    "inv": _inverse,
    "tr": _trace,
    "det": _determinant,
    "logdet": _log_determinant,
    "sum": _sum,
    "mean": _mean,
    "norm": _norm,
    "norm1": _norm1,
    "dot": _dot,
    "diag": _diagonal,
    "vec": _stacked,
    "kron": _kronecker,
    "eye": _identity,
    "ones": _ones,
    "softmax": _softmax,
    "logsumexp": _log_sum_exp,
}
