"""Layouts: which index of a derivative is its row and which its column, and what shape that gives.

Denominator layout (22.4.34): a scalar's derivative has the shape of what it is taken by, a vector's by a vector has
[i, j] = df_j/dx_i, a vector's or matrix's by a scalar keeps its own shape. What would have three or four indices is
stacked by columns: [i, j] = d vec(F)_j / d vec(X)_i (Magnus and Neudecker write the transpose of that).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symcalc.matrix.numeric.operations import entries, transposed
from symcalc.matrix.positions import Index, Pair, Position, fresh
from symcalc.matrix.size import ONE, Dimensions

Spot = Position | None
Table = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Layout:
    """Indices of a function (`of`) and of what it is differentiated by (`by`), and where they stand in the answer."""

    of: tuple[Index | None, Index | None]
    by: tuple[Index | None, Index | None]
    row: Spot
    column: Spot
    shape: Dimensions
    stacked: bool
    turned: bool = False

    def along(self, answer: Table, direction: Table) -> list[Any]:
        """From the answer, the derivative in a direction, entries column by column."""
        if self.turned:
            return _along_rows(transposed(answer), direction)
        if self.of == (None, None):
            return [sum(map(_product, entries(answer), entries(direction)))]
        if self.by == (None, None):
            return [value * direction[0][0] for value in entries(transposed(answer))]
        return _along_rows(answer, direction)


def _product(left: Any, right: Any) -> Any:
    return left * right


def _along_rows(answer: Table, direction: Table) -> list[Any]:
    """Rows of the answer belong to entries of the direction, stacked by columns."""
    weights = entries(transposed(direction))
    return [sum(map(_product, column, weights)) for column in transposed(answer)]


def denominator(function: Dimensions, variable: Dimensions) -> Layout:
    """The layout of `grad`."""
    of = fresh(function.rows), fresh(function.columns)
    by = fresh(variable.rows), fresh(variable.columns)
    if function.scalar:
        return Layout(of, by, *by, variable, stacked=False)
    if variable.scalar:
        return Layout(of, by, *of, function, stacked=False)
    stacked = not (function.vector and variable.vector)
    return Layout(of, by, line(by), line(of), Dimensions(variable.entries, function.entries), stacked)


def numerator(function: Dimensions, variable: Dimensions) -> Layout:
    """The layout of `jacobian`: [i, j] = df_i/dx_j."""
    of = fresh(function.rows), fresh(function.columns)
    by = fresh(variable.rows), fresh(variable.columns)
    stacked = not all(ONE in each for each in (function, variable))
    return Layout(of, by, line(of), line(by), Dimensions(function.entries, variable.entries), stacked, turned=True)


def second(first: Layout, variable: Dimensions) -> Layout:
    """The layout of `hessian`: rows by the new variable, columns by that of the gradient."""
    by = fresh(variable.rows), fresh(variable.columns)
    of = first.by
    columns = ONE
    for index in of:
        columns *= index.size if index is not None else ONE
    stacked = None not in by or None not in of
    return Layout(of, by, line(by), line(of), Dimensions(variable.entries, columns), stacked)


def line(indices: tuple[Index | None, Index | None]) -> Spot:
    """The single index of a vector, or that of a matrix stacked by columns."""
    row, column = indices
    if row is None or column is None:
        return row if column is None else column
    return Pair(column, row)
