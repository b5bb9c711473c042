"""What is known of a function of some linear forms, said of the variables: a point becomes a line or a plane."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from symcalc.calculus.critical.composition.forms import Reduction, combined
from symcalc.calculus.critical.composition.isolating import isolated
from symcalc.calculus.critical.entries import Answer
from symcalc.calculus.critical.families.parametric import parameter_names
from symcalc.calculus.critical.points.relations import joined
from symcalc.calculus.critical.result import CriticalPoint, Extrema, Extremum, Family, Known, Nondifferentiable
from symcalc.record import record
from symcalc.syntax.tree import Name, Node, Relation, Sum, integer, names, substitute


@record
class Lift:
    """From the linear forms of a reduction back to its variables."""

    reduction: Reduction

    def answer(self, answer: Answer) -> Answer:
        """All entries; raises Unisolated for points without a closed form that can not be told apart."""
        families = [self._point(point, answer) for point in answer.points]
        families += [self._family(family) for family in answer.families]
        return Answer(families=families, corners=[self._corner(corner) for corner in answer.corners])

    def extrema(self, extrema: Extrema, answer: Answer) -> Extrema:
        """The same extrema, where they are taken; raises Unisolated as the answer for the forms does."""
        low, high = (
            self._taken(found, answer) if isinstance(found, Extremum) else found
            for found in (extrema.minimum, extrema.maximum)
        )
        return Extrema(low, high, extrema.infimum, extrema.supremum, self.told(extrema.reason))

    def _taken(self, known: Extremum, answer: Answer) -> Extremum:
        """Where an extremum is taken: a point without a closed form becomes a set, with one point of it."""
        exact = [point for point in known.alone if has_closed_form(point)]
        near = [point for point in known.alone if not has_closed_form(point)]
        listed = [point for point in answer.points if point.point in near]
        sets = (*map(self._isolated, listed, [answer] * len(listed)), *map(self._back, known.sets))
        samples = (*(point.point for point in listed), *known.samples)
        places = tuple(map(self._place, (*exact, *samples)))
        return Extremum(known.value, places, known.approx, sets, known.complete and len(listed) == len(near))

    def _isolated(self, point: CriticalPoint, answer: Answer) -> Node:
        """The condition that isolates a point without a closed form."""
        near = isolated(self.reduction.function, point, answer)
        condition = joined(list(map(self._back, (*near.equations, *near.bounds))))
        assert condition is not None  # noqa: S101 (there are equations)
        return condition

    def told(self, sentence: str) -> str:
        """A sentence about the forms, with what they are."""
        said = self.reduction.said()
        return f"with {said}, {sentence}" if said and sentence else sentence

    def _point(self, point: CriticalPoint, answer: Answer) -> Family:
        exact = {name: value for name, value in point.point.items() if isinstance(value, Node)}
        evidence, value = self.told(point.evidence), self._known(point.value)
        kind = _of_many(point.kind)
        if len(exact) < len(point.point):
            near = isolated(self.reduction.function, point, answer)
            equations = tuple(map(self._back, near.equations))
            return Family(None, equations, (), value, kind, joined(list(map(self._back, near.bounds))), evidence)
        place, letters = self._parametrised(exact)
        return Family(place, self._equations(exact), letters, value, kind, None, evidence)

    def _family(self, family: Family) -> Family:
        exact = _exact(family.point)
        place, letters = (None, ()) if exact is None else self._parametrised(exact, family.parameters)
        return Family(
            place,
            tuple(map(self._back, family.equations)),
            (*family.parameters, *letters),
            self._known(family.value),
            _of_many(family.kind),
            None if family.where is None else self._back(family.where),
            self.told(family.evidence),
        )

    def _corner(self, corner: Nondifferentiable) -> Nondifferentiable:
        exact = _exact(corner.point)
        place, letters = (None, ()) if exact is None else self._parametrised(exact, corner.parameters)
        equations = tuple(map(self._back, corner.equations))
        if exact is not None and not corner.parameters:
            equations = self._equations(exact)
        return Nondifferentiable(
            place,
            equations,
            self._known(corner.value),
            _of_many(corner.kind),
            None,
            self.told(corner.evidence),
            None if corner.where is None else self._back(corner.where),
            (*corner.parameters, *letters),
        )

    def _equations(self, exact: Mapping[str, Node]) -> tuple[Node, ...]:
        forms = self.reduction.forms
        return tuple(Relation(("==",), (self.reduction.form(name), exact[name])) for name in forms)

    def _parametrised(
        self, exact: Mapping[str, Node], taken: Sequence[str] = ()
    ) -> tuple[dict[str, Node], tuple[str, ...]]:
        """The point of the variables at which the forms have given values, and its parameters."""
        used = set().union(*map(names, exact.values()))
        letters = parameter_names(len(self.reduction.free), (*self.reduction.variables, *exact, *taken, *used))
        free: dict[str, Node] = {name: Name(letter) for name, letter in zip(self.reduction.free, letters, strict=True)}
        return self._solved(exact, free), tuple(letters)

    def _solved(self, exact: Mapping[str, Node], free: Mapping[str, Node]) -> dict[str, Node]:
        found = dict(free)
        for name, form in self.reduction.forms.items():
            shift = [(-form[v], free[v]) for v in self.reduction.free if v in form]
            found[self.reduction.pivots[name]] = _added(exact[name], shift)
        return {name: found[name] for name in self.reduction.variables}

    def _place(self, point: Mapping[str, Known]) -> dict[str, Known]:
        """Where an extremum is taken; one point of those that have no closed form."""
        exact = _exact(point)
        if exact is not None:
            return dict(self._parametrised(exact)[0])
        found: dict[str, Known] = {name: integer(0) for name in self.reduction.variables}
        return found | {self.reduction.pivots[name]: value for name, value in point.items()}

    def _back(self, node: Node) -> Node:
        return substitute(node, {name: self.reduction.form(name) for name in self.reduction.forms})

    def _known(self, value: Known) -> Known:
        return self._back(value) if isinstance(value, Node) else value


def has_closed_form(point: Mapping[str, Known]) -> bool:
    """Whether all coordinates of a point are trees."""
    return _exact(point) is not None


def _exact(point: Mapping[str, Known] | None) -> dict[str, Node] | None:
    """A point as trees; None where a coordinate has no closed form."""
    if point is None:
        return None
    exact = {name: value for name, value in point.items() if isinstance(value, Node)}
    return exact if len(exact) == len(point) else None


def _added(start: Node, shift: Sequence[tuple[Fraction, Node]]) -> Node:
    """A sum, its first term as it is."""
    if not shift:
        return start
    moved = combined(shift)
    if start == integer(0):
        return moved
    terms = (
        *(start.terms if isinstance(start, Sum) else (start,)),
        *(moved.terms if isinstance(moved, Sum) else (moved,)),
    )
    return Sum(terms)


def _of_many(kind: str) -> str:
    """A kind in several variables: where f rises along one form and is constant along others, it is a saddle."""
    return "saddle" if kind == "inflection" else kind
