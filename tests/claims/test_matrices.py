"""Matrices that are written out in claims: det, inv and powers are those of matrices."""

from __future__ import annotations

import pytest

from symcalc import check, grad
from symcalc.errors import ShapeFault, Unsupported

TRUE = [
    "det([[1,2],[3,4]]) == -2",
    "det([[a,b],[c,d]]) == a d - b c",
    "det(jacobian([r cos(t), r sin(t)])) == r",
    "det(hessian(x^2 y)) == -4x^2",
    "f(x,y) = x^2 y + y^3; det(hessian f) == 12 y^2 - 4 x^2",
    "det(hessian(x^2 y) at (1, 2)) == -4",
    "logdet([[2,0],[0,3]]) == log(6)",
    "det([[a]]) == a",
    "inv([[1,2],[3,4]]) == [[-2,1],[3/2,-1/2]]",
    "inv([[a,b],[c,d]]) == [[d,-b],[-c,a]]/(a d - b c)",
    "[[1,2],[3,4]]^2 == [[7,10],[15,22]]",
    "[[1,2],[3,4]]^-1 [[1,2],[3,4]] == [[1,0],[0,1]]",
    "[[1,2],[3,4]]' == [[1,3],[2,4]]",
    "grad(logsumexp([x,y])) == softmax([x,y])",
    r"\det \begin{pmatrix} a & b \\ c & d \end{pmatrix} = ad - bc",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}^{-1} = \begin{pmatrix} -2 & 1 \\ 3/2 & -1/2 \end{pmatrix}",
    r"\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}^\top = \begin{pmatrix} 1 & 3 \\ 2 & 4 \end{pmatrix}",
]


@pytest.mark.parametrize("claim", TRUE)
def test_operations_on_whole_matrices(claim: str) -> None:
    """What a teacher writes of determinants, inverses and powers is proved."""
    assert check(claim)[0].verdict == "proved"


@pytest.mark.parametrize(
    "claim", ["det([[1,2],[3,4]]) == [[1,2],[3,4]]", "inv([[2,0],[0,4]]) == [[1/2,1/2],[1/2,1/4]]"]
)
def test_no_operation_works_entry_by_entry(claim: str) -> None:
    """A determinant is a number, an inverse not the reciprocals."""
    assert check(claim)[0].verdict == "refuted"


def test_what_has_no_determinant() -> None:
    """A matrix that is not square, and a number, are refused."""
    with pytest.raises(ShapeFault):
        check("det([[1,2,3],[4,5,6]]) == 0")
    with pytest.raises(Unsupported):
        check("det(x) == x")


def test_an_inverse_that_does_not_exist() -> None:
    """A singular matrix has no inverse: the side is undefined."""
    (answer,) = check("inv([[1,2],[2,4]]) == [[1,0],[0,1]]")
    assert answer.verdict == "refuted"
    assert answer.witness is not None
    assert answer.witness.left == "undefined"


def test_commands_differentiate_determinants() -> None:
    """A determinant of expressions is a scalar function."""
    assert str(grad("det([[x^2, 1], [1, x]])").gradient[0]) == "3*x**2"
