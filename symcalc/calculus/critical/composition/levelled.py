"""Level sets of the inner function of a composition, at critical points of the outer one, as critical points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from symcalc.calculus.critical.composition.inner import Composition
from symcalc.calculus.critical.composition.isolating import Unisolated, isolated
from symcalc.calculus.critical.composition.levels import Shape, shape, solved
from symcalc.calculus.critical.composition.outer import Outer
from symcalc.calculus.critical.composition.ranges import Interval, Unresolved
from symcalc.calculus.critical.composition.sampling import sample
from symcalc.calculus.critical.entries import Answer, approximate
from symcalc.calculus.critical.points.counting import signs
from symcalc.calculus.critical.points.relations import comparison, joined
from symcalc.calculus.critical.points.spots import Closed, Spot
from symcalc.calculus.critical.points.values import tidied
from symcalc.calculus.critical.result import CriticalPoint, Extrema, Extremum, Family, Known
from symcalc.calculus.critical.search.cuts import difference
from symcalc.calculus.critical.search.survey import Question
from symcalc.decide.sign import sign, truth
from symcalc.record import record
from symcalc.syntax.tree import Call, Logic, Name, Node, Relation, integer, names, rational, substitute

#: The integers at which a point is looked for on level sets that repeat.
TRIED = (0, 1, -1, 2)


@record
class Levelled:
    """A composition of a question, and the critical points of its outer function inside the range of the inner one."""

    parts: Composition
    question: Question
    outer: Answer
    digits: int

    @property
    def single(self) -> str | None:
        """The only variable, None where there are several: a level set then consists of points."""
        return self.question.names[0] if len(self.question.names) == 1 else None

    @cached_property
    def shape(self) -> Shape | None:
        """How the level sets are parametrised."""
        return shape(self.parts.inner, self.question.names, self.question.taken)

    def points(self, point: CriticalPoint) -> Iterator[CriticalPoint]:
        """The points of one variable at which the inner function has a critical value."""
        if self.single is None:
            return
        for place in self._solutions(point.point[self.parts.name]):
            yield CriticalPoint(
                {self.single: place},
                approximate(Spot((self.single,), (Closed(place),)), (self.single,), self.digits),
                point.value,
                point.kind,
                point.degenerate,
                self._told(point.evidence),
                value_approx=point.value_approx,
            )

    def sets(self, point: CriticalPoint) -> Iterator[Family]:
        """The level set of several variables at a critical value."""
        value = point.point[self.parts.name]
        if self.single is None:
            yield self._set(value, point, point.value) if isinstance(value, Node) else self._between(point)

    def repeated(self, family: Family) -> Iterator[Family]:
        """The level sets at critical values that repeat."""
        value = None if family.point is None else family.point[self.parts.name]
        if not isinstance(value, Node) or len(family.parameters) != 1 or family.kind == "constant":
            raise Unresolved
        if self.single is None:
            yield from self._level_sets(family, value)
            return
        places: Sequence[Node | None] = solved(self.parts.inner, value) or (None,)
        for place in places:
            left, right = (self.parts.inner, value) if place is None else (Name(self.single), place)
            yield Family(
                None if place is None else {self.single: place},
                (Relation(("==",), (left, right)),),
                family.parameters,
                family.value,
                family.kind,
                family.where,
                self._told(family.evidence),
            )

    def extrema(self, known: Extrema, interval: Interval, inner: Extrema) -> Extrema:
        """The extrema of the outer function on the range of the inner one, where they are taken."""
        ends = {"low": inner.minimum, "high": inner.maximum, None: None}

        def placed(extremum: Extremum) -> Extremum:
            at: list[Mapping[str, Known]] = []
            sets: list[Node] = []
            samples: list[Mapping[str, Known]] = []
            complete = extremum.complete
            for place in extremum.at:
                value = place[self.parts.name]
                known = isinstance(value, Node) and not names(value)
                end = ends[interval.end(value) if known and isinstance(value, Node) else None]
                if isinstance(end, Extremum):
                    at += end.alone
                    sets += end.sets
                    samples += end.samples
                    complete = complete and end.complete
                elif given := self._parametrised(value):
                    at += given
                elif isinstance(value, Node):
                    sets.append(self._level_set(value))
                    samples.append(self._sample(value))
                else:
                    at.append(self._sample(value))
                    complete = False
            return Extremum(extremum.value, (*at, *samples), extremum.approx, tuple(sets), complete)

        low, high = (placed(e) if isinstance(e, Extremum) else e for e in (known.minimum, known.maximum))
        reason = self._told(known.reason) if known.reason else ""
        return Extrema(low, high, known.infimum, known.supremum, reason)

    def _level_set(self, value: Node) -> Node:
        """The condition that the inner function has a value, for any integers in it."""
        whole = [Call("integer", (Name(name),)) for name in sorted(names(value))]
        level = Relation(("==",), (self.parts.inner, value))
        return joined([level, *whole, *self._domain]) or level

    def _parametrised(self, value: Known) -> list[Mapping[str, Known]]:
        """Where the inner function has a value, as points with parameters; none where that is not known."""
        places = solved(self.parts.inner, value) if isinstance(value, Node) and self.single is not None else None
        if places is not None and self.single is not None:
            return [{self.single: place} for place in places]
        form = self._form(value) if isinstance(value, Node) else None
        return [form.at(value)] if form is not None and isinstance(value, Node) else []

    def _sample(self, value: Known) -> Mapping[str, Known]:
        """A point at which the inner function has a value; raises Unresolved where none is found."""
        values: list[Known] = [value]
        if isinstance(value, Node) and names(value):
            values = [tidied(substitute(value, {name: integer(k) for name in names(value)})) for k in TRIED]
        found = (sample(self.parts.inner, self.question.names, value) for value in values)
        point = next((point for point in found if point is not None and self._is_inside(point)), None)
        if point is None:
            raise Unresolved
        return point

    def _is_inside(self, point: Mapping[str, Known]) -> bool:
        """Whether a point is certainly in the domain; one in decimals only where everything is."""
        exact = {name: value for name, value in point.items() if isinstance(value, Node)}
        return all(truth(substitute(condition, exact)) is True for condition in self._domain)

    def _solutions(self, value: Known) -> Sequence[Node]:
        places = solved(self.parts.inner, value) if isinstance(value, Node) else None
        if places is None:
            raise Unresolved
        return places

    def _told(self, evidence: str) -> str:
        return f"with {self.parts.said()}, {evidence}"

    def _level_sets(self, family: Family, value: Node) -> Iterator[Family]:
        """The level sets of several variables, those apart that are not parametrised as the others are."""
        (name,) = family.parameters
        away: list[Node] = []
        for k in self._exceptions(value, name):
            change = {name: integer(k)}
            if family.where is None or _holds(substitute(family.where, change)):
                away.append(Relation(("!=",), (Name(name), integer(k))))
                height = substitute(family.value, change) if isinstance(family.value, Node) else family.value
                yield self._set(tidied(substitute(value, change)), family, height)
        where = joined([*_parts(family.where), *away])
        yield self._set(value, family, family.value, family.parameters, where)

    def _exceptions(self, value: Node, name: str) -> Iterator[int]:
        """The integers at which the level set is not the one that is parametrised."""
        if self.shape is None or self.shape.exception is None or not self._is_critical(self.shape.exception):
            return
        for stretch in signs(difference(value, rational(self.shape.exception)), name) or (None,):
            if stretch is None or (stretch.sign == 0 and (stretch.low is None or stretch.high is None)):
                raise Unresolved
            if stretch.sign == 0 and stretch.low is not None and stretch.high is not None:
                yield from range(stretch.low, stretch.high + 1)

    def _is_critical(self, value: Fraction) -> bool:
        """Whether the outer function may be stationary at a value."""
        try:
            course = Outer(self.parts.outer, self.parts.name).course(rational(value))
        except Unresolved:
            return True
        return course is not None and course.order > 1

    def _set(
        self,
        level: Node,
        like: CriticalPoint | Family,
        value: Known,
        parameters: tuple[str, ...] = (),
        where: Node | None = None,
    ) -> Family:
        """A level set, parametrised where it can be; where the outer function only rises, it is one of saddles."""
        equations = (Relation(("==",), (self.parts.inner, level)),)
        kind, evidence = _of_many(like.kind), self._told(like.evidence)
        form = self._form(level)
        if form is None:
            conditions = joined([*_parts(where), *self._domain])
            return Family(None, equations, parameters, value, kind, conditions, evidence)
        point = form.at(level)
        nonzero = [Relation(("!=",), (node, integer(0))) for node in form.nonzero]
        inside = [substitute(condition, point) for condition in self._domain]
        conditions = joined([*nonzero, *_parts(where), *inside])
        return Family(point, equations, (*parameters, *form.parameters), value, kind, conditions, evidence)

    @cached_property
    def _domain(self) -> Sequence[Node]:
        """The conditions of the domain that was asked for."""
        return [comparison(node, ">=" if closed else ">") for node, closed in self.question.conditions]

    def _form(self, level: Node) -> Shape | None:
        """The parametrisation of a level set; None where there is none, or it is not the one of this value."""
        form = self.shape
        if form is None or form.exception is None or names(level):
            return form
        order = sign(difference(level, rational(form.exception)))
        if order is None:
            raise Unresolved
        return form if order else None

    def _between(self, point: CriticalPoint) -> Family:
        """The level set at a critical value without a closed form."""
        try:
            near = isolated(self.parts.outer, point, self.outer)
        except Unisolated as problem:
            raise Unresolved from problem
        change = {self.parts.name: self.parts.inner}
        equations, bounds = ([substitute(node, change) for node in nodes] for nodes in (near.equations, near.bounds))
        kind, evidence = _of_many(point.kind), self._told(point.evidence)
        return Family(None, tuple(equations), (), point.value, kind, joined([*bounds, *self._domain]), evidence)


def _of_many(kind: str) -> str:
    return "saddle" if kind == "inflection" else kind


def _holds(condition: Node) -> bool:
    """Whether a condition on an integer holds at a number."""
    match condition:
        case Logic("and", operands):
            return all(map(_holds, operands))
        case Relation((">=",), (left, right)):
            return sign(difference(left, right)) in {0, 1}
        case Relation(("<=",), (left, right)):
            return sign(difference(left, right)) in {0, -1}
        case Call("integer", _):
            return True
    raise Unresolved


def _parts(condition: Node | None) -> Sequence[Node]:
    """The conditions that hold together in one."""
    if condition is None:
        return ()
    return condition.operands if isinstance(condition, Logic) and condition.operator == "and" else (condition,)
