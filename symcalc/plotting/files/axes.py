"""What matplotlib's pictures share: plain axes with round numbers, a title, and what the signs mean below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from symcalc.plotting.figures.scene import Window
from symcalc.plotting.figures.ticks import tick_text, ticks
from symcalc.plotting.files.theme import Theme
from symcalc.result import Content

Text = Callable[[Content], str]
#: matplotlib's marker for each kind; the shape alone tells it.
MARKERS = {
    "minimum": "v",
    "maximum": "^",
    "saddle": "D",
    "inflection": "o",
    "no derivative": "d",
    "point": "o",
    "start": "s",
    "end": "o",
    "constant": ".",
}
#: Size of a figure in inches, and its resolution as PNG.
SIZE, DOTS = (7.0, 4.6), 130
#: The longest title in characters, columns of a legend, and the most ticks across and up.
LONGEST, COLUMNS, ACROSS, UP = 76, 4, 9, 7


def new_figure(theme: Theme, size: tuple[float, float] = SIZE, layout: Any = "constrained") -> Any:
    """An empty figure on the theme's paper."""
    from matplotlib.figure import Figure as Canvas  # noqa: PLC0415 (optional, and heavy)

    return Canvas(figsize=size, dpi=DOTS, facecolor=theme.paper, layout=layout)


def plain_axes(axes: Any, window: Window, theme: Theme, names: Sequence[str], title: str) -> None:
    """Axes without a box, in the theme's colours, with round numbers."""
    axes.set_facecolor(theme.paper)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(theme.faint)
    axes.tick_params(colors=theme.ink, labelsize=9)
    axes.set_xlim(window.left, window.right)
    axes.set_ylim(window.bottom, window.top)
    put_ticks(axes.xaxis, ticks(window.left, window.right, ACROSS))
    put_ticks(axes.yaxis, ticks(window.bottom, window.top, UP))
    axes.set_xlabel(names[0], color=theme.ink)
    axes.set_ylabel(names[1], color=theme.ink, rotation=0, labelpad=10)
    put_title(axes, theme, title)


def put_title(axes: Any, theme: Theme, title: str) -> None:
    """What the picture is of, cut where it is too long."""
    if title:
        cut = title if len(title) <= LONGEST else title[: LONGEST - 1] + "…"
        axes.set_title(cut, color=theme.ink, fontsize=10.5, loc="left", pad=10, parse_math=False)


def put_ticks(axis: Any, places: Sequence[float]) -> None:
    """Ticks at these places, their numbers as short as they can be."""
    axis.set_ticks(list(places), [number_text(place) for place in places])


def number_text(value: float) -> str:
    """A number at an axis, with a true minus sign."""
    return tick_text(value).replace("-", "\N{MINUS SIGN}")


def marker_style(kind: str, theme: Theme) -> dict[str, Any]:
    """How the mark of a kind looks."""
    return {
        "marker": MARKERS.get(kind, "X"),
        "color": theme.mark(kind),
        "markeredgecolor": theme.paper,
        "markersize": 9,
        "linestyle": "none",
    }


def make_legend(drawn: Any, axes: Any, theme: Theme, kinds: Iterable[str]) -> None:
    """What the lines and the marks are, below the picture, where there is something to say."""
    for kind in dict.fromkeys(kinds):
        axes.plot([], [], label=kind, **marker_style(kind, theme))
    named = dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
    if named:
        labels = [*named]
        drawn.legend(
            [*named.values()],
            [label if len(label) <= LONGEST // 2 else label[: LONGEST // 2 - 1] + "…" for label in labels],
            loc="outside lower center",
            ncols=COLUMNS if max(map(len, labels)) < LONGEST // COLUMNS else 2,
            fontsize=9,
            frameon=False,
            labelcolor=theme.ink,
        )
