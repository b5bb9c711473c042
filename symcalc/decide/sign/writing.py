"""Polynomials over kernels as trees again, in an order that does not change from run to run."""

from __future__ import annotations

from fractions import Fraction

from symcalc.decide.sign.polynomials import Kernel, Monomial, Polynomial, Ratio
from symcalc.syntax.tree import Call, Negative, Node, Power, Product, Quotient, Sum, integer, rational


def power_tree(base: Node, exponent: Fraction) -> Node:
    """A base to a rational exponent; e to it as the exponential, one half as the root."""
    if base == Call("exp", (integer(1),)):
        return Call("exp", (rational(exponent),))
    if exponent == Fraction(1, 2):
        return Call("sqrt", (base,))
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
    nodes = tuple(multiple(value, node) for node, value in terms)
    if len(nodes) == 1:
        return nodes[0]
    return Sum(nodes) if nodes else integer(0)


def multiple(value: Fraction, node: Node) -> Node:
    """A rational multiple, written as a person would.

    >>> from symcalc.syntax import parse_expression, written
    >>> written(multiple(Fraction(-2, 3), parse_expression("pi")))
    '-2*pi/3'
    """
    if value < 0:
        return Negative(multiple(-value, node))
    if node == integer(1):
        return rational(value)
    top = node if value.numerator == 1 else product_tree((integer(value.numerator), *_factors(node)))
    return top if value.denominator == 1 else Quotient(top, integer(value.denominator))


def _factors(node: Node) -> tuple[Node, ...]:
    return node.factors if isinstance(node, Product) else (node,)


def ratio_tree(value: Ratio) -> Node:
    """The quotient of its sides."""
    top = polynomial_tree(value.top)
    return top if value.whole() is not None else Quotient(top, polynomial_tree(value.bottom))


def kernels(poly: Polynomial) -> set[Kernel]:
    """All kernels of a polynomial."""
    return {kernel for monomial in poly.terms for kernel, _ in monomial}
