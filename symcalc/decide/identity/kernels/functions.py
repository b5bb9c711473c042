"""The functions of the language as ratios of kernels, a line each where an identity says all."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Final

from symcalc.decide.identity.kernels import gamma
from symcalc.decide.identity.kernels.bessel import bessel
from symcalc.decide.identity.kernels.binomial import binomial
from symcalc.decide.identity.kernels.circular import turn
from symcalc.decide.identity.kernels.exponential import (
    absolute,
    cube_root,
    exponential,
    logarithm,
    real_power,
    signed_log,
)
from symcalc.decide.identity.kernels.floors import ceiling, floor_of
from symcalc.decide.identity.kernels.kernel import Ratio
from symcalc.decide.identity.kernels.knowledge import Nowhere
from symcalc.decide.identity.kernels.opaque import arc_sine, arc_tangent, direction, opaque, pi
from symcalc.decide.identity.kernels.polygamma import polygamma
from symcalc.decide.identity.kernels.settling import decided_sign
from symcalc.decide.identity.kernels.tower import Tower

Rule = Callable[..., Ratio]
HALF: Final = Fraction(1, 2)


def inverse(tower: Tower, u: Ratio) -> Ratio:
    """`1/u`; u is not zero wherever this is defined."""
    tower.learn(u, "!= 0")
    if not u.numerator:
        raise Nowhere
    return tower.invert(u)


def quotient(tower: Tower, a: Ratio, b: Ratio) -> Ratio:
    """`a/b`."""
    return tower.multiply(a, inverse(tower, b))


def reciprocal(rule: Rule) -> Rule:
    """One over a function."""
    return lambda tower, u: inverse(tower, rule(tower, u))


def of_reciprocal(rule: Rule) -> Rule:
    """A function of one over its argument."""
    return lambda tower, u: rule(tower, inverse(tower, u))


def log(tower: Tower, u: Ratio, base: Ratio | None = None) -> Ratio:
    """`log(u)` or `log(u, base)`."""
    value = signed_log(tower, u)
    return value if base is None else quotient(tower, value, signed_log(tower, base))


def log_of_number(base: int) -> Rule:
    """The logarithm to a fixed base."""
    return lambda tower, u: quotient(tower, log(tower, u), logarithm(tower, tower.number(base)))


def sqrt(tower: Tower, u: Ratio) -> Ratio:
    """`sqrt(u)`."""
    tower.learn(u, ">= 0")
    return real_power(tower, u, HALF)


def sine(tower: Tower, u: Ratio) -> Ratio:
    """`sin(u)`."""
    return turn(tower, u).sine


def cosine(tower: Tower, u: Ratio) -> Ratio:
    """`cos(u)`."""
    return turn(tower, u).cosine


def tangent(tower: Tower, u: Ratio) -> Ratio:
    """`sin(u)/cos(u)`."""
    angle = turn(tower, u)
    return quotient(tower, angle.sine, angle.cosine)


def cotangent(tower: Tower, u: Ratio) -> Ratio:
    """`cos(u)/sin(u)`."""
    angle = turn(tower, u)
    return quotient(tower, angle.cosine, angle.sine)


def arc_cosine(tower: Tower, u: Ratio) -> Ratio:
    """`pi/2 - asin(u)`."""
    return tower.subtract(_half_pi(tower), arc_sine(tower, u))


def arc_cotangent(tower: Tower, u: Ratio) -> Ratio:
    """`pi/2 - atan(u)` where u >= 0, `-pi/2 - atan(u)` where u < 0."""
    half = _half_pi(tower)
    return tower.subtract(half if decided_sign(tower, u) >= 0 else tower.negative(half), arc_tangent(tower, u))


def _half_pi(tower: Tower) -> Ratio:
    return tower.multiply(tower.number(HALF), pi(tower))


def _hyperbolic(tower: Tower, u: Ratio, sign: int) -> Ratio:
    """`(e^u + sign * e^-u) / 2`."""
    grown = exponential(tower, u)
    both = tower.add(grown, tower.multiply(tower.number(sign), tower.invert(grown)))
    return tower.multiply(tower.number(HALF), both)


def hyperbolic_sine(tower: Tower, u: Ratio) -> Ratio:
    """`(e^u - e^-u) / 2`."""
    return _hyperbolic(tower, u, -1)


def hyperbolic_cosine(tower: Tower, u: Ratio) -> Ratio:
    """`(e^u + e^-u) / 2`."""
    return _hyperbolic(tower, u, 1)


def hyperbolic_tangent(tower: Tower, u: Ratio) -> Ratio:
    """`(e^2u - 1) / (e^2u + 1)`."""
    square = exponential(tower, tower.add(u, u))
    one = tower.number(1)
    return tower.divide(tower.subtract(square, one), tower.add(square, one))


def _area(tower: Tower, u: Ratio, constant: int) -> Ratio:
    """`log(u + sqrt(u^2 + constant))`."""
    under = tower.add(tower.multiply(u, u), tower.number(constant))
    return logarithm(tower, tower.add(u, real_power(tower, under, HALF)))


def area_sine(tower: Tower, u: Ratio) -> Ratio:
    """`asinh(u) = log(u + sqrt(u^2 + 1))`."""
    return _area(tower, u, 1)


def area_cosine(tower: Tower, u: Ratio) -> Ratio:
    """`acosh(u) = log(u + sqrt(u^2 - 1))` for u >= 1."""
    tower.learn(tower.subtract(u, tower.number(1)), ">= 0")
    return _area(tower, u, -1)


def area_tangent(tower: Tower, u: Ratio) -> Ratio:
    """`atanh(u) = (log(1 + u) - log(1 - u)) / 2` for -1 < u < 1."""
    one = tower.number(1)
    above, below = tower.add(one, u), tower.subtract(one, u)
    difference = tower.subtract(signed_log(tower, above), signed_log(tower, below))
    return tower.multiply(tower.number(HALF), difference)


def sigmoid(tower: Tower, u: Ratio) -> Ratio:
    """`1 / (1 + e^-u)`."""
    grown = exponential(tower, u)
    return tower.divide(grown, tower.add(grown, tower.number(1)))


def softplus(tower: Tower, u: Ratio) -> Ratio:
    """`log(1 + e^u)`."""
    return logarithm(tower, tower.add(exponential(tower, u), tower.number(1)))


def relu(tower: Tower, u: Ratio) -> Ratio:
    """`(u + |u|) / 2`."""
    return tower.multiply(tower.number(HALF), tower.add(u, absolute(tower, u)))


def sign(tower: Tower, u: Ratio) -> Ratio:
    """-1, 0 or 1."""
    return tower.number(decided_sign(tower, u))


def heaviside(tower: Tower, u: Ratio) -> Ratio:
    """0, 1/2 or 1."""
    return tower.number(Fraction(1 + decided_sign(tower, u), 2))


def maximum(tower: Tower, *values: Ratio) -> Ratio:
    """The greatest: `(a + b + |a - b|) / 2` in turn."""
    return _extreme(tower, values, 1)


def minimum(tower: Tower, *values: Ratio) -> Ratio:
    """The least: `(a + b - |a - b|) / 2` in turn."""
    return _extreme(tower, values, -1)


def _extreme(tower: Tower, values: tuple[Ratio, ...], direction: int) -> Ratio:
    best = values[0]
    for value in values[1:]:
        gap = tower.multiply(tower.number(direction), absolute(tower, tower.subtract(best, value)))
        best = tower.multiply(tower.number(HALF), tower.sum([best, value, gap]))
    return best


def digamma(tower: Tower, u: Ratio) -> Ratio:
    """`polygamma(0, u)`."""
    return polygamma(tower, tower.number(0), u)


def error_function(tower: Tower, u: Ratio) -> Ratio:
    """`erf(u)`, a kernel."""
    return opaque(tower, "erf", (u,)) if u.numerator else u


def complementary_error_function(tower: Tower, u: Ratio) -> Ratio:
    """`1 - erf(u)`."""
    return tower.subtract(tower.number(1), error_function(tower, u))


FUNCTIONS: Final[dict[str, Rule]] = {
    "exp": exponential,
    "log": log,
    "log2": log_of_number(2),
    "log10": log_of_number(10),
    "sqrt": sqrt,
    "cbrt": cube_root,
    "abs": absolute,
    "sign": sign,
    "heaviside": heaviside,
    "relu": relu,
    "max": maximum,
    "min": minimum,
    "sigmoid": sigmoid,
    "softplus": softplus,
    "sin": sine,
    "cos": cosine,
    "tan": tangent,
    "sec": reciprocal(cosine),
    "csc": reciprocal(sine),
    "cot": cotangent,
    "asin": arc_sine,
    "acos": arc_cosine,
    "atan": arc_tangent,
    "acot": arc_cotangent,
    "atan2": direction,
    "asec": of_reciprocal(arc_cosine),
    "acsc": of_reciprocal(arc_sine),
    "sinh": hyperbolic_sine,
    "cosh": hyperbolic_cosine,
    "tanh": hyperbolic_tangent,
    "sech": reciprocal(hyperbolic_cosine),
    "csch": reciprocal(hyperbolic_sine),
    "coth": reciprocal(hyperbolic_tangent),
    "asinh": area_sine,
    "acosh": area_cosine,
    "atanh": area_tangent,
    "asech": of_reciprocal(area_cosine),
    "acsch": of_reciprocal(area_sine),
    "acoth": of_reciprocal(area_tangent),
    "digamma": digamma,
    "erf": error_function,
    "erfc": complementary_error_function,
    "reciprocal gamma": gamma.reciprocal_gamma,
    "gamma": gamma.gamma,
    "factorial": gamma.factorial_of,
    "beta": gamma.beta,
    "binomial": binomial,
    "polygamma": polygamma,
    "floor": floor_of,
    "ceil": ceiling,
    "besselj": bessel,
}
