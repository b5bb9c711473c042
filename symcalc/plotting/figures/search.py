"""The critical points that a picture marks: looked for while it is prepared, and done without where that is long."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symcalc.imports import uncollected
from symcalc.plotting.figures.families import Family
from symcalc.plotting.figures.patience import Attempt, Stopped
from symcalc.plotting.figures.scene import Mark
from symcalc.plotting.figures.terrain import Terrain
from symcalc.record import record
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
        self.attempt = Attempt(lambda: searching()(problem, box, terrain, ends))

    def found(self) -> Found:
        """What was found, or that there was no time."""
        try:
            return self.attempt.result()
        except Stopped:
            return Found(note="Critical points are not marked: looking for them took too long (--timeout allows more).")


def searching() -> Callable[[Problem, Box | None, Terrain, frozenset[float]], Found]:
    """What looks for critical points, loaded where it is called: in the process of a search, or before several."""
    with uncollected():
        from symcalc.plotting.figures.found import found  # noqa: PLC0415 (the picture itself needs no such thing)

    return found
