"""Every number of a network at a point: values and single-step partials, and the totals that follow from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flint import arb, ctx, fmpq

from symcalc.build import Scope
from symcalc.calculus.networks.accumulation import Edge, edges, forward, reverse, within_budget
from symcalc.calculus.networks.ledger import DIGITS, PRECISIONS, Ledger, Unsettled, value_names
from symcalc.calculus.networks.network import Graph
from symcalc.calculus.networks.smooth_steps import decided, may_switch
from symcalc.calculus.smoothness import Undecided
from symcalc.calculus.tidying.lines import ONE, derivative, partial, product, total
from symcalc.errors import DomainFault, Nondifferentiable, UsageFault
from symcalc.syntax.problem import PosedNetwork
from symcalc.syntax.tree import Derivative, Name, Node
from symcalc.syntax.written import shown


def at_point(
    problem: PosedNetwork,
    graph: Graph,
    partials: Mapping[Edge, Node],
    scope: Scope,
    *,
    sweep: str = "reverse",
    digits: int | None = None,
) -> Ledger:
    """Every value and every single-step partial at the point, and the totals: adjoints, or tangents for `forward`.

    The keys are names for values, those of `step` for partials, of `adjoint` and `tangent` for totals.

    Raises:
        DomainFault: a formula is not defined at the point.
        Nondifferentiable: a formula is, but has no partial there.
        Undecided: whether it is defined, or differentiable, could not be decided.
    """
    exact: dict[str, Node] = {}
    parameters = _parameters(problem)
    key = ""
    for precision in PRECISIONS:
        ledger = Ledger(scope, precision, digits or DIGITS, parameters, exact)
        try:
            _fill(ledger, problem, graph, partials)
            _fill_totals(ledger, graph, sweep)
        except Unsettled as unsettled:
            key = str(unsettled)
        else:
            _compare(ledger, graph)
            return ledger
    raise Undecided(f"whether {key} is defined at this point could not be decided")


def _parameters(problem: PosedNetwork) -> frozenset[str]:
    """The names in the values of the point: none of them may be a name of the network."""
    used = {name for value in (problem.point or {}).values() for name in value_names(value)}
    inner = sorted(name for name in used if name in problem.network.steps or name in problem.network.inputs)
    if inner:
        message = f"the point uses {inner[0]}, which is a name of the network"
        raise UsageFault(message, hint="give every input a value of its own")
    return frozenset(used)


def _fill(ledger: Ledger, problem: PosedNetwork, graph: Graph, partials: Mapping[Edge, Node]) -> None:
    """The forward pass: values, then single-step partials."""
    point = problem.point or {}
    for name in graph.inputs:
        ledger.enter(name, point[name], Name(name))
    for name in graph.links:
        try:
            ledger.enter(name, graph.formula(name), Name(name))
        except DomainFault as fault:
            raise _located(fault, problem, graph, name, ledger) from None
    for name in graph.live:
        _fill_partials(ledger, problem, graph, name, partials)


def _fill_partials(
    ledger: Ledger, problem: PosedNetwork, graph: Graph, name: str, partials: Mapping[Edge, Node]
) -> None:
    """The single-step partials of one node; by branches where its formula may have a corner at the point."""
    formula = graph.steps[name].formula
    by_branches = None
    if formula is not None and may_switch(ledger, formula):
        by_branches = decided(problem, graph, ledger, name)
    for argument in graph.live[name]:
        edge = name, argument
        slope = _partial_at(graph, edge, partials) if by_branches is None else by_branches[argument]
        try:
            ledger.enter(step(edge), slope, partial(*edge))
        except DomainFault:
            raise _without_partial(problem, graph, edge) from None


def _fill_totals(ledger: Ledger, graph: Graph, sweep: str) -> None:
    """The totals, from the output back or from each input on."""
    if sweep == "reverse":
        for node, line in _adjoints(graph):
            ledger.enter(adjoint(node), line, derivative(graph.of, node))
    else:
        for wrt, node, line in _tangents(graph):
            ledger.enter(tangent(node, wrt), line, derivative(node, wrt))


def step(edge: Edge) -> str:
    """The key of a single-step partial at the point; no name can be spelled so.

    >>> step(("u", "a"))
    '∂u/∂a'
    """
    return f"∂{edge[0]}/∂{edge[1]}"


def adjoint(node: str) -> str:
    """The key of the derivative of the output by a node."""
    return f"d/d{node}"


def tangent(node: str, wrt: str) -> str:
    """The key of the derivative of a node by an input."""
    return f"d{node}/d{wrt}"


def _located(fault: DomainFault, problem: PosedNetwork, graph: Graph, name: str, ledger: Ledger) -> DomainFault:
    """The same fault, with the definition it is about and the values it was given."""
    given = ((argument, ledger.entries[argument].exact) for argument in graph.steps[name].arguments)
    values = ", ".join(f"{argument} = {shown(value)}" for argument, value in given)
    message = f"{name} is not defined at {values}" if values else f"{name} is not defined"
    return DomainFault(message, hint=fault.hint, span=graph.steps[name].span, source=problem.program.source)


def _without_partial(problem: PosedNetwork, graph: Graph, edge: Edge) -> Nondifferentiable:
    """A step at which the chain rule does not apply."""
    node, argument = edge
    message = f"{node} has no derivative by {argument} at this point"
    hint = "the chain rule needs every step differentiable; the composed function may still be (grad)"
    return Nondifferentiable(message, hint=hint, span=graph.steps[node].span, source=problem.program.source)


def _partial_at(graph: Graph, edge: Edge, partials: Mapping[Edge, Node]) -> Node:
    """The partial as a formula in the values of the arguments, which a function without a formula has to name."""
    node, argument = edge
    if graph.steps[node].formula is not None:
        return partials[edge]
    return Derivative("diff", Name(node), (Name(argument),), tuple(map(Name, graph.steps[node].arguments)))


def _adjoints(graph: Graph) -> Iterator[tuple[str, Node]]:
    """Each adjoint as a line in keys: the sum over those who use the node (22.4.23)."""
    weights = {edge: Name(step(edge)) for edge in edges(graph.live)}
    users: dict[str, list[Node]] = {graph.of: [ONE]}
    for node in graph.backward or (graph.of,):
        yield node, total(users[node])
        for argument in graph.live.get(node, ()):
            factors = [weights[node, argument]] if node == graph.of else [Name(adjoint(node)), weights[node, argument]]
            users.setdefault(argument, []).append(product(factors))


def _tangents(graph: Graph) -> Iterator[tuple[str, str, Node]]:
    """Each tangent as a line in keys: the sum over the arguments of the node (22.4.21)."""
    for wrt in graph.wrt:
        reached = {wrt}
        yield wrt, wrt, ONE
        for node, arguments in graph.live.items():
            through = [argument for argument in arguments if argument in reached]
            if through and node != wrt:
                reached.add(node)
                yield wrt, node, total(_tangent_term(node, argument, wrt) for argument in through)


def _tangent_term(node: str, argument: str, wrt: str) -> Node:
    weight = Name(step((node, argument)))
    return weight if argument == wrt else product((weight, Name(tangent(argument, wrt))))


def _compare(ledger: Ledger, graph: Graph) -> None:
    """The sweeps over the numbers themselves, one from each end: they must meet.

    Raises:
        AssertionError: they do not, which is a bug of symcalc's own.
    """
    balls = {edge: ledger.entries[step(edge)].ball for edge in edges(graph.live)}
    with ctx.workprec(ledger.precision):
        weights = {edge: arb(ball) for edge, ball in balls.items() if isinstance(ball, arb | fmpq)}
        if len(weights) < len(balls):
            return
        backwards = reverse(graph.live, graph.of, weights)
        for wrt in within_budget(graph.live, graph.wrt):
            forwards = forward(graph.live, wrt, weights).get(graph.of, 0)
            if not arb(backwards.get(wrt, 0)).overlaps(arb(forwards)):
                raise AssertionError(f"d{graph.of}/d{wrt}: reverse {backwards[wrt]} and forward {forwards} differ")
