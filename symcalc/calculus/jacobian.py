"""The Jacobian of a vector of expressions: one row a component, one column a variable."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from symcalc.calculus.derivatives.adjoints import all_flattened, is_large, jacobian_tree
from symcalc.calculus.pointwise.validity import holding
from symcalc.calculus.posed import Posed, posed_vector
from symcalc.calculus.stated import (
    code_of,
    complete,
    heading_of,
    name_of,
    only_where,
    point_words,
    sentence,
    taken_as_smooth,
)
from symcalc.record import record
from symcalc.result import Equation, Formula, Note, Result, Statement, Step, Value, internal
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Form, Name, Node

if TYPE_CHECKING:
    from symcalc.calculus.jacobian_at import JacobianAt


@record
class Jacobian(Result):
    """The first derivatives of `function`: row i, column j is the derivative of component i by variable j."""

    command: ClassVar[str] = "jacobian"

    function: Node
    variables: tuple[str, ...]
    jacobian: tuple[tuple[Value, ...], ...]
    at: JacobianAt | None = None
    where: tuple[Node, ...] = ()
    steps: tuple[Step, ...] = ()
    problem: Problem | None = internal()

    @property
    def holds(self) -> bool | None:
        """None where it could not be decided whether the derivatives exist at the point."""
        return None if self.at is not None and self.at.jacobian == "unknown" else True

    def heading(self) -> Note:
        """The vector that is differentiated."""
        return heading_of("Jacobian", self.problem, self.variables, self.function)

    def statements(self) -> Iterator[Statement]:
        """The matrix, and its value at a point."""
        left = Form("jacobian", (Name(name_of(self.problem)),))
        yield Equation(left, self.jacobian, where=self.where)
        if self.at is not None:
            yield Note(("at ", *point_words(self.at.point)))
            if self.at.jacobian != "unknown":
                yield Equation(left, self.at.jacobian, complete((self.at.approx or {}).get("jacobian")), self.at.where)
            if self.at.note:
                yield Note((sentence(self.at.note),), tone="doubt")
        yield from taken_as_smooth(self.problem)

    def plain(self) -> Formula | Node | tuple[Statement, ...]:
        """The matrix, or its value at the point."""
        if self.at is None:
            return only_where(self.code(), self.where)
        if self.at.jacobian == "unknown":
            return tuple(self.statements())
        return Formula(self.at.jacobian)

    def code(self) -> Formula:
        """The matrix as a function of the variables."""
        return code_of(self.jacobian, self.problem, self.variables)


def jacobian(problem: Problem, *, simplify: str = "full", digits: int | None = None, steps: bool = False) -> Jacobian:
    """The Jacobian of a vector; of a number, its derivatives as one row.

    Raises DomainFault where the vector is not defined at the point, Nondifferentiable where it has not the
    derivatives there, RankFault for a matrix.

    >>> from symcalc.syntax import pose
    >>> jacobian(pose("[x^2 y, x + y]")).jacobian
    ((2*x*y, x**2), (1, 1))
    """
    function = posed_vector(problem)
    rows = _rows(function, simplify)
    at = None if problem.point is None else _jacobian_at(function, digits)
    where = _where(function, rows)
    lines = _derivation(function, rows) if steps else ()
    return Jacobian(problem.function, problem.variables, rows, at, where, lines, problem=problem)


def _rows(function: Posed, simplify: str) -> tuple[tuple[Value, ...], ...]:
    """The derivatives of the components; as trees where they are large or not to be tidied."""
    large = any(map(is_large, function.trees))
    if simplify == "none" or large:
        trees = jacobian_tree(function.trees, function.problem.variables, function.problem.formal)
        return trees if large else tuple(map(all_flattened, trees))
    from symcalc.calculus.derivatives.formulas import jacobian_formulas  # noqa: PLC0415 (an untidied answer needs no SymPy)

    return jacobian_formulas(function, simplify)


def _where(function: Posed, rows: tuple[tuple[Value, ...], ...]) -> tuple[Node, ...]:
    """Where the formulas of all components hold."""
    found: dict[Node, None] = {}
    for tree, row in zip(function.trees, rows, strict=True):
        found |= dict.fromkeys(holding(Posed(function.problem, (tree,)), row, 1))
    return _together(tuple(found))


def _together(conditions: tuple[Node, ...]) -> tuple[Node, ...]:
    if len(conditions) < 2:
        return conditions
    from symcalc.decide.domain import together  # noqa: PLC0415 (most components hold wherever they are defined)

    return together(conditions)


def _derivation(function: Posed, rows: tuple[tuple[Value, ...], ...]) -> tuple[Step, ...]:
    """Every entry rule by rule, component after component."""
    from symcalc.calculus.derivatives.steps import gradient_steps  # noqa: PLC0415 (only where they are asked for)

    names, scope = function.problem.variables, function.scope
    derived = (gradient_steps(tree, names, row, scope) for tree, row in zip(function.trees, rows, strict=True))
    return tuple(step for lines in derived for step in lines)


def _jacobian_at(function: Posed, digits: int | None) -> JacobianAt:
    from symcalc.calculus.jacobian_at import jacobian_at  # noqa: PLC0415 (what only a point needs)

    return jacobian_at(function, digits)
