"""Derivatives as trees: the same as SymPy's, no value outside the domain, and errors as the commands have them."""

import pytest

from symcalc.claims.context import Context
from symcalc.claims.formulas import Formulas
from symcalc.claims.smooth import as_differentiated, is_smooth, where_defined
from symcalc.decide.identity import identical
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import names
from tests.claims.judging import answer, shown, verdict

SMOOTH = [
    "x^3 y - 2x/y",
    "x^0 + 0/x^0",
    "exp(-x^2/2)/sqrt(2 pi)",
    "log(x y)/log(y)",
    "log(exp(x) + exp(y))",
    "sqrt(x^2 + y^2 + 1)",
    "(x^2 + 1)^y",
    "2^x log2(x) - log10(x)",
    "tan(x) cot(y) sec(x) csc(y)",
    "sinh(x) cosh(y) tanh(x y) coth(x)",
    "sech(x) csch(y)",
    "atan(x/y) asinh(x) atanh(y) acoth(x)",
    "gamma(x) factorial(y) digamma(x)",
    "erf(x y) sigmoid(x) softplus(y)",
    "(x^2 - 1)/(x - 1)",
]


@pytest.mark.parametrize("text", SMOOTH)
def test_trees_are_the_derivatives_that_sympy_finds(text):
    """Two engines, one derivative, with the same domain: proved to be equal, and one is defined where the other is."""
    function = parse_expression(text)
    variables = sorted(names(function))
    trees = as_differentiated(function, variables, {})
    formulas = Formulas(Context())(function, variables)

    assert is_smooth(function, {})
    for tree, formula in zip(trees, formulas, strict=True):
        found = identical(where_defined(function, tree), where_defined(function, formula))
        assert found.verdict == "proved"
        assert found.domain is not None
        assert found.domain.none


@pytest.mark.parametrize(
    "text", ["abs(x)", "x^(1/3)", "sqrt(x)", "max(x, y)", "x^y", "piecewise((x, x > 0), (0, true))"]
)
def test_corners_and_edges_are_not_smooth(text):
    """What may have a corner, a jump or an edge that belongs to its domain takes a closer look."""
    assert not is_smooth(parse_expression(text), {})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("diff(1/(t - t), t) == 0", "error domain"),
        ("diff(x log(-2), x) == log(-2)", "error domain"),
        ("grad (x^2) at (x = -1) == -2 for x > 0", "error usage"),
        ("hessian (x^2) at (x = -1) == [[2]] for x > 0", "error usage"),
        ("grad log(x) at (x = -1) == -1", "refuted"),
        ("diff(log(x), x) == 1/x", "proved"),
    ],
)
def test_what_has_no_derivative_is_answered_as_by_the_commands(text, kind):
    """A function that is defined nowhere, and a point that is assumed away, are mistakes; a missing value refutes."""
    assert verdict(text) == kind


def test_the_domain_is_that_of_the_function():
    """The derivative of a logarithm has no value left of 0, where its formula would have one."""
    found = answer("diff(log(x), x) == 1/x")

    assert found.domain.left_only is None
    assert found.domain.right_only is not None


def test_a_refutation_shows_tidied_values():
    """The witness of a refuted claim is worked out in the formula as a person would write it, not as differentiated."""
    found = answer("diff(1/tanh(x), x) == 2")

    assert shown(found.witness)["left"] == "-(-tanh(2)**2 + 1)/tanh(2)**2"
