"""A network's derivatives as a straight-line program, as the chapter writes it: values, single-step partials, totals.

Names follow the chapter: `du_da` is a single-step partial, `df_da` the total. Where both exist and differ (a node
that the output uses directly and through others) the single-step one is called `partial_f_a`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symcalc.calculus.networks.accumulation import Edge, Links, consumers, edges, live
from symcalc.calculus.networks.network import Graph
from symcalc.calculus.tidying.lines import ONE, ZERO, forward_lines, reverse_lines
from symcalc.result import Listing, Value
from symcalc.syntax.tree import Derivative, Name, Node, rewrite

#: An assignment, and a part of the program under its heading.
Assignment = tuple[str, Value]
Part = tuple[str, tuple[Assignment, ...]]

VALUES = "The value of every node, from the inputs on"
STEPS = "The single-step partials"
BACKWARD = "How {of} changes with every node, from the output back"
FORWARD = "How every node changes with {wrt}, from the inputs on"


def reverse_program(graph: Graph, partials: Mapping[Edge, Node], point: Mapping[str, Node] | None) -> Listing:
    """Values and single-step partials from the inputs on, then adjoints from the output back (22.4.23, 22.4.24).

    >>> from symcalc.syntax.pose import pose_network
    >>> graph = Graph.posed(pose_network("f = u; u = x"))
    >>> [name for _, part in reverse_program(graph, {("f", "u"): ONE, ("u", "x"): ONE}, None).parts for name, _ in part]
    ['u', 'f', 'du_dx', 'df_du', 'df_dx']
    """
    users = consumers(graph.live)
    direct = {edge for edge in edges(graph.live) if edge[0] == graph.of and len(users[edge[1]]) > 1}
    names = _Names(graph, graph.live, direct)
    lines = reverse_lines(graph.live, graph.of, names.steps, graph.backward)
    totals = tuple(names.assignments(((graph.of, node), line) for node, line in lines.items()))
    results = {wrt: names.result(graph.of, wrt, reached=wrt in lines) for wrt in graph.wrt}
    parts = (*_forward(graph, partials, names), (BACKWARD.format(of=graph.of), totals))
    return _listing(graph, parts, results, point)


def forward_program(graph: Graph, partials: Mapping[Edge, Node], point: Mapping[str, Node] | None) -> Listing:
    """Values and single-step partials, then by each input the tangents, from the inputs on (22.4.21).

    >>> from symcalc.syntax.pose import pose_network
    >>> graph = Graph.posed(pose_network("f = u x; u = x"))
    >>> steps = {("f", "u"): Name("x"), ("f", "x"): Name("u"), ("u", "x"): ONE}
    >>> [name for _, part in forward_program(graph, steps, None).parts for name, _ in part]
    ['u', 'f', 'du_dx', 'df_du', 'partial_f_x', 'df_dx']
    """
    through = {wrt: live(graph.live, graph.of, [wrt]) for wrt in graph.wrt}
    direct = {
        (node, wrt) for wrt, links in through.items() for node in links if wrt in links[node] and links[node] != (wrt,)
    }
    names = _Names(graph, graph.live, direct)
    parts = [*_forward(graph, partials, names)]
    for wrt, links in through.items():
        lines = forward_lines(links, wrt, names.steps)
        found = tuple(names.assignments(((node, wrt), line) for node, line in lines.items()))
        parts.append((FORWARD.format(wrt=wrt), found))
    results = {wrt: names.result(graph.of, wrt, reached=bool(links)) for wrt, links in through.items()}
    return _listing(graph, tuple(parts), results, point)


class _Names:
    """What the derivatives are called in the program; none is called like a node."""

    def __init__(self, graph: Graph, links: Links, direct: set[Edge]) -> None:
        self.taken = {*graph.links, *graph.inputs}
        self.known: dict[tuple[str, str, bool], str] = {}
        self.steps: dict[Edge, Node] = {edge: Name(self.name(*edge, direct=edge in direct)) for edge in edges(links)}

    def name(self, node: str, wrt: str, *, direct: bool = False) -> str:
        """`du_da`, or `partial_f_a` for a step that differs from the total; with a sign behind where that is taken."""
        if (node, wrt, direct) not in self.known:
            name = f"partial_{node}_{wrt}" if direct else f"d{node}_d{wrt}"
            while name in self.taken:
                name += "_"
            self.taken.add(name)
            self.known[node, wrt, direct] = name
        return self.known[node, wrt, direct]

    def assignments(self, lines: Iterator[tuple[tuple[str, str], Node]]) -> Iterator[Assignment]:
        """The totals by name, but for those that are ones by definition or single steps under the same name."""
        for (node, wrt), line in lines:
            name, value = self.name(node, wrt) if node != wrt else "", rewrite(line, self.by_name)
            if node != wrt and value != Name(name):
                yield name, value

    def by_name(self, part: Node) -> Node:
        """The name of a total in the program."""
        if isinstance(part, Derivative) and isinstance(part.function, Name) and isinstance(part.variables[0], Name):
            return Name(self.name(part.function.name, part.variables[0].name))
        return part

    def result(self, of: str, wrt: str, *, reached: bool) -> Node:
        """The value of a derivative that was asked for."""
        if of == wrt:
            return ONE
        return Name(self.name(of, wrt)) if reached else ZERO


def _forward(graph: Graph, partials: Mapping[Edge, Node], names: _Names) -> Iterator[Part]:
    yield VALUES, tuple((name, graph.formula(name)) for name in graph.links)
    steps = ((names.steps[edge], partials[edge]) for edge in edges(graph.live))
    yield STEPS, tuple((name.name, formula) for name, formula in steps if isinstance(name, Name))


def _listing(
    graph: Graph, parts: tuple[Part, ...], results: Mapping[str, Node], point: Mapping[str, Node] | None
) -> Listing:
    inputs = {name: None if point is None else point[name] for name in graph.inputs}
    answers = ((graph.of, Name(graph.of)), *((f"d{graph.of}/d{wrt}", value) for wrt, value in results.items()))
    return Listing(graph.of, inputs, tuple(part for part in parts if part[1]), answers)
