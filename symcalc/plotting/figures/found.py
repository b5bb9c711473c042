"""The critical points of a function as the marks of a picture."""

from __future__ import annotations

from symcalc.calculus.critical import Critical, critical
from symcalc.errors import SymcalcError
from symcalc.plotting.figures.families import families
from symcalc.plotting.figures.marks import critical_marks
from symcalc.plotting.figures.search import Box, Found
from symcalc.plotting.figures.terrain import Terrain
from symcalc.record import replace
from symcalc.syntax.problem import Problem


def found(problem: Problem, box: Box | None, terrain: Terrain, ends: frozenset[float]) -> Found:
    """The critical points, or why they are not marked, or that more may exist."""
    known = {name: value for name, value in (problem.point or {}).items() if name in problem.parameters}
    try:
        answer: Critical = critical(replace(problem, point=known or None), box=box)
    except SymcalcError as error:
        return Found(note=f"Critical points are not marked: {error.message}.")
    note = "" if answer.complete else "There may be critical points that are not marked."
    marks = tuple(mark for mark in critical_marks(answer, terrain) if ends.isdisjoint(mark.place))
    return Found(marks, tuple(families(answer)), note)
