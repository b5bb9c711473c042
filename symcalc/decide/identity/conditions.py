"""Assumptions: as conditions on signs for a proof, and as filters on points for a search."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from flint import ctx, fmpq

from symcalc.decide.ball import compile_condition
from symcalc.decide.identity.kernels.knowledge import Condition
from symcalc.decide.identity.kernels.knowledge import Relation as Kind
from symcalc.syntax.tree import Call, Logic, Name, Negative, Node, Number, Relation, Sum

#: What a comparison says of the left side minus the right one, and whether it is to be turned round first.
COMPARISONS: Final[dict[str, tuple[Kind, bool]]] = {
    ">": ("> 0", False),
    ">=": (">= 0", False),
    "<": ("> 0", True),
    "<=": (">= 0", True),
    "==": ("== 0", False),
    "!=": ("!= 0", False),
}

Satisfied = Callable[[Sequence[fmpq]], bool]


def conditions(assumptions: Sequence[Node]) -> tuple[Condition, ...]:
    """What assumptions say of signs; an `or` says nothing that a proof can use, and leaving it out is safe.

    >>> from symcalc.syntax.tree import integer
    >>> conditions([Relation(("<",), (Name("x"), integer(0)))])
    (Condition(tree=Negative(operand=Name(name='x')), relation='> 0'),)
    """
    return tuple(found for assumption in assumptions for found in _conditions(assumption))


def _conditions(assumption: Node) -> Iterator[Condition]:
    match assumption:
        case Call("integer", (argument,)):
            yield Condition(argument, "integer")
        case Logic("and", operands):
            for operand in operands:
                yield from _conditions(operand)
        case Relation(("<",) | ("<=",) as operators, (Call("abs", (inner,)), bound)):
            yield from _conditions(Relation(operators, (inner, bound)))
            yield from _conditions(Relation(operators, (Negative(inner), bound)))
        case Relation(operators, operands):
            for operator, (left, right) in zip(operators, pairwise(operands), strict=True):
                kind, turned = COMPARISONS[operator]
                yield Condition(difference(right, left) if turned else difference(left, right), kind)


def difference(left: Node, right: Node) -> Node:
    """The left side minus the right one, which may be 0."""
    if isinstance(right, Number) and right.value == 0:
        return left
    if isinstance(left, Number) and left.value == 0:
        return Negative(right)
    return Sum((left, Negative(right)))


def satisfied(assumptions: Sequence[Node], names: Sequence[str], precision: int = 128) -> Satisfied:
    """What tells whether a point certainly satisfies all assumptions."""
    tests = [compile_condition(assumption, names) for assumption in assumptions]

    def test(point: Sequence[fmpq]) -> bool:
        with ctx.workprec(precision):
            return all(holds(point) is True for holds in tests)

    return test


def integer_names(assumptions: Sequence[Node]) -> frozenset[str]:
    """The names that are assumed to be integers."""
    found = (condition for condition in conditions(assumptions) if condition.relation == "integer")
    return frozenset(condition.tree.name for condition in found if isinstance(condition.tree, Name))
