"""Derivatives of ratios of kernels, by the chain rule, and where they may fail to exist."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from symcalc.decide.identity.kernels.exponential import exponential, real_power
from symcalc.decide.identity.kernels.kernel import Kernel, Polynomial, Ratio
from symcalc.decide.identity.kernels.opaque import pi
from symcalc.decide.identity.kernels.polygamma import polygamma
from symcalc.decide.identity.kernels.tower import Tower


class Unknown(Exception):
    """A kernel without a derivative that is known here."""


class Differentiation:
    """The derivatives by one variable, each kernel's worked out once.

    `singular` collects polynomials: where none of them is zero, every kernel met is analytic in the variable.
    """

    def __init__(self, tower: Tower, name: str) -> None:
        self.tower = tower
        self.name = name
        self.singular: list[Polynomial] = []
        self._known: dict[int, Ratio] = {}

    def of(self, ratio: Ratio) -> Ratio:
        """The derivative of a ratio; raises `Unknown` where a kernel has none."""
        top, bottom = (self._of_polynomial(part) for part in ratio)
        if not bottom.numerator:
            return self.tower.divide(top, Ratio(ratio.denominator, self.tower.one))
        tower = self.tower
        product = tower.multiply(Ratio(ratio.numerator, tower.one), bottom)
        numerator = tower.subtract(tower.multiply(top, Ratio(ratio.denominator, tower.one)), product)
        return tower.divide(numerator, Ratio(tower.times(ratio.denominator, ratio.denominator), tower.one))

    def _of_polynomial(self, polynomial: Polynomial) -> Ratio:
        tower = self.tower
        parts = []
        for kernel in tower.used(polynomial):
            inner = self.of_kernel(kernel)
            if inner.numerator:
                slope = tower.reduce(polynomial.derivative(kernel.slot))
                parts.append(tower.multiply(Ratio(slope, tower.one), inner))
        return tower.sum(parts)

    def of_kernel(self, kernel: Kernel) -> Ratio:
        """The derivative of a kernel."""
        if kernel.slot not in self._known:
            self._known[kernel.slot] = self._of_kernel(kernel)
        return self._known[kernel.slot]

    def _of_kernel(self, kernel: Kernel) -> Ratio:
        tower = self.tower
        if kernel.kind == "name":
            return tower.number(1 if kernel.key == self.name else 0)
        if kernel.constant:
            return tower.number(0)
        for argument in kernel.arguments:
            if not argument.denominator.is_constant():
                self.singular.append(argument.denominator)
        inner = [self.of(argument) for argument in kernel.arguments]
        if kernel.kind == "rest":
            return self._of_function(kernel, inner)
        return RULES[kernel.kind](self, kernel, inner[0])

    def _of_function(self, kernel: Kernel, inner: list[Ratio]) -> Ratio:
        rule = FUNCTIONS.get(kernel.function)
        if rule is None:
            raise Unknown
        return rule(self, kernel, *inner)

    def multiply(self, *ratios: Ratio) -> Ratio:
        """The product of ratios."""
        return self.tower.product(ratios)


Rule = Callable[..., Ratio]


def _exp(by: Differentiation, kernel: Kernel, inner: Ratio) -> Ratio:
    return by.multiply(by.tower.value(kernel), inner)


def _sin(by: Differentiation, kernel: Kernel, inner: Ratio) -> Ratio:
    return by.multiply(_partner(by, "cos", kernel), inner)


def _cos(by: Differentiation, kernel: Kernel, inner: Ratio) -> Ratio:
    return by.tower.negative(by.multiply(_partner(by, "sin", kernel), inner))


def _partner(by: Differentiation, kind: str, kernel: Kernel) -> Ratio:
    partner = by.tower.find("cos" if kind == "cos" else "sin", kernel.key)
    if partner is None:
        raise Unknown
    return by.tower.value(partner)


def _log(by: Differentiation, kernel: Kernel, inner: Ratio) -> Ratio:
    by.singular.append(kernel.arguments[0].numerator)
    return by.tower.divide(inner, kernel.arguments[0])


def _root(by: Differentiation, kernel: Kernel, inner: Ratio) -> Ratio:
    under = kernel.arguments[0]
    by.singular.append(under.numerator)
    grown = by.multiply(by.tower.value(kernel), inner, by.tower.number(Fraction(1, kernel.degree)))
    return by.tower.divide(grown, under)


def _side(by: Differentiation, kernel: Kernel, inner: Ratio) -> Ratio:  # noqa: ARG001 (constant between the zeros)
    by.singular.append(kernel.arguments[0].numerator)
    return by.tower.number(0)


def _alias(by: Differentiation, kernel: Kernel, inner: Ratio) -> Ratio:  # noqa: ARG001 (the polynomial itself)
    return inner


RULES: Final[dict[str, Rule]] = {
    "exp": _exp,
    "sin": _sin,
    "cos": _cos,
    "log": _log,
    "root": _root,
    "side": _side,
    "alias": _alias,
}


def _arc_tangent(by: Differentiation, kernel: Kernel, inner: Ratio) -> Ratio:
    u = kernel.arguments[0]
    return by.tower.divide(inner, by.tower.add(by.tower.number(1), by.multiply(u, u)))


def _arc_sine(by: Differentiation, kernel: Kernel, inner: Ratio) -> Ratio:
    u = kernel.arguments[0]
    under = by.tower.subtract(by.tower.number(1), by.multiply(u, u))
    by.singular.append(under.numerator)
    return by.multiply(inner, real_power(by.tower, under, Fraction(-1, 2)))


def _direction(by: Differentiation, kernel: Kernel, inner_y: Ratio, inner_x: Ratio) -> Ratio:
    y, x = kernel.arguments
    if by.tower.possible(x) != {1}:
        by.singular.append(y.numerator)
    turned = by.tower.subtract(by.multiply(x, inner_y), by.multiply(y, inner_x))
    return by.tower.divide(turned, by.tower.add(by.multiply(x, x), by.multiply(y, y)))


def _error_function(by: Differentiation, kernel: Kernel, inner: Ratio) -> Ratio:
    u = kernel.arguments[0]
    bell = exponential(by.tower, by.tower.negative(by.multiply(u, u)))
    return by.multiply(by.tower.number(2), real_power(by.tower, pi(by.tower), Fraction(-1, 2)), bell, inner)


def _reciprocal_gamma(by: Differentiation, kernel: Kernel, inner: Ratio) -> Ratio:
    by.singular.append(by.tower.generator(kernel))
    psi = polygamma(by.tower, by.tower.number(0), kernel.arguments[0])
    return by.tower.negative(by.multiply(by.tower.value(kernel), psi, inner))


FUNCTIONS: Final[dict[str, Rule]] = {
    "atan": _arc_tangent,
    "asin": _arc_sine,
    "atan2": _direction,
    "erf": _error_function,
    "reciprocal gamma": _reciprocal_gamma,
}
