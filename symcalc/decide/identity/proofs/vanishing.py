"""Whether a polynomial in kernels is zero wherever its kernels are defined, though not the zero polynomial."""

from __future__ import annotations

from typing import Any

from symcalc.decide.identity.facts.learning import Facts
from symcalc.decide.identity.kernels.circular import turn
from symcalc.decide.identity.kernels.factors import primitive
from symcalc.decide.identity.kernels.kernel import Kernel, Polynomial, Ratio
from symcalc.decide.identity.kernels.opaque import pi
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import polynomial_tree
from symcalc.decide.identity.proofs.angles import by_angles
from symcalc.decide.sign import is_zero

#: Roots are squared away in turn, at most so many.
MOST_ROOTS = 4
MOST_EXPONENT = 32
#: Constants with more terms than this are not asked about.
MOST_CONSTANT_TERMS = 40


def vanishes(tower: Tower, facts: Facts, polynomial: Polynomial) -> str | None:
    """The method by which a polynomial is shown to be zero, or None."""
    if not polynomial:
        return "normal form"
    written, polynomial = polynomial, _modulo(tower, facts, _without_aliases(tower, polynomial))
    if not polynomial:
        return "normal form"
    if _constants_vanish(tower, polynomial):
        return "normal form with exact constants"
    if facts.signs(polynomial) == {0}:
        return "bounds"
    if _below_one(tower, facts, written, polynomial):
        return "bounds of an integer"
    if _by_squares(tower, facts, polynomial, MOST_ROOTS):
        return "squares"
    return "angles" if by_angles(tower, facts, polynomial) else None


def _modulo(tower: Tower, facts: Facts, polynomial: Polynomial) -> Polynomial:
    """The remainder by what is assumed to be zero: equations, and sin(pi w) and cos(pi w)^2 - 1 for integers w."""
    zeros = _zeros(tower, facts)
    for whole in facts.integers:
        angle = turn(tower, tower.multiply(whole, pi(tower)))
        zeros += [angle.sine.numerator, tower.times(angle.cosine.numerator, angle.cosine.numerator) - tower.one]
    for zero in zeros:
        if zero:
            tower.work.spend(len(polynomial) * len(zero))
            polynomial = tower.reduce(polynomial % zero)
    return polynomial


def _zeros(tower: Tower, facts: Facts) -> list[Polynomial]:
    """What is assumed to be zero or forced to be by the domains, and its roots."""
    zeros = [zero for zero in (*facts.zeros, *facts.forced()) if zero]
    squares = [tower.times(zero, zero) for zero in zeros]  # a relation may hide that these are zero too
    keys = {tower.key(primitive(zero)[1]) for zero in (*zeros, *squares) if zero}
    roots = (kernel for kernel in tower.kernels if kernel.kind == "root")
    return squares + zeros + [tower.generator(root) for root in roots if tower.key(root.arguments[0].numerator) in keys]


def _without_aliases(tower: Tower, polynomial: Polynomial) -> Polynomial:
    """Huge powers written out again where they cancel but for small ones."""
    for alias in [kernel for kernel in tower.used(polynomial) if kernel.kind == "alias"]:
        by_exponent = _coefficients(tower, polynomial, alias)
        exponents = sorted(by_exponent)
        least, widest = exponents[0], exponents[-1] - exponents[0]
        value = alias.arguments[0].numerator
        if not tower.affordable(value, widest):
            continue
        expanded = tower.constant(0)
        for exponent, coefficient in by_exponent.items():
            expanded += tower.times(coefficient, tower.raised(value, exponent - least))
        polynomial = tower.times(expanded, tower.generator(alias) ** least)
    return polynomial


def _coefficients(tower: Tower, polynomial: Polynomial, kernel: Kernel) -> dict[int, Polynomial]:
    """The polynomial by powers of one kernel."""
    terms: dict[int, dict[tuple[int, ...], Any]] = {}
    slot = kernel.slot
    for powers, coefficient in polynomial.to_dict().items():
        rest = (*powers[:slot], 0, *powers[slot + 1 :])
        terms.setdefault(int(powers[slot]), {})[rest] = coefficient
    return {exponent: tower.context.from_dict(rest) for exponent, rest in terms.items()}


# -- integers ----------------------------------------------------------------------------------------------------------


def _below_one(tower: Tower, facts: Facts, written: Polynomial, reduced: Polynomial) -> bool:
    """Whether a polynomial in integers, freed from its content, lies between -1 and 1; `reduced` has the same value."""
    if not all(map(tower.is_integer, tower.used(written))):
        return False
    content = primitive(written)[0]
    sizes = (each / tower.constant(content).leading_coefficient() for each in (written, reduced))
    return any(facts.signs(size + 1) == {1} and facts.signs(size - 1) == {-1} for size in sizes)


# -- constants ---------------------------------------------------------------------------------------------------------


def _constants_vanish(tower: Tower, polynomial: Polynomial) -> bool:
    """Whether every coefficient, as a polynomial in the kernels that are constants, is exactly zero."""
    constant = {kernel.slot for kernel in tower.used(polynomial) if kernel.constant}
    if not constant:
        return False
    groups: dict[tuple[int, ...], dict[tuple[int, ...], Any]] = {}
    for powers, coefficient in polynomial.to_dict().items():
        outer = tuple(0 if slot in constant else int(e) for slot, e in enumerate(powers))
        inner = tuple(e if slot in constant else 0 for slot, e in enumerate(powers))
        groups.setdefault(outer, {})[inner] = coefficient
    if any(len(terms) < 2 or len(terms) > MOST_CONSTANT_TERMS for terms in groups.values()):
        return False
    for terms in groups.values():
        tower.work.spend(2000)
        if not is_zero(polynomial_tree(tower, tower.context.from_dict(terms))):
            return False
    return True


# -- squares -----------------------------------------------------------------------------------------------------------


def _by_squares(tower: Tower, facts: Facts, polynomial: Polynomial, depth: int) -> bool:
    """`A + B r = 0` for a root r, where A and B r have opposite signs and `A^2 = B^2 r^2`."""
    if not polynomial or depth == 0:
        return not polynomial
    for root in [kernel for kernel in tower.used(polynomial) if kernel.kind == "root"]:
        parts = _coefficients(tower, polynomial, root)
        exponent = max(parts)
        if set(parts) != {0, exponent} or 2 * exponent % root.degree or exponent > MOST_EXPONENT:
            continue
        if not _opposite(tower, parts[0], parts[exponent]):
            continue
        square = tower.raised(tower.generator(root), 2 * exponent)
        norm = tower.times(parts[0], parts[0]) - tower.times(tower.times(parts[exponent], parts[exponent]), square)
        norm = _modulo(tower, facts, norm)
        if _constants_vanish(tower, norm) or _by_squares(tower, facts, norm, depth - 1):
            return True
    return False


def _opposite(tower: Tower, a: Polynomial, b: Polynomial) -> bool:
    """Whether one of two polynomials is >= 0 and the other <= 0."""
    signs_a, signs_b = tower.possible(Ratio(a, tower.one)), tower.possible(Ratio(b, tower.one))
    return (-1 not in signs_a and 1 not in signs_b) or (1 not in signs_a and -1 not in signs_b)
