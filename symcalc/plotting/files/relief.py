"""Surfaces by matplotlib: the function as a coloured surface, its quadratic as a net over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from symcalc.plotting.figures.scene import Layer, Relief
from symcalc.plotting.files.axes import MARKERS, new_figure
from symcalc.plotting.files.theme import Theme
from symcalc.result import Content, Figure

SIZE = (6.6, 5.4)


def draw(figure: Figure, text: Callable[[Content], str], theme: Theme) -> Any:
    """The figure, ready to be saved."""
    scene = cast("Relief", figure.content["scene"])
    drawn = new_figure(theme, SIZE)
    axes = drawn.add_subplot(projection="3d")
    axes.set_facecolor(theme.paper)
    for layer in scene.layers:
        _sheet(axes, scene, layer, text, theme)
    for mark in scene.marks:
        style = {"color": theme.mark(mark.kind), "markersize": 8, "zorder": 10, "linestyle": "none"}
        label = f"{mark.kind} {''.join(map(text, mark.label))}"
        axes.plot([mark.at[0]], [mark.at[1]], [mark.height], marker=MARKERS.get(mark.kind, "X"), label=label, **style)
    _axes(axes, scene, theme, figure.title)
    return drawn


def _sheet(axes: Any, scene: Relief, layer: Layer, text: Callable[[Content], str], theme: Theme) -> None:
    import numpy as np  # noqa: PLC0415 (comes with matplotlib)

    across, up = np.meshgrid(np.array(scene.xs), np.array(scene.ys))
    values = np.array(layer.values, dtype=float)
    values[(values < scene.heights[0]) | (values > scene.heights[1])] = np.nan
    name = "".join(map(text, layer.name))
    if layer.role == "function":
        axes.plot_surface(across, up, values, cmap=theme.relief, rcount=60, ccount=60, linewidth=0, alpha=0.9)
        axes.plot([], [], [], color=theme.function, linewidth=5, alpha=0.8, label=name)
    else:
        axes.plot_wireframe(across, up, values, color=theme.line(layer.role), rcount=24, ccount=24, linewidth=0.8)
        axes.plot([], [], [], color=theme.line(layer.role), label=name)


def _axes(axes: Any, scene: Relief, theme: Theme, title: str) -> None:
    axes.set_zlim(*scene.heights)
    for axis, name in zip((axes.xaxis, axes.yaxis, axes.zaxis), scene.axes, strict=True):
        axis.set_label_text(name, color=theme.ink)
        axis.set_pane_color((0, 0, 0, 0))
        axis.line.set_color(theme.faint)
        axis.set_tick_params(colors=theme.ink, labelsize=8)
        axis._axinfo["grid"]["color"] = theme.faint + "55"  # noqa: SLF001 (matplotlib has no public way)
    axes.set_title(title, color=theme.ink, fontsize=11, loc="left")
    axes.legend(
        fontsize=8, framealpha=0.8, facecolor=theme.paper, edgecolor="none", labelcolor=theme.ink, loc="upper left"
    )
