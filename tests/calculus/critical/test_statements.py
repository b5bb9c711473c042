"""What a person reads of critical points: one table, true minus signs, the evidence below it, what is proved."""

import pytest

import symcalc
from symcalc.formats.page import Page

HIMMELBLAU = "(x^2+y-11)^2+(x+y^2-7)^2"


def lines(text, width=80, form="pretty", **options):
    """The lines of an answer."""
    page = Page(width=width, unicode=True)
    return symcalc.write(symcalc.critical(text, **options), form, page).splitlines()


def test_nine_points_fit_one_table_of_eighty_columns():
    """A row a point, eigenvalues in decimals, no hyphen for a minus."""
    shown = lines(HIMMELBLAU)
    rows = [line for line in shown if any(sign in line for sign in "▼◆▲")]

    assert len(rows) == 9
    assert max(map(len, shown)) <= 80
    assert rows[3].split() == "4 (−0.270845, −0.923039) 181.617 −45.6052, −16.066 ▲ maximum".split()
    assert not any("-" in line for line in shown)


def test_what_is_proved_is_said_in_words():
    """The number of points, that they are all, and how that is proved."""
    text = " ".join(line.strip() for line in lines(HIMMELBLAU))

    assert "9 critical points, all there are: proved by solving the equations of the gradient exactly." in text
    assert "Global minimum 0 at points 1, 3, 7 and 9." in text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x^2 y + x y^2", "  1: along (t, t), f = 2t³ changes sign"),
        ("(y-x^2)(y-3x^2)", "  1: the Hessian has a positive eigenvalue, but along (t, 2t²), f = −t⁴ + … < 0"),
    ],
)
def test_degenerate_points_have_their_evidence_below_the_table(text, sentence):
    """The sentence of the JSON, its formulas written as formulas."""
    assert sentence in lines(text)


def test_families_are_said_with_their_conditions():
    """Integers in words; no column of conditions where there are none."""
    assert any("integers k, m" in line for line in lines("sin(x)*sin(y)"))
    assert not any("   where   " in line for line in lines("x^2 y^2"))
    assert "y³ − x² = 0" in "\n".join(lines("(x^2-y^3)^2"))


def test_corners_and_edges_are_told_apart():
    """A kink is no critical point; an extremum on the edge of the box says so; the heading has box and constraints."""
    kinks = lines("|x| + (y-1)^2")
    box = lines("(x-1)^2+(y-2)^2", domain="x=0..3, y=0..1")
    circle = lines("x + y", subject_to="x^2+y^2=1")

    assert "Without a derivative" in kinks
    assert any(line.startswith("No critical points and 2 places without a derivative, all there are") for line in kinks)
    assert box[0].endswith("for x in [0, 3], y in [0, 1]")
    assert "Global minimum 1 at (1, 1) on the edge of the box." in box
    assert circle[0].endswith("subject to x² + y² = 1")


def test_a_bound_that_is_not_attained_is_told():
    """An infimum is no minimum."""
    assert "No global minimum; the infimum is 0." in lines("exp(x)")


def test_a_narrow_page_has_records():
    """Nothing is wider than the page."""
    shown = lines(HIMMELBLAU, width=40)

    assert max(map(len, shown)) <= 40
    assert any(line.split() == ["eigenvalues", "−45.6052,", "−16.066"] for line in shown)


def test_plain_tables_are_exact_with_decimals_beside():
    """A row can be read by a program: exact place, decimals, exact value, decimals, kind, evidence."""
    header, first, *_ = lines(HIMMELBLAU, form="plain")
    cells = dict(zip(header.split("\t")[1:], first.split("\t")[1:], strict=True))

    assert cells["(x, y)"] == "(rootof(x**3 + 3*x**2 - 13*x - 38, 0), rootof(x**3 + 2*x**2 - 10*x - 19, 0))"
    assert cells["≈ (x, y)"].startswith("(-3.779310253377")
    assert (cells["f"], cells["kind"]) == ("0", "minimum")


@pytest.mark.parametrize("form", ["latex", "markdown"])
def test_formulas_of_sentences_are_formulas_everywhere(form):
    """No explicit form in documents."""
    assert any("$2 t^{3}$ changes sign" in line for line in lines("x^2 y + x y^2", form=form))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("exp(x)", "f comes as close to 0 as one likes as x goes to minus infinity."),
        ("log(x)", "f falls below all bounds as x goes down to 0."),
        ("x^2 y + x y^2", "f falls below all bounds along (−t, −t)."),
        ("1/(1+x^2+y^2)", "f comes as close to 0 as one likes along (0, t)."),
    ],
)
def test_the_way_to_a_bound_is_told(text, sentence):
    """Where there is no extremum, a reader can follow f to its bound."""
    assert sentence in lines(text)


def test_a_minimum_at_kinks_is_told_with_its_integers():
    """The places of the global minimum are those of the domain."""
    text = " ".join(lines("abs(sin(x))", assume="x > 0"))

    assert "π + 2π·k with integer k, k ≥ 0; 2π + 2π·k with integer k, k ≥ 0." in " ".join(text.split())


def test_a_point_without_multipliers_has_an_empty_cell():
    """At a singular point of the constraint there are no multipliers to show beside those of other points."""
    shown = lines("x*y", subject_to="x^3+y^3=3*x*y")

    assert any(line.split() == "1 (0, 0) 0 ◆ saddle (degenerate)".split() for line in shown)


def test_a_value_without_a_closed_form_has_the_sign_and_the_digits_of_other_numbers():
    """The table of families and the sentence on the extremum show it as the table of points shows numbers."""
    text = "\n".join(lines("sin(x + y) - (x + y)^2/5 - 4"))

    assert text.count("−3.35072") == 2
    assert "-3.3507" not in text
