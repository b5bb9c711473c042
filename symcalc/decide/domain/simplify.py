"""Conditions made short: what always holds or never does goes, and so does what is said twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Final

from symcalc.decide.domain.conditions import minus, number
from symcalc.decide.domain.signs import POSITIVE, Signs, possible_signs
from symcalc.decide.sign import truth
from symcalc.syntax.tree import (
    Call,
    Logic,
    Negative,
    Node,
    Power,
    Product,
    Relation,
    Sum,
    Truth,
    integer,
    names,
    rewrite,
)

#: The signs of left minus right for which a comparison holds.
HOLDS: Final[dict[str, Signs]] = {
    "<": frozenset({-1}),
    "<=": frozenset({-1, 0}),
    ">": frozenset({1}),
    ">=": frozenset({0, 1}),
    "==": frozenset({0}),
    "!=": frozenset({-1, 1}),
}
ZERO: Final[Signs] = frozenset({0})
NEGATED: Final = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
MIRRORED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}


def simplified(condition: Node, known: Mapping[str, Signs] | None = None) -> Node:
    """An equivalent condition (where its operands are defined) without the obvious.

    >>> from symcalc.syntax import parse_conditions, written
    >>> from symcalc.syntax.tree import Logic
    >>> written(simplified(Logic("and", tuple(parse_conditions("exp(x) > 0, x != 0, x != 0")))))
    'x != 0'
    """
    return rewrite(condition, lambda part: _simpler(part, known or {}))


def _simpler(part: Node, known: Mapping[str, Signs]) -> Node:
    if isinstance(part, Relation):
        return _relation(part, known)
    if isinstance(part, Logic):
        return _denied(part.operands[0]) if part.operator == "not" else joined(part.operator, part.operands)
    return part


def _relation(relation: Relation, known: Mapping[str, Signs]) -> Node:
    """A comparison without the links that are always true; false where one never is."""
    pairs = zip(relation.operators, pairwise(relation.operands), strict=True)
    links = [Relation((operator,), pair) for operator, pair in pairs]
    shorter = [_link(link, known) for link in links]
    return relation if shorter == links and len(links) > 1 else joined("and", shorter)


def _link(link: Relation, known: Mapping[str, Signs]) -> Node:
    """One comparison, as a truth or as what it says about zeros where its sign allows no more."""
    if not names(link):
        decided = truth(link)
        return link if decided is None else Truth(decided)
    if link.operators[0] not in HOLDS:
        return link
    gap = minus(*link.operands)
    signs, wanted = possible_signs(gap, known), HOLDS[link.operators[0]]
    if signs <= wanted or not signs & wanted:
        return Truth(signs <= wanted)
    if signs & wanted in (ZERO, signs - ZERO):
        zero = _zero(gap, known)
        return link if zero is None else zero if signs & wanted == ZERO else _denied(zero)
    return _turned(link)


def _zero(node: Node, known: Mapping[str, Signs]) -> Node | None:
    """When an expression is 0, said of simpler ones; None where there are none."""
    match node:
        case Negative(operand) | Call("abs" | "sqrt" | "cbrt" | "sinh" | "tanh" | "asinh" | "atan" | "erf", (operand,)):
            return _zero_of(operand, known)
        case Power(base, exponent) if (number(exponent) or 0) > 0:
            return _zero_of(base, known)
        case Product(factors):
            return joined("or", (_zero_of(factor, known) for factor in factors))
        case Sum(terms) if all(possible_signs(term, known) <= POSITIVE | ZERO for term in terms):
            return joined("and", (_zero_of(term, known) for term in terms))
    return None


def _zero_of(node: Node, known: Mapping[str, Signs]) -> Node:
    return _link(Relation(("==",), (node, integer(0))), known)


def _turned(link: Relation) -> Relation:
    """A comparison of minus something with 0, as one of the thing itself."""
    left, right = link.operands
    if isinstance(left, Negative) and right == integer(0):
        return Relation((MIRRORED[link.operators[0]],), (left.operand, right))  # type: ignore[arg-type]
    return link


def _denied(condition: Node) -> Node:
    """The negation, with its `not` moved in as far as it goes."""
    match condition:
        case Truth(value):
            return Truth(not value)
        case Relation((operator,), operands) if operator in NEGATED:
            return Relation((NEGATED[operator],), operands)  # type: ignore[arg-type]
        case Logic("not", (inner,)):
            return inner
        case Logic("and", operands):
            return joined("or", map(_denied, operands))
        case Logic("or", operands):
            return joined("and", map(_denied, operands))
        case Relation(operators, operands):
            links = zip(operators, pairwise(operands), strict=True)
            return joined("or", (_denied(Relation((operator,), pair)) for operator, pair in links))
    return Logic("not", (condition,))


def joined(operator: str, conditions: Iterable[Node]) -> Node:
    """Conditions joined by `and` or `or`, flat, each once, comparisons of the same operands as one.

    >>> from symcalc.syntax import parse_conditions, written
    >>> written(joined("and", parse_conditions("x >= 0, x > 0, x >= 0")))
    'x > 0'
    """
    decisive = Truth(operator == "or")
    flat: dict[Node, None] = {}
    for condition in conditions:
        inner = condition.operands if isinstance(condition, Logic) and condition.operator == operator else (condition,)
        flat |= dict.fromkeys(inner)
    shortened = _absorbed(_merged(flat, operator))
    if shortened is not None:
        return joined(operator, shortened)
    parts = [part for part in _merged(flat, operator) if part != Truth(not decisive.value)]
    if decisive in parts:
        return decisive
    if len(parts) < 2:
        return parts[0] if parts else Truth(not decisive.value)
    return Logic(operator, tuple(parts))  # type: ignore[arg-type]


def _absorbed(parts: list[Node]) -> list[Node] | None:
    """`A or (not A and B)` as `A or B`, `A or (A and B)` as `A`, and the duals; None where there is nothing to do."""
    simple = {part for part in parts if not isinstance(part, Logic)}
    opposite = {_denied(part) for part in simple}
    kept: list[Node] = []
    for part in parts:
        if part in simple or not isinstance(part, Logic) or part.operator == "not":
            kept.append(part)
        elif simple.isdisjoint(part.operands):
            left = [one for one in part.operands if one not in opposite]
            kept.append(part if len(left) == len(part.operands) else joined(part.operator, left))
    return None if kept == parts else kept


def _merged(parts: Iterable[Node], operator: str) -> list[Node]:
    """Comparisons of the same operands as one, in the order in which they stand first: y > x is x < y."""
    signs: dict[Node | tuple[Node, ...], Signs] = {}
    for part in parts:
        single = isinstance(part, Relation) and len(part.operators) == 1 and part.operators[0] in HOLDS
        if not (single and isinstance(part, Relation)):
            signs[part] = frozenset()
            continue
        relation, operands = part.operators[0], part.operands
        turned = operands not in signs and operands[::-1] in signs
        own = HOLDS[MIRRORED[relation] if turned else relation]
        operands = operands[::-1] if turned else operands
        before = signs.get(operands, own)
        signs[operands] = before & own if operator == "and" else before | own
    return [_comparison(key, value) if isinstance(key, tuple) else key for key, value in signs.items()]


def _comparison(operands: tuple[Node, ...], signs: Signs) -> Node:
    """The comparison that holds for these signs of the difference."""
    for operator, own in HOLDS.items():
        if own == signs:
            return Relation((operator,), operands)  # type: ignore[arg-type]
    return Truth(bool(signs))


def conjuncts(condition: Node) -> tuple[Node, ...]:
    """The conditions that hold all together; none where nothing is asked."""
    if condition == Truth(value=True):
        return ()
    if isinstance(condition, Logic) and condition.operator == "and":
        return condition.operands
    return (condition,)


def together(conditions: Iterable[Node]) -> tuple[Node, ...]:
    """Conditions that hold all together, what says the same stated once, without links of chains among them.

    >>> from symcalc.syntax import parse_conditions, written
    >>> [written(one) for one in together(parse_conditions("x != y, y != x, z <= 1, 0 < z < 1"))]
    ['x != y', '0 < z < 1']
    """
    parts = conjuncts(joined("and", conditions))
    chains = [part for part in parts if isinstance(part, Relation) and len(part.operators) > 1]
    return tuple(part for part in parts if part in chains or not follows(part, chains))


def follows(condition: Node, given: Iterable[Node]) -> bool:
    """Whether a condition is among others, or a comparison of which each link follows from a link of theirs.

    >>> from symcalc.syntax import parse_conditions
    >>> weak, strong, other = parse_conditions("x != 1, 0 < x < 1, x < 2")
    >>> follows(weak, [strong]), follows(strong, [weak]), follows(other, [strong])
    (True, False, False)
    """
    given = tuple(given)
    if condition in given:
        return True
    if not isinstance(condition, Relation):
        return False
    known = [link for one in given if isinstance(one, Relation) for link in _links(one)]
    return all(any(_implied(link, other) for other in known) for link in _links(condition))


def _links(relation: Relation) -> list[tuple[str, tuple[Node, ...]]]:
    """The comparisons of a chain."""
    return list(zip(relation.operators, pairwise(relation.operands), strict=True))


def _implied(link: tuple[str, tuple[Node, ...]], other: tuple[str, tuple[Node, ...]]) -> bool:
    """Whether a comparison holds wherever another of the same operands does, in either order."""
    (own, operands), (sign, around) = link, other
    if own not in HOLDS or sign not in HOLDS:
        return False
    turned = operands == around[::-1] and operands != around
    return (turned or operands == around) and HOLDS[MIRRORED[sign] if turned else sign] <= HOLDS[own]
