"""The Hessian of a function: its second derivatives, and at a point its eigenvalues and definiteness."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeAlias

from sympy import Expr

from symcalc.build import as_trees
from symcalc.calculus.definiteness import Word, conditions, definiteness
from symcalc.calculus.derivative import gradient_of, hessian_of
from symcalc.calculus.posed import Posed, ValuesAt, all_decimals, decimals, posed
from symcalc.calculus.spectrum import eigenvalues
from symcalc.calculus.stated import code_of, function_name, point_words
from symcalc.calculus.tidy import tidied, tidied_numbers
from symcalc.result import Equation, Formula, Note, Result, Statement, Step, internal
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Array, Form, Name, Node

Rows: TypeAlias = tuple[tuple[Expr, ...], ...]


@dataclass(frozen=True)
class HessianAt:
    """The Hessian at a point; without eigenvalues and definiteness where it is not symmetric.

    `conditions` says for which values of the parameters it is what.
    """

    point: Mapping[str, Node]
    value: Expr
    gradient: tuple[Expr, ...]
    hessian: Rows
    symmetric: bool
    eigenvalues: tuple[Expr, ...] | None = None
    definiteness: Word | None = None
    conditions: Mapping[str, Node] = field(default_factory=dict)
    approx: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Hessian(Result):
    """The second derivatives of `function`: row i, column j is the derivative by i of the derivative by j."""

    command: ClassVar[str] = "hessian"

    function: Node
    variables: tuple[str, ...]
    hessian: Rows
    at: HessianAt | None = None
    where: tuple[Node, ...] = ()
    steps: tuple[Step, ...] = ()
    problem: Problem | None = internal()  # noqa: RUF009 (a dataclass field, named for what it means)

    def heading(self) -> Note:
        """The function that is differentiated."""
        return Note(("Hessian of ", function_name(self.problem, self.variables), " = ", self.function))

    def statements(self) -> Iterator[Statement]:
        """The matrix; at a point its value there, eigenvalues and definiteness."""
        left = Form("hessian", (Name("f" if self.problem is None else self.problem.name),))
        yield Equation(left, self.hessian, where=self.where)
        if self.at is not None:
            yield Note(("at ", *point_words(self.at.point)))
            yield Equation(left, self.at.hessian, (self.at.approx or {}).get("hessian"))
            yield from _stated_spectrum(self.at)

    def plain(self) -> Formula | Node:
        """The matrix, or its value at the point."""
        if self.at is not None:
            return Array(tuple(Array(as_trees(row)) for row in self.at.hessian))
        return self.code()

    def code(self) -> Formula:
        """The matrix as a function of the variables."""
        return code_of(self.hessian, self.problem, self.variables)


def _stated_spectrum(at: HessianAt) -> Iterator[Statement]:
    if not at.symmetric:
        yield Note(("The mixed derivatives differ, so the matrix is not symmetric.",), tone="doubt")
    approx = (at.approx or {}).get("eigenvalues")
    if at.eigenvalues is not None:
        shown = None if all(value.is_Rational for value in at.eigenvalues) else approx
        yield Equation(Name("λ"), at.eigenvalues, shown)
    if at.definiteness is not None and not at.conditions:
        yield Note((f"The matrix is {at.definiteness}.",), "doubt" if at.definiteness == "undecided" else "plain")
    for word, condition in at.conditions.items():
        yield Note((f"{word} where ", condition))


def hessian(problem: Problem, *, simplify: str = "full", digits: int | None = None, steps: bool = False) -> Hessian:  # noqa: ARG001
    """The Hessian of a function, and at the problem's point its value, eigenvalues and definiteness.

    Raises DomainFault where the function is not defined at the point, Nondifferentiable where it has not the second
    derivatives there, RankFault for a vector or matrix.

    >>> from symcalc.syntax import pose
    >>> hessian(pose("x^2 - y^2", at="0, 0")).at.definiteness
    'indefinite'
    """
    function = posed(problem)
    slopes = gradient_of(function.expression, function.variables)
    raw = hessian_of(slopes, function.variables)
    rows = raw if simplify == "none" else _by_rows(tidied([entry for row in raw for entry in row]), len(raw))
    at = None if problem.point is None else _hessian_at(function, slopes, raw, digits)
    return Hessian(problem.function, problem.variables, rows, at, problem=problem)


def _by_rows(entries: tuple[Expr, ...], size: int) -> Rows:
    return tuple(entries[start : start + size] for start in range(0, size * size, size or 1))


def _hessian_at(function: Posed, slopes: tuple[Expr, ...], rows: Rows, digits: int | None) -> HessianAt:
    values_at = ValuesAt(function)
    value, *gradient = tidied_numbers(map(values_at, (function.expression, *slopes)))
    matrix = tuple(tidied_numbers(map(values_at, row)) for row in rows)
    parameters = any(entry.free_symbols for row in matrix for entry in row)
    spectrum = eigenvalues(matrix)
    met = conditions(matrix, function.problem.assumptions) if parameters else {}
    approx = {
        "value": decimals(value, digits),
        "gradient": all_decimals(gradient, digits),
        "hessian": tuple(all_decimals(row, digits) for row in matrix),
        "eigenvalues": None if spectrum is None else all_decimals(spectrum, digits),
    }
    point = function.problem.point or {}
    return HessianAt(point, value, tuple(gradient), matrix, True, spectrum, definiteness(matrix), met, approx)
