"""Real zeros of polynomials that are nowhere negative."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symcalc
from symcalc.calculus.critical.systems.reality import vanishing
from symcalc.calculus.critical.systems.ring import Ring
from symcalc.syntax import written

whole = st.integers(-3, 3)


@given(st.lists(st.tuples(whole, whole, whole, whole), min_size=1, max_size=3), st.tuples(whole, whole, whole))
def test_the_equations_of_a_sum_of_squares_are_its_real_zeros(rows, point):
    """At any point the equations hold exactly where every square is zero."""
    x, y, z = Ring(("x", "y", "z")).unknowns
    squares = [a * x + b * y + c * z + d for a, b, c, d in rows]
    equations = vanishing(sum(square * square for square in squares))
    held = all(_at(equation, point) == 0 for equation in equations)

    assert held == all(_at(square, point) == 0 for square in squares)


def _at(polynomial, point):
    return sum(
        (int(c) * point[0] ** int(m[0]) * point[1] ** int(m[1]) * point[2] ** int(m[2]))
        for m, c in polynomial.to_dict().items()
    )


X, Y = Ring(("x", "y")).unknowns


@pytest.mark.parametrize("polynomial", [X**2 - Y**2, -(X**2) - Y**2, X * Y, X**2 + Y, X**2 + 4 * X * Y + Y**2])
def test_what_takes_negative_values_gives_no_equations(polynomial):
    """Nothing is said of polynomials of both signs, or of none but negative ones."""
    assert vanishing(polynomial) == []


def test_a_line_among_complex_surfaces_is_found():
    """Of x = y = z and two complex planes the line is left, cut where its kind changes."""
    found = symcalc.critical("x^3 + y^3 + z^3 - 3x y z")

    assert found.complete
    parts = {(family.kind, family.where and written(family.where)) for family in found.families}
    assert parts == {("maximum", "t < 0"), ("saddle", None), ("minimum", "t > 0")}
    assert next(family for family in found.families if family.where is None).parameters == ()


def test_a_point_on_a_family_is_not_listed_again():
    """The real point of a complex surface lies on the axis that is a family already."""
    assert symcalc.critical("x * (y^2 + z^2)").points == ()
