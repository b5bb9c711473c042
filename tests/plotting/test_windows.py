"""What is in sight: the ranges and heights that are chosen where none are asked for."""

import math

import mpmath
import pytest

import symcalc
from symcalc.plotting.figures.scene import spaced
from symcalc.plotting.figures.turns import turns


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("x/(x^2 - 100)", [-10, 10]),
        ("1/(x - 300)", [300]),
        ("(x - 40)^2", [40]),
        ("x^3 - 3e-6 x", [-1e-3, 1e-3]),
        ("sqrt(x - 70)", [70]),
        ("sin(x/1000)", [500 * math.pi]),
    ],
)
def test_what_matters_is_in_sight(text, places):
    """Critical points and interruptions, wherever they are, and no endless emptiness around them."""
    window = symcalc.plot(text).scene.window
    assert all(window.left < place < window.right for place in places)
    assert window.width < 500 * max(map(abs, places))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("exp(x^3)", -5, 40),
        ("1/x", -10, 10),
        ("tan(x)", -20, 20),
        ("x^5 - 100 x^3 + 4", -1e5, 1e5),
        ("1/(1 + 1e6 x^2)", -0.2, 1.2),
        ("1/(x - 0.1234567)^2", -10, 20),
        ("log(x)", -20, 3),
    ],
)
def test_steep_ends_do_not_flatten_the_rest(text, low, high):
    """The heights are those of what matters; a pole or a steep end is cut off."""
    window = symcalc.plot(text).scene.window
    assert low <= window.bottom < window.top <= high


def test_of_many_points_those_near_the_origin_are_shown():
    """sin(x²) has hundreds of critical points; a picture of all of them would be black."""
    assert symcalc.plot("sin(x^2)").scene.window.width < 20


@pytest.mark.parametrize("place", [0.0, 0.317, -1.23456])
@pytest.mark.parametrize("width", [1e-1, 1e-2, 1e-3])
def test_narrow_peaks_are_not_cut_off(place, width):
    """The top of a peak is in sight and drawn; unless it is very narrow, without any search for critical points."""
    text = f"exp(-((x - {place})/{width})^2) + 0.01 x".replace("- -", "+ ")
    scene = symcalc.plot(text, domain="x=-3..3", marks=width < 1e-2).scene
    assert scene.window.top > 0.95
    (curve,) = scene.curves
    assert max(y for piece in curve.pieces for _, y in piece) > 0.98


def test_a_pole_is_no_turn():
    """A pole that lies between the samples goes on and on."""
    points = [(x, 1 / (x - 0.1234) ** 2) for x in spaced(-1, 1, 101)]
    assert [*turns(lambda x: 1 / (x - 0.1234) ** 2, points, (0, 10))] == []


@pytest.mark.parametrize("text", ["x^2 + y^2", "x^2 - y^2", "(x^2 + y^2 - 1)^2", "x y"])
def test_circles_are_round(text):
    """Where nothing speaks against it both axes have one scale."""
    window = symcalc.plot(text).scene.window
    assert window.width == pytest.approx(window.height)


def test_a_map_shows_where_the_function_is_defined():
    """The unit disc fills the picture of sqrt(1 - x² - y²); the half-plane that of log(x) + y²."""
    disc = symcalc.plot("sqrt(1 - x^2 - y^2)").scene.window
    assert 1 < disc.right < 1.3
    half = symcalc.plot("log(x) + y^2").scene
    assert -1 < half.window.left < 0
    assert all(abs(x) < 1e-9 for edge in half.edges for x, _ in edge)


def test_edges_of_a_domain_are_lines():
    """Around the pole of 1/(x² + y² - 1), and nowhere on a function that is defined everywhere."""
    ring = symcalc.plot("1/(x^2 + y^2 - 1)").scene
    assert all(math.hypot(x, y) == pytest.approx(1, abs=0.01) for edge in ring.edges for x, y in edge)
    assert sum(map(len, ring.edges)) > 100
    assert symcalc.plot("abs(x) + y^2").scene.edges == ()


def test_no_gradient_where_there_is_no_function():
    """The formula of the gradient of log(x) has values for x < 0; the picture has no arrows there."""
    arrows = symcalc.plot("log(x) + y^2", domain="x=-2..2, y=-2..2").scene.arrows
    assert arrows
    assert all(arrow.at[0] > 0 for arrow in arrows)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("gamma(x)", mpmath.gamma),
        ("erf(x) exp(x)", lambda x: mpmath.erf(x) * mpmath.exp(x)),
        ("x^x", lambda x: mpmath.power(x, x)),
        ("sinh(x)/(2 + cos(3 x))", lambda x: mpmath.sinh(x) / (2 + mpmath.cos(3 * x))),
        ("atan(x^3) - log(x^2 + 1)", lambda x: mpmath.atan(x**3) - mpmath.log(x**2 + 1)),
    ],
)
def test_every_point_of_a_curve_is_that_of_mpmath(text, same):
    """Sampled, refined, followed to its ends: all numbers of the picture are values of the function."""
    scene = symcalc.plot(text).scene
    (curve,) = scene.curves
    limits = {joint.at for joint in scene.dots}
    for piece in curve.pieces:
        for x, y in piece[:: max(1, len(piece) // 60)]:
            if (x, y) not in limits:
                assert y == pytest.approx(float(same(mpmath.mpf(x))), rel=1e-9, abs=1e-12)


def test_every_point_of_a_map_is_that_of_mpmath():
    """The grid of a file, evaluated at once, against numbers one by one."""
    scene = symcalc.plot("sin(x y) + exp(-x^2) cos(y)", output="x.png", domain="x=-2..2, y=-1..3").scene
    for j in range(0, len(scene.ys), 40):
        for i in range(0, len(scene.xs), 40):
            x, y = mpmath.mpf(scene.xs[i]), mpmath.mpf(scene.ys[j])
            expected = mpmath.sin(x * y) + mpmath.exp(-(x**2)) * mpmath.cos(y)
            assert scene.layers[0].values[j][i] == pytest.approx(float(expected), rel=1e-12, abs=1e-12)
