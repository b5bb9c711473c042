"""Which expressions have a value whatever their matrices are."""

from __future__ import annotations

import pytest

from symcalc.matrix.shapes import Shapes
from symcalc.matrix.totality import everywhere
from symcalc.syntax import parse_expression
from tests.matrix.oracle import shapes_of

KNOWN = Shapes(shapes_of("x: n; A: n x n; X: n x m; P: n x n positive; c: 1"))


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("x'*A*x + 2", True),
        ("A^2 - A .* A", True),
        ("exp(A)*relu(x)", True),
        ("x/2", True),
        ("x/n", True),
        ("x/(1 + norm(x)^2)", True),
        ("x/norm(x)", False),
        ("x ./ x", False),
        ("1 ./ (1 + exp(x))", True),
        ("inv(A)", False),
        ("inv(P + X*X')", True),
        ("A^-1", False),
        ("logdet(P)", True),
        ("logdet(A)", False),
        ("log(x)", False),
        ("log(1 + x .^ 2)", True),
        ("sqrt(x .^ 2)", True),
        ("sqrt(x)", False),
        ("x .^ c", False),
        ("exp(x) .^ c", True),
        ("2 .^ x", True),
        ("tan(x)", False),
        ("atan(x)", True),
        ("softmax(X*X'*x)", True),
    ],
)
def test_everywhere(text, total):
    """Poles, roots, logarithms and inverses need a form that excludes them."""
    assert everywhere(parse_expression(text, shaped=True), KNOWN) is total
