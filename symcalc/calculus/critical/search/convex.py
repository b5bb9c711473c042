"""Convexity that can be read off an expression: sums, maxima, compositions with increasing convex functions, norms.

The rules of disciplined convex programming (Grant, Boyd and Ye 2006).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from symcalc.calculus.critical.search.bounds import Range, bounds
from symcalc.syntax.tree import Call, Constant, Name, Negative, Node, Number, Power, Product, Quotient, Sum, names


class Curvature(Enum):
    """How a function bends; an affine one is both convex and concave."""

    AFFINE = "affine"
    CONVEX = "convex"
    CONCAVE = "concave"
    UNKNOWN = "unknown"


AFFINE, CONVEX, CONCAVE, UNKNOWN = Curvature
_OPPOSITE = {AFFINE: AFFINE, CONVEX: CONCAVE, CONCAVE: CONVEX, UNKNOWN: UNKNOWN}
#: Convex functions of one argument, and whether they increase everywhere.
_CONVEX = {"exp": True, "softplus": True, "abs": False, "relu": True, "cosh": False}


def curvature(node: Node, ranges: Mapping[str, Range] | None = None) -> Curvature:
    """How an expression bends, as far as its form shows.

    >>> from symcalc.syntax import parse_expression
    >>> curvature(parse_expression("log(exp(x) + exp(2y)) + (x - y)^2")).value
    'convex'
    """
    known = ranges or {}
    match node:
        case Number() | Constant() | Name():
            return AFFINE
        case _ if not names(node):
            return AFFINE
        case Negative(operand):
            return _OPPOSITE[curvature(operand, known)]
        case Sum(terms):
            return _joined([curvature(term, known) for term in terms])
        case Product(factors):
            return _product(factors, known)
        case Quotient(top, bottom):
            return _quotient(top, bottom, known)
        case Power(base, exponent):
            return _power(base, exponent, known)
        case Call(function, arguments):
            return _call(function, arguments, known)
    return UNKNOWN


def _joined(parts: list[Curvature]) -> Curvature:
    kinds = set(parts) - {AFFINE}
    if not kinds:
        return AFFINE
    return kinds.pop() if len(kinds) == 1 else UNKNOWN


def _product(factors: tuple[Node, ...], ranges: Mapping[str, Range]) -> Curvature:
    """A number times a function, a square, or x·log(x)."""
    moving = [factor for factor in factors if names(factor)]
    signs = [bounds(factor).sign for factor in factors if not names(factor)]
    if None in signs:
        return UNKNOWN
    negative = sum(1 for sign in signs if sign == -1) % 2
    if 0 in signs:
        return AFFINE
    inner = _moving_product(moving, ranges)
    return _OPPOSITE[inner] if negative else inner


def _moving_product(moving: list[Node], ranges: Mapping[str, Range]) -> Curvature:
    if len(moving) == 1:
        return curvature(moving[0], ranges)
    if len(moving) == 2:
        a, b = moving
        if a == b and curvature(a, ranges) is AFFINE:
            return CONVEX
        for x, y in ((a, b), (b, a)):
            if isinstance(y, Call) and y.function == "log" and y.arguments == (x,) and isinstance(x, Name):
                return CONVEX
    return UNKNOWN


def _quotient(top: Node, bottom: Node, ranges: Mapping[str, Range]) -> Curvature:
    if not names(bottom):
        sign = bounds(bottom).sign
        inner = curvature(top, ranges)
        return inner if sign == 1 else _OPPOSITE[inner] if sign == -1 else UNKNOWN
    size = bounds(top).sign
    if not names(top) and size and curvature(bottom, ranges) in {AFFINE, CONCAVE} and bounds(bottom, ranges).sign == 1:
        return CONVEX if size > 0 else CONCAVE
    return UNKNOWN


def _power(base: Node, exponent: Node, ranges: Mapping[str, Range]) -> Curvature:
    power, inner = bounds(exponent), curvature(base, ranges)
    if base == Constant("e") or (not names(base) and bounds(base).sign == 1):
        return CONVEX if curvature(exponent, ranges) is AFFINE else _exponential(exponent, ranges)
    if power.low is None or power.low != power.high:
        return UNKNOWN
    p, seen = power.low, bounds(base, ranges)
    if p in {0, 1}:
        return inner if p == 1 else AFFINE
    if p.denominator == 1 and p.numerator % 2 == 0 and p > 0:
        increasing = seen.nonnegative and inner is CONVEX
        return CONVEX if inner is AFFINE or increasing else UNKNOWN
    if not seen.nonnegative:
        return UNKNOWN
    if p > 1:
        return CONVEX if inner in {AFFINE, CONVEX} else UNKNOWN
    if 0 < p < 1:
        return CONCAVE if inner in {AFFINE, CONCAVE} else UNKNOWN
    return CONVEX if inner in {AFFINE, CONCAVE} and seen.sign == 1 else UNKNOWN


def _exponential(exponent: Node, ranges: Mapping[str, Range]) -> Curvature:
    return CONVEX if curvature(exponent, ranges) in {AFFINE, CONVEX} else UNKNOWN


def _call(function: str, arguments: tuple[Node, ...], ranges: Mapping[str, Range]) -> Curvature:
    inner = [curvature(argument, ranges) for argument in arguments]
    if function == "max":
        return CONVEX if all(c in {AFFINE, CONVEX} for c in inner) else UNKNOWN
    if function == "min":
        return CONCAVE if all(c in {AFFINE, CONCAVE} for c in inner) else UNKNOWN
    if function in _CONVEX:
        convex = inner[0] is AFFINE or (inner[0] is CONVEX and _CONVEX[function])
        return CONVEX if convex else UNKNOWN
    if function == "log":
        return _logarithm(arguments[0], inner[0]) if len(arguments) == 1 else UNKNOWN
    if function == "sqrt":
        if inner[0] in {AFFINE, CONCAVE}:
            return CONCAVE
        return CONVEX if _sum_of_squares(arguments[0], ranges) else UNKNOWN
    return UNKNOWN


def _logarithm(argument: Node, inner: Curvature) -> Curvature:
    """Concave of a concave function; convex of a sum of exponentials of affine functions."""
    if inner in {AFFINE, CONCAVE}:
        return CONCAVE
    terms = argument.terms if isinstance(argument, Sum) else (argument,)
    return CONVEX if all(_exponential_term(term) for term in terms) else UNKNOWN


def _exponential_term(term: Node) -> bool:
    match term:
        case Call("exp", (exponent,)) | Power(Constant("e"), exponent):
            return curvature(exponent) is AFFINE
        case Product(factors):
            moving = [factor for factor in factors if names(factor)]
            fixed = [bounds(factor).sign for factor in factors if not names(factor)]
            return all(sign == 1 for sign in fixed) and all(_exponential_term(factor) for factor in moving)
    return not names(term) and bounds(term).sign == 1


def _sum_of_squares(node: Node, ranges: Mapping[str, Range]) -> bool:
    """Whether a node is a sum of squares of affine functions and positive numbers: its root is a norm."""
    terms = node.terms if isinstance(node, Sum) else (node,)
    return all(_square(term, ranges) for term in terms)


def _square(term: Node, ranges: Mapping[str, Range]) -> bool:
    match term:
        case Power(base, Number(value)) if value == 2:
            return curvature(base, ranges) is AFFINE
        case Product(factors):
            moving = [factor for factor in factors if names(factor)]
            fixed = [bounds(factor).sign for factor in factors if not names(factor)]
            return len(moving) == 1 and all(sign == 1 for sign in fixed) and _square(moving[0], ranges)
    return not names(term) and bounds(term).nonnegative
