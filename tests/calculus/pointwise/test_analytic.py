"""Smoothness that is seen from the operations alone agrees with the close look, and never says too much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.calculus.pointwise.analytic import is_analytic
from symcalc.calculus.smoothness import where
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import names

SMOOTH = [
    "sqrt(x^2 + y^2 + 1)",
    "sqrt(exp(x) + y^4)",
    "cbrt(1/2 + abs(x))^2 - abs(x)",
    "(x^2 + pi)^y",
    "(2 x^2 y^2 + cosh(x)/3)^(-1/2)",
    "sqrt((x^2 + 1)^y)",
    "abs(e^x)",
    "sqrt(1 + sqrt(1 + x^2))",
    "sqrt(3/(1 + x^-2))",
    "log(x)/sin(x)^2",
]
UNSEEN = [
    "sqrt(x)",
    "sqrt(x^2)",
    "abs(x)",
    "x^y",
    "cbrt(x)",
    "sqrt(x^2 + x)",
    "sqrt(x^2 - 1)",
    "sqrt(2 - x^2)",
    "x^(1/3)",
]


@pytest.mark.parametrize("text", [text for text in SMOOTH if "abs(x)" not in text])
def test_what_is_smooth_wherever_it_is_defined_is_seen(text):
    """A root of what is positive, a power of what is positive, on top of the analytic functions."""
    assert is_analytic(parse_expression(text))


@pytest.mark.parametrize("text", [*UNSEEN, "cbrt(1/2 + abs(x))^2 - abs(x)"])
def test_what_may_have_a_corner_takes_a_closer_look(text):
    """Where a sign is not certain, or zero is possible."""
    assert not is_analytic(parse_expression(text))


PARTS = st.sampled_from(["x", "y", "x^2", "y^4", "2", "1/3", "0", "exp(x)", "cosh(y)", "-x^2", "pi", "x^-2", "sin(x)"])


def _joined(below: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pair = st.tuples(below, st.sampled_from(["+", "*", "-", "/"]), below).map(lambda t: f"(({t[0]}) {t[1]} ({t[2]}))")
    return pair | below.map(lambda t: f"sqrt({t})") | below.map(lambda t: f"({t})^2") | below.map(lambda t: f"({t})^y")


@given(st.recursive(PARTS, _joined, max_leaves=6))
def test_it_never_says_more_than_the_close_look(text):
    """Whatever is called smooth has no condition under which its derivative holds."""
    function = parse_expression(f"x + ({text})")
    if is_analytic(function):
        assert where(function, sorted(names(function))) == ()
