"""Functions that bend one way only have one stationary point at most: once it is found, it is all there is."""

from __future__ import annotations

from collections.abc import Mapping

from flint import arb

from symcalc.calculus.critical.points.spots import Closed, Coordinate, Spot
from symcalc.calculus.critical.search import enclosing, newton
from symcalc.calculus.critical.search.bounds import Range, bounds
from symcalc.calculus.critical.search.boxes import Search, System, Zero
from symcalc.calculus.critical.search.convex import Curvature, curvature
from symcalc.calculus.critical.search.cuts import Piece
from symcalc.calculus.critical.search.polyhedra import witness
from symcalc.calculus.critical.search.stationary import Stationary
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.decide.ball import compile_condition
from symcalc.decide.sign import is_zero
from symcalc.record import record
from symcalc.syntax.tree import Node, Relation, integer, substitute

#: How far Newton's method looks for the point.
NEAR = 5


@record
class Only:
    """The only stationary point, and why there is no other."""

    spot: Spot
    reason: str


def only_one(piece: Piece, system: Stationary, ranges: Mapping[str, Range], open_pieces: int) -> Only | None:
    """The only stationary point of a function that is seen to bend one way, where it is found; else None.

    The rules of convexity hold on convex domains only, which is what they make sure of themselves; equations that
    were solved for some variables are linear, so they leave a convex function convex.
    """
    if not piece.open or open_pieces > 1 or system.surfaces:
        return None
    values = {name: system.tower.tree(value) for name, value in system.eliminated.items()}
    function = substitute(piece.function, values) if values else piece.function
    free = tuple(system.names[i] for i in system.free)
    square = enclosing.differentiated(function, free)
    if curvature(piece.function) in {Curvature.CONVEX, Curvature.CONCAVE} and not piece.nonzero:
        reason = "convexity, by which a stationary point with a regular Hessian is the only one"
        spot = _found(piece, system, square, ranges, values)
        return None if spot is None else Only(spot, reason)
    if len(free) == 1 and not piece.positive and not piece.nonzero and _monotone(square.jacobian[0][0]):
        at_zero = _at_zero(square)
        reason = "the second derivative, which has one sign, so that the slope is zero once at most"
        if at_zero is not None:
            return Only(_completed(system, dict(zip(free, at_zero, strict=True)), values), reason)
        spot = _found(piece, system, square, ranges, values)
        return None if spot is None else Only(spot, reason)
    return None


def _monotone(second: Node) -> bool:
    """Whether a second derivative is seen to have one sign; a function that is no polynomial is not linear."""
    seen = bounds(second)
    return seen.nonnegative or (-seen).nonnegative


def _at_zero(square: System) -> list[Coordinate] | None:
    """The origin, where the slopes vanish exactly."""
    origin = dict.fromkeys(square.names, integer(0))
    if all(is_zero(substitute(f, origin)) for f in square.functions):
        return [Closed(integer(0)) for _ in square.names]
    return None


def _found(
    piece: Piece, system: Stationary, square: System, ranges: Mapping[str, Range], values: Mapping[str, Node]
) -> Spot | None:
    """A stationary point in the domain, proved by Newton's method."""
    tests = [
        compile_condition(Relation((">",), (substitute(node, values), integer(0))), list(square.names))
        for node in piece.positive
    ]
    seen = [*_from_inside(piece, square, values), *enclosing.descended(square).zeros]
    for zero in seen or newton.wandered(square, enclosing.window(square.names, dict(ranges), NEAR)):
        if all(test(zero.balls(96)) is True for test in tests):
            return enclosing.spots(system, Search([zero]))[0]
    return None


def _from_inside(piece: Piece, square: System, values: Mapping[str, Node]) -> list[Zero]:
    """The zero that Newton's method leads to from a point at which linear conditions hold."""
    positive = [substitute(node, values) for node in piece.positive]
    try:
        start = witness([], positive, square.names) if positive else None
    except TooHard:
        return []
    if start is None:
        return []
    zero = newton.nearest(square, [arb(start[name].numerator) / start[name].denominator for name in square.names])
    return [] if zero is None else [zero]


def _completed(system: Stationary, known: dict[str, Coordinate], values: Mapping[str, Node]) -> Spot:
    """The point with the variables that were solved for."""
    origin = {name: integer(0) for name in known}
    solved = {name: Closed(substitute(value, origin)) for name, value in values.items()}
    return Spot(system.names, tuple({**known, **solved}[name] for name in system.names))
