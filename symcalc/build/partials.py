# ruff: noqa: ARG005 (every rule is given the function and all its arguments, and uses what it needs)
"""The partial derivatives of SymPy's functions by each of their arguments: one line a function.

A rule is given the applied function itself and its arguments, so that a derivative shares the function's value.
At kinks and jumps (the zero of an absolute value, a tie of a maximum) the lines do not hold: there `decide` speaks.
"""

from __future__ import annotations

from typing import Any

from sympy import (
    Abs,
    Expr,
    Max,
    Min,
    S,
    acos,
    acosh,
    acot,
    acoth,
    acsc,
    acsch,
    asec,
    asech,
    asin,
    asinh,
    atan,
    atanh,
    binomial,
    ceiling,
    cos,
    cosh,
    cot,
    coth,
    csc,
    csch,
    erf,
    exp,
    floor,
    gamma,
    log,
    pi,
    sec,
    sech,
    sign,
    sin,
    sinh,
    sqrt,
    tan,
    tanh,
)

from symcalc.build.formal import Formal
from symcalc.build.functions import Digamma, RealFunction, Rule, UnitStep


def _zero(_function: Expr, *_arguments: Expr) -> Expr:
    return S.Zero


RULES: dict[type, tuple[Rule, ...]] = {
    exp: (lambda f, x: f,),
    log: (lambda f, x: 1 / x,),
    sin: (lambda f, x: cos(x),),
    cos: (lambda f, x: -sin(x),),
    tan: (lambda f, x: 1 + f**2,),
    cot: (lambda f, x: -1 - f**2,),
    sec: (lambda f, x: f * tan(x),),
    csc: (lambda f, x: -f * cot(x),),
    asin: (lambda f, x: 1 / sqrt(1 - x**2),),
    acos: (lambda f, x: -1 / sqrt(1 - x**2),),
    atan: (lambda f, x: 1 / (1 + x**2),),
    acot: (lambda f, x: -1 / (1 + x**2),),
    asec: (lambda f, x: 1 / (Abs(x) * sqrt(x**2 - 1)),),
    acsc: (lambda f, x: -1 / (Abs(x) * sqrt(x**2 - 1)),),
    sinh: (lambda f, x: cosh(x),),
    cosh: (lambda f, x: sinh(x),),
    tanh: (lambda f, x: 1 - f**2,),
    coth: (lambda f, x: 1 - f**2,),
    sech: (lambda f, x: -f * tanh(x),),
    csch: (lambda f, x: -f * coth(x),),
    asinh: (lambda f, x: 1 / sqrt(x**2 + 1),),
    acosh: (lambda f, x: 1 / sqrt(x**2 - 1),),
    atanh: (lambda f, x: 1 / (1 - x**2),),
    acoth: (lambda f, x: 1 / (1 - x**2),),
    asech: (lambda f, x: -1 / (x * sqrt(1 - x**2)),),
    acsch: (lambda f, x: -1 / (Abs(x) * sqrt(x**2 + 1)),),
    Abs: (lambda f, x: sign(x),),
    sign: (_zero,),
    floor: (_zero,),
    ceiling: (_zero,),
    gamma: (lambda f, x: f * Digamma(x),),
    erf: (lambda f, x: 2 * exp(-(x**2)) / sqrt(pi),),
    binomial: (
        lambda f, n, k: f * (Digamma(n + 1) - Digamma(n - k + 1)),
        lambda f, n, k: f * (Digamma(n - k + 1) - Digamma(k + 1)),
    ),
}


def partial(function: Expr, index: int) -> Expr:
    """The partial derivative of an applied function by its argument of that index, counted from 0.

    Raises Unsupported where the language has no formula for it, KeyError for what is no function of the language.

    >>> from symcalc.build.names import symbol
    >>> partial(sin(2 * symbol("x")), 0)
    cos(2*x)
    """
    if isinstance(function, Formal | RealFunction):
        return function.fdiff(index + 1)
    if isinstance(function, Max | Min):
        return _chosen(function, index)
    return RULES[type(function)][index](function, *function.args)


def _chosen(extreme: Max | Min, index: int) -> Expr:
    """1 where this argument is the maximum or minimum alone, 0 where another is."""
    rest = (*extreme.args[:index], *extreme.args[index + 1 :])
    others: Any = type(extreme)(*rest, evaluate=False)  # they were compared when the whole was made
    lead = extreme.args[index] - others
    return UnitStep(lead if isinstance(extreme, Max) else -lead)
