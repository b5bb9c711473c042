"""Switches that are ties everywhere: max(u, v) where u = v at all points is u, and relu(u) where u = 0 is 0.

Where they stand there is no corner, so they are settled before a function is differentiated: what a formula says of
the two sides of a switch holds off its ties, and here no point is off them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations, islice
from typing import Final

from flint import arb, ctx, fmpq

from symcalc.calculus.pointwise.analytic import is_analytic
from symcalc.decide.ball import compile_balls
from symcalc.decide.domain import conjuncts, domain
from symcalc.decide.domain.conditions import number
from symcalc.decide.domain.simplify import HOLDS
from symcalc.decide.identity import identical
from symcalc.decide.identity.conditions import satisfied
from symcalc.decide.identity.points import rational_points
from symcalc.record import record
from symcalc.syntax.tree import (
    Call,
    Node,
    Piecewise,
    Power,
    Relation,
    Truth,
    free_parts,
    integer,
    names,
    rational,
    rewrite,
)

_ZERO: Final = integer(0)
#: What functions that switch where their argument is 0 are there.
_AT_ZERO: Final = dict.fromkeys(("abs", "sign", "relu", "sqrt", "cbrt"), _ZERO) | {
    "heaviside": rational(Fraction(1, 2))
}
_EXTREMES: Final = frozenset({"min", "max"})
_ROUNDED: Final = frozenset({"floor", "ceil"})
#: Points at which sides are compared before a proof is tried, among so many candidates, with so many bits.
_POINTS, _CANDIDATES, _PRECISION = 4, 40, 64
#: The work that the proof of one tie may cost, and how many proofs are tried.
_WORK, _PROOFS = 20_000, 40


def untied(
    function: Node, assumptions: Sequence[Node] = (), formal: Mapping[str, tuple[str, ...]] | None = None
) -> Node:
    """A function with the switches settled that are proved to be ties wherever it is defined; its domain is the same.

    Only assumptions that hold around a point with it are used, so its derivatives are the same too.

    >>> from symcalc.syntax import parse_expression, written
    >>> [written(untied(parse_expression(text))) for text in ("max(x, 2x - x)", "y relu(x - x)", "max(x, x y/y)")]
    ['x', 'y*0', 'piecewise((x, y != 0))']
    """
    given = tuple(one for one in assumptions if _is_open(one))
    while pairs := _equal(_close(dict.fromkeys(_pairs(function)), given), given, formal or {}):
        settled = rewrite(function, Ties(pairs, given).settled)
        if settled is function:
            break
        function = settled
    return function


def _is_open(assumption: Node) -> bool:
    """Whether what is assumed at a point is seen to hold around it too."""
    strict = isinstance(assumption, Relation) and set(assumption.operators) <= {"<", ">", "!="}
    return strict and all(map(is_analytic, assumption.children()))


def _pairs(function: Node) -> Iterator[tuple[Node, Node]]:
    """The sides of all switches: what would be equal where they tie."""
    for part in free_parts(function):
        match part:
            case Call(name, (argument,)) if name in _AT_ZERO:
                yield argument, _ZERO
            case Call(name, (argument,)) if name in _ROUNDED:
                yield part, argument
            case Call(name) if name in _EXTREMES:
                yield from combinations(_sides(part), 2)
            case Power(base, exponent) if _is_root(exponent):
                yield base, _ZERO
            case Relation((operator,), (left, right)) if operator in HOLDS:
                yield left, right


def _is_root(exponent: Node) -> bool:
    power = number(exponent)
    return power is not None and power > 0 and power.denominator != 1


def _sides(extreme: Call) -> tuple[Node, ...]:
    """The arguments of a greatest or least value, those of the same inside it too."""
    nested = (
        _sides(one) if isinstance(one, Call) and one.function == extreme.function else (one,)
        for one in extreme.arguments
    )
    return tuple(side for sides in nested for side in sides)


def _close(pairs: Mapping[tuple[Node, Node], None], given: Sequence[Node]) -> list[tuple[Node, Node]]:
    """The pairs that differ at none of a few points; nearly all do at the first."""
    left = list(pairs)
    variables = sorted({name for pair in left for side in pair for name in names(side)})
    allowed = satisfied(given, variables) if {name for one in given for name in names(one)} <= set(variables) else None
    candidates = (
        tuple(fmpq(x.numerator, x.denominator) for x in point)
        for point in islice(rational_points(variables, given, frozenset()), _CANDIDATES)
    )
    for point in islice((one for one in candidates if allowed is None or allowed(one)), _POINTS):
        if not left:
            break
        with ctx.workprec(_PRECISION):
            values = compile_balls([side for pair in left for side in pair], variables)(point)
        met = zip(left, values[::2], values[1::2], strict=True)
        left = [pair for pair, a, b in met if not (isinstance(a, arb) and isinstance(b, arb) and not a.overlaps(b))]
    return left


def _equal(
    pairs: Sequence[tuple[Node, Node]], given: Sequence[Node], formal: Mapping[str, tuple[str, ...]]
) -> frozenset[tuple[Node, Node]]:
    """The pairs that are proved to be equal wherever both have a value."""
    tried = pairs[:_PROOFS]
    return frozenset(
        (a, b) for a, b in tried if a == b or identical(a, b, given, formal=formal, work=_WORK).verdict == "proved"
    )


@record
class Ties:
    """Pairs of expressions that are equal wherever both have a value, and the assumptions under which they are."""

    pairs: frozenset[tuple[Node, Node]]
    given: tuple[Node, ...]

    def settled(self, part: Node) -> Node:
        """A part without its own switch where that is a tie."""
        match part:
            case Call(name, (argument,)) if name in _AT_ZERO and self._vanishes(argument):
                return _AT_ZERO[name]
            case Call(name, (argument,)) if name in _ROUNDED and (part, argument) in self.pairs:
                return argument
            case Call(name) if name in _EXTREMES:
                return self._extreme(part)
            case Power(base, exponent) if _is_root(exponent) and self._vanishes(base):
                return _ZERO
            case Relation((operator,), (left, right)) if self._always_tie(left, right):
                return Truth(0 in HOLDS[operator])
            case Piecewise(pieces):
                return _chosen(part, pieces)
        return part

    def _vanishes(self, node: Node) -> bool:
        """Whether an expression is 0 at all points."""
        return (node, _ZERO) in self.pairs and not self._domain(node)

    def _always_tie(self, left: Node, right: Node) -> bool:
        """Whether two sides have the same value at all points."""
        return (left, right) in self.pairs and not self._domain(left) | self._domain(right)

    def _domain(self, node: Node) -> set[Node]:
        return set(conjuncts(domain(node, self.given)))

    def _extreme(self, extreme: Call) -> Node:
        """A greatest or least value without the sides that equal one before them, where all of them have a value."""
        sides = _sides(extreme)
        kept = [side for place, side in enumerate(sides) if not any((one, side) in self.pairs for one in sides[:place])]
        if len(kept) == len(sides):
            return extreme
        value = kept[0] if len(kept) == 1 else Call(extreme.function, tuple(kept), span=extreme.span)
        needed = domain(extreme, self.given)
        return value if self._domain(value) >= set(conjuncts(needed)) else Piecewise(((value, needed),))


def _chosen(part: Piecewise, pieces: Sequence[tuple[Node, Node]]) -> Node:
    """A piecewise function without the pieces that are never meant."""
    kept = [(value, condition) for value, condition in pieces if condition != Truth(value=False)]
    if kept and kept[0][1] == Truth(value=True):
        return kept[0][0]
    return part if len(kept) in (0, len(pieces)) else Piecewise(tuple(kept), span=part.span)
