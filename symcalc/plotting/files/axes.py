"""What matplotlib's pictures share: plain axes, marks by shape and colour, labels that do not overlap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from symcalc.plotting.figures.scene import Mark, Window
from symcalc.plotting.files.theme import Theme
from symcalc.result import Content

Text = Callable[[Content], str]
#: matplotlib's marker for each kind; the shape alone tells it.
MARKERS = {
    "minimum": "v",
    "maximum": "^",
    "saddle": "D",
    "inflection": "o",
    "corner": "d",
    "point": "o",
    "start": "s",
    "end": "o",
}
#: Size of a figure in inches, and its resolution as PNG.
SIZE, DOTS = (7.0, 4.6), 130
#: Where a label may stand beside its mark, in points, the best first.
PLACES = ((0, 9), (0, -18), (8, 6), (8, -12), (-8, 6), (-8, -12), (0, 22), (0, -31), (12, 18), (-12, -24))
#: The width and height of a character of a label in points.
LETTER = (5.6, 10.0)


def new_figure(theme: Theme, size: tuple[float, float] = SIZE, layout: Any = "constrained") -> Any:
    """An empty figure on the theme's paper."""
    from matplotlib.figure import Figure as Canvas  # noqa: PLC0415 (optional, and heavy)

    return Canvas(figsize=size, dpi=DOTS, facecolor=theme.paper, layout=layout)


def plain_axes(axes: Any, theme: Theme, names: Sequence[str], title: str) -> None:
    """Axes without a box, in the theme's colours."""
    axes.set_facecolor(theme.paper)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color(theme.faint)
    axes.tick_params(colors=theme.ink, labelsize=9)
    axes.set_xlabel(names[0], color=theme.ink)
    axes.set_ylabel(names[1], color=theme.ink)
    if title:
        axes.set_title(title, color=theme.ink, fontsize=11, loc="left")


def put_marks(axes: Any, marks: Sequence[Mark], window: Window, text: Text, theme: Theme) -> None:
    """Marks with their labels, each where it covers no other."""
    taken: list[tuple[float, float, float, float]] = []
    inches = axes.figure.get_size_inches()
    scale = inches[0] * 72 * 0.85 / window.width, inches[1] * 72 * 0.8 / window.height
    for mark in marks:
        at = (mark.at[0] - window.left) * scale[0], (mark.at[1] - window.bottom) * scale[1]
        taken.append((at[0] - 5, at[1] - 5, at[0] + 5, at[1] + 5))
    for mark in marks:
        label = "".join(map(text, mark.label))
        at = (mark.at[0] - window.left) * scale[0], (mark.at[1] - window.bottom) * scale[1]
        offset = _free_place(at, label, taken, (window.width * scale[0], window.height * scale[1]), mark.kind)
        axes.plot(
            [mark.at[0]],
            [mark.at[1]],
            MARKERS.get(mark.kind, "X"),
            color=theme.mark(mark.kind),
            markeredgecolor=theme.paper,
            markersize=9,
            zorder=5,
            clip_on=False,
        )
        axes.annotate(
            label,
            mark.at,
            xytext=offset,
            textcoords="offset points",
            ha="center",
            fontsize=9,
            color=theme.ink,
            zorder=6,
            bbox={"boxstyle": "round,pad=0.15", "facecolor": theme.paper, "edgecolor": "none", "alpha": 0.75},
        )


def _free_place(
    at: tuple[float, float],
    label: str,
    taken: list[tuple[float, float, float, float]],
    size: tuple[float, float],
    kind: str,
) -> tuple[float, float]:
    """The first place beside a mark that covers nothing and is on the picture; below a minimum if that is free."""
    width, height = len(label) * LETTER[0], LETTER[1]
    places = sorted(PLACES, key=lambda place: (place[1] > 0) if kind == "minimum" else 0)
    best = places[0]
    for place in places:
        aside = (width / 2 + 6) * ((place[0] > 0) - (place[0] < 0))
        left, low = at[0] + place[0] + aside - width / 2, at[1] + place[1]
        box = (left, low, left + width, low + height)
        inside = box[0] >= 0 and box[2] <= size[0] and box[1] >= -10 and box[3] <= size[1] + 10
        if inside and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            return place[0] + aside, place[1]
    return best


def _overlap(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def make_legend(axes: Any, theme: Theme, kinds: Sequence[str]) -> None:
    """What the lines and the marks are, where there is something to say."""
    for kind in dict.fromkeys(kinds):
        axes.plot([], [], MARKERS.get(kind, "X"), color=theme.mark(kind), label=kind, linestyle="none")
    handles, labels = axes.get_legend_handles_labels()
    if len(handles) > 1 or kinds:
        axes.legend(
            handles, labels, fontsize=9, framealpha=0.8, facecolor=theme.paper, edgecolor="none", labelcolor=theme.ink
        )
