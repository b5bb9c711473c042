"""The Hessian of a function: its second derivatives, and at a point its eigenvalues and definiteness."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from symcalc.calculus.derivatives.adjoints import all_flattened, is_large
from symcalc.calculus.pointwise.validity import holding
from symcalc.calculus.posed import Posed, posed
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
    from sympy import Expr

    from symcalc.calculus.hessian_at import HessianAt
    from symcalc.calculus.pointwise.local import Rows


@record
class Hessian(Result):
    """The second derivatives of `function`: row i, column j is the derivative by i of the derivative by j."""

    command: ClassVar[str] = "hessian"

    function: Node
    variables: tuple[str, ...]
    hessian: tuple[tuple[Value, ...], ...]
    at: HessianAt | None = None
    where: tuple[Node, ...] = ()
    steps: tuple[Step, ...] = ()
    problem: Problem | None = internal()

    @property
    def holds(self) -> bool | None:
        """None where it could not be decided whether the second derivatives exist at the point."""
        return None if self.at is not None and self.at.hessian == "unknown" else True

    def heading(self) -> Note:
        """The function that is differentiated."""
        return heading_of("Hessian", self.problem, self.variables, self.function)

    def statements(self) -> Iterator[Statement]:
        """The matrix; at a point its value there, eigenvalues and definiteness."""
        left = Form("hessian", (Name(name_of(self.problem)),))
        yield Equation(left, self.hessian, where=self.where)
        if self.at is not None:
            yield Note(("at ", *point_words(self.at.point)))
            if self.at.hessian != "unknown":
                yield Equation(left, self.at.hessian, complete((self.at.approx or {}).get("hessian")), self.at.where)
            yield from _stated_spectrum(self.at)
        yield from taken_as_smooth(self.problem)

    def plain(self) -> Formula | Node | tuple[Statement, ...]:
        """The matrix, or its value at the point."""
        if self.at is None:
            return only_where(self.code(), self.where)
        if self.at.hessian == "unknown":
            return tuple(self.statements())
        return Formula(self.at.hessian)

    def code(self) -> Formula:
        """The matrix as a function of the variables."""
        return code_of(self.hessian, self.problem, self.variables)


def _stated_spectrum(at: HessianAt) -> Iterator[Statement]:
    if at.note:
        yield Note((sentence(at.note),), tone="doubt")
    approx = complete((at.approx or {}).get("eigenvalues"))
    if at.eigenvalues is not None:
        shown = None if all(value.is_Rational for value in at.eigenvalues) else approx
        yield Equation(Name("λ"), at.eigenvalues, shown)
    if at.definiteness is not None and not at.conditions:
        yield Note((f"The matrix is {at.definiteness}.",), "doubt" if at.definiteness == "undecided" else "plain")
    for word, condition in at.conditions.items():
        yield Note((f"{word} where ", condition))


def hessian(problem: Problem, *, simplify: str = "full", digits: int | None = None, steps: bool = False) -> Hessian:
    """The Hessian of a function, and at the problem's point its value, eigenvalues and definiteness.

    Raises DomainFault where the function is not defined at the point, Nondifferentiable where it has not the second
    derivatives there, RankFault for a vector or matrix.

    >>> from symcalc.syntax import pose
    >>> hessian(pose("x^2 - y^2", at="0, 0")).at.definiteness
    'indefinite'
    """
    function = posed(problem)
    large = is_large(function.tree)
    if problem.point is None and not steps and (simplify == "none" or large):
        return _as_differentiated(function, large=large)
    from symcalc.calculus.derivatives.formulas import hessian_formulas  # noqa: PLC0415 (an untidied answer needs no SymPy)

    slopes, rows = hessian_formulas(function, simplify)
    at = None if problem.point is None else _hessian_at(function, slopes, digits)
    where = holding(function, [entry for row in rows for entry in row], 2)
    lines = _derivation(function, slopes, rows) if steps else ()
    return Hessian(problem.function, problem.variables, rows, at, where, lines, problem=problem)


def _derivation(function: Posed, slopes: tuple[Expr, ...], rows: Rows) -> tuple[Step, ...]:
    from symcalc.calculus.derivatives.steps import hessian_steps  # noqa: PLC0415 (only where they are asked for)
    from symcalc.calculus.tidying.tidy import tidied  # noqa: PLC0415

    return tuple(hessian_steps(function.tree, function.problem.variables, tidied(slopes), rows, function.scope))


def _hessian_at(function: Posed, slopes: tuple[Expr, ...], digits: int | None) -> HessianAt:
    from symcalc.calculus.hessian_at import hessian_at  # noqa: PLC0415 (what only a point needs)

    return hessian_at(function, slopes, digits)


def _as_differentiated(function: Posed, *, large: bool) -> Hessian:
    """The Hessian as trees, not tidied; where it is large they share their parts with the function."""
    from symcalc.calculus.derivatives.elimination import hessian_tree  # noqa: PLC0415 (a tidied answer does without)

    problem = function.problem
    rows = hessian_tree(function.tree, problem.variables, problem.formal)
    rows = rows if large else tuple(map(all_flattened, rows))
    where = holding(function, [entry for row in rows for entry in row], 2)
    return Hessian(problem.function, problem.variables, rows, where=where, problem=problem)
