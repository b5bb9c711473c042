"""The gradient of a function: its partial derivatives, and at a point what `gradient_at` finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar, Literal

from symcalc.calculus.derivatives.adjoints import all_flattened, gradient_tree, is_large
from symcalc.calculus.pointwise.validity import holding
from symcalc.calculus.posed import Posed, posed
from symcalc.calculus.stated import (
    code_of,
    complete,
    function_name,
    heading_of,
    name_of,
    only_where,
    point_words,
    sentence,
    taken_as_smooth,
)
from symcalc.record import record, replace
from symcalc.result import Equation, Formula, Note, Result, Statement, Step, Value, internal
from symcalc.syntax.problem import Problem
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Call, Derivative, Form, Name, Node

if TYPE_CHECKING:
    from sympy import Expr

    from symcalc.calculus.gradient_at import Along, GradientAt


@record
class Gradient(Result):
    """The gradient of `function`; with a point, what it is there."""

    command: ClassVar[str] = "grad"

    function: Node
    variables: tuple[str, ...]
    gradient: tuple[Value, ...]
    along: Along | None = None
    at: GradientAt | None = None
    where: tuple[Node, ...] = ()
    steps: tuple[Step, ...] = ()
    problem: Problem | None = internal()

    @property
    def holds(self) -> bool | None:
        """None where something at the point could not be decided."""
        at = self.at
        open_ends = at is not None and (at.gradient == "unknown" or (at.along and at.along.derivative == "unknown"))
        return None if open_ends else True

    def heading(self) -> Note:
        """The function, and what is asked of it."""
        word = "Derivative" if len(self.variables) == 1 else "Gradient"
        return heading_of(word, self.problem, self.variables, self.function)

    def statements(self) -> Iterator[Statement]:
        """One line a partial derivative; at a point its value, the norm and the steepest descent."""
        if self._says_more_by_line():
            for variable, partial in zip(self.variables, self.gradient, strict=True):
                yield Equation(self._left(variable), partial, where=self.where)
        else:
            yield Equation(Form("grad", (Name(name_of(self.problem)),)), self.gradient)
        if self.along is not None:
            yield from _stated_along(self.along)
        if self.at is not None:
            yield from self._stated_at(self.at)
        yield from taken_as_smooth(self.problem)

    def _says_more_by_line(self) -> bool:
        """Whether there is a line `∂f/∂x = …` with something new on its right; not so without variables or formula."""
        return self.function != function_name(self.problem, self.variables) and bool(self.variables)

    def _left(self, variable: str) -> Node:
        kind: Literal["total", "partial"] = "total" if len(self.variables) == 1 else "partial"
        return Derivative(kind, Name(name_of(self.problem)), (Name(variable),))

    def _stated_at(self, at: GradientAt) -> Iterator[Statement]:
        approx = at.approx or {}
        function = Name(name_of(self.problem))
        yield Note(("at ", *point_words(at.point)))
        if at.value != "unknown":
            yield Equation(function, at.value, approx.get("value"), at.where)
        if at.note:
            yield Note((sentence(at.note),), tone="doubt")
        if isinstance(at.gradient, tuple) and len(self.variables) == 1:
            yield Equation(self._left(self.variables[0]), at.gradient[0], approx.get("gradient", (None,))[0], at.where)
        elif isinstance(at.gradient, tuple) and at.norm is not None and at.norm != "unknown":
            gradient = Form("grad", (function,))
            yield Equation(gradient, at.gradient, complete(approx.get("gradient")), at.where)
            yield Equation(Call("norm", (gradient,)), at.norm, approx.get("norm"))
            yield _stated_descent(at)
        if at.along is not None:
            yield from _stated_along(at.along)

    def plain(self) -> Formula | Node | tuple[Statement, ...]:
        """The gradient (in one variable the derivative), or its value at the point."""
        if self.at is None:
            return only_where(self.code(), self.where)
        if not isinstance(self.at.gradient, tuple):
            return tuple(self.statements())
        values = self.at.gradient
        return Formula(values[0] if len(self.variables) == 1 else values)

    def code(self) -> Formula:
        """The gradient as a function of its variables."""
        value = self.gradient[0] if len(self.variables) == 1 else self.gradient
        return code_of(value, self.problem, self.variables)


def _stated_descent(at: GradientAt) -> Note:
    if at.steepest_descent is None:
        return Note(("The gradient is zero: a critical point.",))
    if at.steepest_descent == "unknown":
        return Note(("Whether the gradient is zero there could not be decided.",), tone="doubt")
    return Note(("Steepest descent: ", at.steepest_descent))


def _stated_along(along: Along) -> Iterator[Statement]:
    approx = along.approx or {}
    decimal = approx.get("derivative")
    yield Note(("Along ", along.direction, ": ", along.derivative, *(() if decimal is None else (" ≈ ", decimal))))


def gradient(
    problem: Problem,
    *,
    along: str | Source | None = None,
    simplify: str = "full",
    digits: int | None = None,
    steps: bool = False,
) -> Gradient:
    """The gradient of a function, and at the problem's point its value, norm and steepest descent.

    `along` is a direction of any length but 0; the derivative is by the unit vector along it.

    Raises DomainFault where the function is not defined at the point, Nondifferentiable where it has no gradient
    there, RankFault for a vector or matrix.

    >>> from symcalc.syntax import pose
    >>> gradient(pose("x^2 y", at="x=1, y=2")).at.gradient
    (4, 1)
    """
    function = posed(problem)
    asked = problem.point is not None or along is not None
    large = is_large(function.tree)
    if not asked and (simplify == "none" or large):
        return _as_differentiated(function, large=large, steps=steps)
    if large and along is None and (found := _large_at(function, digits, steps=steps)) is not None:
        return found
    from symcalc.calculus.derivatives.formulas import gradient_formulas  # noqa: PLC0415 (an untidied answer needs no SymPy)

    raw, partials = gradient_formulas(function, simplify)
    everywhere, at = _asked(function, raw, partials, along, digits) if asked else (None, None)
    where = holding(function, partials, 1)
    lines = _derivation(function, partials) if steps else ()
    return Gradient(problem.function, problem.variables, partials, everywhere, at, where, lines, problem=problem)


def _derivation(function: Posed, partials: tuple[Value, ...]) -> tuple[Step, ...]:
    from symcalc.calculus.derivatives.steps import gradient_steps  # noqa: PLC0415 (only where they are asked for)

    return tuple(gradient_steps(function.tree, function.problem.variables, partials, function.scope))


def _as_differentiated(function: Posed, *, large: bool, steps: bool) -> Gradient:
    """The gradient as trees, not tidied; where it is large they share their parts with the function."""
    problem = function.problem
    partials = gradient_tree(function.tree, problem.variables, problem.formal)
    partials = partials if large else all_flattened(partials)
    lines = _derivation(function, partials) if steps else ()
    where = holding(function, partials, 1)
    return Gradient(problem.function, problem.variables, partials, where=where, steps=lines, problem=problem)


def _large_at(function: Posed, digits: int | None, *, steps: bool) -> Gradient | None:
    """The gradient as trees and at the point; None where that takes a closer look."""
    from symcalc.calculus.gradient_large import large_gradient_at  # noqa: PLC0415 (few inputs are large)

    answer = _as_differentiated(function, large=True, steps=steps)
    at = large_gradient_at(function, [tree for tree in answer.gradient if isinstance(tree, Node)], digits)
    return None if at is None else replace(answer, at=at)


def _asked(
    function: Posed,
    slopes: tuple[Expr, ...],
    partials: tuple[Expr, ...],
    along: str | Source | None,
    digits: int | None,
) -> tuple[Along | None, GradientAt | None]:
    """What is asked along a direction and at a point; the machinery for it is imported only then."""
    from symcalc.calculus.gradient_at import along_everywhere, gradient_at, unit_direction  # noqa: PLC0415

    direction = None if along is None else unit_direction(function, along)
    if function.problem.point is not None:
        return None, gradient_at(function, slopes, direction, digits)
    return None if direction is None else along_everywhere(partials, direction, digits), None
