"""Whether a function is differentiable at a point that was found where its pieces meet, by its own branches there."""

from __future__ import annotations

from symcalc.calculus.critical.kinds.branches import slopes_at
from symcalc.calculus.critical.kinds.judge import Judged
from symcalc.calculus.critical.search.survey import Survey
from symcalc.calculus.smoothness import behaviour
from symcalc.decide.sign import is_zero
from symcalc.errors import DomainFault, Nondifferentiable
from symcalc.record import replace


def looked_at(found: Survey, place: Judged) -> Judged | None:
    """The place, critical or a corner as f is there; None where f has a gradient and it is not 0."""
    question, point = found.question, place.spot.exact
    on_side = any(node in place.candidate.piece.zero for node, _ in question.conditions)
    if place.candidate.repeated.steps or on_side:
        return place
    if point is None:
        if not place.candidate.piece.open:
            found.doubt("whether f is differentiable at a point without a closed form was not decided")
        return place
    try:
        there = behaviour(question.tree, question.names, point, 1)
    except Nondifferentiable:
        return replace(place, critical=False)
    except DomainFault:
        return place
    gradient = None if there.regular is None else slopes_at(there, question.names, point)
    zeros = [None] if gradient is None else [is_zero(slope) for slope in gradient]
    if False in zeros:
        return None if not place.critical else place
    if None in zeros:
        found.doubt("whether f is differentiable at a point where pieces meet could not be decided")
        return place
    return replace(place, critical=True)
