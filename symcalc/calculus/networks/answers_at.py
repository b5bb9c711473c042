"""The numbers of chain rules and of both passes at a point, or what could not be decided there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from flint import fmpq

from symcalc.build import Scope
from symcalc.calculus.networks.accumulation import Edge, Links, live
from symcalc.calculus.networks.at_point import adjoint, at_point, step, tangent
from symcalc.calculus.networks.ledger import Entry, Ledger
from symcalc.calculus.networks.network import Graph
from symcalc.calculus.networks.numbers_at import (
    Approximate,
    Decimals,
    NumbersAt,
    PassDecimals,
    PassesAt,
    all_whole,
)
from symcalc.calculus.smoothness import Undecided
from symcalc.calculus.tidying.lines import ZERO, Line, derivative
from symcalc.syntax.problem import PosedNetwork
from symcalc.syntax.tree import Node


def chains_at(
    problem: PosedNetwork, graph: Graph, partials: Mapping[Edge, Node], scope: Scope, *, digits: int | None
) -> tuple[NumbersAt, ...] | str:
    """The numbers of the chain rule by each variable at the point, or what could not be decided there."""
    try:
        ledger = at_point(problem, graph, partials, scope, digits=digits)
    except Undecided as undecided:
        return str(undecided)
    return tuple(numbers_at(ledger, problem, graph, wrt, digits) for wrt in graph.wrt)


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
    *,
    adjoints: Iterable[str] | None,
    tangents: Mapping[str, Iterable[str]] | None,
    digits: int | None,
) -> PassesAt | str:
    """The numbers of both passes at the point, or what could not be decided there.

    `adjoints` are the nodes of a reverse sweep, `tangents` those of a forward sweep by each input.
    """
    sweep = "reverse" if tangents is None else "forward"
    try:
        ledger = at_point(problem, graph, partials, scope, sweep=sweep, digits=digits)
    except Undecided as undecided:
        return str(undecided)
    reverse = None if adjoints is None else {node: _entry(ledger, adjoint(node)) for node in adjoints}
    forward = None if tangents is None else {by: _tangents(ledger, by, nodes) for by, nodes in tangents.items()}
    return _numbers(ledger, problem, graph, adjoints=reverse, tangents=forward, digits=digits)


def _tangents(ledger: Ledger, by: str, nodes: Iterable[str]) -> dict[str, Entry]:
    return {node: _entry(ledger, tangent(node, by)) for node in nodes}


def _numbers(
    ledger: Ledger,
    problem: PosedNetwork,
    graph: Graph,
    *,
    adjoints: Mapping[str, Entry] | None,
    tangents: Mapping[str, Mapping[str, Entry]] | None,
    digits: int | None,
) -> PassesAt:
    """The entries of a ledger as results show them."""
    values = {name: ledger.entries[name] for name in (*graph.inputs, *graph.links)}
    partials = {",".join(edge): ledger.entries[step(edge)] for edge in graph.shown(graph.live)}
    totals = [adjoints or {}, *(tangents or {}).values()]
    every = chain(values.values(), partials.values(), *(entries.values() for entries in totals))
    approx = PassDecimals(
        rounded_entries(values, digits),
        rounded_entries(partials, digits),
        None if adjoints is None else rounded_entries(adjoints, digits),
        None if tangents is None else {by: rounded_entries(entries, digits) for by, entries in tangents.items()},
    )
    return PassesAt(
        point={name: (problem.point or {})[name] for name in graph.inputs},
        values=exact_entries(values),
        partials=exact_entries(partials),
        adjoints=None if adjoints is None else exact_entries(adjoints),
        tangents=None if tangents is None else {by: exact_entries(entries) for by, entries in tangents.items()},
        where=tuple(dict.fromkeys(ledger.conditions)),
        approx=approx if _wanted(every, digits) else None,
    )


def _entry(ledger: Ledger, key: str) -> Entry:
    """A total; 0 where no path leads there."""
    return ledger.entries.get(key, Entry(ZERO, ZERO, fmpq(0)))
