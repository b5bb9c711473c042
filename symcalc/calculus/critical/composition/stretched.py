"""Critical points of h(g) on an interval of one variable: those of g, and those of h on each stretch that g maps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from symcalc.calculus.critical.composition.carried import Carried, scaled
from symcalc.calculus.critical.composition.fewer import Outcome, Search
from symcalc.calculus.critical.composition.inner import Composition
from symcalc.calculus.critical.composition.outer import Outer
from symcalc.calculus.critical.composition.ranges import Interval, Unresolved, is_smooth
from symcalc.calculus.critical.composition.stretches import Stretch, boundary, interval_of, stretches, united
from symcalc.calculus.critical.entries import Answer, approximate
from symcalc.calculus.critical.extrema.extrema import shown
from symcalc.calculus.critical.points.decimals import decimal_of
from symcalc.calculus.critical.points.spots import Closed, Spot
from symcalc.calculus.critical.points.values import tidied
from symcalc.calculus.critical.result import CriticalPoint, Extrema, Extremum, Family, Known
from symcalc.calculus.critical.search.cuts import difference
from symcalc.calculus.critical.search.stationary import stationary
from symcalc.calculus.critical.search.survey import Beyond, Question, Survey
from symcalc.decide.sign import is_zero
from symcalc.record import record, replace
from symcalc.syntax.tree import Name, Node, Power, Relation, integer, names, substitute

#: What is known of a global extremum.
Taken = Extremum | Literal["unknown"] | None


def by_stretches(question: Question, parts: Composition, search: Search, digits: int) -> Outcome | None:
    """The answer to a question about h(g) of one variable on an interval; None where something is not decided."""
    try:
        answer, globally = _combined(question, parts, search, digits)
    except (Beyond, Unresolved):
        return None
    found = Survey(question)
    found.by(f"the chain rule from those of {parts.outer} and of {parts.said()}")
    return answer, globally, found


def _combined(question: Question, parts: Composition, search: Search, digits: int) -> tuple[Answer, Extrema]:
    if not is_smooth(parts.inner):
        raise Unresolved
    (name,) = question.names
    whole = interval_of(question.conditions, name)
    asked = Question(parts.inner, (name,), (), question.conditions, question.ranges, reserved=question.taken)
    inner, _, found = search(asked, None)
    if found.doubts or inner.corners or inner.families:
        raise Unresolved
    turns = [_exact(point.point[name]) for point in inner.points]
    cut = stretches(parts.inner, name, whole, turns)
    told = Stretched(parts, question, search, digits)
    answer = Answer()
    carried = Carried(parts, Outer(parts.outer, parts.name), united(cut), apart=True)
    for point in inner.points:
        answer.points += carried.point(point)
    for end in boundary(whole, turns):
        answer.points += told.end(end)
    for stretch in cut:
        told.collect(stretch, answer)
    answer.points.sort(key=_first_coordinate)
    return answer, told.extrema(cut)


def _exact(value: Known) -> Node:
    if not isinstance(value, Node) or names(value):
        raise Unresolved
    return value


def _first_coordinate(point: CriticalPoint) -> float:
    return float(next(iter((point.approx or {}).values()), 0))


@record
class Stretched:
    """What is known of the outer function on stretches, said of the variable."""

    parts: Composition
    question: Question
    search: Search
    digits: int

    @property
    def variable(self) -> str:
        """The only variable."""
        return self.question.names[0]

    def collect(self, stretch: Stretch, answer: Answer) -> None:
        """Add the critical points of the outer function inside a stretch; raises Unresolved if one may be missing."""
        outer, _, found = self._outer(stretch.values, closed=False)
        if found.doubts or outer.corners:
            raise Unresolved
        answer.points += [self._point(stretch, point) for point in outer.points]
        answer.families += [self._family(stretch, family) for family in outer.families]

    def _outer(self, values: Interval, *, closed: bool) -> Outcome:
        name = self.parts.name
        conditions, known = values.conditions(name, closed=closed), {name: values.bounds(closed=closed)}
        return self.search(
            Question(self.parts.outer, (name,), (), conditions, known, reserved=self.question.taken), None
        )

    def _point(self, stretch: Stretch, point: CriticalPoint) -> CriticalPoint:
        place = stretch.at(_exact(point.point[self.parts.name]))
        slope = self._slope(place)
        return replace(
            point,
            point={self.variable: place},
            approx=self._near(place),
            evidence=self._told(point.evidence),
            eigenvalues=tuple(scaled(value, Power(slope, integer(2))) for value in point.eigenvalues),
        )

    def _near(self, place: Node) -> Mapping[str, float | Decimal]:
        return approximate(Spot((self.variable,), (Closed(place),)), (self.variable,), self.digits)

    def _slope(self, place: Node) -> Node:
        """The derivative of the inner function at a place."""
        system = stationary(self.parts.inner, (), (self.variable,))
        return tidied(substitute(system.tower.tree(system.gradient[0]), {self.variable: place}))

    def _family(self, stretch: Stretch, family: Family) -> Family:
        value = None if family.point is None else family.point[self.parts.name]
        if not isinstance(value, Node) or len(family.parameters) != 1 or family.kind == "constant":
            raise Unresolved
        place = stretch.at(value)
        return Family(
            {self.variable: place},
            (Relation(("==",), (Name(self.variable), place)),),
            family.parameters,
            family.value,
            family.kind,
            family.where,
            self._told(family.evidence),
        )

    def end(self, place: Node) -> Iterator[CriticalPoint]:
        """An end of the interval at which the inner function has a slope, where the outer one has none."""
        value = tidied(substitute(self.parts.inner, {self.variable: place}))
        course = Outer(self.parts.outer, self.parts.name).course(value)
        if course is not None and course.order > 1:
            yield CriticalPoint(
                {self.variable: place},
                self._near(place),
                shown(course.height),
                course.kind("inflection"),
                course.order > 2,
                self._told(course.told(self.parts.name, str(value))),
                value_approx=decimal_of(course.height),
            )

    def extrema(self, cut: Sequence[Stretch]) -> Extrema:
        """The extrema of the outer function on all values, where they are taken."""
        each = [self._outer(stretch.values, closed=True)[1] for stretch in cut]
        known = each[0] if len(cut) == 1 else self._outer(united(cut), closed=True)[1]
        low = self._taken(known.minimum, [(stretch, own.minimum) for stretch, own in zip(cut, each, strict=True)])
        high = self._taken(known.maximum, [(stretch, own.maximum) for stretch, own in zip(cut, each, strict=True)])
        return Extrema(low, high, known.infimum, known.supremum, self._told(known.reason) if known.reason else "")

    def _taken(self, known: Taken, each: Sequence[tuple[Stretch, Taken]]) -> Taken:
        """An extremum where it is taken; "unknown" where that is not known on one of the stretches."""
        if not isinstance(known, Extremum):
            return known
        places: list[Mapping[str, Known]] = []
        for stretch, own in each:
            if isinstance(own, str):
                return "unknown"
            if own is not None and _is_same(own.value, known.value):
                if own.sets or not own.complete:
                    return "unknown"
                places += self._places(stretch, own)
        return Extremum(known.value, tuple(_distinct(places)), known.approx)

    def _places(self, stretch: Stretch, extremum: Extremum) -> Iterator[Mapping[str, Known]]:
        for point in extremum.at:
            value = point[self.parts.name]
            if not isinstance(value, Node):
                raise Unresolved
            yield {self.variable: stretch.at(value)}

    def _told(self, evidence: str) -> str:
        return f"with {self.parts.said()}, {evidence}"


def _is_same(one: Known, other: Known) -> bool:
    """Whether two values are equal; raises Unresolved."""
    if one == other:
        return True
    same = is_zero(difference(one, other)) if isinstance(one, Node) and isinstance(other, Node) else None
    if same is None:
        raise Unresolved
    return same


def _distinct(places: Sequence[Mapping[str, Known]]) -> list[Mapping[str, Known]]:
    """Places without those that are seen to be the same as another one, which is written shorter."""
    kept: list[Mapping[str, Known]] = []
    for place in sorted(places, key=lambda place: len(str(*place.values()))):
        if not any(_is_place(place, other) for other in kept):
            kept.append(place)
    return [place for place in places if place in kept]


def _is_place(one: Mapping[str, Known], other: Mapping[str, Known]) -> bool:
    """Whether two places are seen to be the same."""
    pairs = zip(one.values(), other.values(), strict=True)
    return all(a == b or (isinstance(a, Node) and isinstance(b, Node) and is_zero(difference(a, b))) for a, b in pairs)
