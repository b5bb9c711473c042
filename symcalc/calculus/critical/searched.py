"""The search, the judgement and the extrema of one question, put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from symcalc.calculus.critical.composition.fewer import Outcome, Watch, by_forms
from symcalc.calculus.critical.composition.inner import Composition, compositions
from symcalc.calculus.critical.confirm import confirmed
from symcalc.calculus.critical.entries import Answer, add_edge, add_part, add_point, merged_places, order
from symcalc.calculus.critical.extrema.extrema import Contender, extrema, shown
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.kinds import line
from symcalc.calculus.critical.kinds.judge import Judged, judge, settled
from symcalc.calculus.critical.kinds.smooth import Judgement
from symcalc.calculus.critical.points.decimals import DIGITS, decimal_of
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.points.values import Height, tidied
from symcalc.calculus.critical.result import (
    UNKNOWN,
    Extrema,
    Extremum,
    Family,
    Nondifferentiable,
)
from symcalc.calculus.critical.search.again import borne_out
from symcalc.calculus.critical.search.cuts import Piece, Unsplittable
from symcalc.calculus.critical.search.pieces import pieces as pieces_of
from symcalc.calculus.critical.search.stationary import eliminate
from symcalc.calculus.critical.search.strata import refined
from symcalc.calculus.critical.search.survey import Beyond, Question, Survey, survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.record import replace
from symcalc.syntax.tree import Name, integer, substitute

if TYPE_CHECKING:
    from symcalc.calculus.critical.families.edges import Edge
    from symcalc.calculus.critical.kinds.sets import JudgedPart

ZERO = integer(0)
#: So many ways to take a function apart are tried.
MOST_PARTS = 3
#: So many points are judged while the search goes on.
MOST_JUDGED = 20


def answered(question: Question, digits: int = DIGITS, watch: Watch | None = None, *, exactly: bool = False) -> Outcome:
    """Everything about the critical points of a function but its gradient.

    Where `exactly` is asked for, Beyond is raised before boxes are searched.
    """
    if not question.names:
        return _constant(question)
    if question.parameters:
        from symcalc.calculus.critical.by_cases import by_cases  # noqa: PLC0415 (only functions with parameters)

        outcome = by_cases(question)
        if not outcome[2].doubts:
            return outcome
        from symcalc.calculus.critical.composition.scaled import by_scale  # noqa: PLC0415 (only where cases leave doubts)

        return by_scale(question, lambda inner: answered(inner, digits, exactly=True)) or outcome

    def search(inner: Question, watch: Watch | None) -> Outcome:
        return answered(inner, digits, watch, exactly=exactly)

    return by_forms(question, search, watch) or _by_parts(question, digits, watch, exactly=exactly)


def _by_parts(question: Question, digits: int, watch: Watch | None, *, exactly: bool) -> Outcome:
    """The function searched itself; where that leaves something open, an outer and an inner one, if it has these."""
    parts = [] if question.constraints else list(islice(compositions(question.tree, question.names), MOST_PARTS))
    if not parts:
        return _searched(question, digits, watch, exactly=exactly)
    direct = None
    with suppress(Beyond):
        direct = _searched(question, digits, watch, exactly=True)
    if direct is not None and _is_whole(direct):
        return direct
    composed = _composed(question, parts, digits)
    if composed is not None and (_is_whole(composed) or exactly or not question.conditions):
        return composed
    searched = direct or _searched(question, digits, watch, exactly=exactly)
    return composed if composed is not None and not _is_whole(searched) else searched


def _composed(question: Question, parts: Sequence[Composition], digits: int) -> Outcome | None:
    """The answer by the chain rule; None where it gives none."""
    if question.conditions and len(question.names) == 1:
        from symcalc.calculus.critical.composition.stretched import by_stretches as compose  # noqa: PLC0415 (rare)
    else:
        from symcalc.calculus.critical.composition.composed import by_composition as compose  # noqa: PLC0415 (rare)

    found = (compose(question, part, lambda inner, _: answered(inner, digits, exactly=True), digits) for part in parts)
    return _best(outcome for outcome in found if outcome is not None)


def _best(outcomes: Iterable[Outcome]) -> Outcome | None:
    """The first answer that leaves nothing open, else the first one, None where there is none."""
    first = None
    for outcome in outcomes:
        if _is_whole(outcome):
            return outcome
        first = first or outcome
    return first


def _is_whole(outcome: Outcome) -> bool:
    """Whether nothing of an answer is left open."""
    _, globally, found = outcome
    return not found.doubts and UNKNOWN.minimum not in (globally.minimum, globally.maximum)


def _searched(question: Question, digits: int, watch: Watch | None, *, exactly: bool = False) -> Outcome:
    """The search, the judgement and the extrema."""
    found = survey(question, None if watch is None else lambda seen: watch(so_far(seen), seen), exactly=exactly)
    borne_out(found)
    pieces = _parts(found)
    places = settled(found)
    view = unconstrained(found)
    plan = _chart(view)
    if plan is not None:
        places = [_by_chart(plan, view, place) for place in places]
    places = confirmed(found, places)
    answer = Answer()
    for place in sorted(merged_places(places), key=order):
        add_point(answer, question, place, digits)
    for part in pieces:
        add_part(answer, found, part)
    globally = extrema(view, answer.contenders, plan, complete=not found.doubts)
    for edge in _edges(found, [part.piece for part in pieces]):
        add_edge(answer, edge, len(question.names))
    if not question.sides and _has_open_kinds(answer):
        from symcalc.calculus.critical.kinds.globally import settle_by_extrema  # noqa: PLC0415 (few kinds are open)

        settle_by_extrema(answer, globally)
    return answer, globally, found


def _has_open_kinds(answer: Answer) -> bool:
    sets: list[Family | Nondifferentiable] = [*answer.families, *answer.corners]
    return "undecided" in {*(point.kind for point in answer.points), *(entry.kind for entry in sets)}


def _parts(found: Survey) -> Sequence[JudgedPart]:
    """The families, cut into parts of one kind."""
    if not found.curves:
        return ()
    from symcalc.calculus.critical.kinds.sets import parts  # noqa: PLC0415 (most functions have no families)

    return parts(found)


def _edges(found: Survey, listed: Sequence[Piece]) -> Iterator[Edge]:
    """The sets without a derivative."""
    if not all(piece.open for piece in found.pieces):
        from symcalc.calculus.critical.families.edges import edges  # noqa: PLC0415 (a smooth function has none)

        yield from edges(found, listed)


def unconstrained(found: Survey) -> Survey:
    """The same search without the constraints that give some variables in terms of the others."""
    question = found.question
    if not question.constraints:
        return found
    reduced = eliminate(question.tree, question.constraints, question.names)
    if reduced.surfaces:
        return found
    free = tuple(name for name in question.names if name not in reduced.values)
    conditions = tuple((substitute(node, reduced.values), closed) for node, closed in question.conditions)
    ranges = {name: known for name, known in question.ranges.items() if name in free}
    places = tuple(reduced.values.get(name, Name(name)) for name in question.names)
    view = Survey(Question(reduced.function, free, (), conditions, ranges, places=places), doubts=list(found.doubts))
    try:
        left = [substitute(surface, reduced.values) for surface in question.constraints]
        view.pieces = refined(pieces_of(reduced.function, conditions, ranges, left))
        restricted = any(piece.partial or piece.nonzero for piece in pieces_of(ZERO, constraints=left))
    except Unsplittable:
        return found
    for candidate in found.candidates:
        repeated = replace(candidate.repeated, spot=projected(candidate.spot, free))
        view.candidates.append(replace(candidate, repeated=repeated))
    # what is left of the function does not show where the constraints have a hole or an edge; a chart looks at pieces
    return found if not free or (restricted and _chart(view) is None) else view


def projected(spot: Spot, names: Sequence[str]) -> Spot:
    """A point in some of its variables."""
    known = dict(zip(spot.names, spot.coordinates, strict=True))
    return Spot(tuple(names), tuple(known[name] for name in names), spot.algebraic, spot.positions)


def _constant(question: Question) -> Outcome:
    """A function of no variable: its only value is everything there is."""
    found = Survey(question)
    found.by("the function being a constant")
    value = Height(tidied(question.tree))
    answer = Answer(contenders=[Contender(value, {})])
    answer.families.append(Family({}, (), (), shown(value), "constant", None, "the function is constant"))
    one = Extremum(shown(value), ({},), decimal_of(value))
    return answer, Extrema(one, one, reason="the function is constant"), found


def _chart(found: Survey) -> line.Chart | None:
    """The chart of a function of one variable, where all its special points are known."""
    question = found.question
    if len(question.names) != 1 or found.doubts or question.constraints or question.parameters:
        return None
    if any(candidate.repeated.steps for candidate in found.candidates):
        return None
    try:
        return line.chart(found)
    except (NotClosed, TooHard, ZeroDivisionError):
        return None


def _by_chart(plan: line.Chart, view: Survey, place: Judged) -> Judged:
    """A point whose kind is open, judged by how the function moves away from it."""
    before = place.judgement
    if before.kind != "undecided" and (place.critical or place.candidate.piece.open):
        return place
    spot = projected(place.spot, view.question.names)
    reason = line.kind(plan, spot, place.height, smooth=place.candidate.piece.open)
    if reason is None:
        return place
    judgement = Judgement(reason.kind, before.degenerate, reason.evidence, before.eigenvalues)
    return Judged(place.candidate, place.height, judgement, place.critical)


def so_far(found: Survey) -> Answer:
    """The points of a search that goes on, some of them judged already."""
    answer = Answer()
    places = [judge(found, candidate) for candidate in found.candidates[:MOST_JUDGED] if not candidate.repeated.steps]
    found.doubt("the search was stopped")
    for place in sorted(places, key=order):
        add_point(answer, found.question, place, DIGITS)
    return answer
