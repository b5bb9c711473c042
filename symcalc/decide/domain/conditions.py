"""Where each operation of the language is defined, given that its operands are: one rule an operation."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from symcalc.syntax.tree import (
    Call,
    Constant,
    Logic,
    Negative,
    Node,
    Number,
    Power,
    Quotient,
    Relation,
    Sum,
    Truth,
    integer,
)

ALWAYS: Final = Truth(value=True)
_ZERO: Final = integer(0)
_ONE: Final = integer(1)


def compare(left: Node, operator: str, right: Node = _ZERO) -> Node:
    """`left operator right`."""
    return Relation((operator,), (left, right))  # type: ignore[arg-type]


def all_of(*conditions: Node) -> Node:
    """The conjunction."""
    return Logic("and", conditions) if len(conditions) > 1 else conditions[0]


def any_of(*conditions: Node) -> Node:
    """The disjunction."""
    return Logic("or", conditions) if len(conditions) > 1 else conditions[0]


def whole(node: Node) -> Node:
    """That a value is an integer."""
    return compare(Call("floor", (node,)), "==", node)


def number(node: Node) -> Fraction | None:
    """The fraction that a tree of numbers stands for.

    >>> number(Negative(Quotient(integer(1), integer(3))))
    Fraction(-1, 3)
    """
    match node:
        case Number(value):
            return value
        case Negative(operand):
            inner = number(operand)
            return None if inner is None else -inner
        case Quotient(top, bottom):
            above, below = number(top), number(bottom)
            return above / below if above is not None and below else None
    return None


def operation_domain(node: Node) -> Node:
    """Where an operation is defined, its operands being so."""
    match node:
        case Quotient(_, bottom):
            return compare(bottom, "!=")
        case Power(base, exponent):
            return _power(base, exponent)
        case Call(function, arguments):
            rule = RULES.get((function, len(arguments)))
            return rule(*arguments) if rule else ALWAYS
    return ALWAYS


def _power(base: Node, exponent: Node) -> Node:
    r = number(exponent)
    if isinstance(base, Constant) or (number(base) or 0) > 0:
        return ALWAYS
    if r is None:
        return _general_power(base, exponent)
    if r.denominator == 1:
        return ALWAYS if r > 0 else compare(base, "!=")
    return compare(base, ">=" if r > 0 else ">")


def _general_power(base: Node, exponent: Node) -> Node:
    edge = all_of(compare(base, "=="), compare(exponent, ">"))
    return any_of(compare(base, ">"), edge, all_of(compare(base, "<"), whole(exponent)))


def _not_pole(node: Node) -> Node:
    """That a value is none of 0, -1, -2, …."""
    return any_of(compare(node, ">"), compare(Call("floor", (node,)), "!=", node))


def _above_minus_one(node: Node) -> Node:
    return any_of(compare(node, ">", integer(-1)), compare(Call("floor", (node,)), "!=", node))


def _binomial(n: Node, k: Node) -> Node:
    chosen = number(k)
    if chosen is not None and chosen.denominator == 1 and chosen >= 0:
        return ALWAYS
    return any_of(_above_minus_one(n), all_of(whole(k), compare(k, ">=")))


def _bessel(order: Node, x: Node) -> Node:
    n = number(order)
    if n is not None:
        return ALWAYS if n.denominator == 1 else compare(x, ">=" if n > 0 else ">")
    return any_of(compare(x, ">"), whole(order), all_of(compare(x, "=="), compare(order, ">")))


def _outside_unit(x: Node) -> Node:
    return any_of(compare(x, "<=", integer(-1)), compare(x, ">=", _ONE))


def _circular(function: str) -> Callable[[Node], Node]:
    return lambda x: compare(Call(function, (x,)), "!=")


RULES: Final[dict[tuple[str, int], Callable[..., Node]]] = {
    **dict.fromkeys((("log", 1), ("log2", 1), ("log10", 1)), lambda x: compare(x, ">")),
    ("log", 2): lambda x, b: all_of(compare(x, ">"), compare(b, ">"), compare(b, "!=", _ONE)),
    ("sqrt", 1): lambda x: compare(x, ">="),
    ("tan", 1): _circular("cos"),
    ("sec", 1): _circular("cos"),
    ("cot", 1): _circular("sin"),
    ("csc", 1): _circular("sin"),
    **dict.fromkeys((("asin", 1), ("acos", 1)), lambda x: Relation(("<=", "<="), (integer(-1), x, _ONE))),
    **dict.fromkeys((("asec", 1), ("acsc", 1)), _outside_unit),
    **dict.fromkeys((("coth", 1), ("csch", 1), ("acsch", 1)), lambda x: compare(x, "!=")),
    ("acosh", 1): lambda x: compare(x, ">=", _ONE),
    ("atanh", 1): lambda x: Relation(("<", "<"), (integer(-1), x, _ONE)),
    ("acoth", 1): lambda x: any_of(compare(x, "<", integer(-1)), compare(x, ">", _ONE)),
    ("asech", 1): lambda x: Relation(("<", "<="), (_ZERO, x, _ONE)),
    ("gamma", 1): _not_pole,
    ("digamma", 1): _not_pole,
    ("factorial", 1): _above_minus_one,
    ("polygamma", 2): lambda _, x: _not_pole(x),
    ("beta", 2): lambda a, b: all_of(_not_pole(a), _not_pole(b)),
    ("binomial", 2): _binomial,
    ("besselj", 2): _bessel,
    ("atan2", 2): lambda y, x: any_of(compare(x, "!="), compare(y, "!=")),
}


def minus(left: Node, right: Node) -> Node:
    """The difference of two operands, the left one alone where the right one is 0."""
    return left if right == _ZERO else Sum((left, Negative(right)))
