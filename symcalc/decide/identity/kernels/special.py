"""The gamma function and its kin, floors: functions with a recurrence by whole steps.

    1/gamma(u) = u * 1/gamma(u + 1)            everywhere, so 1/gamma is the kernel
    digamma(u) = digamma(u + 1) - 1/u          where the left side is defined
    floor(u + n) = floor(u) + n

Arguments that differ by whole numbers are brought to the greatest of them, never to a smaller one: a value at u says
that u is no pole, which a value at u + 1 does not.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import factorial, floor

from symcalc.decide.identity.kernels.circular import turn
from symcalc.decide.identity.kernels.exponential import real_power
from symcalc.decide.identity.kernels.kernel import Ratio
from symcalc.decide.identity.kernels.knowledge import Refined
from symcalc.decide.identity.kernels.opaque import leads_negative, opaque, pi
from symcalc.decide.identity.kernels.powers import power
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.work import OutOfWork

#: Arguments further apart than this are not brought together.
MOST_STEPS = 60


def reciprocal_gamma(tower: Tower, u: Ratio) -> Ratio:
    """`1/gamma(u)`, zero at the poles of gamma."""
    value = tower.rational(u)
    if value is not None and value.denominator <= 2 and abs(value) <= MOST_STEPS:
        return _reciprocal_gamma_of(tower, value)
    mirrored = _reflected(tower, u)
    if mirrored is not None:
        return mirrored
    steps = _steps_to_top(tower, "gamma", u)
    top = opaque(tower, "reciprocal gamma", (_shifted(tower, u, steps),))
    return tower.product([*(_shifted(tower, u, k) for k in range(steps)), top])


def _reflected(tower: Tower, u: Ratio) -> Ratio | None:
    """`1/gamma(u) = sin(pi v) gamma(v)/pi` for v = 1 - u where v is known to be no pole, and u falls."""
    moving = tower.subtract(u, tower.number(constant_term(tower, u)))
    if not leads_negative(moving):
        return None
    mirrored = tower.subtract(tower.number(1), u)
    inverse = reciprocal_gamma(tower, mirrored)
    if 0 in tower.possible(inverse):
        tower.asked[tower.key(inverse.numerator)] = inverse.numerator
        return None
    wave = turn(tower, tower.multiply(pi(tower), mirrored)).sine
    return tower.divide(wave, tower.multiply(pi(tower), inverse))


def _reciprocal_gamma_of(tower: Tower, value: Fraction) -> Ratio:
    """At a whole or half number: gamma(1/2) = sqrt(pi)."""
    if value.denominator == 1:
        return tower.number(0 if value <= 0 else Fraction(1, factorial(int(value) - 1)))
    half, product = Fraction(1, 2), Fraction(1)
    while value > half:
        value -= 1
        product /= value
    while value < half:
        product *= value
        value += 1
    return tower.multiply(tower.number(product), real_power(tower, pi(tower), Fraction(-1, 2)))


def gamma(tower: Tower, u: Ratio) -> Ratio:
    """`gamma(u)`, undefined at 0 and the negative integers."""
    inverse = reciprocal_gamma(tower, u)
    tower.learn(inverse, "!= 0")
    return tower.invert(inverse)


def factorial_of(tower: Tower, u: Ratio) -> Ratio:
    """`gamma(u + 1)`."""
    return gamma(tower, _shifted(tower, u, 1))


def beta(tower: Tower, a: Ratio, b: Ratio) -> Ratio:
    """`gamma(a) gamma(b) / gamma(a + b)`, zero at the poles of the last."""
    inverse = reciprocal_gamma(tower, tower.add(a, b))
    return tower.product([gamma(tower, a), gamma(tower, b), inverse])


def binomial(tower: Tower, n: Ratio, k: Ratio) -> Ratio:
    """A polynomial in n for a whole number k; the quotient of factorials where n is known to be no pole."""
    chosen = tower.rational(k)
    if chosen is not None and chosen.denominator == 1 and 0 <= chosen <= MOST_STEPS:
        falling = tower.product(_shifted(tower, n, -step) for step in range(int(chosen)))
        return tower.multiply(tower.number(Fraction(1, factorial(int(chosen)))), falling)
    top = reciprocal_gamma(tower, _shifted(tower, n, 1))
    if 0 in tower.possible(top):
        tower.asked[tower.key(top.numerator)] = top.numerator
        return opaque(tower, "binomial", (n, k))
    below = [reciprocal_gamma(tower, _shifted(tower, part, 1)) for part in (k, tower.subtract(n, k))]
    return tower.product([tower.invert(top), *below])


def polygamma(tower: Tower, order: Ratio, u: Ratio) -> Ratio:
    """The derivative of digamma, of a whole order; digamma for order 0."""
    m = tower.rational(order)
    tower.learn(reciprocal_gamma(tower, u), "!= 0")
    if m is None or m.denominator != 1 or not 0 <= m <= MOST_STEPS:
        return opaque(tower, "polygamma", (order, u))
    steps = _steps_to_top(tower, f"polygamma {m}", u)
    top = opaque(tower, "polygamma", (order, _shifted(tower, u, steps)))
    scale = tower.number((-1) ** int(m) * factorial(int(m)))
    passed = (tower.multiply(scale, _inverse_power(tower, _shifted(tower, u, k), int(m) + 1)) for k in range(steps))
    return tower.subtract(top, tower.sum(passed))


def _inverse_power(tower: Tower, u: Ratio, exponent: int) -> Ratio:
    return power(tower, u, -exponent)


def _shifted(tower: Tower, u: Ratio, steps: int) -> Ratio:
    return tower.add(u, tower.number(steps)) if steps else u


def _steps_to_top(tower: Tower, family: str, u: Ratio) -> int:
    """How far an argument lies below the greatest of its kind; raises `Refined` where it is greater."""
    constant = constant_term(tower, u)
    rest = tower.subtract(u, tower.number(constant))
    key = (family, constant % 1, tower.ratio_key(rest))
    top = tower.knowledge.shifts.setdefault(key, constant)
    if constant > top:
        tower.knowledge.shifts[key] = constant
        raise Refined
    if top - constant > MOST_STEPS:
        raise OutOfWork
    return int(top - constant)


def constant_term(tower: Tower, u: Ratio) -> Fraction:
    """The term without kernels of an argument that is a polynomial."""
    if not u.denominator.is_constant():
        return Fraction(0)
    value = u.numerator.to_dict().get((0,) * tower.knowledge.slots)
    return Fraction(0) if value is None else Fraction(int(value.p), int(value.q))


def floor_of(tower: Tower, u: Ratio) -> Ratio:
    """`floor(u)`, whole parts taken out."""
    if not u.denominator.is_constant():
        return _floor_of_fraction(tower, u)
    whole = tower.constant(0)
    for powers, coefficient in u.numerator.to_dict().items():
        monomial = tower.context.from_dict({powers: 1})
        if all(tower.is_integer(kernel) for kernel in tower.used(monomial)):
            whole += monomial * floor(Fraction(int(coefficient.p), int(coefficient.q)))
    rest = tower.subtract(u, Ratio(whole, tower.one))
    if (value := tower.rational(rest)) is not None:
        return Ratio(whole + tower.constant(floor(value)), tower.one)
    return tower.add(Ratio(whole, tower.one), _floor_of_multiple(tower, rest))


def _floor_of_fraction(tower: Tower, u: Ratio) -> Ratio:
    """The floor of a fraction, the whole number in its quotient taken out."""
    quotient = Ratio(u.numerator // u.denominator, tower.one)
    whole = floor(constant_term(tower, quotient))
    rest = tower.subtract(u, tower.number(whole))
    return tower.add(tower.number(whole), _floor(tower, rest))


def _floor(tower: Tower, u: Ratio) -> Ratio:
    """The kernel `floor(u)`, with `floor(u) <= u < floor(u) + 1`."""
    value = opaque(tower, "floor", (u,))
    tower.learn(tower.subtract(u, value), ">= 0")
    tower.learn(tower.subtract(tower.add(value, tower.number(1)), u), "> 0")
    return value


def _floor_of_multiple(tower: Tower, u: Ratio) -> Ratio:
    """`floor(k w)` as the sum of `floor(w + j/k)` for j < k, for the least w in use (Hermite's identity)."""
    constant = constant_term(tower, u)
    moving = tower.subtract(u, tower.number(constant))
    leading = moving.numerator.leading_coefficient()
    slope = Fraction(int(leading.p), int(leading.q))
    direction = Ratio(moving.numerator / leading, tower.one)
    key = (slope > 0, tower.key(direction.numerator))
    scale = tower.knowledge.scale(tower.knowledge.floors, key, slope)
    k = int(abs(slope) / scale)
    if k > MOST_STEPS:
        return _floor(tower, u)
    least = tower.multiply(direction, tower.number(scale if slope > 0 else -scale))
    steps = (_floor(tower, tower.add(least, tower.number((constant + j) / k))) for j in range(k))
    return tower.sum(steps)


def ceiling(tower: Tower, u: Ratio) -> Ratio:
    """The least integer that is not below."""
    return tower.negative(floor_of(tower, tower.negative(u)))


def bessel(tower: Tower, order: Ratio, u: Ratio) -> Ratio:
    """`besselj(n, u)`; of a whole order by those of order 0 and 1: J_n = 2 (n - 1)/u J_(n-1) - J_(n-2) off u = 0.

    `J_-n(u) = J_n(-u) = (-1)^n J_n(u)` for whole n.
    """
    n = tower.rational(order)
    if n is None or n.denominator != 1 or abs(n) > MOST_STEPS:
        return opaque(tower, "besselj", (order, u))
    if n < 0:
        positive = bessel(tower, tower.number(-n), u)
        return tower.negative(positive) if n % 2 else positive
    if leads_negative(u):
        mirrored = bessel(tower, order, tower.negative(u))
        return tower.negative(mirrored) if n % 2 else mirrored
    if n > 1 and 0 in tower.possible(u):
        tower.asked[tower.key(u.numerator)] = u.numerator
    if n <= 1 or 0 in tower.possible(u):
        return opaque(tower, "besselj", (order, u))
    low, high = (opaque(tower, "besselj", (tower.number(k), u)) for k in (0, 1))
    for k in range(1, int(n)):
        step = tower.multiply(tower.divide(tower.number(2 * k), u), high)
        low, high = high, tower.subtract(step, low)
    return high


FUNCTIONS: dict[str, Callable[..., Ratio]] = {
    "reciprocal gamma": reciprocal_gamma,
    "gamma": gamma,
    "factorial": factorial_of,
    "beta": beta,
    "binomial": binomial,
    "polygamma": polygamma,
    "floor": floor_of,
    "ceil": ceiling,
    "besselj": bessel,
}
