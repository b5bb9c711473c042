"""Zeros in closed form: polynomials in the variable alone, and linear equations for one kernel."""

from __future__ import annotations

from flint import fmpz_mpoly, fmpz_poly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.points.numerals import numeral
from symcalc.calculus.critical.points.spots import Closed, Coordinate
from symcalc.calculus.critical.points.values import Height, tidied
from symcalc.calculus.critical.search.intervals import Line
from symcalc.calculus.critical.systems.numbers import real_roots
from symcalc.calculus.critical.systems.ring import support
from symcalc.syntax.tree import Call, Negative, Node, Power, Quotient, Sum, integer


def polynomial_roots(factor: fmpz_mpoly, variable: int) -> list[Coordinate]:
    """The real roots of a polynomial in one variable."""
    coefficients = {int(m[variable]): int(c) for m, c in factor.to_dict().items()}
    polynomial = fmpz_poly([coefficients.get(k, 0) for k in range(max(coefficients) + 1)])
    return [Closed(numeral(root)) for root in real_roots(polynomial)]


def inverted(line: Line, factor: fmpz_mpoly) -> list[Coordinate] | None:
    """The zeros in closed form where the factor says what a linear expression, an exponential or a logarithm is."""
    tower = line.tower
    moving = [i for i in support(factor) if not tower.is_number(i)]
    if len(moving) != 1 or int(factor.degrees()[moving[0]]) != 1:
        return None
    slope = factor.derivative(moving[0])
    rest = factor - slope * tower.ring.unknowns[moving[0]]
    if line.spot(Closed(integer(0))).sign(tower, slope) in {0, None}:
        return None
    value = tidied(tower.tree(-(Ratio.polynomial(rest) / Ratio.polynomial(slope))))
    if moving[0] == line.variable:
        return [Closed(value)]
    kernel = tower.kernel(moving[0])
    if kernel is None or kernel.argument is None or kernel.kind not in {"exp", "log", "root"}:
        return None
    size = Height(value).ball()
    if kernel.kind != "log" and not size > 0:
        return [] if size < 0 else None
    inner: Node = Power(value, integer(kernel.order))
    if kernel.kind != "root":
        inner = Call("log" if kernel.kind == "exp" else "exp", (value,))
    return _solved_for(line, kernel.argument, tidied(inner))


def _solved_for(line: Line, argument: Ratio, value: Node) -> list[Coordinate] | None:
    """Where a linear argument takes a value."""
    tower = line.tower
    slope = tower.derivative(argument, line.variable)
    if not tower.constant(slope.top) or not tower.constant(slope.bottom) or slope.is_zero:
        return None
    offset = argument - slope * tower.unknown(line.variable)
    node = Quotient(Sum((value, Negative(tower.tree(offset)))), tower.tree(slope))
    return [Closed(tidied(node))]
