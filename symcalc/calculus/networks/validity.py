"""Where the partials of a network are what their formulas say, asked only of steps that may have corners or edges."""

from __future__ import annotations

from symcalc.calculus.assumed import check_holds_somewhere
from symcalc.calculus.networks.network import Graph
from symcalc.calculus.pointwise.analytic import is_analytic
from symcalc.syntax.problem import PosedNetwork
from symcalc.syntax.tree import Node


def conditions(problem: PosedNetwork, graph: Graph) -> tuple[Node, ...]:
    """Under which the partials on the live links are what their formulas say; none where they always are.

    Raises Nondifferentiable where the assumptions leave no place at which they are.

    >>> from symcalc.syntax.pose import pose_network
    >>> from symcalc.syntax.written import written
    >>> posed = pose_network("f = abs(u) + y; u = x^2 - 1")
    >>> [[written(one) for one in conditions(posed, Graph.posed(posed).by(wrt))] for wrt in ("x", "y")]
    [['u != 0'], []]
    """
    formulas = {name: graph.steps[name].formula for name in graph.shown_steps}
    rough = {name: formula for name, formula in formulas.items() if formula is not None and not is_analytic(formula)}
    if not rough:
        return ()
    from symcalc.calculus.networks.smooth_steps import conditions_of  # noqa: PLC0415 (the machinery that corners need)

    found = conditions_of(rough, graph.live, problem.assumptions)
    if problem.point is None:
        check_holds_somewhere(found, problem.assumptions)
    return found
