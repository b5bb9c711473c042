"""Functions of p·x + q for parameters p and q: `abs(x - a)`, `sin(a x)` are moved and stretched functions of x."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symcalc.calculus.critical.composition.fewer import Outcome
from symcalc.calculus.critical.composition.inner import Composition, compositions
from symcalc.calculus.critical.composition.levels import flat
from symcalc.calculus.critical.composition.ranges import Unresolved
from symcalc.calculus.critical.entries import Answer
from symcalc.calculus.critical.families.parametric import parameter_names
from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.points.relations import joined
from symcalc.calculus.critical.points.values import collected
from symcalc.calculus.critical.result import UNKNOWN, CriticalPoint, Extrema, Extremum, Family, Known, Nondifferentiable
from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.search.cuts import Unsplittable, difference
from symcalc.calculus.critical.search.pieces import pieces
from symcalc.calculus.critical.search.survey import Beyond, Question, Survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.record import record
from symcalc.syntax.tree import Name, Node, Quotient, Relation, integer, names, substitute

ZERO, ONE = integer(0), integer(1)


@record
class Scale:
    """The variable u = slope·x + offset of a function of one variable x, and whether the slope is never 0."""

    name: str
    slope: Node
    offset: Node
    steady: bool

    def at(self, value: Node) -> Node:
        """Where u has a value."""
        above = difference(value, self.offset)
        return flat(above if self.slope == ONE else Quotient(above, self.slope))


def by_scale(question: Question, search: Callable[[Question], Outcome]) -> Outcome | None:
    """The answer for a function of one variable and parameters, through one without parameters; else None."""
    if len(question.names) != 1 or question.conditions or question.constraints:
        return None
    for parts in compositions(question.tree, (*question.names, *question.parameters)):
        scale = _scale(question, parts)
        if scale is not None:
            try:
                return _scaled(question, parts, scale, search)
            except (Unresolved, Beyond):
                return None
    return None


def _scale(question: Question, parts: Composition) -> Scale | None:
    """The inner part as a linear function of the variable; None where it is none."""
    (name,) = question.names
    try:
        tower = Tower((name, *question.parameters), [parts.inner])
        ratio = tower.ratio(parts.inner)
    except (NotClosed, TooHard, ZeroDivisionError):
        return None
    slope = tower.derivative(ratio, 0)
    offset = ratio - slope * tower.unknown(0)
    trees = tower.tree(slope), tower.tree(offset)
    plain = all(part.bottom.is_constant() for part in (slope, offset)) and not any(name in names(t) for t in trees)
    if not plain or slope.is_zero:
        return None
    steady = bounds(trees[0], question.ranges).sign in {1, -1}
    return Scale(name, *trees, steady)


def _scaled(question: Question, parts: Composition, scale: Scale, search: Callable[[Question], Outcome]) -> Outcome:
    if not scale.steady and not _is_total(parts.outer):
        raise Unresolved
    answer, globally, seen = search(Question(parts.outer, (parts.name,), reserved=question.taken))
    if seen.doubts:
        raise Unresolved
    moved = Moved(question, parts, scale)
    found = Survey(question)
    found.by("a distinction of cases that covers all values of the parameters")
    found.reading = f"f being a function of {parts.inner} alone"
    families = [moved.family(family) for family in answer.families]
    families += [] if scale.steady else [moved.still()]
    corners = [moved.corner(corner) for corner in answer.corners]
    points = [moved.point(point) for point in answer.points]
    return Answer(points, families, corners), moved.extrema(globally) if scale.steady else UNKNOWN, found


def _is_total(outer: Node) -> bool:
    """Whether a function is defined, and one formula, for all numbers."""
    try:
        found = pieces(outer)
    except Unsplittable:
        return False
    return not any(piece.partial or piece.nonzero for piece in found)


def _folded(value: Node) -> Node:
    """A constant with its switches settled: 0 for `abs(0)`; anything else as it is."""
    if names(value):
        return value
    try:
        found = pieces(value)
    except Unsplittable:
        return value
    return found[0].function if len(found) == 1 else value


@record
class Moved:
    """Entries for u said of the variable x."""

    question: Question
    parts: Composition
    scale: Scale

    @property
    def where(self) -> Node | None:
        """Where the slope is not 0, if it can be."""
        return None if self.scale.steady else Relation(("!=",), (self.scale.slope, ZERO))

    def told(self, evidence: str) -> str:
        """A sentence about u, with what it is."""
        return f"with {self.parts.said()}, {evidence}"

    def place(self, point: Mapping[str, Known] | None) -> dict[str, Known] | None:
        """A point; raises Unresolved for one without a closed form."""
        if point is None:
            return None
        value = point[self.parts.name]
        if not isinstance(value, Node):
            raise Unresolved
        found = self.scale.at(value)
        return {self.scale.name: found if names(value) else collected(found)}

    def point(self, point: CriticalPoint) -> CriticalPoint:
        """A critical point."""
        place = self.place(point.point)
        assert place is not None  # noqa: S101 (points have places)
        evidence = self.told(point.evidence)
        return CriticalPoint(
            place, None, point.value, point.kind, point.degenerate, evidence, where=self.where, value_approx=None
        )

    def family(self, family: Family) -> Family:
        """A family."""
        return Family(
            self.place(family.point),
            self.equations(family.equations),
            family.parameters,
            self.value(family.value),
            family.kind,
            self.joined(family.where),
            self.told(family.evidence),
        )

    def corner(self, corner: Nondifferentiable) -> Nondifferentiable:
        """A point or a set without a derivative."""
        return Nondifferentiable(
            self.place(corner.point),
            self.equations(corner.equations),
            self.value(corner.value),
            corner.kind,
            None,
            self.told(corner.evidence),
            self.joined(corner.where),
            corner.parameters,
        )

    def still(self) -> Family:
        """All points where the slope is 0, and f depends on the parameters alone."""
        (letter,) = parameter_names(1, self.question.taken)
        value = _folded(collected(substitute(self.parts.outer, {self.parts.name: self.scale.offset})))
        nowhere = Relation(("==",), (self.scale.slope, ZERO))
        evidence = "the function does not depend on the variables"
        return Family({self.scale.name: Name(letter)}, (), (letter,), value, "constant", nowhere, evidence)

    def extrema(self, known: Extrema) -> Extrema:
        """The global extrema, where they are taken."""
        low, high = (
            self._taken(found) if isinstance(found, Extremum) else found for found in (known.minimum, known.maximum)
        )
        return Extrema(low, high, known.infimum, known.supremum, self.told(known.reason) if known.reason else "")

    def _taken(self, known: Extremum) -> Extremum:
        places = [place for place in map(self.place, known.at) if place is not None]
        return Extremum(known.value, tuple(places), known.approx, self.equations(known.sets), known.complete)

    def equations(self, equations: tuple[Node, ...]) -> tuple[Node, ...]:
        """Conditions on u as conditions on x and the parameters."""
        return tuple(substitute(node, {self.parts.name: self.parts.inner}) for node in equations)

    def value(self, value: Known) -> Known:
        """A value in which u may stand."""
        return substitute(value, {self.parts.name: self.parts.inner}) if isinstance(value, Node) else value

    def joined(self, where: Node | None) -> Node | None:
        """A condition, and that the slope is not 0."""
        return joined([node for node in (self.where, where) if node is not None])
