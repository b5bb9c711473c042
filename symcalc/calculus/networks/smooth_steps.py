"""Whether the chain rule applies to a step: at a point, where its formula may have a corner, and where it does at all.

The chain rule needs every step differentiable in all the arguments that move, together. Off the switches of its
formula (the zeros of what stands in an absolute value, a root, a comparison) a step is; on them its behaviour is
decided by branches.
"""

from __future__ import annotations

from collections.abc import Mapping

from symcalc.build import Scope, as_trees, build
from symcalc.calculus.assumed import check_holds_somewhere
from symcalc.calculus.derivatives.derivative import gradient_of
from symcalc.calculus.networks.ledger import Ledger
from symcalc.calculus.networks.network import Graph
from symcalc.calculus.smoothness import Undecided, behaviour, where
from symcalc.decide.domain import switches
from symcalc.errors import DomainFault, Nondifferentiable
from symcalc.syntax.pose import PosedNetwork
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
    found: dict[Node, None] = {}
    for name in graph.shown_steps:
        formula = graph.steps[name].formula
        if formula is not None and switches(formula):
            found |= dict.fromkeys(where(formula, graph.live[name], 1, problem.assumptions))
    if problem.point is None:
        check_holds_somewhere(tuple(found), problem.assumptions)
    return tuple(found)


def may_switch(ledger: Ledger, formula: Node) -> bool:
    """Whether a switch of the formula may stand at the values on the ledger."""
    return any(ledger.may_vanish(switch.expression) for switch in switches(formula))


def decided(problem: PosedNetwork, graph: Graph, ledger: Ledger, name: str) -> Mapping[str, Node] | None:
    """The partials of a step at the values on the ledger, decided by branches; None where its formula gives them.

    Raises:
        Nondifferentiable: it is not differentiable there.
        DomainFault: it is not defined there.
        Undecided: whether it is could not be decided.
    """
    step, moving = graph.steps[name], graph.live[name]
    values = {argument: ledger.entries[argument].exact for argument in step.arguments}
    if step.formula is None:
        return None
    if any(map(ledger.uses_names, values.values())):
        raise Undecided(f"whether {name} is differentiable at this point could not be decided")
    try:
        found = behaviour(step.formula, moving, values, 1, problem.assumptions)
    except (DomainFault, Nondifferentiable) as fault:
        raise _about(fault, problem, graph, name) from None
    if found.regular is None:
        raise Undecided(f"{name}: {found.note}")
    ledger.conditions.extend(found.where)
    if not found.regular:
        return dict(zip(moving, found.gradient, strict=True))
    return None if found.formula == step.formula else _gradient(found.formula, moving, ledger.scope)


def _gradient(formula: Node, moving: tuple[str, ...], scope: Scope) -> dict[str, Node]:
    """The partials of a formula."""
    slopes = gradient_of(build(formula, scope), scope.symbols(moving))
    return dict(zip(moving, as_trees(slopes), strict=True))


def _about(
    fault: DomainFault | Nondifferentiable, problem: PosedNetwork, graph: Graph, name: str
) -> DomainFault | Nondifferentiable:
    """The same fault, with the definition it is about."""
    hint = fault.hint
    if isinstance(fault, Nondifferentiable):
        hint = hint or "the chain rule needs every step differentiable; the composed function may still be (grad)"
    span = fault.span or graph.steps[name].span
    return type(fault)(f"{name}: {fault.message}", hint=hint, span=span, source=problem.program.source)
