"""Functions of two variables: from above as level sets with gradients, or as surfaces."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product

from symcalc.plotting.figures.edges import Edges
from symcalc.plotting.figures.families import zero_lines
from symcalc.plotting.figures.scene import XY, Arrow, Curve, Layer, Map, Relief, Window, spaced
from symcalc.plotting.figures.terrain import Terrain
from symcalc.plotting.figures.ticks import levels
from symcalc.plotting.figures.view import Sheet, View
from symcalc.plotting.figures.window import FARTHER, Range, across, trimmed, upwards

#: Points of a grid in each direction, and fewer for a terminal; levels of a map, arrows of a field in each direction.
FINE, COARSE, LEVELS, ARROWS = 201, 81, 16, 15
#: Points in each direction that tell where a function is defined at all.
LOOKS = 41
#: The length of the two gradients where level sets touch, as a part of the picture.
OPPOSITE = 0.12


def seen_from_above(view: View) -> Map:
    """The level sets of functions of two variables, with the gradients of the first."""
    window, xs, ys = _field(view)
    marks, loci = view.shown(window)
    marks = tuple(mark for mark in marks if window.holds(mark.at))
    through = [mark.at for mark in marks] if view.touching else []
    layers = tuple(_layer(sheet, xs, ys, through) for sheet in view.functions)
    walk = (Curve((view.walk,), "walk", ("steps",)),) if view.walk else ()  # type: ignore[arg-type]
    arrows = (*_arrows(view.terrain, window), *_opposite(view.functions, through, window))
    edges = tuple(_boundary(view.terrain, window))
    first, second = view.variables
    return Map(window, (first, second), xs, ys, layers, arrows, marks, walk, loci, edges, view.title)


def relief(view: View) -> Relief:
    """Functions of two variables as surfaces."""
    window, xs, ys = _field(view)
    layers = tuple(_layer(sheet, xs, ys) for sheet in view.sheets)
    grids = [layer.values for layer in layers if layer.role != "quadratic"]
    main = [value for grid in grids for row in grid for value in row if value is not None]
    marks = tuple(mark for mark in view.shown(window)[0] if window.holds(mark.at))
    heights = upwards(main, [mark.height for mark in marks if math.isfinite(mark.height)])
    first, second = view.variables
    return Relief(window, (first, second, ""), xs, ys, layers, heights, marks, view.title)


def _field(view: View) -> tuple[Window, tuple[float, ...], tuple[float, ...]]:
    """The window on the plane and the grid over it."""
    ranges = across(view.variables, view.asked, view.points, view.alone)
    if not view.asked:
        ranges = _where_defined(view.terrain, ranges)
    (left, right), (bottom, top) = ranges
    count = COARSE if view.coarse else FINE
    return Window(left, right, bottom, top), spaced(left, right, count), spaced(bottom, top, count)


def _where_defined(terrain: Terrain, ranges: tuple[Range, ...]) -> tuple[Range, ...]:
    """Ranges without the margins in which the function is undefined, moved out where it is so everywhere."""
    for farther in FARTHER:
        sides = []
        for low, high in ranges:
            middle, half = (low + high) / 2, (high - low) / 2 * farther
            sides.append(spaced(middle - half, middle + half, LOOKS))
        values = terrain.grid(*sides)
        rows = [j for j, row in enumerate(values) if any(value is not None for value in row)]
        columns = [i for i in range(LOOKS) if any(row[i] is not None for row in values)]
        if rows:
            widths = [high - low for low, high in ranges]
            found = trimmed(sides[0], columns, widths[0]), trimmed(sides[1], rows, widths[1])
            return _filled(found, (sides[0], sides[1]))
    return ranges


def _filled(found: tuple[Range, Range], looked: tuple[Sequence[float], Sequence[float]]) -> tuple[Range, ...]:
    """Ranges that end at one edge of the domain, made longer at the other side until both are alike."""
    most = max(high - low for low, high in found)
    filled = []
    for (low, high), sides in zip(found, looked, strict=True):
        missing = most - (high - low)
        if low > sides[0] and high >= sides[-1]:
            filled.append((low, high + missing))
        elif high < sides[-1] and low <= sides[0]:
            filled.append((low - missing, high))
        else:
            filled.append((low, high))
    return tuple(filled)


def _layer(sheet: Sheet, xs: Sequence[float], ys: Sequence[float], through: Sequence[XY] = ()) -> Layer:
    """A function on a grid with its levels, and those through some points."""
    values = sheet.terrain.grid(xs, ys)
    found = levels([value for row in values for value in row], LEVELS)
    touching = tuple(height for place in through if math.isfinite(height := sheet.terrain(*place)))
    return Layer(values, found, sheet.role, sheet.name, touching)


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


def _opposite(sheets: Sequence[Sheet], places: Sequence[XY], window: Window) -> Iterator[Arrow]:
    """The gradients of several functions at places where they are opposite, each with the function's role."""
    length = OPPOSITE * min(window.width, window.height)
    for place, sheet in product(places, sheets):
        slope = sheet.terrain.gradient(*place)
        size = math.hypot(*slope)
        if math.isfinite(size) and size > 0:
            role = "first" if sheet.role == "function" else sheet.role
            yield Arrow(place, (slope[0] / size * length, slope[1] / size * length), role)


def _boundary(terrain: Terrain, window: Window) -> Iterator[tuple[XY, ...]]:
    """The lines on which a function is undefined, or beside which it is."""
    edges = Edges.of(terrain.tree, terrain.variables)
    steps = window.width / FINE, window.height / FINE
    for number, edge in enumerate(edges.edges):
        for piece in zero_lines(edge.expression, terrain.variables, window) if edge.bounds else ():
            kept: list[XY] = []
            for point in piece:
                if _is_edge(terrain, point, steps, defined=edges.conditions(*point)[number] == 1.0):
                    kept.append(point)
                elif len(kept) > 1:
                    yield tuple(kept)
                    kept = []
                else:
                    kept = []
            if len(kept) > 1:
                yield tuple(kept)


def _is_edge(terrain: Terrain, point: XY, steps: XY, *, defined: bool) -> bool:
    """Whether the function is defined beside a point, but not there, or not on all sides."""
    around = [
        math.isfinite(terrain(point[0] + across * steps[0], point[1] + up * steps[1]))
        for across, up in product((-1, 1), repeat=2)
    ]
    return any(around) and not (defined and all(around))
