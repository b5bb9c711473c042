"""The Jacobian of a vector of expressions: one row a component, one column a variable."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from sympy import Expr, S

from symcalc.build import as_trees
from symcalc.calculus.derivative import Differentiation
from symcalc.calculus.hessian import Rows
from symcalc.calculus.posed import Posed, ValuesAt, all_decimals, posed_vector
from symcalc.calculus.stated import code_of, function_name, point_words
from symcalc.calculus.tidy import tidied, tidied_numbers
from symcalc.result import Equation, Formula, Note, Result, Statement, Step, internal
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Array, Form, Name, Node


@dataclass(frozen=True)
class JacobianAt:
    """The value of the vector and its Jacobian at a point."""

    point: Mapping[str, Node]
    value: tuple[Expr, ...]
    jacobian: Rows
    approx: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Jacobian(Result):
    """The first derivatives of `function`: row i, column j is the derivative of component i by variable j."""

    command: ClassVar[str] = "jacobian"

    function: Node
    variables: tuple[str, ...]
    jacobian: Rows
    at: JacobianAt | None = None
    where: tuple[Node, ...] = ()
    steps: tuple[Step, ...] = ()
    problem: Problem | None = internal()  # noqa: RUF009 (a dataclass field, named for what it means)

    def heading(self) -> Note:
        """The vector that is differentiated."""
        return Note(("Jacobian of ", function_name(self.problem, self.variables), " = ", self.function))

    def statements(self) -> Iterator[Statement]:
        """The matrix, and its value at a point."""
        left = Form("jacobian", (Name("f" if self.problem is None else self.problem.name),))
        yield Equation(left, self.jacobian, where=self.where)
        if self.at is not None:
            yield Note(("at ", *point_words(self.at.point)))
            yield Equation(left, self.at.jacobian, (self.at.approx or {}).get("jacobian"))

    def plain(self) -> Formula | Node:
        """The matrix, or its value at the point."""
        if self.at is not None:
            return Array(tuple(Array(as_trees(row)) for row in self.at.jacobian))
        return self.code()

    def code(self) -> Formula:
        """The matrix as a function of the variables."""
        return code_of(self.jacobian, self.problem, self.variables)


def jacobian(problem: Problem, *, simplify: str = "full", digits: int | None = None, steps: bool = False) -> Jacobian:  # noqa: ARG001
    """The Jacobian of a vector; of a number, its derivatives as one row.

    Raises DomainFault where the vector is not defined at the point, Nondifferentiable where it has not the
    derivatives there, RankFault for a matrix.

    >>> from symcalc.syntax import pose
    >>> jacobian(pose("[x^2 y, x + y]")).jacobian
    ((2*x*y, x**2), (1, 1))
    """
    function = posed_vector(problem)
    differentiate = Differentiation(function.variables)
    slopes = [differentiate(component) for component in function.expressions]
    raw = tuple(tuple(row.get(variable, S.Zero) for variable in function.variables) for row in slopes)
    rows = raw if simplify == "none" else tuple(map(tidied, raw))
    at = None if problem.point is None else _jacobian_at(function, raw, digits)
    return Jacobian(problem.function, problem.variables, rows, at, problem=problem)


def _jacobian_at(function: Posed, rows: Rows, digits: int | None) -> JacobianAt:
    values_at = ValuesAt(function)
    values = tidied_numbers(map(values_at, function.expressions))
    matrix = tuple(tidied_numbers(map(values_at, row)) for row in rows)
    approx = {"value": all_decimals(values, digits), "jacobian": tuple(all_decimals(row, digits) for row in matrix)}
    return JacobianAt(function.problem.point or {}, values, matrix, approx)
