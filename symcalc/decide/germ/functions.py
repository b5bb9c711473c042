"""The other functions of asymptotic series: inverse and hyperbolic functions, gamma and its kin."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from symcalc.decide.germ.elementary import Elementary
from symcalc.decide.germ.series import NotDefined, Series
from symcalc.decide.sign.circular import multiple_of_pi
from symcalc.decide.sign.polynomials import number

_HALF: Final = Fraction(1, 2)


class Functions(Elementary):
    """The functions of the language on the series of one ring."""

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
