"""Networks by matplotlib, for PNG and PDF: the same drawing as in SVG."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from symcalc.plotting.files.axes import new_figure
from symcalc.plotting.files.drawing import LINE, Box, Drawing, drawing
from symcalc.plotting.files.theme import Theme
from symcalc.result import Content, Figure

#: Pixels of the drawing an inch, and points of a letter a pixel.
INCH, POINTS = 96.0, 0.75


def draw(figure: Figure, text: Callable[[Content], str], theme: Theme) -> Any:
    """The figure, ready to be saved."""
    scene = drawing(figure, text)
    drawn = new_figure(theme, (scene.width / INCH, scene.height / INCH), layout=None)
    axes = drawn.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, scene.width)
    axes.set_ylim(scene.height, 0)
    axes.axis("off")
    _arrows(axes, scene, theme)
    for box in scene.boxes:
        _box(axes, box, theme)
    return drawn


def _arrows(axes: Any, scene: Drawing, theme: Theme) -> None:
    for arrow in scene.arrows:
        colour, width = (theme.function, 1.5) if arrow.on_path else (theme.faint, 0.9)
        *before, start, end = arrow.points
        if before:
            axes.plot(*zip(*before, start, strict=True), color=colour, linewidth=width, solid_capstyle="round")
        style = {"arrowstyle": "-|>", "color": colour, "linewidth": width, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", end, xytext=start, arrowprops=style)
    for arrow in scene.arrows:
        for number, line in enumerate(arrow.label):
            x, y = arrow.label_at
            paper = {"boxstyle": "round,pad=0.1", "facecolor": theme.paper, "edgecolor": "none"}
            axes.text(
                x,
                y + number * LINE,
                line,
                fontsize=11.5 * POINTS,
                ha="center",
                va="center",
                color=theme.ink,
                bbox=paper,
            )


def _box(axes: Any, box: Box, theme: Theme) -> None:
    from matplotlib.patches import FancyBboxPatch  # noqa: PLC0415 (optional, and heavy)

    radius = box.height / 2 if box.role == "input" else 4
    width = 2.0 if box.role == "output" else 1.1
    style = f"round,pad=0,rounding_size={radius}"
    axes.add_patch(
        FancyBboxPatch(
            (box.left, box.top),
            box.width,
            box.height,
            boxstyle=style,
            facecolor=theme.paper,
            edgecolor=theme.ink,
            linewidth=width,
            zorder=3,
        )
    )
    middle = box.left + box.width / 2, box.top + box.height / 2
    axes.text(*middle, box.text, fontsize=15 * POINTS, ha="center", va="center", color=theme.ink, zorder=4)
