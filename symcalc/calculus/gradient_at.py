"""The gradient at a point, exact: its value, norm, direction of steepest descent, and the slope along a direction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sympy import Add, Expr, sqrt

from symcalc.build import as_trees, build
from symcalc.build.arrays import written_out
from symcalc.build.product import times
from symcalc.calculus.pointwise.local import local, slope_along, value_at
from symcalc.calculus.posed import Posed, all_decimals, decimals, is_zero
from symcalc.calculus.stated import Unknown
from symcalc.calculus.tidying.tidy import is_small, tidied, tidied_numbers
from symcalc.errors import Nondifferentiable, UsageFault
from symcalc.record import Later, field, record
from symcalc.result import Value
from symcalc.syntax import parse_direction
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Array, Call, Negative, Node, Power, Quotient, Sum, integer


@record
class Along:
    """The derivative in the direction of a unit vector."""

    direction: tuple[Expr, ...]
    derivative: Expr | Unknown
    approx: Mapping[str, Any] | None = None


@record
class GradientAt:
    """The gradient at a point; `steepest_descent` is a unit vector, None where the gradient is zero.

    The gradient is None where there is none (and only a derivative along a direction was asked for), "unknown" where
    that could not be decided, and `note` says why; so is the steepest descent where it could not be decided whether
    the gradient is zero. `where` holds conditions on the names of a symbolic point.
    """

    point: Mapping[str, Node]
    value: Value | Unknown
    gradient: tuple[Value, ...] | Unknown | None
    norm: Value | Unknown | None
    steepest_descent: tuple[Value, ...] | Unknown | None
    along: Along | None = None
    approx: Mapping[str, Any] | None = field(default=None, later=True)
    where: tuple[Node, ...] = ()
    note: str = ""


def unit_direction(function: Posed, along: str | Source) -> tuple[Expr, ...]:
    """A direction, of any length but 0, as a unit vector.

    Raises UsageFault where it has not one component a variable, or is 0.

    >>> from symcalc.calculus.posed import posed
    >>> from symcalc.syntax import pose
    >>> unit_direction(posed(pose("x y")), "[3, 4]")
    (3/5, 4/5)
    """
    parts = [written_out(part) for part in parse_direction(along, function.problem.variables)]
    if any(isinstance(part, Array) for part in parts):
        raise UsageFault("a direction has one number for each variable", hint='--along "[3, 4]"')
    components = [build(part, function.scope) for part in parts]
    if all(is_zero(component) for component in components):
        raise UsageFault("a direction needs a component that is not 0")
    length = norm(components)
    return tidied_numbers(component / length for component in components)


def norm(components: Sequence[Expr]) -> Expr:
    """The Euclidean length of a vector.

    >>> norm((sqrt(9), sqrt(16)))
    5
    """
    return sqrt(Add(*(component**2 for component in components)))


def gradient_at(
    function: Posed, partials: tuple[Expr, ...], direction: tuple[Expr, ...] | None, digits: int | None
) -> GradientAt:
    """The gradient at the point of a problem; where there is none, the slope along a direction alone if one is given.

    `partials` are the derivatives as differentiated. Raises DomainFault and Nondifferentiable.

    >>> from symcalc.calculus.posed import posed
    >>> from symcalc.syntax import pose
    >>> gradient_at(posed(pose("abs(x y)", at="0, 0")), (), None, None).gradient
    (0, 0)
    """
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
    length, descent = _length_and_descent(gradient)
    approx: Any = Later(lambda: _approximations(found.value, gradient, length, descent, digits))
    return GradientAt(point, found.value, gradient, length, descent, along, approx, found.where)


def _length_and_descent(gradient: tuple[Expr, ...]) -> tuple[Value, tuple[Value, ...] | Unknown | None]:
    """The norm and the direction of steepest descent; as trees, not worked out, where the numbers are long."""
    if not all(map(is_small, gradient)):
        trees = as_trees(gradient)
        length: Node = Call("sqrt", (Sum(tuple(Power(tree, integer(2)) for tree in trees)),))
        return length, tuple(Negative(Quotient(tree, length)) for tree in trees)
    (norm_there,) = tidied_numbers([norm(gradient)])
    return norm_there, _descent(gradient, norm_there)


def _descent(values: tuple[Expr, ...], length: Expr) -> tuple[Expr, ...] | Unknown | None:
    zero = [is_zero(value) for value in values]
    if all(zero):
        return None
    if None in zero and False not in zero and not any(value.free_symbols for value in values):
        return "unknown"
    return tidied_numbers(-value / length for value in values)


def along_everywhere(partials: tuple[Expr, ...], direction: tuple[Expr, ...], digits: int | None) -> Along:
    """The slope along a direction as a function of the variables.

    >>> from symcalc.build import symbol
    >>> along_everywhere((2 * symbol("x"),), (sqrt(1),), None).derivative
    2*x
    """
    slope = Add(*(times(component, partial) for component, partial in zip(direction, partials, strict=True)))
    (derivative,) = tidied_numbers([slope]) if slope.is_number else tidied([slope])
    return _along(direction, derivative, digits)


def _along(direction: tuple[Expr, ...], derivative: Expr | Unknown, digits: int | None) -> Along:
    decimal = None if derivative == "unknown" else decimals(derivative, digits)
    return Along(direction, derivative, {"direction": all_decimals(direction, digits), "derivative": decimal})


def _approximations(
    value: Expr | Unknown,
    values: tuple[Expr, ...],
    length: Value,
    descent: tuple[Value, ...] | Unknown | None,
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
