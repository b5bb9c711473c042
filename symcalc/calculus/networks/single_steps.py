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
from symcalc.syntax.problem import PosedNetwork
from symcalc.syntax.tree import Name, Node, substitute


def scope_of(problem: PosedNetwork, graph: Graph) -> Scope:
    """What is assumed of the names, those of live links as they vary, and which functions have no formula."""
    formal = {name: step.arguments for name, step in problem.network.steps.items() if step.formula is None}
    moving = [name for step, arguments in graph.live.items() for name in (step, *arguments)]
    return Scope.of(formal, problem.assumptions).inside(moving)


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
            slopes = shapes.gradient(formula, graph.steps[name].arguments, arguments)
            found |= {(name, argument): slope for argument, slope in slopes.items()}
    return found


class Shapes:
    """Gradients by the shape of the formula: its tree with place holders for its arguments."""

    def __init__(self, scope: Scope, *, tidy: bool) -> None:
        self.scope = scope
        self.tidy = tidy
        self.known: dict[tuple[object, ...], tuple[Node, ...]] = {}

    def gradient(self, formula: Node, arguments: Sequence[str], wrt: Sequence[str]) -> dict[str, Node]:
        """The partial by each argument of `wrt`; the others are parameters.

        >>> from symcalc.syntax import parse_expression
        >>> shapes = Shapes(Scope(), tidy=True)
        >>> shapes.gradient(parse_expression("u v"), ["u", "v"], ["u", "v"])
        {'u': Name(name='v'), 'v': Name(name='u')}
        >>> shapes.gradient(parse_expression("a b"), ["a", "b"], ["a", "b"]), len(shapes.known)
        ({'a': Name(name='b'), 'b': Name(name='a')}, 1)
        """
        holders = {argument: f"p{place:04d}" for place, argument in enumerate(arguments)}
        shape = substitute(formula, {argument: Name(holder) for argument, holder in holders.items()})
        moving = tuple(holders[name] for name in wrt)
        assumed = tuple(self.scope.assumed.get(argument) for argument in arguments)
        key = (shape, moving, assumed)
        if key not in self.known:
            self.known[key] = self._differentiated(shape, moving, dict(zip(holders.values(), assumed, strict=True)))
        back = {holder: Name(argument) for argument, holder in holders.items()}
        return {name: substitute(slope, back) for name, slope in zip(wrt, self.known[key], strict=True)}

    def _differentiated(
        self, shape: Node, moving: Sequence[str], assumed: Mapping[str, Assumed | None]
    ) -> tuple[Node, ...]:
        scope = Scope(self.scope.formal, {holder: known for holder, known in assumed.items() if known is not None})
        gradient = gradient_of(build(shape, scope), scope.symbols(moving))
        return as_trees(tidied(gradient) if self.tidy else gradient)
