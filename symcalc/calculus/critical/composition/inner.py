"""A function as an outer function of one inner one: `sin(x y)` is sin(u) of u = x y."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TypeVar

from symcalc.calculus.critical.search.bounds import rational_of
from symcalc.record import record
from symcalc.syntax.tree import Name, Negative, Node, Power, Product, Quotient, Sum, integer, names, rewrite, walk

LETTERS = ("u", "v", "w", "p", "q", "r")
#: Larger functions are not taken apart.
LARGEST = 300

_Part = TypeVar("_Part")


@record
class Composition:
    """A function as `outer`, of the one variable `name`, which stands for `inner`."""

    outer: Node
    name: str
    inner: Node

    def said(self) -> str:
        """What the variable stands for."""
        return f"{self.name} = {self.inner}"


def compositions(function: Node, variables: Sequence[str]) -> Iterator[Composition]:
    """The function by inner parts in which all its variables are, the smallest first.

    >>> from symcalc.syntax import parse_expression
    >>> [found] = compositions(parse_expression("(x y)^2 - 2 x y"), ("x", "y"))
    >>> str(found.outer), found.said()
    ('u**2 - 2*u', 'u = x*y')
    """
    if sum(1 for _ in zip(walk(function), range(LARGEST + 1), strict=False)) > LARGEST:
        return
    name = next(letter for letter in (*LETTERS, "u0") if letter not in names(function) | set(variables))
    for inner in _candidates(function, set(variables)):
        outer = _replaced(function, inner, Name(name))
        if names(outer) == {name} and outer != Name(name):
            yield Composition(outer, name, inner)


def _candidates(function: Node, variables: set[str]) -> list[Node]:
    """The parts of a tree in which all variables are, their constant terms and factors left out, smaller ones first."""
    if names(function) != variables:
        return []
    found = {_core(part) for part in walk(function) if names(part) == variables}
    return sorted((part for part in found if not isinstance(part, Name)), key=lambda part: (_size(part), str(part)))


def _size(node: Node) -> int:
    return sum(1 for _ in walk(node))


def _core(node: Node) -> Node:
    """What is left of an expression without its sign, its constant factors and its constant terms."""
    while True:
        match node:
            case Negative(operand):
                smaller = operand
            case Quotient(top, bottom) if not names(bottom):
                smaller = top
            case Product(factors):
                smaller = _joined(Product, [factor for factor in factors if names(factor)])
            case Sum(terms):
                smaller = _joined(Sum, [term for term in terms if names(term)])
            case _:
                return node
        if smaller == node:
            return node
        node = smaller


def _joined(kind: type[Product | Sum], parts: Sequence[Node]) -> Node:
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _replaced(function: Node, inner: Node, by: Name) -> Node:
    """The function with a name for each occurrence of a part, also among the terms of sums and factors of products."""

    def change(node: Node) -> Node:
        if node == inner:
            return by
        match node, inner:
            case (Sum(terms), Sum(wanted)) if (rest := _without(terms, wanted)) is not None:
                return Sum((by, *rest))
            case (Product(factors), Product(wanted)) if (rest := _without(factors, wanted)) is not None:
                return _joined(Product, [*(f for f in rest if not names(f)), by, *(f for f in rest if names(f))])
            case (Power(base, exponent), Power(root, degree)) if base == root:
                power = _ratio(exponent, degree)
                return node if power is None else Power(by, integer(power))
        return node

    return rewrite(function, change)


def _without(parts: Sequence[_Part], wanted: Sequence[_Part]) -> list[_Part] | None:
    """What is left of parts when wanted ones are taken out; None where one of these is missing."""
    rest = list(parts)
    for part in wanted:
        if part not in rest:
            return None
        rest.remove(part)
    return rest


def _ratio(exponent: Node, degree: Node) -> int | None:
    """How many times a whole exponent holds another one."""
    above, below = rational_of(exponent), rational_of(degree)
    if above is None or below is None or below.denominator != 1 or below < 1:
        return None
    share: Fraction = above / below
    return share.numerator if share.denominator == 1 and share > 0 else None
