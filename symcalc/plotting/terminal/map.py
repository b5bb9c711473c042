"""Maps drawn with characters: shades for heights, level sets of a second function, gradients as arrows, signs."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import cast

from symcalc.plotting.figures.levelsets import level_lines
from symcalc.plotting.figures.marks import sign_of
from symcalc.plotting.figures.scene import Layer, Locus, Map, Mark
from symcalc.plotting.figures.ticks import tick_text
from symcalc.plotting.terminal.curve import legend, stretches
from symcalc.plotting.terminal.frame import Frame
from symcalc.plotting.terminal.surface import Surface
from symcalc.record import replace
from symcalc.result import Figure

ROWS = 24
#: Columns and rows between two signs on a line; how the level sets of a second function are shown.
SIGNS, LINE = (6, 3), ("⠒⠒", "--")
#: Shades from low to high, with Unicode and without.
SHADES = (" ·░▒▓█", " .:-=+*#%@")
#: Arrows by eighths of a turn from the right, against the clock.
COMPASS = "→↗↑↖←↙↓↘"


def draw(figure: Figure, surface: Surface) -> Iterator[str]:
    """The picture and its legend."""
    scene = cast("Map", figure.content["scene"])
    frame = Frame.on(surface, scene.window, ROWS)
    shades = SHADES[0 if surface.unicode else 1]
    bounds = _bounds(scene.layers[0], len(shades) - 1)
    _shade(frame, scene, bounds, shades)
    for layer in scene.layers[1:]:
        _level_sets(frame, scene, layer)
    for layer in scene.layers:
        _level_sets(frame, scene, replace(layer, levels=layer.touching))
    if surface.unicode:
        _compass(frame, scene)
    for curve in scene.curves:
        for piece in curve.pieces:
            frame.draw(piece)
    for locus in scene.loci:
        _locus(frame, locus, sign_of(locus.kind, unicode=surface.unicode))
    for mark in scene.marks:
        frame.mark(mark, sign_of(mark.kind, unicode=surface.unicode))
    yield from frame.lines(scene.axes)
    yield _scale(bounds, shades, surface.width)
    yield from legend(scene.curves, scene.marks, surface)
    yield from stretches(scene.loci, surface)
    for layer in scene.layers[1:]:
        yield f"  {LINE[0 if surface.unicode else 1]} level sets of {''.join(map(surface.text, layer.name))}"


def _level_sets(frame: Frame, scene: Map, layer: Layer) -> None:
    for start, end in level_lines(layer, scene.xs, scene.ys):
        frame.draw((start, end))


def _locus(frame: Frame, locus: Locus, sign: str) -> None:
    """A family: dots along its line, the sign of its kind at some of them; over an area signs alone."""
    for piece in locus.pieces:
        if not locus.area:
            frame.draw(piece)
        last = (math.inf, math.inf)
        for point in piece:
            x, y = frame.place(point)
            if locus.area or abs(x - last[0]) >= SIGNS[0] or abs(y - last[1]) >= SIGNS[1]:
                frame.mark(Mark(point, locus.kind, ()), sign)
                last = x, y


def _bounds(layer: Layer, count: int) -> list[float]:
    """Heights between which there are equally large parts of the picture."""
    ordered = sorted(value for row in layer.values for value in row if value is not None)
    if not ordered:
        return []
    return [ordered[len(ordered) * place // (count + 1)] for place in range(1, count + 1)]


def _shade(frame: Frame, scene: Map, bounds: Sequence[float], shades: str) -> None:
    """Each character by the height in its middle."""
    columns, rows = frame.canvas.columns, frame.canvas.rows
    values = scene.layers[0].values
    for row in range(rows):
        y = round((1 - (row + 0.5) / rows) * (len(scene.ys) - 1))
        for column in range(columns):
            x = round((column + 0.5) / columns * (len(scene.xs) - 1))
            value = values[y][x]
            if value is not None:
                frame.canvas.shade(column, row, shades[bisect_right(bounds, value)])


def _compass(frame: Frame, scene: Map) -> None:
    """Every other gradient, across and up, as an arrow."""
    small = [arrow for arrow in scene.arrows if arrow.role == "function"]
    columns, rows = (
        {position: place for place, position in enumerate(sorted({arrow.at[axis] for arrow in small}))}
        for axis in (0, 1)
    )
    for arrow in small:
        if columns[arrow.at[0]] % 2 and rows[arrow.at[1]] % 2:
            x, y = frame.place(arrow.at)
            eighth = round(math.atan2(arrow.direction[1], arrow.direction[0]) / (math.pi / 4)) % 8
            frame.canvas.write(int(x), int(y), COMPASS[eighth])


def _scale(bounds: Sequence[float], shades: str, width: int) -> str:
    """Which shade is which height; where that is too wide, their order alone."""
    if not bounds:
        return ""
    steps = (f"{tick_text(float(f'{bound:.3g}'))} {shade}" for bound, shade in zip(bounds, shades[1:], strict=True))
    whole = f"  low {shades[0]} {' '.join(steps)} high"
    return whole if len(whole) <= width else f"  low {shades} high"
