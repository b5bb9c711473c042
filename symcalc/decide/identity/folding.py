"""Arithmetic of numbers done in a tree, nothing else."""

from __future__ import annotations

from fractions import Fraction
from math import prod

from symcalc.decide.identity.kernels.written import product_of, sum_of
from symcalc.syntax.tree import Call, Negative, Node, Number, Power, Product, Quotient, Sum, rational, rewrite

#: Powers of numbers up to so many bits are worked out.
MOST_BITS = 256


def worked_out(node: Node) -> Node:
    """The tree with arithmetic of numbers done.

    >>> from symcalc.syntax import parse_expression, written
    >>> written(worked_out(parse_expression("2*3*x^(1 + 1)")))
    '6*x**2'
    """
    return rewrite(node, _worked_out)


def number(node: Node) -> Fraction | None:
    """The number that a tree is, as `rational` writes it."""
    match node:
        case Number(value):
            return value
        case Negative(operand):
            inner = number(operand)
            return None if inner is None else -inner
        case Quotient(Number(top), Number(bottom)) if bottom:
            return top / bottom
    return None


def _worked_out(node: Node) -> Node:
    match node:
        case Negative(operand) if (value := number(operand)) is not None:
            return rational(-value)
        case Sum(terms):
            return _sum(terms)
        case Product(factors):
            return _product(factors)
        case Quotient(top, bottom) if (a := number(top)) is not None and (b := number(bottom)):
            return rational(a / b)
        case Power(base, exponent):
            return _power(node, number(base), number(exponent))
        case Call("abs", (argument,)) if (value := number(argument)) is not None:
            return rational(abs(value))
    return node


def _sum(terms: tuple[Node, ...]) -> Node:
    numbers = [value for term in terms if (value := number(term)) is not None]
    rest = [term for term in terms if number(term) is None]
    total = sum(numbers, Fraction(0))
    return sum_of([*rest, rational(total)] if total or not rest else rest)


def _product(factors: tuple[Node, ...]) -> Node:
    numbers = [value for factor in factors if (value := number(factor)) is not None]
    rest = [factor for factor in factors if number(factor) is None]
    value = prod(numbers, start=Fraction(1))
    if abs(value) == 1 and rest:
        return product_of(rest) if value == 1 else Negative(product_of(rest))
    if not rest:
        return rational(value)
    size = product_of([rational(abs(value)), *rest])
    return Negative(size) if value < 0 else size


def _power(node: Node, base: Fraction | None, exponent: Fraction | None) -> Node:
    if base is None or exponent is None or exponent.denominator != 1 or (base == 0 and exponent <= 0):
        return node
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    return rational(base ** int(exponent)) if bits * abs(exponent) <= MOST_BITS else node
