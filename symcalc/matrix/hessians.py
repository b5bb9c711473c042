"""The second derivative of a scalar by vectors, matrices or scalars: `hessian`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from symcalc.errors import ShapeFault
from symcalc.matrix.answer import Answer, derivative, second_derivative
from symcalc.matrix.depth import bounded
from symcalc.matrix.posing import Posed, posed
from symcalc.matrix.result import By, MatrixResult, Rows, in_words
from symcalc.matrix.steps import derivation
from symcalc.record import record
from symcalc.result import Note, Statement, Step
from symcalc.syntax import written
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Derivative, Name, Node

Block = TypeVar("Block")


@record
class MatrixHessian(MatrixResult):
    """The Hessian of `function`, H[i, j] = d/dx_i (df/dx_j); with several variables, its blocks row by row.

    `stacked` says that matrices are stacked by columns: H[i, j] = d/dvec(X)_i (df/dvec(X)_j).
    """

    command: ClassVar[str] = "hessian"
    word: ClassVar[str] = "Hessian"

    function: Node
    variables: tuple[str, ...]
    hessian: Node | tuple[tuple[Node, ...], ...]
    shape: Rows | tuple[tuple[Rows, ...], ...]
    stacked: bool = False
    where: tuple[Node, ...] = ()
    steps: tuple[Step, ...] = ()

    def statements(self) -> Iterator[Statement]:
        """The Hessian or its blocks."""
        yield from self.stated(self.where)
        if self.stacked:
            yield Note(("stacked by columns: [i, j] = d/dvec(X)_i (df/dvec(X)_j)",))


@bounded
def hessian(problem: Problem, *, steps: bool = False) -> MatrixHessian:
    """The Hessian of a scalar by the variables of a problem.

    Raises `ShapeFault` where the function is no scalar, and what `gradient` raises.

    >>> from symcalc.syntax import pose, written
    >>> written(hessian(pose("x' A x", wrt="x", shape="A: n x n; x: n")).hessian)
    "A + A'"
    """
    known = posed(problem)
    whole = known.shapes.of(known.function)
    if not whole.scalar:
        message = f"a Hessian is of a number, and {written(known.function)} is {whole}"
        raise ShapeFault(message, span=known.function.span)
    names = problem.variables
    first = {name: derivative(known.function, name, known.shapes) for name in names}
    blocks = {(row, column): second_derivative(first[column], row, known.shapes) for row in names for column in names}
    trees = [each.tree for each in blocks.values()]
    shapes = [in_words(each.shape) for each in blocks.values()]
    width = len(names)
    return MatrixHessian(
        function=problem.function,
        variables=names,
        hessian=trees[0] if width == 1 else _rows(trees, width),
        shape=shapes[0] if width == 1 else _rows(shapes, width),
        stacked=any(answer.layout.stacked for answer in blocks.values()),
        where=known.where([row for row, _ in blocks], trees),
        steps=_steps(problem, known, first, blocks) if steps else (),
        problem=problem,
        declared=known.declared,
        answers=tuple(
            By(Derivative("total", Name(problem.name), (Name(column), Name(row))), tree, shape)
            for (row, column), tree, shape in zip(blocks, trees, shapes, strict=True)
        ),
    )


def _rows(values: list[Block], width: int) -> tuple[tuple[Block, ...], ...]:
    return tuple(tuple(values[start : start + width]) for start in range(0, len(values), width))


def _steps(
    problem: Problem, known: Posed, first: dict[str, Answer], blocks: dict[tuple[str, str], Answer]
) -> tuple[Step, ...]:
    """The derivation of the gradient, then that of its derivative."""
    lines: list[Step] = []
    for (row, column), block in blocks.items():
        gradient = f"g_{column}" if len(first) > 1 else "g"
        lines += derivation(known.function, column, first[column], known.shapes, problem.name)
        lines.append(Step("the gradient", f"{gradient} = {written(first[column].tree)}"))
        lines += derivation(first[column].tree, row, block, known.shapes, gradient)
    return tuple(lines)
