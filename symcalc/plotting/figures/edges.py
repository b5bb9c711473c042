"""Where a function may break: the expressions whose zeros bound or interrupt its domain, or switch its formula.

Read off the tree, once; a picture then looks for their zeros in numbers. The integers, where `floor` jumps, are the
zeros of sin(pi u).
"""

from __future__ import annotations

from collections.abc import Iterator

from symcalc.decide.domain import domain, switches
from symcalc.decide.floating import Tape
from symcalc.record import record
from symcalc.syntax.tree import (
    Call,
    Constant,
    Logic,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Truth,
    integer,
    names,
    rewrite,
)


@record
class Edge:
    """An expression, whether the function is defined where it is zero, and whether it `bounds` the domain."""

    expression: Node
    defined: Node
    bounds: bool


@record
class Edges:
    """The edges of a function with one tape for all expressions, and one for all conditions."""

    edges: tuple[Edge, ...]
    expressions: Tape
    conditions: Tape

    @classmethod
    def of(cls, function: Node, variables: tuple[str, ...]) -> Edges:
        """The edges of a function without parameters."""
        found = tuple(_edges(function))
        expressions = Tape.of([edge.expression for edge in found], variables)
        return cls(found, expressions, Tape.of([edge.defined for edge in found], variables))


def _edges(function: Node) -> Iterator[Edge]:
    """Each expression once: first those of the domain, exact about what holds on them, then the switches."""
    where = domain(function)
    seen: set[Node] = set()
    for relation in _relations(where):
        for place, (left, right) in enumerate(zip(relation.operands, relation.operands[1:], strict=False)):
            operator = relation.operators[place]
            holds = _replaced(where, relation, Truth(operator in {"<=", ">=", "=="}))
            for expression in factors(_difference(left, right)):
                if names(expression) and expression not in seen:
                    seen.add(expression)
                    yield Edge(expression, holds, bounds=True)
    for switch in switches(function):
        for expression in factors(switch.expression):
            if expression not in seen:
                seen.add(expression)
                yield Edge(expression, where, bounds=False)


def _relations(condition: Node) -> Iterator[Relation]:
    """The comparisons in a condition."""
    if isinstance(condition, Relation):
        yield condition
    elif isinstance(condition, Logic):
        for part in condition.children():
            yield from _relations(part)


def _replaced(condition: Node, relation: Relation, truth: Truth) -> Node:
    return rewrite(condition, lambda node: truth if node == relation else node)


def _difference(left: Node, right: Node) -> Node:
    """What is zero where two sides meet; where a number meets its floor, the integers."""
    for one, other in ((left, right), (right, left)):
        if isinstance(one, Call) and one.function in {"floor", "ceil"} and one.arguments == (other,):
            return Call("sin", (Product((Constant("pi"), other)),))
    return left if right == integer(0) else Sum((left, Negative(right)))


def factors(expression: Node) -> Iterator[Node]:
    """Expressions with the same zeros, but each with a change of sign where that can be had: factors, bases of powers.

    >>> from symcalc.syntax import parse_expression, written
    >>> [written(factor) for factor in factors(parse_expression("3 x^2 (x - 1)"))]
    ['x', 'x - 1']
    """
    match expression:
        case Product(parts):
            for part in parts:
                yield from factors(part)
        case Power(base, Number(exponent)) if exponent > 0:
            yield from factors(base)
        case Negative(operand):
            yield from factors(operand)
        case Quotient(top, _):
            yield from factors(top)
        case _ if names(expression):
            yield expression
