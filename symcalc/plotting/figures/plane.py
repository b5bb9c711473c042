"""Curves over one variable: the range that shows what matters, the heights, the pieces, the ends of the pieces."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from symcalc.plotting.figures.edges import Edges
from symcalc.plotting.figures.joints import joints
from symcalc.plotting.figures.sampling import connected
from symcalc.plotting.figures.scene import XY, Curve, Dot, Mark, Plane, Window, spaced
from symcalc.plotting.figures.terrain import Terrain
from symcalc.plotting.figures.turns import turns
from symcalc.plotting.figures.view import Sheet, View
from symcalc.plotting.figures.window import Range, across, upwards, where_defined

#: A curve is looked at in so many points before its heights are chosen, in so many for a first guess.
LOOKS, GUESS = 801, 201
#: So many interruptions are brought in sight, looked for so far around the origin.
FEW, AROUND = 4, (5.0, 50.0, 500.0)


def plane(view: View) -> Plane:
    """The curves of a view."""
    edges = [Edges.of(sheet.terrain.tree, sheet.terrain.variables) for sheet in view.sheets]
    left, right = _across(view, edges)
    looked = [_looked(sheet.terrain, left, right) for sheet in view.functions]
    marks, loci = view.shown(Window(left, right, -math.inf, math.inf))
    marks = tuple(mark for mark in marks if left <= mark.at[0] <= right)
    rough = upwards([y for points in looked for _, y in points], [])
    limits = [
        height
        for sheet, edge in zip(view.functions, edges, strict=False)
        for joint in joints(sheet.terrain, edge, left, right, rough[1] - rough[0])
        for height in joint.heights
    ]
    window = Window(left, right, *_heights(view, looked, [*limits, *(mark.at[1] for mark in marks)]))
    found = [
        joints(sheet.terrain, edge, left, right, window.height) for sheet, edge in zip(view.sheets, edges, strict=True)
    ]
    places = [mark.at[0] for mark in marks]
    curves = [
        Curve(connected(sheet.terrain.values, window, here, places), sheet.role, sheet.name)
        for sheet, here in zip(view.sheets, found, strict=True)
    ]
    if view.walk:
        steps = tuple((x, view.terrain(x)) for (x, *_) in view.walk)
        curves.append(Curve((steps,), "walk", ("steps",)))
    dots = (
        dot
        for sheet, here in zip(view.sheets, found, strict=True)
        for joint in here
        for dot in joint.dots(window.height, sheet.role)
    )
    name = view.variables[0]
    return Plane(window, (name, ""), tuple(curves), marks, tuple(_uncovered(dots, marks, window)), loci, view.title)


def _looked(terrain: Terrain, left: float, right: float) -> list[XY]:
    """Points of a curve, equally spaced."""
    xs = spaced(left, right, LOOKS)
    return [*zip(xs, terrain.values(xs), strict=True)]


def _heights(view: View, looked: Sequence[Sequence[XY]], kept: Sequence[float]) -> Range:
    """The range of heights, with those that are to be kept in any case."""

    def turning(beyond: Range) -> Iterator[float]:
        for sheet, points in zip(view.functions, looked, strict=True):
            yield from turns(sheet.terrain, points, beyond)

    finite = [height for height in kept if math.isfinite(height)]
    return upwards([y for points in looked for _, y in points], finite, turning)


def _across(view: View, edges: Sequence[Edges]) -> Range:
    """The range of the variable: as asked, else around what is to be in sight and the nearest interruptions."""
    if view.asked:
        return across(view.variables, view.asked, ())[0]
    points = view.points
    near = [] if view.close else _interruptions(view.sheets, edges)
    if points:
        points += [(x,) for x in near]
    elif any(abs(x) > view.alone for x in near):
        points = [(-view.alone / 2,), (view.alone / 2,), *((x,) for x in near)]
    (shown,) = across(view.variables, {}, points, view.alone)
    return where_defined(view.terrain.values, shown)


def _interruptions(sheets: Sequence[Sheet], edges: Sequence[Edges]) -> list[float]:
    """The few places nearest to the origin at which a curve is interrupted."""
    for far in AROUND:
        found = {at for sheet, edge in zip(sheets, edges, strict=True) for at in _breaks(sheet.terrain, edge, far)}
        if found:
            return sorted(found, key=abs)[:FEW]
    return []


def _breaks(terrain: Terrain, edges: Edges, far: float) -> Iterator[float]:
    if edges.edges:
        low, high = upwards(terrain.values(spaced(-far, far, GUESS)), [])
        for joint in joints(terrain, edges, -far, far, high - low):
            if joint.breaks(high - low):
                yield joint.at


def _uncovered(dots: Iterator[Dot], marks: Sequence[Mark], window: Window) -> Iterator[Dot]:
    """The dots in sight that no mark covers."""
    for dot in dots:
        covered = any(
            abs(dot.at[0] - mark.at[0]) < 1e-6 * window.width and abs(dot.at[1] - mark.at[1]) < 1e-2 * window.height
            for mark in marks
        )
        if window.holds(dot.at) and not covered:
            yield dot
