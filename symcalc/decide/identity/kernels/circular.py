"""Sines and cosines: addition formulas over independent angles, fractions of pi in a cyclotomic field.

The angle is split into monomials m; `sin(c m)` is a polynomial in the sine and cosine of the smallest fraction of m
that occurs. A rational multiple of pi gives an element of the real subfield of the N-th roots of unity, over the one
kernel 2 cos(2 pi / N), which also holds the square roots of the primes that divide N (Gauss sums).
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import NamedTuple

from flint import fmpz_poly

from symcalc.decide.identity.kernels.exponents import parts
from symcalc.decide.identity.kernels.kernel import Kernel, Polynomial, Ratio
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import tree_of
from symcalc.decide.identity.work import OutOfWork
from symcalc.syntax.tree import Call, Constant, Product, Quotient, integer

#: Multiples of an angle beyond this, and roots of unity beyond this order, are given up.
MOST_MULTIPLE = 400
MOST_CONDUCTOR = 360


class Turn(NamedTuple):
    """The cosine and sine of one angle."""

    cosine: Ratio
    sine: Ratio


def turn(tower: Tower, angle: Ratio) -> Turn:
    """The cosine and sine of a ratio."""
    result = Turn(tower.number(1), tower.number(0))
    for part in parts(tower, angle):
        result = _added(tower, result, _part(tower, part.coefficient, part.monomial))
    return result


def _added(tower: Tower, a: Turn, b: Turn) -> Turn:
    """The cosine and sine of the sum of two angles."""
    cosine = tower.subtract(tower.multiply(a.cosine, b.cosine), tower.multiply(a.sine, b.sine))
    sine = tower.add(tower.multiply(a.sine, b.cosine), tower.multiply(a.cosine, b.sine))
    return Turn(cosine, sine)


def _multiple(tower: Tower, one: Turn, n: int) -> Turn:
    """The cosine and sine of a whole multiple of an angle, by doubling."""
    if abs(n) > MOST_MULTIPLE:
        raise OutOfWork
    if n < 0:
        one, n = Turn(one.cosine, tower.negative(one.sine)), -n
    result = Turn(tower.number(1), tower.number(0))
    for bit in f"{n:b}":
        result = _added(tower, result, result)
        if bit == "1":
            result = _added(tower, result, one)
    return result


def _part(tower: Tower, coefficient: Fraction, monomial: Ratio) -> Turn:
    kernel = tower.single(monomial)
    if kernel is not None and kernel.kind == "pi" and _is_coarse(tower, coefficient):
        return _fraction_of_pi(tower, coefficient)
    if kernel is not None and kernel.slot in tower.turns and coefficient.denominator == 1:
        return _multiple(tower, Turn(*tower.turns[kernel.slot]), int(coefficient))
    key = tower.ratio_key(monomial)
    if _whole_turns(tower, monomial):
        half_turns = tower.knowledge.scale(tower.knowledge.angles, key, Fraction(1))
        if half_turns.denominator == 1 and coefficient.denominator == 1:
            return Turn(_parity(tower, monomial) if coefficient % 2 else tower.number(1), tower.number(0))
        tower.learn(tower.divide(monomial, tower.value(tower.kernel("pi", "pi", Constant("pi")))), "integer")
    scale = tower.knowledge.scale(tower.knowledge.angles, key, coefficient)
    return _multiple(tower, _kernels(tower, key, scale, monomial), int(coefficient / scale))


def _whole_turns(tower: Tower, monomial: Ratio) -> bool:
    """Whether a monomial is pi times integers."""
    kernels = tower.used(monomial.numerator)
    others = [kernel for kernel in kernels if kernel.kind != "pi"]
    once = sum(int(monomial.numerator.degrees()[kernel.slot]) for kernel in kernels if kernel.kind == "pi") == 1
    return once and monomial.denominator.is_one() and all(tower.is_integer(kernel) for kernel in others)


def _parity(tower: Tower, monomial: Ratio) -> Ratio:
    """`cos(pi m)` for a product m of integers, which is 1 or -1; a power of an integer has its parity."""
    odd = monomial.numerator
    for kernel in tower.used(odd):
        odd = odd / tower.generator(kernel) ** (int(odd.degrees()[kernel.slot]) - 1)
    angle = Ratio(odd, tower.one)
    key = ("parity", tower.key(odd))
    kernel = tower.kernel("cos", key, Call("cos", (tree_of(tower, angle),)), (angle,))
    tower.relate(kernel, 2, tower.one)
    return tower.value(kernel)


def _kernels(tower: Tower, key: object, scale: Fraction, monomial: Ratio) -> Turn:
    """The pair of kernels of an angle."""
    angle = tower.multiply(tower.number(scale), monomial)
    tree = tree_of(tower, angle)
    cosine = tower.kernel("cos", key, Call("cos", (tree,)), (angle,))
    sine = tower.kernel("sin", key, Call("sin", (tree,)), (angle,))
    tower.relate(sine, 2, tower.one - tower.generator(cosine) ** 2)
    return Turn(tower.value(cosine), tower.value(sine))


# -- fractions of pi ---------------------------------------------------------------------------------------------------


def _is_coarse(tower: Tower, coefficient: Fraction) -> bool:
    """Whether the roots of unity in use, with those of a fraction of pi, have no very large order."""
    return lcm(tower.knowledge.conductor, 2 * coefficient.denominator) <= MOST_CONDUCTOR


def _fraction_of_pi(tower: Tower, coefficient: Fraction) -> Turn:
    """The cosine and sine of `coefficient * pi`."""
    n = tower.knowledge.cyclotomic(2 * coefficient.denominator)
    k = int(coefficient * n / 2)
    return Turn(cosine_of_turn(tower, k), cosine_of_turn(tower, k - n // 4))


def cosine_of_turn(tower: Tower, k: int) -> Ratio:
    """`cos(2 pi k / N)` for the N of the roots of unity in use."""
    n = tower.knowledge.conductor
    k %= n
    k = min(k, n - k)
    if 4 * k % n == 0:
        return tower.number(1 - 4 * k // n)
    value = fmpz_poly.chebyshev_t(k)
    unity = _unity(tower)
    half = tower.generator(unity) / 2
    result = tower.constant(0)
    for coefficient in reversed(value.coeffs()):
        result = tower.times(result, half) + tower.constant(int(coefficient))
    return Ratio(result, tower.one)


def _unity(tower: Tower) -> Kernel:
    """The kernel 2 cos(2 pi / N)."""
    n = tower.knowledge.conductor
    tree = Product((integer(2), Call("cos", (Quotient(Product((integer(2), Constant("pi"))), integer(n)),))))
    kernel = tower.kernel("unity", n, tree)
    minimal = fmpz_poly.cos_minpoly(n).coeffs()
    generator = tower.generator(kernel)
    lower = sum((int(c) * generator**i for i, c in enumerate(minimal[:-1])), tower.constant(0))
    tower.relate(kernel, len(minimal) - 1, -lower)
    return kernel


def root_of_prime(tower: Tower, p: int) -> Polynomial | None:
    """`sqrt(p)` as an element of the cyclotomic field in use, where it lies in it.

    A quadratic Gauss sum: the sum of (a/p) e^(2 pi i a / p) is sqrt(p), times i where p = 3 mod 4.
    """
    n = tower.knowledge.conductor
    if n == 4:
        return None
    if p == 2:
        return 2 * cosine_of_turn(tower, n // 8).numerator if n % 8 == 0 else None
    if n % p:
        return None
    shift = n // 4 if p % 4 == 3 else 0
    terms = [(_residue(a, p), cosine_of_turn(tower, a * n // p - shift).numerator) for a in range(1, p)]
    return sum((symbol * cosine for symbol, cosine in terms), tower.constant(0))


def _residue(a: int, p: int) -> int:
    """The Legendre symbol (a/p) of an odd prime that does not divide a, by Euler's criterion.

    >>> [_residue(a, 5) for a in range(1, 5)]
    [1, -1, -1, 1]
    """
    return 1 if pow(a, (p - 1) // 2, p) == 1 else -1
