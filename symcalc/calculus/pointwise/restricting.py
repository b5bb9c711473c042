"""The parts of a formula that may be undefined where a function is defined: all that need to be looked at closely."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sympy import (
    Abs,
    Basic,
    Expr,
    Max,
    Min,
    Pow,
    acot,
    asinh,
    atan,
    ceiling,
    cos,
    cosh,
    erf,
    exp,
    floor,
    log,
    sech,
    sign,
    sin,
    sinh,
    tanh,
)

from symcalc.build.formal import Formal
from symcalc.build.functions import Cbrt, Sigmoid, Softplus, UnitStep
from symcalc.build.order import parts_of

#: Functions that are defined for all real arguments.
_TOTAL = frozenset({Abs, Max, Min, acot, asinh, atan, ceiling, cos, cosh, erf, exp, floor, sech, sign, sin, sinh, tanh})
_OWN_TOTAL = (Formal, Cbrt, Sigmoid, Softplus, UnitStep)


def restricting(formulas: Iterable[Expr], function: Expr) -> tuple[Expr, ...]:
    """The parts of formulas that are not surely defined wherever the function is, each once.

    >>> from symcalc.build import symbol
    >>> x = symbol("x")
    >>> restricting([1 / x, x / (1 + x**2)], log(x)), restricting([1 / x], x**2)
    ((), (1/x,))
    """
    seen: set[Basic] = set()
    own = list(_parts([function], seen))
    known = {part for part in own if _restricts(part)}
    nonzero = {base for part in known if (base := _nonzero(part)) is not None}
    asked = (part for part in _parts(formulas, seen) if _restricts(part))
    return tuple(part for part in asked if not _follows(part, nonzero))


def _parts(expressions: Iterable[Basic], seen: set[Basic]) -> Iterator[Expr]:
    """All distinct parts that were not seen before."""
    stack = list(expressions)
    while stack:
        part = stack.pop()
        if part not in seen:
            seen.add(part)
            stack.extend(parts_of(part))
            if isinstance(part, Expr):
                yield part


def _restricts(part: Expr) -> bool:
    """Whether an operation may be undefined for real operands."""
    if part.is_Atom or part.is_Add or part.is_Mul:
        return False
    if isinstance(part, Pow):
        positive = part.exp.is_Integer and part.exp.is_positive
        return not (positive or part.base.is_positive or (part.exp.is_Integer and part.base.is_nonzero))
    return type(part) not in _TOTAL and not isinstance(part, _OWN_TOTAL)


def _nonzero(part: Expr) -> Expr | None:
    """What is not zero wherever an operation is defined: a denominator, the argument of a logarithm."""
    if isinstance(part, Pow) and part.exp.is_negative:
        return part.base
    return part.args[0] if isinstance(part, log) else None


def _follows(part: Expr, nonzero: set[Expr]) -> bool:
    """Whether an operation is defined because of what is known not to be zero."""
    return isinstance(part, Pow) and bool(part.exp.is_Integer) and part.base in nonzero
