"""Fixed pseudo-random matrices of the declared shapes, all dimensions different, so that no transpose goes unseen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial
from random import Random
from typing import NamedTuple

from symcalc.syntax.program import Shape

#: Entries are multiples of 1/1024: exact in binary, so that every arithmetic sees the same point.
GRID = 1024


class Kind(NamedTuple):
    """How the entries of a point are spread, and how much is added on the diagonal of square matrices."""

    low: float
    high: float
    diagonal: float = 0.0


#: Points where different functions are defined: logarithms, inverse sines, inverse hyperbolic cosines, determinants.
KINDS = (
    Kind(0.2, 1.0),
    Kind(-1.0, 1.0),
    Kind(0.2, 0.9, 1.5),
    Kind(1.1, 2.2),
    Kind(0.01, 0.15),
    Kind(-0.9, -0.2),
    Kind(-0.3, 0.3, 2.0),
    Kind(0.02, 0.4, 0.5),
    Kind(2.0, 4.0, 6.0),
    Kind(-1.0, 1.0, -2.0),
    Kind(5.0, 12.0),
    Kind(-9.0, -3.0),
    Kind(20.0, 60.0),
    Kind(200.0, 500.0),
    Kind(-60.0, -20.0),
    Kind(2000.0, 5000.0),
    Kind(-5000.0, -2000.0),
)
#: From this point on every name has a spread of its own: a large number beside a small vector.
MIXED = len(KINDS)
POINTS = 4 * MIXED


def different_sizes(names: Iterable[str], numbers: Iterable[int] = ()) -> dict[str, int]:
    """Small numbers for the dimensions, all different, and different from the numbers that occur.

    >>> different_sizes(["n", "m"], [3])
    {'n': 2, 'm': 4}
    """
    taken = set(numbers)
    sizes: dict[str, int] = {}
    value = 2
    for name in names:
        while value in taken:
            value += 1
        sizes[name] = value
        value += 1
    return sizes


def point(shapes: Mapping[str, Shape], sizes: Mapping[str, int], number: int) -> dict[str, list[list[Fraction]]]:
    """A matrix for every name; a symmetric one is symmetric, a positive one positive definite."""
    random = Random(number)  # noqa: S311 (fixed points, not secrets)
    found = {}
    for name, shape in shapes.items():
        kind = KINDS[number % MIXED] if number % POINTS < MIXED else random.choice(KINDS)
        low, high = round(kind.low * GRID), round(kind.high * GRID)
        draw = partial(_entry, random, low, high)
        found[name] = drawn(shape, sizes, draw, Fraction(kind.diagonal))
    return found


def _entry(random: Random, low: int, high: int) -> Fraction:
    return Fraction(random.randint(low, high), GRID)


def drawn(
    shape: Shape, sizes: Mapping[str, int], draw: Callable[[], Fraction], diagonal: Fraction
) -> list[list[Fraction]]:
    """A matrix of the shape with drawn entries, something added on the diagonal of a square one.

    >>> drawn(Shape("n", "n", positive=True), {"n": 2}, lambda: Fraction(1), Fraction(0))
    [[Fraction(9, 4), Fraction(2, 1)], [Fraction(2, 1), Fraction(9, 4)]]
    """
    rows, columns = (sizes.get(str(part), part) for part in (shape.rows, shape.columns))
    if not isinstance(rows, int) or not isinstance(columns, int):
        raise KeyError(f"no size for {rows} x {columns}")
    entries = [[draw() for _ in range(columns)] for _ in range(rows)]
    if shape.positive:
        return _positive(entries)
    if shape.symmetric:
        entries = [[entries[max(i, j)][min(i, j)] for j in range(columns)] for i in range(rows)]
    if rows == columns > 1:
        for place in range(rows):
            entries[place][place] += diagonal
    return entries


def _positive(entries: list[list[Fraction]]) -> list[list[Fraction]]:
    """M M' + I/4, positive definite."""
    rows = list(enumerate(entries))
    return [
        [sum((a * b for a, b in zip(left, right, strict=True)), Fraction(i == j, 4)) for j, right in rows]
        for i, left in rows
    ]
