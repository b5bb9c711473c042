"""Figures of functions: a curve, a map of level sets, a relief, each with what is marked in it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from symcalc.errors import Unsupported
from symcalc.plotting.figures.sampling import connected
from symcalc.plotting.figures.scene import Arrow, Curve, Layer, Map, Mark, Plane, Relief, Window, spaced
from symcalc.plotting.figures.terrain import Terrain
from symcalc.plotting.figures.ticks import levels
from symcalc.plotting.figures.window import Range, across, upwards, where_defined
from symcalc.result import Content, Figure

#: Points of a grid in each direction (fewer for a terminal), levels of a map, arrows of a field in each direction.
FINE, COARSE, LEVELS, ARROWS = 161, 81, 16, 15
#: A function of one variable in a curve is looked at in so many points before a window is chosen.
LOOKS = 801
ROLES = ("function", "other", "third", "fourth")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A function to be drawn, what it is called, and its role: "function", "other" or "quadratic"."""

    terrain: Terrain
    name: tuple[Content, ...]
    role: str = "function"


@dataclass(frozen=True, slots=True)
class View:
    """What is to be in a picture.

    `asked` are the ranges that are given; `marks` are drawn and in sight, `walk` are the points of a path; `coarse` is
    enough for a terminal.
    """

    title: str
    sheets: tuple[Sheet, ...]
    asked: Mapping[str, Range] = field(default_factory=dict)
    marks: tuple[Mark, ...] = ()
    walk: tuple[tuple[float, ...], ...] = ()
    surface: bool = False
    coarse: bool = False
    alone: float = 5.0

    @property
    def variables(self) -> tuple[str, ...]:
        """What is drawn over."""
        return self.sheets[0].terrain.variables


def figure(view: View) -> Figure:
    """The picture of functions of one or two variables.

    Raises:
        Unsupported: there are more variables.
    """
    count = len(view.variables)
    if count == 1:
        return Figure("curve", view.title, {"scene": plane(view)})
    if count == 2:
        kind = "relief" if view.surface else "map"
        return Figure(kind, view.title, {"scene": relief(view) if view.surface else seen_from_above(view)})
    raise Unsupported(
        f"a picture has one or two variables, not {count}", hint="choose them with --wrt, give the others values"
    )


def plane(view: View) -> Plane:
    """The curves over one variable."""
    first = view.sheets[0].terrain
    points = [(mark.at[0],) for mark in view.marks] + [(x,) for (x, *_) in view.walk]
    (shown,) = across(view.variables, view.asked, points, view.alone)
    if not points and not view.asked:
        shown = where_defined(first, shown)
    heights = [sheet.terrain(x) for sheet in view.sheets if sheet.role != "quadratic" for x in spaced(*shown, LOOKS)]
    marks = tuple(mark for mark in view.marks if shown[0] <= mark.at[0] <= shown[1])
    bottom, top = upwards(heights, [mark.at[1] for mark in marks if math.isfinite(mark.at[1])])
    window = Window(*shown, bottom, top)
    curves = [Curve(connected(sheet.terrain, window), sheet.role, sheet.name) for sheet in view.sheets]
    if view.walk:
        steps = tuple((x, first(x)) for (x, *_) in view.walk)
        curves.append(Curve((steps,), "walk", ("steps",)))
    name = view.variables[0]
    return Plane(window, (name, ""), tuple(curves), marks)


def seen_from_above(view: View) -> Map:
    """The level sets of functions of two variables, with the gradients of the first."""
    window, xs, ys = _field(view)
    layers = tuple(_layer(sheet, xs, ys) for sheet in view.sheets if sheet.role != "quadratic")
    walk = (Curve((view.walk,), "walk", ("steps",)),) if view.walk else ()  # type: ignore[arg-type]
    arrows = tuple(_arrows(view.sheets[0].terrain, window))
    marks = tuple(mark for mark in view.marks if window.holds(mark.at))
    first, second = view.variables
    return Map(window, (first, second), xs, ys, layers, arrows, marks, walk)


def relief(view: View) -> Relief:
    """Functions of two variables as surfaces."""
    window, xs, ys = _field(view)
    layers = tuple(_layer(sheet, xs, ys) for sheet in view.sheets)
    grids = [layer.values for layer in layers if layer.role != "quadratic"]
    main = [value for grid in grids for row in grid for value in row if value is not None]
    marks = tuple(mark for mark in view.marks if window.holds(mark.at))
    heights = upwards(main, [mark.height for mark in marks if math.isfinite(mark.height)])
    first, second = view.variables
    return Relief(window, (first, second, ""), xs, ys, layers, heights, marks)


def _field(view: View) -> tuple[Window, tuple[float, ...], tuple[float, ...]]:
    """The window on the plane and the grid over it."""
    points = [*(mark.at for mark in view.marks), *view.walk]
    (left, right), (bottom, top) = across(view.variables, view.asked, points, view.alone)
    count = COARSE if view.coarse else FINE
    return Window(left, right, bottom, top), spaced(left, right, count), spaced(bottom, top, count)


def _layer(sheet: Sheet, xs: Sequence[float], ys: Sequence[float]) -> Layer:
    values = sheet.terrain.grid(xs, ys)
    return Layer(values, levels([value for row in values for value in row], LEVELS), sheet.role, sheet.name)


def _arrows(terrain: Terrain, window: Window) -> Iterator[Arrow]:
    """The gradient at points between the grid lines, as directions; shorter where it is small."""
    places = product(_between(window.left, window.right), _between(window.bottom, window.top))
    gradients = {place: terrain.gradient(*place) for place in places}
    lengths = sorted(math.hypot(*slope) for slope in gradients.values() if all(map(math.isfinite, slope)))
    usual = lengths[len(lengths) // 2] if lengths else 0.0
    for place, slope in gradients.items():
        length = math.hypot(*slope)
        if usual and math.isfinite(length) and length > 1e-9 * usual:
            part = min(1.0, 0.35 + 0.65 * length / usual) / length
            yield Arrow(place, (slope[0] * part, slope[1] * part))


def _between(low: float, high: float) -> tuple[float, ...]:
    """The middles of equal parts of a range."""
    return tuple(low + (high - low) * (place + 0.5) / ARROWS for place in range(ARROWS))
