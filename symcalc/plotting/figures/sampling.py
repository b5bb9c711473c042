"""Curves sampled where they bend, broken where they jump or have a pole, drawn up to the edge of their domain.

Joints that are known break a curve where they are; besides, a break is where the function still jumps over an interval
as short as floating-point numbers tell apart well.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from symcalc.plotting.figures.joints import Joint
from symcalc.plotting.figures.scene import XY, Window, spaced

#: The values at many places at once.
Values = Callable[[Sequence[float]], Sequence[float]]

#: Points to begin with, how often an interval is halved where the curve bends, and how far a chord may be off.
FIRST, DEPTH, OFF = 241, 7, 0.0015
#: An interval is closed in on a break until it is this short, as a part of the whole.
CLOSE = 1e-10
#: A piece that is shorter than this is the other side of a break at the edge of the picture.
SHORT = 1e-6
#: A change over one step that may hide a break, and one that is a break when closed in upon; as parts of the height.
STEEP, BREAK = 0.05, 0.02


def connected(
    values: Values, window: Window, joints: Sequence[Joint] = (), places: Sequence[float] = ()
) -> tuple[tuple[XY, ...], ...]:
    """The graph over a window in connected pieces; what is above or below the window is followed, but not closely.

    `joints` are known, `places` are not to be missed, such as the top of a narrow peak.

    >>> pieces = connected(lambda xs: [math.floor(x) + 0.0 for x in xs], Window(0, 2.5, 0, 3))
    >>> [(round(piece[0][0], 6), round(piece[-1][0], 6)) for piece in pieces]
    [(0.0, 1.0), (1.0, 2.0), (2.0, 2.5)]
    """
    cuts = [joint for joint in joints if joint.breaks(window.height) and window.left < joint.at < window.right]
    ends = [Joint(window.left, None, None, None), *cuts, Joint(window.right, None, None, None)]
    known = [*places, *(joint.at for joint in joints)]
    return tuple(
        piece
        for start, end in pairwise(ends)
        for piece in _stretch(values, window, start, end, known)
        if len(piece) > 1 and piece[-1][0] - piece[0][0] > SHORT * window.width
    )


def _stretch(
    values: Values, window: Window, start: Joint, end: Joint, places: Sequence[float]
) -> Iterator[tuple[XY, ...]]:
    """The graph between two joints, up to the limits that it has there."""
    gap = CLOSE * window.width
    first = start.at + (gap if start.at > window.left else 0.0)
    last = end.at - (gap if end.at < window.right else 0.0)
    count = max(9, math.ceil(FIRST * (last - first) / window.width))
    inner = {x for x in places if first < x < last}
    xs = sorted({*spaced(first, last, count), *inner})
    points = _refined(values, [*zip(xs, values(xs), strict=True)], window)
    if start.after is not None:
        points = [(start.at, start.after), *points]
    if end.before is not None:
        points = [*points, (end.at, end.before)]
    return _pieces(values, points, window)


def _refined(values: Values, points: list[XY], window: Window) -> list[XY]:
    """The points with more between them where the curve bends: all middles of one round at once."""
    open_ = [True] * (len(points) - 1)
    for _ in range(DEPTH):
        middles = [(a[0] + b[0]) / 2 for (a, b), wanted in zip(pairwise(points), open_, strict=True) if wanted]
        if not middles:
            break
        between = iter(zip(middles, values(middles), strict=True))
        found, still = [points[0]], list[bool]()
        for (a, b), wanted in zip(pairwise(points), open_, strict=True):
            if wanted:
                middle = next(between)
                bends = _bends(a, middle, b, window)
                found.append(middle)
                still += [bends]
            else:
                bends = False
            found.append(b)
            still += [bends]
        points, open_ = found, still
    return points


def _bends(a: XY, between: XY, b: XY, window: Window) -> bool:
    """Whether the middle is off the chord in sight, or only some of the three points are defined."""
    heights = a[1], between[1], b[1]
    defined = [math.isfinite(height) for height in heights]
    if not all(defined):
        return any(defined)
    if min(heights) > window.top or max(heights) < window.bottom:
        return False
    return abs(between[1] - (a[1] + b[1]) / 2) > OFF * window.height


def _pieces(values: Values, points: Sequence[XY], window: Window) -> Iterator[tuple[XY, ...]]:
    """The points cut at breaks and at the edges of the domain, each piece drawn up to its end."""
    piece: list[XY] = [points[0]] if math.isfinite(points[0][1]) else []
    for start, end in pairwise(points):
        tail, head = _between(values, start, end, window)
        piece += tail
        if head is not None:
            yield tuple(piece)
            piece = head
    yield tuple(piece)


def _between(values: Values, start: XY, end: XY, window: Window) -> tuple[list[XY], list[XY] | None]:
    """What is added to the piece that ends at `start`, and the beginning of a new one where there is a break."""
    defined = math.isfinite(start[1]), math.isfinite(end[1])
    if defined == (False, False):
        return [], None
    if defined == (True, True) and (abs(end[1] - start[1]) <= STEEP * window.height or _outside(start, end, window)):
        return [end], None
    before, after = _closed_in(values, start, end, window)
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


def _closed_in(values: Values, start: XY, end: XY, window: Window) -> tuple[XY, XY]:
    """The two ends of a short interval that holds the break, or the steepest part."""
    while end[0] - start[0] > CLOSE * window.width:
        middle = (start[0] + end[0]) / 2
        between = (middle, values([middle])[0])
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
