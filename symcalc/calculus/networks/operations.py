"""What derivatives cost: the multiplications and additions of each way through a network.

The comparison is the point of backpropagation: one reverse sweep gives the derivatives by all inputs at once, a
forward sweep those by one input; the sum over paths repeats what paths share, and the composed formula repeats
every sub-result wherever it occurs. Counts are exact, by recurrence along the network, and nothing is composed.

A product with the 1 that a sweep starts from is not counted. A whole power counts as repeated squaring, a quotient
as a multiplication; signs and calls of functions count nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from symcalc.calculus.networks.accumulation import Edge, Links, consumers, edges, live
from symcalc.record import record
from symcalc.syntax.tree import Name, Negative, Node, Number, Power, Product, Quotient, Sum, walk


@record
class Cost:
    """A number of multiplications and additions.

    >>> Cost(2, 1) + Cost(0, 1)
    Cost(multiplications=2, additions=2)
    """

    multiplications: int
    additions: int

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.multiplications + other.multiplications, self.additions + other.additions)

    def __mul__(self, times: int) -> Cost:
        return Cost(self.multiplications * times, self.additions * times)


NOTHING = Cost(0, 0)


@record
class Operations:
    """The cost of the derivatives of one output by some inputs, four ways; `composed` needs formulas."""

    reverse: Cost
    forward: Cost
    paths: Cost
    composed: Cost | None


@record
class Writing:
    """What a formula costs as written: its own operations, and how often each name occurs in it."""

    own: Cost
    names: Mapping[str, int]

    @classmethod
    def of(cls, formula: Node) -> Writing:
        """Count a formula, a part as often as it is written.

        >>> from symcalc.syntax.tree import Power, Sum, integer
        >>> Writing.of(Power(Sum((Name("a"), Name("x"))), integer(2)))
        Writing(own=Cost(multiplications=1, additions=1), names=Counter({'a': 1, 'x': 1}))
        """
        parts = tuple(walk(formula))
        return cls(_sum(map(_own, parts)), Counter(part.name for part in parts if isinstance(part, Name)))

    def written_out(self, values: Mapping[str, Cost]) -> Cost:
        """The cost with what each name stands for written in its place.

        >>> Writing(Cost(1, 1), {"a": 2}).written_out({"a": Cost(3, 0)})
        Cost(multiplications=7, additions=1)
        """
        return self.own + _sum(values[name] * times for name, times in self.names.items() if name in values)


def operations(
    links: Links,
    of: str,
    wrt: Iterable[str],
    formulas: Mapping[str, Node] | None = None,
    partials: Mapping[Edge, Node] | None = None,
) -> Operations:
    """Count the four ways to the derivatives of `of` by each of `wrt`.

    >>> operations({"u": ("a", "b"), "v": ("a", "b"), "f": ("u", "v")}, "f", ["a", "b"]).reverse
    Cost(multiplications=4, additions=2)
    """
    wrt = tuple(wrt)
    through = {name: live(links, of, [name]) for name in wrt}
    return Operations(
        reverse=_reverse(live(links, of, wrt), of),
        forward=_sum(_forward(through[name], name) for name in wrt),
        paths=_sum(_paths(through[name], of, name) for name in wrt),
        composed=None if formulas is None or partials is None else _composed(through, of, formulas, partials),
    )


def _sum(costs: Iterable[Cost]) -> Cost:
    return sum(costs, start=NOTHING)


def _reverse(links: Links, of: str) -> Cost:
    """A product an edge, but for the edges of the output, and sums at each node that several use."""
    products = sum(node != of for node, _ in edges(links))
    return Cost(products, sum(len(users) - 1 for users in consumers(links).values()))


def _forward(links: Links, wrt: str) -> Cost:
    """A product an edge, but for the edges to the input, and sums at each node with several arguments."""
    products = sum(argument != wrt for _, argument in edges(links))
    return Cost(products, sum(len(arguments) - 1 for arguments in links.values()))


def _paths(links: Links, of: str, wrt: str) -> Cost:
    """One product less than edges on each path, one sum less than paths.

    The edges of all paths together are L(node) = sum of L(argument) + N(argument), with N the number of paths.
    """
    count, length = {wrt: 1}, {wrt: 0}
    for node, arguments in links.items():
        count[node] = sum(count[argument] for argument in arguments)
        length[node] = sum(length[argument] + count[argument] for argument in arguments)
    return Cost(length[of] - count[of], count[of] - 1) if links else NOTHING


def _composed(
    through: Mapping[str, Links], of: str, formulas: Mapping[str, Node], partials: Mapping[Edge, Node]
) -> Cost:
    """The derivatives written out in the inputs alone, by the chain rule without any sharing."""
    values = _values({node: Writing.of(formula) for node, formula in formulas.items()})
    steps = {edge: Writing.of(partial).written_out(values) for edge, partial in partials.items()}
    return _sum(_unshared(links, of, name, steps) for name, links in through.items() if links)


def _values(formulas: Mapping[str, Writing]) -> dict[str, Cost]:
    """The cost of each node's value with every node below it written out."""
    values: dict[str, Cost] = {}
    for node, formula in formulas.items():
        values[node] = formula.written_out(values)
    return values


def _unshared(links: Links, of: str, wrt: str, steps: Mapping[Edge, Cost]) -> Cost:
    """The derivative by one input: each partial with what it multiplies, summed, nothing used twice."""
    cost = {wrt: NOTHING}
    for node, arguments in links.items():
        terms = (steps[node, argument] + cost[argument] + Cost(int(argument != wrt), 0) for argument in arguments)
        cost[node] = _sum(terms) + Cost(0, len(arguments) - 1)
    return cost[of]


def _own(part: Node) -> Cost:
    """The cost of one operation, without that of its operands."""
    match part:
        case Sum(terms):
            return Cost(0, len(terms) - 1)
        case Product(factors):
            return Cost(len(factors) - 1, 0)
        case Quotient():
            return Cost(1, 0)
        case Power(_, Number(value)) if value.denominator == 1:
            return Cost(_squarings(value.numerator), 0)
        case Power(_, Negative(Number(value))) if value.denominator == 1:
            return Cost(_squarings(value.numerator) + 1, 0)
    return NOTHING


def _squarings(exponent: int) -> int:
    """The products that a whole power takes by repeated squaring.

    >>> [_squarings(k) for k in (1, 2, 3, 4, 15)]
    [0, 1, 2, 2, 6]
    """
    return max(exponent.bit_length() + exponent.bit_count() - 2, 0)
