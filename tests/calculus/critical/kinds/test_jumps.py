"""Where f jumps it has no derivative, and its kind goes by the values on the sides."""

import pytest

import symcalc
from symcalc.syntax import written


def rows(entries):
    """The kind and the condition of every set."""
    return [(e.kind, "" if e.where is None else written(e.where)) for e in entries]


def test_sets_on_which_f_jumps_are_no_critical_points():
    """On the axes the product of two steps is 0 or 1/2, beside them 0 or 1."""
    answer = symcalc.critical("heaviside(x) heaviside(y)")

    assert {written(f.value) for f in answer.families} == {"0", "1"}
    assert ("saddle", "t > 0") in rows(answer.nondifferentiable)


def test_the_kind_on_a_jump_changes_where_the_jump_does():
    """On x = 0 the value is 5, beside it y^2: greater for |y| > sqrt(5), smaller between."""
    answer = symcalc.critical("piecewise((5, x == 0), (x^2 + y^2, true))")

    assert rows(answer.nondifferentiable) == [
        ("minimum", "t < -sqrt(5) or t > sqrt(5)"),
        ("undecided", ""),
        ("undecided", ""),
        ("maximum", "-sqrt(5) < t < sqrt(5)"),
    ]


def test_a_jump_of_a_function_with_slopes_is_a_set_without_a_derivative():
    """The slopes of x^2 + heaviside(y) agree on both sides of y = 0, the values do not."""
    answer = symcalc.critical("x^2 + heaviside(y)")

    assert [written(e) for c in answer.nondifferentiable for e in c.equations] == ["y == 0", "y == 0"]


def test_the_inverse_cotangent_jumps_at_zero():
    """From the left it falls to -pi/2, and at 0 it is pi/2."""
    answer = symcalc.critical("acot(x)")

    assert [c.kind for c in answer.nondifferentiable] == ["maximum"]
    assert answer.global_.minimum is None
    assert written(answer.global_.infimum) == "-pi/2"


def test_the_angle_jumps_at_the_negative_axis_only():
    """The angle of (x, y) is pi on that axis and near -pi below it; elsewhere it is smooth, and nowhere stationary."""
    answer = symcalc.critical("atan2(y, x)")

    assert rows(answer.nondifferentiable) == [("undecided", "t < 0")]
    assert (answer.points, answer.families, answer.complete) == ((), (), True)


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("piecewise((x, x < 0), (x + 1, true))", None),
        ("heaviside(x) (x - 1)^2", None),
        ("sign(x) + x", None),
        ("floor(x) + x", "x=-2..2"),
        ("sign(sin(x))", None),
    ],
)
def test_a_jump_without_an_extremum_is_no_inflection(text, domain):
    """A function that is not continuous does not cross its tangent; the evidence says what it does instead."""
    corners = symcalc.critical(text, domain=domain).nondifferentiable

    assert {corner.kind for corner in corners} == {"undecided"}
    assert all("f jumps there, and has no extremum" in corner.evidence for corner in corners)


def test_a_kink_through_which_f_rises_is_an_inflection_still():
    """The slopes 1/2 and 3/2 meet at 0, where f is continuous."""
    (corner,) = symcalc.critical("x + abs(x)/2").nondifferentiable

    assert corner.kind == "inflection"
