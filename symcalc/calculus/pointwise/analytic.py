"""Functions that are smooth wherever they are defined, told by their operations alone: nothing more need be asked."""

from __future__ import annotations

from symcalc.syntax.tree import (
    Array,
    Call,
    Constant,
    Derivative,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    free_parts,
)

#: Functions that are analytic on their domain, which has no edge that belongs to it.
ANALYTIC = frozenset(
    {
        *("exp", "log", "log2", "log10", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "coth"),
        *("sech", "csch", "atan", "asinh", "atanh", "acoth", "erf", "gamma", "digamma", "factorial"),
        *("sigmoid", "softplus"),
    }
)
_PLAIN = (Array, Constant, Derivative, Name, Negative, Number, Product, Quotient, Sum)


def is_analytic(function: Node, formal: frozenset[str] = frozenset()) -> bool:
    """Whether a function has all derivatives wherever it is defined; False where that takes a closer look.

    Functions without a formula, whose names are `formal`, are taken as smooth everywhere.

    >>> from symcalc.syntax import parse_expression
    >>> is_analytic(parse_expression("log(x)/sin(x)^2")), is_analytic(parse_expression("sqrt(x)"))
    (True, False)
    """
    return all(_is_analytic(part, formal) for part in free_parts(function))


def _is_analytic(part: Node, formal: frozenset[str]) -> bool:
    match part:
        case Call(function):
            return function in ANALYTIC or function in formal
        case Power(base, exponent):
            return _is_whole(exponent) or _is_positive(base)
    return isinstance(part, _PLAIN)


def _is_whole(exponent: Node) -> bool:
    value = exponent.operand if isinstance(exponent, Negative) else exponent
    return isinstance(value, Number) and value.value.denominator == 1


def _is_positive(base: Node) -> bool:
    return isinstance(base, Constant) or (isinstance(base, Number) and base.value > 0)
