"""Which part of the plane to show: what is asked for, else what matters, with some room around it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from symcalc.plotting.figures.scene import spaced

Range = tuple[float, float]

#: Half the width of a picture without anything to look at, and the least width around what there is.
ALONE, LEAST = 5.0, 1.0
#: The room on each side of what matters, as a part of its width.
ROOM = 1 / 3
#: The room above and below a curve, as a part of its height.
MARGIN = 0.06
#: A picture that shows this many times the height of the middle nine tenths of a curve shows nothing else.
TALL = 8.0


def across(
    variables: Sequence[str], asked: Mapping[str, Range], points: Sequence[Sequence[float]], alone: float = ALONE
) -> tuple[Range, ...]:
    """A range for each variable: the one that is asked for, else around the points, else around the origin.

    >>> across(["x"], {}, [(-1.0,), (0.0,), (2.0,)]), across(["x"], {"x": (0, 1)}, [(5.0,)])
    (((-2.0, 3.0),), ((0, 1),))
    """
    shown = [point for point in points if _inside(point, variables, asked)]
    found = (asked.get(name) or _around([point[i] for point in shown], alone) for i, name in enumerate(variables))
    return tuple(found)


def _inside(point: Sequence[float], variables: Sequence[str], asked: Mapping[str, Range]) -> bool:
    """Whether a point lies in the ranges that are asked for."""
    ranges = (asked.get(name, (-math.inf, math.inf)) for name in variables)
    return all(low <= x <= high for x, (low, high) in zip(point, ranges, strict=True))


def _around(values: Sequence[float], alone: float) -> Range:
    if not values:
        return -alone, alone
    low, high = min(values), max(values)
    room = max((high - low) * ROOM, LEAST if high > low else alone / 2)
    return low - room, high + room


def where_defined(function: Callable[[float], float], shown: Range) -> Range:
    """A range without the part at one end in which the function is undefined.

    >>> where_defined(lambda x: math.log(x) if x > 0 else math.nan, (-5.0, 5.0))
    (0.0, 5.0)
    """
    xs = spaced(*shown, 401)
    defined = [math.isfinite(function(x)) for x in xs]
    if not any(defined):
        return shown
    first, last = defined.index(True), len(xs) - 1 - defined[::-1].index(True)
    return (shown[0] if first == 0 else xs[first - 1]), (shown[1] if last == len(xs) - 1 else xs[last + 1])


def upwards(values: Sequence[float], marks: Sequence[float]) -> Range:
    """The heights to show: all of them, but of a curve with poles those of its middle, and every mark.

    >>> upwards([0.0, 1.0, 2.0], [])
    (-0.12, 2.12)
    """
    ordered = sorted(value for value in values if math.isfinite(value))
    if not ordered:
        return -1.0, 1.0
    low, high = ordered[0], ordered[-1]
    tail = len(ordered) // 20
    inner_low, inner_high = ordered[tail], ordered[-1 - tail]
    if high - low > TALL * (inner_high - inner_low) > 0:
        room = (inner_high - inner_low) / 2
        low, high = max(low, inner_low - room), min(high, inner_high + room)
    low, high = min(low, *marks, high), max(high, *marks, low)
    if low == high:
        return low - 1, high + 1
    room = MARGIN * (high - low)
    return low - room, high + room
