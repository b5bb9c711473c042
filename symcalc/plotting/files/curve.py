"""Curves by matplotlib."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from symcalc.plotting.figures.scene import XY, Curve, Locus, Plane
from symcalc.plotting.files.axes import SIZE, make_legend, new_figure, plain_axes
from symcalc.plotting.files.labels import Labels
from symcalc.plotting.files.theme import Theme
from symcalc.result import Content, Figure

STYLES = {
    "other": (0, (6, 2)),
    "third": (0, (6, 2, 1.5, 2)),
    "fourth": (0, (1.5, 1.5)),
    "quadratic": (0, (4, 2)),
    "walk": (0, (1, 2)),
}
#: How much of the paper the axes take across and up.
INSIDE = 0.88, 0.76


def draw(figure: Figure, text: Callable[[Content], str], theme: Theme) -> Any:
    """The figure, ready to be saved."""
    scene = cast("Plane", figure.content["scene"])
    drawn = new_figure(theme)
    axes = drawn.add_subplot()
    title = "".join(map(text, scene.title))
    plain_axes(axes, scene.window, theme, scene.axes, title)
    if scene.window.bottom < 0 < scene.window.top:
        axes.axhline(0, color=theme.faint, linewidth=0.7)
    for locus in scene.loci:
        _stretch(axes, locus, theme)
    for curve in scene.curves:
        _line(axes, curve, text, theme, named=len(scene.curves) > 1)
    _dots(axes, scene, theme)
    labels = Labels(axes, scene.window, _size(), [piece for curve in scene.curves for piece in curve.pieces])
    labels.put(scene.marks, text, theme)
    make_legend(drawn, axes, theme, [mark.kind for mark in scene.marks])
    return drawn


def _size() -> XY:
    """The axes in points, roughly."""
    return SIZE[0] * 72 * INSIDE[0], SIZE[1] * 72 * INSIDE[1]


def _line(axes: Any, curve: Curve, text: Callable[[Content], str], theme: Theme, *, named: bool) -> None:
    """All pieces of a curve under one name."""
    label = ("".join(map(text, curve.name)) if named else "") or "_"
    style: dict[str, Any] = {"linestyle": STYLES.get(curve.role, "-"), "color": theme.line(curve.role)}
    style |= {"marker": "o", "markersize": 4, "linewidth": 1} if curve.role == "walk" else {"linewidth": 1.8}
    for piece in curve.pieces:
        xs, ys = zip(*piece, strict=True)
        axes.plot(xs, ys, label=label, **style)
        label = "_"


def _stretch(axes: Any, locus: Locus, theme: Theme) -> None:
    """The parts of a curve that are a family of critical points, as a broad band behind it."""
    label = f"{locus.kind} here"
    for piece in locus.pieces:
        xs, ys = zip(*piece, strict=True)
        axes.plot(xs, ys, color=theme.mark(locus.kind), linewidth=7, alpha=0.35, solid_capstyle="butt", label=label)
        label = "_"


def _dots(axes: Any, scene: Plane, theme: Theme) -> None:
    """The ends of the pieces of a curve, filled where they belong to it."""
    named: set[bool] = set()
    for is_open, role in sorted({(dot.open, dot.role) for dot in scene.dots}):
        xs, ys = zip(*(dot.at for dot in scene.dots if (dot.open, dot.role) == (is_open, role)), strict=True)
        colour = theme.line(role)
        style = {"marker": "o", "markersize": 5, "markeredgewidth": 1.4, "linestyle": "none", "zorder": 4}
        label = "_" if is_open in named else "not a value" if is_open else "value at a jump"
        named.add(is_open)
        fill = theme.paper if is_open else colour
        axes.plot(xs, ys, color=colour, markerfacecolor=fill, label=label, clip_on=False, **style)
