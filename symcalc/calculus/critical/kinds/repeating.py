"""Points that repeat where the function does not: how their kind goes with the integers, and for which they exist."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.kinds.inertia import Inertia, principal_sum
from symcalc.calculus.critical.kinds.judge import Judged, judge
from symcalc.calculus.critical.kinds.smooth import Judgement
from symcalc.calculus.critical.points.angles import Repeated, integer_names
from symcalc.calculus.critical.points.counting import Stretch, refined, signs, steady_sign
from symcalc.calculus.critical.points.values import Height
from symcalc.calculus.critical.search.survey import Survey
from symcalc.calculus.critical.search.turns import along, moved, recurs
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.record import replace
from symcalc.syntax.tree import Node
from symcalc.syntax.written import written

DOUBT = "f does not repeat with the family of points, so their kinds and values are not all known"


def spread(found: Survey, place: Judged) -> list[Judged]:
    """A place whose points repeat, cut where their kind changes; single points come out by themselves."""
    repeated = place.candidate.repeated
    whole = (found.question.tree, *place.candidate.piece.surfaces)
    if not repeated.steps or all(recurs(node, repeated) for node in whole):
        return [place]
    integers = integer_names(len(repeated.steps), found.question.taken)
    value = along(place.candidate.piece.function, repeated, integers)
    if value is None:
        return [_open(found, place)]
    place = replace(place, height=Height(value))
    if found.question.constraints:
        return [_on_constraints(place)]
    system = place.candidate.system
    if not system.surfaces and all(recurs(system.tower.tree(slope), repeated) for slope in system.gradient):
        return [place]
    try:
        return list(_by_integers(found, place, integers))
    except (NotClosed, TooHard, ZeroDivisionError):
        return [_open(found, place)]


def _on_constraints(place: Judged) -> Judged:
    """The place with its kind, where all translates have it: f differs by a number between them, or each is alone."""
    system, repeated = place.candidate.system, place.candidate.repeated
    slopes = [system.tower.derivative(system.function, i) for i in system.free]
    if all(recurs(system.tower.tree(ratio), repeated) for ratio in (*slopes, *system.surfaces)):
        return place
    if system.surfaces and len(system.surfaces) == len(system.free) and not place.candidate.singular:
        return place
    evidence = "f or a constraint does not repeat with the points"
    return replace(place, judgement=Judgement("undecided", "unknown", evidence))


def _open(found: Survey, place: Judged) -> Judged:
    """The place, its kind left open."""
    found.doubt(DOUBT)
    evidence = "f does not repeat with the points; the value is that of one of them"
    return replace(place, judgement=replace(place.judgement, kind="undecided", evidence=evidence))


def _by_integers(found: Survey, place: Judged, integers: Sequence[str]) -> Iterator[Judged]:
    """The stretches of integers on which the eigenvalues of the Hessian have the same signs."""
    tower, matrix = place.candidate.system.tower, place.candidate.system.second_order
    repeated = place.candidate.repeated
    sums = [tower.tree(principal_sum(tower, matrix, k)) for k in range(1, len(matrix) + 1)]
    trees = [along(node, repeated, integers) for node in sums]
    lists = [_signs(tree, integers) for tree in trees]
    known = [stretches for stretches in lists if stretches is not None]
    if len(known) < len(lists) or place.candidate.system.surfaces or not place.candidate.piece.open:
        yield _open(found, place)
        return
    for low, high, pattern in refined(known):
        ends = _within(repeated, low, high)
        if ends is None:
            continue
        if ends[0] is not None and ends[0] == ends[1]:
            spot = Repeated(moved(repeated, [ends[0]]))
            yield judge(found, replace(place.candidate, repeated=spot))
        elif pattern[-1]:
            yield _stretch(place, ends, pattern, trees[0])
        else:
            yield _open(found, _between(place, ends))


def _signs(tree: Node | None, integers: Sequence[str]) -> list[Stretch] | None:
    if tree is None:
        return None
    if len(integers) == 1:
        return signs(tree, integers[0])
    steady = steady_sign(tree)
    return None if steady is None else [Stretch(None, None, steady)]


def _within(repeated: Repeated, low: int | None, high: int | None) -> tuple[int | None, int | None] | None:
    """The integers of a stretch that are allowed, None where there are none."""
    lows = [end for end in (low, repeated.ends[0]) if end is not None]
    highs = [end for end in (high, repeated.ends[1]) if end is not None]
    first, last = max(lows, default=None), min(highs, default=None)
    return None if first is not None and last is not None and first > last else (first, last)


def _between(place: Judged, ends: tuple[int | None, int | None]) -> Judged:
    repeated = replace(place.candidate.repeated, ends=ends)
    return replace(place, candidate=replace(place.candidate, repeated=repeated))


def _stretch(
    place: Judged, ends: tuple[int | None, int | None], pattern: tuple[int, ...], trace: Node | None
) -> Judged:
    counted = Inertia.counted([1, *pattern])
    if counted.negative == 0:
        kind, word = "minimum", "are positive"
    elif counted.positive == 0:
        kind, word = "maximum", "are negative"
    else:
        kind, word = "saddle", "have both signs"
    evidence = f"the eigenvalues of the Hessian {word}"
    if len(pattern) == 1 and trace is not None:
        evidence = f"the second derivative is {written(trace)} {'>' if counted.positive else '<'} 0"
    return _between(replace(place, judgement=Judgement(kind, False, evidence)), ends)
