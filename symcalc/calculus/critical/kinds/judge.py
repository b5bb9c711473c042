"""What the points that were found are: critical points or corners, and of which kind."""

from __future__ import annotations

from fractions import Fraction

from symcalc.calculus.critical.kinds.reasons import Reason
from symcalc.calculus.critical.kinds.smooth import Judgement, judged
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.points.values import Height, height
from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.search.survey import Candidate, FoundCurve, Survey
from symcalc.decide.sign import sign
from symcalc.record import record
from symcalc.syntax.tree import Negative, Sum, rational


@record
class Judged:
    """A candidate with its value and kind; `critical` says whether the gradient exists there and is zero."""

    candidate: Candidate
    height: Height
    judgement: Judgement
    critical: bool

    @property
    def spot(self) -> Spot:
        """The point."""
        return self.candidate.spot


def settled(found: Survey) -> list[Judged]:
    """Every candidate judged, but for the ends of families on the sides of a box."""
    sides = found.question.sides
    kept = []
    for candidate in found.candidates:
        beside = [item for item in found.curves if item.piece is candidate.piece and item.piece.open]
        possible = sides and not candidate.alone and not candidate.repeated.steps
        if not (possible and any(goes_through(item, candidate.spot) for item in beside)):
            kept.append(judge(found, candidate))
    return kept


def goes_through(item: FoundCurve, spot: Spot) -> bool:
    """Whether a point lies on a family, or on what it is part of beyond the sides of a box."""
    tower = item.curve.system.tower
    return all(spot.sign(tower, equation) == 0 for equation in item.curve.equations)


def judge(found: Survey, candidate: Candidate) -> Judged:
    """A candidate with its value and kind."""
    system, spot = candidate.system, candidate.spot
    value = height(system.tower, system.function, spot, candidate.piece.function)
    if candidate.piece.open and not found.question.constraints:
        return Judged(candidate, value, _smooth(found, candidate, value), critical=True)
    if candidate.piece.open or found.question.constraints:
        critical = candidate.piece.open
        return Judged(candidate, value, _bound(found, candidate, value), critical=critical)
    from symcalc.calculus.critical.kinds.meeting import where_pieces_meet  # noqa: PLC0415 (most points are smooth)

    return where_pieces_meet(found, candidate, value)


def _smooth(found: Survey, candidate: Candidate, value: Height) -> Judgement:
    first = judged(candidate.system, candidate.spot)
    if first.kind != "undecided":
        return first
    reason = by_bound(found, value) or _closely(candidate)
    return first if reason is None else Judgement(reason.kind, first.degenerate, reason.evidence, first.eigenvalues)


def _closely(candidate: Candidate) -> Reason | None:
    """A point that derivatives leave open: by the factors of f - f(point), or by its signs on small spheres."""
    from symcalc.calculus.critical.kinds.closely import by_spheres, by_value  # noqa: PLC0415 (few points need it)

    return by_value(candidate) or by_spheres(candidate)


def _bound(found: Survey, candidate: Candidate, value: Height) -> Judgement:
    """A point on constraints: by the Hessian of the Lagrangian, or, where that says nothing, by other means."""
    corner = bool(candidate.piece.zero)
    first = None if candidate.singular or corner else judged(candidate.system, candidate.spot)
    if first is not None and first.kind != "undecided":
        return first
    question = found.question
    reason = None
    if len(question.constraints) == 1:
        from symcalc.calculus.critical.extrema.constraints import on_curve  # noqa: PLC0415 (only on a curve)

        formulas = [piece.function for piece in found.pieces if piece.open]
        reason = on_curve(question.tree, formulas, question.constraints[0], question.names, candidate.spot)
    reason = reason or by_bound(found, value)
    if corner:
        doubt = "the pieces of f or of a constraint meet here"
        open_ = Judgement("undecided", "unknown", f"{doubt}, and the kind is open")
        return open_ if reason is None else Judgement(reason.kind, True, f"{doubt}; {reason.evidence}")
    doubt = "the constraints' gradients are dependent here" if candidate.singular else "the Hessian is singular"
    if reason is None:
        return Judgement(
            "undecided", "unknown" if first is None else first.degenerate, f"{doubt}, and the kind is open"
        )
    return Judgement(reason.kind, True, f"{doubt}; {reason.evidence}")


def by_bound(found: Survey, value: Height) -> Reason | None:
    """An extremum because the value is a bound that can be read off the function."""
    seen = bounds(found.question.tree, found.question.ranges)
    for limit, kind, word in ((seen.low, "minimum", "below"), (seen.high, "maximum", "above")):
        if limit is not None and value.node is not None and _equals(value, limit):
            return Reason(kind, f"f is nowhere {word} {limit}, as its form shows, and this is its value here")
    return None


def _equals(value: Height, number: Fraction) -> bool:
    assert value.node is not None  # noqa: S101 (the caller has seen it)
    if not value.ball().overlaps(Height(rational(number)).ball()):
        return False
    return sign(Sum((value.node, Negative(rational(number))))) == 0
