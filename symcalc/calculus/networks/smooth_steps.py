"""Whether the chain rule applies to a step: at a point, where its formula may have a corner, and where it does at all.

The chain rule needs every step differentiable in all the arguments that move, together. Off the switches of its
formula (the zeros of what stands in an absolute value, a root, a comparison) a step is; on them its behaviour is
decided by branches.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcalc.build import Scope, as_trees, build
from symcalc.calculus.derivatives.derivative import gradient_of
from symcalc.calculus.networks.accumulation import Links
from symcalc.calculus.networks.ledger import Ledger
from symcalc.calculus.networks.network import Graph
from symcalc.calculus.smoothness import Undecided, behaviour, where
from symcalc.decide.domain import switches
from symcalc.errors import DomainFault, Nondifferentiable
from symcalc.syntax.problem import PosedNetwork
from symcalc.syntax.tree import Node


def conditions_of(formulas: Mapping[str, Node], moving: Links, assumptions: Sequence[Node]) -> tuple[Node, ...]:
    """The conditions under which formulas of steps are differentiable in the arguments that move."""
    found: dict[Node, None] = {}
    for name, formula in formulas.items():
        if switches(formula):
            found |= dict.fromkeys(where(formula, moving[name], 1, assumptions))
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
