"""Surfaces by matplotlib: the function as a coloured surface, its quadratic as a net, each hiding what is behind it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias, cast

from symcalc.plotting.figures.scene import Layer, Relief
from symcalc.plotting.figures.ticks import ticks
from symcalc.plotting.files.axes import make_legend, marker_style, new_figure, put_ticks, put_title
from symcalc.plotting.files.map import colours
from symcalc.plotting.files.theme import Theme
from symcalc.result import Content, Figure

SIZE = (6.8, 5.8)
#: Strips of a surface and of a net in each direction; the most ticks of an axis.
STRIPS, NET, TICKS = 66, 28, 5
#: How broad the rims of patches are in points: all the same, since matplotlib sorts patches without their widths.
RIM = 0.9
XYZ: TypeAlias = tuple[float, float, float]


def draw(figure: Figure, text: Callable[[Content], str], theme: Theme) -> Any:
    """The figure, ready to be saved."""
    scene = cast("Relief", figure.content["scene"])
    drawn = new_figure(theme, SIZE)
    axes = drawn.add_subplot(projection="3d", computed_zorder=False)
    axes.set_facecolor(theme.paper)
    _axes(axes, scene, theme)
    _sheets(axes, scene, theme)
    for layer in scene.layers[1:]:
        axes.plot([], [], [], color=theme.line(layer.role), label="".join(map(text, layer.name)))
    for mark in scene.marks:
        style = marker_style(mark.kind, theme) | {"zorder": 10}
        label = f"{mark.kind} {''.join(map(text, mark.label))}"
        axes.plot([mark.at[0]], [mark.at[1]], [mark.height], label=label, **style)
    put_title(axes, theme, "".join(map(text, scene.title)))
    make_legend(drawn, axes, theme, ())
    return drawn


def _sheets(axes: Any, scene: Relief, theme: Theme) -> None:
    """All surfaces as one heap of patches, which is sorted by depth when it is drawn."""
    from matplotlib.colors import Normalize  # noqa: PLC0415 (optional, and heavy)
    from mpl_toolkits.mplot3d import art3d  # noqa: PLC0415

    patches, faces, rims = list[Sequence[XYZ]](), list[Any](), list[Any]()
    shade, scale = colours(theme), Normalize(*scene.heights)
    for layer in scene.layers:
        net = layer.role != "function"
        found = [*surface(layer, scene, NET if net else STRIPS)]
        patches += found
        means = [math.fsum(z for *_, z in patch) / len(patch) for patch in found]
        painted = [shade(float(scale(mean))) for mean in means]
        faces += [(0.0, 0.0, 0.0, 0.0)] * len(found) if net else painted
        rims += [theme.line(layer.role)] * len(found) if net else painted
    axes.add_collection3d(art3d.Poly3DCollection(patches, facecolors=faces, edgecolors=rims, linewidths=RIM))


def surface(layer: Layer, scene: Relief, strips: int) -> Iterator[Sequence[XYZ]]:
    """The patches of a surface, cut off at the heights that are shown; none where the function is undefined."""
    columns, rows = _chosen(len(scene.xs), strips), _chosen(len(scene.ys), strips)
    for bottom, top in pairwise(rows):
        for left, right in pairwise(columns):
            corners = [(left, bottom), (right, bottom), (right, top), (left, top)]
            heights = [layer.values[j][i] for i, j in corners]
            patch = [(scene.xs[i], scene.ys[j], z) for (i, j), z in zip(corners, heights, strict=True) if z is not None]
            if len(patch) == 4:
                low, high = scene.heights
                kept = cut(cut(patch, low, above=True), high, above=False)
                if len(kept) > 2:
                    yield kept


def _chosen(count: int, strips: int) -> list[int]:
    """Equally spaced places from the first to the last of so many."""
    return [round(place * (count - 1) / strips) for place in range(strips + 1)]


def cut(patch: Sequence[XYZ], height: float, *, above: bool) -> list[XYZ]:
    """The part of a patch above a height, or below it (Sutherland and Hodgman 1974).

    >>> cut([(0, 0, 0), (1, 0, 0), (0, 0, 2)], 1, above=True)
    [(0.5, 0.0, 1.0), (0, 0, 2), (0.0, 0.0, 1.0)]
    """
    kept: list[XYZ] = []
    for start, end in zip(patch, (*patch[1:], *patch[:1]), strict=True):
        inside = [point[2] >= height if above else point[2] <= height for point in (start, end)]
        if inside[0] != inside[1]:
            part = (height - start[2]) / (end[2] - start[2])
            kept.append((start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]), float(height)))
        if inside[1]:
            kept.append(end)
    return kept


def _axes(axes: Any, scene: Relief, theme: Theme) -> None:
    window = scene.window
    axes.set_xlim(window.left, window.right)
    axes.set_ylim(window.bottom, window.top)
    axes.set_zlim(*scene.heights)
    ranges = ((window.left, window.right), (window.bottom, window.top), scene.heights)
    for axis, name, (low, high) in zip((axes.xaxis, axes.yaxis, axes.zaxis), scene.axes, ranges, strict=True):
        axis.set_label_text(name, color=theme.ink)
        axis.set_pane_color((0, 0, 0, 0))
        axis.line.set_color(theme.faint)
        axis.set_tick_params(colors=theme.ink, labelsize=8)
        axis._axinfo["grid"]["color"] = theme.faint + "55"  # noqa: SLF001 (matplotlib has no public way)
        put_ticks(axis, ticks(low, high, TICKS))
