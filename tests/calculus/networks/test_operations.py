"""What each way to a derivative costs, against the book's network and against counting by hand."""

from fractions import Fraction

import pytest

from symcalc.calculus.networks.accumulation import edges
from symcalc.calculus.networks.operations import Cost, Writing, operations
from symcalc.syntax.tree import Call, Name, Negative, Number, Power, Product, Quotient, Sum, integer

BOOK = {"a": ("w", "x", "y", "z"), "b": ("w", "x", "y", "z"), "u": ("a", "b"), "v": ("a", "b"), "f": ("u", "v")}
LADDER = {"a1": ("x",), "b1": ("x",)} | {
    f"{side}{k}": (f"a{k - 1}", f"b{k - 1}") for k in range(2, 61) for side in ("a", "b")
}


def test_the_book_s_network():
    """All four derivatives: 12 products and 6 sums in reverse, 24 and 12 forward, 32 and 12 over the paths."""
    count = operations(BOOK, "f", ["w", "x", "y", "z"])
    assert count.reverse == Cost(12, 6)
    assert count.forward == Cost(24, 12)
    assert count.paths == Cost(32, 12)
    assert count.composed is None


def test_one_input_costs_the_same_both_ways():
    """By w alone, a forward sweep is as cheap as a reverse one."""
    count = operations(BOOK, "f", ["w"])
    assert count.reverse == count.forward == Cost(6, 3)
    assert count.paths == Cost(8, 3)


def test_the_paths_of_a_ladder_are_counted_without_listing_them():
    """2^59 paths of 60 edges each: 59 products a path and one sum less than paths."""
    count = operations(LADDER, "a60", ["x"])
    assert count.paths == Cost(59 * 2**59, 2**59 - 1)
    assert count.reverse.multiplications == 4 * 58 + 2


def test_nothing_costs_nothing():
    """An input that the output does not depend on takes no operation, nor does the output itself."""
    count = operations({"f": ("x",)}, "f", ["y", "f"])
    assert count.reverse == count.forward == count.paths == Cost(0, 0)


@pytest.mark.parametrize(
    ("formula", "cost"),
    [
        (Sum((Name("x"), Negative(Name("y")), integer(1))), Cost(0, 2)),
        (Product((integer(2), Name("x"), Name("y"))), Cost(2, 0)),
        (Quotient(Name("x"), Name("y")), Cost(1, 0)),
        (Power(Name("x"), integer(4)), Cost(2, 0)),
        (Power(Name("x"), integer(-3)), Cost(3, 0)),
        (Power(Name("x"), Number(Fraction(1, 2))), Cost(0, 0)),
        (Power(Name("x"), Name("y")), Cost(0, 0)),
        (Call("sin", (Sum((Name("x"), Name("y"))),)), Cost(0, 1)),
    ],
)
def test_the_cost_of_a_formula(formula, cost):
    """Sums, products, quotients and whole powers count; signs, functions and other powers do not."""
    assert Writing.of(formula).own == cost


def test_composing_writes_a_sub_result_wherever_it_occurs():
    """With f = u*u, u = x*y, written out: (xy)(xy); df/dx = (2*(xy)) * y: three products."""
    u, x, y = Name("u"), Name("x"), Name("y")
    links = {"u": ("x", "y"), "f": ("u",)}
    formulas = {"u": Product((x, y)), "f": Product((u, u))}
    partials = {("u", "x"): y, ("u", "y"): x, ("f", "u"): Product((integer(2), u))}
    assert operations(links, "f", ["x"], formulas, partials).composed == Cost(3, 0)


def test_composing_doubles_at_every_step_of_a_ladder():
    """The cost of the composed formula is exact and astronomical at depth 60, and comes at once."""
    formulas = {node: Sum((*map(Name, arguments), integer(1))) for node, arguments in LADDER.items()}
    partials = {(node, argument): Name(argument) for node, argument in edges(LADDER)}
    composed = operations(LADDER, "a60", ["x"], formulas, partials).composed
    assert composed.multiplications == 2**60 - 2
    assert composed.additions > 60 * 2**59
