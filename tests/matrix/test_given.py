"""Conditions on vectors, matrices and sizes in claims are honoured or refused, never left out."""

from __future__ import annotations

import pytest

from symcalc import check
from symcalc.errors import NameFault, ShapeFault, Unsupported


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("A: n x n; tr(A) == 0 for A == 0", "proved"),
        ("A: n x n; A^2 == A for A == 0", "proved"),
        ("A: n x n; assume A == 0; tr(A) == 0", "proved"),
        ("x: n; y: n; norm(x+y) == norm(x) + norm(y) for x == y", "proved"),
        ("x: n; y: n; z: n; sum(x) == sum(z) for x == y, y == z", "proved"),
        ("x: n; y: n; sum(x) == 4 sum(y) for x == 2y", "refuted"),
        ("A: n x n; B: n x n; A B == B A for A == inv(B)", "proved"),
        ("A: n x n; B: n x n; A B == B A for A == B'", "refuted"),
        ("A: n x n; det(2A) == 4 det(A) for n == 2", "proved"),
        ("A: n x n; det(2A) == 8 det(A) for n == 2", "refuted"),
        ("a: n; sum(a) == norm(a)^2 for n == 2", "refuted"),
        ("A: n x n; tr(A) == 2 for A == eye(2), n == 2", "proved"),
        ("A: n x m; tr(A A') == tr(A' A) for n == m", "proved"),
        ("x: n; k: 1; norm(k x) == 2 norm(x) for k == 2", "proved"),
        ("x: n; c: 1; norm(c x) == c norm(x) for c < 0", "refuted"),
        ("x: n; norm(x) == 0 for x != 0", "refuted"),
        ("x: n; sum(x) == norm1(x) for norm(x) > 1 and not sum(x) > 0", "refuted"),
    ],
)
def test_a_condition_is_honoured(claim: str, verdict: str) -> None:
    """Equations are put in; a witness satisfies all conditions."""
    assert check(claim)[0].verdict == verdict


@pytest.mark.parametrize(
    "claim",
    [
        "x: n; c: 1; norm(c x) == c norm(x) for c > 0",
        "A: n x n; x: n; x' A x == 0 for A == -A'",
        "S: n x n symmetric; B: n x n; S B == B S for S == B",
        "x: n; tr(x x') == 1 for norm(x) == 1",
    ],
)
def test_no_refutation_by_a_case_that_breaks_a_condition(claim: str) -> None:
    """What is true under a condition is never refuted, even where it is not proved."""
    assert check(claim)[0].verdict != "refuted"


def test_the_witness_shows_what_an_equation_gives() -> None:
    """In a refutation under x == 2y the witness has x = 2y, and under n == 2 the size 2."""
    (answer,) = check("x: n; y: n; sum(x) == 4 sum(y) for x == 2y, n == 2")
    assert answer.witness is not None
    point = answer.witness.point
    assert str(point["n"]) == str(check("x: n; sum(x) == 1 for n == 2")[0].witness.point["n"])  # type: ignore[union-attr]
    assert [2 * item.value for item in point["y"].items] == [item.value for item in point["x"].items]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        ("x: n; sum(x) == 0 for x > 0", Unsupported),
        ("A: n x n; tr(A) == 0 for A integer", Unsupported),
        ("A: n x n; x: n; tr(A) == 0 for A == x", ShapeFault),
        ("A: n x n; tr(A) == 0 for n == k", NameFault),
    ],
)
def test_what_cannot_be_honoured_is_refused(claim: str, fault: type[Exception]) -> None:
    """A condition that makes no sense of matrices is an error."""
    with pytest.raises(fault):
        check(claim)
