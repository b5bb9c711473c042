"""A second look at what the search kept: whether f is differentiable where pieces meet, and repeats with a family.

The search goes by pieces; whether f is differentiable where pieces meet is decided by its own branches there.
"""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.critical.kinds.judge import Judged
from symcalc.calculus.critical.kinds.repeating import spread
from symcalc.calculus.critical.search.survey import Survey
from symcalc.decide.domain import switches


def confirmed(found: Survey, places: Sequence[Judged]) -> list[Judged]:
    """The places as f itself bears them out; what could not be decided is a doubt of the survey."""
    question = found.question
    if question.parameters:
        return list(places)
    kept = [part for place in places for part in spread(found, place)]
    if question.constraints or not switches(question.tree):
        return kept
    from symcalc.calculus.critical.kinds.seams import looked_at  # noqa: PLC0415 (a smooth function has no seams)

    looked = (looked_at(found, place) for place in kept)
    return [place for place in looked if place is not None]
