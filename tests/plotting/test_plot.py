"""`plot`: what is in the picture, as numbers; what is refused; pictures of other answers; files."""

import json
import math
import subprocess
import sys

import pytest

import symcalc
from symcalc.errors import SymcalcError, Unsupported, UsageFault
from symcalc.formats import write
from symcalc.formats.page import Page, text_of
from symcalc.formats.picture import save, words
from symcalc.plotting import files
from symcalc.plotting.figures.answers import picture
from symcalc.plotting.files.drawing import drawing
from symcalc.plotting.files.svg import network as network_svg
from symcalc.plotting.files.theme import THEMES

BOOK = "f(u,v)=(u+v)^2; u=(a+b)^2; v=(a-b)^2; a=(w+x+y+z)^2; b=(w+x-y-z)^2"
QUARTIC = "3x^4 - 4x^3 - 12x^2"


def test_the_chapter_s_curve():
    """Its three critical points in sight, each marked by its kind, the curve through all of them."""
    scene = symcalc.plot(QUARTIC).scene
    assert [(mark.kind, mark.at) for mark in scene.marks] == [
        ("minimum", (-1, -5)),
        ("maximum", (0, 0)),
        ("minimum", (2, -32)),
    ]
    assert (scene.window.left, scene.window.right) == (-2, 3)
    (curve,) = scene.curves
    assert all(y == pytest.approx(3 * x**4 - 4 * x**3 - 12 * x**2) for piece in curve.pieces for x, y in piece)


def test_two_variables():
    """A map has its critical points, levels within the values, and gradients that point uphill."""
    answer = symcalc.plot("x e^(-x^2 - y^2)")
    scene = answer.scene
    assert answer.kind == "map"
    assert sorted(mark.kind for mark in scene.marks) == ["maximum", "minimum"]
    for arrow in scene.arrows:
        (x, y), (u, v) = arrow.at, arrow.direction
        slope = (1 - 2 * x * x) * math.exp(-x * x - y * y), -2 * x * y * math.exp(-x * x - y * y)
        assert u * slope[1] - v * slope[0] == pytest.approx(0, abs=1e-12)
        assert u * slope[0] + v * slope[1] > 0
        assert math.hypot(u, v) <= 1 + 1e-12


def test_the_grid_has_the_values():
    """Rows from the bottom up, None where the function is undefined."""
    scene = symcalc.plot("sqrt(x) + y", domain="x=-1..1, y=0..2").scene
    values = scene.layers[0].values
    for row in (0, len(scene.ys) // 3, -1):
        for column in (0, len(scene.xs) // 2, -1):
            x, y = scene.xs[column], scene.ys[row]
            expected = math.sqrt(x) + y if x >= 0 else None
            assert values[row][column] == (None if expected is None else pytest.approx(expected))


def test_two_functions_over_each_other():
    """Each function of a list is a layer, or a curve, of its own."""
    assert [layer.role for layer in symcalc.plot("[x^2 + y^2, x y]").scene.layers] == ["function", "other"]
    assert [curve.role for curve in symcalc.plot("[x^2, sin(x), x]").scene.curves] == ["function", "other", "third"]


def test_the_quadratic_touches_the_function():
    """The approximating quadratic of (22.4.33) agrees with the function at its point, and its point is marked."""
    scene = symcalc.plot("x e^(-x^2 - y^2)", taylor="-1, 0", surface=True, domain="x=-2..2, y=-2..2").scene
    function, quadratic = scene.layers
    row, column = scene.ys.index(0.0), scene.xs.index(-1.0)
    assert (function.role, quadratic.role) == ("function", "quadratic")
    assert function.values[row][column] == pytest.approx(-math.exp(-1))
    assert quadratic.values[row][column] == pytest.approx(-math.exp(-1))
    assert quadratic.values[row][column + 1] == pytest.approx(function.values[row][column + 1], abs=1e-3)
    assert [mark.at for mark in scene.marks if mark.kind == "point"] == [(-1, 0)]


def test_ranges_and_points():
    """--domain chooses the range, --at is marked and in sight, parameters take their values from it."""
    assert symcalc.plot("x^2", domain="x=10..11").scene.window.left == 10
    scene = symcalc.plot("a x", wrt="x", at="x=40, a=2").scene
    assert [(mark.kind, mark.at) for mark in scene.marks] == [("point", (40, 80))]
    assert scene.window.left < 40 < scene.window.right


def test_marks_only_on_request():
    """Without marks nothing is looked for."""
    assert symcalc.plot(QUARTIC, marks=False).scene.marks == ()


def test_ends_of_a_range_are_no_critical_points():
    """A bounded range has extrema at its ends, which are not marked as if they were the function's."""
    assert [mark.at for mark in symcalc.plot("x^2", domain="x=-1..2").scene.marks] == [(0, 0)]


@pytest.mark.parametrize(
    ("text", "options", "fault"),
    [
        ("x + y + z", {}, Unsupported),
        ("a x", {"wrt": "x"}, UsageFault),
        ("x", {"domain": "x=1..1"}, UsageFault),
        ("x", {"domain": "x=0..oo"}, UsageFault),
        ("[x, x^2, x^3, x^4, x^5]", {}, UsageFault),
        ("L(x) + x", {}, SymcalcError),
        ("3", {}, SymcalcError),
    ],
)
def test_what_has_no_picture_is_refused(text, options, fault):
    """Too many variables, no value, an empty range, no formula."""
    with pytest.raises(fault):
        symcalc.plot(text, **options)


def test_json_has_the_numbers(schema):
    """All of the picture as JSON, without a number that JSON cannot hold."""
    for text in (QUARTIC, "log(x y)", "[1/x, tan(x)]"):
        answer = json.loads(text_of(write(symcalc.plot(text), "json", Page())))
        schema.validate(answer)
        assert answer["scene"]["window"]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (lambda: [symcalc.critical(QUARTIC)], "curve"),
        (lambda: [symcalc.critical("x^2 + y^2")], "map"),
        (lambda: [symcalc.taylor("exp(x)", at="0")], "curve"),
        (lambda: [symcalc.taylor("exp(x) y", at="0, 0")], "relief"),
        (lambda: [symcalc.descend(QUARTIC, "x=1", rate=0.01)], "curve"),
        (lambda: [symcalc.descend("x^2 + y^2", "x=1, y=1")], "map"),
        (lambda: [symcalc.plot("x")], "curve"),
        (lambda: symcalc.chain(BOOK), "network"),
        (lambda: [symcalc.backprop(BOOK)], "network"),
    ],
)
def test_answers_have_pictures(answer, kind):
    """Critical points, polynomials, walks and networks have the picture that goes with them."""
    assert picture(answer()).kind == kind


def test_a_walk_is_drawn_step_by_step():
    """Its points are those of the iterates."""
    walk = symcalc.descend("x^2 + y^2", "x=1, y=1", iterations=5)
    (curve,) = picture([walk]).content["scene"].curves
    assert curve.pieces[0] == tuple((i.point["x"], i.point["y"]) for i in walk.iterates)


def test_other_answers_have_none():
    """A gradient has no picture, and one file holds one."""
    with pytest.raises(UsageFault, match="no picture of grad"):
        picture([symcalc.grad("x^2")])
    with pytest.raises(UsageFault, match="one answer"):
        picture([symcalc.plot("x"), symcalc.plot("x")])


def test_the_network_of_several_chain_rules_has_all_partials():
    """One picture with the partials on every path that was asked for."""
    labels = picture(symcalc.chain(BOOK)).content["labels"]
    assert {"a,w", "a,z", "b,x", "f,u"} <= set(labels)


def test_labels_of_networks_cover_nothing():
    """No label lies on a box or on another label."""
    figure = symcalc.backprop(BOOK, at="-1, 0, -2, 1").figure()
    scene = drawing(figure, words)
    areas = [(b.left, b.top, b.left + b.width, b.top + b.height) for b in scene.boxes]
    for arrow in scene.arrows:
        width, height = 6.6 * max(map(len, arrow.label)), 13.5 * len(arrow.label)
        x, y = arrow.label_at
        areas.append((x - width / 2, y - 6.7, x + width / 2, y - 6.7 + height))
    for i, a in enumerate(areas):
        for b in areas[:i]:
            assert not (a[0] < b[2] - 1e-6 and b[0] < a[2] - 1e-6 and a[1] < b[3] - 1e-6 and b[1] < a[3] - 1e-6)


def test_svg_of_a_network_is_well_formed():
    """The names and partials are in it, and special characters are escaped."""
    import xml.etree.ElementTree as ET

    figure = symcalc.backprop("f = piecewise((x, x < 1), (u, true)); u = x^2").figure()
    root = ET.fromstring(network_svg(figure, words, THEMES["dark"]))
    texts = [element.text for element in root.iter() if element.tag.endswith("text")]
    assert {"x", "u", "f", "∂u/∂x"} <= set(texts)


@pytest.mark.parametrize(("name", "theme"), [("p.svg", "light"), ("p.png", "dark"), ("p.pdf", "light")])
@pytest.mark.parametrize(
    "answer",
    [
        lambda: symcalc.plot("[tan(x), x^2]", output="x"),
        lambda: symcalc.plot("[x^2 + y^2, x y]", output="x"),
        lambda: symcalc.plot("x y", taylor="1, 1", surface=True, output="x"),
        lambda: symcalc.descend("x^2 + y^2", "x=1, y=1"),
        lambda: symcalc.chain(BOOK, wrt="w"),
    ],
)
def test_files(answer, name, theme, tmp_path):
    """Every kind of picture in every format, light and dark."""
    path = tmp_path / name
    save(answer(), str(path), theme=theme)
    head = path.read_bytes()[:300]
    assert head.startswith((b"\x89PNG", b"%PDF")) or b"svg" in head
    assert path.stat().st_size > 1500


def test_the_same_picture_is_the_same_file(tmp_path):
    """No dates, nothing random."""
    for name in ("a.svg", "b.svg"):
        save(symcalc.plot(QUARTIC, output=name), str(tmp_path / name))
    assert (tmp_path / "a.svg").read_bytes() == (tmp_path / "b.svg").read_bytes()


def test_files_that_cannot_be(tmp_path):
    """An unknown ending, a folder that is not there."""
    with pytest.raises(UsageFault, match="does not end in"):
        save(symcalc.plot("x"), str(tmp_path / "a.gif"))
    with pytest.raises(UsageFault, match="cannot be written"):
        save(symcalc.plot("x"), str(tmp_path / "nowhere" / "a.svg"))


def test_without_matplotlib_files_are_refused_with_the_way_out(tmp_path, monkeypatch):
    """The message names the extra; networks as SVG need nothing."""
    monkeypatch.setattr(files, "find_spec", lambda _: None)
    with pytest.raises(Unsupported, match="need matplotlib") as caught:
        save(symcalc.plot("x"), str(tmp_path / "a.svg"))
    assert "symcalc[plot]" in caught.value.hint
    save(symcalc.chain(BOOK, wrt="w"), str(tmp_path / "n.svg"))


def test_the_terminal_needs_neither_matplotlib_nor_numpy():
    """A picture of characters imports neither."""
    code = (
        "import sys, symcalc; from symcalc.formats import write; from symcalc.formats.page import Page;"
        "[write(symcalc.plot(text), 'plain', Page()) for text in ('x^2', 'x y')];"
        "sys.exit(int('matplotlib' in sys.modules or 'numpy' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_command_draws_and_says_so(symcalc, tmp_path):
    """`--output` writes the file; the words say where."""
    done = symcalc("plot", "x^2", "--output", str(tmp_path / "p.svg"))
    assert (done.returncode, done.stderr) == (0, "")
    assert "Written to" in done.stdout
    assert (tmp_path / "p.svg").exists()
    refused = symcalc("plot", "x^2", "--output", str(tmp_path / "p.gif"))
    assert refused.returncode == 2
