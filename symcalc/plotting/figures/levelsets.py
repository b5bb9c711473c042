"""Level sets as short straight lines, square by square (marching squares, Lorensen and Cline 1987 in the plane)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from symcalc.plotting.figures.scene import XY, Layer, Window


def level_lines(layer: Layer, xs: Sequence[float], ys: Sequence[float]) -> Iterator[tuple[XY, XY]]:
    """The lines of all levels of a layer; none through a square with an undefined corner.

    >>> layer = Layer(((0.0, 1.0), (0.0, 1.0)), (0.5,), "function", ())
    >>> list(level_lines(layer, (0.0, 1.0), (0.0, 1.0)))
    [((0.5, 0.0), (0.5, 1.0))]
    """
    for row, column in product(range(len(ys) - 1), range(len(xs) - 1)):
        corners = [
            (xs[i], ys[j], height)
            for i, j in ((column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1))
            if (height := layer.values[j][i]) is not None
        ]
        heights = [height for _, _, height in corners]
        for level in layer.levels if len(corners) == 4 else ():
            if min(heights) <= level < max(heights):
                yield from _through(corners, level)


def _through(corners: Sequence[tuple[float, float, float]], level: float) -> Iterator[tuple[XY, XY]]:
    """The one or two lines of a level through a square; of two, those that keep its middle on its own side."""
    crossings = [
        _crossing(start, end, level)
        for start, end in zip(corners, (*corners[1:], corners[0]), strict=True)
        if (start[2] > level) != (end[2] > level)
    ]
    if len(crossings) == 2:
        yield crossings[0], crossings[1]
    elif len(crossings) == 4:
        middle_high = sum(corner[2] for corner in corners) / 4 > level
        shift = 1 if middle_high == (corners[0][2] > level) else 0
        yield crossings[shift], crossings[shift + 1]
        yield crossings[(shift + 2) % 4], crossings[(shift + 3) % 4]


def _crossing(start: tuple[float, float, float], end: tuple[float, float, float], level: float) -> XY:
    part = (level - start[2]) / (end[2] - start[2])
    return start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1])


def polylines(lines: Iterable[tuple[XY, XY]], window: Window) -> Iterator[tuple[XY, ...]]:
    """Short lines joined where they meet, in as few pieces as that gives.

    >>> unit = Window(0, 1, 0, 1)
    >>> list(polylines([((0.0, 0.0), (0.5, 0.5)), ((1.0, 0.5), (0.5, 0.5))], unit))
    [((0.0, 0.0), (0.5, 0.5), (1.0, 0.5))]
    """
    ends: dict[XY, list[XY]] = {}
    place: dict[XY, XY] = {}
    for start, end in lines:
        keys = _key(start, window), _key(end, window)
        place |= {keys[0]: start, keys[1]: end}
        if keys[0] != keys[1]:
            ends.setdefault(keys[0], []).append(keys[1])
            ends.setdefault(keys[1], []).append(keys[0])
    for first in sorted(ends, key=lambda key: (len(ends[key]) == 2, key)):
        while ends[first]:
            piece = [first]
            while ends[piece[-1]]:
                following = ends[piece[-1]].pop()
                ends[following].remove(piece[-1])
                piece.append(following)
            yield tuple(place[key] for key in piece)


def _key(point: XY, window: Window) -> XY:
    """A point as one of a fine grid, so that the same crossing found from two squares is one."""
    return round((point[0] - window.left) / window.width, 9), round((point[1] - window.bottom) / window.height, 9)
