"""Determinants, inverses and powers of written-out matrices against exact arithmetic on numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from flint import fmpq_mat
from hypothesis import given
from hypothesis import strategies as st

from symcalc.build.arrays import written_out
from symcalc.build.matrices import MOST_POWER, MOST_ROWS, determinant, inverse, power
from symcalc.decide.sign import is_zero
from symcalc.errors import LimitReached, RankFault, ShapeFault
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import Negative, Node, Sum, integer, rational

SQUARES = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(st.integers(-3, 3), min_size=n, max_size=n), min_size=n, max_size=n)
)


def _trees(rows: list[list[int]]) -> list[list[Node]]:
    return [[integer(entry) for entry in row] for row in rows]


def _same(node: Node, value: object) -> bool:
    expected = rational(Fraction(str(value)))
    return is_zero(Sum((node, Negative(expected)))) is True


@given(SQUARES)
def test_determinant(rows: list[list[int]]) -> None:
    """Laplace's expansion is the determinant."""
    assert _same(determinant(_trees(rows)), fmpq_mat(rows).det())


@given(SQUARES)
def test_inverse(rows: list[list[int]]) -> None:
    """The adjugate over the determinant is the inverse, where there is one."""
    exact = fmpq_mat(rows)
    if exact.det():
        found, wanted = inverse(_trees(rows)), exact.inv()
        assert all(_same(entry, wanted[i, j]) for i, row in enumerate(found) for j, entry in enumerate(row))


@given(SQUARES, st.integers(0, 4))
def test_power(rows: list[list[int]], exponent: int) -> None:
    """Powers are products, and the power 0 is the identity."""
    found, wanted = power(_trees(rows), integer(exponent)), fmpq_mat(rows) ** exponent
    assert all(_same(entry, wanted[i, j]) for i, row in enumerate(found) for j, entry in enumerate(row))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("det([[a, b], [c, d]])", "a*d - b*c"),
        ("logdet([[2, 0], [0, x]])", "log(2*x)"),
        ("[[1, 2], [3, 4]]'", "[[1, 3], [2, 4]]"),
        ("[[1, 2], [3, 4]]''", "[[1, 2], [3, 4]]"),
        ("diag([a, b])", "[[a, 0], [0, b]]"),
        ("diag([[a, b], [c, d]])", "[a, d]"),
        ("vec([[a, b], [c, d]])", "[a, c, b, d]"),
        ("kron([[a, b]], [[c], [d]])", "[[a*c, b*c], [a*d, b*d]]"),
        ("softmax([x, y])", "[exp(x)/(exp(x) + exp(y)), exp(y)/(exp(x) + exp(y))]"),
        ("logsumexp([x, y])", "log(exp(x) + exp(y))"),
    ],
)
def test_functions_of_whole_arrays(left: str, right: str) -> None:
    """None of them works entry by entry."""
    assert written_out(parse_expression(left)) == written_out(parse_expression(right))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("det([1, 2])", ShapeFault),
        ("inv([[1, 2, 3], [4, 5, 6]])", ShapeFault),
        ("[[1, 2], [3, 4]]^(1/2)", ShapeFault),
        ("[1, 2]^2", ShapeFault),
        ("2^[[1, 2], [3, 4]]", RankFault),
        ("kron([1, 2], [[1]])", ShapeFault),
        (f"[[x, 1], [1, x]]^{MOST_POWER + 1}", LimitReached),
    ],
)
def test_what_has_no_meaning_is_refused(text: str, fault: type[Exception]) -> None:
    """Shapes that do not fit and powers without a meaning are errors."""
    with pytest.raises(fault):
        written_out(parse_expression(text))


def test_large_determinants_are_refused() -> None:
    """A determinant of many rows would be a very long expression."""
    rows = _trees([[1] * (MOST_ROWS + 1)] * (MOST_ROWS + 1))
    with pytest.raises(LimitReached):
        determinant(rows)
