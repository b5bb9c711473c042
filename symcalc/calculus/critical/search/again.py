"""A second look beside the exact search: Newton's method from many starts."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.points.angles import Repeated
from symcalc.calculus.critical.points.coinciding import covers
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.search.cuts import Piece
from symcalc.calculus.critical.search.stationary import Stationary, stationary
from symcalc.calculus.critical.search.survey import Candidate, Survey, inside
from symcalc.calculus.critical.systems.groebner import TooHard

#: How far Newton's method looks, in how many variables, and on how many pieces.
NEAR, WIDEST, MOST_PIECES = 5, 4, 6


def borne_out(found: Survey) -> None:
    """Newton's method from many starts: a point that it finds and the search has not is a doubt, and is kept."""
    question = found.question
    if question.constraints or question.parameters or found.doubts or len(question.names) > WIDEST:
        return
    for piece in [piece for piece in found.pieces if piece.open][:MOST_PIECES]:
        try:
            system = stationary(piece.function, (), question.names)
            conditions = [system.tower.ratio(node) for node in (*piece.positive, *piece.nonzero)]
        except (NotClosed, TooHard, ZeroDivisionError):
            continue
        if all(system.tower.is_number(kernel.position) for kernel in system.tower.kernels):
            continue  # polynomials are solved without a search
        _look(found, piece, system, conditions)


def _look(found: Survey, piece: Piece, system: Stationary, conditions: Sequence[Ratio]) -> None:
    """Newton's method on one piece."""
    from symcalc.calculus.critical.points.zeros import Enclosed  # noqa: PLC0415 (polynomials need no search)
    from symcalc.calculus.critical.search import enclosing, newton  # noqa: PLC0415 (likewise)

    question = found.question
    square = enclosing.differentiated(piece.function, question.names)
    for zero in newton.wandered(square, enclosing.window(question.names, question.ranges, NEAR)):
        spot = Spot(question.names, tuple(Enclosed(zero, i) for i in range(zero.system.width)))
        if not _is_known(found, piece, spot) and inside(system, piece, conditions, spot, found.sides_of(piece)):
            found.doubt("Newton's method finds a point that the equations do not give")
            found.keep(Candidate(piece, system, Repeated(spot)))


def _is_known(found: Survey, piece: Piece, spot: Spot) -> bool:
    """Whether a point is listed for a piece, or on one of its families."""
    if any(c.piece is piece and covers(c.repeated, Repeated(spot)) for c in found.candidates):
        return True
    for item in found.curves:
        tower = item.curve.system.tower
        values = [spot.value(tower, equation, 160) for equation in item.curve.equations]
        if item.piece is piece and all(value.contains(0) for value in values):
            return True
    return False
