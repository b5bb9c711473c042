"""`assert_gradient`: hand-written code against a formula, the first wrong entry named."""

import math

import numpy as np
import pytest

from symcalc.errors import SymcalcError
from symcalc.testing import assert_gradient


def log_sum_exp(v):
    """Log Σ exp(vᵢ) of a sequence."""
    return np.log(np.sum(np.exp(v)))


def softmax(v):
    """Its gradient."""
    weights = np.exp(v)
    return weights / weights.sum()


def test_right_code_passes_in_both_conventions():
    """Variables come as separate numbers or as one array."""
    assert_gradient(log_sum_exp, softmax, "f(x, y, z) = log(e^x + e^y + e^z)")
    assert_gradient(math.log, lambda x: 1 / x, "f(x) = log(x)")


@pytest.mark.parametrize(
    ("gradient", "message"),
    [
        (lambda x, y: [2 * x * y, 2 * x], r"entry 1 of the gradient \(by y\)"),
        (lambda x, y: [x * y, x**2], r"entry 0 of the gradient \(by x\)"),
        (lambda x, y: [2 * x * y], "1 entries; the formula has 2 variables"),
        (lambda x, y: [math.nan, x**2], "entry 0"),
    ],
)
def test_the_first_wrong_entry_is_named(gradient, message):
    """A wrong factor, a wrong power, a missing entry, and a NaN are all seen."""
    with pytest.raises(AssertionError, match=message):
        assert_gradient(lambda x, y: x**2 * y, gradient, "f(x, y) = x^2 y")


def test_a_wrong_value_is_named_before_its_gradient():
    """The function itself is compared too."""
    with pytest.raises(AssertionError, match="the value is"):
        assert_gradient(lambda x: x**2 + 1, lambda x: 2 * x, "f(x) = x^2")


def test_points_outside_the_domain_are_not_asked_for():
    """The code is only called where the formula is defined."""
    assert_gradient(math.sqrt, lambda x: 0.5 / math.sqrt(x), "f(x) = sqrt(x)")


def test_a_formula_that_is_defined_nowhere_is_refused():
    """There is nothing to compare, which is said rather than passed."""
    with pytest.raises(SymcalcError):
        assert_gradient(lambda x: x, lambda x: 1, "f(x) = sqrt(-1 - x^2)")
