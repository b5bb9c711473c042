"""What all derivatives by names with shapes have in common: how they are headed, labelled and written on one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, TypeAlias

from symcalc.matrix.size import Dimensions
from symcalc.record import field, record
from symcalc.result import Equation, Formula, Note, Result, Statement
from symcalc.syntax import parse_expression
from symcalc.syntax.problem import Problem
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import Name, Node, ordered_names

#: Rows and columns in words, as they are in JSON.
Rows: TypeAlias = tuple[str, str]
#: An answer by one variable, or by each of several.
Trees: TypeAlias = "Node | tuple[Node, ...]"
Shapes: TypeAlias = "Rows | tuple[Rows, ...]"


def in_words(dimensions: Dimensions) -> Rows:
    """Rows and columns: ("n", "1") for a vector.

    >>> in_words(Dimensions())
    ('1', '1')
    """
    return str(dimensions.rows), str(dimensions.columns)


def one_or_all(values: list[Node]) -> Trees:
    """The answer itself where there is one variable."""
    return values[0] if len(values) == 1 else tuple(values)


def one_or_all_shapes(values: list[Rows]) -> Shapes:
    """The shape itself where there is one variable."""
    return values[0] if len(values) == 1 else tuple(values)


@record
class By:
    """A derivative by one variable: what stands left of it, the answer, its shape."""

    left: Node
    tree: Node
    shape: Rows


@record
class MatrixResult(Result):
    """An answer made of matrix expressions; `answers` has it by each variable, `shapes` are the declared ones."""

    word: ClassVar[str]

    problem: Problem = field(kw_only=True, repr=False, compare=False, internal=True)
    declared: Mapping[str, Shape] = field(kw_only=True, repr=False, compare=False, internal=True)
    answers: tuple[By, ...] = field(kw_only=True, repr=False, compare=False, internal=True)

    def heading(self) -> Note:
        """The function, and what of it was asked for."""
        return Note((f"{self.word} of ", Name(self.problem.name), " = ", self.problem.function))

    def stated(self, where: tuple[Node, ...]) -> Iterator[Statement]:
        """The answer by each variable with its shape."""
        for answer in self.answers:
            yield Equation(answer.left, answer.tree, where=where)
            rows, columns = map(parse_expression, answer.shape)
            yield Note(("shape ", rows, " x ", columns))

    def plain(self) -> Formula | tuple[Statement, ...]:
        """The one answer with its declarations; of several, a row each."""
        if len(self.answers) == 1:
            return self.code()
        return tuple(Equation(answer.left, answer.tree) for answer in self.answers)

    def code(self) -> Formula:
        """The answer as a function of the names in it: a list where there are several variables."""
        trees = tuple(answer.tree for answer in self.answers)
        shapes = {name: shape for tree in trees for name, shape in needed_shapes(tree, self.declared).items()}
        if not shapes:
            shapes = {name: self.declared[name] for name in self.problem.variables}
        return Formula(trees[0] if len(trees) == 1 else trees, self.problem.variables, shapes=shapes)


def needed_shapes(value: Node, shapes: Mapping[str, Shape]) -> dict[str, Shape]:
    """The declarations of the names in an expression, and of names that declare its dimensions.

    >>> from symcalc.syntax.tree import Call
    >>> needed_shapes(Call("ones", (Name("n"),)), {"A": Shape("m", 1), "x": Shape("n", 1)})
    {'x': Shape(rows='n', columns=1, symmetric=False, positive=False)}
    """
    found = set(ordered_names(value))
    needed = {name: shape for name, shape in shapes.items() if name in found}
    for name, shape in shapes.items():
        declared = {part for each in needed.values() for part in (each.rows, each.columns)}
        if ({shape.rows, shape.columns} & found) - declared:
            needed[name] = shape
    return {name: shape for name, shape in shapes.items() if name in needed}
