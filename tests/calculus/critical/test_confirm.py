"""What the search keeps is borne out by f itself: differentiable points, jumps, and families f does not repeat with."""

import pytest

import symcalc
from symcalc.syntax.tree import integer


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("sqrt(x^4+y^4)", "minimum"),
        ("(x^2+y^2)^(3/4)", "minimum"),
        ("abs(x)*abs(x)", "minimum"),
    ],
)
def test_a_point_where_pieces_meet_and_the_gradient_is_zero_is_critical(text, kind):
    """The gradient exists at the origin and is 0 there, by the definition of differentiability."""
    answer = symcalc.critical(text)

    assert [point.kind for point in answer.points] == [kind]
    assert answer.nondifferentiable == ()


@pytest.mark.parametrize("text", ["heaviside(x)+x^2", "piecewise((5, x == 0), (x^2, true))", "sign(x) + x^3"])
def test_a_jump_is_no_critical_point(text):
    """The function is not even continuous at 0."""
    answer = symcalc.critical(text)

    assert answer.points == ()
    assert [corner.point["x"] for corner in answer.nondifferentiable] == [integer(0)]


def test_a_smooth_point_with_a_slope_is_neither():
    """cbrt(x)^3 is x: no corner at 0, and no critical point."""
    answer = symcalc.critical("cbrt(x)^3 + y^2")

    assert (answer.points, answer.nondifferentiable) == ((), ())
