"""Maps by matplotlib: filled level sets, gradients as arrows, a second function's level sets over them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from symcalc.plotting.figures.scene import XY, Layer, Map
from symcalc.plotting.files.axes import make_legend, new_figure, plain_axes, put_marks
from symcalc.plotting.files.theme import Theme
from symcalc.result import Content, Figure

SIZE = (6.6, 5.2)
#: More steps than these are drawn without dots.
FEW_STEPS = 30


def draw(figure: Figure, text: Callable[[Content], str], theme: Theme) -> Any:
    """The figure, ready to be saved."""
    scene = cast("Map", figure.content["scene"])
    drawn = new_figure(theme, SIZE)
    axes = drawn.add_subplot()
    plain_axes(axes, theme, scene.axes, figure.title)
    _ground(drawn, axes, scene, theme)
    for layer in scene.layers[1:]:
        _lines(axes, scene, layer, text, theme)
    if scene.arrows:
        _field(axes, scene, theme)
    for curve in scene.curves:
        for piece in curve.pieces:
            _walk(axes, piece, theme)
    put_marks(axes, scene.marks, scene.window, text, theme)
    axes.set_xlim(scene.window.left, scene.window.right)
    axes.set_ylim(scene.window.bottom, scene.window.top)
    make_legend(axes, theme, [mark.kind for mark in scene.marks])
    return drawn


def _walk(axes: Any, steps: Sequence[XY], theme: Theme) -> None:
    """The steps of a walk as a line, as dots too where they are few."""
    xs, ys = zip(*steps, strict=True)
    dots = "o" if len(steps) <= FEW_STEPS else ""
    axes.plot(xs, ys, marker=dots, color=theme.walk, markersize=4, linewidth=1.6, markeredgecolor=theme.paper, zorder=4)


def _values(layer: Layer) -> Any:
    import numpy as np  # noqa: PLC0415 (comes with matplotlib)

    return np.ma.masked_invalid(np.array(layer.values, dtype=float))


def _ground(drawn: Any, axes: Any, scene: Map, theme: Theme) -> None:
    """The first function: filled level sets, their lines, and a bar that says which colour is which height."""
    layer = scene.layers[0]
    if len(layer.levels) < 2:
        return
    values = _values(layer)
    filled = axes.contourf(
        scene.xs, scene.ys, values, levels=list(layer.levels), cmap=theme.map, extend="both", alpha=0.85
    )
    axes.contour(scene.xs, scene.ys, values, levels=list(layer.levels), colors=theme.paper, linewidths=0.5, alpha=0.6)
    bar = drawn.colorbar(filled, ax=axes, shrink=0.9)
    bar.ax.tick_params(colors=theme.ink, labelsize=8)
    bar.outline.set_visible(False)


def _lines(axes: Any, scene: Map, layer: Layer, text: Callable[[Content], str], theme: Theme) -> None:
    """Another function's level sets as dashed lines."""
    if not layer.levels:
        return
    axes.contour(
        scene.xs,
        scene.ys,
        _values(layer),
        levels=list(layer.levels),
        colors=theme.other,
        linestyles="dashed",
        linewidths=1.2,
    )
    axes.plot([], [], color=theme.other, linestyle="dashed", label="".join(map(text, layer.name)))


def _field(axes: Any, scene: Map, theme: Theme) -> None:
    """The gradients, a little shorter than the distance between them."""
    spacing = scene.window.width / max(len({arrow.at[0] for arrow in scene.arrows}), 1)
    up = scene.window.height / max(len({arrow.at[1] for arrow in scene.arrows}), 1)
    places, directions = zip(*((arrow.at, arrow.direction) for arrow in scene.arrows), strict=True)
    axes.quiver(
        [x for x, _ in places],
        [y for _, y in places],
        [u for u, _ in directions],
        [v for _, v in directions],
        angles="xy",
        scale_units="xy",
        scale=1 / (0.7 * min(spacing, up)),
        color=theme.ink,
        alpha=0.55,
        width=0.0025,
        zorder=3,
    )
