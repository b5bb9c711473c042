"""`plot`: what is asked for as a view, and the answer that holds its numbers."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from symcalc.calculus.critical import Critical, critical
from symcalc.calculus.expansion.taylor import taylor
from symcalc.calculus.stated import function_name
from symcalc.errors import SymcalcError, Unsupported, UsageFault
from symcalc.plotting.figures.marks import critical_marks, mark, place_of
from symcalc.plotting.figures.pictures import ROLES, Sheet, View, figure
from symcalc.plotting.figures.scene import Map, Mark, Plane, Relief
from symcalc.plotting.figures.terrain import Terrain
from symcalc.plotting.figures.window import Range
from symcalc.progress import checkpoint
from symcalc.record import replace
from symcalc.result import Figure, Note, Result, Statement, internal
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Array, Node

Box = Mapping[str, tuple[Node, Node]]


@dataclass(frozen=True)
class Plot(Result):
    """A picture as numbers: curves in connected pieces, level sets on a grid, marks; `output` is the file it is in."""

    command: ClassVar[str] = "plot"

    function: Node
    variables: tuple[str, ...]
    kind: str
    scene: Plane | Map | Relief
    notes: tuple[str, ...] = ()
    output: str | None = None
    title: str = internal("")
    name: Node | None = internal()

    def heading(self) -> Note | None:
        """The function."""
        return None if self.name is None else Note(("Plot", " of ", self.name, " = ", self.function))

    def figure(self) -> Figure:
        """The picture itself."""
        return Figure(self.kind, self.title, {"scene": self.scene})

    def statements(self) -> Iterator[Statement]:
        """The picture, or the name of the file that it is in, and what is not marked in it."""
        if self.output is None:
            yield self.figure()
        else:
            yield Note((f"Written to {self.output}.",), "good")
        for note in self.notes:
            yield Note((note,), "doubt")


@dataclass(frozen=True)
class Wish:
    """What a picture is to show besides the function.

    `box` are ranges, `taylor` the point of an approximating quadratic; `marks` asks for critical points, `surface` for
    a relief, `output` names the file that it is for.
    """

    box: Box | None = None
    taylor: Mapping[str, Node] | None = None
    marks: bool = True
    surface: bool = False
    output: str | None = None


def plot(problem: Problem, wish: Wish) -> Plot:
    """The picture of a posed problem.

    Raises:
        Unsupported: the function has more than two variables, or no formula.
        UsageFault: a parameter has no value, or a range is empty.

    >>> from symcalc.syntax.pose import pose
    >>> answer = plot(pose("x^2"), Wish())
    >>> answer.kind, [mark.kind for mark in answer.scene.marks]
    ('curve', ['minimum'])
    """
    functions = problem.function.items if isinstance(problem.function, Array) else (problem.function,)
    if len(functions) > len(ROLES):
        raise UsageFault(f"a picture shows {len(ROLES)} functions at most, not {len(functions)}")
    problems = [replace(problem, function=function) for function in functions]
    sheets = [Sheet(Terrain.of(one), (one.function,), role) for one, role in zip(problems, ROLES, strict=False)]
    given = [*_given(problem, sheets[0].terrain)]
    if wish.taylor is not None:
        given.append(_mark(wish.taylor, sheets[0].terrain))
        sheets.append(_quadratic(problems[0], wish.taylor))
    asked = {name: _range(name, ends) for name, ends in (wish.box or {}).items()}
    view = View("", tuple(sheets), asked, tuple(given), surface=wish.surface, coarse=wish.output is None)
    answer = _answer(problem, view, wish)
    if not wish.marks:
        return answer
    checkpoint(answer)
    marks, note = _critical(problems[0], wish.box, sheets[0].terrain)
    return _answer(problem, dataclasses.replace(view, marks=(*marks, *given)), wish, note)


def _answer(problem: Problem, view: View, wish: Wish, note: str = "") -> Plot:
    drawn = figure(view)
    scene = drawn.content["scene"]
    assert isinstance(scene, Plane | Map | Relief)  # noqa: S101 (for the type checker)
    return Plot(
        problem.function,
        problem.variables,
        drawn.kind,
        scene,
        (note,) if note else (),
        wish.output,
        title=drawn.title,
        name=function_name(problem, problem.variables),
    )


def _range(name: str, ends: tuple[Node, Node]) -> Range:
    """A range of numbers, the smaller end first."""
    low, high = (place_of({name: end})[name] for end in ends)
    if not (math.isfinite(low) and math.isfinite(high)) or low >= high:
        raise UsageFault(f"the range of {name} is empty or not bounded", hint=f"--domain {name}=-2..3")
    return low, high


def _given(problem: Problem, terrain: Terrain) -> Iterator[Mark]:
    """The point of --at, marked."""
    point = {name: value for name, value in (problem.point or {}).items() if name in problem.variables}
    if len(point) == len(problem.variables):
        yield _mark(point, terrain)


def _mark(point: Mapping[str, Node], terrain: Terrain) -> Mark:
    place = place_of(point)
    if any(map(math.isnan, place.values())):
        raise UsageFault("a point of a picture has numbers for coordinates")
    return mark(point, place, "point", terrain)


def _quadratic(problem: Problem, point: Mapping[str, Node]) -> Sheet:
    """The approximating quadratic about a point (22.4.30)."""
    found = taylor(replace(problem, point={**(problem.point or {}), **point}), order=2)
    if not isinstance(found.polynomial, Node):
        raise Unsupported(f"the quadratic is not known: {found.note}")
    return Sheet(Terrain.of_tree(found.polynomial, problem.variables), ("approximating quadratic",), "quadratic")


def _critical(problem: Problem, box: Box | None, terrain: Terrain) -> tuple[tuple[Mark, ...], str]:
    """The critical points, or why they are not marked, or that more may exist."""
    try:
        found: Critical = critical(replace(problem, point=None), box=box)
    except SymcalcError as error:
        return (), f"Critical points are not marked: {error.message}."
    note = "" if found.complete else "There may be critical points that are not marked."
    ends = {x for name, range_ in (box or {}).items() for x in _range(name, range_)}
    return tuple(mark for mark in critical_marks(found, terrain) if ends.isdisjoint(mark.place)), note
