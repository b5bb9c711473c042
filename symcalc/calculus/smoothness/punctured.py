"""Conditions on all points near a point but not at it: x^2 + y^2 != 0 holds there, about the origin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from symcalc.decide.domain.conditions import minus
from symcalc.decide.sign.settle import compares
from symcalc.syntax.tree import Logic, Node, Power, Relation, Sum, Truth, integer

#: The sign of an expression at all points near a point but not at it; None where that is not seen.
Direction = Callable[[Node], "int | None"]


def beyond(condition: Node, direction: Direction) -> bool | None:
    """Whether a condition holds at all points near a point but not at it; None where that is not seen."""
    if isinstance(condition, Truth):
        return condition.value
    if isinstance(condition, Relation):
        return _relation(condition, direction)
    if not isinstance(condition, Logic):
        return None
    truths = [beyond(operand, direction) for operand in condition.operands]
    if condition.operator == "not":
        return None if truths[0] is None else not truths[0]
    decisive = condition.operator == "or"
    if decisive in truths:
        return decisive
    if None in truths:
        return decisive if _not_all_zero(condition, direction) else None
    return not decisive


def _relation(relation: Relation, direction: Direction) -> bool | None:
    truths: list[bool | None] = []
    for operator, pair in zip(relation.operators, pairwise(relation.operands), strict=True):
        sign = direction(minus(*pair))
        truths.append(None if sign is None else compares(sign, operator))
    if False in truths:
        return False
    return None if None in truths else True


def _not_all_zero(condition: Logic, direction: Direction) -> bool:
    """Whether a == 0 and b == 0 never hold together off the point: where a^2 + b^2 is definite."""
    wanted = "==" if condition.operator == "and" else "!="
    gaps = [_gap(operand, wanted) for operand in condition.operands]
    squares = tuple(Power(gap, integer(2)) for gap in gaps if gap is not None)
    return len(squares) > 1 and direction(Sum(squares)) == 1


def _gap(condition: Node, operator: str) -> Node | None:
    if isinstance(condition, Relation) and condition.operators == (operator,):
        return minus(*condition.operands)
    return None


def chosen(pieces: Sequence[tuple[Node, Node]], direction: Direction) -> Node | None:
    """The value of a piecewise function near a point but not at it, where one piece holds throughout."""
    for value, condition in pieces:
        truth = beyond(condition, direction)
        if truth is None:
            return None
        if truth:
            return value
    return None
