"""Python code: it runs, and it computes what the expression says."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symcalc
from symcalc import formats
from symcalc.errors import Unsupported
from symcalc.formats.page import Page, text_of
from symcalc.formats.python import function
from symcalc.formats.python_notation import python_name
from symcalc.result import Formula
from symcalc.syntax import parse_expression

NAMES = ("x", "y2", "beta", "lambda", "x_max")
VALUES = (0.7, -1.3, 2.1, 0.4, -0.6)


def run(text, name):
    """The function that a text defines."""
    space = {}
    exec(text, space)  # noqa: S102 (our own output is what is tested)
    return space[name]


@settings(max_examples=200, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("shared", [False, True])
def test_code_computes_the_expression(data, expressions, value_of, shared):
    """The function's value is the expression's, wherever that has one; common parts named or not."""
    node = data.draw(expressions)
    expected = value_of(node)
    text = function(Formula(node, NAMES), "grad", "A function", Page(shared=shared))
    computed = run(text, "grad")

    if expected is not None:
        assert computed(*VALUES) == pytest.approx(expected, rel=1e-9), text


def test_ready_to_paste(sample):
    """Imports, a docstring, one return."""
    text = text_of(formats.write(sample("x^2 sin(y)", "2x sin(y)", "x^2 cos(y)"), "python", Page()))

    assert text == (
        "from math import cos, sin\n\n\n"
        "def grad(x, y):\n"
        '    """Gradient of x^2*sin(y)."""\n'
        "    return [2*x*sin(y), x**2*cos(y)]\n"
    )


def test_a_fractional_power_of_a_negative_number_is_refused():
    """Where the language leaves a power undefined, Python raises instead of returning a complex number."""
    computed = run(function(Formula(parse_expression("x^(1/3)"), ("x",)), "f", "", Page()), "f")

    assert computed(8.0) == pytest.approx(2)
    with pytest.raises(ValueError, match="math domain error"):
        computed(-8.0)


@pytest.mark.parametrize(
    "text", ["digamma(x)", "besselj(1, x)", "binomial(x + 3, 2)", "gamma(x + 1)", "erf(x)", "beta(x, 2)"]
)
def test_special_functions_run(text):
    """Functions that `math` lacks come from mpmath, which is always there."""
    computed = run(function(Formula(parse_expression(text), ("x",)), "f", "", Page()), "f")

    assert math.isfinite(float(computed(1.5)))


def test_names_shadow_nothing():
    """Keywords, builtins and functions that the code uses are no parameter's name."""
    assert [python_name(name) for name in ("lambda", "is", "max", "exp", "x")] == [
        "lambda_",
        "is_",
        "max_",
        "exp_",
        "x",
    ]


def test_no_code_without_a_formula():
    """A function without a formula cannot be computed, and that is said."""
    with pytest.raises(Unsupported):
        function(Formula(parse_expression("diff(f, x)", functions={"f": ("x",)}), ("x",)), "f", "", Page())


def test_code_without_imports_begins_with_its_first_function():
    """Nothing stands before the functions where nothing is imported; two empty lines stand between them."""
    text = symcalc.write(symcalc.grad("abs(x) y"), "python")

    assert text.startswith("def sign(t):\n    return (t > 0) - (t < 0)\n\n\ndef grad(x, y):\n")
