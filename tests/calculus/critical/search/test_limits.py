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


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("x^2", (1, 1)),
        ("x^3 - 9 x^2", (1, -1)),
        ("1 - 2 x^5", (-1, 1)),
        ("-x^4/3 + x", (-1, -1)),
        ("(x + 1)^2 - x^2", (1, -1)),
        ("pi x^3", (1, -1)),
        ("(1 - sqrt(2)) x", (-1, 1)),
    ],
)
def test_a_polynomial_goes_where_its_leading_term_goes(text, signs):
    """To the same infinity as SymPy's algorithm says, to the right and to the left."""
    found = [symbolic_limit(parse_expression(text), "x", at, 1 if at == OO else -1) for at in (OO, Negative(OO))]

    assert found == [OO if sign > 0 else Negative(OO) for sign in signs]


def test_a_function_that_is_nowhere_defined_has_no_limit():
    """Where a way along an axis hits a pole all the time, it leads to nothing."""
    assert symbolic_limit(parse_expression("1/(0 x)"), "x", OO, 1) is None
