"""Points, walks and pictures keep to what is assumed of the variables."""

from __future__ import annotations

import pytest

from symcalc import backprop, chain, descend, grad, hessian, jacobian, taylor
from symcalc.errors import UsageFault

CONTRADICTING = [
    lambda: grad("abs(x)", assume="x > 0", at="-1"),
    lambda: hessian("abs(x)^3", assume="x > 0", at="-1"),
    lambda: jacobian("[abs(x)]", assume="x > 0", at="-1"),
    lambda: taylor("abs(x)", assume="x > 0", at="-1"),
    lambda: chain("f = abs(u); u = x", assume="x > 0", at="x = -1", wrt="x"),
    lambda: backprop("f = abs(u); u = x", assume="x > 0", at="x = -1"),
    lambda: descend("x^2", "-1", assume="x > 0", rate=0.1, iterations=3),
]


@pytest.mark.parametrize("ask", CONTRADICTING)
def test_a_point_that_contradicts_an_assumption_is_refused(ask: object) -> None:
    """Every command that takes a point says which assumption it breaks."""
    assert callable(ask)
    with pytest.raises(UsageFault, match="contradicts the assumption x > 0"):
        ask()


def test_a_walk_ends_where_the_assumption_does() -> None:
    """A step of gradient descent over the edge leaves the domain."""
    found = descend("x^2", "1", assume="x > 0", rate=1.1, iterations=3)
    assert (len(found.iterates), found.converged) == (1, False)
    assert "not defined" in found.reason


@pytest.mark.parametrize(
    "assume",
    ["x > y, y > x", "x^2 < 0", "x > y, y > x + 1", "x > 0, y > 0, x + y < 0", "n integer, 2 n == 1", "sin(x) > 2"],
)
def test_assumptions_that_leave_nothing_are_refused(assume: str) -> None:
    """Every command refuses assumptions that are proved never to hold together."""
    for ask in (grad, hessian, lambda text, **given: chain(f"f = {text}", wrt="x", **given)):
        with pytest.raises(UsageFault):
            ask("x y", assume=assume)


@pytest.mark.parametrize("assume", ["x^2 <= 0", "a b > 0", "log(x) > 0", "x > y, y > x - 1", "n integer, 2 n == 2"])
def test_assumptions_that_leave_little_are_kept(assume: str) -> None:
    """Assumptions that hold somewhere, or are not seen to fail, are no error."""
    assert grad("x y", assume=assume).gradient
