"""Pretty output: aligned, in brackets, never wider than the page, and safe to show."""

import pytest

from symcalc import formats
from symcalc.formats.cells import visible, width
from symcalc.formats.matrices import common_factor
from symcalc.formats.page import Page, text_of
from symcalc.result import Equation, Note, Table
from symcalc.syntax import parse_expression, tree


def pretty(result, columns=80, *, unicode=True, shared=False):
    """The text of a result."""
    return text_of(formats.write(result, "pretty", Page(columns, unicode, None, shared)))


def test_the_page(sample):
    """Heading, equations aligned at their sign, a table under one rule, a sentence."""
    assert pretty(sample("x^2 y", "2x y", "x^2", variables=("x", "beta"))) == (
        "Gradient of x²·y\n"
        "\n"
        "  ∂f/∂x = 2x·y  ≈ 0.333333\n"
        "  ∂f/∂β = x²  ≈ 0.333333\n"
        "\n"
        "Points\n"
        "  point   kind        decimal\n"
        "  ───────────────────────────\n"
        "  x²·y    ▼ minimum   −2.5e−9\n"
        "  2x·y    ◆ saddle          1\n"
        "\n"
        "100% of x²·y [b]_is_[/b] *shown*.\n"
    )


def test_ascii_page(sample):
    """The same without a character beyond ASCII."""
    text = pretty(sample("sqrt(beta) x^2", "2x y", "x^2"), unicode=False)

    assert text.isascii()
    assert "  df/dx = 2x*y  ~ 0.333333" in text
    assert "minimum" in text


LONG = "x*exp(-x^2 - y^2)*sin(x + y) + (x + 1)^2*cos(x - y)/(x^2 + y^2 + 1) - 3*x^4*y^3*log(x^2 + 1)"
NESTED = "sin(cos(x*y + sin(x - y*cos(x + sin(y*x + cos(x - y)))) + exp(x*y)) + log(x^2 + y^2 + 1))"


@pytest.mark.parametrize("columns", [40, 50, 64, 80, 120, 200])
@pytest.mark.parametrize("unicode", [True, False])
def test_nothing_is_wider_than_the_page(sample, columns, unicode):
    """Long equations, tables and sentences are broken at operators, into records, at spaces."""
    text = pretty(sample(LONG, LONG, NESTED), columns, unicode=unicode)

    assert max(map(width, text.splitlines())) <= columns


def test_common_factors_stand_in_front():
    """What all entries share is taken out, signs stay, zeros stay."""
    factors, rest = common_factor(parse_expression("[[2 e^x y, -e^x], [0, e^x/3]]"))

    assert factors == (parse_expression("e^x"),)
    assert rest == parse_expression("[[2 y, -1], [0, 1/3]]")


def test_what_is_echoed_cannot_act():
    """Control sequences, direction marks and surrogates are shown as what they are."""
    assert visible("a\x1b[31m\x9b\u202e\u200b\udcff\nb") == r"a\x1b[31m\x9b\u202e\u200b\udcff\nb"


@pytest.mark.parametrize("text", ["[red]x[/red]", ":smile:", "[i, j]", "[/b]"])
def test_markup_is_text(text):
    """Words in brackets are words."""
    from symcalc.formats.pretty import Writer
    from symcalc.formats.sharing import Shared
    from symcalc.formats.statements import Stated

    source = Stated(None, (), (), (Note((text,)), Table(("a",), ((text,),))), Shared())

    assert text_of(list(Writer(source, Page()).spans())).count(text) == 2


def test_a_left_side_is_said_once(sample):
    """Stages of one derivation stand under one left side."""
    text = pretty(sample("x", "x + x", "2 x", variables=("x", "x")))

    assert text.count("∂f/∂x") == 1


def test_markdown_and_latex_escape_words(sample):
    """Words keep their meaning in Markdown and LaTeX."""
    result = sample("x^2 y", "2x y", "x^2")
    markdown = text_of(formats.write(result, "markdown", Page()))

    assert r"100% of $x^{2} y$ \[b\]\_is\_\[/b\] \*shown\*." in markdown
    assert r"100\% of $x^{2} y$ [b]\_is\_[/b] *shown*." in text_of(formats.write(result, "latex", Page()))
    assert "| $x^{2} y$ | minimum | $-2.5 \\cdot 10^{-9}$ |" in markdown
    assert next(result.statements()) == Equation(
        tree.Derivative("partial", tree.Name("f"), (tree.Name("x"),)), parse_expression("2x y"), 1 / 3
    )


def test_a_long_answer_names_its_common_parts(sample):
    """Beyond some size, what occurs again and again is named once, and that is said."""
    total = " + ".join(f"e^x{number}" for number in range(500))
    text = pretty(sample("x", f"x/({total})", f"y/({total})"))

    assert text.count("exp(x₄₉₉)") == 1
    assert text.endswith("The answer is long, so its common parts are named once.\n")
