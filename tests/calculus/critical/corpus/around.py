"""What f does on small circles about a point: the method that settles kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

import mpmath as mp
import numpy as np

from tests.calculus.critical.corpus.cases import Case
from tests.calculus.critical.corpus.jets import jet, values
from tests.calculus.critical.corpus.newton import bounds, projected, spread
from tests.decide import oracle

BENDS = (-3, -2, -1.5, -1, -0.5, 0.25, 0.5, 1, 1.5, 2, 3)
#: Smaller differences are those of the coordinates' last digits.
LEAST = mp.mpf(10) ** -26


def directions(case: Case, point: np.ndarray, radius: float) -> np.ndarray:
    """Steps from a point: all around, along the axes of its Hessian, and bent along the flat ones."""
    n = len(point)
    there = jet(case.function, case.variables, point[None])
    bend = there.bend[0]
    axes = np.linalg.eigh(bend)[1].T if np.isfinite(bend).all() else np.eye(n)
    steps = [*_circle(n), *axes, *(-axes)]
    if n > 1 and np.isfinite(bend).all():
        flat = abs(np.linalg.eigvalsh(bend)) < 1e-7 * (1 + np.linalg.norm(bend))
        for u in axes[flat]:
            for v in (axis for axis in axes if axis is not u):
                steps += [sign * u + c * radius**p * v for sign in (1, -1) for c in BENDS for p in (0.5, 1, 2)]
    return radius * np.array(steps)


def _circle(n: int) -> Iterator[np.ndarray]:
    if n == 1:
        yield from (np.array([1.0]), np.array([-1.0]))
    elif n == 2:
        yield from (np.array([np.cos(a), np.sin(a)]) for a in np.arange(48) * (2 * np.pi / 48) + 0.01)
    else:
        for row in spread(70, [-1] * n, [1] * n):
            yield row / np.linalg.norm(row)


def signs(case: Case, point: Mapping[str, Fraction], radius: float, middle: mp.mpf | None = None) -> list[int | None]:
    """On which side of its value f is at points near by; None where it is undefined or the question excludes it."""
    if case.constraints:
        return _signs_on_constraints(case, point, radius)
    middle = oracle.value(case.function, dict(point)) if middle is None else middle
    centre = np.array([float(point[name]) for name in case.variables])
    found: list[int | None] = []
    steps = directions(case, centre, radius)
    for step, inside in zip(steps, is_inside(case, centre + steps), strict=True):
        if not inside:
            found.append(None)
            continue
        moved = {name: point[name] + Fraction(float(d)) for name, d in zip(case.variables, step, strict=True)}
        value = oracle.value(case.function, moved)
        found.append(None if value is None else _sign(value - middle, LEAST * (1 + abs(middle))))
    return found


def quick_signs(case: Case, centre: np.ndarray, radius: float, least: float = 1e-13) -> list[int | None]:
    """The same in floating point, for points where f has a bend that shows."""
    near = centre + directions(case, centre, radius)
    near = near[is_inside(case, near)]
    middle = values(case.function, case.variables, centre[None])[0]
    gaps = values(case.function, case.variables, near) - middle
    return [None if np.isnan(gap) else _sign(gap, least * (1 + abs(middle))) for gap in gaps]


def is_inside(case: Case, rows: np.ndarray) -> np.ndarray:
    """Which points are in the box of the question."""
    if not case.box:
        return np.ones(len(rows), dtype=bool)
    low, high = bounds(case)
    return ((rows >= low) & (rows <= high)).all(axis=1)


def _sign(gap, least):
    return 0 if abs(gap) <= least else int(gap > 0) - int(gap < 0)


def _signs_on_constraints(case, point, radius):
    """The same on the constraints, to which the neighbours are moved."""
    centre = np.array([float(point[name]) for name in case.variables])
    steps = np.array([*_circle(len(centre))]) * radius
    near = projected(case.constraints, case.variables, centre + steps)
    distance = np.linalg.norm(near - centre, axis=1)
    near = near[(distance > radius / 50) & (distance < 3 * radius)]
    middle = values(case.function, case.variables, centre[None])[0]
    return [_sign(gap, 1e-12 * (1 + abs(middle))) for gap in values(case.function, case.variables, near) - middle]


def is_at_rest(case: Case, row: np.ndarray) -> bool:
    """Whether Newton's method, in sixty digits, stays at a point: its next step is short."""
    if case.constraints:
        return True
    point = [Fraction(float(x)) for x in row]
    h = Fraction(1, 10**15)
    n = len(point)

    def f(*moves: tuple[int, int]):
        moved = list(point)
        for place, sign in moves:
            moved[place] += sign * h
        return oracle.value(case.function, dict(zip(case.variables, moved, strict=True)))

    try:
        slope = mp.matrix([(f((i, 1)) - f((i, -1))) / 2 for i in range(n)])
        bend = mp.matrix(n, n)
        for i in range(n):
            for j in range(n):
                corners = f((i, 1), (j, 1)) - f((i, 1), (j, -1)) - f((i, -1), (j, 1)) + f((i, -1), (j, -1))
                bend[i, j] = corners / 4
        return mp.norm(mp.lu_solve(bend, slope)) * mp.mpf(10) ** -15 < 1e-6
    except (TypeError, ZeroDivisionError):
        return True


def agrees(kind: str, seen: list[int | None]) -> bool:
    """Whether what was seen on one circle is what the kind promises."""
    defined = {sign for sign in seen if sign is not None}
    match kind:
        case "minimum":
            return -1 not in defined
        case "maximum":
            return 1 not in defined
        case "saddle" | "inflection":
            return {-1, 1} <= defined
        case "constant":
            return defined <= {0}
    return kind == "undecided"


def index(case: Case, centre: np.ndarray, radius: float) -> int:
    """How often the gradient turns around on a circle about a point (Poincaré); in one variable, the change of sign."""
    if len(centre) == 1:
        ends = jet(case.function, case.variables, np.array([centre - radius, centre + radius])).slope[:, 0]
        return int(np.sign(ends[1]) - np.sign(ends[0])) // 2

    def circle(share):
        angles = 2 * np.pi * share
        rim = centre + radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
        return jet(case.function, case.variables, rim).slope

    return turns(circle)


def turns(slope: Callable[[np.ndarray], np.ndarray]) -> int:
    """How often a vector turns around on a closed way, which is walked in ever smaller steps where it turns fast."""
    share = np.linspace(0, 1, 801)
    for _ in range(30):
        vectors = slope(share)
        heading = np.arctan2(vectors[:, 1], vectors[:, 0])
        steps = (np.diff(heading) + np.pi) % (2 * np.pi) - np.pi
        fast = abs(steps) > 0.5
        if not fast.any():
            return round(float(steps.sum() / (2 * np.pi)))
        share = np.sort(np.concatenate([share, ((share[1:] + share[:-1]) / 2)[fast]]))
    raise AssertionError("the vector vanishes on the way, or nearly")
