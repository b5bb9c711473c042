"""Assumptions on variables are the domain on which critical points and extrema are claimed."""

from __future__ import annotations

import pytest

from symcalc import check, critical
from symcalc.errors import Unsupported
from symcalc.syntax.tree import names
from symcalc.syntax.written import written


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


@pytest.mark.parametrize("function", ["abs(x)", "cbrt(x)^2", "x^3/x", "log(x) - x"])
def test_a_point_without_a_gradient_is_said_to_have_none(function: str) -> None:
    """At a corner, a vertical tangent and outside of the domain the witness says "undefined"."""
    (answer,) = check(f"critical ({function}) == {{0}}")
    assert answer.verdict == "refuted"
    assert answer.witness is not None
    assert answer.witness.left == "undefined"


def test_a_critical_point_is_asked_of_the_function() -> None:
    """At 0 the derivative of x^2 floor(x) is 0 though its formula has no value; at 1 there is none."""
    verdicts = [check(f"critical (x^2 floor(x)) == {{{point}}}")[0].verdict for point in (0, 1)]
    assert verdicts == ["undecided", "refuted"]


@pytest.mark.parametrize("claim", ["minimum (cos(x)) == -1 at {pi, -pi}", "minimum ((x-y)^2) == 0 at {(1, 1)}"])
def test_another_place_of_an_extremum_is_one_point(claim: str) -> None:
    """Of a family of minimisers one is shown, without a parameter."""
    (answer,) = check(claim)
    assert answer.verdict == "refuted"
    assert answer.witness is not None
    assert not any(names(value) for value in answer.witness.point.values())


@pytest.mark.parametrize(
    "claim",
    [
        "f(x) = a x^2 + b x; critical f == {b/(2a)} for a > 0",
        "f(x) = a x; critical f == {0} for a > 0",
        "f(x) = x^2 - 2 c x; critical f == {2c}",
        "f(x, y) = a x^2 + y^2; critical f == {(1, 1)} for a > 0",
    ],
)
def test_wrong_points_with_parameters_are_refuted(claim: str) -> None:
    """A gradient in the parameters that is not zero for all of them refutes the point."""
    assert check(claim)[0].verdict == "refuted"


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("critical (x^2 y^2) == {} for x >= 0, y >= 0", "refuted"),
        ("critical (relu(-x) + y^2) == {} for x >= 0, y >= 0", "refuted"),
        ("critical (x y) == {(0, 0)} for x >= 0, y >= 0", "proved"),
        ("critical ((x+y)^2) == {(0, 0)} for x >= 0, y >= 0", "proved"),
        ("critical (x^2 y^2) == {} for x > 0, y > 0", "proved"),
    ],
)
def test_closed_sides_belong_to_the_domain(claim, verdict):
    """A family on a side is critical as an isolated point there is."""
    assert check(claim)[0].verdict == verdict


def test_the_place_that_refutes_is_in_the_domain():
    """Of -pi/2 + 2 pi k the first that is positive is shown."""
    (answer,) = check("maximum (abs(sin(x))) == 1 at {pi/2} for x > 0")

    assert answer.verdict == "refuted"
    assert written(answer.witness.point["x"]) == "3/2*pi"
