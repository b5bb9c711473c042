"""Limits in closed form: numbers and infinities, never an infinity inside of a formula."""

import pytest

from symcalc.calculus.critical.search.limits import OO, symbolic_limit
from symcalc.syntax import parse_expression, written
from symcalc.syntax.tree import Negative


@pytest.mark.parametrize(
    ("text", "at", "value"),
    [
        ("sigmoid(x)(1 - sigmoid(x))", Negative(OO), "0"),
        ("sigmoid(2x)", OO, "1"),
        ("softplus(x) - x", OO, "0"),
        ("x exp(-x)", OO, "0"),
        ("(x + 1)/(2x)", OO, "1/2"),
    ],
)
def test_a_limit_is_a_number(text, at, value):
    """Also of functions that are not SymPy's own."""
    found = symbolic_limit(parse_expression(text), "x", at, 1 if at == OO else -1)

    assert found is not None
    assert written(found) == value
