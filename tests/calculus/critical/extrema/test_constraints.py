"""Constraints with a domain, kinks and periods of their own: what lies on them, and what is claimed of all of it."""

import json

import pytest

import symcalc
from symcalc.syntax import written
from symcalc.syntax.tree import Relation


def points(answer):
    """The coordinates of all single places, rounded."""
    places = (*answer.points, *answer.nondifferentiable)
    return sorted(tuple(round(float(value), 6) for value in place.approx.values()) for place in places)


@pytest.mark.parametrize(
    ("text", "constraint", "expected"),
    [
        ("x^2 + y^2", "y/x = x", []),
        ("x^2 + y^2", "(x^3 + y^3)/(x+y) = 1", [(-1, -1), (1, 1)]),
        ("(x-1)^2 + y^2", "y log(x)/log(x) = 0", []),
        ("x", "x^2/x = 0", []),
        ("x^2", "y x^2/x = 0", []),
        ("x + y + z", "1/x + 1/y + 1/z = 1", [(-1, 1, 1), (1, -1, 1), (1, 1, -1), (3, 3, 3)]),
        ("x + y", "1/x + 1/y = 1", [(2, 2)]),
        ("y", "x/(x^2+y^2) = 1", [(0.5, -0.5), (0.5, 0.5)]),
        ("x^2 + y^2", "x^2/y = y", []),
        ("x + y", "1/(x y) = 1", [(-1, -1), (1, 1)]),
        ("x^2 + y^2", "x y^2/y^2 = 0; y^2 + z^2 = 1", [(0, -1, 0), (0, 1, 0)]),
    ],
)
def test_a_point_at_which_a_constraint_is_not_defined_does_not_satisfy_it(text, constraint, expected):
    """Denominators are not cleared away: 0/0 is no value, so the point is not in the set."""
    answer = symcalc.critical(text, subject_to=constraint)

    assert points(answer) == expected
    assert answer.families == ()
    assert answer.complete is True


@pytest.mark.parametrize(
    ("text", "constraint", "side", "value"),
    [
        ("x^2 + y^2", "y/x = x", "minimum", None),
        ("x^2 + y^2", "(x^3 + y^3)/(x+y) = 1", "minimum", "unknown"),
        ("(x-1)^2 + y^2", "y log(x)/log(x) = 0", "minimum", None),
        ("x^2 + y^2", "x y/y = 0", "minimum", None),
        ("(x-3)^2 + y^2", "y^2 = x^3/x", "minimum", "unknown"),
        ("y", "x/(x^2+y^2) = 1", "maximum", "unknown"),
        ("x + y", "z = sqrt(1-x^2-y^2)", "minimum", "unknown"),
    ],
)
def test_an_extremum_is_not_claimed_of_a_set_with_a_hole(text, constraint, side, value):
    """The set is not closed where a constraint has no value, so nothing says that the least value is taken."""
    assert getattr(symcalc.critical(text, subject_to=constraint).global_, side) == value


def test_the_infimum_beside_a_hole_is_not_taken():
    """x^2 + y^2 on the parabola without its vertex comes as close to 0 as one likes."""
    globally = symcalc.critical("x^2 + y^2", subject_to="y/x = x").global_

    assert (globally.minimum, written(globally.infimum)) == (None, "0")


@pytest.mark.parametrize("constraint", ["x^2/x = 0", "x^2/x = 0; y = 1", "x/x = 0"])
def test_a_hole_that_was_the_only_point_leaves_none(constraint):
    """Nothing satisfies the constraint, and that is said."""
    answer = symcalc.critical("x", subject_to=constraint)

    assert (answer.points, answer.complete) == ((), True)
    assert answer.global_.reason == "no point satisfies the constraints"


def test_where_points_alone_are_left_the_best_of_them_is_extreme():
    """Two equations for two variables: the points that satisfy them are all listed, so one of them is the least."""
    globally = symcalc.critical("x + 2y", subject_to="x^2 = 1; x + y = 0").global_

    assert (written(globally.minimum.value), written(globally.maximum.value)) == ("-1", "1")


def test_dependent_equations_do_not_leave_points_alone():
    """The same line twice is a line, on which f has no greatest value."""
    assert symcalc.critical("x^2", subject_to="x = y; 2x - 2y = 0").global_.maximum in {None, "unknown"}


@pytest.mark.parametrize(
    ("text", "constraint", "expected"),
    [
        ("x + y", "sqrt(x) + sqrt(y) = 1", [(0, 1), (0.25, 0.25), (1, 0)]),
        ("x y", "sqrt(x) + sqrt(y) = 1", [(0, 1), (0.25, 0.25), (1, 0)]),
        ("y", "x = sqrt(y)", [(0, 0)]),
        ("x^2 + y^2", "abs(x) + abs(y) = 2", [(-2, 0), (-1, -1), (-1, 1), (0, -2), (0, 2), (1, -1), (1, 1), (2, 0)]),
        ("x + 2y", "max(x, y) = 1", [(1, 1)]),
    ],
)
def test_edges_and_kinks_of_a_constraint_are_looked_at(text, constraint, expected):
    """A constraint may end, or have no derivative, where f is smooth: extrema may be there."""
    answer = symcalc.critical(text, subject_to=constraint)

    assert points(answer) == expected


@pytest.mark.parametrize(
    ("text", "constraint", "values"),
    [
        ("x", "sin(x) = 0", ["2*k*pi", "2*k*pi + pi"]),
        ("x^2", "sin(x) = 0", ["4*k**2*pi**2", "4*k**2*pi**2 + 4*k*pi**2 + pi**2"]),
        ("x + y^2", "sin(x) = 0", ["2*k*pi", "2*k*pi + pi"]),
        ("x + y", "sin(x) + y = 0", ["2*k*pi"]),
        ("cos(x)", "sin(x) = 0", ["-1", "1"]),
    ],
)
def test_the_value_at_points_that_repeat_goes_with_the_integer(text, constraint, values):
    """The value of f at 2 pi k is that at 2 pi k, not that at 0."""
    answer = symcalc.critical(text, subject_to=constraint)

    assert sorted(written(family.value) for family in answer.families) == values
    assert answer.complete is True


def test_values_that_grow_along_a_constraint_have_no_bound():
    """At the points of sin(x) = 0, x is a multiple of pi."""
    globally = symcalc.critical("x", subject_to="sin(x) = 0").global_

    assert (written(globally.infimum), written(globally.supremum)) == ("-oo", "oo")


def test_a_kind_that_may_go_with_the_integer_stays_open():
    """On the line x = 2 pi k, x (y^2 + 1) has a minimum for k > 0 and a maximum for k < 0."""
    answer = symcalc.critical("x (y^2 + 1)", subject_to="sin(x) = 0")

    assert "minimum" not in {family.kind for family in answer.families}
    assert {written(family.value) for family in answer.families} <= {"2*k*pi", "2*k*pi + pi"}


def test_multipliers_do_not_stand_among_the_equations_of_a_family():
    """The equations of a family are in the variables."""
    answer = symcalc.critical("x^2", subject_to="x y = 0")

    (family,) = answer.families
    assert all(isinstance(equation, Relation) for equation in family.equations)
    assert [written(equation) for equation in family.equations] == ["x == 0"]
    assert "_l" not in json.dumps(json.loads(symcalc.write(answer, "json")))


def test_powers_of_negative_numbers_leave_a_constraint_open():
    """x^x = 1/4 holds at -2, which lies on no piece of the domain."""
    answer = symcalc.critical("x", subject_to="x^x = 1/4")

    assert answer.complete is False
