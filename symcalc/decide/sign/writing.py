"""Polynomials over kernels as trees again, in an order that does not change from run to run."""

from __future__ import annotations

from fractions import Fraction

from symcalc.decide.sign.polynomials import Kernel, Monomial, Polynomial, Ratio
from symcalc.syntax.tree import Node, Power, Product, Quotient, Sum, integer, rational


def power_tree(base: Node, exponent: Fraction) -> Node:
    """A base to a rational exponent."""
    return base if exponent == 1 else Power(base, rational(exponent))


def monomial_tree(monomial: Monomial) -> Node:
    """The product of the kernels of a monomial."""
    factors = tuple(sorted((power_tree(kernel.tree, exponent) for kernel, exponent in monomial), key=repr))
    return product_tree(factors)


def product_tree(factors: tuple[Node, ...]) -> Node:
    """A product of any number of factors."""
    if len(factors) == 1:
        return factors[0]
    return Product(factors) if factors else integer(1)


def polynomial_tree(poly: Polynomial) -> Node:
    """The sum of its terms."""
    terms = sorted(((monomial_tree(monomial), value) for monomial, value in poly.terms.items()), key=repr)
    nodes = tuple(Product((rational(value), node)) for node, value in terms)
    if len(nodes) == 1:
        return nodes[0]
    return Sum(nodes) if nodes else integer(0)


def ratio_tree(value: Ratio) -> Node:
    """The quotient of its sides."""
    top = polynomial_tree(value.top)
    return top if value.whole() is not None else Quotient(top, polynomial_tree(value.bottom))


def kernels(poly: Polynomial) -> set[Kernel]:
    """All kernels of a polynomial."""
    return {kernel for monomial in poly.terms for kernel, _ in monomial}
