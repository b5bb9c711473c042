"""Peano expansions: f(p + h) = polynomial in h + O(|h|^r), uniformly in all directions.

They prove differentiability where r > 1, also at corners and at removable poles: |xy| is O(|h|^2), and
x^2 y^2/(x^2 + y^2) is too, its denominator being at least |h|^2. The expansion says nothing of where f is defined;
that is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from typing import Final

from symcalc.calculus.smoothness.peano import DEGREE, FLAT, LITTLE, Arithmetic, Bound
from symcalc.calculus.smoothness.place import Place
from symcalc.calculus.smoothness.punctured import beyond
from symcalc.decide.ball.compile import parts
from symcalc.decide.domain.conditions import number as fraction
from symcalc.decide.germ.taylor import coefficients
from symcalc.decide.sign.polynomials import TooLarge, number
from symcalc.decide.sign.settle import Undecided
from symcalc.decide.sign.writer import NotWritten
from symcalc.syntax.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    names,
    open_children,
)

#: Functions that are bounded whatever their argument does.
_BOUNDED: Final = frozenset({"sin", "cos", "atan", "tanh", "sigmoid", "erf", "sign", "heaviside", "acot", "sech"})


def bound(function: Node, place: Place) -> Bound:
    """The Peano expansion of a function about a point; raises `Undecided` where none was found."""
    expander = _Expander(place)
    done: dict[int, Bound | Undecided] = {}
    for part in parts((function,)):
        try:
            done[id(part)] = expander.part(part, [done[id(child)] for child in open_children(part)])
        except Undecided as reason:
            done[id(part)] = reason
        except (TooLarge, NotWritten):
            done[id(part)] = Undecided()
    found = done[id(function)]
    if isinstance(found, Undecided):
        raise found
    return found


def direction(node: Node, place: Place) -> int | None:
    """The sign of an expression at all points near a point but not at it; None where that is not seen."""
    return _Expander(place).direction(node)


class _Expander(Arithmetic):
    """Expands one part over its expanded parts."""

    def part(self, node: Node, below: Sequence[Bound | Undecided]) -> Bound:
        if isinstance(node, Piecewise):
            return self._piecewise(node, below[::2])
        known: list[Bound] = []
        for one in below:
            if isinstance(one, Undecided):
                if isinstance(node, Call) and node.function in _BOUNDED:
                    return Bound({}, Fraction(0))
                raise one
            known.append(one)
        return self._known_part(node, known)

    def _known_part(self, node: Node, below: list[Bound]) -> Bound:
        match node:
            case Name(name) if name in self.place.variables:
                return self._variable(name)
            case Number() | Constant() | Name() | Call("rootof"):
                return self.constant(self.place.value(node))
            case Negative():
                return self.scaled(below[0], number(-1))
            case Sum():
                return reduce(self.add, below)
            case Product():
                return reduce(self.multiply, below)
            case Quotient():
                return self.divide(below[0], below[1])
            case Power(_, exponent):
                return self._power(exponent, below[0], below[1])
            case Call(function, arguments) if len(arguments) == 1:
                return self._call(function, below[0])
            case Call("min" | "max" as function):
                return reduce(lambda a, b: self._extreme(a, b, 1 if function == "max" else -1), below)
        raise Undecided

    def _power(self, exponent: Node, base: Bound, power: Bound) -> Bound:
        r = fraction(exponent)
        if r is None:
            if not names(exponent).isdisjoint(self.place.variables):
                return self._varying_power(base, power)
            r = self.place.value(exponent).rational()
        if r is None or (base.pole and r < 0):
            raise Undecided
        if r.denominator == 1 and 0 <= r <= DEGREE:
            return reduce(self.multiply, [base] * int(r), self.constant(number(1)))
        return self.fractional(base, r)

    def _varying_power(self, base: Bound, power: Bound) -> Bound:
        """A small base to an exponent near a positive number c: less than the base to c, less a little."""
        value = power.form.get((0,) * self.size)
        c = None if value is None or power.least < 0 else value.rational()
        if base.pole or base.least <= 0 or c is None or c <= LITTLE or (power.order is not None and power.order <= 0):
            raise Undecided
        return Bound({}, base.least * (c - LITTLE))

    def _call(self, function: str, a: Bound) -> Bound:
        if function in _BOUNDED and (a.pole or a.least < 0 or (a.order is not None and a.order <= 0)):
            return Bound({}, Fraction(0))
        if a.pole:
            return self._at_infinity(function, a)
        if function in SWITCHES:
            return SWITCHES[function](self, a)
        if function == "log" and (0,) * self.size not in a.form:
            self._lower(a)
            return Bound({}, -LITTLE)
        return self.compose(a, lambda c, k: coefficients(function, (), c, k, self.writer))

    def _at_infinity(self, function: str, a: Bound) -> Bound:
        if function == "exp" and a.pole < 0:
            return Bound({}, FLAT)
        raise Undecided

    def direction(self, node: Node) -> int | None:
        """The sign of an expression off the point, where that is seen."""
        try:
            return self._direction(bound(node, self.place))
        except Undecided:
            return None

    def _piecewise(self, node: Piecewise, values: Sequence[Bound | Undecided]) -> Bound:
        """What the pieces that reach the point have in common."""
        reached: list[Bound] = []
        for (_, condition), value in zip(node.pieces, values, strict=True):
            truth = beyond(condition, self.direction)
            if truth is False:
                continue
            if isinstance(value, Undecided):
                raise value
            reached.append(value)
            if truth is True:
                break
        return reduce(self.common, reached)


_ZERO: Final = Fraction(0)
_HALF: Final = Fraction(1, 2)
_ONE: Final = Fraction(1)


def _jump(_: _Expander, a: Bound) -> Bound:
    """A function that is bounded near every number."""
    if a.pole or a.least < 0 or (a.order is not None and a.order < 0):
        raise Undecided
    return Bound({}, Fraction(0))


SWITCHES: Final[dict[str, Callable[[_Expander, Bound], Bound]]] = {
    "abs": _Expander.absolute,
    "relu": _Expander.rectified,
    "sign": lambda e, a: e.step(a, (-_ONE, _ZERO, _ONE)),
    "heaviside": lambda e, a: e.step(a, (_ZERO, _HALF, _ONE)),
    "sqrt": lambda e, a: e.fractional(a, _HALF),
    "cbrt": _Expander.cube_root,
    **dict.fromkeys(("floor", "ceil", "acot"), _jump),
}
