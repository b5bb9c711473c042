"""Critical points by Newton's method from many fixed starts: the method that settles what the table says."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symcalc.syntax.tree import Name, Negative, Node, Product, Sum
from tests.calculus.critical.corpus.cases import Case
from tests.calculus.critical.corpus.jets import holds, jet, values

ROUNDS = 50
PRIMES = (2, 3, 5, 7, 11, 13, 17)


def radical_inverse(index: int, base: int) -> float:
    """The digits of a number mirrored at the point: one coordinate of Halton's sequence."""
    result, unit = 0.0, 1.0
    while index:
        unit /= base
        index, digit = divmod(index, base)
        result += digit * unit
    return result


def spread(count: int, low: Sequence[float], high: Sequence[float]) -> np.ndarray:
    """Points that fill a box evenly, always the same (Halton's sequence)."""
    unit = [[radical_inverse(i, PRIMES[d]) for d in range(len(low))] for i in range(1, count + 1)]
    return np.array(low) + np.array(unit).reshape(count, len(low)) * (np.array(high) - np.array(low))


def bounds(case: Case) -> tuple[list[float], list[float]]:
    """Where the second method looks: in the box of the question, else as far as the table says."""
    low, high = [], []
    for name in case.variables:
        ends = [float(values(end, (), np.zeros((1, 0)))[0]) for end in case.box.get(name, ())]
        low.append(ends[0] if ends else -case.reach)
        high.append(ends[1] if ends else case.reach)
    return low, high


def starts(case: Case) -> np.ndarray:
    """The starts, in the box, more of them in more variables."""
    low, high = bounds(case)
    return spread((120, 500, 700, 900)[len(low) - 1], low, high)


def lagrangian(case: Case) -> tuple[Node, tuple[str, ...]]:
    """The function less its multiples of the constraints, and its variables."""
    multipliers = tuple(f"lagrange_{place}" for place in range(len(case.constraints)))
    terms = [Negative(Product((Name(m), g))) for m, g in zip(multipliers, case.constraints, strict=True)]
    return Sum((case.function, *terms)) if terms else case.function, case.variables + multipliers


def stationary(case: Case) -> np.ndarray:
    """Where Newton's method for the gradient comes to rest, one point a row; inside the box of the question."""
    function, names = lagrangian(case)
    low, high = bounds(case)
    free = starts(case)
    points = np.hstack([free, spread(len(free), [-2] * len(case.constraints), [2] * len(case.constraints))])
    furthest = max(b - a for a, b in zip(low, high, strict=True)) / 3
    arrived = [points[:0]]
    for _ in range(ROUNDS):
        points, rest = _stepped(function, names, points, furthest)
        arrived.append(points[rest])
        points = points[~rest & (abs(points) < 100 * furthest).all(axis=1)]
        if not len(points):
            break
    found = np.vstack(arrived)[:, : len(case.variables)]
    inside = np.all((found > np.array(low) + 1e-7) & (found < np.array(high) - 1e-7), axis=1)
    return distinct(found[inside])


def _stepped(function, names, points, furthest):
    """One step for every point that is still somewhere, and which points are at rest with a gradient of zero."""
    there = jet(function, names, points)
    finite = np.isfinite(there.bend).all(axis=(1, 2)) & np.isfinite(there.slope).all(axis=1)
    points, slope, bend = points[finite], there.slope[finite], there.bend[finite]
    if not len(points):
        return points, np.zeros(0, dtype=bool)
    step = -np.einsum("kij,kj->ki", np.linalg.pinv(bend, rcond=1e-13, hermitian=True), slope)
    length = np.linalg.norm(step, axis=1)
    size = 1 + np.linalg.norm(points, axis=1)
    scale = np.linalg.norm(bend, axis=(1, 2)) * size
    rest = (length < 1e-9 * size) & (np.linalg.norm(slope, axis=1) <= 1e-9 * scale)
    return points + step * np.minimum(1, furthest / np.maximum(length, 1e-300))[:, None], rest


def distinct(points: np.ndarray) -> np.ndarray:
    """The points without repetitions."""
    _, first = np.unique(np.round(points, 5) + 0.0, axis=0, return_index=True)
    return points[np.sort(first)]


def projected(equations: Sequence[Node], names: Sequence[str], points: np.ndarray) -> np.ndarray:
    """The points moved onto a surface by Gauss and Newton's method; those that arrive."""
    for _ in range(40):
        there = [jet(equation, names, points) for equation in equations]
        gap = np.stack([each.value for each in there], axis=1)
        slope = np.stack([each.slope for each in there], axis=1)
        finite = np.isfinite(gap).all(axis=1) & np.isfinite(slope).all(axis=(1, 2))
        points, gap, slope = points[finite], gap[finite], slope[finite]
        points = points - np.einsum("kij,kj->ki", np.linalg.pinv(slope, rcond=1e-13), gap)
    return points[(abs(gap) < 1e-12 * (1 + np.linalg.norm(points, axis=1)[:, None])).all(axis=1)]


def sampled(case: Case) -> np.ndarray:
    """Points of the domain of the question: in its box, on its constraints."""
    points = starts(case)
    if case.constraints:
        points = projected(case.constraints, case.variables, points)
    low, high = bounds(case)
    if case.box:
        points = points[np.all((points >= low) & (points <= high), axis=1)]
    return points[np.isfinite(values(case.function, case.variables, points))]


__all__ = ["bounds", "distinct", "holds", "lagrangian", "projected", "sampled", "spread", "starts", "stationary"]
