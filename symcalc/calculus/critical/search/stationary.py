"""The stationary points of a smooth function on a piece: gradient zero, or Lagrange's condition on a surface."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from itertools import combinations

from flint import fmpz_mpoly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.kinds.jets import Derivatives
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import support
from symcalc.decide.sign import sign
from symcalc.record import field, record
from symcalc.syntax.tree import Node, substitute
from symcalc.syntax.tree import names as variables


@record
class Elimination:
    """Surfaces that are solved for a variable: `values` by name, what is left of the others and of the function."""

    function: Node
    values: dict[str, Node]
    surfaces: tuple[Node, ...]


def eliminate(function: Node, surfaces: Sequence[Node], names: Sequence[str]) -> Elimination:
    """Solve surfaces for variables in which they are linear with a number as coefficient, and put them in.

    >>> from symcalc.syntax import parse_expression, written
    >>> found = eliminate(parse_expression("x^2 + y^2"), [parse_expression("x + 2y - 1")], ("x", "y"))
    >>> {name: written(value) for name, value in found.values.items()}, written(found.function)
    ({'x': '-2*y + 1'}, '(-2*y + 1)**2 + y**2')
    """
    values: dict[str, Node] = {}
    pending, kept = list(surfaces), []
    while pending:
        surface = pending.pop(0)
        solved = _solved(surface, [name for name in names if name not in values])
        if solved is None:
            kept.append(surface)
            continue
        name, value = solved
        change = {name: value}
        values = {key: substitute(node, change) for key, node in values.items()} | change
        function = substitute(function, change)
        pending = [substitute(other, change) for other in (*pending, *kept)]
        kept = []
    return Elimination(function, values, tuple(surface for surface in kept if variables(surface) or sign(surface) != 0))


def _solved(surface: Node, names: Sequence[str]) -> tuple[str, Node] | None:
    """A variable and its value on the surface, where the surface is linear in it."""
    try:
        tower = Tower(names, [surface])
        top = tower.ratio(surface).top
    except (NotClosed, TooHard, ZeroDivisionError):
        return None
    inside = {i for kernel in tower.kernels if kernel.argument for i in support(kernel.argument.top)}
    for i, name in enumerate(names):
        slope = top.derivative(i)
        if i in inside or slope.is_zero() or not slope.is_constant():
            continue
        rest = Ratio.polynomial(top - tower.ring.unknowns[i] * slope)
        share = Fraction(-1, int(slope.leading_coefficient()))
        return name, tower.tree(rest * tower.number(share))
    return None


@record
class Stationary:
    """The equations for a stationary point of `function` in `names` where `surfaces` vanish.

    `eliminated` variables are given in terms of the others; multipliers of the other surfaces are further unknowns.
    """

    tower: Tower
    function: Ratio
    names: tuple[str, ...]
    eliminated: dict[str, Ratio]
    surfaces: tuple[Ratio, ...]
    multipliers: tuple[int, ...] = field(default=())

    @cached_property
    def free(self) -> tuple[int, ...]:
        """Positions of the variables that are not eliminated."""
        return tuple(i for i, name in enumerate(self.names) if name not in self.eliminated)

    @cached_property
    def lagrangian(self) -> Ratio:
        """The function less multipliers times surfaces."""
        total = self.function
        for position, surface in zip(self.multipliers, self.surfaces, strict=True):
            total = total - self.tower.unknown(position) * surface
        return total

    @cached_property
    def derivatives(self) -> Derivatives:
        """The derivatives of the Lagrangian by the free variables."""
        return Derivatives(self.tower, self.lagrangian, self.free)

    @cached_property
    def gradient(self) -> tuple[Ratio, ...]:
        """The components that must vanish."""
        return tuple(self.derivatives.gradient())

    @property
    def equations(self) -> list[fmpz_mpoly]:
        """All equations: of the gradient, the surfaces and the eliminated variables."""
        found = [component.top for component in (*self.gradient, *self.surfaces)]
        return found + self.definitions

    @property
    def definitions(self) -> list[fmpz_mpoly]:
        """The equations of the eliminated variables."""
        return [(self.tower.unknown(self.names.index(name)) - value).top for name, value in self.eliminated.items()]

    @property
    def nonzero(self) -> list[fmpz_mpoly]:
        """What must not vanish for the formulas to have values."""
        ratios = (self.function, *self.gradient, *self.surfaces, *self.eliminated.values())
        return [p for p in {str(r.bottom): r.bottom for r in ratios}.values() if not p.is_constant()]

    @property
    def unknowns(self) -> tuple[int, ...]:
        """Positions of the variables and multipliers."""
        return (*range(len(self.names)), *self.multipliers)

    @cached_property
    def second_order(self) -> list[list[Ratio]]:
        """The Hessian by the free variables; bordered by the surfaces' gradients where there are surfaces."""
        hessian = self.derivatives.hessian()
        if not self.surfaces:
            return hessian
        borders = [[self.tower.derivative(surface, i) for i in self.free] for surface in self.surfaces]
        count = len(borders)
        top = [[self.tower.zero] * count + border for border in borders]
        return top + [[border[i] for border in borders] + row for i, row in enumerate(hessian)]

    def singular(self) -> list[fmpz_mpoly]:
        """The equations of points at which the surfaces' gradients are linearly dependent."""
        rows = [[self.tower.derivative(surface, i) for i in self.free] for surface in self.surfaces]
        columns = combinations(range(len(self.free)), len(rows))
        minors = [determinant(self.tower, [[row[c] for c in chosen] for row in rows]).top for chosen in columns]
        return [surface.top for surface in self.surfaces] + minors + self.definitions


def determinant(tower: Tower, rows: Sequence[Sequence[Ratio]]) -> Ratio:
    """The determinant of a small matrix over a tower, by its first row."""
    if not rows:
        return tower.number(1)
    total = tower.zero
    for j, entry in enumerate(rows[0]):
        minor = determinant(tower, [[*row[:j], *row[j + 1 :]] for row in rows[1:]])
        term = entry * minor
        total = total + (term if j % 2 == 0 else -term)
    return total


def stationary(
    function: Node, surfaces: Sequence[Node], names: Sequence[str], parameters: Sequence[str] = ()
) -> Stationary:
    """The equations of a function on surfaces; raises NotClosed, TooHard, ZeroDivisionError.

    >>> from symcalc.syntax import parse_expression
    >>> found = stationary(parse_expression("x + y"), [parse_expression("x^2 + y^2 - 1")], ("x", "y"))
    >>> len(found.multipliers), len(found.equations)
    (1, 3)
    """
    reduced = eliminate(function, surfaces, names)
    multipliers = tuple(f"_l{i}" for i in range(len(reduced.surfaces)))
    known = (*names, *parameters, *multipliers)
    tower = Tower(known, [reduced.function, *reduced.values.values(), *reduced.surfaces])
    first = len(names) + len(parameters)
    return Stationary(
        tower,
        tower.ratio(reduced.function),
        tuple(names),
        {name: tower.ratio(value) for name, value in reduced.values.items()},
        tuple(tower.ratio(surface) for surface in reduced.surfaces),
        tuple(range(first, first + len(multipliers))),
    )
