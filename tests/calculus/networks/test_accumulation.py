"""Forward and reverse accumulation, path counts and path listings, against other algorithms."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.calculus.networks import accumulation
from symcalc.calculus.networks.accumulation import consumers, edges, forward, live, path_count, paths, reverse, verify

BOOK = {"a": ("w", "x", "y", "z"), "b": ("w", "x", "y", "z"), "u": ("a", "b"), "v": ("a", "b"), "f": ("u", "v")}
FIGURE = {"v": ("y", "z"), "u": ("x", "y"), "b": ("v",), "a": ("u",), "f": ("a", "u", "b")}


@st.composite
def networks(draw):
    """A random network: up to three inputs, up to nine nodes, the last of them the output."""
    names = ["x", "y", "z"][: draw(st.integers(1, 3))]
    links = {}
    for index in range(draw(st.integers(1, 9))):
        chosen = draw(st.lists(st.sampled_from([*names, *links]), min_size=1, max_size=4, unique=True))
        links[f"n{index}"] = tuple(chosen)
    return names, links, f"n{len(links) - 1}"


def path_sum_by_elimination(links, of, wrt, weights):
    """The entry (of, wrt) of the inverse of I - W: the sum of all powers of the weighted adjacency matrix."""
    names = [wrt, *(node for node in links if node != wrt)]
    column = {name: Fraction(int(name == wrt)) for name in names}
    for _ in names:
        for node in links:
            column[node] = sum(
                (weights[node, a] * column.get(a, 0) for a in links[node]), start=Fraction(int(node == wrt))
            )
    return column.get(of, 0)


def paths_by_recursion(links, of, wrt):
    """All walks down the arguments, kept where they end at `wrt`."""
    if of == wrt:
        return [(of,)]
    return [(of, *rest) for argument in links.get(of, ()) for rest in paths_by_recursion(links, argument, wrt)]


@given(networks(), st.randoms(use_true_random=False))
def test_both_sweeps_equal_the_sum_over_paths(network, chance):
    """Reverse, forward, the listed paths and the inverse matrix give one number."""
    names, links, of = network
    weights = {edge: Fraction(chance.randint(-5, 5), chance.randint(1, 3)) for edge in edges(links)}
    for wrt in names:
        listed = sum(
            (
                Fraction(1) * _product(weights[edge] for edge in itertools.pairwise(path))
                for path in paths(links, of, wrt)
            ),
            start=Fraction(0),
        )
        assert listed == path_sum_by_elimination(links, of, wrt, weights)
        assert listed == forward(links, wrt, weights).get(of, 0)
        assert listed == reverse(links, of, weights).get(wrt, 0)


def _product(numbers):
    result = Fraction(1)
    for number in numbers:
        result *= number
    return result


@given(networks())
def test_paths_come_in_the_order_of_the_arguments(network):
    """The listing is that of a recursive walk, each path once, and as many as are counted."""
    names, links, of = network
    for wrt in [*names, *links]:
        listed = list(paths(links, of, wrt))
        assert listed == paths_by_recursion(links, of, wrt)
        assert len(listed) == path_count(links, of, wrt)


@given(networks())
def test_live_edges_are_those_on_some_path(network):
    """Pruning keeps exactly the edges of the listed paths."""
    names, links, of = network
    kept = set(edges(live(links, of, names)))
    on_paths = {
        edge for wrt in names for path in paths_by_recursion(links, of, wrt) for edge in itertools.pairwise(path)
    }
    assert kept == on_paths


def test_the_book_has_four_paths_and_the_figure_three():
    """(22.4.14) has 4 paths from f to w, Fig. 22.4.2 has 3 from f to y, in the book's order."""
    assert path_count(BOOK, "f", "w") == 4
    assert list(paths(FIGURE, "f", "y")) == [("f", "a", "u", "y"), ("f", "u", "y"), ("f", "b", "v", "y")]


def test_counts_are_exact_where_no_one_could_list_them():
    """A ladder of depth 1024 has 2^1024 paths; the 20 by 20 lattice has C(38, 19); 60 steps of Fibonacci F(60)."""
    ladder = {"a1": ("x",), "b1": ("x",)}
    for k in range(2, 1025):
        ladder[f"a{k}"] = ladder[f"b{k}"] = (f"a{k - 1}", f"b{k - 1}")
    assert path_count(ladder | {"f": ("a1024", "b1024")}, "f", "x") == 2**1024

    lattice = {}
    for i, j in itertools.product(range(20), repeat=2):
        if i or j:
            below = ([f"n{i - 1},{j}"] if i else []) + ([f"n{i},{j - 1}"] if j else [])
            lattice[f"n{i},{j}"] = tuple(below)
    assert path_count(lattice, "n19,19", "n0,0") == 35345263800

    fibonacci = {"n2": ("n1",)} | {f"n{k}": (f"n{k - 1}", f"n{k - 2}") for k in range(3, 62)}
    assert path_count(fibonacci, "n61", "n1") == 2504730781961


def test_the_first_paths_of_very_many_come_at_once():
    """Twenty of 2^1500 paths are listed without walking into the rest, and without recursion."""
    ladder = {"a1": ("x",), "b1": ("x",)}
    for k in range(2, 1501):
        ladder[f"a{k}"] = ladder[f"b{k}"] = (f"a{k - 1}", f"b{k - 1}")
    first = list(itertools.islice(paths(ladder, "a1500", "x"), 20))
    assert len(set(first)) == 20
    assert all(len(path) == 1501 for path in first)


def test_consumers_keep_the_order_asked_for():
    """Those who use a node are named in the given order, else in that of evaluation."""
    assert consumers(FIGURE, order=["f", "a", "u", "b", "v"])["u"] == ("f", "a")
    assert consumers(FIGURE)["u"] == ("a", "f")


@given(networks())
def test_networks_verify(network):
    """The self-check accepts what is right."""
    names, links, of = network
    verify(links, of, names)


@pytest.mark.parametrize("sweep", ["forward", "reverse"])
def test_a_wrong_sweep_is_found(sweep, monkeypatch):
    """A sweep that loses an edge's weight is a bug that the self-check reports."""
    right = getattr(accumulation, sweep)

    def wrong(links, end, weights):
        first = next(iter(weights))
        return right(links, end, {**weights, first: 1 + weights[first]})

    monkeypatch.setattr(accumulation, sweep, wrong)
    with pytest.raises(AssertionError, match="path sums differ"):
        verify(BOOK, "f", "w")


def test_a_sweep_takes_one_product_an_edge():
    """The number of multiplications grows with the edges, not with the paths."""
    links = {f"n{k}": tuple({f"n{k // 2}": 0, f"n{k // 3}": 0, f"n{k - 1}": 0}) for k in range(1, 400)}
    weights = dict.fromkeys(edges(live(links, "n399", ["n0"])), Counting())
    for sweep, end in ((reverse, "n399"), (forward, "n0")):
        Counting.products = 0
        sweep(live(links, "n399", ["n0"]), end, weights)
        assert Counting.products == len(weights)


class Counting:
    """A weight that counts how often it is multiplied."""

    products = 0

    def __mul__(self, _other):
        type(self).products += 1
        return 1

    __rmul__ = __mul__
