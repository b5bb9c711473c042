"""Gradient descent and Newton's method as walks: every step with its value, and what its line or quadratic promised.

Gradient descent goes from w to w - rate * grad L(w), of which (22.4.10) promises a decrease of rate * |grad L(w)|^2;
Newton's method jumps to the minimum of the best-fitting quadratic (22.4.30), where that has one. The walk is in
floating point, and says why it ended.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar, Literal, TypeAlias

from symcalc.calculus.stated import function_name
from symcalc.calculus.walks.landscape import Landscape, Spot, Vector, newton_step
from symcalc.errors import UsageFault
from symcalc.progress import progress
from symcalc.record import record
from symcalc.result import Content, Note, Result, Statement, Table, internal
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Node

Method: TypeAlias = Literal["gradient", "newton"]

#: The walk has converged where the gradient's norm is below this.
CONVERGED = 1e-8
#: The walk has diverged where a coordinate or the value is beyond this.
FAR = 1e15
#: A line search halves the rate at most so often, and asks for this part of the promised decrease (Armijo 1966).
HALVINGS, SUFFICIENT = 60, 1e-4
#: Steps between two words on how far the walk is.
PROGRESS = 500
#: A person is shown so many of the first and of the last iterates.
FIRST_SHOWN, LAST_SHOWN = 12, 6


@record
class Iterate:
    """A step of a walk: where it has come, and by how much the value was promised to decrease and did.

    `gradient_norm` is None where the function is not known to have a gradient.
    """

    step: int
    point: Mapping[str, float]
    value: float
    gradient_norm: float | None
    predicted: float | None = None
    actual: float | None = None


@record
class Descent(Result):
    """A walk from a point down a function, and why it ended."""

    command: ClassVar[str] = "descend"

    function: Node
    variables: tuple[str, ...]
    method: Method
    iterates: tuple[Iterate, ...]
    converged: bool
    reason: str
    name: Node = internal()
    rate: float | None = internal()
    line_search: bool = internal(default=False)
    problem: Problem | None = internal()

    def heading(self) -> Note:
        """The function and the method."""
        method = "Newton's method" if self.method == "newton" else "Gradient descent"
        search = " by line search from" if self.line_search else ""
        rate = () if self.method == "newton" else (f", rate{search} ", self.rate)
        return Note((method, " on ", self.name, " = ", self.function, *rate))

    def statements(self) -> Iterator[Statement]:
        """The table of iterates, the middle of a long one left out, and why the walk ended."""
        rows = [*map(self._row, self.iterates)]
        left_out = len(rows) - FIRST_SHOWN - LAST_SHOWN
        if left_out > 1:
            rows[FIRST_SHOWN:-LAST_SHOWN] = [("…", *[None] * (len(rows[0]) - 1))]
        yield Table(self._columns(), tuple(rows))
        yield Note(("Predicted and actual: by how much the value decreases, as the derivatives say and as it does.",))
        if left_out > 1:
            yield Note((f"{left_out} steps are not shown; --format plain has them all.",))
        yield self._end()

    def plain(self) -> tuple[Statement, ...]:
        """All iterates as a table."""
        return Table(self._columns(), tuple(map(self._row, self.iterates))), self._end()

    def _columns(self) -> tuple[str, ...]:
        return "step", *self.variables, "value", "gradient norm", "predicted", "actual"

    def _row(self, iterate: Iterate) -> tuple[Content, ...]:
        point = (iterate.point[name] for name in self.variables)
        return iterate.step, *point, iterate.value, iterate.gradient_norm, iterate.predicted, iterate.actual

    def _end(self) -> Note:
        return Note((f"{self.reason[:1].upper()}{self.reason[1:]}.",), "good" if self.converged else "doubt")


def descent(
    problem: Problem,
    *,
    method: Method = "gradient",
    rate: float = 0.1,
    iterations: int = 100,
    line_search: bool = False,
) -> Descent:
    """Walk down a function from the point of a posed problem.

    Raises:
        DomainFault: the function is not defined where the walk begins.
        UsageFault: a parameter has no value, or a rate or number of iterations makes no sense.

    >>> from symcalc.syntax.pose import pose
    >>> walk = descent(pose("3x^4 - 4x^3 - 12x^2", at="x=1"), rate=0.01, iterations=200)
    >>> round(walk.iterates[-1].point["x"], 8), walk.converged
    (2.0, True)
    """
    if rate == math.inf:
        raise UsageFault("the rate is larger than floating-point numbers can be", hint="--rate 0.01")
    if not rate > 0:
        raise UsageFault("a rate is a number above 0", hint="--rate 0.01")
    if iterations < 0:
        raise UsageFault("a number of iterations is 0 or more", hint="--iterations 100")
    landscape = Landscape.of(problem, hessian=method == "newton")
    walk = _Walk(landscape, method, rate, line_search)
    converged, reason = walk.run(landscape.start(problem), iterations)
    return Descent(
        function=problem.function,
        variables=problem.variables,
        method=method,
        iterates=tuple(walk.iterates),
        converged=converged,
        reason=reason,
        name=function_name(problem, problem.variables),
        rate=None if method == "newton" else rate,
        line_search=line_search,
        problem=problem,
    )


class _Walk:
    """The iterates so far."""

    def __init__(self, landscape: Landscape, method: Method, rate: float, line_search: bool) -> None:
        self.landscape = landscape
        self.method = method
        self.rate = rate
        self.line_search = line_search
        self.iterates: list[Iterate] = []

    def run(self, place: Vector, iterations: int) -> tuple[bool, str]:
        """Walk until there is a reason to end: whether that is convergence, and the reason in words."""
        spot = self.landscape.spot(place)
        self._record(spot)
        for step in range(1, iterations + 1):
            ended = self._ended(spot)
            if ended is not None:
                return ended
            if step % PROGRESS == 0:
                progress(f"step {step} of {iterations}, value {spot.value:.6g}")
            move = self._move(spot)
            if isinstance(move, str):
                return False, move
            after = self._spot_after(spot, move)
            if isinstance(after, str):
                return False, after
            self._record(after, spot, self._promised(spot, after))
            spot = after
        return self._ended(spot) or (False, f"not converged: all {iterations} iterations are used up")

    def _ended(self, spot: Spot) -> tuple[bool, str] | None:
        """Why no step is taken from a spot, if none is."""
        if spot.missing:
            return False, f"no derivative: {spot.missing}"
        if spot.steepness < CONVERGED:
            return True, f"converged: the norm of the gradient is below {CONVERGED:g}"
        return None

    def _move(self, spot: Spot) -> Vector | str:
        """The whole step: against the gradient, or to the minimum of the quadratic, or why there is none."""
        if self.method == "gradient":
            return tuple(-self.rate * slope for slope in spot.gradient)
        step = newton_step(spot.hessian, spot.gradient)
        if step is not None:
            return step
        where = _words(self.landscape.variables, spot.place)
        return f"the Hessian is not positive definite at {where}, so the quadratic there has no minimum"

    def _spot_after(self, spot: Spot, move: Vector) -> Spot | str:
        """Where a step leads, shortened by the line search where there is one; or why it leads nowhere."""
        part = 1.0
        for _ in range(HALVINGS if self.line_search else 1):
            place = tuple(x + part * d for x, d in zip(spot.place, move, strict=True))
            after = self.landscape.spot(place)
            slope = math.fsum(g * d for g, d in zip(spot.gradient, move, strict=True))
            if not self.line_search or after.value <= spot.value + SUFFICIENT * part * slope:
                return self._accepted(spot, after)
            part /= 2
        return "stalled: no step along the line lowers the value"

    def _accepted(self, spot: Spot, after: Spot) -> Spot | str:
        """A spot to walk on from, or why the walk ends there."""
        where = _words(self.landscape.variables, after.place)
        if math.isnan(after.value):
            return f"left the domain: the function is not defined at {where}"
        if not max(map(abs, (*after.place, after.value))) < FAR or not math.isfinite(after.steepness):
            return f"diverged: the next step leads to {where}"
        if after.place == spot.place:
            return "stalled: the step is shorter than the distance between floating-point numbers"
        return after

    def _promised(self, spot: Spot, after: Spot) -> float:
        """The decrease that the line, or the quadratic, through a spot promises for the step taken (22.4.10)."""
        step = tuple(y - x for x, y in zip(spot.place, after.place, strict=True))
        line = -math.fsum(g * d for g, d in zip(spot.gradient, step, strict=True))
        bend = math.fsum(step[i] * h * step[j] for i, row in enumerate(spot.hessian) for j, h in enumerate(row))
        return line - bend / 2

    def _record(self, spot: Spot, before: Spot | None = None, predicted: float | None = None) -> None:
        point = dict(zip(self.landscape.variables, spot.place, strict=True))
        actual = None if before is None else before.value - spot.value
        steepness = None if spot.missing else spot.steepness
        self.iterates.append(Iterate(len(self.iterates), point, spot.value, steepness, predicted, actual))


def _words(variables: Sequence[str], place: Vector) -> str:
    """A place in words, rounded.

    >>> _words(("x", "y"), (1.0, -0.333333333))
    'x = 1, y = -0.333333'
    """
    return ", ".join(f"{name} = {x:.6g}" for name, x in zip(variables, place, strict=True))
