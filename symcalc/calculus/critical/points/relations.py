"""Conditions as people write them: `x < 1` rather than `-(x - 1) > 0`, and several joined."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Literal

from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.search.bounds import rational_of
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


def tightest(conditions: Sequence[Node]) -> list[Node]:
    """Comparisons without those of a name with a number that another one implies.

    >>> from symcalc.syntax import parse_expression, written
    >>> given = [comparison(parse_expression(text), ">") for text in ("x - 1", "y", "x - 2", "3 - x")]
    >>> [written(condition) for condition in tightest(given)]
    ['y > 0', 'x > 2', 'x < 3']
    """
    return [c for c in dict.fromkeys(conditions) if not any(_implies(other, c) for other in conditions if other != c)]


def _implies(stronger: Node, weaker: Node) -> bool:
    """Whether one comparison of a name with a number implies another one of the same direction."""
    match stronger, weaker:
        case Relation((sign,), (Name(a), first)), Relation((other,), (Name(b), second)) if (
            a == b and sign[0] == other[0]
        ):
            low, high = rational_of(first), rational_of(second)
            if low is None or high is None or sign[0] not in "<>":
                return False
            gap = low - high if sign[0] == ">" else high - low
            return gap > 0 or (gap == 0 and len(sign) < len(other))
    return False


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
