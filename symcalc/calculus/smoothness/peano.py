"""The arithmetic of Peano expansions: polynomials in the displacement with a remainder O(|h|^r)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

from symcalc.calculus.smoothness.forms import Form, Index, degree, divided, lower_order, product, total
from symcalc.calculus.smoothness.place import Place, tree_of
from symcalc.decide.sign.polynomials import Ratio, number
from symcalc.decide.sign.settle import Undecided
from symcalc.decide.sign.writer import Writer
from symcalc.record import record
from symcalc.syntax.tree import (
    Name,
)

#: Expansions are carried to this degree.
DEGREE: Final = 6
#: The order of what vanishes beyond all powers.
FLAT: Final = Fraction(10**6)
#: |log h| is at most |h| to minus this power; any positive number would do.
LITTLE: Final = Fraction(1, 1000)


@record
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


class Arithmetic:
    """Sums, products, quotients, powers and switches of expansions about one point."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.writer = Writer(place.constant_sign)
        self.size = len(place.variables)

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
        """The sum."""
        if a.pole or b.pole:
            raise Undecided
        return self.cleaned(total((a.form, b.form)), earlier(a.order, b.order))

    def scaled(self, a: Bound, factor: Ratio) -> Bound:
        """A multiple by a number."""
        form = {index: value * factor for index, value in a.form.items()}
        return Bound(form, a.order, a.pole * self.sign(factor) if a.pole else 0)

    def multiply(self, a: Bound, b: Bound) -> Bound:
        """The product; a pole times what has a limit other than 0 is a pole."""
        order = earlier(None if a.order is None else a.order + b.least, None if b.order is None else b.order + a.least)
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
            coefficient = taylor(value, k)
            if coefficient.top and self.sign(coefficient):
                result = self.add(result, self.scaled(power, coefficient))
        return self.cleaned(result.form, earlier(result.order, (k + 1) * small.least))

    def fractional(self, base: Bound, r: Fraction) -> Bound:
        """A power that is no small whole one."""
        value = base.form.get((0,) * self.size)
        if value is not None and (base.order is None or base.order > 0) and not base.pole:
            return self.compose(base, lambda c, k: self.writer.power(c, number(r - k)) * number(binomial(r, k)))
        if r < 0:
            return Bound({}, self._lower(base)[1] * r)
        try:
            direction, k = self._lower(base)
        except Undecided:
            return Bound({}, base.least * r)
        return Bound({}, base.least * r, lower=(direction, k * r))

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

    def common(self, a: Bound, b: Bound) -> Bound:
        """What holds of both: the polynomial as far as they agree."""
        if a.pole or b.pole:
            raise Undecided
        gap = self.add(a, self.scaled(b, number(-1)))
        return self.cleaned(a.form, earlier(earlier(a.order, b.order), None if gap.least == FLAT else gap.least))


def earlier(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    """The smaller of two remainders; None is none."""
    if a is None or b is None:
        return b if a is None else a
    return min(a, b)


def binomial(top: Fraction, k: int) -> Fraction:
    """The binomial coefficient of a fraction."""
    result = Fraction(1)
    for step in range(k):
        result = result * (top - step) / (step + 1)
    return result
