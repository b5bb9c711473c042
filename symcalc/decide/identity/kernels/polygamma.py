"""Digamma and its derivatives: by whole steps, by reflection, by multiples of one argument, at 1 and 1/2 (DLMF 5.15).

psi_m(u) = psi_m(u + 1) - (-1)^m m!/u^(m+1)                            where the left side is defined
psi_m(1 - z) = (-1)^m (psi_m(z) + pi D^m cot(pi z))                    where neither is a pole
psi_m(k z) = k^-(m+1) sum of psi_m(z + j/k) for j < k, and log k for m = 0     where the left side is defined
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from flint import fmpq

from symcalc.decide.identity.kernels.circular import turn
from symcalc.decide.identity.kernels.exponential import logarithm
from symcalc.decide.identity.kernels.gamma import falls, is_pole, reciprocal_gamma
from symcalc.decide.identity.kernels.kernel import Ratio
from symcalc.decide.identity.kernels.opaque import opaque, pi
from symcalc.decide.identity.kernels.powers import power
from symcalc.decide.identity.kernels.stepping import MOST_STEPS, least_part, shifted, steps_to_top
from symcalc.decide.identity.kernels.tower import Tower

#: Derivatives of the cotangent of a higher order are not written out.
MOST_ORDER = 12


def polygamma(tower: Tower, order: Ratio, u: Ratio) -> Ratio:
    """The derivative of digamma, of a whole order; digamma for order 0."""
    m = tower.rational(order)
    tower.learn(reciprocal_gamma(tower, u), "!= 0")
    if m is None or m.denominator != 1 or not 0 <= m <= MOST_STEPS:
        return opaque(tower, "polygamma", (order, u))
    value = tower.rational(u)
    if value is not None and value.denominator <= 2 and abs(value) <= MOST_STEPS:
        return _at_number(tower, int(m), value)
    if m <= MOST_ORDER and falls(tower, u):
        mirrored = tower.subtract(tower.number(1), u)
        if is_pole(tower, mirrored) is False:
            both = tower.add(polygamma(tower, order, mirrored), _cotangent(tower, int(m), mirrored))
            return tower.negative(both) if m % 2 else both
    return _of_multiple(tower, int(m), u)


def _of_multiple(tower: Tower, m: int, u: Ratio) -> Ratio:
    k = least_part(tower, f"polygamma {m}", u)
    if k == 1:
        return _stepped(tower, m, u)
    least = tower.multiply(tower.number(Fraction(1, k)), u)
    shifts = (tower.add(least, tower.number(Fraction(j, k))) for j in range(k))
    total = tower.sum(_stepped(tower, m, one) for one in shifts)
    mean = tower.multiply(tower.number(Fraction(1, k ** (m + 1))), total)
    return mean if m else tower.add(mean, logarithm(tower, tower.number(k)))


def _stepped(tower: Tower, m: int, u: Ratio) -> Ratio:
    """The greatest argument in use, and the whole steps to it."""
    steps = steps_to_top(tower, f"polygamma {m}", u)
    top = opaque(tower, "polygamma", (tower.number(m), shifted(tower, u, steps)))
    return tower.subtract(top, tower.sum(_step(tower, m, shifted(tower, u, k)) for k in range(steps)))


def _step(tower: Tower, m: int, u: Ratio) -> Ratio:
    """`psi_m(u + 1) - psi_m(u)`."""
    return tower.multiply(tower.number((-1) ** m * factorial(m)), power(tower, u, -m - 1))


def _cotangent(tower: Tower, m: int, z: Ratio) -> Ratio:
    """`pi D^m cot(pi z)`, a polynomial in the cotangent: D cot(pi z) = -pi (1 + cot(pi z)^2)."""
    angle = turn(tower, tower.multiply(pi(tower), z))
    cotangent = tower.divide(angle.cosine, angle.sine)
    coefficients = [0, 1]
    for _ in range(m):
        slopes = [k * c for k, c in enumerate(coefficients)][1:]
        coefficients = [-a - b for a, b in zip([*slopes, 0, 0], [0, 0, *slopes], strict=True)]
    terms = (tower.multiply(tower.number(c), power(tower, cotangent, k)) for k, c in enumerate(coefficients) if c)
    return tower.multiply(power(tower, pi(tower), m + 1), tower.sum(terms))


# -- at numbers --------------------------------------------------------------------------------------------------------


def _at_number(tower: Tower, m: int, value: Fraction) -> Ratio:
    """At a whole or half number that is no pole, by whole steps from 1 or 1/2."""
    start = Fraction(1, value.denominator)
    steps = range(int(abs(value - start)))
    first = min(value, start)
    passed = tower.sum(_step(tower, m, tower.number(first + k)) for k in steps)
    return tower.add(_at_start(tower, m, value.denominator), passed if value > start else tower.negative(passed))


def _at_start(tower: Tower, m: int, parts: int) -> Ratio:
    """At 1; at 1/2 by the multiplication formula, as 2^(m+1) - 1 times that, less 2 log 2 for m = 0."""
    one = _zeta(m + 1) if m % 2 else None
    if one is None:
        known = opaque(tower, "polygamma", (tower.number(m), tower.number(1)))
    else:
        known = tower.multiply(tower.number(factorial(m) * one), power(tower, pi(tower), m + 1))
    if parts == 1:
        return known
    half = tower.multiply(tower.number(2 ** (m + 1) - 1), known)
    return half if m else tower.subtract(half, logarithm(tower, tower.number(4)))


def _zeta(s: int) -> Fraction:
    """The zeta function at an even number, over pi^s (DLMF 25.6.2).

    >>> _zeta(2), _zeta(4)
    (Fraction(1, 6), Fraction(1, 90))
    """
    bernoulli = fmpq.bernoulli(s)
    return abs(Fraction(int(bernoulli.p), int(bernoulli.q))) * Fraction(2 ** (s - 1), factorial(s))
