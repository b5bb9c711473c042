"""Functions as numbers over ranges and grids: one run of a tape, in NumPy where that is worth its start-up."""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from symcalc.calculus.assumed import restricted
from symcalc.calculus.posed import posed
from symcalc.calculus.walks.parameters import parameters
from symcalc.decide.floating import Tape
from symcalc.imports import uncollected
from symcalc.plotting.figures.scene import Grid
from symcalc.record import record
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Node, substitute

if TYPE_CHECKING:
    from symcalc.calculus.walks.landscape import Landscape

#: From so many points on, importing NumPy costs less than doing without; once it is there, from so many on it is used.
MANY, SEVERAL = 20_000, 200


@record
class Terrain:
    """A function in floating point, its gradient where that is drawn, and its formula without parameters."""

    variables: tuple[str, ...]
    tree: Node
    height: Tape
    slopes: Landscape | None = None

    @classmethod
    def of(cls, problem: Problem) -> Terrain:
        """The terrain of a posed problem.

        Raises:
            UsageFault: a parameter has no value, or there is no variable.
        """
        tree = substitute(restricted(posed(problem).tree, problem), parameters(problem))
        slopes = _slopes(problem) if len(problem.variables) == 2 else None
        return cls(problem.variables, tree, Tape.of([tree], problem.variables), slopes)

    @classmethod
    def of_tree(cls, tree: Node, variables: Sequence[str]) -> Terrain:
        """The terrain of a formula, such as a polynomial, without its gradient."""
        return cls(tuple(variables), tree, Tape.of([tree], tuple(variables)))

    def __call__(self, *place: float) -> float:
        """The value at a place; not a number where there is none."""
        return self.height(*place)[0]

    def values(self, xs: Sequence[float]) -> list[float]:
        """The values of a function of one variable at many places."""
        if len(xs) < SEVERAL or "numpy" not in sys.modules:
            return [self.height(x)[0] for x in xs]
        import numpy as np  # noqa: PLC0415 (it is there)

        found: list[float] = self.height.on_arrays(np.array(xs))[0].tolist()
        return found

    def grid(self, xs: Sequence[float], ys: Sequence[float]) -> Grid:
        """The values at all pairs, a row for each y; None where there is none."""
        return grid(self.height, xs, ys)

    def gradient(self, *place: float) -> tuple[float, ...]:
        """The gradient at a place; not numbers where there is none, or no function."""
        if self.slopes is None or not math.isfinite(self(*place)):
            return (math.nan,) * len(self.variables)
        return self.slopes.slopes(place)


def _slopes(problem: Problem) -> Landscape:
    """The gradient, which maps show."""
    with uncollected():
        from symcalc.calculus.walks.landscape import Landscape  # noqa: PLC0415 (a curve is drawn without derivatives)

    return Landscape.of(problem)


def grid(tape: Tape, xs: Sequence[float], ys: Sequence[float]) -> Grid:
    """The values of a tape of two variables at all pairs, a row for each y; None where there is none."""
    if len(xs) * len(ys) >= MANY and numpy_is_there():
        rows = _rows_in_numpy(tape, xs, ys)
    else:
        rows = [[tape(x, y)[0] for x in xs] for y in ys]
    return tuple(tuple(value if math.isfinite(value) else None for value in row) for row in rows)


def _rows_in_numpy(tape: Tape, xs: Sequence[float], ys: Sequence[float]) -> list[list[float]]:
    import numpy as np  # noqa: PLC0415 (only for large grids)

    across, up = np.meshgrid(np.array(xs), np.array(ys))
    found: list[list[float]] = tape.on_arrays(across, up)[0].tolist()
    return found


def numpy_is_there() -> bool:
    """Whether NumPy can be imported."""
    return "numpy" in sys.modules or find_spec("numpy") is not None
