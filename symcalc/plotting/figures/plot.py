"""`plot`: what is asked for as a view, and the answer that holds its numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from symcalc.calculus.stated import function_name
from symcalc.errors import UsageFault
from symcalc.plotting.figures.marks import mark, place_of
from symcalc.plotting.figures.pictures import figure
from symcalc.plotting.figures.scene import Map, Mark, Plane, Relief
from symcalc.plotting.figures.terrain import Terrain
from symcalc.plotting.figures.view import ROLES, Sheet, View
from symcalc.plotting.figures.window import Range
from symcalc.progress import progress
from symcalc.record import record, replace
from symcalc.result import Figure, Note, Result, Statement, internal
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Array, Node, Sum

if TYPE_CHECKING:
    from symcalc.plotting.figures.search import Box, Found, Search

TOUCHING = "Marked: critical points of the sum, where the level sets touch."


@record
class Plot(Result):
    """A picture as numbers: curves in connected pieces, level sets on a grid, marks; `output` is the file it is in."""

    command: ClassVar[str] = "plot"

    function: Node
    variables: tuple[str, ...]
    kind: str
    scene: Plane | Map | Relief
    notes: tuple[str, ...] = ()
    output: str | None = None
    name: Node | None = internal()

    def heading(self) -> Note | None:
        """The function."""
        return None if self.name is None else Note(("Plot", " of ", self.name, " = ", self.function))

    def figure(self) -> Figure:
        """The picture itself."""
        return Figure(self.kind, "", {"scene": self.scene})

    def statements(self) -> Iterator[Statement]:
        """The picture, or the name of the file that it is in, and what is not marked in it."""
        if self.output is None:
            yield self.figure()
        else:
            yield Note((f"Written to {self.output}.",), "good")
        for note in self.notes:
            yield Note((note,), "plain" if note is TOUCHING else "doubt")


@record
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
        DomainFault: the function has no value where it is drawn.

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
    asked = ranges_of(wish.box or {})
    touching = len(problems) == 2 and len(problem.variables) == 2
    if touching:
        problems = [replace(problem, function=Sum(tuple(functions)))]
    progress("looking for critical points")
    searches = [*_searches(problems, wish, asked)]
    given = [*_given(problem, sheets[0].terrain)]
    if wish.taylor is not None:
        given.append(_mark(wish.taylor, sheets[0].terrain))
        sheets.append(_quadratic(replace(problem, function=functions[0]), wish.taylor))
    found = [search.found() for search in searches]
    view = View(
        tuple(sheets),
        _title(problem, functions),
        asked,
        (*(one for each in found for one in each.marks), *given),
        tuple(
            (search.terrain, family) for search, each in zip(searches, found, strict=True) for family in each.families
        ),
        surface=wish.surface,
        coarse=wish.output is None,
        touching=touching,
    )
    return _answer(problem, view, wish, found)


def _answer(problem: Problem, view: View, wish: Wish, found: Sequence[Found]) -> Plot:
    drawn = figure(view)
    scene = drawn.content["scene"]
    assert isinstance(scene, Plane | Map | Relief)  # noqa: S101 (for the type checker)
    notes = [each.note for each in found if each.note]
    if view.touching and scene.marks:
        notes.append(TOUCHING)
    return Plot(
        problem.function,
        problem.variables,
        drawn.kind,
        scene,
        tuple(dict.fromkeys(notes)),
        wish.output,
        name=function_name(problem, problem.variables),
    )


def _title(problem: Problem, functions: Sequence[Node]) -> tuple[Node | str, ...]:
    """What the picture is of, where that is one function."""
    return (function_name(problem, problem.variables), " = ", functions[0]) if len(functions) == 1 else ()


def _searches(problems: Sequence[Problem], wish: Wish, asked: Mapping[str, Range]) -> Iterator[Search]:
    """A search for each function, or for the sum of two; none where critical points are not to be marked."""
    if not wish.marks or len(problems[0].variables) > 2:
        return
    from symcalc.plotting.figures.search import Search, searching  # noqa: PLC0415 (not every picture has marks)

    ends = frozenset(end for range_ in asked.values() for end in range_)
    if len(problems) > 1:
        searching()
    for problem in problems:
        yield Search(problem, wish.box, Terrain.of(problem), ends)


def ranges_of(box: Box) -> dict[str, Range]:
    """Ranges as numbers.

    Raises:
        UsageFault: one is empty, or not bounded.
    """
    return {name: _range(name, ends) for name, ends in box.items()}


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


def _quadratic(problem: Problem, centre: Mapping[str, Node]) -> Sheet:
    from symcalc.plotting.figures.quadratic import quadratic  # noqa: PLC0415 (few pictures have one)

    return quadratic(problem, centre)
