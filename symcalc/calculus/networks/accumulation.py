"""Sums over the paths of a network in time linear in its edges: forward and reverse accumulation, and counting.

A path's term is the product of the weights on its edges; the derivative is the sum of the terms of all paths
(22.4.19). Both sweeps apply the distributive law, one from the inputs on (22.4.21), one from the output back
(22.4.23, 22.4.24), so a network with 2^60 paths costs as many products as it has edges. The weights are anything
with `+` and `*`: numbers, balls, SymPy expressions; with weight 1 on every edge the same sweep counts the paths.

Source: Griewank and Walther, Evaluating Derivatives, 2nd ed. (2008), sections 3.1 and 3.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from itertools import pairwise
from typing import Any, TypeAlias

#: Each node's arguments in their order; a node stands after every node it depends on.
Links: TypeAlias = Mapping[str, tuple[str, ...]]
#: A node and one of its arguments: the place of a single-step partial.
Edge: TypeAlias = tuple[str, str]

#: The sum over paths is compared with the sweeps up to this many paths.
FEW_PATHS = 300
#: Products that the self-check may take.
CHECKED_PRODUCTS = 100_000


def live(links: Links, of: str, wrt: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The part of a network through which `wrt` can reach `of`: every edge on some path between them, no other.

    >>> live({"u": ("x", "y"), "v": ("x",), "f": ("u", "c")}, "f", ["x"])
    {'u': ('x',), 'f': ('u',)}
    """
    leading = set(wrt)
    for node, arguments in links.items():
        if not leading.isdisjoint(arguments):
            leading.add(node)
    reached = {of}
    kept = {}
    for node in reversed(tuple(links)):
        through = tuple(argument for argument in links[node] if argument in leading)
        if node in reached and through:
            reached.update(through)
            kept[node] = through
    return dict(reversed(kept.items()))


def edges(links: Links) -> Iterator[Edge]:
    """Every edge, node by node.

    >>> list(edges({"u": ("x", "y"), "f": ("u",)}))
    [('u', 'x'), ('u', 'y'), ('f', 'u')]
    """
    return ((node, argument) for node, arguments in links.items() for argument in arguments)


def consumers(links: Links, order: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """For each argument the nodes that use it, in the given order of nodes (that of evaluation unless told).

    >>> consumers({"u": ("x",), "f": ("u", "x")}, order=["f", "u"])
    {'u': ('f',), 'x': ('f', 'u')}
    """
    users: dict[str, list[str]] = {}
    for node in order or links:
        for argument in links.get(node, ()):
            users.setdefault(argument, []).append(node)
    return {argument: tuple(nodes) for argument, nodes in users.items()}


def backwards(links: Links, preferred: Sequence[str]) -> tuple[str, ...]:
    """Every node and input behind all that use it; where that leaves a choice, in the preferred order.

    >>> backwards({"a": ("x",), "b": ("x",), "f": ("b", "a")}, ["f", "a", "b", "x"])
    ('f', 'a', 'b', 'x')
    """
    place = {node: number for number, node in enumerate(preferred)}
    waiting = {node: len(users) for node, users in consumers(links).items()}
    ready = [(place[node], node) for node in links if node not in waiting]
    heapify(ready)
    found: list[str] = []
    while ready:
        node = heappop(ready)[1]
        found.append(node)
        for argument in links.get(node, ()):
            waiting[argument] -= 1
            if not waiting[argument]:
                heappush(ready, (place[argument], argument))
    return tuple(found)


def forward(links: Links, wrt: str, weights: Mapping[Edge, Any]) -> dict[str, Any]:
    """The tangent of every node that depends on `wrt`: the sum over all paths from that node to `wrt` (22.4.21).

    >>> forward({"u": ("x",), "f": ("u", "x")}, "x", {("u", "x"): 2, ("f", "u"): 3, ("f", "x"): 5})
    {'x': 1, 'u': 2, 'f': 11}
    """
    tangents: dict[str, Any] = {wrt: 1}
    for node, arguments in links.items():
        terms = [weights[node, argument] * tangents[argument] for argument in arguments if argument in tangents]
        if terms:
            tangents[node] = _total(terms)
    return tangents


def reverse(links: Links, of: str, weights: Mapping[Edge, Any]) -> dict[str, Any]:
    """The adjoint of every node that `of` depends on: the sum over all paths from `of` to it (22.4.23, 22.4.24).

    >>> reverse({"u": ("x",), "f": ("u", "x")}, "f", {("u", "x"): 2, ("f", "u"): 3, ("f", "x"): 5})
    {'f': 1, 'u': 3, 'x': 11}
    """
    terms: dict[str, list[Any]] = {}
    adjoints: dict[str, Any] = {of: 1}
    for node in reversed(tuple(links)):
        if node in terms:
            adjoints[node] = _total(terms.pop(node))
        if node in adjoints:
            for argument in links[node]:
                terms.setdefault(argument, []).append(adjoints[node] * weights[node, argument])
    return adjoints | {leaf: _total(summands) for leaf, summands in terms.items()}


def _total(terms: list[Any]) -> Any:
    """Their sum, from the first on: no neutral element is needed."""
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def path_count(links: Links, of: str, wrt: str) -> int:
    """The number of paths from `of` to `wrt`, exactly: the forward sweep with weight 1 on every edge.

    >>> path_count({"u": ("x",), "v": ("x",), "f": ("u", "v", "x")}, "f", "x")
    3
    """
    count: int = forward(links, wrt, dict.fromkeys(edges(links), 1)).get(of, 0)
    return count


def paths(links: Links, of: str, wrt: str) -> Iterator[tuple[str, ...]]:
    """Every path from `of` to `wrt`, in the order of the arguments.

    No branch without an end is entered, so the first k paths cost k times their length.

    >>> list(paths({"u": ("x",), "v": ("x",), "f": ("u", "v", "x")}, "f", "x"))
    [('f', 'u', 'x'), ('f', 'v', 'x'), ('f', 'x')]
    """
    through = live(links, of, [wrt])
    trail = [of]
    branches = [iter(through.get(of, ()))]
    if of == wrt:
        yield (of,)
    while branches:
        step = next(branches[-1], None)
        if step is None:
            branches.pop()
            trail.pop()
        elif step == wrt:
            yield (*trail, step)
        else:
            trail.append(step)
            branches.append(iter(through[step]))


def verify(links: Links, of: str, wrt: Iterable[str]) -> None:
    """Compare the sweeps, and the sum over the paths where they are few, with exact integers on the edges.

    The two sweeps and the paths are three ways to one polynomial in the weights; the weights are a fixed sequence
    without structure. Where inputs are many, as many are checked as a fixed number of products allows.

    Raises:
        AssertionError: they differ, which is a bug of symcalc's own.
    """
    weights = {edge: _weight(index) for index, edge in enumerate(edges(links))}
    adjoints = reverse(links, of, weights)
    for name in within_budget(links, wrt):
        total = forward(links, name, weights).get(of, 0)
        ways = [adjoints.get(name, 0), total]
        if path_count(links, of, name) <= FEW_PATHS:
            ways.append(sum(_term(path, weights) for path in paths(links, of, name)))
        if len(set(ways)) > 1:
            raise AssertionError(f"d{of}/d{name}: reverse, forward and path sums differ: {ways}")


def within_budget(links: Links, wrt: Iterable[str]) -> tuple[str, ...]:
    """The first of `wrt`, as many as a forward sweep each can be afforded, at least one.

    >>> within_budget({"f": ("x", "y")}, ["x", "y"])
    ('x', 'y')
    """
    return tuple(wrt)[: max(1, CHECKED_PRODUCTS // max(1, sum(map(len, links.values()))))]


def _weight(index: int) -> int:
    """The weights of `verify`: a linear congruential sequence (Knuth's MMIX), its upper 16 bits."""
    return ((6364136223846793005 * (index + 1) + 1442695040888963407) % 2**64) >> 48


def _term(path: Sequence[str], weights: Mapping[Edge, int]) -> int:
    """The product of the weights along a path."""
    term = 1
    for edge in pairwise(path):
        term *= weights[edge]
    return term
