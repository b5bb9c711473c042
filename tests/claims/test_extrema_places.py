"""Where an extremum is taken: a set is all of it only where no set given by equations has that value too."""

from __future__ import annotations

import pytest
from flint import arb

from symcalc import check
from symcalc.decide.ball import enclose
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import substitute


@pytest.mark.parametrize(
    ("claim", "proved"),
    [
        ("f(x, y, z) = (x^2 + y^2 + z^2 - 1)^2; minimum f == 0 at {(1, 0, 0)}", False),
        (
            "f(x, y, z) = (x^2+y^2+z^2-1)^2; minimum f == 0 at {(3sqrt(38)/38, 5sqrt(38)/38, -sqrt(38)/19)}",
            False,
        ),
        ("f(x, y, z) = sin(x^2 + y^2 + z^2); minimum f == -1 at {(-sqrt(3pi/2), 0, 0)}", False),
        ("f(x, y) = sin(x + y); maximum f == 1 at {(pi/2, 0)}", False),
        ("f(x, y) = (x^2 + y^2 + x y - 1)^2 + x^2; minimum f == 0 at {(0, 1), (0, -1)}", True),
    ],
)
def test_one_point_of_a_set_is_not_all_of_it(claim: str, proved: bool) -> None:
    """A point of a sphere of minima is not proved to be the only minimum."""
    assert (check(claim)[0].verdict == "proved") is proved


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        ("critical (sin(x)) == {pi/2, -pi/2}", "a critical point is missing"),
        ("critical (x^2 y^2) == {(0, 0)}", "the critical points are not isolated"),
    ],
)
def test_points_that_repeat_are_isolated(claim: str, reason: str) -> None:
    """A finite set misses points of a sine, which are isolated, and of a line, which are not."""
    (verdict,) = check(claim)

    assert (verdict.verdict, verdict.method) == ("refuted", reason)


@pytest.mark.parametrize(
    "claim",
    [
        "minimum (sin(x y)) == -1 at {(1, -pi/2)}",
        "minimum (log(x y)^2) == 0 at {(1, 1)}",
        "minimum (abs(x y - 1)) == 0 at {(1, 1)}",
        "maximum (exp(-(x y - 1)^2)) == 1 at {(1, 1)}",
        "minimum ((x^2 y - 1)^2) == 0 at {(1, 1)}",
        "minimum (sin(x^2)) == -1 at {sqrt(3pi/2)}",
        "critical (sin(x y)) == {(0, 0)}",
    ],
)
def test_a_witness_is_a_point(claim: str) -> None:
    """Whoever puts a witness into the function by hand gets the extremum there: it is real, and none of the claimed."""
    (verdict,) = check(claim)
    assert verdict.verdict == "refuted"
    assert verdict.witness is not None
    for value in verdict.witness.point.values():
        assert isinstance(enclose(value), arb)
    if "critical" not in claim:
        function = parse_expression(claim.split("(", 1)[1].rsplit(") ==", 1)[0])
        there = enclose(substitute(function, verdict.witness.point))
        assert isinstance(there, arb)
        assert there.overlaps(enclose(verdict.witness.left))
