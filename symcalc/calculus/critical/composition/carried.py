"""Critical points of the inner function of a composition as those of the composition."""

from __future__ import annotations

from collections.abc import Iterator

from symcalc.calculus.critical.composition.inner import Composition
from symcalc.calculus.critical.composition.outer import Course, Outer
from symcalc.calculus.critical.composition.ranges import Interval, Unresolved
from symcalc.calculus.critical.extrema.extrema import shown
from symcalc.calculus.critical.points.decimals import decimal_of
from symcalc.calculus.critical.points.values import Height, tidied
from symcalc.calculus.critical.result import CriticalPoint, Family, Known
from symcalc.record import record
from symcalc.syntax.tree import Node, Product, names


@record
class Carried:
    """A composition, and the values that its inner function takes.

    Where the outer function has no derivative of 0, the kind is that of the inner function, or the opposite one. Where
    it has an extremum, so has the composition. Where its derivative is 0 inside the range, the point is on a level set;
    if that is listed as a whole, the kind must be that of the level set, or nothing is said.
    """

    parts: Composition
    outer: Outer
    range: Interval
    apart: bool = False  #: whether level sets are listed without the critical points of the inner function

    def point(self, point: CriticalPoint) -> Iterator[CriticalPoint]:
        """A critical point of the inner function; nothing where f has no value, or it is on a level set."""
        course = self._course(point.value, point.kind)
        if course is None:
            return
        slope = course.slope
        yield CriticalPoint(
            point.point,
            point.approx,
            shown(course.height),
            course.kind(point.kind),
            point.degenerate if course.order == 1 else True,
            self._evidence(course, point),
            eigenvalues=() if slope is None else tuple(scaled(value, slope) for value in point.eigenvalues),
            value_approx=decimal_of(course.height),
        )

    def family(self, family: Family) -> Iterator[Family]:
        """A family of critical points of the inner function; raises Unresolved where that is constant."""
        if family.kind == "constant":
            raise Unresolved
        course = self._course(family.value, family.kind)
        if course is not None:
            yield Family(
                family.point,
                family.equations,
                family.parameters,
                shown(course.height),
                course.kind(family.kind),
                family.where,
                self._evidence(course, family),
            )

    def _course(self, value: Known, kind: str) -> Course | None:
        if not isinstance(value, Node) or names(value):
            raise Unresolved
        course = self.outer.course(value)
        if course is None or course.order == 1 or self.apart or self.range.end(value) is not None:
            return course
        if not course.turns and kind not in {"saddle", "inflection"}:
            raise Unresolved
        return None

    def _evidence(self, course: Course, entry: CriticalPoint | Family) -> str:
        name = self.parts.name
        said = f"f is {self.parts.outer} of {self.parts.said()}, and {course.told(name, str(entry.value))}"
        return said if course.turns else f"{said}; of {name}, {entry.evidence}"


def scaled(value: Node | float, factor: Node) -> Node | float:
    """An eigenvalue times a number."""
    if isinstance(value, Node):
        return tidied(Product((factor, value)))
    found = decimal_of(Height(factor))
    return value if found is None else value * float(found)
