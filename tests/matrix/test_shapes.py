"""Shapes: inferred for every operation, and every mistake named with operator, operands, place and remedy."""

from __future__ import annotations

import pytest

from symcalc.errors import SymcalcError
from symcalc.matrix.lowering import Lowering
from symcalc.matrix.shapes import Shapes, check_names
from symcalc.syntax import parse_expression
from tests.matrix.oracle import SIZES, matrices, shapes_of, value
from tests.matrix.table import rows

MALFORMED = {f"{text} with {shapes}": (text, shapes, *rest) for text, shapes, *rest in rows("malformed.txt")}


def worked(text, shapes):
    """An expression read as a command reads it: names checked first, then shapes, then entries."""
    node = parse_expression(text, shaped=True)
    known = Shapes(shapes_of(shapes))
    check_names(node, known.declared)
    known.of(node)
    return Lowering(known).entry(node, None, None)


def refused(text, shapes):
    """The error that a mistake is answered with."""
    with pytest.raises(SymcalcError) as caught:
        worked(text, shapes)
    return caught.value


@pytest.mark.parametrize("mistake", MALFORMED)
def test_mistakes_are_named(mistake):
    """The kind, the operator, both operands with their shapes, and what would fit."""
    text, shapes, kind, message, hint = MALFORMED[mistake]
    error = refused(text, shapes)

    assert error.kind == kind
    assert message in error.message
    assert hint in (error.hint or "")
    assert error.span is not None


def test_the_place_is_the_operand_that_does_not_fit():
    """The span of the error is that of the second operand."""
    error = refused("x'*A*w", "x: n; A: n x n; w: m")

    assert tuple(error.span) == (5, 6)


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("x", "n x 1"),
        ("x'", "1 x n"),
        ("A*x", "m x 1"),
        ("x*w'", "n x m"),
        ("x'*x*A", "m x n"),
        ("A*(x'*x)", "m x n"),
        ("A + 1", "m x n"),
        ("1 - 2*pi/3 - x", "n x 1"),
        ("x*n/2", "n x 1"),
        ("B^3", "n x n"),
        ("B^-1", "n x n"),
        ("exp(A)", "m x n"),
        ("A .* A ./ 2", "m x n"),
        ("2 .^ A", "m x n"),
        ("x .^ c", "n x 1"),
        ("max(0, A, c)", "m x n"),
        ("vec(A)", "m*n x 1"),
        ("kron(A, B)", "m*n x n*n"),
        ("kron(x, w')", "n x m"),
        ("diag(x)", "n x n"),
        ("diag(B)", "n x 1"),
        ("diag(x')", "n x n"),
        ("tr(B) + det(B) + norm(A) + sum(x) + norm1(A) + mean(A) + logsumexp(w)", "1 x 1"),
        ("dot(x, x')", "1 x 1"),
        ("softmax(A)", "m x n"),
        ("eye(n)", "n x n"),
        ("ones(n)", "n x 1"),
        ("ones(2, n*m)", "2 x m*n"),
        ("[1, 2, c]", "3 x 1"),
        ("[[1, 2, 3], [4, 5, c]]", "2 x 3"),
    ],
)
def test_shapes_are_inferred(text, shape):
    """Every operation gives the shape that its value has in NumPy."""
    declared = shapes_of("x: n; w: m; A: m x n; B: n x n; c: 1")
    node = parse_expression(text, shaped=True)
    found = Shapes(declared).of(node)
    sizes = {"n": 4, "m": 3}

    assert str(found) == shape
    if "logsumexp" not in text and "max" not in text:
        import numpy as np

        values = matrices(declared, np.random.default_rng(0), sizes=SIZES)
        assert value(node, values).shape == (found.rows.value(sizes), found.columns.value(sizes))


def test_a_chain_is_read_from_the_left():
    """A*x'*y is (A*x')*y, which does not fit, and says so."""
    assert "A is m x n, x' is 1 x n" in refused("A*x'*x", "A: m x n; x: n").message
