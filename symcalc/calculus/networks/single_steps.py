"""The single-step partials of a network's formulas.

Networks repeat themselves: layer after layer has the same formula in other names. So a formula is differentiated in
place holders, once for each shape, and the names are put back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcalc.build import Scope, as_trees, build
from symcalc.build.assumed import Assumed
from symcalc.calculus.derivatives.derivative import gradient_of
from symcalc.calculus.networks.accumulation import Edge, Links
from symcalc.calculus.networks.network import Graph
from symcalc.calculus.tidying.lines import partial
from symcalc.calculus.tidying.tidy import tidied
from symcalc.syntax.pose import PosedNetwork
from symcalc.syntax.tree import Name, Node, substitute


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
    shapes = Shapes(scope, tidy=tidy)
    found: dict[Edge, Node] = {}
    for name, arguments in links.items():
        formula = graph.steps[name].formula
        if formula is None:
            found |= {(name, argument): partial(name, argument) for argument in arguments}
        else:
            slopes = shapes.gradient(formula, graph.steps[name].arguments)
            found |= {(name, argument): slopes[argument] for argument in arguments}
    return found


class Shapes:
    """Gradients by the shape of the formula: its tree with place holders for its arguments."""

    def __init__(self, scope: Scope, *, tidy: bool) -> None:
        self.scope = scope
        self.tidy = tidy
        self.known: dict[tuple[object, ...], tuple[Node, ...]] = {}

    def gradient(self, formula: Node, arguments: Sequence[str]) -> dict[str, Node]:
        """The partial by each argument.

        >>> from symcalc.syntax import parse_expression
        >>> shapes = Shapes(Scope(), tidy=True)
        >>> shapes.gradient(parse_expression("u v"), ["u", "v"])
        {'u': Name(name='v'), 'v': Name(name='u')}
        >>> shapes.gradient(parse_expression("a b"), ["a", "b"]), len(shapes.known)
        ({'a': Name(name='b'), 'b': Name(name='a')}, 1)
        """
        holders = tuple(f"p{place:04d}" for place in range(len(arguments)))
        shape = substitute(formula, dict(zip(arguments, map(Name, holders), strict=True)))
        assumed = tuple(self.scope.assumed.get(argument) for argument in arguments)
        if (shape, assumed) not in self.known:
            self.known[shape, assumed] = self._differentiated(shape, dict(zip(holders, assumed, strict=True)))
        back = {holder: Name(argument) for holder, argument in zip(holders, arguments, strict=True)}
        slopes = self.known[shape, assumed]
        return {name: substitute(slope, back) for name, slope in zip(arguments, slopes, strict=True)}

    def _differentiated(self, shape: Node, assumed: Mapping[str, Assumed | None]) -> tuple[Node, ...]:
        scope = Scope(self.scope.formal, {holder: known for holder, known in assumed.items() if known is not None})
        gradient = gradient_of(build(shape, scope), scope.symbols(assumed))
        return as_trees(tidied(gradient) if self.tidy else gradient)
