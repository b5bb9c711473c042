"""Functions of asymptotic series: by Taylor's series where they are regular, at poles and infinity by their laws."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial
from typing import Final

from symcalc.decide.germ.series import CONSTANT, Exponent, NotDefined, Ring, Series, Unbounded, is_phase, times
from symcalc.decide.germ.taylor import coefficients
from symcalc.decide.germ.writing import series_tree
from symcalc.decide.sign.circular import multiple_of_pi
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


class Functions:
    """The functions of the language on the series of one ring."""

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

    def hyperbolic_tangent(self, a: Series) -> Series:
        """1 - 2/(e^2a + 1), by the side that decays."""
        if self.ring.lead_sign(a) < 0:
            return self.ring.negative(self.hyperbolic_tangent(self.ring.negative(a)))
        decayed = self.exponential(self.ring.scaled(a, number(-2)))
        one = self.one()
        return self.over(self.ring.add(one, self.ring.negative(decayed)), self.ring.add(one, decayed))

    def sigmoid(self, a: Series) -> Series:
        """1/(1 + e^-a), by the side that decays."""
        if self.ring.lead_sign(a) < 0:
            return self.ring.add(self.one(), self.ring.negative(self.sigmoid(self.ring.negative(a))))
        return self.over(self.one(), self.ring.add(self.one(), self.exponential(self.ring.negative(a))))

    def softplus(self, a: Series) -> Series:
        """log(1 + e^a), by the side that decays."""
        if self.ring.lead_sign(a) > 0:
            return self.ring.add(a, self.softplus(self.ring.negative(a)))
        return self.logarithm(self.ring.add(self.one(), self.exponential(a)))

    def arctangent(self, a: Series) -> Series:
        """atan, at infinity too."""
        growing, _, _ = self.split(a)
        if not growing:
            return self.regular("atan", a)
        quarter = self.ring.constant(multiple_of_pi(_HALF if self.ring.lead_sign(a) > 0 else -_HALF))
        return self.ring.add(quarter, self.ring.negative(self.regular("atan", self.ring.inverse(a))))

    def arcsine(self, a: Series) -> Series:
        """asin, at the ends of its domain by the root of what is left of 1."""
        value, _ = self.finite(a)
        side = value.rational()
        if side not in (1, -1):
            self._within_unit(a)
            return self.regular("asin", a)
        if side == -1:
            return self.ring.negative(self.arcsine(self.ring.negative(a)))
        gap = self.ring.scaled(self.ring.add(self.one(), self.ring.negative(a)), number(_HALF))
        inner = self.regular("asin", self.power(gap, _HALF))
        return self.ring.add(self.ring.constant(multiple_of_pi(_HALF)), self.ring.scaled(inner, number(-2)))

    def _within_unit(self, a: Series) -> None:
        if self.ring.lead_sign(self.ring.add(self.one(), self.ring.negative(self.ring.multiply(a, a)))) < 0:
            raise NotDefined

    def arccosine(self, a: Series) -> Series:
        """pi/2 - asin."""
        return self.ring.add(self.ring.constant(multiple_of_pi(_HALF)), self.ring.negative(self.arcsine(a)))

    def area_sine(self, a: Series) -> Series:
        """asinh, as log(a + sqrt(a^2 + 1)) for a >= 0."""
        if self.ring.lead_sign(a) < 0:
            return self.ring.negative(self.area_sine(self.ring.negative(a)))
        root = self.power(self.ring.add(self.ring.multiply(a, a), self.one()), _HALF)
        return self.logarithm(self.ring.add(a, root))

    def area_cosine(self, a: Series) -> Series:
        """acosh, as log(a + sqrt(a^2 - 1)) for a >= 1."""
        below = self.ring.add(a, self.ring.negative(self.one()))
        if self.ring.lead_sign(below) < 0:
            raise NotDefined
        root = self.power(self.ring.multiply(below, self.ring.add(a, self.one())), _HALF)
        return self.logarithm(self.ring.add(a, root))

    def area_tangent(self, a: Series) -> Series:
        """The inverse hyperbolic tangent."""
        up, down = self.ring.add(self.one(), a), self.ring.add(self.one(), self.ring.negative(a))
        both = self.ring.add(self.logarithm(up), self.ring.negative(self.logarithm(down)))
        return self.ring.scaled(both, number(_HALF))

    def cube_root(self, a: Series) -> Series:
        """The real cube root."""
        direction = self.ring.lead_sign(a)
        if direction == 0:
            return a
        size = self.power(a if direction > 0 else self.ring.negative(a), Fraction(1, 3))
        return size if direction > 0 else self.ring.negative(size)

    def gamma(self, a: Series) -> Series:
        """Gamma, near its poles by the functional equation."""
        value, _ = self.finite(a)
        pole = value.rational()
        if pole is None or pole.denominator != 1 or pole > 0:
            return self.regular("gamma", a)
        moved, product = a, self.one()
        for _ in range(1 - int(pole)):
            product = self.ring.multiply(product, moved)
            moved = self.ring.add(moved, self.one())
        return self.over(self.regular("gamma", moved), product)

    def digamma(self, a: Series) -> Series:
        """The derivative of log gamma, near its poles by the functional equation."""
        value, _ = self.finite(a)
        pole = value.rational()
        if pole is None or pole.denominator != 1 or pole > 0:
            return self.regular("digamma", a)
        moved, total = a, Series(())
        for _ in range(1 - int(pole)):
            total = self.ring.add(total, self.ring.negative(self.ring.inverse(moved)))
            moved = self.ring.add(moved, self.one())
        return self.ring.add(self.regular("digamma", moved), total)

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


ONE_ARGUMENT: Final[dict[str, Callable[[Functions, Series], Series]]] = {
    "exp": Functions.exponential,
    "log": Functions.logarithm,
    "log2": lambda f, a: f.over(f.logarithm(a), f.ring.constant(f.writer.logarithm(number(2)))),
    "log10": lambda f, a: f.over(f.logarithm(a), f.ring.constant(f.writer.logarithm(number(10)))),
    "sqrt": lambda f, a: f.power(a, _HALF),
    "cbrt": Functions.cube_root,
    "sin": lambda f, a: f.circular("sin", a),
    "cos": lambda f, a: f.circular("cos", a),
    "tan": lambda f, a: f.over(f.circular("sin", a), f.circular("cos", a)),
    "cot": lambda f, a: f.over(f.circular("cos", a), f.circular("sin", a)),
    "sec": lambda f, a: f.ring.inverse(f.circular("cos", a)),
    "csc": lambda f, a: f.ring.inverse(f.circular("sin", a)),
    "sinh": lambda f, a: f.halves(a, -1),
    "cosh": lambda f, a: f.halves(a, 1),
    "tanh": Functions.hyperbolic_tangent,
    "coth": lambda f, a: f.ring.inverse(f.hyperbolic_tangent(a)),
    "sech": lambda f, a: f.ring.inverse(f.halves(a, 1)),
    "csch": lambda f, a: f.ring.inverse(f.halves(a, -1)),
    "asin": Functions.arcsine,
    "acos": Functions.arccosine,
    "atan": Functions.arctangent,
    "asec": lambda f, a: f.arccosine(f.ring.inverse(a)),
    "acsc": lambda f, a: f.arcsine(f.ring.inverse(a)),
    "asinh": Functions.area_sine,
    "acosh": Functions.area_cosine,
    "atanh": Functions.area_tangent,
    "acoth": lambda f, a: f.area_tangent(f.ring.inverse(a)),
    "asech": lambda f, a: f.area_cosine(f.ring.inverse(a)),
    "acsch": lambda f, a: f.area_sine(f.ring.inverse(a)),
    "gamma": Functions.gamma,
    "factorial": lambda f, a: f.gamma(f.ring.add(a, f.one())),
    "digamma": Functions.digamma,
    "sigmoid": Functions.sigmoid,
    "softplus": Functions.softplus,
    "erf": lambda f, a: f.regular("erf", a),
}
