"""Entries in index notation as trees of matrices: each term through its graph, then common factors collected."""

from __future__ import annotations

from fractions import Fraction

from symcalc.matrix.emission import composite, leaves
from symcalc.matrix.emission.collect import oriented
from symcalc.matrix.emission.graph import Edge, Graph, NoMatrixForm
from symcalc.matrix.emission.links import Above, Chain, Link, Part, cheaper, diagonal_link, hadamard_link, turned
from symcalc.matrix.emission.means import with_means
from symcalc.matrix.emission.written import Written, merged
from symcalc.matrix.indices import PLAIN, Delta, Exponent, Factor, Indexed, Term
from symcalc.matrix.positions import Index, Pair, Position
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.size import Size
from symcalc.syntax.tree import Call, Node, Number

Spot = Position | None


class Emitter:
    """Writes entries as matrices over declared names."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes
        self._known: dict[tuple[Indexed, Spot, Spot, bool], Node] = {}

    def tree(self, expression: Indexed, row: Spot = None, column: Spot = None, *, entrywise: bool = False) -> Node:
        """The matrix with this entry in `row` and `column`; `entrywise`: numbers may be spread over its entries.

        >>> from symcalc.matrix.indices import Entry, single
        >>> Emitter(Shapes({})).tree(single(Entry("c"), Fraction(2)))
        Power(base=Name(name='c'), exponent=Number(value=Fraction(2, 1), unit=None))
        """
        asked = (expression, row, column, entrywise)
        if asked not in self._known:
            self._known[asked] = self._tree(expression, row, column, entrywise=entrywise)
        return self._known[asked]

    def _tree(self, expression: Indexed, row: Spot, column: Spot, *, entrywise: bool) -> Node:
        if not expression.terms:
            return Number(Fraction(0))
        spread = entrywise and any(list(term.positions()) for term in expression.terms)
        return oriented([self.term(term, row, column, spread=spread) for term in expression.terms])

    def term(self, term: Term, row: Spot, column: Spot, *, spread: bool = False) -> Written:
        """One term; raises `NoMatrixForm`."""
        if spread and not term.factors:
            return Written(term.coefficient)
        term, row, column = composite.untied(term, row, column)
        if isinstance(row, Pair) or isinstance(column, Pair):
            return composite.written(self, term, row, column)
        return self._plain(term, row, column)

    def _plain(self, term: Term, row: Index | None, column: Index | None) -> Written:
        """A term whose free indices are plain ones."""
        graph = Graph(self.ones)
        diagonal = False
        for order, (base, power) in enumerate(term.factors):
            if isinstance(base, Delta):
                diagonal = True
            else:
                self._add(graph, base, power, order)
        graph.eliminate(list(term.dummies))
        chain = _chain(graph, row, column, diagonal=diagonal)
        return with_means(Written(term.coefficient, merged(tuple(graph.scalars)), chain), self.shapes)

    def _add(self, graph: Graph, base: Factor, power: Exponent, order: int) -> None:
        """A factor as a scalar, a label or an edge."""
        ends = leaves.ends((base, power))
        if any(isinstance(position, Pair) for position in base.positions()):
            raise NoMatrixForm
        if not ends:
            graph.scalars.append(leaves.scalar(self, base, power))
        elif len(ends) == 1:
            part = self._part(base, power, ends[0], None)
            graph.labels.setdefault(ends[0], []).append(_label(part, order))
        elif len(ends) == 2:
            part = self._part(base, power, *ends)
            graph.edges.append(Edge(ends[0], ends[1], (hadamard_link([part], order),)))
        else:
            raise NoMatrixForm

    def _part(self, base: Factor, power: Exponent, row: Index, column: Index | None) -> Part:
        """A factor as a matrix or column in both orientations."""
        here = leaves.matrix(self, base, row, column)
        there = leaves.matrix(self, base, column, row)
        symmetric = column is not None and leaves.symmetric(base)
        straight = cheaper(here, there) if symmetric else cheaper(here, turned(there))
        around = straight if symmetric else cheaper(there, turned(here))
        above: Above = power if isinstance(power, Fraction) else self.exponent(power, row, column)
        return Part(straight, around, above)

    def exponent(self, power: Indexed, row: Spot, column: Spot) -> Node:
        """An exponent that is an expression."""
        return self.tree(power, row, column, entrywise=True) if power.positions() else self.tree(power)

    def ones(self, size: Size) -> Link:
        """The vector of ones."""
        node = Call("ones", (size.tree(),))
        return Link(node, turned(node), ones=True)


def _label(part: Part, order: int) -> Part | Chain:
    """A factor of exponent 1 as the vector it is."""
    return (Link(part.node, part.turned, order=order),) if part.exponent == PLAIN else part


def _chain(graph: Graph, row: Index | None, column: Index | None, *, diagonal: bool) -> Chain:
    """What is left of a graph when all sums are done, as a product from row to column."""
    if row is None or column is None:
        vertex = row if row is not None else column
        if vertex is None:
            return ()
        vector = graph.vector(vertex)
        return vector if row is not None else tuple(link.flip() for link in reversed(vector))
    if diagonal:
        return _diagonal(graph, row, column)
    if not graph.edges:
        return _outer(graph, row, column)
    before, after = ((diagonal_link(graph.vector(end)),) if graph.labels.get(end) else () for end in (row, column))
    return (*before, *graph.edges[0].leaving(row), *after)


def _diagonal(graph: Graph, row: Index, column: Index) -> Chain:
    """A diagonal matrix; the identity where nothing is on it."""
    vertex = row if graph.labels.get(row) else column
    if not graph.labels.get(vertex):
        node = Call("eye", (row.size.tree(),))
        return (Link(node, node),)
    return (diagonal_link(graph.vector(vertex)),)


def _outer(graph: Graph, row: Index, column: Index) -> Chain:
    """A column times a row."""
    if not graph.labels.get(row) and not graph.labels.get(column):
        node = Call("ones", (row.size.tree(), column.size.tree()))
        return (Link(node, Call("ones", (column.size.tree(), row.size.tree()))),)
    after = graph.vector(column)
    return (*graph.vector(row), *(link.flip() for link in reversed(after)))


__all__ = ["Emitter", "NoMatrixForm"]
