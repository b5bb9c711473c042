"""The derivative of an expression with shapes, and the backward pass: `grad`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from symcalc.matrix.answer import derivative, structured_derivative
from symcalc.matrix.depth import bounded
from symcalc.matrix.posing import check_cotangent, posed
from symcalc.matrix.result import By, MatrixResult, Shapes, Trees, in_words, one_or_all, one_or_all_shapes
from symcalc.matrix.steps import derivation
from symcalc.record import record, replace
from symcalc.result import Formula, Note, Statement, Step
from symcalc.syntax.problem import Problem
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Call, Derivative, Elementwise, Name, Node, Number


@record
class MatrixGradient(MatrixResult):
    """The derivative of `function` in denominator layout; with several variables, one for each.

    `shape` is rows and columns. `structured` says that it is the derivative by the free entries of a symmetric
    matrix, `stacked` that matrices are stacked by columns: [i, j] = d vec(f)_j / d vec(X)_i. With a `cotangent` G
    it is the derivative of sum(G .* function).
    """

    command: ClassVar[str] = "grad"
    word: ClassVar[str] = "Gradient"

    function: Node
    variables: tuple[str, ...]
    gradient: Trees
    shape: Shapes
    cotangent: Node | None = None
    structured: bool = False
    stacked: bool = False
    where: tuple[Node, ...] = ()
    steps: tuple[Step, ...] = ()

    def code(self) -> Formula:
        """The answer as a function of the names in it; a vector as its variable has its shape, and so has a zero."""
        return replace(MatrixResult.code(self), like=tuple(map(self._like, self.variables, self.answers)))

    def _like(self, variable: str, answer: By) -> str | None:
        """The variable, where the answer has its shape, which the text of a matrix shows by itself."""
        shape = self.declared[variable]
        same = answer.shape == (str(shape.rows), str(shape.columns)) != ("1", "1")
        return variable if same and (shape.columns == 1 or isinstance(answer.tree, Number)) else None

    def statements(self) -> Iterator[Statement]:
        """The derivative by each variable, and which convention it follows."""
        yield from self.stated(self.where)
        if self.cotangent is not None:
            yield Note(("backward pass: of sum(", self.cotangent, f" .* {self.problem.name})"))
        if self.stacked:
            yield Note((f"stacked by columns: [i, j] = d vec({self.problem.name})_j / d vec({self.variables[0]})_i",))
        if self.structured:
            yield Note(("structured: by the free entries of a symmetric matrix, 2G - G .* I",))


@bounded
def gradient(
    problem: Problem, *, cotangent: str | Source | Node | None = None, structured: bool = False, steps: bool = False
) -> MatrixGradient:
    """The derivative by each variable of a problem, in denominator layout (22.4.34).

    Raises `ShapeFault` and `NameFault` where the expression does not fit together, `RankFault` where the derivative
    is no matrix, `Unsupported` for functions that have no derivative here, `DomainFault` without any value,
    `UsageFault` for a cotangent that depends on a variable.

    >>> from symcalc.syntax import pose, written
    >>> written(gradient(pose("norm(X - U V)^2", wrt="V", shape="X: n x m; U: n x r; V: r x m")).gradient)
    "-2*U'*(X - U*V)"
    """
    question = posed(problem)
    known = question if cotangent is None else question.with_cotangent(cotangent)
    if known.cotangent is not None:
        check_cotangent(known.cotangent, problem.variables)
    rule = structured_derivative if structured else derivative
    answers = {name: rule(known.function, name, known.shapes) for name in problem.variables}
    lines = [
        derivation(known.function, name, answer, known.shapes, problem.name)
        for name, answer in answers.items()
        if steps
    ]
    trees, shapes = [each.tree for each in answers.values()], [in_words(each.shape) for each in answers.values()]
    lefts = [_left(problem.name, name, known.cotangent) for name in problem.variables]
    return MatrixGradient(
        function=problem.function,
        variables=problem.variables,
        gradient=one_or_all(trees),
        shape=one_or_all_shapes(shapes),
        cotangent=known.cotangent,
        structured=structured,
        stacked=any(answer.layout.stacked for answer in answers.values()),
        where=known.where(problem.variables, trees),
        steps=tuple(step for each in lines for step in each),
        problem=problem,
        declared=known.declared,
        answers=tuple(map(By, lefts, trees, shapes)),
    )


def _left(function: str, variable: str, cotangent: Node | None) -> Node:
    """df/dx, or that of sum(G .* f)."""
    of: Node = Name(function)
    if cotangent is not None:
        of = Call("sum", (Elementwise(".*", cotangent, of),))
    return Derivative("total", of, (Name(variable),))
