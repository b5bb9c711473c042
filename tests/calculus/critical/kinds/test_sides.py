"""Points on the sides of a box: listed where the gradient of f is zero, with the kind of f itself."""

import pytest

import symcalc
from symcalc.syntax import written


def test_stationary_points_on_the_sides_are_listed():
    """The sine of 0 and of pi vanishes on two sides of the box, and with it the gradient at three points there."""
    answer = symcalc.critical("sin(x)sin(y)", domain="x=0..4, y=0..4")
    places = [tuple(map(written, p.point.values())) for p in answer.points]

    assert places == [("0", "0"), ("0", "pi"), ("pi/2", "pi/2"), ("pi", "0"), ("pi", "pi")]
    assert answer.complete is True


@pytest.mark.parametrize("text", ["x^2 y", "x^2 y^2"])
def test_the_ends_of_a_family_are_no_points_of_their_own(text):
    """The family x = 0 goes on beyond the box."""
    answer = symcalc.critical(text, domain="x=-1..1, y=-1..1")

    assert answer.points == ()
    assert answer.complete is True


def listed(text, **domain):
    """The families by place and condition, the isolated points, and whether that is all."""
    answer = symcalc.critical(text, **domain)
    families = {
        (", ".join(map(written, f.point.values())), "" if f.where is None else written(f.where))
        for f in answer.families
    }
    return families, [tuple(map(written, p.point.values())) for p in answer.points], answer.complete


@pytest.mark.parametrize(
    ("text", "domain", "families", "points"),
    [
        ("x^2 y^2", "x=0..2, y=0..1", {("0, t", "0 <= t <= 1"), ("t, 0", "0 <= t <= 2")}, []),
        ("(x-y)^2", "x=0..1, y=0..1", {("t, t", "0 <= t <= 1")}, []),
        ("(x-1)^2 y", "x=0..2, y=0..1", {("1, 0", ""), ("1, t", "0 < t <= 1")}, []),
        ("abs(x-y) y^2", "x=0..1, y=0..1", {("t, 0", "0 < t <= 1")}, [("0", "0")]),
    ],
)
def test_families_on_the_sides_are_listed_with_their_ends(text, domain, families, points):
    """The gradient is zero on the sides and at the ends too, and all of these belong to the closed box."""
    assert listed(text, domain=domain) == (families, points, True)


def test_a_circle_in_a_quadrant_has_both_ends():
    """The points (1, 0) and (0, 1) lie on closed sides."""
    families, _, complete = listed("(x^2 + y^2 - 1)^2", assume="x >= 0, y >= 0")

    assert families == {("cos(t), sin(t)", "cos(t) >= 0 and sin(t) >= 0")}
    assert complete is True


def test_what_a_corner_leaves_of_a_family_is_a_point():
    """The line x + y = 0 meets the quadrant in the origin only."""
    assert listed("(x+y)^2", assume="x >= 0, y >= 0") == (set(), [("0", "0")], True)


def test_a_point_where_pieces_meet_on_a_side_is_listed_where_f_is_smooth():
    """The part relu(x-y)^2 has a derivative on the diagonal, which ends in the corner."""
    assert listed("x^2 + y^2 + relu(x-y)^2", assume="x >= 0, y >= 0") == (set(), [("0", "0")], True)


def test_an_open_end_stays_out():
    """Strict conditions have no sides."""
    assert listed("x^2 y^2", assume="x > 0, y > 0") == (set(), [], True)


def test_repeating_points_begin_on_a_closed_side():
    """The sine squared has its first minimum at 0."""
    answer = symcalc.critical("sin(x)^2", assume="x >= 0")

    assert ("2*pi*k", "k integer and k >= 0") in {(written(f.point["x"]), written(f.where)) for f in answer.families}
