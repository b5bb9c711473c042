"""Floors: whole parts taken out, multiples of one argument by Hermite's identity, floors of floors.

    floor(u + n) = floor(u) + n                                    for whole n
    floor(k w) = sum of floor(w + j/k) for j < k                   (Hermite)
    floor((floor(v) + n)/k) = floor((v + n)/k)                     for whole n and a whole k > 0
    sum of floor((n + j)/k) for j < k = n                          for whole n

(Graham, Knuth, Patashnik, Concrete Mathematics, 3.11 and 3.26.)
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import product
from math import floor, lcm, prod

from flint import fmpq

from symcalc.decide.identity.kernels.kernel import Polynomial, Ratio
from symcalc.decide.identity.kernels.opaque import opaque
from symcalc.decide.identity.kernels.stepping import MOST_PARTS, MOST_STEPS, constant_term
from symcalc.decide.identity.kernels.tower import Tower

#: Polynomials in integers are tried at no more points.
MOST_VALUES = 200


def floor_of(tower: Tower, u: Ratio) -> Ratio:
    """`floor(u)`."""
    inner = _of_nested(tower, u)
    if inner is not None:
        return floor_of(tower, inner)
    value = _floor_of_parts(tower, u)
    if tower.rational(value) is None:
        tower.floors.append((value, u))
    return value


def ceiling(tower: Tower, u: Ratio) -> Ratio:
    """The least integer that is not below."""
    return tower.negative(floor_of(tower, tower.negative(u)))


def _floor_of_parts(tower: Tower, u: Ratio) -> Ratio:
    """The floor, whole parts taken out."""
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
    if takes_whole_values(tower, rest.numerator):
        return u
    return tower.add(Ratio(whole, tower.one), _floor_of_multiple(tower, rest))


def _floor_of_fraction(tower: Tower, u: Ratio) -> Ratio:
    """The floor of a fraction, the whole number in its quotient taken out."""
    quotient = Ratio(u.numerator // u.denominator, tower.one)
    whole = floor(constant_term(tower, quotient))
    rest = tower.subtract(u, tower.number(whole))
    return tower.add(tower.number(whole), _floor(tower, rest))


def _floor(tower: Tower, u: Ratio) -> Ratio:
    """The kernel `floor(u)`, with `floor(u) <= u < floor(u) + 1`; a number where u is known to lie beside 0."""
    for n in (0, -1):
        above, below = tower.subtract(u, tower.number(n)), tower.subtract(tower.number(n + 1), u)
        if -1 not in tower.possible(above) and tower.possible(below) == {1}:
            return tower.number(n)
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
    return tower.sum(_floor_of_least(tower, least, (constant + j) / k) for j in range(k))


# -- of integers -------------------------------------------------------------------------------------------------------


def _is_over_integers(tower: Tower, polynomial: Polynomial) -> bool:
    return all(map(tower.is_integer, tower.used(polynomial)))


def _parts(polynomial: Polynomial) -> int:
    """The common denominator of the coefficients."""
    return reduce(lcm, (int(c.q) for c in polynomial.coeffs()), 1)


def takes_whole_values(tower: Tower, polynomial: Polynomial) -> bool:
    """Whether a polynomial in integers is an integer throughout: it is if it is on a grid of its degrees (Polya 1915).

    `n (n + 1)/2` is.
    """
    if not _is_over_integers(tower, polynomial):
        return False
    degrees = {kernel.slot: int(polynomial.degrees()[kernel.slot]) for kernel in tower.used(polynomial)}
    if prod(degree + 1 for degree in degrees.values()) > MOST_VALUES:
        return False
    grid = product(*(range(degree + 1) for degree in degrees.values()))
    return all(_value(polynomial, dict(zip(degrees, values, strict=True))).q == 1 for values in grid)


def _value(polynomial: Polynomial, at: dict[int, int]) -> fmpq:
    """The value of a polynomial at whole numbers, by slot."""
    terms = polynomial.to_dict().items()
    return sum((c * prod(x ** int(powers[slot]) for slot, x in at.items()) for powers, c in terms), fmpq(0))


def _floor_of_least(tower: Tower, moving: Ratio, constant: Fraction) -> Ratio:
    """`floor(w + c)` for the least w in use; of a fraction n/k for whole n, only those with c = j/k for j < k - 1."""
    k = _parts(moving.numerator)
    if not _is_over_integers(tower, moving.numerator) or not 1 < k <= MOST_PARTS:
        return _floor(tower, tower.add(moving, tower.number(constant)))
    whole, j = divmod(floor(k * constant), k)
    if j < k - 1:
        return tower.add(tower.number(whole), _residue(tower, moving, j, k))
    below = tower.sum(_residue(tower, moving, i, k) for i in range(k - 1))
    total = tower.add(tower.number(whole), tower.multiply(tower.number(k), moving))
    return tower.subtract(total, below)


def _residue(tower: Tower, moving: Ratio, j: int, k: int) -> Ratio:
    return _floor(tower, tower.add(moving, tower.number(Fraction(j, k))))


# -- floors of floors --------------------------------------------------------------------------------------------------


def _of_nested(tower: Tower, u: Ratio) -> Ratio | None:
    """`(v + n)/k` for `(floor(v) + n)/k`, with the fewest floors left; None where an argument is not of this kind."""
    k = _parts(u.numerator)
    top, bottom = Ratio(u.numerator * k, tower.one), Ratio(u.denominator * k, tower.one)
    if not tower.is_whole(top) or not tower.is_whole(bottom) or tower.possible(bottom) != {1}:
        return None
    found, least = None, _count(tower, top)
    for value, argument in tower.floors:
        rest = tower.subtract(top, value)
        inner = tower.add(argument, rest)
        if tower.is_whole(rest) and _count(tower, inner) < least:
            found, least = tower.divide(inner, bottom), _count(tower, inner)
    return found


def _count(tower: Tower, ratio: Ratio) -> int:
    """How many floors occur."""
    return sum(kernel.function == "floor" for part in ratio for kernel in tower.used(part))
