"""The derivative with [i, j] = df_i/dx_j: `jacobian`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from symcalc.matrix.answer import derivative
from symcalc.matrix.depth import bounded
from symcalc.matrix.posing import posed
from symcalc.matrix.result import By, MatrixResult, Shapes, Trees, in_words, one_or_all, one_or_all_shapes
from symcalc.matrix.steps import derivation
from symcalc.record import record
from symcalc.result import Note, Statement, Step
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Derivative, Name, Node


@record
class MatrixJacobian(MatrixResult):
    """The Jacobian of `function`, J[i, j] = df_i/dx_j; with several variables, one for each.

    `stacked` says that matrices are stacked by columns: J[i, j] = d vec(f)_i / d vec(X)_j.
    """

    command: ClassVar[str] = "jacobian"
    word: ClassVar[str] = "Jacobian"

    function: Node
    variables: tuple[str, ...]
    jacobian: Trees
    shape: Shapes
    stacked: bool = False
    where: tuple[Node, ...] = ()
    steps: tuple[Step, ...] = ()

    def statements(self) -> Iterator[Statement]:
        """The Jacobian by each variable, and the layout."""
        yield from self.stated(self.where)
        function, variable = self.problem.name, self.variables[0]
        names = (f"vec({function})", f"vec({variable})") if self.stacked else (function, variable)
        yield Note((f"[i, j] = d {names[0]}_i / d {names[1]}_j",))


@bounded
def jacobian(problem: Problem, *, steps: bool = False) -> MatrixJacobian:
    """The Jacobian by each variable of a problem: A for A*x, where `grad` in denominator layout gives A'.

    Raises what `gradient` raises.

    >>> from symcalc.syntax import pose, written
    >>> written(jacobian(pose("A*x", wrt="x", shape="A: n x m; x: m")).jacobian)
    'A'
    """
    known = posed(problem)
    answers = {name: derivative(known.function, name, known.shapes, numerators=True) for name in problem.variables}
    lines = [
        derivation(known.function, name, answer, known.shapes, problem.name)
        for name, answer in answers.items()
        if steps
    ]
    trees, shapes = [each.tree for each in answers.values()], [in_words(each.shape) for each in answers.values()]
    lefts: list[Node] = [Derivative("total", Name(problem.name), (Name(name),)) for name in problem.variables]
    return MatrixJacobian(
        function=problem.function,
        variables=problem.variables,
        jacobian=one_or_all(trees),
        shape=one_or_all_shapes(shapes),
        stacked=any(answer.layout.stacked for answer in answers.values()),
        where=known.where(problem.variables, trees),
        steps=tuple(step for each in lines for step in each),
        problem=problem,
        declared=known.declared,
        answers=tuple(map(By, lefts, trees, shapes)),
    )
