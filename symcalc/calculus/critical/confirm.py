"""A second look at what the search kept: whether f is differentiable where pieces meet, and repeats with a family.

The search goes by pieces; whether f is differentiable where pieces meet is decided by its own branches there.
"""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.critical.kinds.branches import slopes_at
from symcalc.calculus.critical.kinds.judge import Judged
from symcalc.calculus.critical.kinds.repeating import spread
from symcalc.calculus.critical.search.survey import Survey
from symcalc.calculus.smoothness import behaviour
from symcalc.decide.domain import switches
from symcalc.decide.sign import is_zero
from symcalc.errors import DomainFault, Nondifferentiable
from symcalc.record import replace


def confirmed(found: Survey, places: Sequence[Judged]) -> list[Judged]:
    """The places as f itself bears them out; what could not be decided is a doubt of the survey."""
    question = found.question
    if question.constraints or question.parameters:
        return list(places)
    kept = [part for place in places for part in spread(found, place)]
    if not switches(question.tree):
        return kept
    looked = (_looked_at(found, place) for place in kept)
    return [place for place in looked if place is not None]


def _looked_at(found: Survey, place: Judged) -> Judged | None:
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
