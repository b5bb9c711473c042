"""Sums and products as a person writes them down: in their order, numbers in front, ones and zeros left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from symcalc.calculus.networks.accumulation import Edge, Links, consumers
from symcalc.record import record
from symcalc.syntax.tree import (
    Derivative,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    integer,
    rational,
    walk,
)

ZERO, ONE = integer(0), integer(1)


def product(factors: Iterable[Node]) -> Node:
    """The product in its order, all numbers multiplied and put in front, what occurs again as a power.

    >>> from symcalc.syntax.written import written
    >>> u = Name("u")
    >>> written(product([integer(2), u, Negative(integer(3)), Name("a"), Power(u, integer(2))]))
    '-6*u**3*a'
    """
    number, powers = Fraction(1), dict[Node, int]()
    for factor in factors:
        for part in _factors(factor):
            value = constant(part)
            if value is None:
                base, exponent = _power(part)
                powers[base] = powers.get(base, 0) + exponent
            else:
                number *= value
    return _scaled(number, [_raised(base, exponent) for base, exponent in powers.items()])


def _power(factor: Node) -> tuple[Node, int]:
    """A factor as a base and a whole positive exponent."""
    match factor:
        case Power(base, Number(exponent)) if exponent.denominator == 1 and exponent > 0:
            return base, exponent.numerator
    return factor, 1


def _raised(base: Node, exponent: int) -> Node:
    return base if exponent == 1 else Power(base, integer(exponent))


def _scaled(number: Fraction, rest: Sequence[Node]) -> Node:
    """A number times factors: the sign in front of all, a denominator below."""
    if not number or not rest:
        return rational(number)
    front = [] if abs(number.numerator) == 1 else [integer(abs(number.numerator))]
    whole = _joined(Product, (*front, *rest))
    if number.denominator != 1:
        whole = Quotient(whole, integer(number.denominator))
    return Negative(whole) if number < 0 else whole


def total(terms: Iterable[Node]) -> Node:
    """The sum in its order, without zeros, equal terms counted; the numbers among the terms stand at the end.

    >>> from symcalc.syntax.written import written
    >>> u = Name("u")
    >>> written(total([integer(0), u, integer(2), Negative(Name("v")), Product((integer(3), u))]))
    '4*u - v + 2'
    """
    number, counts = Fraction(0), dict[tuple[Node, ...], Fraction]()
    for term in terms:
        for part in _terms(term):
            coefficient, rest = _counted(part)
            if rest:
                counts[rest] = counts.get(rest, Fraction(0)) + coefficient
            else:
                number += coefficient
    found = [_scaled(count, rest) for rest, count in counts.items() if count]
    return _joined(Sum, [*found, rational(number)] if number or not found else found)


def _counted(term: Node) -> tuple[Fraction, tuple[Node, ...]]:
    """A term as a number and its other factors."""
    number, rest = Fraction(1), list[Node]()
    for factor in _factors(term):
        value = constant(factor)
        if value is None:
            rest.append(factor)
        else:
            number *= value
    return number, tuple(rest)


def _joined(kind: type[Sum | Product], parts: Sequence[Node]) -> Node:
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _factors(node: Node) -> Iterator[Node]:
    """The factors of a product, those of its factors too, a sign as -1, a whole denominator as its reciprocal."""
    match node:
        case Product(factors):
            for factor in factors:
                yield from _factors(factor)
        case Negative(operand) if constant(operand) is None:
            yield Negative(ONE)
            yield from _factors(operand)
        case Quotient(top, Number(bottom)) if bottom and constant(top) is None:
            yield rational(1 / bottom)
            yield from _factors(top)
        case _:
            yield node


def _terms(node: Node) -> Iterator[Node]:
    """The terms of a sum, those of its terms too; a sum that is taken away, term by term."""
    match node:
        case Sum(terms):
            for term in terms:
                yield from _terms(term)
        case Negative(Sum(terms)):
            for term in terms:
                yield from _terms(term.operand if isinstance(term, Negative) else Negative(term))
        case _:
            yield node


def terms_of(tree: Node) -> tuple[Node, ...]:
    """The terms of a sum, or the tree as the only one."""
    return tree.terms if isinstance(tree, Sum) else (tree,)


def is_sum_of_products(tree: Node) -> bool:
    """Whether a tree is what the sweeps write: names and numbers, their products, and the sum of these.

    >>> is_sum_of_products(Sum((Product((Name("a"), Name("b"))), integer(2))))
    True
    >>> is_sum_of_products(Product((Name("a"), Sum((Name("b"), integer(2))))))
    False
    """
    parts = (part for term in terms_of(tree) for part in walk(term))
    return all(isinstance(part, Name | Number | Product | Negative) for part in parts)


def constant(node: Node) -> Fraction | None:
    """The value of a written rational number, None for anything else.

    >>> constant(Negative(Quotient(integer(1), integer(2)))), constant(Name("x")) is None
    (Fraction(-1, 2), True)
    """
    match node:
        case Number(value):
            return value
        case Negative(Number(value)):
            return -value
        case Quotient(Number(top), Number(bottom)) if bottom:
            return top / bottom
        case Negative(Quotient(Number(top), Number(bottom))) if bottom:
            return -top / bottom
    return None


def partial(node: str, argument: str) -> Derivative:
    """The single-step partial of a node's formula, its arguments independent: ∂u/∂a, written `partial(u, a)`."""
    return Derivative("partial", Name(node), (Name(argument),))


def named(key: str) -> Derivative:
    """The single-step partial of a key as results have it: `f,u` is ∂f/∂u.

    >>> named("f,u") == partial("f", "u")
    True
    """
    node, argument = key.split(",")
    return partial(node, argument)


def derivative(of: str, wrt: str) -> Derivative:
    """The total derivative through the whole network: df/dw, written `diff(f, w)`."""
    return Derivative("total", Name(of), (Name(wrt),))


def path_product(path: Sequence[str], factors: Mapping[Edge, Node]) -> Node:
    """The product of the factors along a path."""
    return product(factors[edge] for edge in pairwise(path))


def reverse_lines(links: Links, of: str, factors: Mapping[Edge, Node], order: Sequence[str]) -> dict[str, Node]:
    """The adjoint of each node as a sum over those who use it, their adjoints by name (22.4.23, 22.4.24).

    `order` has every node behind all that use it; lines and terms follow it.

    >>> from symcalc.syntax.written import written
    >>> links = {"u": ("x",), "f": ("u", "x")}
    >>> factors = {("u", "x"): Name("p"), ("f", "u"): Name("q"), ("f", "x"): Name("r")}
    >>> {name: written(line) for name, line in reverse_lines(links, "f", factors, ["f", "u", "x"]).items()}
    {'f': '1', 'u': 'q', 'x': 'r + diff(f, u)*p'}
    """
    users = consumers(links, order)
    return {of: ONE} | {
        node: total(product((ONE if user == of else derivative(of, user), factors[user, node])) for user in users[node])
        for node in order
        if node in users
    }


def forward_lines(links: Links, wrt: str, factors: Mapping[Edge, Node]) -> dict[str, Node]:
    """The tangent of each node as a sum over its arguments, their tangents by name (22.4.21).

    >>> from symcalc.syntax.written import written
    >>> links = {"u": ("x",), "f": ("u", "x")}
    >>> factors = {("u", "x"): Name("p"), ("f", "u"): Name("q"), ("f", "x"): Name("r")}
    >>> {name: written(line) for name, line in forward_lines(links, "x", factors).items()}
    {'x': '1', 'u': 'p', 'f': 'q*diff(u, x) + r'}
    """
    lines: dict[str, Node] = {wrt: ONE}
    for node, arguments in links.items():
        lines[node] = total(
            product((factors[node, argument], ONE if argument == wrt else derivative(argument, wrt)))
            for argument in arguments
        )
    return lines


@record
class Line:
    """A named sub-result and what it is, in names of others: `diff(f, a) = diff(f, u)*partial(u, a) + …`."""

    left: Node
    right: Node
