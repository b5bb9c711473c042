"""Functions as numbers over ranges and grids: one run of a tape, in NumPy where that is worth its start-up."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from symcalc.calculus.walks.landscape import Landscape
from symcalc.decide.floating import Tape
from symcalc.plotting.figures.scene import Grid
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Node

#: From so many points on, importing NumPy costs less than doing without.
MANY = 20_000


@dataclass(frozen=True, slots=True)
class Terrain:
    """A function and its gradient in floating point."""

    variables: tuple[str, ...]
    height: Tape
    slopes: Landscape | None = None

    @classmethod
    def of(cls, problem: Problem) -> Terrain:
        """The terrain of a posed problem.

        Raises:
            UsageFault: a parameter has no value, or there is no variable.
        """
        land = Landscape.of(problem)
        return cls(problem.variables, Tape.of([land.function], problem.variables), land)

    @classmethod
    def of_tree(cls, tree: Node, variables: Sequence[str]) -> Terrain:
        """The terrain of a formula, such as a polynomial, without its gradient."""
        return cls(tuple(variables), Tape.of([tree], tuple(variables)))

    def __call__(self, *place: float) -> float:
        """The value at a place; not a number where there is none."""
        return self.height(*place)[0]

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Grid:
        """The values at all pairs, a row for each y; None where there is none."""
        if len(xs) * len(ys) >= MANY and numpy_is_there():
            rows = self._rows_in_numpy(xs, ys)
        else:
            rows = [[self.height(x, y)[0] for x in xs] for y in ys]
        return tuple(tuple(value if math.isfinite(value) else None for value in row) for row in rows)

    def _rows_in_numpy(self, xs: Sequence[float], ys: Sequence[float]) -> list[list[float]]:
        import numpy as np  # noqa: PLC0415 (only for large grids)

        across, up = np.meshgrid(np.array(xs), np.array(ys))
        found: list[list[float]] = self.height.on_arrays(across, up)[0].tolist()
        return found

    def gradient(self, *place: float) -> tuple[float, ...]:
        """The gradient at a place; not numbers where there is none."""
        if self.slopes is None:
            return (math.nan,) * len(self.variables)
        return self.slopes.slopes(place)


def numpy_is_there() -> bool:
    """Whether NumPy can be imported."""
    return "numpy" in sys.modules or find_spec("numpy") is not None
