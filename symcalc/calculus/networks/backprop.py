"""Backpropagation as two tables: values from the inputs on, adjoints from the output back (22.4.20 to 22.4.24).

Every sub-result stands on one line and is named once. The same network swept forwards (22.4.21), summed over its
paths or composed gives the same derivatives at another price, and the price is part of the answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import ClassVar, Literal, TypeAlias

from symcalc.calculus.networks.accumulation import Edge, live
from symcalc.calculus.networks.elementary import taken_apart
from symcalc.calculus.networks.network import Graph, network_figure, symbols
from symcalc.calculus.networks.numbers_at import Nodes, PassDecimals, Rounded, conjunction, point_words
from symcalc.calculus.networks.operations import Operations, operations
from symcalc.calculus.networks.program import forward_program, reverse_program
from symcalc.calculus.networks.validity import conditions
from symcalc.calculus.tidying.lines import ZERO, derivative, forward_lines, named, reverse_lines
from symcalc.imports import uncollected
from symcalc.record import record, replace, values_of
from symcalc.result import Content, Figure, Listing, Note, Result, Statement, Table, internal
from symcalc.syntax.problem import PosedNetwork
from symcalc.syntax.tree import Name, Node

Mode: TypeAlias = Literal["reverse", "forward"]
#: The key of a number and the cells that stand before it.
Row: TypeAlias = tuple[str, tuple[Content, ...]]


@record
class Backprop(Result):
    """Values and single-step partials from the inputs on, then the totals: adjoints of `of`, or tangents by inputs.

    At a point all are numbers (long ones in names of others) and `formulas` says of what; without one they are
    formulas in names of others. All holds under the conditions `where`; `undecided` says what could not be decided at
    the point, and then everything is in symbols.
    """

    command: ClassVar[str] = "backprop"

    of: str
    values: Nodes
    partials: Nodes
    operations: Operations
    adjoints: Nodes | None = None
    tangents: Mapping[str, Nodes] | None = None
    formulas: Nodes | None = None
    where: tuple[Node, ...] = ()
    undecided: str | None = None
    approx: PassDecimals | None = None
    symbolic: Symbolic = internal()
    point: Nodes | None = internal()
    graph: Graph = internal()

    @property
    def holds(self) -> bool | None:
        """Whether everything was decided."""
        return True if self.undecided is None else None

    def heading(self) -> Note:
        """What is differentiated, in which direction, and at which point."""
        way = "Backpropagation" if self.tangents is None else "Forward accumulation"
        point = () if self.point is None else (", at ", *point_words(self.point))
        return Note((way, f" through {self.of}", *point))

    def statements(self) -> Iterator[Statement]:
        """The network, the forward half, the single-step partials, the totals, and what each way costs."""
        yield self.figure()
        yield self._values()
        yield self._partials()
        yield from self._totals()
        if self.where:
            yield Note(("Where ", *conjunction(self.where), "."))
        if self.undecided is not None:
            yield Note((f"At the point: {self.undecided}.",), "doubt")
        yield self._costs()

    def plain(self) -> tuple[Statement, ...]:
        """The tables."""
        return tuple(statement for statement in self.statements() if not isinstance(statement, Figure))

    def figure(self) -> Figure:
        """The network, with a partial on every edge."""
        formulas, point = self.symbolic.partials, self.point
        labels = {
            key: tuple(dict.fromkeys((named(key), formulas[key], *(() if point is None else (value,)))))
            for key, value in self.partials.items()
        }
        return network_figure(self.graph, labels, {} if point is None else self.values)

    def code(self) -> Listing:
        """Both passes, step by step."""
        formulas = self.symbolic.partials
        partials = {edge: formulas[",".join(edge)] for edge in self.graph.shown(self.graph.live)}
        write = reverse_program if self.tangents is None else forward_program
        return write(self.graph, partials, self.point)

    def _values(self) -> Table:
        formulas = self.symbolic.formulas
        rows: Iterator[Row] = ((name, (Name(name), formulas.get(name, "input"))) for name in self.values)
        decimals = None if self.approx is None else self.approx.values
        return self._table("Forward: values", ("node", "formula"), rows, self.values, decimals)

    def _partials(self) -> Table:
        rows: Iterator[Row] = ((key, (named(key), formula)) for key, formula in self.symbolic.partials.items())
        decimals = None if self.approx is None else self.approx.partials
        return self._table("Forward: single-step partials", ("partial", "formula"), rows, self.partials, decimals)

    def _totals(self) -> Iterator[Table]:
        rounded = self.approx
        put_in = ("with the partials put in",) if self.point is None else ()
        if self.adjoints is not None:
            heads = ("adjoint", "sum over its users", *put_in)
            left = {node: derivative(self.of, node) for node in self.adjoints}
            rows = self._sums("", left, self.adjoints)
            yield self._table("Backward: adjoints", heads, rows, self.adjoints, rounded.adjoints if rounded else None)
        for wrt, tangents in (self.tangents or {}).items():
            heads = ("tangent", "sum over its arguments", *put_in)
            left = {node: derivative(node, wrt) for node in tangents}
            decimals = rounded.tangents[wrt] if rounded is not None and rounded.tangents is not None else None
            yield self._table(f"Forward: tangents by {wrt}", heads, self._sums(wrt, left, tangents), tangents, decimals)

    def _sums(self, sweep: str, left: Nodes, totals: Nodes) -> Iterator[Row]:
        """Each total with its sum in symbols, without a point also with the partials put in."""
        sums = self.symbolic.sums[sweep]
        for node, total in totals.items():
            yield node, (left[node], sums[node], *([total] if self.point is None else []))

    def _table(
        self,
        title: str,
        columns: tuple[str, ...],
        rows: Iterable[Row],
        exact: Nodes,
        decimals: Rounded | None,
    ) -> Table:
        """A table with the values at the point where there is one, and their decimals where they are shown."""
        if self.point is None:
            return Table(columns, tuple(cells for _, cells in rows), title)
        if decimals is None:
            return Table((*columns, "value"), tuple((*cells, exact[key]) for key, cells in rows), title)
        whole = tuple((*cells, exact[key], decimals[key]) for key, cells in rows)
        return Table((*columns, "value", "decimal"), whole, title)

    def _costs(self) -> Table:
        """The price of all derivatives that were asked for."""
        costs = self.operations
        ways = {
            "reverse, one sweep for all": costs.reverse,
            "forward, one sweep each": costs.forward,
            "sum over the paths": costs.paths,
            "composed formulas": costs.composed,
        }
        rows = ((way, cost.multiplications, cost.additions) for way, cost in ways.items() if cost is not None)
        return Table(("way", "multiplications", "additions"), tuple(rows), "Operations")


@record
class Symbolic:
    """The network in symbols: formulas and partials, and the totals as sums of products of names, by input.

    The sums of a reverse sweep stand under the empty name.
    """

    formulas: Nodes
    partials: Nodes
    sums: Mapping[str, Nodes]


def backprop(
    problem: PosedNetwork, *, mode: Mode = "reverse", digits: int | None = None, simplify: str = "full"
) -> Backprop:
    """The forward and the backward pass of a posed network; a single formula is first taken apart into its steps.

    Raises:
        DomainFault: a formula is not defined at the point.
        Nondifferentiable: a step has no partial there.

    >>> from symcalc.syntax.pose import pose_network
    >>> from symcalc.syntax.written import written
    >>> answer = backprop(pose_network("f = u^2; u = x y", at="x=2, y=3"))
    >>> {node: written(value) for node, value in answer.adjoints.items()}
    {'f': '1', 'u': '12', 'x': '36', 'y': '24'}
    """
    problem = taken_apart(problem)
    graph = Graph.posed(problem)
    if not graph.has_formulas and problem.point is None:
        return _in_symbols(graph, mode, symbols(graph.live))
    with uncollected():
        from symcalc.calculus.networks.single_steps import scope_of, single_steps  # noqa: PLC0415 (names need no SymPy)
    scope = scope_of(problem, graph)
    partials = single_steps(graph, graph.live, scope, tidy=simplify != "none")
    answer = _in_symbols(graph, mode, partials)
    if problem.point is None:
        return replace(answer, where=conditions(problem, graph))
    with uncollected():
        from symcalc.calculus.networks.answers_at import passes_at  # noqa: PLC0415 (only at a point)

    found = passes_at(
        problem, graph, partials, scope, adjoints=answer.adjoints, tangents=answer.tangents, digits=digits
    )
    if isinstance(found, str):
        return replace(answer, undecided=found)
    return replace(answer, formulas=answer.symbolic.formulas, **values_of(found))


def _in_symbols(graph: Graph, mode: Mode, partials: Mapping[Edge, Node]) -> Backprop:
    """Both passes as formulas."""
    formulas = {name: graph.formula(name) for name in graph.links}
    keyed = {",".join(edge): partials[edge] for edge in graph.shown(graph.live)}
    names = symbols(graph.live)
    reverse = mode == "reverse"
    return Backprop(
        of=graph.of,
        values={**{name: Name(name) for name in graph.inputs}, **formulas},
        partials=keyed,
        operations=operations(graph.links, graph.of, graph.wrt, graph.formulas, partials),
        adjoints=_adjoints(graph, partials) if reverse else None,
        tangents=None if reverse else _tangents(graph, partials),
        graph=graph,
        symbolic=Symbolic(formulas, keyed, {"": _adjoints(graph, names)} if reverse else _tangents(graph, names)),
    )


def _adjoints(graph: Graph, partials: Mapping[Edge, Node]) -> dict[str, Node]:
    """The adjoint of every node between the output and what it is differentiated by; 0 where no path leads there."""
    lines = reverse_lines(graph.live, graph.of, partials, graph.backward)
    return {**lines, **{name: ZERO for name in graph.wrt if name not in lines}}


def _tangents(graph: Graph, partials: Mapping[Edge, Node]) -> dict[str, Nodes]:
    """By each input the tangent of every node up to the output; 0 for the output where no path leads there."""
    found = {wrt: forward_lines(live(graph.live, graph.of, [wrt]), wrt, partials) for wrt in graph.wrt}
    return {wrt: lines if graph.of in lines else {**lines, graph.of: ZERO} for wrt, lines in found.items()}
