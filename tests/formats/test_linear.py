"""One line of mathematics for people: as they write it, and read back to the same thing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcalc.formats.linear import Ascii, Unicode
from symcalc.syntax import parse_expression, pose, tree

CASES = [
    ("2*x**2*y", "2x²·y", "2x^2*y"),
    ("-x - y + 3", "−x − y + 3", "-x - y + 3"),
    ("x*(y + 1)", "x·(y + 1)", "x*(y + 1)"),
    ("2*(x + 1)", "2(x + 1)", "2(x + 1)"),
    ("exp(-x^2 - y^2)*(4x^3 - 6x)", "exp(−x² − y²)·(4x³ − 6x)", "exp(-x^2 - y^2)*(4x^3 - 6x)"),
    ("exp(1)*x", "e·x", "e*x"),
    ("exp(-1)*x", "e⁻¹·x", "e^(-1)*x"),
    ("sqrt(2)*sqrt(x + 1)/3", "√2·√(x + 1)/3", "sqrt(2)*sqrt(x + 1)/3"),
    ("x/(2*y)", "x/(2y)", "x/(2y)"),
    ("(x/y)/z", "(x/y)/z", "(x/y)/z"),
    ("x/(y/z)", "x/(y/z)", "x/(y/z)"),
    ("(1/2)*x", "(1/2)·x", "(1/2)*x"),
    ("(-x)^2", "(−x)²", "(-x)^2"),
    ("(x^2)^3", "(x²)³", "(x^2)^3"),
    ("x^-1", "x⁻¹", "x^(-1)"),
    ("x^(n + 1)", "x^(n + 1)", "x^(n + 1)"),
    ("2^x*3", "2^x·3", "2^x*3"),
    ("sin(x)^2", "sin(x)²", "sin(x)^2"),
    ("abs(x)*abs(y)", "|x|·|y|", "|x|*|y|"),
    ("abs(abs(x) - 1)", "abs(|x| − 1)", "abs(|x| - 1)"),
    ("factorial(n + 1)", "(n + 1)!", "(n + 1)!"),
    ("factorial(factorial(n))", "(n!)!", "(n!)!"),
    ("beta1*lambda", "β₁·λ", "beta1*lambda"),
    ("x_max + x12", "x_max + x₁₂", "x_max + x12"),
    ("pi", "π", "pi"),
    ("0.10 x", "0.10x", "0.10x"),
    ("gamma(x) + gamma", "gamma(x) + γ", "gamma(x) + gamma"),
    ("[x, [y]]", None, None),
    ("[[x, y], [1, 2]]", "[[x, y], [1, 2]]", "[[x, y], [1, 2]]"),
    ("piecewise((x, x > 0), (-x, true))", "piecewise((x, x > 0), (−x, true))", "piecewise((x, x > 0), (-x, true))"),
]


@pytest.mark.parametrize(("text", "unicode", "ascii_text"), [case for case in CASES if case[1]], ids=lambda text: text)
def test_written_as_people_write(text, unicode, ascii_text):
    """Each construct in Unicode and in ASCII."""
    node = parse_expression(text)

    assert Unicode().text(node) == unicode
    assert Ascii().text(node) == ascii_text


@pytest.mark.parametrize(
    ("node", "unicode"),
    [
        (tree.Derivative("partial", tree.Name("f"), (tree.Name("x"),)), "∂f/∂x"),
        (tree.Derivative("total", tree.Name("f"), (tree.Name("x"),)), "df/dx"),
        (tree.Derivative("diff", tree.Name("f"), (tree.Name("x"), tree.Name("x"))), "∂²f/∂x²"),
        (tree.Derivative("diff", tree.Name("f"), (tree.Name("x"), tree.Name("y"))), "∂²f/∂y∂x"),
        (tree.Derivative("diff", tree.Name("f"), (tree.Name("x"),), (tree.Name("a"),)), "∂f/∂x(a)"),
        (tree.Form("grad", (tree.Name("f"),)), "∇f"),
        (tree.Form("hessian", (tree.Name("f"),)), "H_f"),
        (tree.Transpose(tree.Name("A")), "Aᵀ"),
        (tree.Point((tree.integer(-1), tree.Name("x"))), "(−1, x)"),
    ],
)
def test_left_sides(node, unicode):
    """What stands on the left of an equation."""
    assert Unicode().text(node) == unicode


def test_matrices_stand_side_by_side():
    """A product of matrices has no sign, and keeps its order."""
    node = pose("-2 U'*(X - U*V)", wrt="V", shape="U: n x r; V: r x m; X: n x m").function

    assert Unicode(shaped=True).text(node) == "−2 Uᵀ (X − U V)"


@pytest.mark.parametrize("notation", [Unicode, Ascii])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_what_is_printed_reads_back(notation, data, expressions, value_of):
    """Printed and read again, an expression has the same value."""
    node = data.draw(expressions)
    text = notation().text(node)
    again = parse_expression(text)

    assert value_of(again) == value_of.about(node), text


def test_deep_trees_are_written():
    """Nesting does not exhaust the stack."""
    node = tree.Name("x")
    for _ in range(5000):
        node = tree.Call("sin", (node,))

    assert Unicode().text(node).count("sin(") == 5000
