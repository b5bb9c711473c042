"""Curves by matplotlib."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from symcalc.plotting.figures.scene import Curve, Plane
from symcalc.plotting.files.axes import make_legend, new_figure, plain_axes, put_marks
from symcalc.plotting.files.theme import Theme
from symcalc.result import Content, Figure

STYLES = {"function": "-", "other": (0, (5, 2)), "quadratic": (0, (4, 2)), "walk": (0, (1, 2))}


def draw(figure: Figure, text: Callable[[Content], str], theme: Theme) -> Any:
    """The figure, ready to be saved."""
    scene = cast("Plane", figure.content["scene"])
    drawn = new_figure(theme)
    axes = drawn.add_subplot()
    plain_axes(axes, theme, scene.axes, figure.title)
    axes.set_xlim(scene.window.left, scene.window.right)
    axes.set_ylim(scene.window.bottom, scene.window.top)
    if scene.window.bottom < 0 < scene.window.top:
        axes.axhline(0, color=theme.faint, linewidth=0.7)
    for curve in scene.curves:
        _line(axes, curve, text, theme)
    put_marks(axes, scene.marks, scene.window, text, theme)
    make_legend(axes, theme, [mark.kind for mark in scene.marks])
    return drawn


def _line(axes: Any, curve: Curve, text: Callable[[Content], str], theme: Theme) -> None:
    """All pieces of a curve under one name."""
    label = "".join(map(text, curve.name)) or "_"
    for piece in curve.pieces:
        xs, ys = zip(*piece, strict=True)
        style = {"linestyle": STYLES.get(curve.role, "-."), "color": theme.line(curve.role), "label": label}
        if curve.role == "walk":
            axes.plot(xs, ys, marker="o", markersize=4, linewidth=1, **style)
        else:
            axes.plot(xs, ys, linewidth=1.8, **style)
        label = "_"
