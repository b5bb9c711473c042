"""A function in floating point with its derivatives: what a walk sees at each spot.

Value and derivatives run on one tape. A spot on a switch of the function (a corner, an edge of its domain) is looked
at exactly, as the rational number that a float is, so no derivative is made up there.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from fractions import Fraction

from symcalc.build import as_trees
from symcalc.calculus.assumed import restricted
from symcalc.calculus.derivatives.derivative import gradient_of, hessian_of
from symcalc.calculus.pointwise.analytic import is_analytic
from symcalc.calculus.posed import posed
from symcalc.calculus.walks.parameters import parameters
from symcalc.decide.floating import Tape
from symcalc.errors import DomainFault, Nondifferentiable, UsageFault
from symcalc.record import record
from symcalc.syntax.ordering import number
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Call, Constant, Negative, Node, Product, Sum, rational, substitute
from symcalc.syntax.written import written

Vector = tuple[float, ...]
#: Larger numbers are no floats.
_LARGEST = Fraction(sys.float_info.max)


@record
class Spot:
    """A place and what is there: not a number outside the domain; `missing` says why there is no gradient."""

    place: Vector
    value: float
    gradient: Vector
    hessian: tuple[Vector, ...] = ()
    missing: str = ""

    @property
    def steepness(self) -> float:
        """The norm of the gradient."""
        return math.hypot(*self.gradient)


@record
class Landscape:
    """The function as read, parameters put in, and one tape of value, gradient, Hessian and switches."""

    function: Node
    variables: tuple[str, ...]
    tape: Tape
    second: bool

    @classmethod
    def of(cls, problem: Problem, *, hessian: bool = False) -> Landscape:
        """The landscape of a posed problem.

        Raises:
            UsageFault: a parameter has no value, or there is no variable.
        """
        values = parameters(problem)
        function = posed(problem)
        gradient = gradient_of(function.expression, function.variables)
        second = [entry for row in hessian_of(gradient, function.variables) for entry in row] if hessian else []
        tree = substitute(restricted(function.tree, problem), values)
        trees = [substitute(slope, values) for slope in as_trees([*gradient, *second])]
        edges = _edges(tree)
        return cls(tree, problem.variables, Tape.of([tree, *trees, *edges], problem.variables), hessian)

    def start(self, problem: Problem) -> Vector:
        """Where the walk begins, rounded.

        Raises:
            DomainFault: the function is not defined there.
        """
        point = {name: (problem.point or {})[name] for name in self.variables}
        place = tuple(_rounded(value) for value in point.values())
        if math.isnan(self.spot(place).value):
            words = ", ".join(f"{name} = {written(value)}" for name, value in point.items())
            raise DomainFault(f"{problem.name} is not defined at {words}", source=problem.source)
        return place

    def spot(self, place: Vector) -> Spot:
        """What is at a place."""
        count = len(self.variables)
        value, *rest = self.tape(*place)
        gradient, rest = tuple(rest[:count]), rest[count:]
        hessian = tuple(tuple(rest[row * count : (row + 1) * count]) for row in range(count if self.second else 0))
        on_switch = 0.0 in rest[len(hessian) * count :]
        if math.isfinite(value) and (on_switch or any(map(math.isnan, gradient))):
            return self._exactly(place, value, gradient, hessian)
        return Spot(place, value, gradient, hessian)

    def slopes(self, place: Vector) -> Vector:
        """What the formula of the gradient gives at a place, corners or not: for pictures."""
        return tuple(self.tape(*place)[1 : len(self.variables) + 1])

    def _exactly(self, place: Vector, value: float, gradient: Vector, hessian: tuple[Vector, ...]) -> Spot:
        """The spot where a switch stands: its gradient decided by branches."""
        from symcalc.calculus.smoothness import behaviour  # noqa: PLC0415 (few walks meet a switch)

        point = {name: rational(Fraction(x)) for name, x in zip(self.variables, place, strict=True)}
        try:
            found = behaviour(self.function, self.variables, point)
        except (Nondifferentiable, DomainFault) as fault:
            return Spot(place, value, gradient, hessian, fault.message)
        if found.regular is False:
            return Spot(place, value, tuple(map(_rounded, found.gradient)), hessian)
        missing = found.note if found.regular is None else ""
        if not missing and any(map(math.isnan, gradient)):
            missing = "the gradient has no value in floating-point numbers"
        return Spot(place, value, gradient, hessian, missing)


def _edges(function: Node) -> list[Node]:
    """What is 0 where the function may have a corner or an edge of its domain."""
    if is_analytic(function):
        return []
    from symcalc.decide.domain import switches  # noqa: PLC0415 (certified arithmetic, for functions with switches)

    return [_zero_on_floats(switch.expression) for switch in switches(function)]


def _zero_on_floats(switch: Node) -> Node:
    """A switch as an expression that is exactly 0 where it stands at a float: sin(pi u) is not, u - floor(u) is."""
    match switch:
        case Call("sin", (Product((Constant("pi"), u)),)):
            return Sum((u, Negative(Call("floor", (u,)))))
    return switch


def _rounded(value: Node) -> float:
    """A constant as a float.

    Raises:
        UsageFault: it is none.
    """
    if (exact := number(value)) is not None and abs(exact) < _LARGEST:
        return float(exact)
    from symcalc.decide.ball import Verdict, enclose  # noqa: PLC0415 (certified arithmetic, for what is no fraction)

    ball = enclose(value, {}, 128)
    if isinstance(ball, Verdict):
        raise UsageFault(f"{written(value)} is no number")
    return float(ball.mid())


def newton_step(hessian: Sequence[Vector], gradient: Vector) -> Vector | None:
    """The step to the minimum of the quadratic, by Cholesky's factors; None where the Hessian is not positive definite.

    >>> newton_step([(4.0, 0.0), (0.0, 1.0)], (4.0, 2.0))
    (-1.0, -2.0)
    >>> newton_step([(-1.0,)], (1.0,)) is None
    True
    """
    size = len(gradient)
    factor = [[0.0] * size for _ in range(size)]
    for row in range(size):
        for column in range(row + 1):
            rest = hessian[row][column] - math.fsum(factor[row][k] * factor[column][k] for k in range(column))
            if row == column and not rest > 0:
                return None
            factor[row][column] = math.sqrt(rest) if row == column else rest / factor[column][column]
    return _solved(factor, gradient)


def _solved(factor: Sequence[Sequence[float]], gradient: Vector) -> Vector:
    """Minus the solution of L L' x = g, forwards and then backwards."""
    size = len(gradient)
    forward: list[float] = []
    for row in range(size):
        rest = gradient[row] - math.fsum(factor[row][k] * forward[k] for k in range(row))
        forward.append(rest / factor[row][row])
    found = [0.0] * size
    for row in reversed(range(size)):
        rest = forward[row] - math.fsum(factor[k][row] * found[k] for k in range(row + 1, size))
        found[row] = rest / factor[row][row]
    return tuple(-x for x in found)
