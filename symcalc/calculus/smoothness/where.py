"""On which part of the domain the formula of a derivative holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final

from symcalc.calculus.smoothness.generic import class_across
from symcalc.decide.domain import assumed_signs, conjuncts, domain, follows, possible_signs, simplified
from symcalc.decide.domain.conditions import any_of, compare, minus, number
from symcalc.decide.domain.simplify import joined
from symcalc.decide.domain.switching import EXPRESSIONS
from symcalc.syntax.tree import (
    Call,
    Constant,
    Logic,
    Negative,
    Node,
    Piecewise,
    Power,
    Relation,
    Sum,
    integer,
    names,
    open_children,
)


def where(
    function: Node, variables: Sequence[str], order: int = 1, assumptions: Sequence[Node] = ()
) -> tuple[Node, ...]:
    """The conditions under which the derivatives of a function are what its formula gives; none where it always is.

    They leave out where the function has a corner, a jump or a vertical tangent, or where its domain ends and it is
    defined on the edge. Where a function is not defined at all needs no words.

    >>> from symcalc.syntax import parse_expression, written
    >>> [written(one) for one in where(parse_expression("abs(x) + sqrt(y) + log(x)"), ["x", "y"])]
    ['y > 0']
    >>> where(parse_expression("x*abs(x)"), ["x"]), len(where(parse_expression("x*abs(x)"), ["x"], 2))
    ((), 1)
    """
    switched = [(condition, u) for condition, u in _conditions(function) if not names(u).isdisjoint(variables)]
    if not switched:
        return ()
    known = assumed_signs(assumptions)
    given = conjuncts(domain(function, assumptions))
    learnt = {**known, **assumed_signs(given)}
    found: list[Node] = []
    for condition, switch in switched:
        if 0 not in possible_signs(switch, learnt):
            continue
        if _smooth_across(function, switch, variables, order):
            continue
        found.append(simplified(_with(condition, given), learnt))
    whole = simplified(joined("and", found), learnt)
    return tuple(part for part in conjuncts(whole) if not follows(part, (*given, *assumptions)))


def _with(condition: Node, given: Sequence[Node]) -> Node:
    """A condition that a value is not 0, as the sign it then has by what is given: y >= 0 and y != 0 is y > 0."""
    same = [one for one in given if isinstance(one, Relation) and isinstance(condition, Relation)]
    same = [one for one in same if one.operands == condition.operands]  # type: ignore[attr-defined]
    return joined("and", (*same, condition))


def _conditions(function: Node) -> Iterator[tuple[Node, Node]]:
    """For each switch, the condition that it is not there, and the expression that is then not 0."""
    seen: set[int] = set()
    stack = [function]
    while stack:
        part = stack.pop()
        if id(part) not in seen:
            seen.add(id(part))
            yield from _of(part)
            stack.extend(reversed(open_children(part)))


def _of(part: Node) -> Iterator[tuple[Node, Node]]:
    match part:
        case Call("floor" | "ceil", (x,)):
            yield compare(Call("floor", (x,)), "!=", x), EXPRESSIONS["floor", 1](x)
        case Call("atan2", (y, x)):
            yield any_of(compare(x, ">"), compare(y, "!=")), y
        case Call(function, (x,)) if function in _INSIDE:
            yield _INSIDE[function](x), EXPRESSIONS[function, 1](x)
        case Call(function, arguments) if (function, len(arguments)) in EXPRESSIONS:
            expression = EXPRESSIONS[function, len(arguments)](*arguments)
            yield apart(expression), expression
        case Call("min" | "max", arguments):
            for a, b in combinations(arguments, 2):
                yield compare(a, "!=", b), minus(a, b)
        case Power(base, exponent) if not isinstance(base, Constant) and not _whole(exponent) and names(base):
            yield compare(base, "!="), base
        case Piecewise(pieces):
            for _, condition in pieces:
                yield from _meetings(condition)


def apart(expression: Node) -> Node:
    """That a switching expression is not 0; of a difference, that its terms are not equal."""
    match expression:
        case Sum((left, Negative(right))):
            return compare(left, "!=", right)
    return compare(expression, "!=")


def _whole(exponent: Node) -> bool:
    known = number(exponent)
    return known is not None and known.denominator == 1


def _meetings(condition: Node) -> Iterator[tuple[Node, Node]]:
    """Where a condition does not change: off the equalities, off the meeting of the sides of a comparison."""
    open_form = _open_form(condition)
    if open_form is not None:
        for part in _relations(condition):
            yield open_form, minus(*part.operands)
        return
    for part in _relations(condition):
        for a, b in pairwise(part.operands):
            yield compare(a, "!=", b), minus(a, b)


def _relations(condition: Node) -> Iterator[Relation]:
    stack = [condition]
    while stack:
        part = stack.pop()
        if isinstance(part, Relation):
            yield part
        else:
            stack.extend(reversed(part.children()))


def _open_form(condition: Node) -> Node | None:
    """A condition of equalities only, or of inequations only: the one of it and its opposite that is open."""
    operators = {operator for part in _relations(condition) for operator in part.operators}
    if operators == {"!="} and not _denies(condition):
        return condition
    if operators == {"=="} and not _denies(condition):
        return simplified(Logic("not", (condition,)))
    return None


def _denies(condition: Node) -> bool:
    return isinstance(condition, Logic) and (condition.operator == "not" or any(map(_denies, condition.operands)))


_ONE: Final = integer(1)
#: Where functions with edges are smooth: inside their domains.
_INSIDE: Final[dict[str, Callable[[Node], Node]]] = {
    **dict.fromkeys(("asin", "acos"), lambda x: Relation(("<", "<"), (Negative(_ONE), x, _ONE))),
    **dict.fromkeys(("asec", "acsc"), lambda x: any_of(compare(x, "<", Negative(_ONE)), compare(x, ">", _ONE))),
    "acosh": lambda x: compare(x, ">", _ONE),
    "asech": lambda x: compare(x, "<", _ONE),
}


def _smooth_across(function: Node, switch: Node, variables: Sequence[str], order: int) -> bool:
    """Whether the function is of class C^order where a switch is 0, all others being elsewhere."""
    return class_across(function, switch, variables) >= order
