"""What the families that were found are: critical or without a gradient, and of which kind on which part."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from symcalc.calculus.critical.families.across import smooth_kind
from symcalc.calculus.critical.families.changes import rational_value, vanishes_on
from symcalc.calculus.critical.families.parts import Looked, Part, Sorted, sorted_out
from symcalc.calculus.critical.families.samples import sample
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.kinds.along import sign_changes, slope_changes
from symcalc.calculus.critical.kinds.beside import by_jumps
from symcalc.calculus.critical.kinds.branches import is_stationary
from symcalc.calculus.critical.kinds.closely import by_growth
from symcalc.calculus.critical.kinds.corners import (
    across,
    continuous,
    differentiable,
    flat,
    sides,
)
from symcalc.calculus.critical.kinds.judge import by_bound, goes_through
from symcalc.calculus.critical.kinds.meeting import by_pieces
from symcalc.calculus.critical.points.angles import Repeated
from symcalc.calculus.critical.points.constants import Inexact
from symcalc.calculus.critical.points.relations import comparison
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.points.values import Height, height
from symcalc.calculus.critical.search.closing import jumps
from symcalc.calculus.critical.search.cuts import Piece
from symcalc.calculus.critical.search.survey import Candidate, FoundCurve, Survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.record import record, replace
from symcalc.syntax.tree import walk

OPEN = "the pieces of the function that meet along this family leave the kind open"


@record
class JudgedPart:
    """A part of a family of one kind; `critical` says whether the gradient exists there.

    A point at which it does is `alone` where it does not on the rest of the family.
    """

    part: Part
    piece: Piece
    critical: bool
    alone: bool = False


def parts(found: Survey) -> list[JudgedPart]:
    """Every family cut into parts of one kind; points that turn out to be isolated join the candidates."""
    judged_parts: list[JudgedPart] = []
    alone: list[tuple[FoundCurve, Spot]] = []
    larger: list[FoundCurve] = []
    for item in outermost(found.curves):
        try:
            cut = _cut(found, item)
        except TooHard as problem:
            found.doubt(str(problem))
            continue
        for doubt in cut.doubts:
            found.doubt(doubt)
        alone += [(item, spot) for spot in cut.isolated if item.inside(spot)]
        larger += [item] if cut.parts else []
        answers = [(part, _is_critical(found, item, part.sample)) for part in cut.parts]
        lasting = any(critical for part, critical in answers if part.parameters or part.point is None)
        for part, critical in answers:
            alone_here = bool(critical) and not lasting and not item.piece.open
            judged_parts += [] if critical is None else [JudgedPart(part, item.piece, critical, alone_here)]
    for item, spot in alone:
        if not any(other.piece is item.piece and goes_through(other, spot) for other in larger):
            found.keep(Candidate(item.piece, item.curve.system, Repeated(spot), alone=True))
    return judged_parts


def outermost(curves: Sequence[FoundCurve]) -> list[FoundCurve]:
    """The families that lie in no larger one of their piece."""
    return [item for item in curves if not any(_within(item, other) for other in curves)]


def _within(item: FoundCurve, other: FoundCurve) -> bool:
    if item.piece is not other.piece or item.curve.dimension >= other.curve.dimension:
        return False
    if item.curve.system is not other.curve.system:
        return False
    return all(vanishes_on(item.curve, equation) for equation in other.curve.equations)


def _cut(found: Survey, item: FoundCurve) -> Sorted:
    """A family cut where its kind may change; its kind is left open where that is not known; raises TooHard."""
    looked, system = _looked(found, item), item.curve.system
    spot = sample(item.curve)
    if item.piece.open or (spot is not None and by_bound(found, _height(item, spot))):
        return sorted_out(item.curve, looked)
    with suppress(NotClosed, TooHard, ZeroDivisionError):
        value = None if spot is None else rational_value(system, spot)
        turns = sign_changes(found.pieces, item.curve, item.piece, value)
        cut = sorted_out(item.curve, replace(looked, breaks=[*looked.breaks, *turns]))
        if not cut.doubts:
            return cut
    return sorted_out(item.curve, replace(looked, kind=lambda _: ("undecided", OPEN)))


def _looked(found: Survey, item: FoundCurve) -> Looked:
    positive = [comparison(node, ">=" if node in item.sides else ">") for node in item.piece.positive]
    nonzero = [comparison(node, "!=") for node in item.piece.nonzero]
    ends = [(part,) for ratio in item.conditions for part in (ratio.top, ratio.bottom)]
    breaks = [] if item.piece.open else slope_changes(found.pieces, item.curve, item.piece)
    return Looked(item.inside, ends, [*positive, *nonzero], breaks, lambda spot: _family_kind(found, item, spot))


def _family_kind(found: Survey, item: FoundCurve, spot: Spot) -> tuple[str, str]:
    value = _height(item, spot)
    kind, evidence = smooth_kind(item.curve, spot)
    if item.piece.open:
        reason = by_bound(found, value) if kind == "undecided" else None
        return (kind, evidence) if reason is None else (reason.kind, reason.evidence)
    reason = by_bound(found, value)
    with suppress(Inexact, NotClosed, TooHard, ZeroDivisionError):
        near = spot.among(found.question.names)
        touching = sides(found.pieces, found.question.names, near)
        if reason is None and continuous(value.node, touching):
            reason = across(touching, item.piece.zero, kind) or by_pieces(found, near, value, touching)
        elif reason is None and value.node is not None:
            reason = by_jumps(touching, value.node)
    reason = reason or by_growth(found, spot)
    return ("undecided", OPEN) if reason is None else (reason.kind, reason.evidence)


def _height(item: FoundCurve, spot: Spot) -> Height:
    return height(item.curve.system.tower, item.curve.system.function, spot, item.piece.function)


def _is_critical(found: Survey, item: FoundCurve, spot: Spot) -> bool | None:
    """Whether f has a gradient on a family, which is 0; None where it is something else, so that f is only regular."""
    if item.piece.open:
        return True
    if item.piece.edges:
        return False
    try:
        touching = sides(found.pieces, found.question.names, spot)
        value = _height(item, spot)
        smooth = bool(differentiable(touching)) and continuous(value.node, touching)
    except (Inexact, NotClosed, TooHard, ZeroDivisionError):
        return is_stationary(found.question.tree, found.question.names, spot)
    if smooth and not flat(touching):
        return False if any(map(jumps, walk(found.question.tree))) else None
    return smooth
