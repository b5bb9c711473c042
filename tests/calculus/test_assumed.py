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
