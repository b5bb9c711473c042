"""Comparisons of names and numbers with one another: a circle of them with a strict one in it holds nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import TypeAlias

from symcalc.errors import UsageFault
from symcalc.syntax.tree import Name, Negative, Node, Number, Quotient, Relation

#: What is compared: a name or a number.
Term: TypeAlias = str | Fraction
#: What is at least a term, by term.
Above: TypeAlias = Mapping[Term, set[Term]]


def check_order(conditions: Sequence[Node]) -> None:
    """Refuse comparisons that run in a circle: x > y, y >= z, z >= x.

    >>> from symcalc.syntax import parse_conditions
    >>> check_order(parse_conditions("x > y, y > x"))
    Traceback (most recent call last):
    symcalc.errors.UsageFault: the assumptions on x and y contradict one another
    """
    links = [(condition, *link) for condition in conditions for link in _links(condition)]
    if not any(isinstance(left, str) and isinstance(right, str) for _, left, _, right in links):
        return
    circles = _circles(_above([link[1:] for link in links]))
    values = {circles[term]: term for term in circles if isinstance(term, Fraction)}
    for condition, left, operator, right in links:
        strict = operator in {"<", ">", "!="} and circles[left] == circles[right]
        if strict or any(isinstance(t, Fraction) and values[circles[t]] != t for t in (left, right)):
            named = " and ".join(dict.fromkeys(term for term in (left, right) if isinstance(term, str)))
            raise UsageFault(f"the assumptions on {named} contradict one another", span=condition.span)


def _links(condition: Node) -> Iterator[tuple[Term, str, Term]]:
    if isinstance(condition, Relation):
        for operator, (left, right) in zip(condition.operators, pairwise(condition.operands), strict=True):
            first, second = _term(left), _term(right)
            if first is not None and second is not None:
                yield first, operator, second


def _term(node: Node) -> Term | None:
    return node.name if isinstance(node, Name) else number(node)


def _above(links: Sequence[tuple[Term, str, Term]]) -> Above:
    """Every term with those that are not below it; numbers in a row."""
    above: dict[Term, set[Term]] = {term: set() for left, _, right in links for term in (left, right)}
    for left, operator, right in links:
        if operator in {"<", "<=", "=="}:
            above[left].add(right)
        if operator in {">", ">=", "=="}:
            above[right].add(left)
    numbers = sorted(term for term in above if isinstance(term, Fraction))
    for low, high in pairwise(numbers):
        above[low].add(high)
    return above


def _circles(above: Above) -> dict[Term, int]:
    """The number of the circle that each term is in: its strongly connected component (Kosaraju)."""
    below: dict[Term, set[Term]] = {term: set() for term in above}
    for low, highs in above.items():
        for high in highs:
            below[high].add(low)
    order: dict[Term, None] = {}
    for term in above:
        order |= dict.fromkeys(_finished(term, above, order))
    found: dict[Term, int] = {}
    for number, term in enumerate(reversed(order)):
        found |= dict.fromkeys(_finished(term, below, found), number)
    return found


def _finished(start: Term, links: Above, seen: Mapping[Term, object]) -> list[Term]:
    """What is reached from a term and was not seen before, in the order in which a walk in depth leaves it."""
    if start in seen:
        return []
    left: list[Term] = []
    entered = {start}
    stack = [(start, iter(links[start]))]
    while stack:
        term, rest = stack[-1]
        step = next((other for other in rest if other not in seen and other not in entered), None)
        if step is None:
            left.append(term)
            stack.pop()
        else:
            entered.add(step)
            stack.append((step, iter(links[step])))
    return left


def number(node: Node) -> Fraction | None:
    """The value of a number written as such.

    >>> from symcalc.syntax import parse_expression
    >>> number(parse_expression("-1/2"))
    Fraction(-1, 2)
    """
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Negative):
        inner = number(node.operand)
        return None if inner is None else -inner
    if isinstance(node, Quotient):
        top, bottom = number(node.numerator), number(node.denominator)
        return None if top is None or not bottom else top / bottom
    return None
