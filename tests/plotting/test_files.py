"""What files show: labels apart from each other, patches cut at the edge of the picture, whole files or none."""

import math
import os

import pytest

import symcalc
from symcalc.errors import DomainFault, LimitReached
from symcalc.formats.picture import save, words
from symcalc.plotting import files
from symcalc.plotting.figures.answers import picture
from symcalc.plotting.figures.scene import Layer, Relief, Window, spaced
from symcalc.plotting.files import curve, map  # noqa: A004 (a kind of picture)
from symcalc.plotting.files.relief import cut, surface
from symcalc.plotting.files.theme import THEMES

HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"


def boxes(drawn):
    """The boxes of all labels of a figure, in pixels."""
    renderer = drawn.canvas.get_renderer()
    return [text.get_window_extent(renderer) for text in drawn.axes[0].texts if text.get_text()]


@pytest.mark.parametrize(
    ("text", "count"),
    [(HIMMELBLAU, 9), ("sin(x)/x", 8), ("x^2 + cos(5 x)", 7), ("sin(x)", 4), ("x^5 - 100 x^3 + 4", 3)],
)
def test_no_label_lies_on_another(text, count):
    """As they are really drawn, by the size of their letters; and most marks have one."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    answer = symcalc.plot(text, output="x.png")
    drawn = (map if answer.kind == "map" else curve).draw(answer.figure(), words, THEMES["light"])
    FigureCanvasAgg(drawn).draw()
    found = boxes(drawn)
    assert len(found) >= count - 2
    for number, one in enumerate(found):
        assert not any(one.overlaps(other) for other in found[:number])


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_are_told_apart_in_grey(theme):
    """The kinds have signs of their own, and every colour stands out from its paper (WCAG: 3 to 1)."""
    from matplotlib.colors import to_rgb

    def luminance(colour):
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    colours = THEMES[theme]
    paper = luminance(colours.paper)
    for colour in (colours.ink, *colours.lines, colours.walk, colours.minimum, colours.maximum, colours.saddle):
        light, dark = sorted((luminance(colour), paper), reverse=True)
        assert (light + 0.05) / (dark + 0.05) > 3


def test_patches_are_cut_at_the_heights_that_are_shown():
    """No corner of a paraboloid's surface is outside, and its rim is at the top."""
    xs = spaced(-2, 2, 41)
    layer = Layer(tuple(tuple(x * x + y * y for x in xs) for y in xs), (), "quadratic", ())
    scene = Relief(Window(-2, 2, -2, 2), ("x", "y", ""), xs, xs, (layer,), (0.5, 3.0))
    corners = [corner for patch in surface(layer, scene, 20) for corner in patch]
    assert min(z for *_, z in corners) == pytest.approx(0.5)
    assert max(z for *_, z in corners) == pytest.approx(3.0)
    assert all(z == pytest.approx(x * x + y * y, abs=0.08) for x, y, z in corners)


def test_what_is_all_outside_is_cut_away():
    """Nothing is left of a patch below."""
    assert cut([(0, 0, 0), (1, 0, 0), (0, 1, 0)], 1, above=True) == []
    assert cut([], 1, above=True) == []


@pytest.mark.parametrize(
    ("command", "name"), [("plot", "p.gif"), ("plot", "p"), ("plot", "nowhere/p.svg"), ("critical", "p.jpeg")]
)
def test_a_file_that_cannot_be_is_refused_before_anything_is_computed(symcalc, tmp_path, command, name):
    """The name is at fault, not the function, which is never looked at."""
    done = symcalc(command, "9^9^9 x", "--output", str(tmp_path / name))
    assert done.returncode == 2
    assert "does not end in" in done.stderr or "there is no folder" in done.stderr


def test_a_file_is_whole_or_not_there(tmp_path, monkeypatch):
    """Where drawing is ended half-way, no half of a file stays behind."""
    path = tmp_path / "p.svg"
    monkeypatch.setattr(files.Path, "write_bytes", lambda *_: pytest.fail("written before it was drawn"))
    monkeypatch.setitem(files.KINDS, "curve", "symcalc.plotting.files.nothing")
    with pytest.raises(ModuleNotFoundError):
        save(symcalc.plot("x"), str(path))
    assert os.listdir(tmp_path) == []


def test_the_quadratic_is_hidden_by_the_surface_in_front_of_it():
    """Surface and net are one heap of patches, which is sorted by depth."""
    from symcalc.plotting.files import relief

    figure = symcalc.plot("x e^(-x^2 - y^2)", taylor="-1, 0", surface=True, domain="x=-2..2, y=-2..2").figure()
    (heap,) = relief.draw(figure, words, THEMES["light"]).axes[0].collections
    assert heap is not None


@pytest.mark.parametrize(
    ("text", "fault", "message"),
    [
        ("9^9^9 x", LimitReached, "too large"),
        ("sqrt(-1 - x^2)", DomainFault, "no values"),
        ("sqrt(-1 - x^2 - y^2)", DomainFault, "not defined"),
        ("[sqrt(-1 - x^2), log(-1 - x^2)]", DomainFault, "no values"),
    ],
)
def test_an_empty_picture_is_refused(text, fault, message):
    """Values that are too large, or none at all, are said; a frame around nothing is not drawn."""
    with pytest.raises(fault, match=message):
        symcalc.plot(text)


def test_a_taylor_polynomial_is_shown_where_it_leaves_the_function():
    """Both curves, the centre marked, the polynomial cut off where the function goes on."""
    scene = picture([symcalc.taylor("sin(x)", at="0", order=5)]).content["scene"]
    function, polynomial = scene.curves
    assert (function.role, polynomial.role) == ("function", "quadratic")
    assert all(y == pytest.approx(math.sin(x)) for piece in function.pieces for x, y in piece)
    assert all(y == pytest.approx(x - x**3 / 6 + x**5 / 120) for piece in polynomial.pieces for x, y in piece)
    assert scene.window.right >= 3
