"""Maps by matplotlib: filled level sets, gradients as arrows, a second function's level sets over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from symcalc.plotting.figures.scene import XY, Arrow, Layer, Locus, Map
from symcalc.plotting.files.axes import make_legend, marker_style, new_figure, number_text, plain_axes
from symcalc.plotting.files.labels import Labels
from symcalc.plotting.files.theme import Theme
from symcalc.result import Content, Figure

SIZE = (6.6, 5.6)
#: How much of the paper the axes take across and up where nothing makes them smaller.
INSIDE = 0.74, 0.76
#: More steps than these are drawn without dots; a line of a family has a marker at each part of its points.
FEW_STEPS, EVERY = 30, 0.12
#: Ranges that differ less than this have one scale.
ALIKE = 3.0
#: The length of an arrow of the field, as a part of the distance between two.
LENGTH = 0.7


def draw(figure: Figure, text: Callable[[Content], str], theme: Theme) -> Any:
    """The figure, ready to be saved."""
    scene = cast("Map", figure.content["scene"])
    drawn = new_figure(theme, SIZE)
    axes = drawn.add_subplot()
    plain_axes(axes, scene.window, theme, scene.axes, "".join(map(text, scene.title)))
    if max(scene.window.width, scene.window.height) < ALIKE * min(scene.window.width, scene.window.height):
        axes.set_aspect("equal")
    _ground(drawn, axes, scene, theme)
    for layer in scene.layers[1:]:
        _lines(axes, scene, layer, text, theme)
    for edge in scene.edges:
        _edge(axes, edge, theme)
    _field(axes, scene, theme)
    for locus in scene.loci:
        _locus(axes, locus, text, theme)
    for curve in scene.curves:
        for piece in curve.pieces:
            _walk(axes, piece, theme)
    if len(scene.layers) > 1:
        colour = theme.function if scene.layers[0].touching else theme.ink
        axes.plot([], [], color=colour, linewidth=0.8, label="".join(map(text, scene.layers[0].name)))
    labels = Labels(axes, scene.window, _size(scene), [*_in_the_way(scene)])
    labels.put(scene.marks, text, theme)
    if scene.edges:
        axes.plot([], [], color=theme.ink, linewidth=0.9, linestyle=(0, (2, 1.5)), label="edge of the domain")
    make_legend(drawn, axes, theme, [mark.kind for mark in scene.marks])
    return drawn


def _in_the_way(scene: Map) -> Iterator[Sequence[XY]]:
    """The lines on which no label should lie."""
    for curve in scene.curves:
        yield from curve.pieces
    for locus in scene.loci:
        yield from locus.pieces
    for arrow in scene.arrows:
        if arrow.role != "function":
            yield arrow.at, (arrow.at[0] + arrow.direction[0], arrow.at[1] + arrow.direction[1])


def _size(scene: Map) -> XY:
    """The axes in points, roughly."""
    width, height = SIZE[0] * 72 * INSIDE[0], SIZE[1] * 72 * INSIDE[1]
    ratio = scene.window.width / scene.window.height
    if not 1 / ALIKE < ratio < ALIKE:
        return width, height
    return min(width, height * ratio), min(height, width / ratio)


def _walk(axes: Any, steps: Sequence[XY], theme: Theme) -> None:
    """The steps of a walk as a line, as dots too where they are few."""
    xs, ys = zip(*steps, strict=True)
    axes.plot(xs, ys, color=theme.paper, linewidth=3.2, alpha=0.8, zorder=4)
    dots = "o" if len(steps) <= FEW_STEPS else ""
    style = {"color": theme.walk, "markersize": 4.5, "linewidth": 1.6, "markeredgecolor": theme.paper, "zorder": 4}
    axes.plot(xs, ys, marker=dots, label="steps", **style)


def _locus(axes: Any, locus: Locus, text: Callable[[Content], str], theme: Theme) -> None:
    """A family of points: a line in the colour of its kind with the signs of its kind on it, or points over an area."""
    style = marker_style(locus.kind, theme) | {"markersize": 6 if not locus.area else 3, "zorder": 4}
    name = "".join(map(text, locus.label))
    label = f"{locus.kind}: {name}" if name else f"{locus.kind}, everywhere here"
    if locus.kind == "constraint":
        style["marker"] = ""
    if locus.area:
        style["markeredgecolor"] = style["color"]
    for piece in locus.pieces:
        xs, ys = zip(*piece, strict=True)
        if locus.area:
            axes.plot(xs, ys, label=label, **style)
        else:
            axes.plot(xs, ys, color=theme.paper, linewidth=4.5, alpha=0.8, zorder=3)
            style |= {"linestyle": "-", "linewidth": 2.2}
            axes.plot(xs, ys, markevery=EVERY, label=label, **style)
        label = "_"


def _edge(axes: Any, line: Sequence[XY], theme: Theme) -> None:
    """A line beside which the function is undefined."""
    xs, ys = zip(*line, strict=True)
    axes.plot(xs, ys, color=theme.paper, linewidth=3.5, zorder=2)
    axes.plot(xs, ys, color=theme.ink, linewidth=0.9, linestyle=(0, (2, 1.5)), zorder=2)


def _values(layer: Layer) -> Any:
    import numpy as np  # noqa: PLC0415 (comes with matplotlib)

    return np.ma.masked_invalid(np.array(layer.values, dtype=float))


def colours(theme: Theme) -> Any:
    """The colour map mixed with paper, so that the theme's ink is read on it."""
    import matplotlib as mpl  # noqa: PLC0415 (optional, and heavy)
    import numpy as np  # noqa: PLC0415 (comes with matplotlib)
    from matplotlib.colors import ListedColormap  # noqa: PLC0415

    name, paper = theme.map
    colours = mpl.colormaps[name](np.linspace(0.0, 1.0, 128))
    colours[:, :3] = (1 - paper) * colours[:, :3] + paper * np.array(mpl.colors.to_rgb(theme.paper))
    return ListedColormap(colours)


def _ground(drawn: Any, axes: Any, scene: Map, theme: Theme) -> None:
    """The first function: filled level sets, their lines, and a bar that says which colour is which height."""
    layer = scene.layers[0]
    if len(layer.levels) < 2:
        return
    values, levels = _values(layer), list(layer.levels)
    filled = axes.contourf(scene.xs, scene.ys, values, levels=levels, cmap=colours(theme), extend="both")
    axes.contour(
        scene.xs, scene.ys, values, levels=levels, colors=theme.ink, linewidths=0.4, alpha=0.55, linestyles="-"
    )
    if layer.touching:
        style = {"colors": theme.function, "linewidths": 2.0, "linestyles": "-"}
        axes.contour(scene.xs, scene.ys, values, levels=sorted({*layer.touching}), **style)
    bar = drawn.colorbar(filled, ax=axes, shrink=0.9)
    places = levels[:: 1 + len(levels) // 10]
    bar.set_ticks(places, labels=[number_text(place) for place in places])
    bar.ax.tick_params(colors=theme.ink, labelsize=8)
    bar.outline.set_visible(False)


def _lines(axes: Any, scene: Map, layer: Layer, text: Callable[[Content], str], theme: Theme) -> None:
    """Another function's level sets as dashed lines."""
    if not layer.levels:
        return
    colour, levels = theme.line(layer.role), list(layer.levels)
    style = {"other": "dashed", "third": "dashdot"}.get(layer.role, "dotted")
    axes.contour(scene.xs, scene.ys, _values(layer), levels=levels, colors=colour, linestyles=style, linewidths=1.2)
    if layer.touching:
        bold = {"colors": colour, "linestyles": style, "linewidths": 2.4}
        axes.contour(scene.xs, scene.ys, _values(layer), levels=sorted({*layer.touching}), **bold)
    axes.plot([], [], color=colour, linestyle=style, label="".join(map(text, layer.name)))


def _field(axes: Any, scene: Map, theme: Theme) -> None:
    """The gradients: a field of small arrows, and large ones where those of two functions are opposite."""
    small = [arrow for arrow in scene.arrows if arrow.role == "function"]
    if small:
        across = scene.window.width / len({arrow.at[0] for arrow in small})
        up = scene.window.height / len({arrow.at[1] for arrow in small})
        scale = 1 / (LENGTH * min(across, up))
        _arrows(axes, small, scale=scale, color=theme.ink, alpha=0.6, width=0.0024, pivot="mid", zorder=2.5)
    for role in ("first", "other"):
        large = [arrow for arrow in scene.arrows if arrow.role == role]
        if large:
            _arrows(axes, large, scale=1.0, color=theme.line(role), width=0.008, zorder=4.5)


def _arrows(axes: Any, arrows: Sequence[Arrow], **style: Any) -> None:
    (xs, ys), (us, vs) = (
        zip(*(arrow.at for arrow in arrows), strict=True),
        zip(*(a.direction for a in arrows), strict=True),
    )
    axes.quiver(xs, ys, us, vs, angles="xy", scale_units="xy", **style)
