"""Conditions of piecewise definitions, decided in the case under proof."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from symcalc.decide.identity.kernels.kernel import Ratio
from symcalc.decide.identity.kernels.settling import decided_sign, possible_signs
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.work import OutOfWork
from symcalc.syntax.tree import Logic, Node, Relation, Truth

#: The signs of `right - left` for which a comparison holds.
SIGNS = {
    "<": frozenset({1}),
    "<=": frozenset({0, 1}),
    ">": frozenset({-1}),
    ">=": frozenset({-1, 0}),
    "==": frozenset({0}),
    "!=": frozenset({-1, 1}),
}


def holds(tower: Tower, condition: Node, normal: Callable[[Tower, Node], Ratio]) -> bool:
    """Whether a condition holds; raises `Unsettled` where the case under proof does not decide it."""
    match condition:
        case Truth(value):
            return value
        case Relation((operator,), (left, right)):
            return _compared(tower, operator, normal(tower, left), normal(tower, right))
        case Relation(operators, operands):
            links = zip(operators, pairwise(operands), strict=True)
            return _joined(tower, "and", tuple(Relation((operator,), pair) for operator, pair in links), normal)
        case Logic(operator, operands):
            return _joined(tower, operator, operands, normal)
    raise OutOfWork


def _compared(tower: Tower, operator: str, left: Ratio, right: Ratio) -> bool:
    gap = tower.subtract(right, left)
    possible, wanted = possible_signs(tower, gap), SIGNS[operator]
    if possible <= wanted:
        return True
    if not possible & wanted:
        return False
    return decided_sign(tower, gap) in wanted


def _joined(tower: Tower, operator: str, operands: tuple[Node, ...], normal: Callable[[Tower, Node], Ratio]) -> bool:
    """`and`, `or`, `not`; an operand that is not defined everywhere is given up.

    A false operand makes `and` false though another is undefined, so nothing may be learnt from the operands.
    """
    before = len(tower.facts)
    truths = [holds(tower, operand, normal) for operand in operands]
    if len(tower.facts) > before:
        raise OutOfWork
    if operator == "not":
        return not truths[0]
    return all(truths) if operator == "and" else any(truths)
