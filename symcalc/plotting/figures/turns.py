"""The heights at which a curve turns round: tops of narrow peaks, which a picture must not cut off, but no poles."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from symcalc.plotting.figures.scene import XY

Range = tuple[float, float]

#: Golden sections after which a height must be settled, and those after which it is known; how far it may still move.
EARLY, LATE, SETTLED = 30, 60, 1e-3
_GOLDEN = (math.sqrt(5) - 1) / 2


def turns(function: Callable[[float], float], points: Sequence[XY], beyond: Range) -> Iterator[float]:
    """The heights outside a range at which a curve through these points turns round, each followed to its end.

    >>> points = [(x / 10, 1 / (1 + x * x)) for x in range(-30, 31)]
    >>> [round(height, 3) for height in turns(lambda x: 1 / (1 + 100 * x * x), points, (0.0, 0.5))]
    [1.0]
    """
    for (a, ya), (_, ym), (b, yb) in zip(points, points[1:], points[2:], strict=False):
        if not all(map(math.isfinite, (ya, ym, yb))):
            continue
        sign = 1 if ym > max(ya, yb) else -1 if ym < min(ya, yb) else 0
        if sign and not beyond[0] <= ym <= beyond[1]:
            height = _followed(function, sign, a, b)
            if height is not None:
                yield height


def _followed(function: Callable[[float], float], sign: int, low: float, high: float) -> float | None:
    """The greatest height between two places, or the least by the sign -1; None where there is none, as at a pole."""
    early = 0.0
    for step in range(LATE):
        third = (high - low) * _GOLDEN
        left, right = high - third, low + third
        low, high = (low, right) if sign * function(left) > sign * function(right) else (left, high)
        if step == EARLY:
            early = function((low + high) / 2)
    late = function((low + high) / 2)
    return late if abs(late - early) <= SETTLED * abs(early) else None
