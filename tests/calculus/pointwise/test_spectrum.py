"""Eigenvalues of symmetric matrices, exact, against numpy."""

import random

import numpy as np
import pytest
from sympy import I, Matrix, Rational, S, exp, log, pi, rootof, sqrt

from symcalc.build import symbol
from symcalc.calculus.pointwise.spectrum import blocks, eigenvalues, exact, scaled

a, b, x = symbol("a"), symbol("b"), symbol("x")


def matrix(*rows):
    """Rows of numbers as SymPy's."""
    return tuple(tuple(map(S, row)) for row in rows)


EXACT = {
    matrix([2, 1], [1, 2]): (1, 3),
    matrix([0, 1], [1, 0]): (-1, 1),
    matrix([2, 0], [0, -2]): (-2, 2),
    matrix([0, 1], [1, 1]): (Rational(1, 2) - sqrt(5) / 2, Rational(1, 2) + sqrt(5) / 2),
    matrix([2, sqrt(2)], [sqrt(2), 2]): (2 - sqrt(2), 2 + sqrt(2)),
    matrix([exp(-1), 0], [0, 2 * exp(-1)]): (exp(-1), 2 * exp(-1)),
    matrix([exp(1), 2 * exp(1)], [2 * exp(1), exp(1)]): (-exp(1), 3 * exp(1)),
    matrix([pi]): (pi,),
    matrix([0, 0], [0, 0]): (0, 0),
    matrix([1, 0, 1], [0, 5, 0], [1, 0, 1]): (0, 2, 5),
    matrix([1, 1, 1], [1, 1, 1], [1, 1, 1]): (0, 0, 3),
    matrix([log(2), 1], [1, -log(2)]): (-sqrt(log(2) ** 2 + 1), sqrt(log(2) ** 2 + 1)),
    (): (),
}


@pytest.mark.parametrize("given", EXACT, ids=str)
def test_short_forms(given):
    """Rational numbers and square roots, in ascending order, with their multiplicities."""
    assert eigenvalues(given) == EXACT[given]


def test_biquadratic_polynomials_have_roots_of_roots():
    """Eigenvalues whose squares are square roots are written so."""
    path = matrix([0, 1, 0, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 0, 1, 0])

    assert eigenvalues(path)[3] == eigenvalues(path)[3]
    assert not any(value.has(rootof, I) for value in eigenvalues(path))


def test_other_polynomials_have_rootof_and_no_imaginary_unit():
    """A cubic with three real roots is not solved by Cardano."""
    values = eigenvalues(matrix([6, 4, 2], [4, 12, 1], [2, 1, 18]))

    assert [value.is_real for value in values] == [True, True, True]
    assert not any(value.has(I) for value in values)
    assert all(type(value).__name__ == "ComplexRootOf" for value in values)


@pytest.mark.parametrize("seed", range(30))
def test_random_rational_matrices_agree_with_numpy(seed):
    """Sizes 1 to 5, some with repeated eigenvalues."""
    choice = random.Random(seed)  # noqa: S311 (the same matrices every time)
    size = choice.randrange(1, 6)
    half = Matrix(size, size, lambda _i, _j: Rational(choice.randrange(-3, 4), choice.randrange(1, 3)))
    given = half * half.T if seed % 3 else half + half.T
    found = [float(value.evalf(20)) for value in eigenvalues(given.tolist())]

    np.testing.assert_allclose(found, np.linalg.eigvalsh(np.array(given.tolist(), dtype=float)), atol=1e-9)


def test_parameters_stay_in_the_eigenvalues():
    """A matrix of two rows has its eigenvalues in closed form."""
    low, high = eigenvalues(((a, b), (b, a)))

    assert {low.subs({a: 1, b: 2}), high.subs({a: 1, b: 2})} == {-1, 3}


def test_what_has_no_short_form_has_none():
    """Three rows with independent irrational entries, and with parameters."""
    assert eigenvalues(matrix([1, pi, exp(1)], [pi, 2, 1], [exp(1), 1, 3])) is None
    assert eigenvalues(((a, b, S.One), (b, S.One, S.One), (S.One, S.One, a))) is None


def test_a_matrix_falls_into_blocks():
    """Rows that share no entry are apart."""
    given = matrix([1, 0, 2, 0], [0, 1, 0, 0], [2, 0, 1, 0], [0, 0, 0, 7])

    assert blocks(given) == [[0, 2], [1], [3]]


def test_common_numbers_are_taken_out():
    """The rest is rational, or there is no such number."""
    assert scaled(matrix([2 * sqrt(3), 0], [0, -sqrt(3)])) == (sqrt(3), [[2, 0], [0, -1]])
    assert scaled(matrix([sqrt(2), 1], [1, sqrt(2)])) is None
    assert exact(matrix([1, Rational(1, 2)])).entries()[1] == exact(matrix([Rational(1, 2)])).entries()[0]
