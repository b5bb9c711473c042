"""Zeros of polynomials in a variable and in sines and cosines: none far out, and in between by boxes."""

from __future__ import annotations

import flint
from flint import arb, fmpz_mpoly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.points.spots import Coordinate
from symcalc.calculus.critical.points.values import Height
from symcalc.calculus.critical.points.zeros import Enclosed
from symcalc.calculus.critical.search.boxes import System
from symcalc.calculus.critical.search.boxes import zeros as zeros_in
from symcalc.calculus.critical.search.intervals import Line, Unproved

#: Beyond this an interval is too long to be searched.
FARTHEST = 10_000


def zeros(line: Line, factor: fmpz_mpoly) -> list[Coordinate]:
    """The zeros inside an interval; raises Unproved where the function has no such form, or a zero is not simple.

    >>> from symcalc.syntax import parse_expression
    >>> from symcalc.calculus.critical.kernels.tower import Tower
    >>> tree = parse_expression("x - 3 sin(2x)")
    >>> tower = Tower(("x",), [tree])
    >>> [round(float(zero.ball(64).mid()), 4) for zero in zeros(Line(tower, 0), tower.ratio(tree).top)]
    [-1.3394, 0.0, 1.3394]
    """
    radius = bound(line, factor)
    tower = line.tower
    low = _end(line.low, -radius)
    high = _end(line.high, radius)
    if not low < high:
        return []
    function = Ratio.polynomial(factor)
    slope = tower.tree(tower.derivative(function, line.variable))
    system = System((tower.tree(function),), ((slope,),), (line.name,))
    found = zeros_in(system, [low.union(high)])
    if found.clusters or not found.finished:
        raise Unproved
    coordinates: list[Coordinate] = [Enclosed(zero, 0) for zero in found.zeros]
    return [c for c in coordinates if line.holds(c)]


def _end(coordinate: Coordinate | None, otherwise: arb) -> arb:
    return otherwise if coordinate is None else coordinate.ball(64)


def bound(line: Line, factor: fmpz_mpoly) -> arb:
    """A number beyond which the factor has no zeros: Cauchy's bound, sines and cosines being at most 1.

    Raises Unproved where the highest power of the variable is not certain to win.
    """
    tower, degree = line.tower, int(factor.degrees()[line.variable])
    alone, others, lower = arb(0), arb(0), arb(0)
    with flint.ctx.workprec(96):
        for monomial, coefficient in factor.to_dict().items():
            exponents = tuple(map(int, monomial))
            size = arb(int(coefficient)) * _numbers(line, exponents)
            waves = [i for i, e in enumerate(exponents) if e and i != line.variable and not tower.is_number(i)]
            if any(_kind(line, i) not in {"cos", "sin"} for i in waves):
                raise Unproved
            if exponents[line.variable] < degree:
                lower += abs(size)
            elif waves:
                others += abs(size)
            else:
                alone += size
        margin = abs(alone) - others
        if degree == 0 or not margin > 0:
            raise Unproved
        radius = arb((1 + lower / margin).upper())
    if radius > FARTHEST:
        raise Unproved
    return radius


def _kind(line: Line, position: int) -> str:
    kernel = line.tower.kernel(position)
    return "" if kernel is None else kernel.kind


def _numbers(line: Line, exponents: tuple[int, ...]) -> arb:
    """The product of the numbers in a monomial."""
    tower = line.tower
    total = arb(1)
    for i, exponent in enumerate(exponents):
        if exponent and tower.is_number(i):
            total *= Height(tower.meaning[i]).ball() ** exponent
    return total
