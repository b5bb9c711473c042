"""Peano expansions: f(p + h) = polynomial in h + O(|h|^r), uniformly in all directions.

They prove differentiability where r > 1, also at corners and at removable poles: |xy| is O(|h|^2), and
x^2 y^2/(x^2 + y^2) is too, its denominator being at least |h|^2. The expansion says nothing of where f is defined;
that is asked elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import Final

from symcalc.calculus.smoothness.forms import Form, Index, degree, divided, lower_order, product, total
from symcalc.calculus.smoothness.place import Place, tree_of
from symcalc.calculus.smoothness.punctured import beyond
from symcalc.decide.ball.compile import parts
from symcalc.decide.domain.conditions import number as fraction
from symcalc.decide.germ.taylor import coefficients
from symcalc.decide.sign.polynomials import Ratio, TooLarge, number
from symcalc.decide.sign.settle import Undecided
from symcalc.decide.sign.writer import NotWritten, Writer
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

#: Expansions are carried to this degree.
DEGREE: Final = 6
#: The order of what vanishes beyond all powers.
FLAT: Final = Fraction(10**6)
#: |log h| is at most |h| to minus this power; any positive number would do.
_LITTLE: Final = Fraction(1, 1000)
#: Functions that are bounded whatever their argument does.
_BOUNDED: Final = frozenset({"sin", "cos", "atan", "tanh", "sigmoid", "erf", "sign", "heaviside", "acot", "sech"})


@dataclass(frozen=True)
class Bound:
    """A polynomial in the displacement and the order of the remainder; `pole` is the sign of an infinity at the point.

    An order of None is no remainder. With a pole the expression is at least c/|h|^k in absolute value, some k > 0.
    `lower` is a pair of a sign and a k: the expression has that sign off the point, and is at least c |h|^k.
    """

    form: Form
    order: Fraction | None = None
    pole: int = 0
    lower: tuple[int, Fraction] | None = None

    @property
    def least(self) -> Fraction:
        """The expression is O(|h|^least)."""
        first = degree(self.form)
        if first is None:
            return FLAT if self.order is None else self.order
        return Fraction(first) if self.order is None else min(Fraction(first), self.order)


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


class _Expander:
    """Expands one part over its expanded parts."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.writer = Writer(place.constant_sign)
        self.size = len(place.variables)

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

    def sign(self, value: Ratio) -> int:
        """The sign of a coefficient; raises `Undecided`."""
        r = value.rational()
        found = (r > 0) - (r < 0) if r is not None else self.place.constant_sign(tree_of(value))
        if found is None:
            raise Undecided
        return found

    def cleaned(self, form: Form, order: Fraction | None) -> Bound:
        """Without zeros, and without what the remainder swallows."""
        if any(sum(index) > DEGREE for index in form):
            order = Fraction(DEGREE + 1) if order is None else min(order, Fraction(DEGREE + 1))
        kept = {index: value for index, value in form.items() if order is None or sum(index) < order}
        return Bound({index: value for index, value in kept.items() if value.top and self.sign(value)}, order)

    def constant(self, value: Ratio) -> Bound:
        """A number."""
        return self.cleaned({(0,) * self.size: value}, None)

    def _variable(self, name: str) -> Bound:
        index: Index = tuple(int(name == other) for other in self.place.variables)
        start = self.place.value(Name(name))
        return self.cleaned({(0,) * self.size: start, index: number(1)}, None)

    def add(self, a: Bound, b: Bound) -> Bound:
        if a.pole or b.pole:
            raise Undecided
        return self.cleaned(total((a.form, b.form)), _earlier(a.order, b.order))

    def scaled(self, a: Bound, factor: Ratio) -> Bound:
        form = {index: value * factor for index, value in a.form.items()}
        return Bound(form, a.order, a.pole * self.sign(factor) if a.pole else 0)

    def multiply(self, a: Bound, b: Bound) -> Bound:
        """The product; a pole times what has a limit other than 0 is a pole."""
        order = _earlier(None if a.order is None else a.order + b.least, None if b.order is None else b.order + a.least)
        cut = Fraction(DEGREE + 1) if order is None else min(order, Fraction(DEGREE + 1))
        exact = order is None and max(map(sum, a.form), default=0) + max(map(sum, b.form), default=0) <= DEGREE
        form = product(a.form, b.form, cut)
        found = self.cleaned(form, None if exact else cut if order is None else min(order, cut))
        if a.pole or b.pole:
            return Bound(found.form, found.order, self._pole(a, b))
        return found

    def _pole(self, a: Bound, b: Bound) -> int:
        signs = []
        for one in (a, b):
            value = one.form.get((0,) * self.size)
            signs.append(one.pole or (self.sign(value) if value is not None and one.least == 0 else 0))
        return signs[0] * signs[1]

    def divide(self, a: Bound, b: Bound) -> Bound:
        """The quotient; where both are small, what divides without remainder is taken out first."""
        if (0,) * self.size in b.form or b.order is not None or a.pole:
            return self.multiply(a, self.inverse(b))
        quotient, rest = divided(a.form, b.form)
        left = self.multiply(Bound(rest, a.order), self.inverse(b)) if rest or a.order is not None else Bound({})
        whole = self.cleaned(quotient, None)
        return self.add(whole, left) if quotient else left

    def inverse(self, a: Bound) -> Bound:
        """One over what is not 0 off the point, by a lower bound on its size."""
        value = a.form.get((0,) * self.size)
        if value is not None and (a.order is None or a.order > 0):
            return self.compose(a, lambda c, k: number((-1) ** k) / c ** (k + 1))
        direction, k = self._lower(a)
        return Bound({}, -k, direction)

    def _lower(self, a: Bound) -> tuple[int, Fraction]:
        """The sign of an expression off the point, and a k with |expression| >= c |h|^k."""
        if a.lower is not None:
            return a.lower
        found = lower_order(a.form, self.sign)
        if found is None or (a.order is not None and a.order <= found[1]):
            raise Undecided
        return found[0], Fraction(found[1])

    def compose(self, a: Bound, taylor: Callable[[Ratio, int], Ratio]) -> Bound:
        """A function that is analytic at the value, by its Taylor coefficients."""
        origin = (0,) * self.size
        if a.pole or (a.order is not None and a.order <= 0):
            raise Undecided
        value = a.form.get(origin, number(0))
        small = Bound({index: term for index, term in a.form.items() if index != origin}, a.order)
        result, power = self.constant(taylor(value, 0)), self.constant(number(1))
        if not small.form and small.order is None:
            return result
        k = 0
        while (k + 1) * small.least <= DEGREE:
            k += 1
            power = self.multiply(power, small)
            result = self.add(result, self.scaled(power, taylor(value, k)))
        return self.cleaned(result.form, _earlier(result.order, (k + 1) * small.least))

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
        if base.pole or base.least <= 0 or c is None or c <= _LITTLE or (power.order is not None and power.order <= 0):
            raise Undecided
        return Bound({}, base.least * (c - _LITTLE))

    def fractional(self, base: Bound, r: Fraction) -> Bound:
        """A power that is no small whole one."""
        value = base.form.get((0,) * self.size)
        if value is not None and (base.order is None or base.order > 0) and not base.pole:
            return self.compose(base, lambda c, k: self.writer.power(c, number(r - k)) * number(_binomial(r, k)))
        if r < 0:
            return Bound({}, self._lower(base)[1] * r)
        try:
            direction, k = self._lower(base)
        except Undecided:
            return Bound({}, base.least * r)
        return Bound({}, base.least * r, lower=(direction, k * r))

    def _call(self, function: str, a: Bound) -> Bound:
        if function in _BOUNDED and (a.pole or a.least < 0 or (a.order is not None and a.order <= 0)):
            return Bound({}, Fraction(0))
        if a.pole:
            return self._at_infinity(function, a)
        if function in SWITCHES:
            return SWITCHES[function](self, a)
        if function == "log" and (0,) * self.size not in a.form:
            self._lower(a)
            return Bound({}, -_LITTLE)
        return self.compose(a, lambda c, k: coefficients(function, (), c, k, self.writer))

    def _at_infinity(self, function: str, a: Bound) -> Bound:
        if function == "exp" and a.pole < 0:
            return Bound({}, FLAT)
        raise Undecided

    def absolute(self, a: Bound) -> Bound:
        """A definite expression or minus it; else as large as the expression."""
        direction = self._direction(a)
        return Bound({}, a.least) if direction is None else self.scaled(a, number(direction))

    def _direction(self, a: Bound) -> int | None:
        """The sign of an expression off the point, where that is seen."""
        value = a.form.get((0,) * self.size)
        if value is not None and (a.order is None or a.order > 0):
            return self.sign(value)
        if not a.form and a.order is None:
            return 0
        try:
            return self._lower(a)[0]
        except Undecided:
            return None

    def step(self, a: Bound, values: Sequence[Fraction]) -> Bound:
        """A function that jumps at 0."""
        direction = self._direction(a)
        return Bound({}, Fraction(0)) if direction is None else self.constant(number(values[direction + 1]))

    def rectified(self, a: Bound) -> Bound:
        """max(0, a)."""
        return self._extreme(a, self.constant(number(0)), 1)

    def _extreme(self, a: Bound, b: Bound, direction: int) -> Bound:
        """(a + b +- |a - b|)/2."""
        gap = self.absolute(self.add(a, self.scaled(b, number(-1))))
        both = self.add(self.add(a, b), self.scaled(gap, number(direction)))
        return self.scaled(both, number(Fraction(1, 2)))

    def cube_root(self, a: Bound) -> Bound:
        """The real cube root."""
        value = a.form.get((0,) * self.size)
        if value is not None and self.sign(value) < 0:
            return self.scaled(self.cube_root(self.scaled(a, number(-1))), number(-1))
        return self.fractional(a, Fraction(1, 3))

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
        return reduce(self._common, reached)

    def _common(self, a: Bound, b: Bound) -> Bound:
        """What holds of both: the polynomial as far as they agree."""
        if a.pole or b.pole:
            raise Undecided
        gap = self.add(a, self.scaled(b, number(-1)))
        return self.cleaned(a.form, _earlier(_earlier(a.order, b.order), None if gap.least == FLAT else gap.least))


def _earlier(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    if a is None or b is None:
        return b if a is None else a
    return min(a, b)


def _binomial(top: Fraction, k: int) -> Fraction:
    result = Fraction(1)
    for step in range(k):
        result = result * (top - step) / (step + 1)
    return result


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
