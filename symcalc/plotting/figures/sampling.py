"""Curves sampled where they bend, broken where they jump or have a pole, drawn up to the edge of their domain.

Nothing here looks at formulas: a break is where the function still jumps over an interval as short as floating-point
numbers tell apart well.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from symcalc.plotting.figures.scene import XY, Window, spaced

Function = Callable[[float], float]

#: Points to begin with, how often an interval is halved where the curve bends, and how far a chord may be off.
FIRST, DEPTH, OFF = 241, 7, 0.0015
#: An interval is closed in on a break until it is this short, as a part of the whole.
CLOSE = 1e-10
#: A change over one step that may hide a break, and one that is a break when closed in upon; as parts of the height.
STEEP, BREAK = 0.05, 0.02


def connected(function: Function, window: Window) -> tuple[tuple[XY, ...], ...]:
    """The graph over a window in connected pieces; what is above or below the window is followed, but not closely.

    >>> pieces = connected(lambda x: math.floor(x) + 0.0, Window(0, 2.5, 0, 3))
    >>> [(round(piece[0][0], 6), round(piece[-1][0], 6)) for piece in pieces]
    [(0.0, 1.0), (1.0, 2.0), (2.0, 2.5)]
    """
    points = [(x, function(x)) for x in spaced(window.left, window.right, FIRST)]
    return tuple(_pieces(function, _refined(function, points, window), window))


def _refined(function: Function, points: Sequence[XY], window: Window) -> list[XY]:
    """The points with more between them where the curve bends."""
    found = [points[0]]
    for start, end in pairwise(points):
        stack = [(start, end, 0)]
        while stack:
            a, b, depth = stack.pop()
            middle = (a[0] + b[0]) / 2
            between = (middle, function(middle))
            if depth < DEPTH and _bends(a, between, b, window):
                stack += [(between, b, depth + 1), (a, between, depth + 1)]
            else:
                found += [between, b]
    return found


def _bends(a: XY, between: XY, b: XY, window: Window) -> bool:
    """Whether the middle is off the chord, or only some of the three points are defined."""
    defined = [math.isfinite(point[1]) for point in (a, between, b)]
    if not all(defined):
        return any(defined)
    return abs(between[1] - (a[1] + b[1]) / 2) > OFF * window.height


def _pieces(function: Function, points: Sequence[XY], window: Window) -> Iterator[tuple[XY, ...]]:
    """The points cut at breaks and at the edges of the domain, each piece drawn up to its end."""
    piece: list[XY] = [points[0]] if math.isfinite(points[0][1]) else []
    for start, end in pairwise(points):
        tail, head = _between(function, start, end, window)
        piece += tail
        if head is not None:
            if len(piece) > 1:
                yield tuple(piece)
            piece = head
    if len(piece) > 1:
        yield tuple(piece)


def _between(function: Function, start: XY, end: XY, window: Window) -> tuple[list[XY], list[XY] | None]:
    """What is added to the piece that ends at `start`, and the beginning of a new one where there is a break."""
    defined = math.isfinite(start[1]), math.isfinite(end[1])
    if defined == (False, False):
        return [], None
    if defined == (True, True) and (abs(end[1] - start[1]) <= STEEP * window.height or _outside(start, end, window)):
        return [end], None
    before, after = _closed_in(function, start, end, window)
    if defined == (True, False):
        return [before], []
    if defined == (False, True):
        return [], [after, end]
    if abs(after[1] - before[1]) <= BREAK * window.height or _outside(before, after, window):
        return [end], None
    return [before], [after, end]


def _outside(start: XY, end: XY, window: Window) -> bool:
    """Whether two points are both above the window, or both below."""
    return min(start[1], end[1]) > window.top or max(start[1], end[1]) < window.bottom


def _closed_in(function: Function, start: XY, end: XY, window: Window) -> tuple[XY, XY]:
    """The two ends of a short interval that holds the break, or the steepest part."""
    while end[0] - start[0] > CLOSE * window.width:
        middle = (start[0] + end[0]) / 2
        between = (middle, function(middle))
        if not start[0] < middle < end[0]:
            break
        if _jump(start, between) >= _jump(between, end):
            end = between
        else:
            start = between
        if _jump(start, end) <= BREAK * window.height / 2:
            break
    return start, end


def _jump(start: XY, end: XY) -> float:
    """The change between two points; infinite where only one of them is defined, none where neither is."""
    defined = math.isfinite(start[1]), math.isfinite(end[1])
    if defined == (True, True):
        return abs(end[1] - start[1])
    return math.inf if any(defined) else -1.0
