"""The switches of an expression: where it may be defined and yet not smooth."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from typing import Final

from symcalc.decide.domain.conditions import minus, number
from symcalc.record import record
from symcalc.syntax.tree import (
    Call,
    Constant,
    Negative,
    Node,
    Piecewise,
    Power,
    Product,
    Relation,
    integer,
    names,
    open_children,
)


@record
class Switch:
    """Where `expression` is 0, the part may have a corner, a jump or a vertical tangent; elsewhere it has none."""

    expression: Node
    part: Node


def switches(node: Node) -> tuple[Switch, ...]:
    """All switches of an expression, each expression once.

    A piecewise function switches where the sides of a comparison meet; `floor` at the integers (the zeros of
    sin(pi u)); a root, a fractional power or an inverse function at the edge of its domain, which an expression may
    touch from inside.

    >>> from symcalc.syntax import parse_expression, written
    >>> [written(switch.expression) for switch in switches(parse_expression("abs(x - y) + max(x, 1) + sqrt(y)"))]
    ['x - y', 'x - 1', 'y']
    """
    found: dict[Node, Switch] = {}
    stack = [node]
    seen: set[int] = set()
    while stack:
        part = stack.pop()
        if id(part) not in seen:
            seen.add(id(part))
            for expression in map(unsigned, switching(part)):
                if names(expression):
                    found.setdefault(expression, Switch(expression, part))
            stack.extend(reversed(open_children(part)))
    return tuple(found.values())


def unsigned(expression: Node) -> Node:
    """An expression without a minus in front."""
    return unsigned(expression.operand) if isinstance(expression, Negative) else expression


def switching(part: Node) -> Iterator[Node]:
    """The expressions that an operation itself switches by, whatever its operands do.

    >>> from symcalc.syntax import parse_expression, written
    >>> [written(one) for one in switching(parse_expression("sqrt(abs(x) - 1)"))]
    ['abs(x) - 1']
    """
    match part:
        case Call(function, arguments) if (function, len(arguments)) in EXPRESSIONS:
            yield EXPRESSIONS[function, len(arguments)](*arguments)
        case Call("min" | "max", arguments):
            yield from (minus(a, b) for a, b in combinations(arguments, 2))
        case Power(base, exponent) if not isinstance(base, Constant) and not _whole(exponent):
            yield base
        case Piecewise(pieces):
            for _, condition in pieces:
                yield from _sides(condition)


def _whole(exponent: Node) -> bool:
    known = number(exponent)
    return known is not None and known.denominator == 1


def _sides(condition: Node) -> Iterator[Node]:
    """The differences of all comparisons in a condition."""
    stack = [condition]
    while stack:
        part = stack.pop()
        if isinstance(part, Relation):
            yield from (minus(*pair) for pair in pairwise(part.operands))
        else:
            stack.extend(reversed(part.children()))


def _integers(x: Node) -> Node:
    return Call("sin", (Product((Constant("pi"), x)),))


def _unit(x: Node) -> Node:
    return minus(Power(x, integer(2)), integer(1))


def _itself(x: Node) -> Node:
    return x


EXPRESSIONS: Final[dict[tuple[str, int], Callable[..., Node]]] = {
    **{(name, 1): _itself for name in ("abs", "sign", "heaviside", "relu", "sqrt", "cbrt", "acot")},
    **{(name, 1): _unit for name in ("asin", "acos", "asec", "acsc")},
    **{(name, 1): _integers for name in ("floor", "ceil")},
    ("acosh", 1): lambda x: minus(x, integer(1)),
    ("asech", 1): lambda x: minus(x, integer(1)),
    ("atan2", 2): lambda y, _: y,
}
