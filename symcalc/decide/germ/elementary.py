"""Elementary functions of asymptotic series: where they are regular by Taylor's series, at infinity by their laws."""

from __future__ import annotations

from fractions import Fraction
from math import factorial
from typing import Final

from symcalc.decide.germ.series import CONSTANT, Exponent, NotDefined, Ring, Series, Unbounded, is_phase, times
from symcalc.decide.germ.taylor import coefficients
from symcalc.decide.germ.writing import series_tree
from symcalc.decide.sign.constants import call
from symcalc.decide.sign.polynomials import Kernel, Ratio, number, of_kernel
from symcalc.decide.sign.settle import Undecided
from symcalc.decide.sign.writing import kernels
from symcalc.syntax.tree import Call

_HALF: Final = Fraction(1, 2)
_LOG: Final[Exponent] = (Fraction(0), Fraction(-1))
#: A function that vanishes beyond all powers counts as O(t^FLAT).
FLAT: Final = Fraction(10**6)
#: Higher powers go by their first term.
_MULTIPLIED: Final = 16


class Elementary:
    """Exponentials, logarithms, powers, sines and cosines of the series of one ring."""

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self.writer = ring.writer

    def one(self) -> Series:
        """The number 1."""
        return self.ring.constant(number(1))

    def split(self, a: Series) -> tuple[list[tuple[Exponent, Ratio]], Ratio, Series]:
        """What grows, the constant, and what tends to 0; raises `Undecided` where the constant is not known."""
        if not a.known_to(CONSTANT):
            raise Undecided
        growing = [term for term in a.terms if term[0] < CONSTANT]
        small = tuple(term for term in a.terms if term[0] > CONSTANT)
        return growing, a.coefficient(CONSTANT), Series(small, a.order)

    def finite(self, a: Series) -> tuple[Ratio, Series]:
        """The limit and the rest; raises `Undecided` where there is none."""
        growing, value, small = self.split(a)
        if growing or any(is_phase(kernel.meaning) for kernel in kernels(value.top)):
            raise Undecided
        return value, small

    def exponential(self, a: Series) -> Series:
        """exp, where it does not outgrow every power."""
        growing, value, small = self.split(a)
        front = (CONSTANT, self.writer.exponential(value))
        if growing:
            exponent, factor = growing[0]
            if exponent == _LOG:
                front = ((-_rational(factor), Fraction(0)), front[1])
            elif exponent < _LOG:
                if self.ring.lead_sign(a) > 0:
                    raise Unbounded
                return self.ring.remainder((FLAT, Fraction(0)))
            else:
                raise Undecided
        body = self.ring.compose(lambda k: number(Fraction(1, factorial(k))), small)
        return self.ring.shifted(body, *front)

    def logarithm(self, a: Series) -> Series:
        """The logarithm of what is positive."""
        self._positive(a)
        exponent, value, rest = self.ring.without_lead(a)
        if exponent[1]:
            raise Undecided  # log log
        head = [(CONSTANT, self.writer.logarithm(value)), (_LOG, number(-exponent[0]))]
        body = self.ring.compose(lambda k: number(Fraction((-1) ** (k + 1), k) if k else 0), rest)
        return self.ring.add(self.ring.series(head), body)

    def _positive(self, a: Series) -> None:
        if self.ring.lead_sign(a) <= 0:
            raise NotDefined

    def power(self, a: Series, exponent: Fraction) -> Series:
        """A rational power; of a negative function only a whole one."""
        if exponent.denominator == 1:
            return self.whole_power(a, int(exponent))
        direction = self.ring.lead_sign(a)
        if direction < 0 or (direction == 0 and exponent < 0):
            raise NotDefined
        if direction == 0:
            return Series(())
        first, value, rest = self.ring.without_lead(a)
        head = self.writer.power(value, number(exponent))
        body = self.ring.compose(lambda k: number(_binomial(exponent, k)), rest)
        return self.ring.shifted(body, times(first, exponent), head)

    def whole_power(self, a: Series, n: int) -> Series:
        """A whole power; of 0 a positive one only."""
        if n < 0:
            return self.ring.inverse(self.whole_power(a, -n))
        if n == 0:
            if a.exactly_zero:
                raise NotDefined
            if not a.terms:
                raise Undecided
            return self.one()
        if n > _MULTIPLIED:
            return self.power_by_log(a, n)
        result = a
        for _ in range(n - 1):
            result = self.ring.multiply(result, a)
        return result

    def power_by_log(self, a: Series, n: int) -> Series:
        """A high power, by its first term."""
        if a.exactly_zero:
            return a
        first, value, rest = self.ring.without_lead(a)
        body = self.ring.compose(lambda k: number(_binomial(Fraction(n), k)), rest)
        return self.ring.shifted(body, times(first, n), value**n)

    def general_power(self, base: Series, exponent: Series) -> Series:
        """`x^y` for an exponent that varies, or is no fraction: x > 0, or 0 with y > 0."""
        if base.exactly_zero:
            if self.ring.lead_sign(exponent) > 0:
                return base
            raise NotDefined
        if self.ring.lead_sign(base) < 0:
            self._not_whole(exponent)
        return self.exponential(self.ring.multiply(exponent, self.logarithm(base)))

    def _not_whole(self, exponent: Series) -> None:
        """An exponent that varies is no integer for small t, so a negative base has no power."""
        if len(exponent.terms) > 1 or exponent.order is not None:
            raise NotDefined
        raise Undecided

    def circular(self, name: str, a: Series) -> Series:
        """Sine or cosine; of an angle that grows, a letter of its own."""
        growing, value, small = self.split(a)
        if not growing:
            return self._circular_near(name, value, small)
        phase = series_tree(growing)
        self.ring.oscillates = True
        rest = self.ring.add(self.ring.constant(value), small)
        s, c = (self.ring.constant(of_kernel(Kernel(f, ("phase", phase), Call(f, (phase,))))) for f in ("sin", "cos"))
        s_rest, c_rest = self.circular("sin", rest), self.circular("cos", rest)
        if name == "sin":
            return self.ring.add(self.ring.multiply(s, c_rest), self.ring.multiply(c, s_rest))
        return self.ring.add(self.ring.multiply(c, c_rest), self.ring.negative(self.ring.multiply(s, s_rest)))

    def _circular_near(self, name: str, value: Ratio, small: Series) -> Series:
        sine, cosine = self.writer.circular("sin", value), self.writer.circular("cos", value)
        if sine is None or cosine is None:
            sine, cosine = (call(self.writer, f, value) for f in ("sin", "cos"))
        cycle = (sine, cosine, -sine, -cosine)
        start = 0 if name == "sin" else 1
        return self.ring.compose(lambda k: cycle[(start + k) % 4] * number(Fraction(1, factorial(k))), small)

    def over(self, top: Series, bottom: Series) -> Series:
        """A quotient."""
        return self.ring.divide(top, bottom)

    def halves(self, a: Series, direction: int) -> Series:
        """(e^a + e^-a) / 2, or the difference."""
        up, down = self.exponential(a), self.exponential(self.ring.negative(a))
        joined = self.ring.add(up, down if direction > 0 else self.ring.negative(down))
        return self.ring.scaled(joined, number(_HALF))

    def regular(self, name: str, *arguments: Series) -> Series:
        """A function that is analytic at the limits of its arguments; all but the last are constants."""
        *fixed, last = arguments
        parameters = [self._exact(argument) for argument in fixed]
        value, small = self.finite(last)
        return self.ring.compose(lambda k: coefficients(name, tuple(parameters), value, k, self.writer), small)

    def _exact(self, a: Series) -> Ratio:
        value, small = self.finite(a)
        if not small.exactly_zero:
            raise Undecided
        return value


def _rational(value: Ratio) -> Fraction:
    found = value.rational()
    if found is None:
        raise Undecided
    return found


def _binomial(top: Fraction, k: int) -> Fraction:
    result = Fraction(1)
    for step in range(k):
        result = result * (top - step) / (step + 1)
    return result
