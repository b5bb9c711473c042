"""Derivatives of the textbooks: right in every entry, and no longer than the textbook writes them."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from symcalc.errors import DomainFault, RankFault, Unsupported, UsageFault
from symcalc.matrix.answer import derivative, structured_derivative
from symcalc.matrix.shapes import Shapes
from symcalc.syntax import parse_expression, written
from symcalc.syntax.tree import Number, walk
from tests.matrix import oracle
from tests.matrix.table import rows

PROBLEMS = rows("problems.txt")
BY_TEXT = {f"{text} by {name}": (text, name, shapes, wanted) for text, name, shapes, wanted in PROBLEMS}


@cache
def answered(text, name, shapes):
    """The derivative, worked out once for all tests."""
    return derivative(parse_expression(text, shaped=True), name, Shapes(oracle.shapes_of(shapes)))


def spread(array, shape):
    """A scalar answer, which stands for 0 of any shape, as that shape."""
    return np.broadcast_to(array, shape) if array.size == 1 else array


@pytest.mark.parametrize("problem", BY_TEXT)
def test_every_entry_agrees_with_the_complex_step(problem):
    """The answer has the value of the derivative, entry by entry, in plain NumPy."""
    text, name, shapes, _ = BY_TEXT[problem]
    declared = oracle.shapes_of(shapes)
    function = parse_expression(text, shaped=True)
    symmetric = declared[name].symmetric or declared[name].positive
    answer = answered(text, name, shapes).tree
    checked = 0
    for values in oracle.points(function, declared):
        wanted = oracle.derivative(function, name, values, symmetric=symmetric)
        with np.errstate(all="ignore"):
            found = spread(oracle.value(answer, values), wanted.shape)
        if np.isfinite(found).all():
            np.testing.assert_allclose(found.real, wanted, rtol=1e-7, atol=1e-9)
            checked += 1

    assert checked >= 2


def test_answers_are_as_short_as_in_the_textbook():
    """Nine answers in ten have at most 1.3 times the nodes of the textbook's, all at most twice."""
    ratios = []
    for text, name, shapes, wanted in PROBLEMS:
        nodes = [
            sum(1 for _ in walk(tree))
            for tree in (answered(text, name, shapes).tree, parse_expression(wanted, shaped=True))
        ]
        ratios.append(nodes[0] / nodes[1])
    ratios.sort()

    assert ratios[len(ratios) // 2] <= 1
    assert ratios[int(len(ratios) * 0.9)] <= 1.3
    assert ratios[-1] <= 2


@pytest.mark.parametrize("problem", BY_TEXT)
def test_answers_read_back(problem):
    """What is written in the input language is read as the same tree."""
    text, name, shapes, _ = BY_TEXT[problem]
    answer = answered(text, name, shapes).tree

    assert parse_expression(written(answer), shaped=True) == answer


@pytest.mark.parametrize(
    ("text", "name", "shapes", "wanted"),
    [
        ("beta' x", "x", "beta: n; x: n", "beta"),
        ("x' beta", "x", "beta: n; x: n", "beta"),
        ("x' A x", "x", "A: n x n; x: n", "(A + A')*x"),
        ("norm(X - U V)^2", "V", "X: n x m; U: n x r; V: r x m", "-2*U'*(X - U*V)"),
        ("sum(x)^2", "x", "x: n", "2*sum(x)*ones(n)"),
        ("norm(v)", "v", "v: n", "v/norm(v)"),
        ("logdet(X)", "X", "X: n x n", "inv(X)'"),
        ("det(A X B)", "X", "A: n x n; B: n x n; X: n x n", "det(A*X*B)*inv(X)'"),
        ("logdet(X' X)", "X", "X: n x m", "2*X*inv(X'*X)"),
        ("tr(A X)^2", "X", "A: n x m; X: m x n", "2*tr(A*X)*A'"),
        ("norm(A X B + C)^2", "X", "A: n x m; X: m x r; B: r x p; C: n x p", "2*A'*(A*X*B + C)*B'"),
        ("tr(X^3)", "X", "X: n x n", "3*X'**2"),
        ("log(tr(X' X))", "X", "X: n x m", "2*X/norm(X)**2"),
        ("sum((x ./ y) .* y)", "y", "x: n; y: n", "0"),
        ("logdet(inv(X))", "X", "X: n x n", "-inv(X)'"),
        ("mean(x)", "x", "x: n", "ones(n)/n"),
    ],
)
def test_answers_of_the_chapter_letter_for_letter(text, name, shapes, wanted):
    """The results of section 22.4.7, and what each simplifier rule is for, exactly as a person writes them."""
    assert written(answered(text, name, shapes).tree) == wanted


def test_a_zero_keeps_its_shape():
    """The derivative by a name that is not there is 0, of the shape that it must have."""
    answer = answered("tr(A)", "x", "A: n x n; x: m")

    assert answer.tree == Number(0)
    assert str(answer.shape) == "m x 1"


def test_transposes_that_reorder_four_indices_are_refused():
    """D X' / d X is no product of matrices: kind rank, with the way out."""
    with pytest.raises(RankFault, match=r"m\*n x m\*n") as caught:
        answered("X'", "X", "X: n x m")

    assert "cotangent" in caught.value.hint


def test_a_function_without_a_derivative_here_is_refused_by_name():
    """The argument of besselj that has no derivative in the language is named."""
    with pytest.raises(Unsupported, match="besselj"):
        answered("sum(besselj(x, x))", "x", "x: n")


def test_an_expression_without_any_value_is_refused():
    """Where no point has a value there is nothing to differentiate."""
    with pytest.raises(DomainFault):
        answered("sum(log(-x .* x))", "x", "x: n")


def test_structured_derivative_is_by_the_free_entries():
    """2G - G .* I has the value of the derivative by each entry on or below the diagonal."""
    declared = oracle.shapes_of("S: n x n positive; A: n x n")
    function = parse_expression("logdet(S) + tr(A*S)", shaped=True)
    answer = structured_derivative(function, "S", Shapes(declared)).tree
    values = oracle.matrices(declared, np.random.default_rng(1))
    found = oracle.value(answer, values).real
    for i in range(4):
        for j in range(i):
            pair = sum(oracle.partial(function, "S", place, values) for place in ((i, j), (j, i)))
            np.testing.assert_allclose(found[i, j], pair.item(), rtol=1e-9)
        np.testing.assert_allclose(found[i, i], oracle.partial(function, "S", (i, i), values).item(), rtol=1e-9)


def test_structured_needs_a_symmetric_variable():
    """By a matrix that is not declared symmetric there is no structured derivative."""
    with pytest.raises(UsageFault):
        structured_derivative(parse_expression("tr(X)", shaped=True), "X", Shapes(oracle.shapes_of("X: n x n")))
