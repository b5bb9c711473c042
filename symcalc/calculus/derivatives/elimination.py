"""Hessians tree to tree: the operations of a function eliminated one after the other, the cheapest first.

The graph of a function has its operations as nodes, first derivatives as links from an operation to its arguments, and
second derivatives, times the adjoint of the operation, as bends between two nodes. An operation is eliminated when its
links and bends have been carried on to its arguments by the chain rule; what is left when only variables are left are
the bends between them: the Hessian. In the order from the whole to the variables this is edge pushing (Gower and
Mello, A new framework for the computation of Hessians, 2012), in the other order differentiation forwards; any order
is right, and they differ by orders of magnitude in operations. Here the next is always the operation whose elimination
costs least, as in Markowitz's rule (Griewank and Walther, Evaluating Derivatives, 2008, chapters 9 and 10).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import Generic, NamedTuple, Protocol, TypeVar

from symcalc.calculus.derivatives.adjoints import Adjoints, Formal
from symcalc.calculus.derivatives.algebra import ONE, ZERO
from symcalc.calculus.derivatives.merged import MINUS, Merged
from symcalc.calculus.derivatives.partials import Partials, Slope
from symcalc.syntax.tree import Name, Node

Value = TypeVar("Value")
#: The fills from which the cost of an elimination is taken to be their number, so that wide sums are not gone through
#: again and again; they are left for last, when their terms have come together.
MANY = 128
#: The terms of a derivative, not yet added; at each end of a link or a bend it is one object.
Terms = list[Node]


def hessian_tree(
    function: Node, variables: Sequence[str], formal: Formal | None = None
) -> tuple[tuple[Node, ...], ...]:
    """The second derivatives as trees that share their parts with each other; equal ones are one object.

    Raises Unsupported where the language has no formula for a derivative.

    >>> from symcalc.syntax import parse_expression, written
    >>> [[written(entry) for entry in row] for row in hessian_tree(parse_expression("x^2 y"), ["x", "y"])]
    [['2*y', '2*x'], ['2*x', '0']]
    """
    graph = Graph(function, variables, formal or {})
    Elimination(graph).run()
    return graph.hessian()


class Graph:
    """The links and bends of a function; nodes are numbers, first the variables, then the operations upwards."""

    def __init__(self, function: Node, variables: Sequence[str], formal: Formal) -> None:
        self.merged = Merged()
        self.variables = len(variables)
        whole = self.merged.tree(function)
        adjoints = Adjoints(variables, formal)
        operations = [part for part in adjoints.parts_first(whole) if not isinstance(part, Name)]
        names = [self.merged.part(Name(name)) for name in variables]
        parts = [*names, *operations]
        self.place: dict[int | str, int] = {id(part): place for place, part in enumerate(parts)}
        self.place |= {name: place for place, name in enumerate(variables)}
        self.links: list[dict[int, Terms]] = [{} for _ in parts]
        self.users: list[dict[int, Terms]] = [{} for _ in parts]
        self.bends: list[dict[int, Terms]] = [{} for _ in parts]
        if operations:
            self._differentiate(parts, Partials(adjoints, hessian_tree))

    def _differentiate(self, parts: Sequence[Node], partials: Partials) -> None:
        """Lay the links and bends, from the whole down, for a bend has the adjoint of its operation as a factor."""
        times = self.merged.times
        adjoints: list[Terms] = [[] for _ in parts]
        adjoints[-1].append(ONE)
        for place in range(len(parts) - 1, self.variables - 1, -1):
            adjoint = self.merged.sum(adjoints[place]) if adjoints[place] else ZERO
            for found in partials(parts[place]):
                argument = self._place(found[0])
                if isinstance(found, Slope):
                    adjoints[argument].append(times(adjoint, *found.factors))
                    self.link(place, argument, times(*found.factors))
                else:
                    self.bend(argument, self._place(found.second), times(adjoint, *found.factors), found.same_place)

    def _place(self, argument: Node | str) -> int:
        return self.place[argument if isinstance(argument, str) else id(argument)]

    def link(self, above: int, below: int, value: Node) -> None:
        """Add to the derivative of one node by another."""
        terms = self.links[above].get(below)
        if terms is None:
            terms = self.links[above][below] = self.users[below][above] = []
        terms.append(value)

    def bend(self, one: int, other: int, value: Node, same_place: bool = True) -> None:
        """Add to the second derivative by two nodes; one node at two places counts for both orders."""
        if value is ZERO:
            return
        terms = self.bends[one].get(other)
        if terms is None:
            terms = self.bends[one][other] = self.bends[other][one] = []
        terms += [value] if same_place or one != other else [value, value]

    def remove(self, place: int) -> None:
        """Take a node out, with its links and bends."""
        for below in self.links[place]:
            del self.users[below][place]
        for above in self.users[place]:
            del self.links[above][place]
        for other in self.bends[place]:
            if other != place:
                del self.bends[other][place]
        self.links[place], self.users[place], self.bends[place] = {}, {}, {}

    def value(self, terms: Terms) -> Node:
        """The sum of the terms, added once."""
        if len(terms) > 1:
            terms[:] = [self.merged.sum(terms)]
        return terms[0]

    def hessian(self) -> tuple[tuple[Node, ...], ...]:
        """The bends between the variables."""
        rows: list[list[Node]] = [[ZERO] * self.variables for _ in range(self.variables)]
        for row, bends in zip(rows, self.bends, strict=False):
            for other, terms in bends.items():
                row[other] = self.value(terms)
        return tuple(map(tuple, rows))


class Arithmetic(Protocol[Value]):
    """How derivatives are multiplied and added: as trees, or counted only."""

    def value(self, terms: Terms) -> Value:
        """The derivative that is the sum of these terms."""

    def times(self, left: Value, right: Value) -> Value:
        """A product."""

    def sum(self, terms: Sequence[Value]) -> Value:
        """A sum."""


class Trees:
    """The arithmetic of the derivatives themselves."""

    def __init__(self, graph: Graph) -> None:
        self.value = graph.value
        self.times: Callable[[Node, Node], Node] = graph.merged.times
        self.sum = graph.merged.sum


class Counting:
    """Operations counted; a value is whether multiplying by it is one, as by 1 and -1 it is not."""

    def __init__(self) -> None:
        self.operations = 0

    def value(self, terms: Terms) -> bool:
        return len(terms) > 1 or not (terms[0] is ONE or terms[0] is MINUS)

    def times(self, left: bool, right: bool) -> bool:
        self.operations += left and right
        return left or right

    def sum(self, terms: Sequence[bool]) -> bool:
        self.operations += len(terms) - 1
        return len(terms) > 1 or terms[0]


class Fill(NamedTuple, Generic[Value]):
    """What an elimination adds to a link (from the first node to the second) or to a bend."""

    is_link: bool
    first: int
    second: int
    value: Value


class Elimination:
    """The order in which the operations of a graph are eliminated."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.trees = Trees(graph)
        self.size = graph.variables
        self.depends = self._depends()
        self.bent = self._bent()
        self.keys: dict[int, float] = {}

    def _depends(self) -> list[int]:
        """The variables that each node depends on, as bits."""
        found = [1 << place for place in range(self.size)]
        for links in self.graph.links[self.size :]:
            bits = 0
            for below in links:
                bits |= found[below]
            found.append(bits)
        return found

    def _bent(self) -> list[int]:
        """The variables that the adjoint of each node depends on, as bits."""
        found = [0] * len(self.depends)
        for place in range(len(found) - 1, -1, -1):
            for other in self.graph.bends[place]:
                found[place] |= self.depends[other]
            for above in self.graph.users[place]:
                found[place] |= found[above]
        return found

    def run(self) -> None:
        """Eliminate every operation; what saves as much as it costs, or has nothing to carry, in a first walk down."""
        graph = self.graph
        for place in range(len(graph.links) - 1, self.size - 1, -1):
            if not (graph.users[place] or graph.bends[place]):
                graph.remove(place)
            elif key := self._key(place):
                self.keys[place] = key
            else:
                self._eliminate(place)
        heap = [(key, -place) for place, key in self.keys.items()]
        heapify(heap)
        while heap:
            key, place = heappop(heap)
            if self.keys.get(-place) == key:
                self._next(heap, key, -place)

    def _next(self, heap: list[tuple[float, int]], key: float, place: int) -> None:
        """Eliminate a node if it still costs what it did, and see what those around it cost now."""
        around = [place]
        if self._key(place) == key:
            del self.keys[place]
            around = self._eliminate(place)
        for other in around:
            now = self._key(other)
            if now != self.keys[other]:
                self.keys[other] = now
                heappush(heap, (now, -other))

    def _eliminate(self, place: int) -> list[int]:
        """Carry the links and bends of a node on to those below; the operations that it was tied to."""
        graph = self.graph
        tied = dict.fromkeys([*graph.links[place], *graph.users[place], *graph.bends[place]])
        fills = list(self._fills(place, self.trees))
        graph.remove(place)
        for is_link, first, second, value in fills:
            if is_link:
                graph.link(first, second, value)
            else:
                graph.bend(first, second, value)
        return [other for other in tied if other in self.keys]

    def _fills(self, place: int, by: Arithmetic[Value]) -> Iterator[Fill[Value]]:
        """The chain rule of second order: d²f/dp dq gets what a node gives through its slopes by p and q."""
        graph = self.graph
        below = [(argument, by.value(terms)) for argument, terms in graph.links[place].items()]
        bends = {other: by.value(terms) for other, terms in graph.bends[place].items()}
        for above, terms in graph.users[place].items():
            link = by.value(terms)
            for argument, slope in below:
                yield Fill(True, above, argument, by.times(link, slope))
        for other, bend in bends.items():
            if other != place and other not in graph.links[place]:
                for argument, slope in below:
                    yield Fill(False, other, argument, by.times(bend, slope))
        for i, (argument, slope) in enumerate(below):
            through = [by.times(bends[place], slope)] if place in bends else []
            beside = [bends[argument]] if argument in bends else []
            if through or beside:
                both = by.sum([*through, *beside])
                twice = by.sum([both, *beside]) if beside else both
                yield Fill(False, argument, argument, by.times(twice, slope))
                for other, beyond in below[i + 1 :]:
                    yield Fill(False, argument, other, by.times(both, beyond))
            for other, _ in below[i + 1 :]:
                if other in bends:
                    yield Fill(False, argument, other, by.times(bends[other], slope))

    def _key(self, place: int) -> float:
        """What it costs to eliminate a node: its operations, less half of what is then saved beside it.

        What the rest would cost is counted as that of the Hessian times every unit vector, of which half the products
        are spared by symmetry; what saves more than it costs is done at once, the uppermost first. A node with others
        above and below waits, at twice the price, for those to be eliminated towards which it would only carry links.
        """
        fills = self._fill_count(place)
        if fills > MANY:
            return fills
        counting = Counting()
        before, after = self._changed(place, counting)
        nodes = self.depends[place].bit_count() + self.bent[place].bit_count()
        saved = sum(map(self._weight, before)) - nodes - sum(map(self._weight, after))
        key = max(0, counting.operations - saved / 2)
        inside = self.graph.users[place] and any(below >= self.size for below in self.graph.links[place])
        return 2 * key + 4 if inside else key

    def _fill_count(self, place: int) -> int:
        """To how many links and bends an elimination adds, at most."""
        graph = self.graph
        below, around = len(graph.links[place]), len(graph.users[place]) + len(graph.bends[place])
        return below * around + (below * (below - 1) // 2 if graph.bends[place] else 0)

    def _changed(self, place: int, counting: Counting) -> tuple[list[Fill[bool]], list[Fill[bool]]]:
        """The links and bends that an elimination takes out or adds to, and what they are afterwards."""
        graph = self.graph
        before = [Fill(True, place, other, counting.value(terms)) for other, terms in graph.links[place].items()]
        before += [Fill(True, other, place, counting.value(terms)) for other, terms in graph.users[place].items()]
        before += [Fill(False, place, other, counting.value(terms)) for other, terms in graph.bends[place].items()]
        after: dict[tuple[bool, int, int], bool] = {}
        for is_link, first, second, heavy in self._fills(place, counting):
            key = (is_link, first, second) if is_link or first < second else (is_link, second, first)
            terms = (graph.links if is_link else graph.bends)[first].get(second)
            if terms is not None and key not in after:
                before.append(Fill(*key, counting.value(terms)))
            added = terms is not None or key in after
            counting.operations += added
            after[key] = heavy or added
        return before, [Fill(*key, heavy) for key, heavy in after.items()]

    def _weight(self, fill: Fill[bool]) -> int:
        """The operations of a link or bend in the products of the Hessian with all unit vectors."""
        is_link, first, second, heavy = fill
        if is_link:
            forwards = 1 if second < self.size else self.depends[second].bit_count() * (1 + heavy)
            return forwards + self._directions(second, self.bent[first]) * (1 + heavy)
        weight = self._of_half(first, second, heavy)
        return weight if first == second else weight + self._of_half(second, first, heavy)

    def _of_half(self, place: int, other: int, heavy: bool) -> int:
        return self._directions(place, self.depends[other]) * (1 + (heavy and other >= self.size))

    def _directions(self, place: int, bits: int) -> int:
        """How many of some directions are asked of a node: of a variable those in and above the diagonal."""
        return (bits >> place if place < self.size else bits).bit_count()
