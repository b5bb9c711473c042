"""Chain rules and backward passes with their numbers at a point put in, or with what could not be decided there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from flint import fmpq

from symcalc.build import Scope
from symcalc.calculus.networks.accumulation import Edge, Links, live
from symcalc.calculus.networks.at_point import adjoint, at_point, step, tangent
from symcalc.calculus.networks.backprop import Backprop, Rounded
from symcalc.calculus.networks.chain import Chain
from symcalc.calculus.networks.ledger import Entry, Ledger
from symcalc.calculus.networks.network import Graph
from symcalc.calculus.networks.numbers_at import Approximate, Decimals, NumbersAt, all_whole
from symcalc.calculus.smoothness import Undecided
from symcalc.calculus.tidying.lines import ZERO, Line, derivative
from symcalc.syntax.pose import PosedNetwork
from symcalc.syntax.tree import Node


def chains_at(
    problem: PosedNetwork,
    graph: Graph,
    partials: Mapping[Edge, Node],
    scope: Scope,
    answers: Sequence[Chain],
    *,
    digits: int | None,
) -> tuple[Chain, ...]:
    """Chain rules with their numbers at the point, or with what could not be decided there."""
    try:
        ledger = at_point(problem, graph, partials, scope, digits=digits)
    except Undecided as undecided:
        return tuple(replace(answer, undecided=str(undecided)) for answer in answers)
    return tuple(replace(answer, at=numbers_at(ledger, problem, graph, answer.wrt, digits)) for answer in answers)


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
        where=tuple(dict.fromkeys(ledger.conditions)),
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


def passes_at(
    problem: PosedNetwork,
    graph: Graph,
    partials: Mapping[Edge, Node],
    scope: Scope,
    passes: Backprop,
    *,
    digits: int | None,
) -> Backprop:
    """The two passes of a network at the point, or with what could not be decided there."""
    sweep = "reverse" if passes.tangents is None else "forward"
    try:
        ledger = at_point(problem, graph, partials, scope, sweep=sweep, digits=digits)
    except Undecided as undecided:
        return replace(passes, undecided=str(undecided))
    return _passes(ledger, problem, graph, passes, digits)


def _passes(ledger: Ledger, problem: PosedNetwork, graph: Graph, passes: Backprop, digits: int | None) -> Backprop:
    """The two passes with every formula replaced by its value."""
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
        where=tuple(dict.fromkeys(ledger.conditions)),
    )


def _entry(ledger: Ledger, key: str) -> Entry:
    """A total; 0 where no path leads there."""
    return ledger.entries.get(key, Entry(ZERO, ZERO, fmpq(0)))
