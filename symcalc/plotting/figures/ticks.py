"""Round numbers: where axes have ticks and contours their levels."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

#: How much longer one half of the values may be than three quarters from the other end, before levels go by area.
SKEWED = 2.2
#: The steps that people read easily.
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """At most so many round numbers, equally spaced, from low to high.

    >>> ticks(-2, 3, 6), ticks(0, 0.7, 4)
    ((-2.0, -1.0, 0.0, 1.0, 2.0, 3.0), (0.0, 0.2, 0.4, 0.6))
    """
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low or most < 1:
        return (low,) if math.isfinite(low) else ()
    rough = (high - low) / most
    scale = 10.0 ** math.floor(math.log10(rough))
    for step in (factor * scale for factor in (*STEPS, 20.0)):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first < most:
            return tuple(_rounded(number * step, step) for number in range(first, last + 1))
    return (low, high)


def _rounded(value: float, step: float) -> float:
    """The multiple of a step without the noise of binary fractions."""
    digits = max(0, 2 - math.floor(math.log10(step)))
    return round(value, digits) + 0.0


def tick_text(value: float) -> str:
    """A tick's number, short.

    >>> [tick_text(value) for value in (0.0, -2.5, 1000.0, 1e-7, 2.5e6)]
    ['0', '-2.5', '1000', '1e-7', '2.5e6']
    """
    text = f"{value:.6g}"
    if "e" not in text:
        return text
    mantissa, exponent = text.split("e")
    return f"{mantissa}e{int(exponent)}"


def levels(values: Iterable[float | None], count: int) -> tuple[float, ...]:
    """Values for about so many level sets: equally spaced and round, or, of a function that is mostly flat, by area.

    >>> levels([x / 10 for x in range(-50, 51)], 5)
    (-4.0, -2.0, 0.0, 2.0, 4.0)
    """
    ordered = sorted(value for value in values if value is not None)
    if not ordered or ordered[0] == ordered[-1]:
        return ()
    low, first, middle, third, high = (_quantile(ordered, part) for part in (0.01, 0.25, 0.5, 0.75, 0.99))
    skewed = high - middle > SKEWED * (third - low) or middle - low > SKEWED * (high - first)
    if not skewed:
        return ticks(low, high, count)
    by_area = (_quantile(ordered, (place + 1) / (count + 1)) for place in range(count))
    return tuple(dict.fromkeys(float(f"{value:.2g}") for value in by_area))


def _quantile(ordered: Sequence[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
