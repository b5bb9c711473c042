"""What the families that were found are: critical or without a gradient, and of which kind on which part."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

from symcalc.calculus.critical.families.across import smooth_kind
from symcalc.calculus.critical.families.changes import Break, vanishes_on
from symcalc.calculus.critical.families.parts import Looked, Part, sorted_out
from symcalc.calculus.critical.kernels.tower import NotClosed
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
from symcalc.calculus.critical.points.values import height
from symcalc.calculus.critical.search.closing import jumps
from symcalc.calculus.critical.search.cuts import Piece
from symcalc.calculus.critical.search.stationary import stationary
from symcalc.calculus.critical.search.survey import Candidate, FoundCurve, Survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.record import record
from symcalc.syntax.tree import substitute, walk


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
        looked = _looked(found, item)
        try:
            cut = sorted_out(item.curve, looked)
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


def _looked(found: Survey, item: FoundCurve) -> Looked:
    positive = [comparison(node, ">=" if node in item.sides else ">") for node in item.piece.positive]
    nonzero = [comparison(node, "!=") for node in item.piece.nonzero]
    ends = [(part,) for ratio in item.conditions for part in (ratio.top, ratio.bottom)]
    return Looked(
        item.inside, ends, [*positive, *nonzero], _breaks(found, item), lambda spot: _family_kind(found, item, spot)
    )


def _breaks(found: Survey, item: FoundCurve) -> list[Break]:
    """Where a family on a kink may change its kind: at zeros of all slopes of a piece beside it, or of a jump."""
    if item.piece.open:
        return []
    breaks: list[Break] = []
    tower = item.curve.system.tower
    values = {name: tower.tree(value) for name, value in item.curve.system.eliminated.items()}
    for piece in found.pieces:
        if piece.open:
            beside = stationary(piece.function, (), found.question.names)
            try:
                slopes = [tower.ratio(substitute(beside.tower.tree(c), values)) for c in beside.gradient]
                jump = tower.ratio(substitute(piece.function, values)) - item.curve.system.function
            except (NotClosed, TooHard, ZeroDivisionError):
                continue
            tops = tuple(slope.top for slope in slopes)
            breaks += [tops] if len(item.piece.zero) == 1 else [(top,) for top in tops]
            breaks += [(slope.bottom,) for slope in slopes]
            breaks += [] if tower.reduced(jump).is_zero else [(jump.top,)]
    return breaks


def _family_kind(found: Survey, item: FoundCurve, spot: Spot) -> tuple[str, str]:
    value = height(item.curve.system.tower, item.curve.system.function, spot, item.piece.function)
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
    doubt = "the pieces of the function that meet along this family leave the kind open"
    return ("undecided", doubt) if reason is None else (reason.kind, reason.evidence)


def _is_critical(found: Survey, item: FoundCurve, spot: Spot) -> bool | None:
    """Whether f has a gradient on a family, which is 0; None where it is something else, so that f is only regular."""
    if item.piece.open:
        return True
    if item.piece.edges:
        return False
    try:
        touching = sides(found.pieces, found.question.names, spot)
        value = height(item.curve.system.tower, item.curve.system.function, spot, item.piece.function)
        smooth = bool(differentiable(touching)) and continuous(value.node, touching)
    except (Inexact, NotClosed, TooHard, ZeroDivisionError):
        return is_stationary(found.question.tree, found.question.names, spot)
    if smooth and not flat(touching):
        return False if any(map(jumps, walk(found.question.tree))) else None
    return smooth
