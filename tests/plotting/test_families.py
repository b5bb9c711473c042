"""Families of critical points in pictures: lines where their equations hold, members where their integers lead."""

import math

import pytest

import symcalc
from symcalc.plotting.figures.answers import picture
from symcalc.plotting.figures.levelsets import polylines
from symcalc.plotting.figures.scene import Window


def scene_of(text, **options):
    """The picture of the critical points of a function."""
    return picture([symcalc.critical(text, **options)]).content["scene"]


@pytest.mark.parametrize(
    ("text", "kind", "equation"),
    [
        ("(x^2 + y^2 - 1)^2", "minimum", lambda x, y: x * x + y * y - 1),
        ("(x y - 1)^2", "minimum", lambda x, y: x * y - 1),
        ("(x^3 - y)^2", "minimum", lambda x, y: x**3 - y),
        ("x^2 + 0 y", "minimum", lambda x, _: x),
        ("-(x + y)^2", "maximum", lambda x, y: x + y),
        ("(x^3 - x - y^2)^2", "minimum", lambda x, y: x**3 - x - y * y),
        ("abs(x^2 + y^2 - 1)", "minimum", lambda x, y: x * x + y * y - 1),
        ("abs(x) + y^2", "no derivative", lambda x, _: x),
    ],
)
def test_lines_are_where_their_equations_hold(text, kind, equation):
    """Circles, hyperbolas, lines, a cubic: every point of the line fulfils the equation, with the family's kind."""
    scene = scene_of(text)
    (locus,) = scene.loci
    points = [point for piece in locus.pieces for point in piece]
    assert locus.kind == kind
    assert len(points) > 50
    assert max(abs(equation(x, y)) for x, y in points) < 0.02


def test_both_axes():
    """x²y² has minima along both axes, a line each."""
    loci = scene_of("x^2 y^2").loci
    assert [locus.kind for locus in loci] == ["minimum", "minimum"]
    assert {max(abs(x) for piece in locus.pieces for x, _ in piece) < 1e-9 for locus in loci} == {True, False}


@pytest.mark.parametrize("radius", [0.1, 1, 30])
def test_a_circle_is_in_sight_whatever_its_radius(radius):
    """The whole of a closed line is shown, and fills a good part of the picture."""
    scene = scene_of(f"(x^2 + y^2 - {radius}^2)^2")
    assert scene.window.left < -radius
    assert scene.window.right > radius
    assert scene.window.width < 60 * radius


def test_a_part_of_a_line():
    """Where the kind changes along a line, each part is a line of its own."""
    loci = scene_of("x^2 y").loci
    for locus in loci:
        ys = [y for piece in locus.pieces for _, y in piece]
        assert all(y > 0 for y in ys) if locus.kind == "minimum" else all(y <= 0 for y in ys)
    assert {"minimum", "maximum"} <= {locus.kind for locus in loci}


def test_members_of_a_discrete_family():
    """The extrema of sin in sight are marked where they are, by kind, exactly labelled."""
    marks = scene_of("sin(x)").marks
    assert len(marks) >= 4
    for mark in marks:
        assert mark.at[1] == pytest.approx(math.sin(mark.at[0]))
        assert mark.at[1] == pytest.approx(1 if mark.kind == "maximum" else -1)


def test_the_extrema_of_several_functions_are_on_their_own_curves():
    """A family of the second function is marked on the second curve."""
    marks = symcalc.plot("[sin(x), cos(x) + 3]").scene.marks
    assert {round(mark.at[1]) for mark in marks} == {-1, 1, 2, 4}


def test_a_fast_wave_is_shown_from_near():
    """Of sin(50 x) a few waves are shown, not eighty."""
    window = symcalc.plot("sin(50 x)").scene.window
    assert 2 < 50 * window.width / (2 * math.pi) < 10


def test_constant_parts():
    """Where every point is critical the stretch of the curve, or the area of the map, is marked."""
    (stretch,) = scene_of("max(x, 0)").loci
    assert stretch.kind == "constant"
    assert all(x <= 0 and y == 0 for piece in stretch.pieces for x, y in piece)
    areas = [locus for locus in scene_of("max(x^2 + y^2, 1)").loci if locus.area]
    assert [area.kind for area in areas] == ["constant"]
    assert all(math.hypot(x, y) < 1 for piece in areas[0].pieces for x, y in piece)


def test_constraints_are_drawn():
    """The circle on which x y is looked at is a line through its extrema."""
    scene = scene_of("x y", subject_to="x^2 + y^2 = 1")
    (circle,) = scene.loci
    assert circle.kind == "constraint"
    assert len(scene.marks) == 4
    assert all(math.hypot(*point) == pytest.approx(1, abs=0.01) for piece in circle.pieces for point in piece)


def test_a_box_is_the_window():
    """What was looked at is what is shown."""
    window = scene_of("x^2 + y^2", domain="x=-1..3, y=-2..2").window
    assert (window.left, window.right, window.bottom, window.top) == (-1, 3, -2, 2)


def test_two_functions_touch_where_their_gradients_are_opposite():
    """For x² + y² and x + y that is at (-1/2, -1/2), on the circle of radius √½ and the line x + y = -1."""
    answer = symcalc.plot("[x^2 + y^2, x + y]")
    (mark,) = answer.scene.marks
    assert mark.at == (-0.5, -0.5)
    assert [layer.touching for layer in answer.scene.layers] == [(0.5,), (-1.0,)]
    first, second = (arrow for arrow in answer.scene.arrows if arrow.role != "function")
    assert first.direction == pytest.approx(tuple(-part for part in second.direction))
    assert "sum" in answer.notes[0]


def test_short_lines_are_joined():
    """The four sides of a square, in any order and direction, are one closed line."""
    corners = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]
    sides = [(corners[0], corners[1]), (corners[2], corners[1]), (corners[3], corners[0]), (corners[2], corners[3])]
    (piece,) = polylines(sides, Window(0, 1, 0, 1))
    assert len(piece) == 5
    assert piece[0] == piece[-1]
    assert set(piece) == set(corners)


@pytest.mark.parametrize(
    ("text", "argument"),
    [
        ("sin(x + y)", lambda x, y: x + y),
        ("sin(x y)", lambda x, y: x * y),
        ("sin(x^2 + y^2)", lambda x, y: x * x + y * y),
        ("sin(x^2 - y^2)", lambda x, y: x * x - y * y),
    ],
)
def test_a_family_of_lines_is_drawn_line_by_line(text, argument):
    """For several integers a line each, under one title with the integer in it."""
    scene = scene_of(text)
    assert sorted(locus.kind for locus in scene.loci) == ["maximum", "minimum"]
    for locus in scene.loci:
        height = 1 if locus.kind == "maximum" else -1
        values = [argument(*piece[len(piece) // 2]) for piece in locus.pieces]
        assert len({round(value) for value in values}) > 1
        assert all(math.sin(value) == pytest.approx(height, abs=0.02) for value in values)
