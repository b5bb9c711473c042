"""Elementwise functions of numbers and of their own inverses."""

from __future__ import annotations

from fractions import Fraction

from symcalc.matrix import algebra
from symcalc.matrix.indices import Apply, Indexed, constant

#: Values at simple numbers.
VALUES: dict[tuple[str, int], int] = {
    ("exp", 0): 1,
    ("log", 1): 0,
    ("sin", 0): 0,
    ("cos", 0): 1,
    ("tan", 0): 0,
    ("asin", 0): 0,
    ("atan", 0): 0,
    ("sinh", 0): 0,
    ("cosh", 0): 1,
    ("tanh", 0): 0,
    ("erf", 0): 0,
    ("cbrt", 0): 0,
    ("cbrt", 1): 1,
    ("relu", 0): 0,
}

#: What undoes what, wherever the inner one is defined.
UNDONE = {("log", "exp"), ("exp", "log"), ("sinh", "asinh"), ("tanh", "atanh"), ("tan", "atan"), ("sin", "asin")}


def applied(function: str, arguments: tuple[Indexed, ...]) -> Indexed:
    """A function of simplified arguments.

    >>> applied("exp", (constant(0),)).number
    Fraction(1, 1)
    """
    if len(arguments) == 1:
        value = _value(function, arguments[0].number)
        if value is not None:
            return constant(value)
        inside = arguments[0].terms[0].alone() if len(arguments[0].terms) == 1 else None
        if isinstance(inside, Apply) and (function, inside.function) in UNDONE:
            return inside.arguments[0]
        if function == "exp" and (power := _exponential_of_log(arguments[0])):
            return power
    return algebra.apply(function, *arguments)


def _value(function: str, number: Fraction | None) -> Fraction | None:
    """The value at a number, where it is known to be rational."""
    if number is None:
        return None
    if function == "abs":
        return abs(number)
    if function == "sign":
        return Fraction((number > 0) - (number < 0))
    found = VALUES.get((function, int(number))) if number.denominator == 1 else None
    return None if found is None else Fraction(found)


def _exponential_of_log(exponent: Indexed) -> Indexed | None:
    """exp(k log u) as u^k: a determinant from its logarithm."""
    if len(exponent.terms) != 1:
        return None
    whole = Indexed((exponent.terms[0].times(1 / exponent.terms[0].coefficient),))
    inside = whole.terms[0].alone()
    if isinstance(inside, Apply) and inside.function == "log" and len(inside.arguments) == 1:
        return algebra.power(inside.arguments[0], exponent.terms[0].coefficient)
    return None
