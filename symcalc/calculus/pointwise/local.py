"""The derivatives of a posed function at its point: by the formula where that is right, else by branches.

Every command that answers at a point asks here, so that a corner never gets the number that a formula happens to give.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from sympy import Add, Expr

from symcalc.build.product import times
from symcalc.calculus.derivatives.derivative import gradient_of, hessian_of
from symcalc.calculus.pointwise.analytic import is_polynomial
from symcalc.calculus.posed import Posed, ValuesAt
from symcalc.calculus.stated import Unknown
from symcalc.calculus.tidying.tidy import tidied_numbers
from symcalc.imports import uncollected
from symcalc.record import record
from symcalc.syntax.tree import Node

Rows: TypeAlias = tuple[tuple[Expr, ...], ...]


@record
class Local:
    """What was found at a point; `decided` is False where only the value is known, `note` says what is not.

    `twice` is whether the function is twice differentiable, None where that was not decided. `where` holds conditions
    on the names of a symbolic point.
    """

    value: Expr | Unknown
    gradient: tuple[Expr, ...] = ()
    hessian: Rows = ()
    symmetric: bool = True
    twice: bool | None = True
    decided: bool = True
    note: str = ""
    where: tuple[Node, ...] = ()


def local(function: Posed, order: int, slopes: Sequence[Expr] | None = None) -> Local:
    """The value of a function at its point, with first derivatives (order 1) and second ones (order 2).

    `slopes` are the partial derivatives of its formula, where they are known already.

    Raises DomainFault where it is not defined there, Nondifferentiable where a derivative is missing.

    >>> from symcalc.calculus.posed import posed
    >>> from symcalc.syntax import pose
    >>> local(posed(pose("abs(x*y) + x", at="0, 0")), 1).gradient
    (1, 0)
    """
    if is_smooth_at_once(function):
        return by_formula(function, function.expression, order, slopes)
    with uncollected():
        from symcalc.calculus.pointwise.branches import looked_at  # noqa: PLC0415 (the machinery that corners need)

    return looked_at(function, order, slopes)


def is_smooth_at_once(function: Posed) -> bool:
    """Whether a function is a polynomial, and its point made of polynomials of names: there is nothing to decide."""
    return is_polynomial(function.tree) and all(map(is_polynomial, (function.problem.point or {}).values()))


def by_formula(
    function: Posed,
    expression: Expr,
    order: int,
    slopes: Sequence[Expr] | None = None,
    where: tuple[Node, ...] = (),
) -> Local:
    """The derivatives of an expression that is the function near the point, and smooth there."""
    values_at = ValuesAt(function)
    slopes = gradient_of(expression, function.variables) if slopes is None else slopes
    value, *gradient = tidied_numbers(map(values_at, (expression, *slopes)))
    rows = hessian_of(slopes, function.variables) if order > 1 else ()
    matrix = tuple(tidied_numbers(map(values_at, row)) for row in rows)
    return Local(value, tuple(gradient), matrix, where=where)


def value_at(function: Posed) -> Expr:
    """The value of a function at its point, where it is defined."""
    (value,) = tidied_numbers([ValuesAt(function)(function.expression)])
    return value


def slope_along(function: Posed, direction: Sequence[Expr], gradient: Sequence[Expr] | None) -> Expr | Unknown:
    """The derivative along a direction at the point: from the gradient where there is one, else as a limit.

    Raises DomainFault and Nondifferentiable.
    """
    if gradient is not None:
        (slope,) = tidied_numbers([Add(*map(times, direction, gradient))])
        return slope
    from symcalc.calculus.pointwise.branches import limit_along  # noqa: PLC0415 (only where there is no gradient)

    return limit_along(function, direction)
