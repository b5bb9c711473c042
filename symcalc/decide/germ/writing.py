"""Terms of a series as trees in t."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from symcalc.decide.germ.series import Exponent
from symcalc.decide.sign.polynomials import Ratio
from symcalc.decide.sign.writing import ratio_tree
from symcalc.syntax.tree import Call, Name, Negative, Node, Power, Product, Sum, rational

_T: Final = Name("t")


def series_tree(terms: Iterable[tuple[Exponent, Ratio]]) -> Node:
    """The sum of c t^r log(1/t)^-s over the terms.

    >>> from symcalc.decide.sign.polynomials import number
    >>> from symcalc.syntax import written
    >>> written(series_tree([((Fraction(-2), Fraction(0)), number(3)), ((Fraction(0), Fraction(-1)), number(1))]))
    '3*t**(-2) - log(t)'
    """
    nodes = tuple(_term(exponent, value) for exponent, value in terms)
    return nodes[0] if len(nodes) == 1 else Sum(nodes)


def _term(exponent: Exponent, value: Ratio) -> Node:
    factors: list[Node] = []
    sign = 1
    if exponent[0]:
        factors.append(_power(_T, exponent[0]))
    if exponent[1]:
        logarithm: Node = Call("log", (_T,))
        whole = exponent[1].denominator == 1
        sign = -1 if whole and exponent[1].numerator % 2 else 1
        factors.append(_power(logarithm if whole else Negative(logarithm), -exponent[1]))
    product = _product(ratio_tree(value), factors)
    return Negative(product) if sign < 0 else product


def _product(coefficient: Node, factors: list[Node]) -> Node:
    if coefficient == rational(Fraction(1)) and factors:
        return factors[0] if len(factors) == 1 else Product(tuple(factors))
    return Product((coefficient, *factors)) if factors else coefficient


def _power(base: Node, exponent: Fraction) -> Node:
    return base if exponent == 1 else Power(base, rational(exponent))
