"""Critical points of h(g): those of g, and the level sets of g at the critical points of h (the chain rule)."""

from __future__ import annotations

from symcalc.calculus.critical.composition.carried import Carried
from symcalc.calculus.critical.composition.fewer import Outcome, Search
from symcalc.calculus.critical.composition.inner import Composition
from symcalc.calculus.critical.composition.levelled import Levelled
from symcalc.calculus.critical.composition.outer import Outer
from symcalc.calculus.critical.composition.ranges import Interval, Unresolved, range_of
from symcalc.calculus.critical.entries import Answer
from symcalc.calculus.critical.result import Extrema, Extremum
from symcalc.calculus.critical.search.survey import Beyond, Question, Survey
from symcalc.syntax.tree import Node


def by_composition(question: Question, parts: Composition, search: Search, digits: int) -> Outcome | None:
    """The answer to a question about h(g) from those about h and g; None where something is not decided."""
    try:
        answer, globally = _combined(question, parts, search, digits)
    except (Beyond, Unresolved):
        return None
    found = Survey(question)
    found.by(f"the chain rule from those of {parts.outer} and of {parts.said()}")
    return answer, globally, found


def _combined(question: Question, parts: Composition, search: Search, digits: int) -> tuple[Answer, Extrema]:
    asked = Question(parts.inner, question.names, (), question.conditions, question.ranges, reserved=question.taken)
    inner, inner_extrema, found = search(asked, None)
    if found.doubts or inner.corners:
        raise Unresolved
    interval = range_of(found, inner_extrema)
    outer, globally = _outer(question, parts, search, interval)
    carried = Carried(parts, Outer(parts.outer, parts.name), interval)
    if question.conditions:
        _look_at_ends(carried.outer, inner, inner_extrema)
    levelled = Levelled(parts, question, outer, digits)
    answer = Answer()
    for point in inner.points:
        answer.points += carried.point(point)
    for family in inner.families:
        answer.families += carried.family(family)
    for point in outer.points:
        answer.points += levelled.points(point)
        answer.families += levelled.sets(point)
    for family in outer.families:
        answer.families += levelled.repeated(family)
    return answer, levelled.extrema(globally, interval, inner_extrema)


def _look_at_ends(outer: Outer, inner: Answer, extrema: Extrema) -> None:
    """Raise Unresolved where h has no slope at an end of the range of g that g takes on a side of the domain.

    There g need not be stationary; inside the domain it is at its extrema.
    """
    listed = [*(point.point for point in inner.points), *(family.point for family in inner.families)]
    for extremum in (extrema.minimum, extrema.maximum):
        if not isinstance(extremum, Extremum) or not isinstance(extremum.value, Node):
            continue
        course = outer.course(extremum.value)
        known = extremum.complete and not extremum.sets and all(place in listed for place in extremum.at)
        if course is not None and course.order > 1 and not known:
            raise Unresolved


def _outer(question: Question, parts: Composition, search: Search, interval: Interval) -> tuple[Answer, Extrema]:
    """The critical points of h inside the range of g, and its extrema there, ends that are taken included."""

    def within(*, closed: bool) -> Outcome:
        known = {parts.name: interval.bounds(closed=closed)}
        conditions = interval.conditions(parts.name, closed=closed)
        return search(Question(parts.outer, (parts.name,), (), conditions, known, reserved=question.taken), None)

    answer, globally, found = within(closed=False)
    if found.doubts or answer.corners:
        raise Unresolved
    if interval.has_low or interval.has_high:
        _, globally, _ = within(closed=True)
    return answer, globally
