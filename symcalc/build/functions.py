# ruff: noqa: ARG005 (every rule is given the function and all its arguments, and uses what it needs)
"""The functions of the language that SymPy has not, or has with another meaning on the real numbers.

Each class knows its exact values, its symmetries and its numerical value, and in
`rules` its partial derivative by each argument, given the applied function and its arguments.
A value that does not exist is `zoo`, which no expression of the language may hold: `build` refuses it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import mpmath
from sympy import Expr, Function, Pow, Rational, S, atan, exp, gamma, harmonic, log, pi, sign
from sympy.core.function import ArgumentIndexError

from symcalc.build.power import BITS
from symcalc.errors import Unsupported

#: The largest argument at which gamma, digamma and their kin are written out.
LARGEST_ARGUMENT = 2000

Rule = Callable[..., Expr]
Numerical = tuple[Callable[..., Any], tuple[Expr, ...]]


class RealFunction(Function):  # type: ignore[misc]  # SymPy is untyped
    """A function whose values are real and finite wherever it is defined."""

    is_real = True
    is_finite = True

    rules: ClassVar[tuple[Rule, ...]]

    def fdiff(self, argindex: int = 1) -> Expr:
        """The partial derivative by an argument, counted from 1, off the kinks and jumps."""
        if not 1 <= argindex <= len(self.args):
            raise ArgumentIndexError(self, argindex)
        return self.rules[argindex - 1](self, *self.args)


def _zero(_function: Expr, _argument: Expr) -> Expr:
    return S.Zero


def _no_formula(function: Expr, *_arguments: Expr) -> Expr:
    raise Unsupported(
        f"the derivative of {type(function).__name__.lower()} by its order has no formula in the language"
    )


class Cbrt(RealFunction):
    """The real cube root of any number.

    >>> Cbrt(S(-8)), Cbrt(S(2))
    (-2, 2**(1/3))
    """

    nargs = 1
    rules = (lambda f, x: 1 / (3 * f**2),)

    @classmethod
    def eval(cls, argument: Expr) -> Expr | None:
        """Exact cubes come out, and so does the sign."""
        if argument.is_nonnegative:
            return Pow(argument, Rational(1, 3))
        if argument.is_nonpositive or argument.could_extract_minus_sign():
            return -cls(-argument)
        coefficient, rest = argument.as_coeff_Mul()
        if coefficient is not S.One and (root := Pow(coefficient, Rational(1, 3))).is_Rational:
            return root * cls(rest)
        return argument.base ** (argument.exp / 3) if _is_cube(argument) else None

    def _eval_power(self, exponent: Expr) -> Expr | None:
        if exponent.is_Integer and exponent % 3 == 0:
            return self.args[0] ** (exponent / 3)
        return None

    def _eval_mpmath(self) -> Numerical:
        return lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x)), self.args


def _is_cube(argument: Expr) -> bool:
    return bool(argument.is_Pow and argument.exp.is_Integer and argument.exp % 3 == 0)


class Sigmoid(RealFunction):
    """`1/(1 + exp(-x))`.

    >>> Sigmoid(log(2))
    2/3
    """

    nargs = 1
    rules = (lambda f, x: f * (1 - f),)
    is_positive = True

    @classmethod
    def eval(cls, argument: Expr) -> Expr | None:
        """Exact where the exponential is a rational number."""
        decay = exp(-argument) if argument.is_number else None
        return 1 / (1 + decay) if decay is not None and decay.is_Rational else None

    def _eval_mpmath(self) -> Numerical:
        return lambda x: 1 / (1 + mpmath.exp(-x)), self.args


class Softplus(RealFunction):
    """`log(1 + exp(x))`.

    >>> Softplus(S.Zero)
    log(2)
    """

    nargs = 1
    rules = (lambda f, x: Sigmoid(x),)
    is_positive = True

    @classmethod
    def eval(cls, argument: Expr) -> Expr | None:
        """Exact where the exponential is a rational number."""
        growth = exp(argument) if argument.is_number else None
        return log(1 + growth) if growth is not None and growth.is_Rational else None

    def _eval_mpmath(self) -> Numerical:
        return lambda x: mpmath.log1p(mpmath.exp(x)), self.args


class Relu(RealFunction):
    """The larger of x and 0.

    >>> Relu(S(-3))
    0
    """

    nargs = 1
    rules = (lambda f, x: UnitStep(x),)
    is_nonnegative = True

    @classmethod
    def eval(cls, argument: Expr) -> Expr | None:
        """The argument or 0 where its sign is known."""
        if argument.is_nonnegative:
            return argument
        return S.Zero if argument.is_nonpositive else None

    def _eval_mpmath(self) -> Numerical:
        return lambda x: max(x, mpmath.mpf(0)), self.args


class UnitStep(RealFunction):
    """0 for negative numbers, 1 for positive ones, 1/2 at 0: Heaviside's function, as `heaviside` in the language.

    >>> UnitStep(S.Zero)
    1/2
    """

    nargs = 1
    rules = (_zero,)
    is_nonnegative = True

    @classmethod
    def eval(cls, argument: Expr) -> Expr | None:
        """The value where the sign of the argument is known."""
        if argument.is_zero:
            return S.Half
        if argument.is_positive:
            return S.One
        return S.Zero if argument.is_negative else None

    def _eval_mpmath(self) -> Numerical:
        return lambda x: (1 + mpmath.sign(x)) / 2, self.args


class Atan2(RealFunction):
    """The angle of the point (x, y) seen from the positive x axis; the first argument is y, as in every language.

    >>> Atan2(S.One, -S.One)
    3*pi/4
    """

    nargs = 2
    rules = (lambda f, y, x: x / (x**2 + y**2), lambda f, y, x: -y / (x**2 + y**2))

    @classmethod
    def eval(cls, y: Expr, x: Expr) -> Expr | None:
        """Exact where the quadrant is known."""
        if x.is_positive:
            return atan(y / x)
        if x.is_negative and (y.is_nonnegative or y.is_negative):
            return atan(y / x) + (pi if y.is_nonnegative else -pi)
        if x.is_zero:
            return S.ComplexInfinity if y.is_zero else pi * sign(y) / 2
        return None

    def _eval_mpmath(self) -> Numerical:
        return mpmath.atan2, self.args


class Beta(RealFunction):
    """`gamma(a)*gamma(b)/gamma(a + b)`.

    >>> Beta(S(2), S(3))
    1/12
    """

    nargs = 2
    rules = (lambda f, a, b: f * (Digamma(a) - Digamma(a + b)), lambda f, a, b: f * (Digamma(b) - Digamma(a + b)))

    @classmethod
    def eval(cls, a: Expr, b: Expr) -> Expr | None:
        """Exact at rational numbers where gamma is."""
        if not (a.is_Rational and b.is_Rational and abs(a) + abs(b) <= LARGEST_ARGUMENT):
            return None
        value = gamma(a) * gamma(b) / gamma(a + b)
        return None if value.has(gamma) else value

    def _eval_mpmath(self) -> Numerical:
        return mpmath.beta, self.args


class Digamma(RealFunction):
    """The logarithmic derivative of gamma; `digamma(1)` is minus Euler's constant.

    >>> Digamma(S(3))
    Digamma(1) + 3/2
    """

    nargs = 1
    rules = (lambda f, x: Polygamma(S.One, x),)

    @classmethod
    def eval(cls, argument: Expr) -> Expr | None:
        """Whole numbers are brought back to 1, so that equal values are the same object."""
        if not argument.is_Integer or argument is S.One or argument > LARGEST_ARGUMENT:
            return None
        return cls(S.One) + harmonic(argument - 1) if argument > 0 else S.ComplexInfinity

    def _eval_mpmath(self) -> Numerical:
        return mpmath.digamma, self.args


class Polygamma(RealFunction):
    """The n-th derivative of digamma.

    >>> Polygamma(S.Zero, S.One)
    Digamma(1)
    """

    nargs = 2
    rules = (_no_formula, lambda f, n, x: Polygamma(n + 1, x))

    @classmethod
    def eval(cls, order: Expr, argument: Expr) -> Expr | None:
        """The zeroth is digamma itself; there is none at 0 and the negative integers."""
        if order.is_zero:
            return Digamma(argument)
        known = order.is_number and (order.is_integer is False or order.is_negative)
        return S.ComplexInfinity if known or (argument.is_integer and argument.is_nonpositive) else None

    def _eval_mpmath(self) -> Numerical:
        return lambda order, x: mpmath.psi(int(order), x), self.args


class BesselJ(RealFunction):
    """The Bessel function of the first kind, `besselj(order, x)`.

    >>> BesselJ(S.Zero, S.Zero), BesselJ(S(2), S.Zero)
    (1, 0)
    """

    nargs = 2
    rules = (_no_formula, lambda f, n, x: (BesselJ(n - 1, x) - BesselJ(n + 1, x)) / 2)

    @classmethod
    def eval(cls, order: Expr, argument: Expr) -> Expr | None:
        """Exact at 0; a whole negative order is brought back to its positive."""
        if order.is_Integer and order.is_negative:
            return S.NegativeOne**order * cls(-order, argument)
        if argument.is_zero and order.is_nonnegative:
            return S.One if order.is_zero else (S.Zero if order.is_positive else None)
        return None

    def _eval_mpmath(self) -> Numerical:
        return mpmath.besselj, self.args


def small(argument: Expr) -> bool:
    """Whether gamma and its kin may be written out at an argument.

    >>> small(S(5)), small(S(10) ** 9)
    (True, False)
    """
    return not argument.is_Rational or bool(abs(argument) <= LARGEST_ARGUMENT)


def short(argument: Expr) -> bool:
    """Whether the whole part of a number has few enough digits to be computed."""
    if argument.is_Rational or not argument.is_number:
        return True
    value = argument.evalf(15)
    return bool(value.is_Float and mpmath.mag(mpmath.mpmathify(value)) <= BITS)
