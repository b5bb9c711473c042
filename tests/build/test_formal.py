"""Functions without a formula."""

import pytest
from sympy import Derivative, S, Subs
from sympy.core.function import ArgumentIndexError

from symcalc.build import as_tree, symbol
from symcalc.build.formal import formal
from symcalc.syntax import written

x, y = symbol("x"), symbol("y")
f = formal("f", ("x", "y"))


def test_derivatives_commute_and_are_equal_objects():
    """The order of differentiation does not matter, and equal derivatives are equal."""
    assert f(x, y).fdiff(1).fdiff(2) == f(x, y).fdiff(2).fdiff(1)
    assert f(x, y).fdiff(1) != f(x, y).fdiff(2)
    assert f(x, y) != formal("g", ("x", "y"))(x, y)
    assert f(x, y) != formal("f", ("u", "v"))(x, y)


def test_the_chain_rule_leaves_neither_subs_nor_derivative():
    """SymPy's own differentiation of such a function gives partial derivatives at the arguments."""
    slope = f(x**2, x * y).diff(x)

    assert not slope.has(Derivative, Subs)
    assert slope == 2 * x * f(x**2, x * y).fdiff(1) + y * f(x**2, x * y).fdiff(2)


def test_a_function_is_rebuilt_from_its_arguments():
    """`func(*args)` is the same function, so substitution works; its value is no number."""
    applied = f(x, y).fdiff(1)

    assert applied.func(*applied.args) == applied
    assert applied.subs(x, y) == f(y, y).fdiff(1)
    assert not f(x, y).subs({x: 1, y: 2}).is_number


def test_derivatives_are_told_apart_where_sympy_sorts():
    """Keys of order differ between derivatives, so sorting does not depend on luck."""
    applied = f(x, y)
    keys = {applied.sort_key(), applied.fdiff(1).sort_key(), applied.fdiff(2).sort_key()}

    assert len(keys) == 3


def test_an_argument_that_is_not_there_is_refused():
    """There is no derivative by a third argument of two."""
    with pytest.raises(ArgumentIndexError):
        f(x, y).fdiff(3)


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (f(x, y), "f(x, y)"),
        (f(x, y).fdiff(1), "diff(f, x)"),
        (f(x, y).fdiff(2).fdiff(1), "diff(f, x, y)"),
        (f(y, x).fdiff(1), "diff(f, x)(y, x)"),
        (f(x**2, S.One).fdiff(2).fdiff(2), "diff(f, y, y)(x**2, 1)"),
    ],
)
def test_derivatives_are_written_by_the_names_of_the_parameters(expression, text):
    """At its own variables a derivative has no point, elsewhere the arguments follow."""
    assert written(as_tree(expression)) == text
