"""Conditions are stated once and short, and hold at the same points as before."""

from fractions import Fraction
from itertools import product

import pytest

import symcalc
from symcalc.calculus.tidying.conditions import tidied_conditions
from symcalc.decide.sign import truth
from symcalc.syntax import parse_conditions, written
from symcalc.syntax.tree import Logic, rational, substitute

SHORTER = [
    ("x != y^2 - y^2", ["x != 0"]),
    ("x + y > x", ["y > 0"]),
    ("sin(x)^2 + cos(x)^2 < y", ["1 < y"]),
    ("x != y, y != x, x - 2y + 2y != y", ["x != y"]),
    ("x >= y, y >= x", ["x == y"]),
    ("-1 < x < 1, x <= 1, 1 > x", ["-1 < x < 1"]),
    ("(x + y) - y == floor(x)", ["x == floor(x)"]),
]
#: Their sides are equal to shorter ones that have values at more points, or nothing is shorter.
KEPT = ["x/x != y", "y < x*y/y", "sqrt(x)^2 != y", "1/x != 1/x + y", "x != y", "x + y != 3", "-1 < x < y", "|x| > y"]


@pytest.mark.parametrize(("text", "expected"), SHORTER)
def test_conditions_in_a_shorter_form(text, expected):
    """What cancels is gone, and what is said in two ways stands once."""
    assert [written(one) for one in tidied_conditions(parse_conditions(text))] == expected


@pytest.mark.parametrize("text", KEPT)
def test_a_condition_keeps_the_points_at_which_its_sides_have_values(text):
    """A side is not replaced by one with another domain."""
    conditions = tuple(parse_conditions(text))

    assert tidied_conditions(conditions) == conditions


@pytest.mark.parametrize("text", [text for text, _ in SHORTER] + KEPT)
def test_tidied_conditions_hold_at_the_same_points(text):
    """Decided exactly at points on and off the equalities; where a side has no value, neither has the tidied one."""
    before = parse_conditions(text)
    after = tidied_conditions(before)
    for x, y in product(map(Fraction, ("-2", "-1", "-1/2", "0", "1/2", "1", "3")), repeat=2):
        point = {"x": rational(x), "y": rational(y)}
        assert _hold(before, point) == _hold(after, point)


def _hold(conditions, point):
    return truth(substitute(Logic("and", tuple(conditions)), point))


@pytest.mark.parametrize(
    ("text", "assume", "stated"),
    [
        ("f(x, y) = max(max(x, y^2 - y^2), 2x - x); f", None, ["x != 0"]),
        ("asin(x)", "-1 < x < 1", []),
        ("asin(x)", "x < 1", ["-1 < x < 1"]),
        ("abs(x - 1)", "x != 1", []),
        ("abs(x - y)", "y > x", []),
        ("abs(x - y)", "y >= x", ["x != y"]),
    ],
)
def test_a_gradient_states_what_is_not_assumed(text, assume, stated):
    """Conditions that follow from the assumptions given are not asked again."""
    assert [written(one) for one in symcalc.grad(text, assume=assume).where] == stated


def test_a_pipe_heaps_up_no_conditions():
    """The Jacobian of a printed gradient states the condition of both once."""
    gradient = symcalc.write(symcalc.grad("max(x, y)^2 + x"), "plain")
    matrix = symcalc.write(symcalc.jacobian(gradient), "plain")

    assert gradient.count("assume") == 1
    assert matrix.startswith("assume x != y; [[")
    assert matrix.count("assume") == 1


def test_the_rows_of_a_jacobian_state_a_condition_once():
    """|x - y| and |y - x| have one corner."""
    found = symcalc.jacobian("[abs(x - y), abs(y - x)]")

    assert [written(one) for one in found.where] == ["x != y"]
