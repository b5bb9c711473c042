"""Lines cut to the window, so that a pole's line to infinity costs no more than any other (Liang and Barsky 1984)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from symcalc.plotting.figures.scene import XY, Window


def clipped(start: XY, end: XY, window: Window) -> tuple[XY, XY] | None:
    """The part of a line in the window; None where it misses.

    >>> clipped((0, -1), (0, 3), Window(-1, 1, 0, 1))
    ((0.0, 0.0), (0.0, 1.0))
    """
    first, last = 0.0, 1.0
    step = end[0] - start[0], end[1] - start[1]
    sides = (
        (-step[0], start[0] - window.left),
        (step[0], window.right - start[0]),
        (-step[1], start[1] - window.bottom),
        (step[1], window.top - start[1]),
    )
    for towards, room in sides:
        if towards == 0:
            if room < 0:
                return None
        elif towards < 0:
            first = max(first, room / towards)
        else:
            last = min(last, room / towards)
    if first > last:
        return None
    return _along(start, step, first), _along(start, step, last)


def _along(start: XY, step: XY, part: float) -> XY:
    return start[0] + part * step[0], start[1] + part * step[1]


def segments(points: Iterable[XY], window: Window) -> Iterator[tuple[XY, XY]]:
    """The parts of a polyline in the window."""
    for start, end in pairwise(points):
        part = clipped(start, end, window)
        if part is not None:
            yield part
