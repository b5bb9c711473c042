"""Where exact methods end: all stationary points in a box with proof, or a search of a box without one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from flint import arb

from symcalc.build import Scope, as_tree, build
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.points.decimals import decimal
from symcalc.calculus.critical.points.spots import Coordinate, Spot
from symcalc.calculus.critical.points.zeros import Derived, recognised
from symcalc.calculus.critical.search.bounds import Range
from symcalc.calculus.critical.search.boxes import Box, Search, System, Zero, damped_step, proved_near, zeros
from symcalc.calculus.critical.search.exact import Choice
from symcalc.calculus.critical.search.stationary import Stationary
from symcalc.calculus.derivatives.derivative import gradient_of, hessian_of
from symcalc.syntax.tree import Node, names, substitute

#: Where points are looked for when nothing bounds the variables, and how many boxes that may take.
WINDOW, WINDOW_BOXES = 20, 4000
#: More points than this are not listed where a proof is out of reach.
MOST = 60
#: A system with longer equations than this is taken as SymPy differentiates it.
LONG = 40
#: So is one with higher powers of sines, cosines or roots: balls lose too much in them.
STEEPEST = 2


def square(system: Stationary, choice: Choice, function: Node) -> System:
    """Equations for the stationary points in the variables that are left: the factors, where they are short.

    Where variables were eliminated, the function is taken with their values: on that set its other partial
    derivatives vanish, or the variables are fixed.
    """
    free = tuple(system.names[i] for i in system.free)
    if system.eliminated:
        values = {name: system.tower.tree(value) for name, value in system.eliminated.items()}
        return differentiated(substitute(function, values), free)
    if len(choice) == len(free) and sum(len(p) for p in choice) <= LONG and _plain(system, choice):
        tower = system.tower
        functions = tuple(tower.tree(Ratio.polynomial(p)) for p in choice)
        slopes = tuple(tuple(tower.tree(tower.derivative(Ratio.polynomial(p), i)) for i in system.free) for p in choice)
        return System(functions, slopes, free)
    return differentiated(function, free)


def _plain(system: Stationary, choice: Choice) -> bool:
    """Whether no kernel stands in high powers, as multiples of an angle do when they are expanded."""
    width = len(system.tower.names)
    return all(max(map(int, p.degrees()[width:]), default=0) <= STEEPEST for p in choice)


def differentiated(function: Node, variables: Sequence[str]) -> System:
    """The gradient of a function and its Hessian."""
    scope = Scope({}, {})
    symbols = scope.symbols(variables)
    gradient = gradient_of(build(function, scope), symbols)
    hessian = hessian_of(gradient, symbols)
    rows = tuple(tuple(as_tree(entry) for entry in row) for row in hessian)
    return System(tuple(map(as_tree, gradient)), rows, tuple(variables))


def box_of(variables: Sequence[str], ranges: dict[str, Range]) -> Box | None:
    """The box of the ranges of variables, None where one is unbounded."""
    box: Box = []
    for name in variables:
        known = ranges.get(name)
        if known is None or known.low is None or known.high is None:
            return None
        low, high = (arb(end.numerator) / end.denominator for end in (known.low, known.high))
        box.append(low.union(high))
    return box


def window(variables: Sequence[str], ranges: dict[str, Range], radius: int = WINDOW) -> Box:
    """The box that is searched where there is none: the window, as far as the ranges allow."""
    box: Box = []
    for name in variables:
        known = ranges.get(name, Range())
        low = arb(-radius) if known.low is None else arb(known.low.numerator) / known.low.denominator
        high = arb(radius) if known.high is None else arb(known.high.numerator) / known.high.denominator
        box.append(low.union(high if high > low else low + 2 * radius))
    return box


def spots(system: Stationary, found: Search) -> list[Spot]:
    """The points of a search, with the variables that were eliminated."""
    result = []
    for zero in found.zeros:
        known: dict[str, Coordinate] = dict(zip(zero.system.names, recognised(zero), strict=True))
        for name, value in system.eliminated.items():
            tree = system.tower.tree(value)
            known[name] = Derived(tree, {other: known[other] for other in names(tree)})
        result.append(Spot(system.names, tuple(known[name] for name in system.names)))
    return result


def descended(square_system: System) -> Search:
    """The zero that Newton's method with halved steps leads to from 0, as a search that found nothing else."""
    point = [arb(0)] * square_system.width
    for _ in range(200):
        zero = proved_near(square_system, point)
        if zero is not None:
            return Search([zero])
        following = damped_step(square_system, point)
        if following is None:
            break
        point = following
    return Search()


def all_in(
    square_system: System, box: Box, *, limit: int | None = None, show: Callable[[Sequence[Zero]], None] | None = None
) -> Search:
    """The zeros of a system in a box; of a window, which has a limit, not more than are worth listing."""
    if limit is None:
        return zeros(square_system, box, show=show)
    return zeros(square_system, box, limit, MOST, show)


def described(box: Box, variables: Sequence[str], ranges: Mapping[str, Range]) -> str:
    """A box in words, which does not reach beyond the ranges of the variables.

    >>> from fractions import Fraction
    >>> positive = {"x": Range(Fraction(0), None, True, False)}
    >>> described(window(["x"], positive), ["x"], positive)
    'x = 0..20.0000'
    """
    sides = []
    for name, side in zip(variables, box, strict=True):
        known = ranges.get(name, Range())
        low, high = side.lower(), side.upper()
        if known.low is not None and low * known.low.denominator < known.low.numerator:
            low = arb(known.low.numerator) / known.low.denominator
        if known.high is not None and high * known.high.denominator > known.high.numerator:
            high = arb(known.high.numerator) / known.high.denominator
        sides.append(f"{name} = {decimal(arb(low), 6)}..{decimal(arb(high), 6)}")
    return ", ".join(sides)
