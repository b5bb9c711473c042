"""Functions that bend one way: their only stationary point is found, and that is all."""

import pytest

import symcalc
from symcalc.syntax import written


def test_a_slope_that_never_falls_is_zero_once():
    """The second derivative cosh(x) - cos(x) is nowhere negative, and 0 at the minimum."""
    answer = symcalc.critical("cosh(x) + cos(x)")

    assert [(written(p.point["x"]), p.kind, p.degenerate) for p in answer.points] == [("0", "minimum", True)]
    assert answer.complete is True


@pytest.mark.parametrize(
    ("text", "constraint", "share"),
    [
        ("-x log(x) - y log(y)", "x + y = 1", "1/2"),
        ("x log(x) + y log(y) + z log(z)", "x + y + z = 1", "1/3"),
    ],
)
def test_entropy_is_extreme_where_all_shares_are_equal(text, constraint, share):
    """Convex (or concave) functions stay so on a plane."""
    answer = symcalc.critical(text, subject_to=constraint)

    assert [{written(x) for x in p.point.values()} for p in answer.points] == [{share}]
    assert answer.complete is True
