"""A posed network made ready to be differentiated: what the output depends on, and every single-step partial.

The single-step partial ∂u/∂a is that of u's formula as it is written, its arguments independent of each other, so in
(22.4.19) ∂f/∂u is not the total df/du, which also runs through a. A definition without a formula has its partials by
name alone, and a network without any formula is differentiated without SymPy.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from symcalc.calculus.assumed import check_assumptions, check_point
from symcalc.calculus.networks.accumulation import Edge, Links, backwards, edges, live, verify
from symcalc.calculus.tidying.lines import partial
from symcalc.record import record, replace
from symcalc.result import Figure
from symcalc.syntax.network import Step
from symcalc.syntax.problem import PosedNetwork
from symcalc.syntax.tree import Call, Name, Node


@record
class Graph:
    """The part of a network that `of` depends on: `links` in an order of evaluation, `written` in that of the text.

    `inputs` are the names without a definition, `live` the links through which `wrt` reaches `of`.
    """

    of: str
    wrt: tuple[str, ...]
    links: Links
    live: Links
    inputs: tuple[str, ...]
    written: tuple[str, ...]
    steps: Mapping[str, Step]

    @classmethod
    def posed(cls, problem: PosedNetwork) -> Graph:
        """Reduce a posed network, and check the sweeps on it.

        >>> from symcalc.syntax.pose import pose_network
        >>> graph = Graph.posed(pose_network("f = u v; u = x + y; v = y; unused = x", wrt="x", of="f"))
        >>> graph.links, graph.live
        ({'u': ('x', 'y'), 'v': ('y',), 'f': ('u', 'v')}, {'u': ('x',), 'f': ('u',)})
        """
        check_assumptions(problem.assumptions)
        check_point(problem.point, problem.assumptions)
        network = problem.network
        needed = network.needed
        steps = {name: step for name, step in network.steps.items() if name in needed}
        links = {name: step.arguments for name, step in steps.items()}
        verify(links, network.output, problem.variables)
        return cls(
            of=network.output,
            wrt=problem.variables,
            links=links,
            live=live(links, network.output, problem.variables),
            inputs=network.variables,
            written=tuple(sorted(steps, key=lambda name: _place(steps[name]))),
            steps=steps,
        )

    @property
    def shown_steps(self) -> tuple[str, ...]:
        """The steps with live links in the order of the text."""
        return tuple(name for name in self.written if name in self.live)

    @property
    def backward(self) -> tuple[str, ...]:
        """What the output depends on through live links, from the output back, otherwise in the order of the text."""
        return backwards(self.live, (*self.written, *self.inputs))

    def by(self, wrt: str) -> Graph:
        """The same network for the derivative by one variable alone."""
        return replace(self, wrt=(wrt,), live=live(self.live, self.of, [wrt]))

    @property
    def has_formulas(self) -> bool:
        """Whether any step has a formula."""
        return any(step.formula is not None for step in self.steps.values())

    @property
    def formulas(self) -> dict[str, Node] | None:
        """Every formula, in the order of evaluation; None where a definition has none."""
        found = {name: step.formula for name, step in self.steps.items() if step.formula is not None}
        return found if len(found) == len(self.steps) else None

    def formula(self, name: str) -> Node:
        """A definition's formula, or its head, applied, where it has none."""
        step = self.steps[name]
        return step.formula if step.formula is not None else Call(name, tuple(map(Name, step.arguments)))

    def shown(self, links: Links) -> Iterator[Edge]:
        """The edges of some links in the order in which they are shown: that of the text."""
        return edges({name: links[name] for name in self.written if name in links})


def _place(step: Step) -> tuple[int, int]:
    """Where a step stands in the text, a whole before its parts."""
    return step.span.start, -step.span.end


def symbols(links: Links) -> dict[Edge, Node]:
    """Every single-step partial by its name.

    >>> list(symbols({"u": ("x",)}))
    [('u', 'x')]
    """
    return {edge: partial(*edge) for edge in edges(links)}


def network_figure(graph: Graph, labels: Mapping[str, Sequence[Node]], values: Mapping[str, Node]) -> Figure:
    """The network as a picture: what depends on what, what is written on the edges that are on a path, and in nodes.

    `labels` are by `node,argument`: the partial's name, then its formula and its value where it has them.
    """
    content = {"links": graph.links, "inputs": graph.inputs, "output": graph.of, "labels": labels, "values": values}
    return Figure("network", f"{graph.of} and what it depends on", content)
