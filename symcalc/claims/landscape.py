"""A function of a claim with its critical points, and the points that the claim names."""

from __future__ import annotations

from collections.abc import Mapping

from symcalc.build.arrays import written_out
from symcalc.calculus.critical import Critical, critical
from symcalc.claims.meaning import Meaning
from symcalc.claims.places import place_of
from symcalc.claims.side import NotDecided
from symcalc.decide.identity import identical
from symcalc.errors import RankFault, UsageFault
from symcalc.record import record
from symcalc.syntax.tree import Array, Form, Node, PointSet, substitute

Place = Mapping[str, Node]


@record
class Member:
    """A claimed point, and the kind that is claimed of it."""

    place: Place
    kind: str | None = None


@record
class Spot:
    """A critical point that was found: where (None where that is not known exactly), its value, kind and evidence."""

    place: Place | None
    value: Node | None
    kind: str
    evidence: str
    conditional: bool = False


def exact(place: Mapping[str, Node | str]) -> Place | None:
    """The place, where every coordinate is known."""
    known = {name: value for name, value in place.items() if not isinstance(value, str)}
    return known if len(known) == len(place) else None


def known(value: Node | str) -> Node | None:
    """The value, where it is known."""
    return None if isinstance(value, str) else value


class Landscape:
    """A function of a claim and its critical points."""

    def __init__(self, form: Form, meaning: Meaning) -> None:
        self.form = form
        self.meaning = meaning
        context = meaning.context
        self.function = written_out(meaning.expanded(form.operands[0]))
        if isinstance(self.function, Array):
            raise RankFault(f"{form.name} of a vector makes no sense", span=form.span)
        self.variables = context.variables_of(form.operands[0], self.function)
        problem = context.problem(self.function, self.variables, None, meaning.source, "f")
        self.parameters = problem.parameters
        self.found: Critical = critical(problem)
        self.spots = [
            Spot(exact(p.point), known(p.value), p.kind, p.evidence, p.where is not None or bool(p.cases))
            for p in self.found.points
        ]

    def members(self, side: Node) -> list[Member]:
        """The points of a written set, or the one point that is written."""
        points = side.points if isinstance(side, PointSet) else (side,)
        kinds = side.kinds if isinstance(side, PointSet) else (None,)
        return [Member(self._place(point), kind) for point, kind in zip(points, kinds, strict=True)]

    def _place(self, point: Node) -> Place:
        place = place_of(point, self.variables)
        if set(place) != set(self.variables):
            raise UsageFault(f"a point needs values for {', '.join(self.variables)}", span=point.span)
        return {name: self.meaning.expanded(value) for name, value in place.items()}

    def value_at(self, place: Place) -> Node:
        """The function at a place, as a tree."""
        return substitute(self.function, place)

    def slopes(self, place: Place) -> list[Node | None]:
        """The partial derivatives at a place; None where one is not known."""
        try:
            return [*self.meaning.partials_at(self.function, self.variables, place)]
        except NotDecided:
            return [None]

    def same(self, a: Place, b: Place) -> bool | None:
        """Whether two places are the same point."""
        answers = [self.equal(a[name], b[name]) for name in self.variables]
        if False in answers:
            return False
        return None if None in answers else True

    def equal(self, a: Node, b: Node) -> bool | None:
        """Whether two numbers are equal, under the assumptions."""
        verdict = identical(a, b, self.meaning.context.assumptions).verdict
        return {"proved": True, "refuted": False, "undecided": None}[verdict]
