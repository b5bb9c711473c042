"""Trees whose equal parts are one object."""

from symcalc.calculus.derivatives.algebra import ONE, ZERO
from symcalc.calculus.derivatives.merged import Merged
from symcalc.syntax import parse_expression, written


def merged(text):
    """A tree of its own kind, and the merging."""
    merging = Merged()
    return merging, merging.tree(parse_expression(text))


def test_equal_parts_become_one_object():
    """Whatever their operation, and only where they are equal."""
    _, tree = merged("sin(x)/2 + sin(x)^2 + cos(x)/2")
    first, second, third = tree.terms

    assert first.numerator is second.base
    assert first.numerator is not third.numerator
    assert first.denominator is third.denominator


def test_products_are_of_two_factors():
    """From the left, so that products that begin alike share their beginning."""
    _, tree = merged("x y z + x y sin(z)")

    assert tree.terms[0].factors[0] is tree.terms[1].factors[0]


def test_sums_gather_equal_terms_and_numbers():
    """What cancels is gone; a minus that all terms have stands in front."""
    merging, tree = merged("x + y")
    x, y = tree.terms

    assert written(merging.sum([x, y, x, ONE, ONE])) == "2*x + y + 2"
    assert merging.sum([x, parse_expression("-3"), merging.times(merging.part(parse_expression("-1")), x)]) == (
        parse_expression("-3")
    )
    minus = merging.part(parse_expression("-1"))
    negative_x, negative_y = merging.times(minus, x), merging.times(minus, y)
    assert written(merging.sum([negative_x, negative_y])) == "-(x + y)"
    assert merging.sum([x, negative_x]) is ZERO


def test_products_are_made_once():
    """In either order; with 0 and 1 nothing is made."""
    merging, tree = merged("x + y")
    x, y = tree.terms

    assert merging.times(x, y) is merging.times(y, x)
    assert merging.times(x, ZERO) is ZERO
    assert merging.times(ONE, x) is x
