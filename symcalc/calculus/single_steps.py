"""The single-step partials of a network's formulas."""

from __future__ import annotations

from symcalc.build import Scope, as_tree, build
from symcalc.calculus.accumulation import Edge, Links
from symcalc.calculus.derivative import gradient_of
from symcalc.calculus.lines import partial
from symcalc.calculus.network import Graph
from symcalc.calculus.tidy import tidied
from symcalc.syntax.pose import PosedNetwork
from symcalc.syntax.tree import Node


def scope_of(problem: PosedNetwork) -> Scope:
    """What is assumed of the names, and which functions have no formula."""
    formal = {name: step.arguments for name, step in problem.network.steps.items() if step.formula is None}
    return Scope.of(formal, problem.assumptions)


def single_steps(graph: Graph, links: Links, scope: Scope, *, tidy: bool = True) -> dict[Edge, Node]:
    """The formula of each single-step partial on the links; its name where a definition has no formula.

    Raises Unsupported where the language has no formula for a derivative.

    >>> from symcalc.syntax.pose import pose_network
    >>> from symcalc.syntax.written import written
    >>> graph = Graph.posed(pose_network("f = (u + v)^2; u = x y; v(x)"))
    >>> found = single_steps(graph, graph.links, Scope({"v": ("x",)}))
    >>> [written(found[edge]) for edge in (("f", "u"), ("u", "x"), ("v", "x"))]
    ['2*(u + v)', 'y', 'partial(v, x)']
    """
    found: dict[Edge, Node] = {}
    for name, arguments in links.items():
        formula = graph.steps[name].formula
        if formula is None:
            found |= {(name, argument): partial(name, argument) for argument in arguments}
        else:
            gradient = gradient_of(build(formula, scope), scope.symbols(arguments))
            slopes = tidied(gradient) if tidy else gradient
            found |= {(name, argument): as_tree(slope) for argument, slope in zip(arguments, slopes, strict=True)}
    return found
