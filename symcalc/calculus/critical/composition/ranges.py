"""The values that a function takes: an interval, where its extrema are known and its domain is in one piece."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.result import Extrema, Extremum
from symcalc.calculus.critical.search.bounds import Range, bounds
from symcalc.calculus.critical.search.cuts import Unsplittable, difference
from symcalc.calculus.critical.search.pieces import pieces
from symcalc.calculus.critical.search.survey import Survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import support
from symcalc.decide.ball import Verdict, enclose
from symcalc.decide.sign import sign
from symcalc.record import record
from symcalc.syntax.tree import Constant, Name, Negative, Node, names

OO = Constant("oo")
#: The precision at which ends are rounded to rational numbers, and to which power of 1/2 they are.
BITS, GRAIN = 96, 16


class Unresolved(Exception):
    """Something that the answer to a composition needs was not decided."""


@record
class Interval:
    """The values between two ends, None where there is no bound; an end that is taken belongs to them."""

    low: Node | None
    high: Node | None
    has_low: bool
    has_high: bool

    def end(self, value: Node) -> Literal["low", "high"] | None:
        """Which end a value is; None for one inside. Raises Unresolved."""
        for name, end in (("low", self.low), ("high", self.high)):
            order = None if end is None else sign(difference(value, end))
            if end is not None and order is None:
                raise Unresolved
            if end is not None and order == 0:
                return "low" if name == "low" else "high"
        return None

    def conditions(self, name: str, *, closed: bool) -> tuple[tuple[Node, bool], ...]:
        """The interval as conditions on a variable, with the ends that belong to it or without."""
        found = []
        if self.low is not None:
            found.append((difference(Name(name), self.low), closed and self.has_low))
        if self.high is not None:
            found.append((difference(self.high, Name(name)), closed and self.has_high))
        return tuple(found)

    def bounds(self, *, closed: bool) -> Range:
        """The interval between rational bounds.

        >>> from symcalc.syntax import parse_expression
        >>> found = Interval(parse_expression("0"), parse_expression("exp(3)"), True, True).bounds(closed=True)
        >>> found.low, float(found.high)
        (Fraction(0, 1), 20.085540771484375)
        """
        low = None if self.low is None else _below(self.low)
        high = None if self.high is None else -_below(Negative(self.high))
        return Range(low, high, not (closed and self.has_low), not (closed and self.has_high))


def _below(end: Node) -> Fraction:
    """A rational number that is not greater than a constant, and not much less; raises Unresolved."""
    seen = bounds(end).low
    found = enclose(end, {}, BITS)
    if isinstance(found, Verdict) or not found.is_finite():
        raise Unresolved
    near = Fraction(int((found.lower() * 2**GRAIN).floor().fmpz()), 2**GRAIN)
    return near if seen is None or seen < near else seen


def range_of(found: Survey, extrema: Extrema) -> Interval:
    """The values of a continuous function on a convex domain; raises Unresolved.

    Where conditions are asked for, the function must be smooth beyond them too.
    """
    asked = [node for node, _ in found.question.conditions]
    if asked:
        if not (is_smooth(found.question.tree) and all(map(_is_linear, asked))):
            raise Unresolved
    elif not is_connected(found):
        raise Unresolved
    low, has_low = _end(extrema.minimum, extrema.infimum)
    high, has_high = _end(extrema.maximum, extrema.supremum)
    return Interval(low, high, has_low, has_high)


def is_smooth(function: Node) -> bool:
    """Whether a function is one formula without an edge everywhere."""
    try:
        found = pieces(function)
    except Unsplittable:
        return False
    return len(found) == 1 and not (found[0].partial or found[0].nonzero)


def is_connected(found: Survey) -> bool:
    """Whether the domain is convex: everything, or where linear expressions are positive."""
    if len(found.pieces) != 1:
        return False
    (piece,) = found.pieces
    return piece.open and not piece.nonzero and all(map(_is_linear, piece.positive))


def _is_linear(node: Node) -> bool:
    """Whether an expression is a polynomial of degree 1 at most in its names.

    >>> from symcalc.syntax import parse_expression
    >>> [_is_linear(parse_expression(text)) for text in ("pi - 2x + y", "x y", "x^2 - 1", "sin(x)")]
    [True, False, False, False]
    """
    try:
        tower = Tower(sorted(names(node)), [node])
        ratio = tower.ratio(node)
    except (NotClosed, TooHard, ZeroDivisionError):
        return False
    width = len(tower.names)
    plain = tower.constant(ratio.bottom) and all(i < width or tower.is_number(i) for i in support(ratio.top))
    return plain and all(sum(map(int, monomial[:width])) <= 1 for monomial in ratio.top.to_dict())


def _end(extremum: Extremum | Literal["unknown"] | None, limit: Node | None) -> tuple[Node | None, bool]:
    if extremum == "unknown":
        raise Unresolved
    if extremum is None:
        if limit is None:
            raise Unresolved
        return (None, False) if limit in {OO, Negative(OO)} else (limit, False)
    if not isinstance(extremum.value, Node) or names(extremum.value):
        raise Unresolved
    return extremum.value, True
