"""A network in layers: each node a layer behind all it depends on, few crossings, long edges bent around nodes.

After Sugiyama, Tagawa and Toda (1981): layers by the longest path from the inputs, then sweeps that put every node at
the mean of its neighbours. Everything is counted, nothing random, so a network is always drawn the same way.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from symcalc.calculus.networks.accumulation import Edge, Links
from symcalc.record import record

#: How often the layers are swept in each direction.
SWEEPS = 8


@record
class Layout:
    """Where everything is: the layer and the height of each node, and the points through which each edge goes.

    Layers count from 0 at the inputs, heights from 0 in steps of 1; an edge is a node and one of its arguments.
    """

    nodes: Mapping[str, tuple[float, float]]
    edges: Mapping[Edge, tuple[tuple[float, float], ...]]

    @property
    def size(self) -> tuple[float, float]:
        """The number of layers, and the greatest height."""
        across = [position[0] for position in self.nodes.values()]
        down = [y for points in self.edges.values() for _, y in points] + [y for _, y in self.nodes.values()]
        return max(across) + 1, max(down)


def layout(links: Links, inputs: Sequence[str]) -> Layout:
    """Positions for a network: `links` in an order of evaluation.

    >>> layout({"u": ("x",), "f": ("u", "x")}, ["x"]).nodes
    {'x': (0, 0.5), 'u': (1, 0.0), 'f': (2, 0.5)}
    """
    layer = layers(links, inputs)
    chains = {(node, argument): _chain(node, argument, layer) for node in links for argument in links[node]}
    orders = _fewest_crossings(_rows(layer, chains), list(chains.values()))
    height = max(map(len, orders))
    place = {
        point: (number, index + (height - len(order)) / 2)
        for number, order in enumerate(orders)
        for index, point in enumerate(order)
    }
    edges = {edge: tuple(place[point] for point in chain) for edge, chain in chains.items()}
    return Layout({name: place[name, layer[name]] for name in layer}, edges)


def layers(links: Links, inputs: Sequence[str]) -> dict[str, int]:
    """The layer of each node: one more than the greatest of its arguments; of an input, just before its first use.

    >>> layers({"u": ("x",), "f": ("u", "x", "c")}, ["x", "c"])
    {'x': 0, 'c': 1, 'u': 1, 'f': 2}
    """
    found = dict.fromkeys(inputs, 0)
    for node, arguments in links.items():
        found[node] = 1 + max((found[argument] for argument in arguments), default=-1)
    uses = defaultdict[str, list[int]](list)
    for node, arguments in links.items():
        for argument in arguments:
            uses[argument].append(found[node])
    return found | {name: min(uses[name]) - 1 for name in inputs if uses[name]}


#: A node in its layer, or a point of a long edge in a layer that it passes.
Point: TypeAlias = tuple[str, int]
#: The points of an edge, from the argument to the node.
Chain: TypeAlias = tuple[Point, ...]


def _chain(node: str, argument: str, layer: Mapping[str, int]) -> Chain:
    passed = ((f"{argument} {node}", between) for between in range(layer[argument] + 1, layer[node]))
    return (argument, layer[argument]), *passed, (node, layer[node])


def _rows(layer: Mapping[str, int], chains: Mapping[Edge, Chain]) -> list[list[Point]]:
    """The points of each layer in the order in which they occur."""
    rows: list[dict[Point, None]] = [{} for _ in range(1 + max(layer.values()))]
    for point in (*layer.items(), *(point for chain in chains.values() for point in chain)):
        rows[point[1]].setdefault(point)
    return [list(row) for row in rows]


def _fewest_crossings(rows: list[list[Point]], chains: Sequence[Chain]) -> list[list[Point]]:
    """The best order found by sweeping to and fro, each point at the mean of its neighbours."""
    links = [link for chain in chains for link in pairwise(chain)]
    before, after = defaultdict[Point, list[Point]](list), defaultdict[Point, list[Point]](list)
    for left, right in links:
        before[right].append(left)
        after[left].append(right)
    best, fewest = rows, crossings(rows, links)
    for sweep in range(2 * SWEEPS):
        rows = _swept(rows, before) if sweep % 2 == 0 else _swept(rows[::-1], after)[::-1]
        found = crossings(rows, links)
        if found < fewest:
            best, fewest = rows, found
    return best


def _swept(rows: list[list[Point]], neighbours: Mapping[Point, list[Point]]) -> list[list[Point]]:
    """Each layer ordered by the mean place of the neighbours in the one before; those without any stay."""
    found = [rows[0]]
    for row in rows[1:]:
        place = {point: index for index, point in enumerate(found[-1])}
        key = {
            point: _mean([place[other] for other in neighbours.get(point, ())], index)
            for index, point in enumerate(row)
        }
        found.append(sorted(row, key=key.__getitem__))
    return found


def _mean(numbers: Sequence[int], otherwise: float) -> float:
    return sum(numbers) / len(numbers) if numbers else otherwise


def crossings(rows: Sequence[Sequence[Point]], links: Iterable[tuple[Point, Point]]) -> int:
    """How many pairs of links between two layers cross.

    >>> a, b, c, d = ("a", 0), ("b", 0), ("c", 1), ("d", 1)
    >>> crossings([[a, b], [c, d]], [(a, d), (b, c)])
    1
    """
    place = {point: index for row in rows for index, point in enumerate(row)}
    ends = defaultdict[int, list[tuple[int, int]]](list)
    for left, right in links:
        ends[left[1]].append((place[left], place[right]))
    return sum(_inversions(sorted(pairs)) for pairs in ends.values())


def _inversions(pairs: Sequence[tuple[int, int]]) -> int:
    """How many of the pairs, in order of their left ends, have their right ends the other way round."""
    seen: list[int] = []
    count = 0
    for _, right in pairs:
        count += len(seen) - bisect_right(seen, right)
        insort(seen, right)
    return count
