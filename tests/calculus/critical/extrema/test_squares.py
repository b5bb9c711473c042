"""Bounds of sums of squares and quadratic terms."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import symcalc
from symcalc.calculus.critical.extrema.squares import nowhere_beyond
from symcalc.calculus.critical.search.survey import Question
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import rational, substitute
from tests.decide import oracle

whole = st.integers(-4, 4)


@given(
    whole,
    whole,
    whole,
    whole,
    st.tuples(st.fractions(-3, 3, max_denominator=5), st.fractions(-3, 3, max_denominator=5)),
)
def test_a_bound_holds_at_every_point(a, b, c, level, point):
    """Where a function is said to be nowhere below a level, it is not below it at any point."""
    tree = parse_expression(f"(x^2 - y)^2 + ({a}) x^2 + ({b}) x y + ({c}) y^2 + 2 x^4 (y - 1)^2")
    values = dict(zip("xy", map(rational, point), strict=True))
    height = oracle.value(substitute(tree, values), {})

    if nowhere_beyond(Question(tree, ("x", "y")), rational(level), 1):
        assert height >= level - 1e-12
    mirrored = parse_expression(f"-((x^2 - y)^2) - ({a}) x^2 - ({b}) x y - ({c}) y^2")
    if nowhere_beyond(Question(mirrored, ("x", "y")), rational(level), -1):
        assert oracle.value(substitute(mirrored, values), {}) <= level + 1e-12


def test_woods_function_has_its_least_value_at_ones():
    """Its mixed term is held by squares of the same variables."""
    wood = "100(a^2-b)^2+(a-1)^2+(c-1)^2+90(c^2-d)^2+10.1((b-1)^2+(d-1)^2)+19.8(b-1)(d-1)"
    found = symcalc.critical(wood).global_

    assert found.minimum.approx == 0
    assert "quadratic" in found.reason
