"""The outer function of a composition at one value of the inner one: its value, and which way it goes from there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from symcalc.calculus.critical.composition.ranges import Unresolved
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.points.spots import Closed, Spot
from symcalc.calculus.critical.points.values import Height, height
from symcalc.calculus.critical.search.cuts import Piece, Unsplittable
from symcalc.calculus.critical.search.pieces import pieces
from symcalc.calculus.critical.search.stationary import Stationary, stationary
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.decide.sign import sign
from symcalc.record import record
from symcalc.syntax.tree import Node, substitute

#: Derivatives of higher order are not looked at.
HIGHEST = 12
FLIPPED = {"minimum": "maximum", "maximum": "minimum"}


@record
class Course:
    """How a function goes at a number: its value, and order and sign of its first derivative that is not 0."""

    height: Height
    order: int
    sign: int
    slope: Node | None  #: the first derivative, where it is the one

    @property
    def turns(self) -> bool:
        """Whether the function has an extremum there."""
        return self.order % 2 == 0

    def kind(self, inner: str) -> str:
        """The kind of the composition at a critical point of the inner function, by its kind there."""
        if self.turns:
            return "minimum" if self.sign > 0 else "maximum"
        return inner if self.sign > 0 else FLIPPED.get(inner, inner)

    def told(self, name: str, value: str) -> str:
        """The course in words."""
        if self.turns:
            side = "least" if self.sign > 0 else "greatest"
            return f"near {name} = {value} it is {side} there"
        return f"it {'rises' if self.sign > 0 else 'falls'} at {name} = {value}"


@record
class Outer:
    """A function of one variable."""

    function: Node
    name: str

    @cached_property
    def _pieces(self) -> Sequence[Piece]:
        try:
            return pieces(self.function)
        except Unsplittable as problem:
            raise Unresolved from problem

    def course(self, value: Node) -> Course | None:
        """How the function goes at a number; None where it is not defined there. Raises Unresolved."""
        piece = self._piece(value)
        if piece is None:
            return None
        try:
            system = stationary(piece.function, (), (self.name,))
            return self._course(system, piece, Spot((self.name,), (Closed(value),)))
        except (NotClosed, TooHard, ZeroDivisionError, ArithmeticError) as problem:
            raise Unresolved from problem

    def _course(self, system: Stationary, piece: Piece, spot: Spot) -> Course:
        for order in range(1, HIGHEST + 1):
            derivative = system.derivatives.by((order,))
            found = spot.sign_of(system.tower, derivative)
            if found is None:
                raise Unresolved
            if found:
                there = height(system.tower, system.function, spot, piece.function)
                slope = height(system.tower, derivative, spot, piece.function).node if order == 1 else None
                return Course(there, order, found, slope)
        raise Unresolved

    def _piece(self, value: Node) -> Piece | None:
        """The open piece that holds a number; None where no piece does. Raises Unresolved where pieces meet."""
        around = [piece for piece in self._pieces if self._holds(piece, value)]
        if not around:
            return None
        if len(around) > 1 or not around[0].open:
            raise Unresolved
        return around[0]

    def _holds(self, piece: Piece, value: Node) -> bool:
        def at(node: Node) -> int:
            found = sign(substitute(node, {self.name: value}))
            if found is None:
                raise Unresolved
            return found

        if any(at(node) for node in piece.zero):
            return False
        return all(at(node) > 0 for node in piece.positive) and all(at(node) for node in piece.nonzero)
