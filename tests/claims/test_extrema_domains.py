"""Assumptions on variables are the domain on which critical points and extrema are claimed."""

from __future__ import annotations

import pytest

from symcalc import check, critical
from symcalc.errors import Unsupported


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("minimum (x^2) == 0 for x > 1", "refuted"),
        ("minimum (x^2) == 1 for x > 1", "refuted"),
        ("minimum (x^2) == 1 at 1 for x >= 1", "proved"),
        ("critical (x + 1/x) == {-1, 1} for x > 0", "refuted"),
        ("critical (x + 1/x) == {1} for x > 0", "proved"),
        ("critical (x + 1/x) == {1 minimum} for x > 0", "proved"),
        ("minimum (x + 1/x) == 2 for x > 0", "proved"),
        ("minimum (x + 1/x) == 2 at 1 for x > 0", "proved"),
        ("assume x > 0; minimum (x + 1/x) == 2", "proved"),
        ("minimum (x + 1/x) == -2 for x < 0", "refuted"),
        ("maximum (x^3 - 3x) == 2 at -1 for x < 0", "proved"),
        ("maximum (x^3 - 3x) == 2 at {-1} for x < 0", "proved"),
        ("minimum (x^2) == 0 at 0 for x > 1", "refuted"),
        ("minimum (exp(x)) == 1 for x <= 0", "refuted"),
        ("maximum (exp(x)) == 1 for x <= 0", "proved"),
        ("maximum (exp(x)) == 1 for x < 0", "refuted"),
        ("critical (x^2 + y^2) == {(0, 0)} for x > y", "refuted"),
        ("critical (sin(x)) == {pi/2} for x > 0, x < pi", "proved"),
        ("f(x) = (x-a)^2; minimum f == 0 for x > 0", "undecided"),
        ("f(x) = x^3/3 - a^2 x; critical f == {a minimum} for a > 0, x > 0", "proved"),
    ],
)
def test_the_domain_of_a_claim(claim: str, verdict: str) -> None:
    """Points outside do not count, an open end is never reached, and a point that need not be there proves nothing."""
    assert check(claim)[0].verdict == verdict


@pytest.mark.parametrize("condition", ["x != 0", "x integer", "x > 0 or x < -1", "x == 1"])
def test_what_is_no_domain_is_refused(condition: str) -> None:
    """A condition that the search cannot honour is an error, never left out."""
    with pytest.raises(Unsupported):
        check(f"minimum (x^2) == 0 for {condition}")


def test_the_command_keeps_to_the_domain() -> None:
    """Of the two critical points of x + 1/x the positive one is there for x > 0."""
    found = critical("x + 1/x", assume="x > 0")
    assert [point.approx["x"] for point in found.points] == [1.0]
    assert found.complete


def test_a_claimed_point_outside_is_the_witness() -> None:
    """The point that is not in the domain is shown, with the condition that it breaks."""
    (answer,) = check("critical (x + 1/x) == {-1, 1} for x > 0")
    assert answer.witness is not None
    assert (answer.witness.left, answer.witness.right) == ("outside", "x > 0")
