"""Functions as kernels of their own: inverse trigonometric functions, error function, Bessel functions, formal ones.

Two kernels of one function are one where their arguments are equal in normal form, up to the sign where the function
is odd.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import Final

from flint import arb

from symcalc.decide.ball import enclose
from symcalc.decide.identity.kernels.arctangents import Angles, split_arc_tangent
from symcalc.decide.identity.kernels.circular import Turn, turn
from symcalc.decide.identity.kernels.exponential import real_power
from symcalc.decide.identity.kernels.factors import primitive
from symcalc.decide.identity.kernels.kernel import Kernel, Ratio
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import tree_of
from symcalc.syntax.tree import Call, Constant

ODD: Final = frozenset({"asin", "atan", "erf"})
#: Inverse functions of numbers are sought among the multiples of pi over this.
TURN_PARTS: Final = 120


def opaque(tower: Tower, function: str, arguments: tuple[Ratio, ...]) -> Ratio:
    """A function of which only the name and the arguments are known."""
    if function in ODD and leads_negative(arguments[0]):
        return tower.negative(opaque(tower, function, (tower.negative(arguments[0]),)))
    known = _equal_kernel(tower, function, arguments)
    if known is not None:
        return tower.value(known)
    tree = Call(function, tuple(tree_of(tower, argument) for argument in arguments))
    key = (function, *(tower.ratio_key(argument) for argument in arguments))
    return tower.value(tower.kernel("rest", key, tree, arguments, function=function))


def leads_negative(ratio: Ratio) -> bool:
    """Whether a ratio is minus one that begins with a positive coefficient."""
    return bool(ratio.numerator) and ratio.numerator.leading_coefficient() < 0


def _equal_kernel(tower: Tower, function: str, arguments: tuple[Ratio, ...]) -> Kernel | None:
    """A kernel of the same function whose arguments are the same, though perhaps written otherwise."""
    for kernel in tower.kernels:
        if kernel.kind == "rest" and kernel.function == function and len(kernel.arguments) == len(arguments):
            pairs = zip(kernel.arguments, arguments, strict=True)
            if all(not tower.subtract(a, b).numerator for a, b in pairs):
                return kernel
    return None


# -- inverse trigonometric functions -----------------------------------------------------------------------------------


def arc_sine(tower: Tower, u: Ratio) -> Ratio:
    """`asin(u)`, with cos asin u = sqrt(1 - u^2)."""
    one = tower.number(1)
    tower.learn(tower.subtract(one, u), ">= 0")
    tower.learn(tower.add(one, u), ">= 0")
    known = _fraction_of_pi(tower, "asin", u)
    if known is not None:
        return known
    leg = _other_leg(tower, u)
    if leg is not None:
        return arc_tangent(tower, tower.divide(u, tower.number(leg)))
    value = opaque(tower, "asin", (u,))
    cosine = real_power(tower, tower.subtract(one, tower.multiply(u, u)), Fraction(1, 2))
    return _with_turn(tower, value, Turn(cosine, u))


def arc_tangent(tower: Tower, u: Ratio) -> Ratio:
    """`atan(u)`, with cos atan u = 1/sqrt(1 + u^2)."""
    known = _fraction_of_pi(tower, "atan", u)
    if known is not None:
        return known
    number = tower.rational(u)
    split = None if number is None else split_arc_tangent(number)
    if split is not None:
        return _sum_of_angles(tower, split)
    value = opaque(tower, "atan", (u,))
    cosine = real_power(tower, tower.add(tower.number(1), tower.multiply(u, u)), Fraction(-1, 2))
    return _with_turn(tower, value, Turn(cosine, tower.multiply(u, cosine)))


def _other_leg(tower: Tower, u: Ratio) -> Fraction | None:
    """`sqrt(1 - u^2)` of a number, where it is a fraction that is not 0."""
    number = tower.rational(u)
    square = None if number is None else 1 - number * number
    if square is None or square <= 0:
        return None
    leg = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    return leg if leg * leg == square else None


def _sum_of_angles(tower: Tower, split: Angles) -> Ratio:
    """Multiples of pi and of the arctangents of Gaussian primes."""
    terms = [tower.multiply(tower.number(split.turns), pi(tower))]
    for (a, b), times in split.primes:
        value = opaque(tower, "atan", (tower.number(Fraction(b, a)),))
        terms.append(tower.multiply(tower.number(times), value))
    return tower.sum(terms)


def direction(tower: Tower, y: Ratio, x: Ratio) -> Ratio:
    """`atan2(y, x)`, the angle of (x, y), undefined at the origin."""
    square = tower.add(tower.multiply(x, x), tower.multiply(y, y))
    tower.learn(square, "!= 0")
    y, x = _without_scale(tower, y, x)
    value = opaque(tower, "atan2", (y, x))
    length = tower.add(tower.multiply(x, x), tower.multiply(y, y))
    inverse = real_power(tower, length, Fraction(-1, 2))
    return _with_turn(tower, value, Turn(tower.multiply(x, inverse), tower.multiply(y, inverse)))


def _without_scale(tower: Tower, y: Ratio, x: Ratio) -> tuple[Ratio, Ratio]:
    """A direction without a positive factor that both coordinates have."""
    if not y.numerator or not x.numerator:
        return y, x
    scale = Ratio(tower.common_divisor(y.numerator, x.numerator), tower.one)
    scale = tower.multiply(scale, tower.number(abs(primitive(y.numerator)[0])))
    return (tower.divide(y, scale), tower.divide(x, scale)) if tower.possible(scale) == {1} else (y, x)


def _with_turn(tower: Tower, value: Ratio, angle: Turn) -> Ratio:
    """The value, its kernel noted as an angle with a known cosine and sine; minus a kernel turns the other way."""
    if value.numerator and value.numerator.leading_coefficient() < 0:
        kernel, angle = tower.single(tower.negative(value)), Turn(angle.cosine, tower.negative(angle.sine))
    else:
        kernel = tower.single(value)
    if kernel is not None:
        tower.turns.setdefault(kernel.slot, angle)
    return value


def _fraction_of_pi(tower: Tower, function: str, u: Ratio) -> Ratio | None:
    """The rational multiple of pi that an inverse function of a constant is, if it is a simple one."""
    if not u.numerator:
        return tower.number(0)
    if not tower.is_constant(u):
        return None
    ball = enclose(Call(function, (tree_of(tower, u),)))
    if not isinstance(ball, arb):
        return None
    multiple = _nearest(ball / arb.pi())
    if multiple is None:
        return None
    angle = tower.multiply(tower.number(multiple), pi(tower))
    cosine, sine = turn(tower, angle)
    image = sine if function == "asin" else tower.divide(sine, cosine) if cosine.numerator else None
    return angle if image is not None and not tower.subtract(image, u).numerator else None


def _nearest(ball: arb) -> Fraction | None:
    """The fraction over `TURN_PARTS` that a ball holds.

    >>> _nearest(arb(0.25, 1e-12)), _nearest(arb(0.251, 1e-12))
    (Fraction(1, 4), None)
    """
    scaled = (ball * TURN_PARTS).unique_fmpz()
    return None if scaled is None else Fraction(int(scaled), TURN_PARTS)


def pi(tower: Tower) -> Ratio:
    """The number pi."""
    return tower.value(tower.kernel("pi", "pi", Constant("pi"), constant=True))
