"""Definiteness by exact signs, against numpy; conditions on parameters, against sampling."""

import random

import numpy as np
import pytest
from sympy import Matrix, Rational, S, exp, log, pi, sqrt

from symcalc.build import build, symbol
from symcalc.calculus.pointwise.definiteness import characteristic, conditions, definiteness
from symcalc.syntax import parse_conditions, written

a, b, c = symbol("a"), symbol("b"), symbol("c")


def matrix(*rows):
    """Rows of numbers as SymPy's."""
    return tuple(tuple(map(S, row)) for row in rows)


def word_of(values, small=1e-9):
    """The word for a list of decimal eigenvalues."""
    negative, positive = any(v < -small for v in values), any(v > small for v in values)
    zero = any(abs(v) <= small for v in values)
    if negative and positive:
        return "indefinite"
    if not (negative or positive):
        return "zero"
    side = "positive" if positive else "negative"
    return f"{side} semidefinite" if zero else f"{side} definite"


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (matrix([2, 1], [1, 2]), "positive definite"),
        (matrix([-2, 1], [1, -2]), "negative definite"),
        (matrix([0, 1], [1, 0]), "indefinite"),
        (matrix([1, 1], [1, 1]), "positive semidefinite"),
        (matrix([-1, 1], [1, -1]), "negative semidefinite"),
        (matrix([0, 0], [0, 0]), "zero"),
        (matrix([1, 1], [1, 1 + Rational(1, 10**30)]), "positive definite"),
        (matrix([1, 1], [1, 1 - Rational(1, 10**30)]), "indefinite"),
        (matrix([sqrt(2), 2], [2, 2 * sqrt(2)]), "positive semidefinite"),
        (matrix([exp(1), 0], [0, log(2) - 1]), "indefinite"),
        (matrix([-sqrt(2), 0], [0, -3 * sqrt(2)]), "negative definite"),
        (matrix([pi, 3], [3, exp(1)]), "indefinite"),
        (matrix([pi, 2], [2, exp(1)]), "positive definite"),
        (matrix([5]), "positive definite"),
        (matrix([0]), "zero"),
        (matrix([0, 0, 1], [0, 3, 0], [1, 0, 0]), "indefinite"),
        (matrix([a, 0], [0, 1]), "undecided"),
        (matrix([a, 0, 0], [0, 1, 0], [0, 0, -1]), "indefinite"),
    ],
    ids=str,
)
def test_the_word_is_decided_exactly(given, word):
    """However small the difference, and with irrational entries."""
    assert definiteness(given) == word


@pytest.mark.parametrize("seed", range(40))
def test_random_matrices_agree_with_numpy(seed):
    """Rational matrices of 1 to 6 rows, singular ones among them."""
    choice = random.Random(seed)  # noqa: S311 (the same matrices every time)
    size, inner = choice.randrange(1, 7), choice.randrange(1, 7)
    half = Matrix(size, inner, lambda _i, _j: Rational(choice.randrange(-2, 3)))
    given = (
        half * half.T * (-1) ** (seed % 2)
        if seed % 4
        else Matrix(size, size, lambda i, j: choice.randrange(-2, 3) if i == j else 1)
    )

    assert definiteness(given.tolist()) == word_of(np.linalg.eigvalsh(np.array(given.tolist(), dtype=float)))


def test_the_characteristic_polynomial():
    """The coefficients of det(t I - A)."""
    assert characteristic(matrix([0, 1], [1, 1])) == (1, -1, -1)
    assert characteristic(((a, b), (b, c)))[1] == -a - c


QUADRATIC = ((2 * a, b), (b, 2 * c))
CUBIC = ((2 * a, S.One, S.Zero), (S.One, 2 * b, S.One), (S.Zero, S.One, 2 * c))


def test_conditions_of_the_general_quadratic():
    """The conditions of the second derivative test."""
    found = {word: written(condition) for word, condition in conditions(QUADRATIC).items()}

    assert found == {
        "positive definite": "a > 0 and 4*a*c - b**2 > 0",
        "negative definite": "a < 0 and 4*a*c - b**2 > 0",
        "indefinite": "4*a*c - b**2 < 0",
        "positive semidefinite": "a >= 0 and c >= 0 and 4*a*c - b**2 == 0",
        "negative semidefinite": "a <= 0 and c <= 0 and 4*a*c - b**2 == 0",
        "zero": "a == 0 and b == 0 and c == 0",
    }


@pytest.mark.parametrize("given", [QUADRATIC, CUBIC, ((a,),), ((a, S.Zero), (S.Zero, b))], ids=str)
def test_conditions_are_true_for_the_words_they_stand_by(given):
    """At 200 values of the parameters exactly the conditions of the word hold (a zero matrix is semidefinite too)."""
    choice = random.Random(1)  # noqa: S311 (the same values every time)
    found = {word: build(condition) for word, condition in conditions(given).items()}
    for _ in range(200):
        values = {name: Rational(choice.randrange(-3, 4), 2) for name in (a, b, c)}
        numbers = tuple(tuple(entry.subs(values) for entry in row) for row in given)
        holding = {word for word, condition in found.items() if condition.subs(values)}
        word = definiteness(numbers)
        assert word in holding
        assert (
            holding <= {word, "positive semidefinite", "negative semidefinite"} if word == "zero" else holding == {word}
        )


def test_conditions_use_what_is_assumed():
    """What is known of the parameters is not repeated, and what cannot be is left out."""
    found = conditions(((a, S.Zero), (S.Zero, S(2))), parse_conditions("a > 0"))

    assert set(found) == {"positive definite"}
    assert written(found["positive definite"]) == "true"


def test_large_matrices_with_parameters_have_no_conditions():
    """Beyond four rows the minors are too many to be read."""
    size = range(5)

    assert conditions(tuple(tuple(a if i == j else S.One for j in size) for i in size)) == {}
