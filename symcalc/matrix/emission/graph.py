"""A term as a graph, its indices the vertices: summed vertices are eliminated until a matrix product is left.

A factor with one index is a label of that vertex (a vector), one with two an edge (a matrix). A vertex without
edges is a scalar, one with a single edge a matrix times a vector, one with two a product of matrices; edges between
the same two vertices are an elementwise product.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from symcalc.matrix.emission import scalars
from symcalc.matrix.emission.links import (
    Chain,
    Link,
    Part,
    chain_tree,
    cheaper,
    diagonal_link,
    flipped,
    hadamard_link,
    parts_of,
    turned,
)
from symcalc.matrix.emission.written import Scalar
from symcalc.matrix.positions import Index
from symcalc.matrix.size import Size
from symcalc.syntax.tree import Call


class NoMatrixForm(Exception):
    """A term that no product of matrices, vectors and elementwise products is."""


@dataclass(slots=True, eq=False)
class Edge:
    """A matrix from one vertex to another."""

    start: Index
    end: Index
    chain: Chain

    def leaving(self, vertex: Index) -> Chain:
        """The product read from that end."""
        return self.chain if vertex == self.start else flipped(self.chain)

    def other(self, vertex: Index) -> Index:
        """The far end."""
        return self.end if vertex == self.start else self.start


@dataclass(slots=True)
class Graph:
    """What is left of a term while its summed indices are eliminated."""

    ones: Callable[[Size], Link]
    labels: dict[Index, list[Part | Chain]] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    scalars: list[Scalar] = field(default_factory=list)

    def eliminate(self, dummies: list[Index]) -> None:
        """Sum over every dummy; raises `NoMatrixForm` where one joins three matrices or more."""
        left = list(dummies)
        while True:
            self._merge_loops(left)
            self._merge_parallel(set(left))
            if not left:
                return
            vertex = min(left, key=lambda each: (min(len(self.around(each)), 3), left.index(each)))
            left.remove(vertex)
            self._sum_over(vertex)

    def around(self, vertex: Index) -> list[Edge]:
        """The edges at a vertex."""
        return [edge for edge in self.edges if vertex in (edge.start, edge.end)]

    def vector(self, vertex: Index) -> Chain:
        """The labels of a vertex as one vector; ones where it has none."""
        labels = self.labels.get(vertex, [])
        if not labels:
            return (self.ones(vertex.size),)
        if len(labels) == 1 and not isinstance(labels[0], Part):
            return labels[0]
        return (hadamard_link([part for label in labels for part in parts(label)]),)

    def _sum_over(self, vertex: Index) -> None:
        edges = self.around(vertex)
        if not edges:
            self.scalars.append(scalars.sum_of([parts_or_chain(label) for label in self.labels.pop(vertex, [])]))
        elif len(edges) == 1:
            self.edges.remove(edges[0])
            chain = (*edges[0].leaving(edges[0].other(vertex)), *self.vector(vertex))
            self.labels.setdefault(edges[0].other(vertex), []).append(chain)
        elif len(edges) == 2:
            self._join(vertex, *edges)
        else:
            raise NoMatrixForm
        self.labels.pop(vertex, None)

    def _join(self, vertex: Index, first: Edge, second: Edge) -> None:
        """Two matrices that meet: their product, the labels a diagonal matrix between them."""
        start, end = first.other(vertex), second.other(vertex)
        middle = (diagonal_link(self.vector(vertex)),) if self.labels.get(vertex) else ()
        chain = (*first.leaving(start), *middle, *second.leaving(vertex))
        self.edges = [edge for edge in self.edges if edge is not first and edge is not second]
        self.edges.append(Edge(start, end, chain))

    def _merge_loops(self, left: list[Index]) -> None:
        """A matrix from a vertex to itself: a trace where the vertex is summed and bare, else a label, its diagonal."""
        for edge in [edge for edge in self.edges if edge.start == edge.end]:
            self.edges.remove(edge)
            vertex = edge.start
            if vertex in left and not self.labels.get(vertex) and not self.around(vertex):
                self.scalars.append(scalars.trace(edge.chain))
                left.remove(vertex)
            else:
                diagonal = Call("diag", (cheaper(chain_tree(edge.chain), chain_tree(flipped(edge.chain))),))
                self.labels.setdefault(vertex, []).append((Link(diagonal, turned(diagonal)),))

    def _merge_parallel(self, dummies: set[Index]) -> None:
        """Matrices between the same two vertices, as an elementwise product, unless their trace is the better form."""
        groups: dict[frozenset[Index], list[Edge]] = {}
        for edge in self.edges:
            groups.setdefault(frozenset((edge.start, edge.end)), []).append(edge)
        for ends, edges in groups.items():
            if len(edges) > 1 and not self._is_cycle(ends, edges, dummies):
                start, end = edges[0].start, edges[0].end
                whole = [part for edge in edges for part in parts_of(edge.leaving(start))]
                self.edges = [edge for edge in self.edges if edge not in edges]
                self.edges.append(Edge(start, end, (hadamard_link(whole),)))

    def _is_cycle(self, ends: frozenset[Index], edges: list[Edge], dummies: set[Index]) -> bool:
        """Whether two matrices form a cycle of their own whose trace is no longer than the sum of their product."""
        alone = ends <= dummies and not any(self.labels.get(end) for end in ends)
        if len(edges) != 2 or not alone or any(len(self.around(end)) != 2 for end in ends):
            return False
        start = edges[0].start
        return scalars.trace_is_shorter(edges[0].leaving(start), edges[1].leaving(start))


def parts(label: Part | Chain) -> tuple[Part, ...]:
    """A label as factors of an elementwise product."""
    return (label,) if isinstance(label, Part) else parts_of(label)


def parts_or_chain(label: Part | Chain) -> Part | Chain:
    """A label of exponent 1 as a chain."""
    if isinstance(label, Part) and label.exponent == 1:
        return (Link(label.node, label.turned),)
    return label
