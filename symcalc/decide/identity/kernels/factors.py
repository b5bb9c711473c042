"""Factors over the real numbers: polynomials split into irreducible ones, sines and cosines among their kernels.

A polynomial in `sin u` and `cos u` whose terms all have degrees of one parity is made homogeneous by
`1 = sin^2 + cos^2` and then factors like a polynomial in the tangent, without a point left out:
`1 + cos x = 2 cos^2(x/2)` once the angle is halved.
"""

from __future__ import annotations

from collections.abc import Hashable
from fractions import Fraction
from functools import reduce
from math import gcd, lcm
from typing import NamedTuple

from flint import fmpq, fmpz

from symcalc.decide.identity.kernels.kernel import Kernel, Polynomial, Ratio
from symcalc.decide.identity.kernels.knowledge import Refined
from symcalc.decide.identity.kernels.tower import Tower

#: Larger polynomials are taken as one factor, and larger integers keep what is left after small primes.
MOST_FACTORED_TERMS = 200
MOST_FACTORED_DEGREE = 60
MOST_FACTORED_BITS = 100
SMALL_PRIMES = 10_000
#: An angle is not halved more often than this.
MOST_HALVINGS = 4


class Factored(NamedTuple):
    """A rational number times powers of irreducible primitive polynomials with positive leading coefficients."""

    constant: Fraction
    parts: tuple[tuple[Polynomial, int], ...]


def factored(tower: Tower, ratio: Ratio, *, halve: bool = True) -> Factored:
    """The factors of a ratio that is not zero, those of the denominator with negative exponents."""
    top, bottom = (polynomial_factors(tower, part, halve=halve) for part in ratio)
    parts = top.parts + tuple((q, -exponent) for q, exponent in bottom.parts)
    return Factored(top.constant / bottom.constant, merged(tower, parts))


def merged(tower: Tower, parts: tuple[tuple[Polynomial, int], ...]) -> tuple[tuple[Polynomial, int], ...]:
    """The same product with each polynomial once."""
    together: dict[Hashable, tuple[Polynomial, int]] = {}
    for q, exponent in parts:
        key = tower.key(q)
        together[key] = (q, together.get(key, (q, 0))[1] + exponent)
    return tuple((q, exponent) for q, exponent in together.values() if exponent)


def polynomial_factors(tower: Tower, polynomial: Polynomial, *, halve: bool = True) -> Factored:
    """The factors of a polynomial that is not zero; angles are halved where that helps, if that is wanted."""
    if polynomial.is_constant():
        return Factored(_fraction(polynomial.leading_coefficient()), ())
    if tower.powers and (known := tower.powers.get(tower.key(polynomial))) is not None:
        base = polynomial_factors(tower, known[0], halve=halve)
        return Factored(base.constant ** known[1], tuple((q, exponent * known[1]) for q, exponent in base.parts))
    if len(polynomial) > MOST_FACTORED_TERMS or sum(map(int, polynomial.degrees())) > MOST_FACTORED_DEGREE:
        return _one_factor(polynomial) if len(polynomial) > 1 else _monomial_factors(tower, polynomial)
    homogeneous = _homogeneous(tower, polynomial, halve=halve)
    tower.work.spend(20 * len(homogeneous) + 10 * sum(map(int, homogeneous.degrees())))
    content, parts = homogeneous.factor()
    constant = _fraction(fmpq(content))
    reduced: list[tuple[Polynomial, int]] = []
    for q, exponent in parts:
        inner, rest = primitive(tower.reduce(q))
        constant *= inner ** int(exponent)
        if not rest.is_constant():
            reduced.append((rest, int(exponent)))
    return Factored(constant, merged(tower, tuple(reduced)))


def _one_factor(polynomial: Polynomial) -> Factored:
    constant, q = primitive(polynomial)
    return Factored(constant, ((q, 1),))


def _monomial_factors(tower: Tower, polynomial: Polynomial) -> Factored:
    degrees = [(slot, int(degree)) for slot, degree in enumerate(polynomial.degrees()) if degree]
    parts = tuple((tower.generators[slot], degree) for slot, degree in degrees)
    return Factored(_fraction(polynomial.leading_coefficient()), parts)


def primitive(polynomial: Polynomial) -> tuple[Fraction, Polynomial]:
    """A polynomial as a number times one with coprime integer coefficients, the leading one positive."""
    coefficients = polynomial.coeffs()
    top = reduce(gcd, (int(c.p) for c in coefficients))
    content = fmpq(top, reduce(lcm, (int(c.q) for c in coefficients)))
    if coefficients[0] < 0:
        content = -content
    return _fraction(content), polynomial / content


def _fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def primes(value: Fraction) -> tuple[tuple[int, int], ...]:
    """The prime factors of a positive fraction; what is too large to be factored stays whole.

    >>> primes(Fraction(12, 5))
    ((2, 2), (3, 1), (5, -1))
    """
    below = ((p, -exponent) for p, exponent in _integer_factors(value.denominator))
    return (*_integer_factors(value.numerator), *below)


def _integer_factors(n: int) -> list[tuple[int, int]]:
    limit = None if n.bit_length() <= MOST_FACTORED_BITS else SMALL_PRIMES
    return [(int(p), int(exponent)) for p, exponent in fmpz(n).factor(trial_limit=limit)] if n > 1 else []


# -- sines and cosines -------------------------------------------------------------------------------------------------


def _homogeneous(tower: Tower, polynomial: Polynomial, *, halve: bool) -> Polynomial:
    """The polynomial made homogeneous in each pair of a sine and a cosine; raises `Refined` to halve an angle."""
    for sine in [kernel for kernel in tower.kernels if kernel.kind == "sin"]:
        cosine = tower.find("cos", sine.key)
        if cosine is not None and any(polynomial.degrees()[kernel.slot] for kernel in (sine, cosine)):
            polynomial = _homogeneous_in(tower, polynomial, sine, cosine, halve=halve)
    return polynomial


def _homogeneous_in(tower: Tower, polynomial: Polynomial, sine: Kernel, cosine: Kernel, *, halve: bool) -> Polynomial:
    by_degree: dict[int, dict[tuple[int, ...], fmpq]] = {}
    for exponents, coefficient in polynomial.to_dict().items():
        by_degree.setdefault(int(exponents[sine.slot] + exponents[cosine.slot]), {})[exponents] = coefficient
    top = max(by_degree)
    if any((top - degree) % 2 for degree in by_degree):
        if halve:
            _halve(tower, sine)
        return polynomial
    one = tower.generator(sine) ** 2 + tower.generator(cosine) ** 2
    parts = [tower.context.from_dict(terms) * one ** ((top - d) // 2) for d, terms in by_degree.items()]
    return sum(parts[1:], parts[0])


def _halve(tower: Tower, sine: Kernel) -> None:
    """Have the tower built anew over half of an angle, unless it has been halved often."""
    knowledge = tower.knowledge
    done = knowledge.halvings.get(sine.key, 0)
    if done < MOST_HALVINGS and sine.key in knowledge.angles:
        knowledge.halvings[sine.key] = done + 1
        knowledge.angles[sine.key] /= 2
        raise Refined
