"""Bessel functions of the first kind: whole orders by two of them, half orders by sine and cosine (DLMF 10.6).

J_n(u) = 2 (n - 1)/u J_(n-1)(u) - J_(n-2)(u)                   off u = 0
J_-n(u) = J_n(-u) = (-1)^n J_n(u)                              for whole n
J_(1/2)(u) = sqrt(2/(pi u)) sin u,  J_(-1/2)(u) = sqrt(2/(pi u)) cos u         for u > 0
"""

from __future__ import annotations

from fractions import Fraction

from symcalc.decide.identity.kernels.circular import turn
from symcalc.decide.identity.kernels.exponential import real_power
from symcalc.decide.identity.kernels.kernel import Ratio
from symcalc.decide.identity.kernels.knowledge import Nowhere
from symcalc.decide.identity.kernels.opaque import leads_negative, opaque, pi
from symcalc.decide.identity.kernels.settling import decided_sign
from symcalc.decide.identity.kernels.stepping import MOST_STEPS
from symcalc.decide.identity.kernels.tower import Tower

HALF = Fraction(1, 2)


def bessel(tower: Tower, order: Ratio, u: Ratio) -> Ratio:
    """`besselj(n, u)`."""
    n = tower.rational(order)
    if n is None or n.denominator > 2 or abs(n) > MOST_STEPS:
        return opaque(tower, "besselj", (order, u))
    return _of_whole_order(tower, int(n), u) if n.denominator == 1 else _of_half_order(tower, n, u)


def _of_whole_order(tower: Tower, n: int, u: Ratio) -> Ratio:
    if n < 0:
        positive = _of_whole_order(tower, -n, u)
        return tower.negative(positive) if n % 2 else positive
    if leads_negative(u):
        mirrored = _of_whole_order(tower, n, tower.negative(u))
        return tower.negative(mirrored) if n % 2 else mirrored
    if n > 1 and 0 in tower.possible(u):
        tower.asked[tower.key(u.numerator)] = u.numerator
    if n <= 1 or 0 in tower.possible(u):
        return opaque(tower, "besselj", (tower.number(n), u))
    low, high = (opaque(tower, "besselj", (tower.number(k), u)) for k in (0, 1))
    return _upwards(tower, u, (low, high), Fraction(0), Fraction(n))


def _of_half_order(tower: Tower, order: Fraction, u: Ratio) -> Ratio:
    """Defined for u > 0, and at 0 for a positive order: 0."""
    tower.learn(u, ">= 0" if order > 0 else "> 0")
    sign = decided_sign(tower, u)
    if sign == 0 and order > 0:
        return tower.number(0)
    if sign <= 0:
        raise Nowhere
    front = real_power(tower, tower.divide(tower.number(2), tower.multiply(pi(tower), u)), HALF)
    sine, cosine = (tower.multiply(front, part) for part in (turn(tower, u).sine, turn(tower, u).cosine))
    if order > 0:
        return _upwards(tower, u, (cosine, sine), -HALF, order)
    mirrored = _upwards(tower, u, (tower.negative(sine), cosine), -HALF, -order)  # (-1)^k J_(-1/2 - k)
    return tower.negative(mirrored) if (-order - HALF) % 2 else mirrored


def _upwards(tower: Tower, u: Ratio, pair: tuple[Ratio, Ratio], first: Fraction, order: Fraction) -> Ratio:
    """`J_order` by the recurrence, from those of the order `first` and the next."""
    low, high = pair
    nu = first + 1
    while nu < order:
        step = tower.multiply(tower.divide(tower.number(2 * nu), u), high)
        low, high = high, tower.subtract(step, low)
        nu += 1
    return high if nu == order else low
