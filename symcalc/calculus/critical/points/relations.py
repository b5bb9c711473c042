"""Conditions as people write them: `x < 1` rather than `-(x - 1) > 0`, and several joined."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Literal

from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.syntax.tree import Logic, Name, Negative, Node, Relation, integer, names, rational

Operator = Literal[">", ">=", "!=", "=="]
#: What a comparison with 0 becomes for minus an expression.
TURNED: Final[dict[str, Literal["<", "<="]]] = {">": "<", ">=": "<="}


def comparison(node: Node, operator: Operator) -> Node:
    """The condition that an expression is positive (or not negative, not zero, zero).

    >>> from symcalc.syntax import parse_expression, written
    >>> written(comparison(parse_expression("-(2x - 1)"), ">"))
    'x < 1/2'
    """
    bound = _bound(node)
    if bound is not None:
        name, value, increasing = bound
        turned = operator if increasing else TURNED.get(operator, operator)
        return Relation((turned,), (Name(name), rational(value)))
    if isinstance(node, Negative):
        return Relation((TURNED.get(operator, operator),), (node.operand, integer(0)))
    return Relation((operator,), (node, integer(0)))


def _bound(node: Node) -> tuple[str, Fraction, bool] | None:
    """Where an expression linear in one name is zero, and whether it increases; None for other expressions."""
    found = names(node)
    if len(found) != 1:
        return None
    try:
        tower = Tower(sorted(found), [node])
        top = tower.ratio(node).top
    except (NotClosed, TooHard, ZeroDivisionError):
        return None
    slope = top.derivative(0)
    if not slope.is_constant() or slope.is_zero() or int(top.total_degree()) != 1:
        return None
    rest = top - slope * tower.ring.unknowns[0]
    if not rest.is_constant():
        return None
    size = int(slope.leading_coefficient())
    offset = 0 if rest.is_zero() else int(rest.leading_coefficient())
    return tower.names[0], Fraction(-offset, size), size > 0


def joined(conditions: Sequence[Node]) -> Node | None:
    """Conditions that hold together, None for none."""
    distinct = list(dict.fromkeys(conditions))
    if not distinct:
        return None
    return distinct[0] if len(distinct) == 1 else Logic("and", tuple(distinct))
