"""Every number of a network at a point: values and single-step partials, and the totals that follow from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from flint import arb, ctx, fmpq

from symcalc.build import Scope
from symcalc.calculus.accumulation import Edge, Links, edges, forward, live, reverse, within_budget
from symcalc.calculus.backprop import Backprop, Rounded
from symcalc.calculus.ledger import DIGITS, PRECISIONS, Entry, Ledger, Unsettled, value_names
from symcalc.calculus.lines import ONE, ZERO, Line, derivative, partial, product, total
from symcalc.calculus.network import Graph
from symcalc.calculus.numbers_at import Approximate, Decimals, NumbersAt, all_whole
from symcalc.errors import DomainFault, Nondifferentiable, Unsupported, UsageFault
from symcalc.syntax.pose import PosedNetwork
from symcalc.syntax.tree import Derivative, Name, Node


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
        Unsupported: whether it is defined could not be decided.
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
    raise Unsupported(f"whether {key} is defined at this point could not be decided")


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
            raise _located(fault, problem, graph, name) from None
    for edge in edges(graph.live):
        try:
            ledger.enter(step(edge), _partial_at(graph, edge, partials), partial(*edge))
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


def _located(fault: DomainFault, problem: PosedNetwork, graph: Graph, name: str) -> DomainFault:
    """The same fault, with the definition it is about."""
    span = fault.span or graph.steps[name].span
    message = f"{name} is not defined at this point"
    return DomainFault(message, hint=fault.hint, span=span, source=problem.program.source)


def _without_partial(problem: PosedNetwork, graph: Graph, edge: Edge) -> Nondifferentiable:
    """A step at which the chain rule does not apply."""
    node, argument = edge
    message = f"{node} has no derivative by {argument} at this point, so the chain rule does not apply"
    return Nondifferentiable(message, span=graph.steps[node].span, source=problem.program.source)


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


def numbers_at(ledger: Ledger, problem: PosedNetwork, graph: Graph, wrt: str, digits: int | None) -> NumbersAt:
    """What a chain rule by one input shows of the numbers: those on its own paths."""
    links = live(graph.live, graph.of, [wrt])
    total_at = _entry(ledger, adjoint(wrt))
    values = {name: ledger.entries[name] for name in graph.links}
    partials = {",".join(edge): ledger.entries[step(edge)] for edge in graph.shown(links)}
    approx = Decimals(rounded_entries(values, digits), rounded_entries(partials, digits), total_at.decimal(digits))
    every = (*values.values(), *partials.values(), total_at)
    return NumbersAt(
        point={name: (problem.point or {})[name] for name in graph.inputs},
        values=exact_entries(values),
        partials=exact_entries(partials),
        derivative=total_at.exact,
        lines=named_adjoints(ledger, graph, links) if ledger.uses_names(total_at.exact) else (),
        approx=approx if _wanted(every, digits) else None,
    )


def _wanted(entries: Iterable[Entry], digits: int | None) -> bool:
    """Whether decimals say more than the exact values: where they are asked for, or a number is not whole."""
    numbers = [entry.exact for entry in entries if entry.ball is not None]
    return bool(numbers) and (digits is not None or not all_whole(numbers))


def exact_entries(entries: Mapping[str, Entry]) -> dict[str, Node]:
    """The exact values."""
    return {key: entry.exact for key, entry in entries.items()}


def rounded_entries(entries: Mapping[str, Entry], digits: int | None) -> dict[str, Approximate]:
    """The decimals."""
    return {key: entry.decimal(digits) for key, entry in entries.items()}


def named_adjoints(ledger: Ledger, graph: Graph, links: Links) -> tuple[Line, ...]:
    """The adjoints on the way to an input as they are written in each other."""
    found = (
        (node, ledger.entries[adjoint(node)].exact) for node in graph.backward if node in links and node != graph.of
    )
    return tuple(Line(derivative(graph.of, node), exact) for node, exact in found)


def passes_at(ledger: Ledger, problem: PosedNetwork, graph: Graph, passes: Backprop, digits: int | None) -> Backprop:
    """The two passes of a network with every formula replaced by its value."""
    values = {name: ledger.entries[name] for name in passes.values}
    partials = {",".join(edge): ledger.entries[step(edge)] for edge in graph.shown(graph.live)}
    adjoints = {node: _entry(ledger, adjoint(node)) for node in passes.adjoints or {}}
    tangents = {
        wrt: {node: _entry(ledger, tangent(node, wrt)) for node in lines}
        for wrt, lines in (passes.tangents or {}).items()
    }
    every = (
        *values.values(),
        *partials.values(),
        *adjoints.values(),
        *chain(*(by.values() for by in tangents.values())),
    )
    approx = Rounded(
        rounded_entries(values, digits),
        rounded_entries(partials, digits),
        None if passes.adjoints is None else rounded_entries(adjoints, digits),
        None if passes.tangents is None else {wrt: rounded_entries(by, digits) for wrt, by in tangents.items()},
    )
    return replace(
        passes,
        values=exact_entries(values),
        partials=exact_entries(partials),
        adjoints=None if passes.adjoints is None else exact_entries(adjoints),
        tangents=None if passes.tangents is None else {wrt: exact_entries(by) for wrt, by in tangents.items()},
        formulas=passes.symbolic.formulas,
        approx=approx if _wanted(every, digits) else None,
        point={name: (problem.point or {})[name] for name in graph.inputs},
    )


def _entry(ledger: Ledger, key: str) -> Entry:
    """A total; 0 where no path leads there."""
    return ledger.entries.get(key, Entry(ZERO, ZERO, fmpq(0)))
