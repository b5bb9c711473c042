"""Trees whose equal parts are one object, and products and sums of them, each made once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction

from symcalc.calculus.derivatives.algebra import ONE, ZERO, product, scaled, with_number
from symcalc.syntax.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    rewrite,
)

MINUS = Negative(ONE)
_OPERATIONS = (Negative, Sum, Product, Quotient, Power)


class Merged:
    """What is known of the parts of some trees and of their products.

    >>> from symcalc.syntax import parse_expression
    >>> merged = Merged()
    >>> tree = merged.tree(parse_expression("sin(x y) + x y"))
    >>> tree.terms[0].arguments[0] is tree.terms[1]
    True
    """

    def __init__(self) -> None:
        self._parts: dict[Hashable, Node] = {}
        self._products: dict[tuple[int, int], Node] = {}
        self._kept: list[Node] = []  # so that the id of a part stays its own
        for part in (ZERO, ONE, MINUS):
            self.part(part)

    def tree(self, function: Node) -> Node:
        """The tree, equal parts being one object, and a product of many factors being products of two."""
        return rewrite(function, self._paired)

    def _paired(self, part: Node) -> Node:
        if not isinstance(part, Product):
            return self.part(part)
        whole = part.factors[0]
        for factor in part.factors[1:]:
            whole = self.part(Product((whole, factor)))
        return whole

    def part(self, part: Node) -> Node:
        """The one object for all parts that are equal to this one, whose own parts are such objects."""
        self._kept.append(part)
        return self._parts.setdefault(_key(part), part)

    def times(self, *factors: Node) -> Node:
        """The product from the left to the right."""
        whole = factors[0]
        for factor in factors[1:]:
            whole = self._times(whole, factor)
        return whole

    def _times(self, left: Node, right: Node) -> Node:
        if left is ZERO or right is ZERO:
            return ZERO
        if left is ONE or right is ONE:
            return right if left is ONE else left
        key = (id(left), id(right)) if id(left) < id(right) else (id(right), id(left))
        found = self._products.get(key)
        if found is None:
            found = self._products[key] = product(left, right)
            self._kept += (left, right)
        return found

    def sum(self, terms: Sequence[Node]) -> Node:
        """The sum; equal terms are one with a number in front, and a minus of all terms stands in front."""
        if len(terms) == 1:
            return terms[0]
        parts: dict[int, Node] = {}
        factors: dict[int, Fraction] = {}
        for term in terms:
            factor, part = _with_sign(term)
            parts[id(part)] = part
            factors[id(part)] = factors.get(id(part), Fraction(0)) + factor
        left = [_multiple(factor, parts[place]) for place, factor in factors.items() if factor]
        if len(left) < 2:
            return left[0] if left else ZERO
        if all(isinstance(term, Negative) for term in left):
            return Negative(Sum(tuple(term.operand for term in left if isinstance(term, Negative))))
        return Sum(tuple(left))


def _key(part: Node) -> Hashable:
    """What tells a part from others, given that its own parts are told by their ids."""
    match part:
        case Number(value):
            return Number, value
        case Name(name) | Constant(name):
            return type(part), name
        case Call(function):
            return Call, function, *map(id, part.arguments)
    return type(part), *map(id, part.children() if isinstance(part, _OPERATIONS) else (part,))


def _with_sign(term: Node) -> tuple[Fraction, Node]:
    if isinstance(term, Negative):
        factor, part = with_number(term.operand)
        return -factor, part
    return with_number(term)


def _multiple(factor: Fraction, part: Node) -> Node:
    if abs(factor) == 1 and part is ONE:
        return ONE if factor == 1 else MINUS
    return scaled(factor, part)
