"""Marks with their labels, each label where it covers no mark, no other label and as little of the curves as can be."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from symcalc.plotting.figures.clipping import clipped
from symcalc.plotting.figures.scene import XY, Mark, Window
from symcalc.plotting.files.axes import marker_style
from symcalc.plotting.files.theme import Theme
from symcalc.result import Content

#: Left, bottom, right and top in points.
Area: TypeAlias = tuple[float, float, float, float]
#: The width and height of a character of a label in points, the half width of a mark, and the room around labels.
LETTER, HALF, AROUND = (5.4, 11.0), 6.0, 2.0
#: How far from its mark a label may stand, up or down and to a side.
FAR = (8.0, 15.0, 24.0, 36.0)
#: With more marks than these, only those are labelled whose labels cross no curve; with more still, none is.
SEVERAL, MANY = 8, 24
#: What it costs a label to lie on one piece of a curve, and to be one step farther away.
CROSSING, FARTHER = 3.0, 1.0


class Labels:
    """The labels of a picture: `axes` are `size` points wide and high, and show a window."""

    def __init__(self, axes: Any, window: Window, size: XY, lines: Sequence[Sequence[XY]]) -> None:
        self.axes, self.window, self.size = axes, window, size
        self.segments = [
            pair for line in lines for pair in pairwise(self._thinned([self.place(point) for point in line]))
        ]
        self.taken: list[Area] = []
        self.marked: list[XY] = []
        self.crowded = False

    def place(self, point: XY) -> XY:
        """A point in points from the lower left corner."""
        x = (point[0] - self.window.left) / self.window.width * self.size[0]
        return x, (point[1] - self.window.bottom) / self.window.height * self.size[1]

    def _thinned(self, points: Sequence[XY]) -> list[XY]:
        """A line without the points that are closer together than a label can notice."""
        kept = list(points[:1])
        for point in points[1:]:
            if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) > HALF:
                kept.append(point)
        return kept

    def put(self, marks: Sequence[Mark], text: Callable[[Content], str], theme: Theme) -> None:
        """Draw marks, and the labels for which there is room."""
        for mark in marks:
            x, y = self.place(mark.at)
            self.marked.append((x, y))
            self.taken.append((x - HALF, y - HALF, x + HALF, y + HALF))
            self.axes.plot([mark.at[0]], [mark.at[1]], zorder=5, clip_on=False, **marker_style(mark.kind, theme))
        self.crowded = len(marks) > SEVERAL
        named = {(mark.at, "".join(map(text, mark.label))): mark for mark in reversed(marks)}
        for (_, words), mark in reversed(named.items()) if len(marks) <= MANY else ():
            self.label(mark, words, theme)

    def label(self, mark: Mark, words: str, theme: Theme) -> None:
        """Write beside a mark, if there is room."""
        spot = self._spot(self.place(mark.at), len(words) * LETTER[0], low=mark.kind == "minimum") if words else None
        if spot is not None:
            x, y = self.place(mark.at)
            self.axes.annotate(
                words,
                mark.at,
                xytext=(spot[0] - x, spot[1] - y),
                textcoords="offset points",
                ha="center",
                va="center",
                fontsize=9,
                color=theme.ink,
                zorder=6,
                annotation_clip=False,
                parse_math=False,
                bbox={"boxstyle": "round,pad=0.12", "facecolor": theme.paper, "edgecolor": "none", "alpha": 0.72},
            )

    def _spot(self, at: XY, width: float, *, low: bool) -> XY | None:
        """The middle of the best place for a label; None where it would cover a mark or another label everywhere."""
        best: tuple[float, Area, XY] | None = None
        for cost, (x, y) in self._places(at, width, low=low):
            area = x - width / 2, y - LETTER[1] / 2, x + width / 2, y + LETTER[1] / 2
            if area[0] < -HALF or area[2] > self.size[0] + HALF or area[1] < 0 or area[3] > self.size[1] + HALF:
                continue
            if any(_overlap(area, other) for other in self.taken) or self._misleading(at, (x, y)):
                continue
            total = cost + CROSSING * self._crossed(area)
            if best is None or total < best[0]:
                best = total, area, (x, y)
        if best is None or (self.crowded and best[0] >= CROSSING):
            return None
        left, bottom, right, top = best[1]
        self.taken.append((left - AROUND, bottom - AROUND, right + AROUND, top + AROUND))
        return best[2]

    def _misleading(self, at: XY, middle: XY) -> bool:
        """Whether a label would stand nearer to another mark than to its own."""
        own = math.hypot(middle[0] - at[0], middle[1] - at[1])
        return any(math.hypot(middle[0] - x, middle[1] - y) < own - HALF for x, y in self.marked)

    def _places(self, at: XY, width: float, *, low: bool) -> Iterator[tuple[float, XY]]:
        """Places around a mark with what they cost: below a minimum first, else above; near before far."""
        for step, far in enumerate(FAR):
            for turn, up in enumerate((-1, 1) if low else (1, -1)):
                for aside in (0.0, 0.5, -0.5, 1.0, -1.0):
                    shift = aside * (width / 2 + HALF) if abs(aside) < 1 else aside * (width / 2 + far)
                    height = up * (far + LETTER[1] / 2) if abs(aside) < 1 else up * (far - FAR[0]) / 2
                    yield FARTHER * step + 0.6 * turn + 0.5 * abs(aside), (at[0] + shift, at[1] + height)

    def _crossed(self, area: Area) -> int:
        """How many pieces of lines go through an area."""
        window = Window(area[0], area[2], area[1], area[3])
        return sum(clipped(start, end, window) is not None for start, end in self.segments)


def _overlap(a: Area, b: Area) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
