"""Values, gradients and Hessians of trees at many points at once, in floating point, by second-order jets.

A jet is a value with its first and second derivatives; rules for sums, products and compositions are all there is
to it. Nothing of the program but the tree is used. What is undefined is nan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import erf, pi, sqrt

import numpy as np

from symcalc.syntax.tree import (
    Call,
    Constant,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Truth,
)
from tests.decide import oracle


class Jet:
    """Values (k), gradients (k, n) and Hessians (k, n, n) at k points."""

    def __init__(self, value, slope, bend):
        self.value, self.slope, self.bend = value, slope, bend

    def __add__(self, other):
        return Jet(self.value + other.value, self.slope + other.slope, self.bend + other.bend)

    def __mul__(self, other):
        cross = _outer(self.slope, other.slope)
        return Jet(
            self.value * other.value,
            _times(self.value, other.slope) + _times(other.value, self.slope),
            _times(self.value, other.bend) + _times(other.value, self.bend) + cross + cross.transpose(0, 2, 1),
        )

    def through(self, value, first, second):
        """A function of this, by its value and its derivatives."""
        return Jet(
            value,
            _times(first, self.slope),
            _times(first, self.bend) + _times(second, _outer(self.slope, self.slope)),
        )

    def where(self, condition, other):
        """One where the condition holds, else the other."""
        return Jet(
            np.where(condition, self.value, other.value),
            np.where(condition[:, None], self.slope, other.slope),
            np.where(condition[:, None, None], self.bend, other.bend),
        )


def _outer(a, b):
    return a[:, :, None] * b[:, None, :]


def _times(factor, array):
    return factor.reshape(factor.shape + (1,) * (array.ndim - 1)) * array


def jet(node: Node, names: Sequence[str], points: np.ndarray) -> Jet:
    """The jet of a function at points, one a row."""
    with np.errstate(all="ignore"):
        return _jet(node, {name: _variable(points, place) for place, name in enumerate(names)}, points)


def values(node: Node, names: Sequence[str], points: np.ndarray) -> np.ndarray:
    """The values alone."""
    return jet(node, names, points).value


def _variable(points, place):
    slope = np.zeros_like(points)
    slope[:, place] = 1
    return Jet(points[:, place], slope, np.zeros((*points.shape, points.shape[1])))


def _constant(number, points):
    return Jet(np.full(len(points), float(number)), np.zeros_like(points), np.zeros((*points.shape, points.shape[1])))


def _jet(node: Node, at: Mapping[str, Jet], points: np.ndarray) -> Jet:
    def of(part):
        return _jet(part, at, points)

    match node:
        case Number(number):
            return _constant(number, points)
        case Constant(name):
            return _constant(np.inf if name == "oo" else pi if name == "pi" else np.e, points)
        case Name(name):
            return at[name]
        case Negative(operand):
            return _constant(-1, points) * of(operand)
        case Sum(terms):
            return sum((of(term) for term in terms[1:]), of(terms[0]))
        case Product(factors):
            return np.prod([of(factor) for factor in factors])
        case Quotient(top, bottom):
            return of(top) * _power(of(bottom), -1)
        case Power(base, Number(number)):
            return _power(of(base), number)
        case Power(base, exponent):
            return _call("exp", [of(exponent) * _call("log", [of(base)])])
        case Piecewise(pieces):
            result = _constant(np.nan, points)
            for value, condition in reversed(pieces):
                result = of(value).where(_holds(condition, at, points), result)
            return result
        case Call("rootof", _):
            return _constant(oracle.value(node, {}), points)
        case Call(function, arguments):
            return _call(function, [of(argument) for argument in arguments])
    raise TypeError(node)


def holds(condition: Node, names: Sequence[str], points: np.ndarray, slack: float = 0) -> np.ndarray:
    """Where a condition holds; inequalities and equations may miss by the slack."""
    with np.errstate(all="ignore"):
        return _holds(condition, {name: _variable(points, i) for i, name in enumerate(names)}, points, slack)


def _holds(condition, at, points, slack=0.0):
    match condition:
        case Truth(truth):
            return np.full(len(points), truth)
        case Logic("and", operands):
            return np.all([_holds(operand, at, points, slack) for operand in operands], axis=0)
        case Logic("or", operands):
            return np.any([_holds(operand, at, points, slack) for operand in operands], axis=0)
        case Logic("not", (operand,)):
            return ~_holds(operand, at, points, -slack)
        case Call("integer", (operand,)):
            value = _jet(operand, at, points).value
            return abs(value - np.round(value)) <= slack
        case Relation(operators, operands):
            sides = [_jet(operand, at, points).value for operand in operands]
            gaps = zip(operators, pairwise(sides), strict=True)
            return np.all([COMPARE[sign](b - a, slack) for sign, (a, b) in gaps], axis=0)
    raise TypeError(condition)


COMPARE = {
    "<": lambda gap, slack: gap > -slack,
    "<=": lambda gap, slack: gap >= -slack,
    ">": lambda gap, slack: gap < slack,
    ">=": lambda gap, slack: gap <= slack,
    "==": lambda gap, slack: abs(gap) <= max(slack, 1e-9),
    "!=": lambda gap, slack: abs(gap) > max(-slack, 0),
}


def _power(base, number):
    x, n = base.value, float(number)
    whole = number == int(number)
    x = x if whole else np.where(x < 0, np.nan, x)
    first = n * x ** (n - 1) if n != 0 else np.zeros_like(x)
    second = n * (n - 1) * x ** (n - 2) if n not in {0, 1} else np.zeros_like(x)
    return base.through(x**n, first, second)


def _call(function, arguments):
    if function in {"max", "min"}:
        chosen = arguments[0]
        for other in arguments[1:]:
            first = chosen.value >= other.value if function == "max" else chosen.value <= other.value
            chosen = chosen.where(first, other)
        return chosen
    (argument,) = arguments
    return argument.through(*DERIVATIVES[function](argument.value))


def _logarithm(x):
    x = np.where(x > 0, x, np.nan)
    return np.log(x), 1 / x, -1 / x**2


def _cube_root(x):
    root = np.cbrt(x)
    return root, 1 / (3 * root**2), -2 / (9 * root**5)


def _sigmoid(x):
    y = 1 / (1 + np.exp(-x))
    return y, y * (1 - y), y * (1 - y) * (1 - 2 * y)


def _error_function(x):
    slope = 2 / sqrt(pi) * np.exp(-(x**2))
    return np.vectorize(erf)(x), slope, -2 * x * slope


def _tanh(x):
    y = np.tanh(x)
    return y, 1 - y**2, -2 * y * (1 - y**2)


def _flat(y):
    return y, np.zeros_like(y), np.zeros_like(y)


#: A function of one variable with its first and second derivatives.
DERIVATIVES = {
    "exp": lambda x: (np.exp(x), np.exp(x), np.exp(x)),
    "log": _logarithm,
    "sin": lambda x: (np.sin(x), np.cos(x), -np.sin(x)),
    "cos": lambda x: (np.cos(x), -np.sin(x), -np.cos(x)),
    "sinh": lambda x: (np.sinh(x), np.cosh(x), np.sinh(x)),
    "cosh": lambda x: (np.cosh(x), np.sinh(x), np.cosh(x)),
    "tanh": _tanh,
    "atan": lambda x: (np.arctan(x), 1 / (1 + x**2), -2 * x / (1 + x**2) ** 2),
    "asin": lambda x: (np.arcsin(x), (1 - x**2) ** -0.5, x * (1 - x**2) ** -1.5),
    "acos": lambda x: (np.arccos(x), -((1 - x**2) ** -0.5), -x * (1 - x**2) ** -1.5),
    "sqrt": lambda x: (np.sqrt(x), 0.5 / np.sqrt(x), -0.25 * x**-1.5),
    "cbrt": _cube_root,
    "abs": lambda x: (abs(x), np.sign(x), np.zeros_like(x)),
    "floor": lambda x: _flat(np.floor(x)),
    "ceil": lambda x: _flat(np.ceil(x)),
    "sign": lambda x: _flat(np.sign(x)),
    "heaviside": lambda x: _flat(np.heaviside(x, 0.5)),
    "relu": lambda x: (np.maximum(x, 0), (x > 0) * 1.0, np.zeros_like(x)),
    "sigmoid": _sigmoid,
    "erf": _error_function,
}
