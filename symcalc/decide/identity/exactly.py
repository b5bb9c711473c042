"""Exact points, irrational ones too, at which expressions may differ: where they jump or switch, or assumptions bind.

No ball sees that the cosine of pi/2 is 0, so no search among rational points meets the step of heaviside(cos(x)).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from flint import arb

from symcalc.decide.ball import enclose
from symcalc.decide.identity.conditions import conditions
from symcalc.decide.identity.domains import edge_points, exists
from symcalc.decide.identity.folding import worked_out
from symcalc.decide.identity.verdict import Point
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.decide.sign import settled, truth
from symcalc.syntax.tree import Call, Logic, Node, Relation, Sum, integer, names, substitute, walk

#: Functions that jump where their argument is zero, and at every integer.
STEPS: Final = frozenset({"sign", "heaviside"})
STAIRS: Final = frozenset({"floor", "ceil"})
#: Points that are looked at, and steps of work for finding them.
MOST_POINTS: Final = 30
WORK: Final = 20_000


def differing_point(
    left: Node, right: Node, variables: Sequence[str], assumptions: Sequence[Node]
) -> tuple[Point, Node, Node] | None:
    """A point at which two sides differ for certain, with their values; None where none was found.

    >>> from symcalc.syntax import parse_expression
    >>> left, right = parse_expression("heaviside(cos(x))^2"), parse_expression("heaviside(cos(x))")
    >>> found = differing_point(left, right, ["x"], ())
    >>> None if found is None else [*found[0]]
    ['x']
    """
    for point in _points((left, right), variables, assumptions):
        values = _values(left, right, point)
        if values is not None and _satisfied(assumptions, point):
            return point, *values
    return None


def common_point(left: Node, right: Node, variables: Sequence[str], assumptions: Sequence[Node]) -> Point | None:
    """A point at which both sides are defined for certain, where assumptions bind; None where none was found."""
    for point in _points((), variables, assumptions):
        if _satisfied(assumptions, point) and all(exists(substitute(side, point)) for side in (left, right)):
            return point
    return None


def _points(trees: Sequence[Node], variables: Sequence[str], assumptions: Sequence[Node]) -> Iterator[Point]:
    edges = dict.fromkeys(edge for tree in (*trees, *assumptions) for edge in _edges(tree))
    work = Work(WORK)
    try:
        yield from islice((point for edge in edges for point in edge_points(edge, variables, work)), MOST_POINTS)
    except OutOfWork:
        return


def _satisfied(assumptions: Sequence[Node], point: Point) -> bool:
    return all(truth(substitute(assumption, point)) is True for assumption in assumptions)


def _values(left: Node, right: Node, point: Point) -> tuple[Node, Node] | None:
    """The values of both sides at a point, if they differ there for certain."""
    values = []
    for side in (left, right):
        value = settled(worked_out(substitute(side, point)))
        ball = enclose(value) if isinstance(value, Node) else None
        if not isinstance(value, Node) or not isinstance(ball, arb):
            return None
        values.append((value, ball))
    (first, ball), (second, other) = values
    return None if ball.overlaps(other) else (first, second)


def _edges(tree: Node) -> Iterator[Node]:
    """Trees at whose zeros another one jumps, switches or is bound to be."""
    for part in walk(tree):
        match part:
            case Call(function, (argument,)) if function in STEPS | STAIRS and names(argument):
                yield argument
                if function in STAIRS:
                    yield from (Sum((argument, integer(k))) for k in (-1, -2, 1))
            case Relation() | Logic():
                yield from (condition.tree for condition in conditions([part]) if names(condition.tree))
