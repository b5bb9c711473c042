"""Ratios of kernels written back as trees."""

from __future__ import annotations

from fractions import Fraction

from symcalc.decide.identity.kernels.kernel import Polynomial, Ratio
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.syntax.tree import Negative, Node, Number, Power, Product, Quotient, Sum, integer, rational


def tree_of(tower: Tower, ratio: Ratio) -> Node:
    """A tree with the value of the ratio wherever its kernels are defined."""
    numerator = polynomial_tree(tower, ratio.numerator)
    if ratio.denominator.is_constant():
        return numerator
    return Quotient(numerator, polynomial_tree(tower, ratio.denominator))


def polynomial_tree(tower: Tower, polynomial: Polynomial) -> Node:
    """A polynomial in kernels as a tree, its terms in the order of the library."""
    terms = [_term(tower, exponents, Fraction(int(c.p), int(c.q))) for exponents, c in polynomial.to_dict().items()]
    return sum_of(terms)


def sum_of(terms: list[Node]) -> Node:
    """A sum of any number of terms.

    >>> sum_of([])
    Number(value=Fraction(0, 1), unit=None)
    """
    if not terms:
        return integer(0)
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def product_of(factors: list[Node]) -> Node:
    """A product of any number of factors."""
    if not factors:
        return integer(1)
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _term(tower: Tower, exponents: tuple[int, ...], coefficient: Fraction) -> Node:
    factors: list[Node] = [
        _power(tower.at_slot(slot).tree, int(exponent))
        for slot, exponent in reversed(list(enumerate(exponents)))
        if exponent
    ]
    if not factors:
        return rational(coefficient)
    if abs(coefficient) != 1:
        factors.insert(0, rational(abs(coefficient)))
    return Negative(product_of(factors)) if coefficient < 0 else product_of(factors)


def _power(base: Node, exponent: int) -> Node:
    return base if exponent == 1 else Power(base, Number(Fraction(exponent)))
