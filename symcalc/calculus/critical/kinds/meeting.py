"""The kind of a point where pieces of the function meet: perhaps it is differentiable there all the same."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.kinds.beside import by_jumps, by_signs
from symcalc.calculus.critical.kinds.closely import by_growth
from symcalc.calculus.critical.kinds.corners import (
    Side,
    across,
    alike,
    by_slopes,
    continuous,
    differentiable,
    flat,
    sides,
)
from symcalc.calculus.critical.kinds.judge import Judged, by_bound
from symcalc.calculus.critical.kinds.reasons import Reason
from symcalc.calculus.critical.kinds.smooth import Judgement, judged
from symcalc.calculus.critical.points.constants import Inexact
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.points.values import Height
from symcalc.calculus.critical.search.bounds import rational_of
from symcalc.calculus.critical.search.survey import Candidate, Survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.record import replace

DOUBT = "the pieces of the function that meet here leave the kind open"


def where_pieces_meet(found: Survey, candidate: Candidate, value: Height) -> Judged:
    """A candidate where pieces meet, with its kind, and whether it is critical."""
    question, doubtful = found.question, Judgement("undecided", "unknown", DOUBT)
    spot = candidate.spot.among(question.names)  # the pieces beside it have towers of their own
    try:
        touching = sides(found.pieces, question.names, spot)
        smooth = differentiable(touching) if not candidate.piece.edges else False
        critical = bool(smooth) and flat(touching) and continuous(value.node, touching)
        judgement = _twice(spot, touching) if critical else None
        if judgement is None:
            judgement = _judgement(_edge_reason(found, candidate, value, touching))
            if critical and judgement is not None and alike(touching):
                judgement = replace(judgement, degenerate=True)
    except (Inexact, NotClosed, TooHard, ZeroDivisionError):
        critical, judgement = False, _judgement(by_bound(found, value) or by_growth(found, spot))
    return Judged(candidate, value, judgement or doubtful, critical)


def _judgement(reason: Reason | None) -> Judgement | None:
    """The kind of a point at which there are no second derivatives, or none that decide."""
    return None if reason is None else Judgement(reason.kind, "unknown", reason.evidence)


def _twice(spot: Spot, touching: Sequence[Side]) -> Judgement | None:
    """The kind by the Hessian, where all pieces that meet have the same one: then they all have that Taylor polynomial.

    On the side of a box one formula holds beside the point, and derivatives of higher order count too.
    """
    first, *others = touching
    found = judged(first.system, spot)
    if all(side.system.function == first.system.function for side in others):
        return found if found.kind != "undecided" else None
    return found if found.degenerate is False and alike(touching) else None


def _edge_reason(found: Survey, candidate: Candidate, value: Height, touching: Sequence[Side]) -> Reason | None:
    spot, together = candidate.spot.among(found.question.names), continuous(value.node, touching)
    reason = by_slopes(touching) if together else None
    if reason is None:
        reason = by_bound(found, value)
    if reason is None and together and all(side.slopes is not None for side in touching):
        reason = _along(candidate, touching)
    if reason is None and together:
        reason = by_pieces(found, spot, value, touching)
    if reason is None and not together and value.node is not None:
        reason = by_jumps(touching, value.node)
    return reason or by_growth(found, spot)


def by_pieces(found: Survey, spot: Spot, value: Height, touching: Sequence[Side]) -> Reason | None:
    """The kind of a point with a rational value by the sign of f - f(point) on each piece beside it."""
    number = None if value.node is None else rational_of(value.node)
    return None if number is None else by_signs(found.question.tree, touching, spot, number)


def _along(candidate: Candidate, touching: Sequence[Side]) -> Reason | None:
    system = candidate.system
    isolated = len(system.free) == len(system.surfaces)
    along = "constant" if isolated else judged(system, candidate.spot).kind
    return across(touching, candidate.piece.zero, along)
