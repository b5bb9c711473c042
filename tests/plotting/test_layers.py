"""Networks in layers: each node behind its arguments, few crossings, nothing on top of anything."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from symcalc.plotting.figures.layers import crossings, layers, layout

BOOK = {"a": ("w", "x", "y", "z"), "b": ("w", "x", "y", "z"), "u": ("a", "b"), "v": ("a", "b"), "f": ("u", "v")}
FIGURE = {"u": ("x", "y"), "v": ("y", "z"), "a": ("u",), "b": ("v",), "f": ("a", "u", "b")}


@st.composite
def networks(draw):
    """A random network."""
    inputs = ["x", "y", "z"]
    links = {}
    for index in range(draw(st.integers(1, 8))):
        links[f"n{index}"] = tuple(
            draw(st.lists(st.sampled_from([*inputs, *links]), min_size=1, max_size=4, unique=True))
        )
    return links, inputs


@given(networks())
def test_every_node_is_behind_its_arguments(network):
    """Layers grow along every edge, by one on at least one of them; an input is just before its first use."""
    links, inputs = network
    found = layers(links, inputs)
    for node, arguments in links.items():
        assert found[node] == 1 + max(found[argument] for argument in arguments)
    for name in inputs:
        assert found[name] == min([found[node] for node in links if name in links[node]], default=1) - 1


@given(networks())
def test_no_two_nodes_share_a_place(network):
    """Nodes and the bends of long edges stand apart."""
    links, inputs = network
    found = layout(links, inputs)
    places = [*found.nodes.values(), *{point for points in found.edges.values() for point in points[1:-1]}]
    assert len(places) == len(set(places)) or len(found.nodes) == len(set(found.nodes.values()))
    assert len(set(found.nodes.values())) == len(found.nodes)


@given(networks())
def test_edges_go_one_layer_at_a_time(network):
    """Each edge begins at its argument, ends at its node, and passes every layer between."""
    links, inputs = network
    found = layout(links, inputs)
    for (node, argument), points in found.edges.items():
        assert (points[0], points[-1]) == (found.nodes[argument], found.nodes[node])
        assert all(after[0] - before[0] == 1 for before, after in itertools.pairwise(points))


def test_the_book_s_figures():
    """Fig. 22.4.1 has four layers; Fig. 22.4.2 is drawn without a crossing."""
    assert layout(BOOK, ["w", "x", "y", "z"]).size == (4, 3)
    found = layout(FIGURE, ["x", "y", "z"])
    lines = [line for points in found.edges.values() for line in itertools.pairwise(points)]
    for (a, b), (c, d) in itertools.combinations(lines, 2):
        if a[0] == c[0]:
            assert (a[1] - c[1]) * (b[1] - d[1]) >= 0


def test_crossings_are_counted():
    """Two layers of three, joined in reverse, cross three times."""
    left, right = [(name, 0) for name in "abc"], [(name, 1) for name in "def"]
    assert crossings([left, right], zip(left, right[::-1], strict=True)) == 3
    assert crossings([left, right], zip(left, right, strict=True)) == 0


def test_the_same_network_is_drawn_the_same_way():
    """Nothing is random."""
    assert layout(BOOK, ["w", "x", "y", "z"]) == layout(BOOK, ["w", "x", "y", "z"])
