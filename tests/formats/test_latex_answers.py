r"""Whole answers in LaTeX are read again: every formula is of the language, and what they say of f is proved."""

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symcalc
from symcalc import formats
from symcalc.build import as_tree
from symcalc.errors import SymcalcError
from symcalc.formats.page import Page, text_of
from symcalc.syntax import parse_document, parse_expression, written

#: Functions of x and y, as definitions in plain notation.
FORMULAS = [
    "x^2 y + sin x",
    "log(exp(x) + exp(y))",
    "x e^(-x^2 - y^2)",
    "x^y",
    "cbrt(x) + sqrt(y)",
    "x/(1 + y^2)",
    "abs(x) y",
    "atan(y/x)",
    "cosh(x y)^2",
    "log(x, 2) y",
    "max(x, y)^2",
    "piecewise((x^2 y, x < 0), (y, true))",
    "x^(1/3)/2 - 7 y^-2",
]
NETWORK = "f(u, v) = u v; u = x^2; v = x + y"
ANSWERS = {
    **{f"grad {text}": lambda text=text: symcalc.grad(text) for text in FORMULAS},
    **{f"hessian {text}": lambda text=text: symcalc.hessian(text) for text in FORMULAS[:6]},
    **{f"grad at {text}": lambda text=text: symcalc.grad(text, at="x=1, y=2", along="[3, 4]") for text in FORMULAS[:6]},
    **{f"hessian at {text}": lambda text=text: symcalc.hessian(text, at="1, 2") for text in FORMULAS[:4]},
    **{f"taylor {text}": lambda text=text: symcalc.taylor(text, at="1, 2") for text in FORMULAS[:4]},
    "taylor near": lambda: symcalc.taylor("e^x", at="0", near="0.1"),
    "steps": lambda: symcalc.grad("x^2 y + sin x", steps=True),
    "jacobian": lambda: symcalc.jacobian("[x y, sin x + y]"),
    "critical": lambda: symcalc.critical("x^3 - 3x + y^2"),
    "critical families": lambda: symcalc.critical("sin(x) + y^2"),
    "chain": lambda: symcalc.chain(NETWORK, wrt="x")[0],
    "chain at": lambda: symcalc.chain(NETWORK, wrt="x", at="1, 2")[0],
    "chain without formulas": lambda: symcalc.chain("f(u, v); u(x); v(x)", wrt="x")[0],
    "backprop": lambda: symcalc.backprop(NETWORK, at="1, 2"),
    "backprop in symbols": lambda: symcalc.backprop(NETWORK, mode="forward", wrt="x"),
    "descend": lambda: symcalc.descend("x^2 + y^2", "1, 2", iterations=3),
    "shapes": lambda: symcalc.grad("x' A x", wrt="x", shape="x: n; A: n x n"),
    "without a formula": lambda: symcalc.hessian("L(w1, w2)"),
    "several without a formula": lambda: symcalc.jacobian("u(x); v(y); w(x, y); [u(x^2) v(x), w(y, x)]"),
    "assumptions": lambda: symcalc.grad("abs(x) a + sqrt(n)", assume="a > 0, n integer"),
    "check": lambda: symcalc.check("diff(x^2, x) == 2x")[0],
}
DECLARED = "f(x, y, w); u(x, y, w); v(x, y, w); L(w_{1}, w_{2});"
SHAPED = "A: n x n; x: n; f: n;"


def in_latex(result):
    """An answer as `--format latex` writes it."""
    return text_of(formats.write(result, "latex", Page()))


def formulas(text):
    """The formulas of an answer: displayed, in the cells of tables, in sentences."""
    text = text.replace(r"\hline", "")
    for table in re.findall(r"\\\[ \\begin\{array\}\{[lcr]+\}(.*?)\\end\{array\} \\\]", text, re.DOTALL):
        cells = re.split(
            r"(?<!\\)&|\\\\\n?", re.sub(r"\\begin\{.matrix\}.*?\\end\{.matrix\}", lambda m: hidden(m[0]), table)
        )
        yield from (shown(cell) for cell in cells if cell.strip() and r"\text{" not in cell)
        yield from re.findall(r"\$(.*?)\$", table)
    text = re.sub(r"\\\[ \\begin\{array\}.*?\\end\{array\} \\\]", "", text, flags=re.DOTALL)
    yield from re.findall(r"\\begin\{align\*\}.*?\\end\{align\*\}|\\\[.*?\\\]", text, re.DOTALL)
    yield from re.findall(r"\$(.*?)\$", text)


def hidden(matrix):
    """A matrix in a cell, without what would part cells."""
    return matrix.replace("&", "\x00").replace(r"\\", "\x01")


def shown(cell):
    """The same as it was."""
    return cell.replace("\x00", "&").replace("\x01", r"\\")


def is_read(formula):
    """Whether a formula is of the language: a claim, an expression, conditions, or an equation of such right sides."""
    return any(reads(formula, before) for before in (DECLARED, SHAPED)) or all(
        any(reads(right, before) for before in (DECLARED, SHAPED)) for right in right_sides(formula)
    )


def reads(formula, before):
    """Whether a formula can be read behind declarations."""
    if not any(isinstance(item, SymcalcError) for item in parse_document(f"{before} {formula}", notation="latex")):
        return True
    for read in (
        lambda: parse_expression(formula, notation="latex", free=True, shaped=before is SHAPED),
        lambda: parse_document(f"assume {formula}", notation="latex")[0].conditions,
    ):
        with contextlib.suppress(SymcalcError, AttributeError):
            read()
            return True
    return False


def right_sides(formula):
    """What stands behind the equal signs of an equation or of several."""
    inner = re.sub(r"\\(?:begin|end)\{align\*\}|\\\[|\\\]", "", formula)
    inner = re.sub(r" \\quad \\mathrm\{for\}.*", "", inner)
    lines = re.split(r" \\\\\n", inner)
    return [shown_side.strip() for line in lines for shown_side in re.split(r"&?=|\\approx", line)[1:]] or [formula]


@pytest.mark.parametrize("ask", ANSWERS.values(), ids=ANSWERS)
def test_every_formula_of_an_answer_is_read(ask):
    """In the answers of every command: equations, tables, sentences."""
    for formula in formulas(in_latex(ask())):
        assert is_read(formula) or re.fullmatch(r"\s*\\left\(.*\\right\)\s*", formula), formula


@pytest.mark.parametrize(
    ("command", "text"),
    [(symcalc.grad, text) for text in FORMULAS]
    + [(symcalc.hessian, text) for text in FORMULAS if not text.startswith(("abs", "max", "piecewise"))],
)
def test_what_an_answer_says_of_f_is_proved(command, text):
    """Behind the definition of f, the equations of an answer are claims, and true."""
    explicit = written(parse_expression(text))
    definition = f"f(x, y) = {explicit};"
    for formula in formulas(in_latex(command(text))):
        if "=" in formula:
            found = {answer.verdict for answer in symcalc.check(f"{in_plain(definition)} {formula}", notation="latex")}
            assert "proved" in found
            assert found <= {"proved", "undecided"}


#: What is asked, with options; the definition of g as a person puts it into the document.
WHOLE = [
    (symcalc.grad, "f(x, y); g(x, y) = f(x^2, y) x; g", {}, r"g(x, y) = f(x^2, y) x"),
    (symcalc.hessian, "f(x); g(x, y) = f(x y); g", {}, r"g(x, y) = f(x y)"),
    (
        symcalc.jacobian,
        "f(x); h(y); g(x, y) = [f(x^2) y, x + h(x)]; g",
        {},
        r"g(x, y) = \begin{bmatrix} f(x^2) y \\ x + h(x) \end{bmatrix}",
    ),
    (symcalc.grad, "g(x, y) = max(x, y)^2 + x; g", {}, r"g(x, y) = \max(x, y)^2 + x"),
    (symcalc.grad, "g(x, y) = abs(x) y + sqrt(y); g", {}, r"g(x, y) = |x| y + \sqrt{y}"),
    (symcalc.grad, "g(a, x) = a abs(x - 1); g", {"assume": "a > 0, x > 1"}, r"g(a, x) = a |x - 1|"),
    (symcalc.grad, "g(x, n) = abs(cos(pi n)) x; g", {"wrt": "x", "assume": "n integer"}, r"g(x, n) = |\cos(\pi n)| x"),
    (
        symcalc.grad,
        "g = x' S x + b' x; g",
        {"wrt": "x", "shape": "S: n x n symmetric; x: n; b: n"},
        r"g = x^\top S x + b^\top x",
    ),
]


@pytest.mark.parametrize(("command", "text", "options", "definition"), WHOLE, ids=[text for _, text, *_ in WHOLE])
def test_a_whole_answer_is_read_again(command, text, options, definition):
    """It carries what it needs, functions without a formula, shapes, assumptions, where it holds: so it is proved."""
    lines = in_latex(command(text, **options)).splitlines()
    equations = next(number for number, line in enumerate(lines) if "=" in line or line.startswith(r"\begin"))
    shown = [line for line in lines if not line.startswith("shape")]
    document = "\n".join([*shown[:equations], definition, *shown[equations:]])
    found = symcalc.check(document, notation="latex")

    assert found, document
    assert {answer.verdict for answer in found} == {"proved"}


def test_what_an_unnamed_function_is_called():
    """Not as a function or a variable in it: an equation that says f of both would be false."""
    assert r"\frac{\partial f_{1}}{\partial x} &= 2 x^{2} \frac{\partial f}{\partial x}" in in_latex(
        symcalc.grad("f(x, y); f(x^2, y) x")
    )
    assert in_latex(symcalc.grad("f^2")) == r"\[ \frac{d f_{1}}{d f} = 2 f \]" + "\n"


def test_the_shape_of_an_answer_is_a_formula():
    """Rows times columns, in LaTeX and in Markdown."""
    answer = symcalc.jacobian("A x", wrt="x", shape="A: m x n; x: n")

    assert "\nshape $m \\times n$\n" in in_latex(answer)
    assert "\nshape $m \\times n$\n" in symcalc.write(answer, "markdown")
    assert "shape m x n" in symcalc.write(answer, "pretty")


def in_plain(definition):
    """The definition in LaTeX: printed from its tree."""
    from symcalc.formats.latex_notation import Latex

    head, _, body = definition.rstrip(";").partition(" = ")
    return f"{head} = {Latex().text(parse_expression(body))};"


@settings(max_examples=40)
@given(data=st.data())
def test_the_right_sides_of_a_random_gradient_are_what_they_were(data, expressions, value_of):
    """Printed as a whole answer, and read again, each partial derivative has its value."""
    node = data.draw(expressions)
    try:
        answer = symcalc.grad(written(node))
    except SymcalcError:
        return
    rights = [right for formula in formulas(in_latex(answer)) if "=" in formula for right in right_sides(formula)]
    for right, part in zip(rights, answer.gradient, strict=False):
        if r"\frac{\partial" not in right and r"\begin" not in right:
            again = parse_expression(right, notation="latex")
            assert value_of(again) == value_of.about(as_tree(part)), right
