"""Families are cut where their kind changes, where they are torn apart, and where they leave the domain."""

import pytest

import symcalc
from symcalc.syntax import written


def rows(text, **options):
    """The kind and the condition of every family."""
    answer = symcalc.critical(text, **options)
    return [(f.kind, "" if f.where is None else written(f.where)) for f in answer.families], answer.complete


def test_the_branches_of_a_hyperbola_have_their_own_kinds():
    """Near x*y = 1 the sign of (x*y - 1)^2 (x + y) is that of x + y."""
    assert rows("(x y - 1)^2 (x + y)") == ([("maximum", "t < 0"), ("minimum", "t > 0")], True)


@pytest.mark.parametrize("text", ["log(x) + log(y) - x y", "(x y - 1)^2 sqrt(x + y)", "(x y - 1)^2 + log(x) - log(x)"])
def test_a_branch_outside_the_domain_is_no_family(text):
    """Only the branch of x*y = 1 with x > 0 counts."""
    found, complete = rows(text)

    assert [where for _, where in found] == ["t > 0"]
    assert complete is True


def test_a_surface_of_critical_points_is_cut_by_the_sign_of_the_other_factors():
    """On x = 0 the kind of x^2 y z goes with the sign of y z."""
    found, complete = rows("x^2 y z")

    assert found[:3] == [("minimum", "s*t > 0"), ("maximum", "s*t < 0"), ("saddle", "s*t == 0")]
    assert complete is True


@pytest.mark.parametrize("text", ["x^2 y^2 z^2", "(1 - x y z)^2", "x^2 y^2 + 0*z"])
def test_squares_are_minimal_on_all_of_a_surface(text):
    """What is left beside the square is a square."""
    found, complete = rows(text)

    assert "minimum" in {kind for kind, _ in found}
    assert not any(">" in where for _, where in found)
    assert complete is True


def test_a_circle_is_cut_where_a_factor_vanishes():
    """The sign of (x^2 + y^2 - 1)^2 x near the circle is that of x."""
    answer = symcalc.critical("(x^2 + y^2 - 1)^2 x")
    open_parts = [(f.kind, written(f.where)) for f in answer.families if f.parameters]
    points = {(f.kind, *map(written, f.point.values())) for f in answer.families if not f.parameters}

    assert open_parts == [("minimum", "cos(t) > 0"), ("maximum", "cos(t) < 0")]
    assert points == {("saddle", "0", "1"), ("saddle", "0", "-1")}
    assert answer.complete is True


def test_a_single_point_of_a_kink_with_a_gradient_is_a_point():
    """abs(x)*y has a gradient on x = 0 at the origin alone; on the family x = 0 of x^2*y^3 the origin is not alone."""
    kink, smooth = symcalc.critical("abs(x)*y"), symcalc.critical("x^2*y^3")
    (point,) = kink.points

    assert ([*map(written, point.point.values())], point.kind, kink.families) == (["0", "0"], "saddle", ())
    assert smooth.points == ()
    assert [[*map(written, f.point.values())] for f in smooth.families if not f.parameters] == [["0", "0"]]


@pytest.mark.parametrize("text", ["sqrt(x) - x + (y-1)^2", "abs(x) + (y-1)^2"])
def test_a_set_without_a_derivative_leaves_out_the_points_that_are_listed(text):
    """At (0, 1) the function is stationary along x = 0."""
    corners = symcalc.critical(text).nondifferentiable

    assert [written(c.where) for c in corners if c.parameters] == ["t != 1"]


def test_kinks_that_repeat_are_no_critical_points():
    """The absolute value of the sine has no derivative at multiples of pi."""
    answer = symcalc.critical("abs(sin(x))")

    assert [written(f.point["x"]) for f in answer.families] == ["-pi/2 + pi*k"]
    assert [(written(c.point["x"]), c.kind) for c in answer.nondifferentiable] == [("pi*k", "minimum")]


def test_sets_without_a_derivative_lie_on_the_constraint():
    """On x + 2y = 3 the edges x = 0 and y = 0 are points."""
    answer = symcalc.critical("x^(1/3) y^(2/3)", subject_to="x + 2y = 3")

    assert [tuple(map(written, c.point.values())) for c in answer.nondifferentiable] == [("0", "3/2"), ("3", "0")]
