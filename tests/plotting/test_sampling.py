"""Curves: connected where the function is, broken where it jumps, drawn up to the edge of the domain."""

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc.plotting.figures.sampling import connected
from symcalc.plotting.figures.scene import Window


def each(function):
    """A function of many places at once."""
    return lambda xs: [function(x) for x in xs]


def ends(pieces):
    """Where each piece begins and ends."""
    return [(round(piece[0][0], 6), round(piece[-1][0], 6)) for piece in pieces]


@pytest.mark.parametrize(
    ("function", "left", "right", "height", "expected"),
    [
        (lambda x: x * x, -2, 2, 4, [(-2, 2)]),
        (lambda x: math.copysign(1, x), -1, 1.5, 2, [(-1, 0), (0, 1.5)]),
        (lambda x: 1 / x if x else math.nan, -1, 1.25, 10, [(-1, 0), (0, 1.25)]),
        (lambda x: math.sqrt(x) if x >= 0 else math.nan, -1, 1.3, 1, [(0, 1.3)]),
        (lambda x: math.log(x) if x > 0 else math.nan, -1, 1, 5, [(0, 1)]),
        (lambda x: math.tanh(1e6 * x), -1, 1.1, 2, [(-1, 1.1)]),
        (math.tan, -2, 2, 8, [(-2, -1.570796), (-1.570796, 1.570796), (1.570796, 2)]),
        (lambda x: math.floor(x) + 0.0, 0.5, 2.5, 2, [(0.5, 1), (1, 2), (2, 2.5)]),
        (lambda x: math.nan, -1, 1, 1, []),
        (lambda x: x if abs(x) > 0.5 else math.nan, -1, 1, 2, [(-1, -0.5), (0.5, 1)]),
    ],
)
def test_pieces(function, left, right, height, expected):
    """Steps, poles and holes break a curve where they are; a steep slope does not, nor does a kink."""
    assert ends(connected(each(function), Window(left, right, -height, height))) == expected


def test_every_point_is_on_the_graph():
    """Nothing is interpolated."""
    assert all(y == math.sin(x) for piece in connected(each(math.sin), Window(-3, 3, -1, 1)) for x, y in piece)


def test_more_points_where_it_bends():
    """A narrow peak has its top, and the flat parts no more points than they need."""

    def peak(x):
        return math.exp(-((x - 0.123) ** 2) * 1e5)

    (piece,) = connected(each(peak), Window(-1, 1, 0, 1))
    top = max(y for _, y in piece)
    near = sum(abs(x - 0.123) < 0.02 for x, _ in piece)
    assert top > 0.99
    assert near > 40
    assert len(piece) < 1500


@settings(max_examples=40)
@given(st.floats(-3, 3), st.floats(0.5, 2), st.floats(-2, 2))
def test_chords_stay_close(shift, stretch, slope):
    """Between neighbouring points the curve is nowhere far from the chord."""

    def function(x):
        return math.sin(stretch * x + shift) + slope * x

    (piece,) = connected(each(function), Window(-4, 4, -2, 2))
    for (a, ya), (b, yb) in itertools.pairwise(piece):
        middle = (a + b) / 2
        assert abs(function(middle) - (ya + yb) / 2) < 0.01 * 4
