"""What the points that were found are: critical points or corners, and of which kind."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symcalc.calculus.critical.extrema.constraints import on_curve
from symcalc.calculus.critical.families.changes import rational_value
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.kinds.beside import by_jumps, by_signs
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
from symcalc.calculus.critical.kinds.degenerate import Reason
from symcalc.calculus.critical.kinds.factors import by_factors
from symcalc.calculus.critical.kinds.homogeneous import by_form
from symcalc.calculus.critical.kinds.smooth import Judgement, judged
from symcalc.calculus.critical.kinds.spheres import near_signs
from symcalc.calculus.critical.points.constants import Inexact
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.points.values import Height, height
from symcalc.calculus.critical.search.bounds import Range, bounds, rational_of
from symcalc.calculus.critical.search.survey import Candidate, FoundCurve, Survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.decide.sign import sign
from symcalc.record import record, replace
from symcalc.syntax.tree import Negative, Sum, rational

DOUBT = "the pieces of the function that meet here leave the kind open"


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
    return _at_edge(found, candidate, value)


def _smooth(found: Survey, candidate: Candidate, value: Height) -> Judgement:
    first = judged(candidate.system, candidate.spot)
    if first.kind != "undecided":
        return first
    reason = by_bound(found, value) or _by_value(candidate) or _by_spheres(candidate)
    return first if reason is None else Judgement(reason.kind, first.degenerate, reason.evidence, first.eigenvalues)


def _bound(found: Survey, candidate: Candidate, value: Height) -> Judgement:
    """A point on constraints: by the Hessian of the Lagrangian, or, where that says nothing, by other means."""
    corner = bool(candidate.piece.zero)
    first = None if candidate.singular or corner else judged(candidate.system, candidate.spot)
    if first is not None and first.kind != "undecided":
        return first
    question = found.question
    reason = None
    if len(question.constraints) == 1:
        formulas = [piece.function for piece in found.pieces if piece.open]
        reason = on_curve(question.tree, formulas, question.constraints[0], question.names, candidate.spot)
    reason = reason or by_bound(found, value)
    if corner:
        doubt = "the pieces of f meet here"
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


def _by_value(candidate: Candidate) -> Reason | None:
    number = rational_value(candidate.system, candidate.spot)
    return None if number is None else by_factors(candidate.system, candidate.spot, number)


def _by_spheres(candidate: Candidate) -> Reason | None:
    """The kind of a rational point of a polynomial by its signs on all small spheres about it."""
    number, system = rational_value(candidate.system, candidate.spot), candidate.system
    exact = [bounds(node) if node is not None else Range() for node in candidate.spot.nodes]
    center = [seen.low for seen in exact if seen.low is not None and seen.low == seen.high]
    if number is None or len(center) < len(exact) or not system.function.bottom.is_constant():
        return None
    rise = (system.function - system.tower.number(number)).top
    signs = near_signs(system.tower, rise, [], center)
    if signs == {1}:
        return Reason("minimum", "on all small spheres about the point f is greater than there", strict=True)
    if signs == {-1}:
        return Reason("maximum", "on all small spheres about the point f is smaller than there", strict=True)
    if signs == {1, -1}:
        return Reason("saddle", "on all small spheres about the point f takes greater and smaller values than there")
    return None


def _at_edge(found: Survey, candidate: Candidate, value: Height) -> Judged:
    """A candidate where pieces meet: perhaps the function is differentiable there all the same."""
    question, doubtful = found.question, Judgement("undecided", "unknown", DOUBT)
    try:
        touching = sides(found.pieces, question.names, candidate.spot)
        smooth = differentiable(touching) if not candidate.piece.edges else False
        critical = bool(smooth) and flat(touching) and continuous(value.node, touching)
        judgement = _twice(candidate, touching) if critical else None
        if judgement is None:
            judgement = _judgement(_edge_reason(found, candidate, value, touching))
            if critical and judgement is not None and alike(touching):
                judgement = replace(judgement, degenerate=True)
    except (Inexact, NotClosed, TooHard, ZeroDivisionError):
        critical, judgement = False, _judgement(by_bound(found, value) or by_growth(found, candidate.spot))
    return Judged(candidate, value, judgement or doubtful, critical)


def _judgement(reason: Reason | None) -> Judgement | None:
    """The kind of a point at which there are no second derivatives, or none that decide."""
    return None if reason is None else Judgement(reason.kind, "unknown", reason.evidence)


def _twice(candidate: Candidate, touching: Sequence[Side]) -> Judgement | None:
    """The kind by the Hessian, where all pieces that meet have the same one: then they all have that Taylor polynomial.

    On the side of a box one formula holds beside the point, and derivatives of higher order count too.
    """
    first, *others = touching
    found = judged(first.system, candidate.spot)
    if all(side.system.function == first.system.function for side in others):
        return found if found.kind != "undecided" else None
    return found if found.degenerate is False and alike(touching) else None


def _edge_reason(found: Survey, candidate: Candidate, value: Height, touching: Sequence[Side]) -> Reason | None:
    together = continuous(value.node, touching)
    reason = by_slopes(touching) if together else None
    if reason is None:
        reason = by_bound(found, value)
    if reason is None and together and all(side.slopes is not None for side in touching):
        reason = _along(candidate, touching)
    if reason is None and together:
        reason = by_pieces(found, candidate.spot, value, touching)
    if reason is None and not together and value.node is not None:
        reason = by_jumps(touching, value.node)
    return reason or by_growth(found, candidate.spot)


def by_pieces(found: Survey, spot: Spot, value: Height, touching: Sequence[Side]) -> Reason | None:
    """The kind of a point with a rational value by the sign of f - f(point) on each piece beside it."""
    number = None if value.node is None else rational_of(value.node)
    return None if number is None else by_signs(found.question.tree, touching, spot, number)


def _along(candidate: Candidate, touching: Sequence[Side]) -> Reason | None:
    system = candidate.system
    isolated = len(system.free) == len(system.surfaces)
    along = "constant" if isolated else judged(system, candidate.spot).kind
    return across(touching, candidate.piece.zero, along)


def by_growth(found: Survey, spot: Spot) -> Reason | None:
    """The kind of a rational point by the first homogeneous part of f there."""
    exact = spot.exact
    if exact is None or found.question.parameters:
        return None
    point: dict[str, Fraction] = {}
    for name, node in exact.items():
        number = bounds(node)
        if number.low is None or number.low != number.high:
            return None
        point[name] = number.low
    return by_form(found.question.tree, found.question.names, point)
