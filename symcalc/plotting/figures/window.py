"""Which part of the plane to show: what is asked for, else what matters, with some room around it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from symcalc.plotting.figures.scene import spaced

Range = tuple[float, float]

#: Half the width of a picture without anything to look at, and the most room around what there is.
ALONE, MOST_ROOM = 5.0, 1.0
#: The room on each side of what matters, as a part of its width; of things close together, half of it.
ROOM = 1 / 3
#: The room above and below a curve, as a part of its height, and the room beyond an edge of the domain.
MARGIN, BEYOND = 0.09, 0.06
#: A curve that is so many times as high as its middle half shows that half and twice its height on both sides.
TALL, WINGS = 8.0, 2.0
#: Ranges of two variables that differ less than this are made the same, so that circles are round.
ALIKE = 5.0
#: Where a function is undefined around the origin, it is looked for so much farther out.
FARTHER = (1.0, 10.0, 100.0, 1e3, 1e4, 1e6)
_LOOKS = 401


def across(
    variables: Sequence[str], asked: Mapping[str, Range], points: Sequence[Sequence[float]], alone: float = ALONE
) -> tuple[Range, ...]:
    """A range for each variable: the one that is asked for, else around the points, else around the origin.

    >>> across(["x"], {}, [(-1.0,), (0.0,), (2.0,)]), across(["x"], {"x": (0, 1)}, [(5.0,)])
    (((-2.0, 3.0),), ((0, 1),))
    """
    shown = [point for point in points if _inside(point, variables, asked)]
    found = [asked.get(name) or _around([point[i] for point in shown], alone) for i, name in enumerate(variables)]
    if len(variables) == 2:
        found = _alike(found, [name in asked for name in variables])
    return tuple(found)


def _inside(point: Sequence[float], variables: Sequence[str], asked: Mapping[str, Range]) -> bool:
    """Whether a point lies in the ranges that are asked for."""
    ranges = (asked.get(name, (-math.inf, math.inf)) for name in variables)
    return all(low <= x <= high for x, (low, high) in zip(point, ranges, strict=True))


def _around(points: Sequence[float], alone: float) -> Range:
    if not points:
        return -alone, alone
    low, high = min(points), max(points)
    span = high - low
    room = max(span * ROOM, min(MOST_ROOM, span / 2)) if span > 1e-9 * max(abs(low), abs(high)) else alone / 2
    return low - room, high + room


def _alike(ranges: Sequence[Range], fixed: Sequence[bool]) -> list[Range]:
    """Two ranges of the same width where they are of the same size, those that are asked for left as they are."""
    widths = [high - low for low, high in ranges]
    if max(widths) > ALIKE * min(widths):
        return list(ranges)
    more = [0.0 if kept else (max(widths) - width) / 2 for width, kept in zip(widths, fixed, strict=True)]
    return [(low - extra, high + extra) for (low, high), extra in zip(ranges, more, strict=True)]


def where_defined(values: Callable[[Sequence[float]], Sequence[float]], shown: Range) -> Range:
    """A range without the parts at its ends in which the function is undefined, moved out where it is so everywhere.

    >>> where_defined(lambda xs: [math.log(x) if x > 0 else math.nan for x in xs], (-5.0, 5.0))
    (-0.3, 5.0)
    """
    for farther in FARTHER:
        middle, half = (shown[0] + shown[1]) / 2, (shown[1] - shown[0]) / 2 * farther
        xs = spaced(middle - half, middle + half, _LOOKS)
        finite = [math.isfinite(value) for value in values(xs)]
        defined = [place for place in range(1, _LOOKS) if finite[place - 1] and finite[place]]
        if defined:
            defined = [defined[0] - 1, *defined]
            return trimmed(xs, defined, shown[1] - shown[0])
    return shown


def trimmed(xs: Sequence[float], defined: Sequence[int], width: float) -> Range:
    """From the first to the last defined place, no farther than `width`, with some room beyond an edge."""
    first, last = xs[max(defined[0] - 1, 0)], xs[min(defined[-1] + 1, len(xs) - 1)]
    if last - first > width:
        first, last = (first, first + width) if abs(first) < abs(last) else (last - width, last)
    room = BEYOND * (last - first)
    return (first - room if first > xs[0] else first), (last + room if last < xs[-1] else last)


def upwards(
    heights: Sequence[float], marks: Sequence[float], turns: Callable[[Range], Iterator[float]] = lambda _: iter(())
) -> Range:
    """The heights to show: all of them, but of a curve with steep ends those of its middle; every mark and turn.

    `turns` gives the heights beyond a range at which the curve turns round.

    >>> upwards([0.0, 1.0, 2.0], [])
    (-0.18, 2.18)
    """
    ordered = sorted(value for value in heights if math.isfinite(value))
    if not ordered:
        return -1.0, 1.0
    low, high = ordered[0], ordered[-1]
    quarter, three = ordered[len(ordered) // 4], ordered[-1 - len(ordered) // 4]
    if high - low > TALL * (three - quarter) > 0:
        wings = quarter - WINGS * (three - quarter), three + WINGS * (three - quarter)
        kept = [*wings, *turns(wings)]
        low, high = max(low, min(kept)), min(high, max(kept))
    low, high = min(low, *marks, high), max(high, *marks, low)
    if low == high:
        return low - 1, high + 1
    room = MARGIN * (high - low)
    return low - room, high + room
