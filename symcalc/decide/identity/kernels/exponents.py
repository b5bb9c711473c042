"""Exponents and angles split into monomials, so that e^(x + y) and e^x e^y are the same monomial of kernels.

An exponent is a polynomial and a proper fraction, its numerator reduced by the denominator; all proper fractions are
brought over one common denominator. The parts, numbers times monomials or times `monomial / D`, are then linearly
independent over the rationals, whatever the exponents are (1/(1+x) and x/(1+x) add up to 1).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from symcalc.decide.identity.kernels.kernel import Polynomial, Ratio
from symcalc.decide.identity.kernels.knowledge import Refined
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import polynomial_tree


class Part(NamedTuple):
    """A rational coefficient times a monomial, or a monomial over the common denominator in lowest terms."""

    coefficient: Fraction
    monomial: Ratio


def parts(tower: Tower, exponent: Ratio) -> Iterator[Part]:
    """The parts of an exponent; raises `Refined` where its denominator is new."""
    if exponent.denominator.is_constant():
        yield from _terms(tower, exponent.numerator, tower.one)
        return
    common = tower.common_denominator
    if common % exponent.denominator:
        tower.knowledge.denominators += (polynomial_tree(tower, exponent.denominator),)
        raise Refined
    whole, rest = divmod(tower.times(exponent.numerator, common / exponent.denominator), common)
    yield from _terms(tower, whole, tower.one)
    yield from _terms(tower, rest, common)


def _terms(tower: Tower, numerator: Polynomial, denominator: Polynomial) -> Iterator[Part]:
    """The terms of a polynomial, each over a denominator."""
    for powers, coefficient in numerator.to_dict().items():
        monomial = tower.ratio(tower.context.from_dict({powers: 1}), denominator)
        yield Part(Fraction(int(coefficient.p), int(coefficient.q)), monomial)


def widen(tower: Tower, denominator: Ratio) -> None:
    """Have the common denominator be a multiple of one more (given as a ratio that is a polynomial)."""
    common = tower.common_denominator
    tower.common_denominator = tower.times(
        common / tower.common_divisor(common, denominator.numerator), denominator.numerator
    )
