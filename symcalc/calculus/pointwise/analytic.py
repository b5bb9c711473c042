"""Functions that are smooth wherever they are defined, told by their operations alone: nothing more need be asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

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
    >>> [is_analytic(parse_expression(text)) for text in ("log(x)/sin(x)^2", "sqrt(x^2 + 1)", "sqrt(x)")]
    [True, True, False]
    """
    return all(_is_analytic(part, formal) for part in free_parts(function))


#: What a polynomial is made of besides powers, and the highest power that is taken without a closer look.
_POLYNOMIAL, _HIGHEST = (Name, Negative, Number, Product, Sum), 1000


def is_polynomial(function: Node) -> bool:
    """Whether a function is written as a polynomial with rational coefficients: it is smooth, and has all values.

    >>> from symcalc.syntax import parse_expression
    >>> [is_polynomial(parse_expression(text)) for text in ("x^2 (y + 1/2)", "x/y", "2^x", "pi x", "x^0")]
    [True, False, False, False, False]
    """
    return all(_is_polynomial(part) for part in free_parts(function))


def _is_polynomial(part: Node) -> bool:
    match part:
        case Power(_, exponent):
            return (_whole(exponent) or 0) in range(1, _HIGHEST)
        case Quotient(_, bottom):
            return isinstance(bottom, Number) and bottom.value != 0
    return isinstance(part, _POLYNOMIAL)


def _is_analytic(part: Node, formal: frozenset[str]) -> bool:
    match part:
        case Call("sqrt" | "cbrt" | "abs", (operand,)):
            return _sign(operand) == 1
        case Call(function):
            return function in ANALYTIC or function in formal
        case Power(base, exponent):
            return _whole(exponent) is not None or _sign(base) == 1
    return isinstance(part, _PLAIN)


#: Functions that are positive wherever they are defined.
_POSITIVE = frozenset({"exp", "cosh", "sech", "sigmoid", "softplus"})
#: How deep is looked to see a sign.
_DEEP = 8


def _sign(node: Node, depth: int = 0) -> int | None:
    """1 where a value is seen to be positive wherever it is defined, 0 where it is not negative, else None.

    `x^2 + y^2 + 1` and `exp(x)/2` are positive, `x^4` is not negative.
    """
    if depth > _DEEP:
        return None
    match node:
        case Number(value):
            return int(value > 0)
        case Constant("pi" | "e"):
            return 1
        case Sum(parts):
            return _least(parts, depth, max)
        case Product(parts):
            return _least(parts, depth, min)
        case Quotient(top, bottom):
            return _sign(top, depth + 1) if _sign(bottom, depth + 1) is not None else None
        case Power(base, exponent):
            return _sign_of_power(base, exponent, depth)
        case Call(function):
            return 1 if function in _POSITIVE else 0 if function in {"abs", "sqrt"} else None
    return None


def _least(parts: Sequence[Node], depth: int, choose: Callable[[Iterable[int]], int]) -> int | None:
    """The sign of a sum (positive where one term is) or of a product (where all factors are) of nothing negative."""
    signs = [_sign(part, depth + 1) for part in parts]
    return None if None in signs else choose(sign for sign in signs if sign is not None)


def _sign_of_power(base: Node, exponent: Node, depth: int) -> int | None:
    if _sign(base, depth + 1) == 1:
        return 1
    whole = _whole(exponent)
    return 0 if whole is not None and whole % 2 == 0 else None


def _whole(exponent: Node) -> int | None:
    """The value of a written whole number."""
    number = exponent.operand if isinstance(exponent, Negative) else exponent
    if not isinstance(number, Number) or number.value.denominator != 1:
        return None
    return -number.value.numerator if number is not exponent else number.value.numerator
