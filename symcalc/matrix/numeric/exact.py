"""Exact values: fractions as long as possible, else trees of constants that ball arithmetic decides about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import TypeAlias

from symcalc.decide.ball import UNDEFINED, UNKNOWN, enclose
from symcalc.matrix.numeric.fields import NoValue
from symcalc.syntax.tree import Call, Constant, Node, Power, Product, Quotient, Sum, rational

#: A rational number, or a constant that is none (or not known to be one).
Exact: TypeAlias = "Fraction | Node"
#: Bits with which the sign of a constant is looked for.
BITS = 128


def tree(value: Exact) -> Node:
    """An exact value as a tree."""
    return rational(value) if isinstance(value, Fraction) else value


class ExactNumbers:
    """Arithmetic on fractions and constants."""

    precision = 0.0

    def number(self, value: Fraction) -> Exact:
        """An exact number."""
        return value

    def constant(self, name: str) -> Exact:
        """`pi` or `e`."""
        if name not in ("pi", "e"):
            raise NoValue
        return Constant("pi") if name == "pi" else Constant("e")

    def add(self, left: Exact, right: Exact) -> Exact:
        """Left + right."""
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return left + right
        return right if left == 0 else left if right == 0 else Sum((tree(left), tree(right)))

    def multiply(self, left: Exact, right: Exact) -> Exact:
        """Left * right."""
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return left * right
        return right if left == 1 else left if right == 1 else Product((tree(left), tree(right)))

    def divide(self, left: Exact, right: Exact) -> Exact:
        """Left / right."""
        if not self.weight(right):
            raise NoValue
        if isinstance(left, Fraction) and isinstance(right, Fraction):
            return left / right
        return Quotient(tree(left), tree(right))

    def power(self, base: Exact, exponent: Exact) -> Exact:
        """A real power as the language defines it."""
        if isinstance(base, Fraction) and isinstance(exponent, Fraction) and exponent.denominator == 1:
            if not base and exponent <= 0:
                raise NoValue
            return base ** int(exponent)
        return defined(Power(tree(base), tree(exponent)))

    def function(self, name: str, arguments: Sequence[Exact]) -> Exact:
        """An elementwise function."""
        first = arguments[0]
        if len(arguments) == 1 and isinstance(first, Fraction) and name in RATIONAL:
            value = RATIONAL[name](first)
            if value is not None:
                return value
        return defined(Call(name, tuple(map(tree, arguments))))

    def weight(self, value: Exact) -> float:
        """The size of a pivot; `NoValue` where it cannot be told from 0."""
        if isinstance(value, Fraction):
            return abs(float(value)) or float(value != 0)
        ball = enclose(value, precision=BITS)
        if ball in (UNDEFINED, UNKNOWN) or ball.contains(0):
            raise NoValue
        return abs(float(ball.mid()))


def defined(value: Node) -> Node:
    """A constant that is certain to have a value."""
    if enclose(value, precision=BITS) in (UNDEFINED, UNKNOWN):
        raise NoValue
    return value


def square_root(value: Fraction) -> Fraction | None:
    """The root of a square of a fraction; None where there is no rational one."""
    if value < 0:
        raise NoValue
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    return Fraction(top, bottom) if Fraction(top, bottom) ** 2 == value else None


#: Functions that are rational at rational numbers, everywhere or at some.
RATIONAL: dict[str, Callable[[Fraction], Fraction | None]] = {
    "sqrt": square_root,
    "abs": abs,
    "sign": lambda x: Fraction((x > 0) - (x < 0)),
    "heaviside": lambda x: Fraction(1 + (x > 0) - (x < 0), 2),
    "relu": lambda x: max(x, Fraction(0)),
    "floor": lambda x: Fraction(floor(x)),
    "ceil": lambda x: Fraction(ceil(x)),
    "exp": lambda x: None if x else Fraction(1),
    "log": lambda x: Fraction(0) if x == 1 else None,
}
