"""A point as the search finds it: coordinates known exactly or enclosed, at which signs are decided."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from typing import Protocol

import flint
from flint import arb, fmpz_mpoly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.points.numerals import numeral
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.points import AlgebraicPoint, evaluated
from symcalc.calculus.critical.systems.ring import support
from symcalc.decide.ball import Verdict, compile_balls, enclose
from symcalc.decide.sign import sign as sign_of_constant
from symcalc.record import field, record
from symcalc.syntax.tree import Node, rational, substitute

#: Bits tried before an exact method decides whether a value is zero, and after it has failed.
BEFORE, AFTER = (80, 160), (320, 1000, 3000)
#: Numbers that agree to so many bits are not told apart.
NEAREST = 160
#: The position of a kernel that another tower does not have.
ELSEWHERE = -1


class Coordinate(Protocol):
    """One coordinate of a point."""

    @property
    def node(self) -> Node | None:
        """The exact number as a tree, None where it has no closed form."""

    def ball(self, bits: int) -> arb:
        """An interval that holds it."""


@record
class Algebraic:
    """A coordinate of an algebraic point."""

    point: AlgebraicPoint
    index: int

    @cached_property
    def node(self) -> Node:
        """A rational number, a radical, or `rootof`."""
        return numeral(self.point.coordinates[self.index])

    def ball(self, bits: int) -> arb:
        """An interval that holds it."""
        return self.point.balls(bits)[self.index]


@record
class Closed:
    """A number in closed form, such as `exp(-1/2)` or `pi/4`."""

    node: Node
    _balls: dict[int, arb] = field(default_factory=dict, repr=False, compare=False)

    def ball(self, bits: int) -> arb:
        """An interval that holds it."""
        if bits not in self._balls:
            found = enclose(self.node, {}, bits + 32)
            if isinstance(found, Verdict):
                raise ArithmeticError(f"a coordinate has no value: {self.node}")
            self._balls[bits] = found
        return self._balls[bits]


@record
class Spot:
    """A point in the variables `names`.

    `algebraic` is the same point with the kernels of the tower as further coordinates, at tower positions
    `positions`, where there is such a description: then polynomials in those are zero or not without any doubt.
    """

    names: tuple[str, ...]
    coordinates: tuple[Coordinate, ...]
    algebraic: AlgebraicPoint | None = field(default=None, repr=False)
    positions: tuple[int, ...] = ()
    _kernels: dict[tuple[int, int], list[arb]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def nodes(self) -> tuple[Node | None, ...]:
        """The coordinates as trees."""
        return tuple(coordinate.node for coordinate in self.coordinates)

    @property
    def exact(self) -> dict[str, Node] | None:
        """The point as trees by name, None where a coordinate has no closed form."""
        found = {name: node for name, node in zip(self.names, self.nodes, strict=True) if node is not None}
        return found if len(found) == len(self.names) else None

    def among(self, names: Sequence[str]) -> Spot:
        """The point in the variables alone, which come first: no multipliers, nor kernels of the tower it is from."""
        known = dict(zip(self.names, self.coordinates, strict=True))
        positions = tuple(position if position < len(names) else ELSEWHERE for position in self.positions)
        return Spot(tuple(names), tuple(known[name] for name in names), self.algebraic, positions)

    def balls(self, bits: int) -> list[arb]:
        """Intervals that hold the coordinates."""
        return [coordinate.ball(bits) for coordinate in self.coordinates]

    def unknowns(self, tower: Tower, bits: int) -> list[arb]:
        """Intervals for the variables and kernels of a tower; NaN for what has no finite value here."""
        key = id(tower), bits
        known = self._kernels.get(key)
        if known is None or len(known) < len(tower.meaning):
            with flint.ctx.workprec(bits + 32):
                evaluate = compile_balls(tower.meaning[len(tower.names) :], list(tower.names))
                kernels = [arb.nan() if isinstance(v, Verdict) else v for v in evaluate(self._named(tower, bits))]
            known = self._named(tower, bits) + kernels
            known = self._refined(known, bits)
            self._kernels[key] = known
        return known

    def _named(self, tower: Tower, bits: int) -> list[arb]:
        where = dict(zip(self.names, self.coordinates, strict=True))
        return [where[name].ball(bits) if name in where else arb.nan() for name in tower.names]

    def _refined(self, known: list[arb], bits: int) -> list[arb]:
        """Kernels whose values are coordinates of the algebraic point come from there."""
        if self.algebraic is not None:
            for position, ball in zip(self.positions, self.algebraic.balls(bits), strict=True):
                if 0 <= position < len(known):
                    known[position] = ball
        return known

    def value(self, tower: Tower, polynomial: fmpz_mpoly, bits: int) -> arb:
        """An interval that holds the value of a polynomial in the tower's unknowns."""
        balls = self.unknowns(tower, bits)
        padded = balls + [arb(0)] * (len(tower.ring.names) - len(balls))
        with flint.ctx.workprec(bits + 32):
            return evaluated(polynomial, padded)

    def ratio(self, tower: Tower, ratio: Ratio, bits: int) -> arb:
        """An interval that holds the value of an element of the tower."""
        with flint.ctx.workprec(bits + 32):
            return self.value(tower, ratio.top, bits) / self.value(tower, ratio.bottom, bits)

    def sign(self, tower: Tower, polynomial: fmpz_mpoly) -> int | None:
        """The sign of a polynomial in the tower's unknowns: certified, or None."""
        if polynomial.is_zero():
            return 0
        found = self._by_balls(tower, polynomial, BEFORE)
        if found is None:
            found = self._exactly(tower, polynomial)
        return found

    def _by_balls(self, tower: Tower, polynomial: fmpz_mpoly, precisions: Sequence[int]) -> int | None:
        for bits in precisions:
            value = self.value(tower, polynomial, bits)
            if value.is_finite() and not value.contains(0):
                return 1 if value > 0 else -1
        return None

    def _exactly(self, tower: Tower, polynomial: fmpz_mpoly) -> int | None:
        place = {position: i for i, position in enumerate(self.positions)}
        if self.algebraic is not None and all(i in place for i in support(polynomial)):
            targets = [place.get(i, -1) for i in range(len(tower.ring.names))]
            return self.algebraic.sign(self.algebraic.ring.embed(polynomial, targets))
        exact = self.exact
        if exact is not None:
            tree = tower.tree(Ratio.polynomial(polynomial))
            if (found := sign_of_constant(substitute(tree, exact))) is not None:
                return found
        return self._by_balls(tower, polynomial, AFTER)

    def sign_of(self, tower: Tower, ratio: Ratio) -> int | None:
        """The sign of an element of the tower; None where it is undecided or the denominator vanishes."""
        below = self.sign(tower, ratio.bottom)
        above = self.sign(tower, ratio.top) if below else None
        return None if above is None or not below else above * below


def rational_spot(names: Sequence[str], values: Sequence[Fraction]) -> Spot:
    """A point with rational coordinates."""
    return Spot(tuple(names), tuple(Closed(rational(value)) for value in values))


def simplest_between(left: Coordinate, right: Coordinate) -> Fraction:
    """The fraction with the smallest power of two below it between two numbers; raises TooHard for equal ones."""
    with flint.ctx.workprec(2 * NEAREST):
        low, high = left.ball(NEAREST).upper(), right.ball(NEAREST).lower()
        for bits in range(NEAREST):
            candidate = int((low * arb(2) ** bits).floor().fmpz()) + 1
            if high * arb(2) ** bits > candidate:
                return Fraction(candidate, 2**bits)
    raise TooHard("two numbers that cannot be told apart")
