"""The gradient of a function: its partial derivatives, their values at a point, the direction of steepest descent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from sympy import Add, Expr, sqrt

from symcalc.build import as_tree, build
from symcalc.build.product import times
from symcalc.calculus.derivative import gradient_of
from symcalc.calculus.local import Unknown, holding, local, slope_along, value_at
from symcalc.calculus.posed import Posed, all_decimals, decimals, posed
from symcalc.calculus.stated import code_of, function_name, point_words, sentence
from symcalc.calculus.tidy import tidied, tidied_numbers
from symcalc.decide.sign import is_zero
from symcalc.errors import Nondifferentiable, UsageFault
from symcalc.result import Equation, Formula, Note, Result, Statement, Step, internal
from symcalc.syntax import parse_direction
from symcalc.syntax.problem import Problem
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Array, Call, Derivative, Form, Name, Node


@dataclass(frozen=True)
class Along:
    """The derivative in the direction of a unit vector."""

    direction: tuple[Expr, ...]
    derivative: Expr | Unknown
    approx: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class GradientAt:
    """The gradient at a point; `steepest_descent` is a unit vector, None where the gradient is zero.

    The gradient is None where there is none (and only a derivative along a direction was asked for), "unknown" where
    that could not be decided, and `note` says why; so is the steepest descent where it could not be decided whether
    the gradient is zero. `where` holds conditions on the names of a symbolic point.
    """

    point: Mapping[str, Node]
    value: Expr | Unknown
    gradient: tuple[Expr, ...] | Unknown | None
    norm: Expr | Unknown | None
    steepest_descent: tuple[Expr, ...] | Unknown | None
    along: Along | None = None
    approx: Mapping[str, Any] | None = None
    where: tuple[Node, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Gradient(Result):
    """The gradient of `function`; with a point, what it is there."""

    command: ClassVar[str] = "grad"

    function: Node
    variables: tuple[str, ...]
    gradient: tuple[Expr, ...]
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
        """The function, and where its gradient was asked for."""
        word = "Derivative" if len(self.variables) == 1 else "Gradient"
        return Note((f"{word} of ", function_name(self.problem, self.variables), " = ", self.function))

    @property
    def _name(self) -> str:
        return "f" if self.problem is None else self.problem.name

    def statements(self) -> Iterator[Statement]:
        """One line a partial derivative; at a point its value, the norm and the steepest descent."""
        for variable, partial in zip(self.variables, self.gradient, strict=True):
            yield Equation(self._left(variable), partial, where=self.where)
        if not self.gradient:
            yield Equation(Form("grad", (Name(self._name),)), ())
        if self.along is not None:
            yield from _stated_along(self.along)
        if self.at is not None:
            yield from self._stated_at(self.at)

    def _left(self, variable: str) -> Node:
        kind: Literal["total", "partial"] = "total" if len(self.variables) == 1 else "partial"
        return Derivative(kind, Name(self._name), (Name(variable),))

    def _stated_at(self, at: GradientAt) -> Iterator[Statement]:
        approx = at.approx or {}
        function = Name(self._name)
        yield Note(("at ", *point_words(at.point)))
        if at.value != "unknown":
            yield Equation(function, at.value, approx.get("value"), at.where)
        if at.note:
            yield Note((sentence(at.note),), tone="doubt")
        if isinstance(at.gradient, tuple) and len(self.variables) == 1:
            yield Equation(self._left(self.variables[0]), at.gradient[0], approx.get("gradient", (None,))[0], at.where)
        elif isinstance(at.gradient, tuple) and at.norm is not None and at.norm != "unknown":
            gradient = Form("grad", (function,))
            yield Equation(gradient, at.gradient, approx.get("gradient"), at.where)
            yield Equation(Call("norm", (gradient,)), at.norm, approx.get("norm"))
            yield _stated_descent(at)
        if at.along is not None:
            yield from _stated_along(at.along)

    def plain(self) -> Formula | Node | tuple[Statement, ...]:
        """The gradient (in one variable the derivative), or its value at the point."""
        if self.at is None:
            return self.code()
        if not isinstance(self.at.gradient, tuple):
            return tuple(self.statements())
        values = tuple(map(as_tree, self.at.gradient))
        return values[0] if len(self.variables) == 1 else Array(values)

    def code(self) -> Formula:
        """The gradient as a function of its variables."""
        value = self.gradient[0] if len(self.variables) == 1 else self.gradient
        return code_of(value, self.problem, self.variables)


def _stated_descent(at: GradientAt) -> Note:
    if at.steepest_descent is None:
        return Note(("The gradient is zero: a critical point.",))
    if at.steepest_descent == "unknown":
        return Note(("Whether the gradient is zero there could not be decided.",), tone="doubt")
    return Note(("Steepest descent: ", Array(tuple(map(as_tree, at.steepest_descent)))))


def _stated_along(along: Along) -> Iterator[Statement]:
    approx = along.approx or {}
    direction = Array(tuple(map(as_tree, along.direction)))
    decimal = approx.get("derivative")
    yield Note(("Along ", direction, ": ", along.derivative, *(() if decimal is None else (" ≈ ", decimal))))


def gradient(
    problem: Problem,
    *,
    along: str | Source | None = None,
    simplify: str = "full",
    digits: int | None = None,
    steps: bool = False,  # noqa: ARG001
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
    raw = gradient_of(function.expression, function.variables)
    partials = raw if simplify == "none" else tidied(raw)
    direction = None if along is None else _direction(function, along)
    at = None if problem.point is None else _gradient_at(function, raw, direction, digits)
    everywhere = None if direction is None or at is not None else _along_everywhere(partials, direction, digits)
    parts = holding(function, partials, 1)
    return Gradient(problem.function, problem.variables, partials, everywhere, at, parts, problem=problem)


def _direction(function: Posed, along: str | Source) -> tuple[Expr, ...]:
    """A direction as a unit vector."""
    parts = parse_direction(along, function.problem.variables)
    components = [build(part, function.scope) for part in parts]
    if all(component.is_zero for component in components):
        raise UsageFault("a direction needs a component that is not 0")
    return _unit(components)


def _unit(components: list[Expr] | tuple[Expr, ...]) -> tuple[Expr, ...]:
    length = norm(components)
    return tidied_numbers(component / length for component in components)


def norm(components: list[Expr] | tuple[Expr, ...]) -> Expr:
    """The Euclidean length of a vector.

    >>> norm((sqrt(9), sqrt(16)))
    5
    """
    return sqrt(Add(*(component**2 for component in components)))


def _gradient_at(
    function: Posed, partials: tuple[Expr, ...], direction: tuple[Expr, ...] | None, digits: int | None
) -> GradientAt:
    """The gradient at the point; where there is none, the derivative along the direction alone if one is given."""
    point = function.problem.point or {}
    try:
        found = local(function, 1, partials)
    except Nondifferentiable as fault:
        if direction is None:
            raise
        at_corner = _along(direction, slope_along(function, direction, None), digits)
        return GradientAt(point, value_at(function), None, None, None, at_corner, note=fault.message)
    gradient = found.gradient if found.decided else None
    along = None if direction is None else _along(direction, slope_along(function, direction, gradient), digits)
    if gradient is None:
        return GradientAt(point, found.value, "unknown", "unknown", "unknown", along, note=found.note)
    (length,) = tidied_numbers([norm(gradient)])
    descent = _descent(gradient, length)
    approx = _approximations(found.value, gradient, length, descent, digits)
    return GradientAt(point, found.value, gradient, length, descent, along, approx, found.where)


def _descent(values: tuple[Expr, ...], length: Expr) -> tuple[Expr, ...] | Unknown | None:
    zero = [is_zero(as_tree(value)) for value in values]
    if all(zero):
        return None
    if None in zero and False not in zero and not any(value.free_symbols for value in values):
        return "unknown"
    return tidied_numbers(-value / length for value in values)


def _along_everywhere(partials: tuple[Expr, ...], direction: tuple[Expr, ...], digits: int | None) -> Along:
    slope = Add(*(times(component, partial) for component, partial in zip(direction, partials, strict=True)))
    (derivative,) = tidied_numbers([slope]) if slope.is_number else tidied([slope])
    return _along(direction, derivative, digits)


def _along(direction: tuple[Expr, ...], derivative: Expr | Unknown, digits: int | None) -> Along:
    decimal = None if derivative == "unknown" else decimals(derivative, digits)
    return Along(direction, derivative, {"direction": all_decimals(direction, digits), "derivative": decimal})


def _approximations(
    value: Expr | Unknown,
    values: tuple[Expr, ...],
    length: Expr,
    descent: tuple[Expr, ...] | Unknown | None,
    digits: int | None,
) -> dict[str, Any]:
    approx: dict[str, Any] = {
        "value": None if value == "unknown" else decimals(value, digits),
        "gradient": all_decimals(values, digits),
        "norm": decimals(length, digits),
    }
    if isinstance(descent, tuple):
        approx["steepest_descent"] = all_decimals(descent, digits)
    return approx
