"""Where an answer holds: what it needs beyond a value of the function, and nothing that always holds."""

from __future__ import annotations

import pytest

from symcalc.matrix.answer import derivative
from symcalc.matrix.conditions import conditions
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.signs import not_negative, positive, positive_definite, semidefinite
from symcalc.syntax import parse_expression, written
from tests.matrix.oracle import shapes_of


@pytest.mark.parametrize(
    ("text", "name", "shapes", "wanted"),
    [
        ("norm(v)", "v", "v: n", ["v != 0"]),
        ("norm(A*X - B)", "X", "A: n x m; X: m x r; B: n x r", ["A*X - B != 0"]),
        ("logdet(X)", "X", "X: n x n", ["det(X) > 0"]),
        ("logdet(P)", "P", "P: n x n positive", []),
        ("det(X)", "X", "X: n x n", ["det(X) != 0"]),
        ("tr(inv(X)*A)", "X", "X: n x n; A: n x n", ["det(X) != 0"]),
        ("y'*inv(X'*X + eye(m))*y", "y", "X: n x m; y: m", []),
        ("x'*A^-2*x", "x", "A: n x n; x: n", ["det(A) != 0"]),
        ("norm1(x)", "x", "x: n", ["abs(x) > 0"]),
        ("norm1(x)", "c", "x: n; c: 1", []),
        ("sum(relu(W*x))", "W", "W: n x m; x: m", ["abs(W*x) > 0"]),
        ("sum(max(x, y))", "x", "x: n; y: n", ["abs(x - y) > 0"]),
        ("sum(floor(x))", "x", "x: n", ["floor(x) != x"]),
        ("sum(sqrt(x))", "x", "x: n", ["x > 0"]),
        ("sqrt(x'*A*x)", "x", "x: n; A: n x n", ["x'*A*x > 0"]),
        ("log(1 + norm(x)^2)", "x", "x: n", []),
        ("sum(log(x))", "x", "x: n", []),
        ("sum(x ./ y)", "y", "x: n; y: n", []),
        ("b'*x/norm(x)", "x", "x: n; b: n", []),
        ("log(abs(det(X)))", "X", "X: n x n", ["det(X) != 0"]),
        ("x'*x", "x", "x: n", []),
    ],
)
def test_conditions(text, name, shapes, wanted):
    """Singular matrices, zero vectors, corners, roots at 0."""
    known = Shapes(shapes_of(shapes))
    function = parse_expression(text, shaped=True)
    answer = derivative(function, name, known).tree

    assert [written(each) for each in conditions(function, answer, name, known)] == wanted


KNOWN = Shapes(shapes_of("x: n; A: n x n; X: n x m; P: n x n positive; c: 1"))


@pytest.mark.parametrize(
    ("text", "rule", "holds"),
    [
        ("exp(x)", positive, True),
        ("1 + x.^2", positive, True),
        ("x.^2", positive, False),
        ("x.^2", not_negative, True),
        ("A^2", not_negative, False),
        ("A*A", not_negative, False),
        ("norm(x) + 1/n", positive, True),
        ("2*exp(x) ./ (1 + exp(-x))", positive, True),
        ("x", not_negative, False),
        ("sqrt(1 + c^2)", positive, True),
        ("c", positive, False),
        ("P", positive_definite, True),
        ("inv(P) + eye(n)", positive_definite, True),
        ("X*X'", positive_definite, False),
        ("X*X'", semidefinite, True),
        ("X*X' + eye(n)/2", positive_definite, True),
        ("X*X' + c*eye(n)", positive_definite, False),
        ("X*X' - eye(n)", positive_definite, False),
        ("X*(1 + c^2)*X'", semidefinite, True),
        ("x*x'", semidefinite, True),
        ("X'*P*X", semidefinite, True),
        ("X'*A*X", semidefinite, False),
        ("diag(exp(x))", positive_definite, True),
        ("diag(x)", positive_definite, False),
    ],
)
def test_signs_by_form(text, rule, holds):
    """Only what the form alone shows is called positive."""
    assert rule(parse_expression(text, shaped=True), KNOWN) is holds
