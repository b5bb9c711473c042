"""The gamma function and its kin: by whole steps, by reflection, by multiples of one argument (DLMF 5.5, 5.15).

    1/gamma(u) = u / gamma(u + 1)                                everywhere, so 1/gamma is the kernel
    1/gamma(u) = sin(pi v) gamma(v)/pi                           for v = 1 - u, no pole
    1/gamma(k z) = (2 pi)^((k-1)/2) k^(1/2 - k z) times 1/gamma(z + j/k) for j < k      everywhere (Gauss)

Arguments that differ by whole numbers are brought to the greatest of them, never to a smaller one: a value at u says
that u is no pole, which a value at u + 1 does not.
"""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from symcalc.decide.identity.kernels.circular import turn
from symcalc.decide.identity.kernels.exponential import exponential, logarithm, real_power
from symcalc.decide.identity.kernels.kernel import Ratio
from symcalc.decide.identity.kernels.opaque import leads_negative, opaque, pi
from symcalc.decide.identity.kernels.settling import possible_signs
from symcalc.decide.identity.kernels.stepping import MOST_STEPS, constant_term, least_part, shifted, steps_to_top
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.syntax.tree import Call, Quotient, integer, rational

HALF = Fraction(1, 2)


def reciprocal_gamma(tower: Tower, u: Ratio) -> Ratio:
    """`1/gamma(u)`, zero at the poles of gamma."""
    value = tower.rational(u)
    if value is not None and abs(value) <= MOST_STEPS:
        return _of_number(tower, value)
    if tower.is_whole(u) and 1 not in tower.possible(u):
        return tower.number(0)
    mirrored = _reflected(tower, u)
    if mirrored is not None:
        return mirrored
    k = least_part(tower, "gamma", u)
    if k == 1:
        return _stepped(tower, u)
    least = tower.multiply(tower.number(Fraction(1, k)), u)
    scale = exponential(tower, tower.multiply(tower.subtract(tower.number(HALF), u), logarithm(tower, tower.number(k))))
    turns = real_power(tower, tower.multiply(tower.number(2), pi(tower)), Fraction(k - 1, 2))
    shifts = (tower.add(least, tower.number(Fraction(j, k))) for j in range(k))
    return tower.product([scale, turns, *(_stepped(tower, one) for one in shifts)])


def _stepped(tower: Tower, u: Ratio) -> Ratio:
    """The greatest argument in use, and the whole steps to it."""
    steps = steps_to_top(tower, "gamma", u)
    top = opaque(tower, "reciprocal gamma", (shifted(tower, u, steps),))
    return tower.product([*(shifted(tower, u, k) for k in range(steps)), top])


def is_pole(tower: Tower, u: Ratio) -> bool | None:
    """Whether gamma has a pole there; None where that is not known, and the question is noted."""
    inverse = reciprocal_gamma(tower, u)
    possible = possible_signs(tower, inverse)
    if possible == {0}:
        return True
    if 0 not in possible:
        return False
    tower.asked[tower.key(inverse.numerator)] = inverse.numerator
    return None


def falls(tower: Tower, u: Ratio) -> bool:
    """Whether an argument is a number less something that leads with a positive coefficient."""
    return leads_negative(tower.subtract(u, tower.number(constant_term(tower, u))))


def _reflected(tower: Tower, u: Ratio) -> Ratio | None:
    """The reflection of an argument that falls, where the other one is known to be no pole."""
    if not falls(tower, u):
        return None
    mirrored = tower.subtract(tower.number(1), u)
    if is_pole(tower, mirrored) is not False:
        return None
    wave = turn(tower, tower.multiply(pi(tower), mirrored)).sine
    return tower.divide(wave, tower.multiply(pi(tower), reciprocal_gamma(tower, mirrored)))


# -- at numbers --------------------------------------------------------------------------------------------------------


def _of_number(tower: Tower, value: Fraction) -> Ratio:
    """At a fraction: by that at one between 0 and 1."""
    if value.denominator == 1:
        return tower.number(0 if value <= 0 else Fraction(1, factorial(int(value) - 1)))
    product = Fraction(1)
    while value > 1:
        value -= 1
        product /= value
    while value < 0:
        product *= value
        value += 1
    return tower.multiply(tower.number(product), _of_proper(tower, value))


def _of_proper(tower: Tower, v: Fraction) -> Ratio:
    """Between 0 and 1: below 1/2 by reflection; by duplication over odd denominators, and below 1/4 over others."""
    if v == HALF:
        return real_power(tower, pi(tower), -HALF)
    if v > HALF:
        return tower.divide(_sine_over_pi(tower, v), _of_proper(tower, 1 - v))
    if v.denominator % 4 == 2:
        return tower.divide(_doubled(tower, v), _of_proper(tower, v + HALF))
    if v.denominator % 4 == 0 and v > Fraction(1, 4):
        z = HALF - v
        return tower.multiply(_sine_over_pi(tower, v), tower.divide(_of_proper(tower, z), _doubled(tower, z)))
    tree = Quotient(integer(1), Call("gamma", (rational(v),)))
    argument = tower.number(v)
    key = ("reciprocal gamma", tower.ratio_key(argument))
    return tower.value(tower.kernel("rest", key, tree, (argument,), function="reciprocal gamma"))


def _doubled(tower: Tower, z: Fraction) -> Ratio:
    """`1/(gamma(z) gamma(z + 1/2))` as `2^(2z - 1)/(sqrt(pi) gamma(2z))`."""
    scale = real_power(tower, tower.number(2), 2 * z - 1)
    return tower.product([scale, real_power(tower, pi(tower), -HALF), _of_proper(tower, 2 * z)])


def _sine_over_pi(tower: Tower, v: Fraction) -> Ratio:
    """`sin(pi v)/pi`, which is `1/(gamma(v) gamma(1 - v))`."""
    return tower.divide(turn(tower, tower.multiply(tower.number(v), pi(tower))).sine, pi(tower))


# -- functions of gamma ------------------------------------------------------------------------------------------------


def gamma(tower: Tower, u: Ratio) -> Ratio:
    """`gamma(u)`, undefined at 0 and the negative integers."""
    inverse = reciprocal_gamma(tower, u)
    tower.learn(inverse, "!= 0")
    return tower.invert(inverse)


def factorial_of(tower: Tower, u: Ratio) -> Ratio:
    """`gamma(u + 1)`."""
    return gamma(tower, shifted(tower, u, 1))


def beta(tower: Tower, a: Ratio, b: Ratio) -> Ratio:
    """`gamma(a) gamma(b) / gamma(a + b)`, zero at the poles of the last."""
    inverse = reciprocal_gamma(tower, tower.add(a, b))
    return tower.product([gamma(tower, a), gamma(tower, b), inverse])
