"""`(-1)^w` for an exponent w that has to be an integer: the cosine of pi w, over the least integer part of w in use."""

from __future__ import annotations

from fractions import Fraction

from symcalc.decide.identity.kernels.circular import turn
from symcalc.decide.identity.kernels.kernel import Ratio
from symcalc.decide.identity.kernels.opaque import pi
from symcalc.decide.identity.kernels.stepping import constant_term
from symcalc.decide.identity.kernels.tower import Tower, is_parity


def sign_of_power(tower: Tower, exponent: Ratio) -> Ratio:
    """1 or -1: the sign of a power of a negative base; the exponent is learnt to be an integer.

    Where 2w and 3w are integers, w is one, and `(-1)^(2w)` is 1.
    """
    tower.learn(exponent, "integer")
    constant = constant_term(tower, exponent)
    moving = tower.subtract(exponent, tower.number(constant))
    if constant.denominator != 1 or not moving.denominator.is_constant() or not moving.numerator:
        return _cosine(tower, exponent)
    leading = moving.numerator.leading_coefficient()
    slope = Fraction(int(leading.p), int(leading.q))
    direction = Ratio(moving.numerator / leading, tower.one)
    scale = tower.knowledge.scale(tower.knowledge.wholes, tower.key(direction.numerator), slope)
    least = tower.multiply(tower.number(scale), direction)
    tower.learn(least, "integer")
    sign = tower.number(-1 if constant % 2 else 1)
    return tower.multiply(sign, _cosine(tower, least)) if int(slope / scale) % 2 else sign


def _cosine(tower: Tower, whole: Ratio) -> Ratio:
    cosine = turn(tower, tower.multiply(whole, pi(tower))).cosine
    kernel = tower.single(cosine)
    if kernel is not None:
        tower.units.add(kernel.slot)
    return cosine


def without_parity(tower: Tower, base: Ratio, exponent: Ratio) -> tuple[Ratio | None, Ratio]:
    """Of `((-1)^n b)^m` for whole n and m: `(-1)^(n m)`, or None where there is no such factor, and b."""
    found: Ratio | None = None
    for kernel in [kernel for part in base for kernel in tower.used(part) if is_parity(kernel)]:
        if all(tower.common_divisor(part, tower.generator(kernel)).is_constant() for part in base):
            continue
        base = tower.multiply(base, tower.value(kernel))
        power = turn(tower, tower.multiply(kernel.arguments[0], exponent)).cosine
        found = power if found is None else tower.multiply(found, power)
    return found, base
