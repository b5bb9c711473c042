"""What is said of a point where a function has no value or no derivative."""

from __future__ import annotations

import pytest

from symcalc import grad, taylor
from symcalc.errors import DomainFault, Nondifferentiable


def test_a_jump_at_the_point_itself_names_limit_and_value() -> None:
    """Where both one-sided limits are the same, the function jumps at the point only."""
    with pytest.raises(Nondifferentiable, match="has the limit 1 there and the value 2"):
        taylor("piecewise((log(1+x)/x, x != 0), (2, true))", at="0", order=3)
    with pytest.raises(Nondifferentiable, match="has the limit 0 there and the value 5"):
        grad("piecewise((5, x == 0), (x, true))", at="0")


def test_a_jump_between_the_sides_names_both_limits() -> None:
    """A Taylor polynomial says of a step what the gradient says."""
    step = "piecewise((x, x < 0), (x + 1, true))"
    with pytest.raises(Nondifferentiable, match="the limits 0 from below, 1 from above"):
        grad(step, at="0")
    with pytest.raises(Nondifferentiable, match="the limits 0 from below, 1 from above"):
        taylor(step, at="0")


@pytest.mark.parametrize(
    ("point", "reason"), [("0", "a power of 0, whose exponent has to be positive"), ("-1/2", "to be an integer")]
)
def test_powers_with_any_exponent(point: str, reason: str) -> None:
    """Of x^x it is said what fails at the point, not all that x^y needs."""
    with pytest.raises(DomainFault, match=reason):
        grad("x^x", at=point)
