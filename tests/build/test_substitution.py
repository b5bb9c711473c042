"""Values put in for symbols."""

import pytest
from sympy import Add, S, cos, log, sin

from symcalc.build import build, substitute, symbol
from symcalc.build.power import LargePower, Undefined
from symcalc.syntax import parse_expression

x, y = symbol("x"), symbol("y")


def at(text, **values):
    """The value of a text where names have values."""
    return substitute(build(parse_expression(text)), {symbol(name): S(value) for name, value in values.items()})


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("exp(x)/(exp(x) + exp(y))", {"x": 0, "y": log(2)}, S(1) / 3),
        ("x^2 y", {"x": y, "y": x}, x * y**2),
        ("9^x^x", {"x": 9}, LargePower(9, 387420489)),
        ("max(x, y, 3)", {"x": 7, "y": 1}, 7),
        ("piecewise((x sin(1/x), x != 0), (0, true))", {"x": 0}, 0),
        ("piecewise((x sin(1/x), x != 0), (0, true))", {"x": 2}, 2 * sin(S.Half)),
        ("piecewise((log(x), x > 0), (y, x < y))", {"x": -1, "y": 3}, 3),
        ("floor(x)", {"x": S(7) / 2}, 3),
        ("x^y", {"x": -2, "y": 3}, -8),
        ("cbrt(x)", {"x": -27}, -3),
    ],
)
def test_values_are_exact_and_bounded(text, values, expected):
    """All at once, exactly, without computing numbers that are too large."""
    assert at(text, **values) == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("log(x)", {"x": -1}),
        ("1/x", {"x": 0}),
        ("x^(1/3)", {"x": -8}),
        ("asin(x)", {"x": 2}),
        ("sqrt(x - 1)", {"x": 0}),
        ("piecewise((1, x > 0))", {"x": 0}),
        ("gamma(x)", {"x": -1}),
        ("acosh(x)", {"x": S(1) / 2}),
    ],
)
def test_what_has_no_value_is_undefined(text, values):
    """A point outside the domain is told apart."""
    with pytest.raises(Undefined):
        at(text, **values)


def test_depth_is_no_limit():
    """Two thousand nested functions are changed without recursion."""
    expression = x
    for _ in range(1000):
        expression = cos(sin(expression) + y)
    changed = substitute(expression, {y: symbol("z")})

    assert changed != expression
    assert substitute(Add(changed, x), {}) == Add(changed, x)
