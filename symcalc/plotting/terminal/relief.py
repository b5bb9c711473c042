"""A relief in a terminal: seen from above, as a map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from symcalc.plotting.figures.scene import Map, Relief
from symcalc.plotting.terminal.map import draw as draw_map
from symcalc.plotting.terminal.surface import Surface
from symcalc.result import Figure


def draw(figure: Figure, surface: Surface) -> Iterator[str]:
    """The map, and where a surface is drawn."""
    scene = cast("Relief", figure.content["scene"])
    axes = scene.axes[0], scene.axes[1]
    seen = Map(scene.window, axes, scene.xs, scene.ys, scene.layers[:1], marks=scene.marks)
    yield from draw_map(Figure("map", figure.title, {"scene": seen}), surface)
    yield "  A surface is drawn into a file: --output surface.svg"
