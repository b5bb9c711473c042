"""Expressions in free names, tried at a few points: what is not 0 at one of them is not 0 always."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from flint import arb, fmpq

from symcalc.calculus.smoothness.place import Place
from symcalc.decide.ball import compile_ball
from symcalc.decide.domain import is_open, simplified
from symcalc.decide.domain.conditions import minus
from symcalc.decide.sign.settle import compares
from symcalc.syntax.tree import Name, Node, Relation, Truth, names, rewrite

#: Values that no simple relation holds between.
_VALUES: Final = (
    Fraction(17, 7),
    Fraction(-13, 11),
    Fraction(3, 19),
    Fraction(-29, 23),
    Fraction(41, 5),
    Fraction(2, 31),
)
_TRIES: Final = 6


def not_always_zero(node: Node) -> bool:
    """Whether an expression has a value other than 0 for some values of its names and of functions without a formula.

    >>> from symcalc.syntax import parse_expression
    >>> [not_always_zero(parse_expression(text)) for text in ("a - b", "exp(log(a)) - a", "sqrt(2)")]
    [True, False, False]
    """
    free = _with_names_only(node)
    letters = sorted(names(free))
    if not letters:
        return False
    value_at = compile_ball(free, letters)
    values = (value_at(point) for point in _points(len(letters)))
    return any(isinstance(value, arb) and not value.contains(0) for value in values)


def certain(condition: Node, place: Place) -> Node:
    """A condition on free names without what holds, or fails, whatever their values are: a - a > 0 is false.

    >>> from symcalc.syntax import parse_conditions, written
    >>> written(certain(parse_conditions("a - a > 0")[0], Place((), {})))
    'false'
    """
    return simplified(rewrite(condition, lambda part: _decided(part, place)), place.known)


def _decided(part: Node, place: Place) -> Node:
    if not isinstance(part, Relation) or len(part.operators) > 1:
        return part
    sign = place.constant_sign(minus(*part.operands))
    return part if sign is None else Truth(compares(sign, part.operators[0]))


def _points(size: int) -> Iterator[list[fmpq]]:
    for shift in range(_TRIES):
        chosen = (_VALUES[(shift + k) % len(_VALUES)] + k // len(_VALUES) for k in range(size))
        yield [fmpq(value.numerator, value.denominator) for value in chosen]


def _with_names_only(node: Node) -> Node:
    """Functions without a formula as names of their own, equal ones the same."""
    found: dict[Node, Node] = {}

    def change(part: Node) -> Node:
        if is_open(part) and not isinstance(part, Name):
            return found.setdefault(part, Name(f"{len(found)}'"))
        return part

    return rewrite(node, change)
