"""Vectors and matrices that are written out."""

import pytest

from symcalc.build.arrays import shape, written_out
from symcalc.errors import LimitReached, RankFault, ShapeFault
from symcalc.syntax import parse_expression, written


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x + 1", "x + 1"),
        ("[x, y]", "[x, y]"),
        ("2 [x, y]", "[2*x, 2*y]"),
        ("e^x [1, y] - [a, b]", "[exp(x)*1 - a, exp(x)*y - b]"),
        ("-[x, y]/2", "[-x/2, -y/2]"),
        ("[[a, b], [c, d]] [x, y]", "[a*x + b*y, c*x + d*y]"),
        ("[[a, b], [c, d]] [[1, 0], [0, z]]", "[[a*1 + b*0, a*0 + b*z], [c*1 + d*0, c*0 + d*z]]"),
        ("[x, y] + 1", "[x + 1, y + 1]"),
        ("sin([x, y])", "[sin(x), sin(y)]"),
        ("[x, y] .* [a, b]", "[x*a, y*b]"),
        ("[x, y] + [1, 2] + [a, b]", "[x + 1 + a, y + 2 + b]"),
        ("eye(2)", "[[1, 0], [0, 1]]"),
        ("eye(2) [x, y]", "[1*x + 0*y, 0*x + 1*y]"),
        ("ones(3) + eye(n)", "[1 + eye(n), 1 + eye(n), 1 + eye(n)]"),
        ("ones(2, 3)", "[[1, 1, 1], [1, 1, 1]]"),
        ("eye(1) + ones(2.5)", "eye(1) + ones(5/2)"),
    ],
)
def test_operations_go_to_the_entries(text, expected):
    """What is left is one array of scalars, or a scalar."""
    assert written(written_out(parse_expression(text))) == expected


@pytest.mark.parametrize(
    "text", ["[1, 2] + [1, 2, 3]", "[1, 2] [3, 4]", "[[1, 2], [3, 4]] [1, 2, 3]", "1/[1, 2]", "[[1, 2], [3]]"]
)
def test_operands_that_do_not_fit_are_refused(text):
    """Shapes that do not fit are an error of shape."""
    with pytest.raises(ShapeFault):
        written_out(parse_expression(text))


def test_large_matrices_are_not_written_out():
    """Ten thousand entries are many."""
    with pytest.raises(LimitReached):
        written_out(parse_expression("det(eye(1000))"))


def test_more_than_two_dimensions_are_refused():
    """There are numbers, vectors and matrices, nothing more."""
    with pytest.raises(RankFault):
        written_out(parse_expression("[[[1], [2]], [[3], [4]]]"))


def test_shapes():
    """No length, one, or two."""
    assert shape(parse_expression("x")) == ()
    assert shape(parse_expression("[x, y, z]")) == (3,)
    assert shape(parse_expression("[[x, y, z], [1, 2, 3]]")) == (2, 3)
