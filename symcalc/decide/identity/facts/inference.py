"""Signs of polynomials that follow from those of others: by a norm, as a product, as a sum of facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import NamedTuple

from symcalc.decide.identity.kernels.factors import primitive
from symcalc.decide.identity.kernels.kernel import Polynomial, Ratio
from symcalc.decide.identity.kernels.knowledge import ANY_SIGN, Signs
from symcalc.decide.identity.kernels.tower import Tower

#: How many facts may be added up, and how many are multiplied in pairs.
MOST_ADDED = 4
MOST_PAIRED = 6


class Known(NamedTuple):
    """A polynomial and the signs that it may have."""

    polynomial: Polynomial
    signs: Signs


def by_norm(tower: Tower, polynomial: Polynomial, ask: Callable[[Polynomial], Signs]) -> Signs:
    """Of `a + b r` with a square root r: the sign of b where `b^2 r^2 >= a^2`, of a where it is not."""
    for root in [kernel for kernel in tower.used(polynomial) if kernel.kind == "root"]:
        if root.degree != 2 or polynomial.degrees()[root.slot] != 1:
            continue
        b = polynomial.derivative(root.slot)
        a = polynomial - b * tower.generator(root)
        square = tower.times(tower.times(b, b), tower.reduce(tower.generator(root) ** 2))
        gap = ask(square - tower.times(a, a))
        if gap == {-1, 1}:
            return gap
        if gap <= {0, 1} or gap <= {-1, 0}:
            signs = ask(b if 1 in gap else a)
            return signs | {0} if 0 in gap else signs
    return ANY_SIGN


def by_products(tower: Tower, polynomial: Polynomial, known: Sequence[Known]) -> Signs:
    """Of a polynomial that is the product of two with known signs: `x^2 - 2 = (x - sqrt 2)(x + sqrt 2)`."""
    algebraic = any(kernel.slot in tower.relations for q, _ in known for kernel in tower.used(q))
    for (a, a_signs), (b, b_signs) in combinations(known[:MOST_PAIRED] if algebraic else (), 2):
        if tower.times(a, b) == polynomial:
            return frozenset(x * y for x in a_signs for y in b_signs)
    return ANY_SIGN


def by_sums(
    tower: Tower,
    polynomial: Polynomial,
    known: Sequence[Known],
    ask: Callable[[Polynomial], Signs],
    depth: int = MOST_ADDED,
) -> Signs:
    """{1} or {0, 1} where the polynomial is a sum of facts: `x - z = (x - y) + (y - z)`."""
    if depth == 0:
        return ANY_SIGN
    for fact, signs in _positive(known):
        rest = _without_leading(polynomial, fact)
        if rest is None or len(rest) > len(polynomial) + 2:
            continue
        tower.work.spend(len(polynomial))
        below = ask(rest)
        if -1 in below:
            below = by_sums(tower, rest, known, ask, depth - 1)
        if -1 not in below:
            return frozenset({1}) if 0 not in signs or 0 not in below else frozenset({0, 1})
    return ANY_SIGN


def _positive(known: Sequence[Known]) -> list[Known]:
    """What is known to be >= 0, turned round where it is known to be <= 0."""
    turned = [Known(-q, frozenset(-sign for sign in signs)) for q, signs in known if 1 not in signs]
    return [Known(q, signs) for q, signs in known if -1 not in signs] + turned


def _without_leading(polynomial: Polynomial, fact: Polynomial) -> Polynomial | None:
    """The polynomial less the positive multiple of a fact that takes its leading term away."""
    if not polynomial:
        return None
    coefficient = fact.to_dict().get(polynomial.monoms()[0])
    if coefficient is None:
        return None
    factor = polynomial.leading_coefficient() / coefficient
    return polynomial - fact * factor if factor > 0 else None


def exponent_of_quotient(tower: Tower, polynomial: Polynomial) -> Ratio | None:
    """Of `e^a - e^b`, as a difference of two monomials in exponentials: a - b, which has the same sign."""
    if len(polynomial) != 2 or polynomial.leading_coefficient() != 1 or polynomial.coeffs()[1] != -1:
        return None
    if any(kernel.kind != "exp" for kernel in tower.used(polynomial)):
        return None
    exponents = [_exponent(tower, powers) for powers in polynomial.monoms()]
    return tower.subtract(*exponents)


def arguments_of_logarithms(tower: Tower, polynomial: Polynomial) -> Polynomial | None:
    """Of `log|p| - log|q|` with p and q > 0: p - q, which has the same sign."""
    kernels = tower.used(polynomial)
    if len(kernels) != 2 or len(polynomial) != 2 or any(kernel.kind != "log" for kernel in kernels):
        return None
    first, second = (tower.generator(kernel) for kernel in kernels)
    p, q = (kernel.arguments[0].numerator for kernel in kernels)
    if tower.signs(p) != {1} or tower.signs(q) != {1} or polynomial not in (first - second, second - first):
        return None
    return p - q if polynomial == first - second else q - p


def _exponent(tower: Tower, powers: tuple[int, ...]) -> Ratio:
    """The exponent that a product of powers of exponentials has."""
    times = ((tower.at_slot(slot).arguments[0], int(power)) for slot, power in enumerate(powers) if power)
    return tower.sum(tower.multiply(tower.number(power), argument) for argument, power in times)


def of_integers(tower: Tower, ratio: Ratio) -> Known | None:
    """What follows where a polynomial in integers is positive: with whole coefficients it is at least 1."""
    if not ratio.denominator.is_constant() or not all(map(tower.is_integer, tower.used(ratio.numerator))):
        return None
    constant, size = primitive(ratio.numerator)
    return Known(size - 1, frozenset({0, 1})) if constant > 0 else Known(size + 1, frozenset({-1, 0}))
