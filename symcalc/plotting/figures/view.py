"""What is to be in a picture, before it is known which part of the plane that takes."""

from __future__ import annotations

import math
from collections.abc import Mapping

from symcalc.plotting.figures.families import Family, drawn, in_sight
from symcalc.plotting.figures.scene import Locus, Mark, Window
from symcalc.plotting.figures.terrain import Terrain
from symcalc.plotting.figures.window import ALONE, Range
from symcalc.record import field, record
from symcalc.result import Content

#: Of more marks than these, half as many are in sight, those nearest to the origin.
MANY = 20
ROLES = ("function", "other", "third", "fourth")


@record
class Sheet:
    """A function to be drawn, what it is called, and its role: one of `ROLES`, or "quadratic"."""

    terrain: Terrain
    name: tuple[Content, ...]
    role: str = "function"


@record
class View:
    """Functions, and what belongs to them.

    `asked` are the ranges that are given; `marks` and `families` are drawn and in sight, `walk` are the points of a
    path; `coarse` is enough for a terminal, `touching` asks for the level sets through the marks. A `close` picture
    shows nothing but its points.
    """

    sheets: tuple[Sheet, ...]
    title: tuple[Content, ...] = ()
    asked: Mapping[str, Range] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    families: tuple[tuple[Terrain, Family], ...] = ()
    walk: tuple[tuple[float, ...], ...] = ()
    surface: bool = False
    coarse: bool = False
    touching: bool = False
    close: bool = False
    alone: float = ALONE

    @property
    def terrain(self) -> Terrain:
        """The first function."""
        return self.sheets[0].terrain

    @property
    def variables(self) -> tuple[str, ...]:
        """What is drawn over."""
        return self.terrain.variables

    @property
    def functions(self) -> tuple[Sheet, ...]:
        """The sheets that are functions, not approximations of one."""
        return tuple(sheet for sheet in self.sheets if sheet.role != "quadratic")

    @property
    def points(self) -> list[tuple[float, ...]]:
        """What is to be in sight, in the variables."""
        marked = [mark.at[: len(self.variables)] for mark in self.marks]
        if len(marked) > MANY:
            marked = sorted(marked, key=lambda place: math.hypot(*place))[: MANY // 2]
        return [*marked, *self.walk, *in_sight(self.families)]

    def shown(self, window: Window) -> tuple[tuple[Mark, ...], tuple[Locus, ...]]:
        """The marks and the lines of families in a window."""
        found = [*drawn(self.families, window)]
        members = [one for one in found if isinstance(one, Mark)]
        return tuple(dict.fromkeys((*self.marks, *members))), tuple(one for one in found if isinstance(one, Locus))
