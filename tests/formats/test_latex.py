"""LaTeX: it compiles, and it says what the expression says."""

import shutil
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc import formats
from symcalc.formats.latex_notation import Latex
from symcalc.formats.page import Page, text_of
from symcalc.syntax import parse_expression

CASES = [
    ("exp(x)/(exp(x) + exp(y))", r"\frac{e^{x}}{e^{x} + e^{y}}"),
    ("2*x**2*y", "2 x^{2} y"),
    ("x*(y + 1)", r"x \cdot \left(y + 1\right)"),
    ("2*3^x", r"2 \cdot 3^{x}"),
    ("(-x)^2", r"\left(-x\right)^{2}"),
    ("(x/y)^2", r"\left(\frac{x}{y}\right)^{2}"),
    ("sin(x)^2", r"\sin^{2}\left(x\right)"),
    ("sin(x)^-1", r"\sin\left(x\right)^{-1}"),
    ("sqrt(x)", r"\sqrt{x}"),
    ("cbrt(x)", r"\sqrt[3]{x}"),
    ("log(x, 2)", r"\log_{2}\left(x\right)"),
    ("abs(x)", r"\left|x\right|"),
    ("asin(x)", r"\arcsin\left(x\right)"),
    ("sigmoid(x)", r"\operatorname{sigmoid}\left(x\right)"),
    ("beta1 + loss + x_max", r"\beta_{1} + \mathrm{loss} + \mathrm{x\_max}"),
    ("[x, y]", r"\begin{bmatrix} x \\ y \end{bmatrix}"),
]


@pytest.mark.parametrize(("text", "latex"), CASES)
def test_written_as_textbooks_print(text, latex):
    """Each construct."""
    assert Latex().text(parse_expression(text)) == latex


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_braces_and_delimiters_are_balanced(data, expressions):
    """Whatever the expression, groups and delimiters close."""
    text = Latex().text(data.draw(expressions))

    assert text.count("{") == text.count("}")
    assert text.count(r"\left") == text.count(r"\right")


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_it_compiles(sample, tmp_path):
    """A document with every kind of statement, and with every construct above, goes through pdflatex."""
    results = [sample("x^2 y", "2x y", "x^2"), *(sample(text, text) for text, _ in CASES)]
    body = "\n\n".join(text_of(formats.write(result, "latex", Page())) for result in results)
    document = rf"\documentclass{{article}}\usepackage{{amsmath}}\begin{{document}}{body}\end{{document}}"
    (tmp_path / "answer.tex").write_text(document, encoding="utf-8")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "answer.tex"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout.decode(errors="replace")[-2000:]


def test_equations_with_one_left_side_say_it_once(sample):
    """Stages of one derivation are aligned under one left side."""
    text = text_of(formats.write(sample("x", "x + x", "2 x", variables=("x", "x")), "latex", Page()))

    assert text.count(r"\partial f") == 1
    assert text.count("&=") == 2


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_what_is_printed_reads_back(data, expressions, value_of):
    """Printed and read again as LaTeX, an expression has the same value."""
    node = data.draw(expressions)
    text = Latex().text(node)
    again = parse_expression(text, notation="latex")

    assert value_of(again) == value_of.about(node), text
