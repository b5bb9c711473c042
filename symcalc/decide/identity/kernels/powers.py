"""Whole powers of ratios; a power too large to expand stands over aliases of the irreducible factors."""

from __future__ import annotations

from symcalc.decide.identity.kernels.factors import polynomial_factors, primes
from symcalc.decide.identity.kernels.kernel import Kernel, Polynomial, Ratio
from symcalc.decide.identity.kernels.knowledge import Nowhere
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import polynomial_tree
from symcalc.decide.identity.work import OutOfWork

#: No exponent is longer than this, in bits.
EXPONENT_BITS = 200


def power(tower: Tower, ratio: Ratio, exponent: int) -> Ratio:
    """A ratio to a whole exponent; raises `Nowhere` for a negative power of zero.

    >>> from symcalc.decide.identity.kernels.knowledge import Knowledge
    >>> from symcalc.decide.identity.work import Work
    >>> tower = Tower(Knowledge(), Work(1000))
    >>> power(tower, tower.number(2), -3).numerator
    1/8
    """
    if exponent < 0:
        if not ratio.numerator:
            raise Nowhere
        return power(tower, tower.invert(ratio), -exponent)
    if exponent <= 1:
        return ratio if exponent else tower.number(1)
    if exponent.bit_length() > EXPONENT_BITS:
        raise OutOfWork
    top, bottom = (_polynomial_power(tower, part, exponent) for part in ratio)
    return tower.divide(top, bottom)


def _polynomial_power(tower: Tower, polynomial: Polynomial, exponent: int) -> Ratio:
    if not polynomial or polynomial.is_one():
        return Ratio(polynomial, tower.one)
    if tower.affordable(polynomial, exponent):
        return Ratio(_expanded(tower, polynomial, exponent), tower.one)
    constant, factors = polynomial_factors(tower, polynomial)
    numbers = [(tower.constant(p), e) for p, e in primes(abs(constant))]
    parts = [tower.constant(-1 if constant < 0 and exponent % 2 else 1), tower.one]
    for base, multiplicity in [*numbers, *factors]:
        below = multiplicity < 0
        parts[below] = tower.times(parts[below], _factor_power(tower, base, abs(multiplicity) * exponent))
    return tower.ratio(*parts)


def _expanded(tower: Tower, polynomial: Polynomial, exponent: int) -> Polynomial:
    """A power multiplied out; where relations could hide that it is one, the tower remembers it."""
    result = tower.raised(polynomial, exponent)
    if len(polynomial) > 1 and any(kernel.slot in tower.relations for kernel in tower.used(polynomial)):
        tower.powers.setdefault(tower.key(result), (polynomial, exponent))
    return result


def _factor_power(tower: Tower, base: Polynomial, exponent: int) -> Polynomial:
    if tower.affordable(base, exponent):
        return tower.raised(base, exponent)
    kernel = tower.single(Ratio(base, tower.one))
    if kernel is not None and kernel.kind in ("side", "root"):
        return _related_power(tower, kernel, exponent)
    if kernel is not None and kernel.slot not in tower.relations:
        raise OutOfWork
    tree = polynomial_tree(tower, base)
    alias = tower.kernel("alias", tower.key(base), tree, (Ratio(base, tower.one),))
    return tower.generator(alias) ** exponent


def _related_power(tower: Tower, kernel: Kernel, exponent: int) -> Polynomial:
    """A power of a side (its square is 1) or of a root (its power is the side times what stands under it)."""
    generator = tower.generator(kernel)
    if kernel.kind == "side":
        return generator ** (exponent % 2)
    degree, relation = tower.relations[kernel.slot]
    whole, rest = divmod(exponent, degree)
    under = generator**degree - relation
    return tower.times(_polynomial_power(tower, under, whole).numerator, generator**rest)
