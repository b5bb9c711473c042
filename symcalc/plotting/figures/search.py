"""The critical points that a picture marks: looked for while it is prepared, and done without where that is long."""

from __future__ import annotations

from collections.abc import Mapping

from symcalc.calculus.critical import Critical, critical
from symcalc.errors import SymcalcError
from symcalc.plotting.figures.families import Family, families
from symcalc.plotting.figures.marks import critical_marks
from symcalc.plotting.figures.patience import Attempt, Stopped
from symcalc.plotting.figures.scene import Mark
from symcalc.plotting.figures.terrain import Terrain
from symcalc.record import record, replace
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Node

Box = Mapping[str, tuple[Node, Node]]


@record
class Found:
    """What is to be marked, and what is to be said about that."""

    marks: tuple[Mark, ...] = ()
    families: tuple[Family, ...] = ()
    note: str = ""


class Search:
    """A search under way; `ends` are the ends of the ranges, which are extrema of the range and not of the function."""

    def __init__(self, problem: Problem, box: Box | None, terrain: Terrain, ends: frozenset[float]) -> None:
        self.terrain = terrain
        self.attempt = Attempt(lambda: _found(problem, box, terrain, ends))

    def found(self) -> Found:
        """What was found, or that there was no time."""
        try:
            return self.attempt.result()
        except Stopped:
            return Found(note="Critical points are not marked: looking for them took too long (--timeout allows more).")


def _found(problem: Problem, box: Box | None, terrain: Terrain, ends: frozenset[float]) -> Found:
    """The critical points, or why they are not marked, or that more may exist."""
    known = {name: value for name, value in (problem.point or {}).items() if name in problem.parameters}
    try:
        found: Critical = critical(replace(problem, point=known or None), box=box)
    except SymcalcError as error:
        return Found(note=f"Critical points are not marked: {error.message}.")
    note = "" if found.complete else "There may be critical points that are not marked."
    marks = tuple(mark for mark in critical_marks(found, terrain) if ends.isdisjoint(mark.place))
    return Found(marks, tuple(families(found)), note)
