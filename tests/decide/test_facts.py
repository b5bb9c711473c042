"""What is known of signs: linear inference, bounds passed on, quadrants; exact points where rational ones miss."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.decide.identity import identical
from symcalc.decide.identity.conditions import conditions
from symcalc.decide.identity.facts.cone import combination
from symcalc.decide.identity.facts.positivity import Range, signs_on_ranges
from symcalc.decide.identity.kernels.construction import over_tower
from symcalc.decide.identity.kernels.knowledge import Knowledge, Nowhere
from symcalc.decide.identity.kernels.normal import normal, variable
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import sum_of
from symcalc.decide.identity.work import Work
from symcalc.syntax import parse_conditions, parse_expression, written
from symcalc.syntax.tree import Product, rational

ENTRY = st.integers(-4, 4).map(Fraction)
COLUMN = st.lists(ENTRY, min_size=3, max_size=3)
COLUMNS = st.lists(COLUMN, min_size=1, max_size=4)


def signs(text, assumptions):
    """The signs an expression may have under assumptions."""
    knowledge = Knowledge(assumed=conditions(parse_conditions(assumptions)))
    return set(
        over_tower(knowledge, Work(10_000), lambda tower, _: tower.possible(normal(tower, parse_expression(text))))
    )


@pytest.mark.parametrize(
    ("text", "assumptions", "expected"),
    [
        ("x", "x + y > 0, x - y > 0", {1}),
        ("x + 2y", "x + y >= 0, y >= 0", {0, 1}),
        ("x - z", "x > y, y > z", {1}),
        ("n + 1", "n >= k, k >= 0, n integer, k integer", {1}),
        ("x - 1", "x > y, y > 1", {1}),
        ("x", "x + y > 0", {-1, 0, 1}),
        ("sin(x)", "0 <= x <= pi", {0, 1}),
        ("sin(x)", "0 < x < pi", {1}),
        ("sin(x)", "pi < x < 2pi", {-1}),
        ("cos(x)", "pi/2 <= x <= 3pi/2", {-1, 0}),
        ("cos(x)", "-pi/2 < x < pi/2", {1}),
        ("cos(x)", "-pi/2 < x < 1.6", {-1, 0, 1}),
        ("1 - sin(x)", "0 < x < pi/2", {1}),
        ("sin(x/2)", "0 < x < 2pi", {1}),
        ("sin(x)", "-3 <= x <= 0", {-1, 0}),
        ("x", "-1 <= x <= 0", {-1, 0}),
        ("x y", "-1 <= x <= 0, 1 <= y <= 2", {-1, 0}),
        ("x^2 - x", "-1 <= x <= 0", {0, 1}),
        ("(x - 1) y", "0 <= x <= 1, 0 < y <= 2", {-1, 0}),
        ("x - 3", "x > pi", {1}),
        ("x - 4", "x > pi", {-1, 0, 1}),
    ],
)
def test_signs(text, assumptions, expected):
    """What assumptions say of a sign, and no more than they say."""
    assert signs(text, assumptions) == expected


RANGE = st.tuples(st.integers(-3, 3), st.integers(1, 4), st.booleans(), st.booleans())


@given(st.lists(ENTRY, min_size=6, max_size=6), RANGE, RANGE)
def test_signs_on_ranges_leave_no_value_out(coefficients, first, second):
    """A polynomial on a box takes no sign but those that are given for it, at the ends that belong to it too."""
    tower = Tower(Knowledge(), Work(10_000))
    terms = ("1", "x", "y", "x*y", "x^2", "x^2*y")
    tree = sum_of([Product((rational(c), parse_expression(t))) for c, t in zip(coefficients, terms, strict=True)])
    polynomial = normal(tower, tree).numerator
    ranges, places = {}, {}
    for name, (low, length, low_closed, high_closed) in (("x", first), ("y", second)):
        of = Range(Fraction(low), Fraction(low + length), low_closed, high_closed)
        ranges[variable(tower, name).numerator.degrees().index(1)] = of
        inside = [of.low + length * Fraction(k, 8) for k in range(1, 8)]
        places[name] = [of.low] * low_closed + inside + [of.high] * high_closed
    possible = signs_on_ranges(tower, polynomial, ranges)

    for x, y in product(places["x"], places["y"]):
        row = (Fraction(1), x, y, x * y, x * x, x * x * y)
        value = sum(c * term for c, term in zip(coefficients, row, strict=True))
        assert not polynomial or (value > 0) - (value < 0) in possible


def test_contradictions_are_seen():
    """Facts that add up to a contradiction leave no points: the case needs no proof."""
    with pytest.raises(Nowhere):
        signs("x", "x > y, y > x + 1, x > 0, y < 0")
    assert (
        identical(parse_expression("abs(x + y) + abs(x - y)"), parse_expression("2max(abs(x), abs(y))")).verdict
        == "proved"
    )


@given(
    st.lists(st.lists(ENTRY, min_size=3, max_size=3), min_size=1, max_size=4), st.lists(st.integers(0, 3), min_size=4)
)
def test_combinations_that_exist_are_found(columns, weights):
    """A sum of columns with weights that are not negative is taken apart again."""
    target = [sum(w * column[i] for w, column in zip(weights, columns, strict=False)) for i in range(3)]
    found = combination(columns, [Fraction(value) for value in target])

    assert found is not None
    assert min(found) >= 0
    assert [sum(w * column[i] for w, column in zip(found, columns, strict=True)) for i in range(3)] == target


@given(
    st.lists(st.lists(ENTRY, min_size=3, max_size=3), min_size=1, max_size=4), st.lists(ENTRY, min_size=3, max_size=3)
)
def test_combinations_that_do_not_exist_are_not_found(columns, target):
    """What is found adds up to the target."""
    found = combination(columns, target)

    if found is not None:
        assert min(found) >= 0
        assert [sum(w * column[i] for w, column in zip(found, columns, strict=True)) for i in range(3)] == target


@pytest.mark.parametrize(
    ("left", "right", "point"),
    [
        ("sign(x^2 - 2)^2", "1", {"x": "sqrt(2)"}),
        ("sign(x - sqrt(2))^2", "1", {"x": "sqrt(2)"}),
        ("heaviside(cos(x))^2", "heaviside(cos(x))", {"x": "pi/2"}),
        ("heaviside(exp(x) - 2)^2", "heaviside(exp(x) - 2)", {"x": "log(2)"}),
    ],
)
def test_irrational_points_refute(left, right, point):
    """Where sides differ at irrational points only, such a point is the witness."""
    found = identical(parse_expression(left), parse_expression(right))

    assert found.verdict == "refuted"
    assert {name: written(value).lstrip("-") for name, value in found.witness.point.items()} == point


def test_equations_that_are_not_solved_bind_points():
    """Under x^2 == 2 both sides are compared at the roots."""
    assumed = parse_conditions("x^2 == 2")

    assert identical(parse_expression("x^4"), parse_expression("4"), assumed).verdict == "proved"
    assert identical(parse_expression("x^3"), parse_expression("2"), assumed).verdict == "refuted"
