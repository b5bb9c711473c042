"""Sums and products in their order: what is combined, what is left alone, and that no value changes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.calculus.tidying.lines import (
    constant,
    forward_lines,
    is_sum_of_products,
    named,
    partial,
    product,
    reverse_lines,
    terms_of,
    total,
)
from symcalc.decide.ball import enclose
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import Name, Negative, Power, Product, Quotient, Sum, integer
from symcalc.syntax.written import written

U, A, B = Name("u"), Name("a"), Name("b")
VALUES = {"u": Fraction(2, 3), "a": Fraction(-5, 7), "b": Fraction(11, 13)}

parts = st.recursive(
    st.sampled_from([U, A, B, integer(0), integer(1), integer(2), integer(-3), Quotient(integer(1), integer(2))]),
    lambda inner: st.one_of(
        st.builds(lambda x, y: Sum((x, y)), inner, inner),
        st.builds(lambda x, y: Product((x, y)), inner, inner),
        st.builds(Negative, inner),
        st.builds(lambda x: Power(x, integer(2)), st.sampled_from([U, A, Sum((A, B))])),
        st.builds(lambda x: Quotient(x, integer(3)), inner),
    ),
    max_leaves=8,
)


def value(tree):
    """The exact value at a fixed point."""
    return enclose(tree, VALUES, 200)


@given(st.lists(parts, min_size=1, max_size=4))
def test_a_product_keeps_its_value(factors):
    """Collecting numbers and powers changes nothing."""
    assert value(product(factors)).overlaps(value(Product(tuple(factors)) if len(factors) > 1 else factors[0]))


@given(st.lists(parts, min_size=1, max_size=4))
def test_a_sum_keeps_its_value(terms):
    """Counting equal terms and dropping zeros changes nothing."""
    assert value(total(terms)).overlaps(value(Sum(tuple(terms)) if len(terms) > 1 else terms[0]))


@pytest.mark.parametrize(
    ("factors", "text"),
    [
        (["2", "u", "3", "a"], "6*u*a"),
        (["u", "u^2", "a"], "u**3*a"),
        (["-u", "-a"], "u*a"),
        (["1/2", "u", "a"], "u*a/2"),
        (["-3/2", "u"], "-3*u/2"),
        (["u", "0"], "0"),
        (["u a", "b"], "u*a*b"),
        (["u + a", "b", "u + a"], "(u + a)**2*b"),
        (["2", "3"], "6"),
        (["1", "u"], "u"),
    ],
)
def test_products(factors, text):
    """Numbers in front, signs outside, equal factors as powers, the rest in order."""
    assert written(product(map(parse_expression, factors))) == text


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        (["b", "a", "0"], "b + a"),
        (["a", "-a"], "0"),
        (["2 a", "a", "b"], "3*a + b"),
        (["a", "1", "b", "2"], "a + b + 3"),
        (["-(a + b)", "a"], "-b"),
        (["a b", "b a"], "a*b + b*a"),
        (["a/2", "a/2"], "a"),
    ],
)
def test_sums(terms, text):
    """Equal terms are counted, numbers stand last; factors keep their order, so a*b is not b*a."""
    assert written(total(map(parse_expression, terms))) == text


def test_lines_of_both_sweeps():
    """(22.4.23) and (22.4.21) on the book's network, each sub-result by name."""
    links = {"a": ("w",), "b": ("w",), "u": ("a", "b"), "v": ("a", "b"), "f": ("u", "v")}
    factors = {(node, argument): partial(node, argument) for node in links for argument in links[node]}
    backward = reverse_lines(links, "f", factors, ["f", "u", "v", "a", "b", "w"])
    assert list(backward) == ["f", "u", "v", "a", "b", "w"]
    assert written(backward["a"]) == "diff(f, u)*partial(u, a) + diff(f, v)*partial(v, a)"
    forward = forward_lines(links, "w", factors)
    assert written(forward["u"]) == "partial(u, a)*diff(a, w) + partial(u, b)*diff(b, w)"


def test_keys_name_partials():
    """`f,u` is the partial of f by u."""
    assert named("f,u") == partial("f", "u")


@pytest.mark.parametrize(
    ("text", "yes"),
    [("a b - 2 u", True), ("a", True), ("3", True), ("a (b + u)", False), ("a/b", False), ("sin(a)", False)],
)
def test_sums_of_products_are_recognised(text, yes):
    """Names, numbers, their products and the sum of these, nothing else."""
    assert is_sum_of_products(parse_expression(text)) == yes


def test_constants_and_terms():
    """Written fractions have a value; a tree that is no sum is its own only term."""
    assert constant(parse_expression("-2/3")) == Fraction(-2, 3)
    assert constant(parse_expression("1/0")) is None
    assert terms_of(U) == (U,)
