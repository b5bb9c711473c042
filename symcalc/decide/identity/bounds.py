"""Ranges that assumptions give to single names, and points moved into them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from flint import arb

from symcalc.decide.ball import enclose
from symcalc.decide.identity.conditions import conditions
from symcalc.syntax.tree import Name, Negative, Node, Sum, names


class Bounds(NamedTuple):
    """Where a name lies; None is no bound."""

    low: Fraction | None = None
    high: Fraction | None = None


def ranges(assumptions: Sequence[Node]) -> dict[str, Bounds]:
    """The bounds of single names that assumptions say directly, `x > 1`; others are left to trying.

    >>> from symcalc.syntax.tree import Relation, integer
    >>> ranges([Relation(("<", "<"), (integer(0), Name("x"), integer(1)))])
    {'x': Bounds(low=Fraction(0, 1), high=Fraction(1, 1))}
    """
    found: dict[str, Bounds] = {}
    for condition in conditions(assumptions):
        if condition.relation not in ("> 0", ">= 0"):
            continue
        match condition.tree:
            case Name(name):
                _raise(found, name, Fraction(0))
            case Negative(Name(name)):
                _lower(found, name, Fraction(0))
            case Sum((Name(name), Negative(bound))) if not names(bound):
                _raise(found, name, _value(bound))
            case Sum((bound, Negative(Name(name)))) if not names(bound):
                _lower(found, name, _value(bound))
    return found


def _raise(found: dict[str, Bounds], name: str, low: Fraction | None) -> None:
    bounds = found.get(name, Bounds())
    if low is not None and (bounds.low is None or low > bounds.low):
        found[name] = bounds._replace(low=low)


def _lower(found: dict[str, Bounds], name: str, high: Fraction | None) -> None:
    bounds = found.get(name, Bounds())
    if high is not None and (bounds.high is None or high < bounds.high):
        found[name] = bounds._replace(high=high)


def _value(node: Node) -> Fraction | None:
    ball = enclose(node)
    if not isinstance(ball, arb) or not ball.is_finite():
        return None
    middle = ball.mid().fmpq()
    return Fraction(int(middle.p), int(middle.q)).limit_denominator(10**6)


def fitted(
    point: Sequence[Fraction], variables: Sequence[str], bounds: Mapping[str, Bounds], whole: frozenset[str]
) -> tuple[Fraction, ...]:
    """The point with each coordinate moved into its range where it lies outside."""
    moved = (_fitted(value, bounds.get(name, Bounds())) for name, value in zip(variables, point, strict=True))
    return tuple(
        Fraction(round(value)) if name in whole else value for name, value in zip(variables, moved, strict=True)
    )


def _fitted(value: Fraction, of: Bounds) -> Fraction:
    """A value inside a range or at its ends: itself where it is, else as far from the end or with the same share."""
    inside = (of.low is None or value >= of.low) and (of.high is None or value <= of.high)
    if inside:
        return value
    if of.low is not None and of.high is not None:
        return of.low + (of.high - of.low) * (1 + value / (1 + abs(value))) / 2
    size = abs(value) or Fraction(1, 7)
    if of.low is not None:
        return (of.low if of.low.denominator == 1 else Fraction(ceil(of.low))) + size
    high = Fraction(0) if of.high is None else of.high
    return (high if high.denominator == 1 else Fraction(floor(high))) - size
