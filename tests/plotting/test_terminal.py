"""Pictures made of characters: dots where the curve is, marks where the points are, nothing beyond the width."""

import pytest

import symcalc
from symcalc.formats import write
from symcalc.formats.page import Page, text_of
from symcalc.plotting.figures.marks import sign_of
from symcalc.plotting.terminal.canvas import Canvas
from symcalc.plotting.terminal.paths import wrapped

BOOK = "f(u,v)=(u+v)^2; u=(a+b)^2; v=(a-b)^2; a=(w+x+y+z)^2; b=(w+x-y-z)^2"


def picture(result, form="plain", **page):
    """The lines of a result."""
    return text_of(write(result, form, Page(**page))).splitlines()


def test_a_line_is_marked_from_end_to_end():
    """Every column of a slanted line has a dot, in the right row."""
    canvas = Canvas(10, 5)
    canvas.line((0.1, 0.1), (9.9, 4.9))
    lines = canvas.lines()
    for column in range(10):
        row = int((column + 0.5) / 2)
        assert any(
            column < len(lines[r]) and lines[r][column] > "\u2800" for r in (row - 1, row, min(row + 1, 4)) if r >= 0
        )


def test_words_stand_over_dots_and_dots_over_shades():
    """A mark is never hidden."""
    canvas = Canvas(3, 1)
    for column in range(3):
        canvas.shade(column, 0, "█")
    canvas.dot(1.5, 0.5)
    canvas.dot(2.5, 0.5)
    canvas.write(2, 0, "▼")
    (line,) = canvas.lines()
    assert (line[0], line[2]) == ("█", "▼")
    assert "\u2800" < line[1] < "\u2900"


def test_dashes_leave_gaps():
    """A dashed line has fewer dots than a whole one."""
    whole, dashed = Canvas(20, 1), Canvas(20, 1)
    whole.line((0, 0.5), (19, 0.5))
    dashed.line((0, 0.5), (19, 0.5), dash=2)
    assert sum(map(int.bit_count, dashed.dots.values())) < 0.7 * sum(map(int.bit_count, whole.dots.values()))


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize(
    "text", ["3x^4 - 4x^3 - 12x^2", "tan(x)", "x e^(-x^2 - y^2)", "[x^2 + y^2, x y]", "1/x", "log(x y)"]
)
def test_pictures_fit_and_use_only_what_they_may(text, width, unicode):
    """No line is wider than the page; without Unicode there is nothing but ASCII."""
    lines = [line for line in picture(symcalc.plot(text), width=width, unicode=unicode) if not line.startswith("#")]
    assert max(map(len, lines)) <= width
    assert len(lines) > 20
    assert unicode or all(line.isascii() for line in lines)


def test_marks_stand_where_the_points_are():
    """The minimum of the quartic is low and at the right, the other at the left, the maximum between."""
    lines = picture(symcalc.plot("3x^4 - 4x^3 - 12x^2", domain="x=-2..3"))[:20]
    signs = [(line.index(sign), row, sign) for row, line in enumerate(lines) for sign in "▼▲" if sign in line]
    assert [sign for _, _, sign in sorted(signs)] == ["▼", "▲", "▼"]
    left, middle, right = sorted(signs)
    assert right[1] > left[1] > middle[1]
    assert (right[0] - left[0]) / (middle[0] - left[0]) == pytest.approx(3, abs=0.2)


def test_the_legend_says_what_the_signs_are():
    """The kind in words, the point, the value."""
    lines = picture(symcalc.plot("3x^4 - 4x^3 - 12x^2"))
    assert [line.strip() for line in lines[-2:]] == ["▼ minimum (-1, -5) (2, -32)", "▲ maximum (0, 0)"]


def test_poles_are_not_joined():
    """Between the branches of 1/x there are empty columns at the middle height."""
    lines = picture(symcalc.plot("1/x", domain="x=-1..1"), width=80)[:20]
    (middle,) = (line for line in lines if line.strip().startswith("0┤"))
    assert middle[30:50].strip() == ""
    assert all(line[30:50].strip() for line in (lines[2], lines[-2]))


def test_a_map_is_dark_where_it_is_high():
    """Shades grow with the value."""
    lines = picture(symcalc.plot("x + 0 y", domain="x=0..1, y=0..1", marks=False), unicode=False, width=60)[:24]
    row = lines[3].split("|")[1]
    assert row[0] == " "
    assert row[-1] == "@"
    order = [" .:-=+*#%@".index(character) for character in row]
    assert order == sorted(order)


def test_undefined_parts_of_a_map_are_empty():
    """Of log(x y) half of the plane stays blank."""
    lines = picture(symcalc.plot("log(x y)", domain="x=-1..1, y=-1..1", marks=False), unicode=False, width=60)[:24]
    upper = lines[2].split("|")[1]
    assert upper[: len(upper) // 2 - 1].strip() == ""
    assert "@" in upper


def test_arrows_point_uphill():
    """Of x^2 + y^2 those at the right point to the right, those at the top upwards."""
    lines = picture(symcalc.plot("x^2 + y^2", domain="x=-1..1, y=-1..1", marks=False))
    text = "\n".join(lines[:24])
    assert all(arrow in text for arrow in "→↗↑↖←↙↓↘")
    assert "→" in lines[12][40:]
    assert "←" in lines[12][:40]


def test_a_surface_is_drawn_into_a_file():
    """The terminal shows it from above and says so."""
    assert "--output" in picture(symcalc.plot("x y", surface=True))[-1] or "--output" in "".join(
        picture(symcalc.plot("x y", surface=True))
    )


def test_trees_of_paths_wrap_long_formulas():
    """A formula that is too wide goes on below, under its beginning."""
    text = "f = u; u = " + " + ".join(f"sin(x + {k})^2" for k in range(9))
    (answer,) = symcalc.chain(text)
    lines = picture(answer, "pretty", width=60)
    assert max(map(len, lines)) <= 60
    assert wrapped("aa bb cc", 5) == ["aa bb", "cc"]


def test_networks_are_drawn_in_layers():
    """All names, inputs at the left, the output at the right."""
    lines = picture(symcalc.backprop(BOOK), "pretty")[2:12]
    text = "\n".join(lines)
    assert all(name in text for name in "wxyzabuvf")
    assert max(line.index("f") for line in lines if "f" in line) > max(line.index("w") for line in lines if "w" in line)


def test_large_networks_are_not_drawn():
    """Beyond what a terminal holds there is no picture, and no error."""
    text = "; ".join(f"n{k} = sin(n{k - 1})" for k in range(1, 60))
    assert picture(symcalc.backprop(text), "pretty")[1:3] == ["", "Forward: values"]


@pytest.mark.parametrize("kind", ["minimum", "maximum", "saddle", "inflection", "undecided", "corner", "point"])
def test_signs(kind):
    """Every kind has a sign, one character in both alphabets."""
    assert len(sign_of(kind, unicode=True)) == len(sign_of(kind, unicode=False)) == 1
    assert sign_of(kind, unicode=False).isascii()


def test_names_of_axes_are_always_there():
    """Where the numbers leave no room, the name stands at the end of the axis, or on a line of its own."""
    for text, options in (("floor(x)", {}), ("sin(velocity)", {"domain": "velocity=-5..5"}), ("x^2", {})):
        answer = symcalc.plot(text, marks=False, **options)
        for width in (40, 60, 80, 120):
            lines = [line for line in picture(answer, width=width) if not line.startswith("#")]
            assert max(map(len, lines)) <= width
            assert any(line.rstrip().endswith(answer.variables[0]) for line in lines)


def test_families_have_their_signs_along_their_line():
    """A ring of minima is dotted, with the sign of its kind here and there, and named below."""
    lines = picture(symcalc.plot("(x^2 + y^2 - 1)^2"))
    assert sum(line.count("▼") for line in lines) > 5
    assert any("minimum" in line and "x**2 + y**2" in line for line in lines)


def test_dots_are_explained():
    """Open and filled ends of steps, each once in the legend, in ASCII too."""
    for unicode, signs in ((True, "○●"), (False, "O@")):
        lines = picture(symcalc.plot("floor(x)"), unicode=unicode)
        assert sum(line.strip() == f"{signs[0]} not a value" for line in lines) == 1
        assert sum(line.strip() == f"{signs[1]} value at a jump" for line in lines) == 1
        assert sum(line.count(signs[1]) for line in lines) > 8


def test_many_marks_are_listed_briefly():
    """Twelve places of a kind, then how many more."""
    lines = picture(symcalc.plot("sin(x)", domain="x=0..120"))
    assert any(line.endswith("more") for line in lines)
    assert len(lines) < 40
    assert max(map(len, picture(symcalc.plot("sin(x^2)", domain="x=0..12"), width=60))) <= 60
