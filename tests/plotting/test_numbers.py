"""Windows, ticks, levels, clipping, level sets: the numbers of pictures."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcalc.plotting.figures.clipping import clipped, segments
from symcalc.plotting.figures.levelsets import level_lines
from symcalc.plotting.figures.scene import Layer, Window, spaced
from symcalc.plotting.figures.ticks import levels, tick_text, ticks
from symcalc.plotting.figures.window import across, upwards, where_defined

UNIT = Window(-1.0, 1.0, -1.0, 1.0)


@given(st.floats(-1e4, 1e4), st.floats(1e-6, 1e9), st.integers(2, 20))
def test_ticks_are_round_and_few(place, width, most):
    """As many as asked for at most, inside the range, equally spaced."""
    low = place * width
    found = ticks(low, low + width, most)
    gaps = [b - a for a, b in itertools.pairwise(found)]
    assert len(found) <= most
    assert all(low - 1e-6 * width <= tick <= low + width + 1e-6 * width for tick in found)
    assert all(math.isclose(gap, gaps[0], rel_tol=1e-3, abs_tol=1e-6 * width) for gap in gaps)


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (-2, 3, 6, (-2, -1, 0, 1, 2, 3)),
        (0, 1, 3, (0, 0.5, 1)),
        (0.001, 0.004, 4, (0.001, 0.002, 0.003, 0.004)),
        (5, 5, 3, (5,)),
    ],
)
def test_ticks(low, high, most, expected):
    """Ones, twos, two-and-a-halves and fives."""
    assert ticks(low, high, most) == pytest.approx(expected)


def test_tick_texts_read_back():
    """A short number, without the noise of binary fractions."""
    assert [tick_text(x) for x in (0.1 + 0.2, 1e12, 0.0, 123456.0)] == ["0.3", "1e12", "0", "123456"]


def test_levels_of_an_even_function_are_round():
    """Equally spaced values inside the range."""
    values = [x * x - 4 for x in spaced(-3, 3, 200)]
    found = levels(values, 8)
    assert all(-4 < level < 5 for level in found)
    assert len(set(np.round(np.diff(found), 9))) == 1


def test_levels_of_a_steep_function_go_by_area():
    """Where most of the picture is flat, each level parts off as much of it."""
    values = [math.exp(x) for x in spaced(0, 20, 1000)]
    found = levels(values, 5)
    counts = np.histogram(values, [0, *found, math.inf])[0]
    assert max(counts) < 1.5 * min(counts)


def test_no_levels_of_a_constant():
    """A flat function has no level sets that are lines, nor has one without values."""
    assert levels([2.0] * 10, 5) == ()
    assert levels([None] * 10, 5) == ()


@given(*(st.floats(-5, 5) for _ in range(4)))
def test_clipped_lines_are_the_part_inside(x0, y0, x1, y1):
    """Against a dense walk along the line: what is inside is on the clipped part, and nothing else."""
    found = clipped((x0, y0), (x1, y1), UNIT)
    inside = [
        (x0 + t * (x1 - x0), y0 + t * (y1 - y0))
        for t in spaced(0, 1, 101)
        if UNIT.holds((x0 + t * (x1 - x0), y0 + t * (y1 - y0)))
    ]
    if found is None:
        assert inside == []
        return
    for end in found:
        assert max(map(abs, end)) <= 1 + 1e-9
    for point in inside:
        (a, b), (c, d) = found
        assert min(a, c) - 1e-9 <= point[0] <= max(a, c) + 1e-9
        assert min(b, d) - 1e-9 <= point[1] <= max(b, d) + 1e-9


def test_segments_cut_a_polyline():
    """A line that leaves the window and comes back is two parts."""
    assert len(list(segments([(-0.5, 0), (0, 3), (0.5, 0)], UNIT))) == 2


@pytest.mark.parametrize(
    ("asked", "points", "expected"),
    [
        ({}, [], (-5, 5)),
        ({}, [(2.0,)], (-0.5, 4.5)),
        ({}, [(-1.0,), (2.0,)], (-2, 3)),
        ({"x": (0.0, 1.0)}, [(7.0,)], (0, 1)),
    ],
)
def test_what_matters_is_in_sight(asked, points, expected):
    """The range asked for; else around the points with room; else around the origin."""
    assert across(["x"], asked, points)[0] == pytest.approx(expected)


def test_a_range_asked_for_chooses_the_points_of_the_other_variable():
    """Points outside the range of x do not stretch the range of y."""
    assert across(["x", "y"], {"x": (0.0, 1.0)}, [(0.5, 2.0), (9.0, 90.0)])[1] == (-0.5, 4.5)


def test_the_window_of_a_logarithm_begins_at_its_edge():
    """No empty half of a picture."""
    low, high = where_defined(lambda xs: [math.log(x) if x > 0 else math.nan for x in xs], (-5.0, 5.0))
    assert -0.5 < low <= 0
    assert high == 5


def test_a_function_far_from_the_origin_is_found():
    """Where there is nothing around the origin, the picture moves to where there is."""
    low, high = where_defined(lambda xs: [math.sqrt(x - 70) if x >= 70 else math.nan for x in xs], (-5.0, 5.0))
    assert low < 70 < high
    assert high - low < 15


def test_a_single_defined_point_is_not_a_curve():
    """x^x has values at the negative integers, which no picture needs to show."""
    low, _ = where_defined(lambda xs: [0.0 if x > 0 or x == -5 else math.nan for x in xs], (-5.0, 5.0))
    assert low > -1


def test_poles_do_not_flatten_the_rest():
    """The heights of tan are those of its middle, and every mark is in sight."""
    values = [math.tan(x) for x in spaced(-5, 5, 2001)]
    low, high = upwards(values, [])
    assert -60 < low < -5
    assert 5 < high < 60
    assert upwards(values, [100.0])[1] > 100


def test_heights_of_a_constant():
    """A constant has room above and below."""
    assert upwards([3.0, 3.0], []) == (2.0, 4.0)
    assert upwards([math.nan], []) == (-1.0, 1.0)


def test_level_lines_lie_on_the_level():
    """Of x^2 + y^2 the lines of level 1 are within the grid's coarseness of the unit circle, and close around it."""
    xs = spaced(-2, 2, 41)
    values = tuple(tuple(x * x + y * y for x in xs) for y in xs)
    lines = list(level_lines(Layer(values, (1.0,), "function", ()), xs, xs))
    assert all(abs(math.hypot(*point) - 1) < 0.01 for line in lines for point in line)
    length = sum(math.dist(*line) for line in lines)
    assert length == pytest.approx(2 * math.pi, rel=0.01)


def test_level_lines_stop_at_undefined_squares():
    """No line through a hole."""
    assert list(level_lines(Layer(((0.0, 1.0), (None, 1.0)), (0.5,), "function", ()), (0.0, 1.0), (0.0, 1.0))) == []


def test_a_saddle_in_one_square_has_two_lines():
    """The middle of the square decides which corners are joined; the lines do not cross."""
    for corners, level in (
        (((1.0, 0.0), (0.0, 1.0)), 0.4),
        (((1.0, 0.0), (0.0, 1.0)), 0.6),
        (((0.0, 1.0), (1.0, 0.0)), 0.4),
    ):
        lines = list(level_lines(Layer(corners, (level,), "function", ()), (0.0, 1.0), (0.0, 1.0)))
        assert len(lines) == 2
        high = corners[0][0] > level
        joined_high = level < 0.5
        corner = (0.0, 0.0)
        near = min(min(math.dist(corner, point) for point in line) for line in lines)
        cut_off = any(all(min(point) == 0 for point in line) and max(map(max, line)) <= 1 for line in lines)
        assert cut_off == (high != joined_high) or near < 1
