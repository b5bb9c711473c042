"""Derivations: the book's lines in the book's order, and every line true."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from symcalc.matrix.answer import derivative
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.steps import derivation
from symcalc.syntax import parse_expression
from tests.matrix import oracle
from tests.matrix.notation import Line, letters
from tests.matrix.table import rows

WORDS = {"result", "if all were numbers", "the same formula for matrices"}
#: The lines in which a derivative by a symmetric matrix is its symmetric part.
LATER = {
    "like terms, dummies renamed",
    "brackets as entries of matrices",
    "common factors",
    "entries of matrices",
    "matrix product",
}
PROBLEMS = {f"{text} by {name}": (text, name, shapes) for text, name, shapes, _ in rows("problems.txt")}


def lines(text, name, shapes):
    """The derivation as pairs of rule and line."""
    known = Shapes(oracle.shapes_of(shapes))
    function = parse_expression(text, shaped=True)
    return [(step.rule, step.line) for step in derivation(function, name, derivative(function, name, known), known)]


def test_quadratic_form():
    """(22.4.40) to (22.4.47), headed by the case of numbers (22.4.48)."""
    assert lines("x' A x", "x", "A: n x n; x: n") == [
        ("if all were numbers", "f = x*A*x, df/dx = 2*x*A"),
        ("the same formula for matrices", "2*x*A: * does not fit: x is n x 1, A is n x n"),
        ("components, repeated indices summed", "f = x_i a_ij x_j"),
        ("product and chain rule", "∂f/∂x_k = ∂x_i/∂x_k a_ij x_j + x_i a_ij ∂x_j/∂x_k"),
        ("Kronecker deltas", "∂f/∂x_k = δ_ik a_ij x_j + x_i a_ij δ_jk"),
        ("contraction", "∂f/∂x_k = a_kj x_j + x_i a_ik"),
        ("like terms, dummies renamed", "∂f/∂x_k = a_ki x_i + x_i a_ik"),
        ("common factors", "∂f/∂x_k = (a_ki + a_ik) x_i"),
        ("entries of matrices", "∂f/∂x_k = [A + A']_ki x_i"),
        ("matrix product", "∂f/∂x_k = [(A + A')*x]_k"),
        ("result", "df/dx = (A + A')*x"),
    ]


def test_matrix_factorization():
    """(22.4.54) to (22.4.63), headed by (22.4.50) and why its formula (22.4.51) does not fit."""
    assert lines("norm(X - U V)^2", "V", "X: n x m; U: n x r; V: r x m") == [
        ("if all were numbers", "f = (X - U*V)**2, df/dV = -2*(X - U*V)*U"),
        ("the same formula for matrices", "-2*(X - U*V)*U: * does not fit: X - U*V is n x m, U is n x r"),
        ("components", "f = Σ_{i,j} (x_ij - Σ_l u_il v_lj)^2"),
        ("product and chain rule", "∂f/∂v_ab = -2 Σ_{i,j,p} (x_ij - Σ_l u_il v_lj) u_ip ∂v_pj/∂v_ab"),
        ("Kronecker deltas", "∂f/∂v_ab = -2 Σ_{i,j,p} (x_ij - Σ_l u_il v_lj) u_ip δ_pa δ_jb"),
        ("contraction", "∂f/∂v_ab = -2 Σ_i (x_ib - Σ_l u_il v_lb) u_ia"),
        ("like terms, dummies renamed", "∂f/∂v_ab = -2 Σ_i (x_ib - Σ_j u_ij v_jb) u_ia"),
        ("brackets as entries of matrices", "∂f/∂v_ab = -2 Σ_i [X - U*V]_ib u_ia"),
        ("common factors", "∂f/∂v_ab = -2 Σ_i u_ia (x_ib - Σ_j u_ij v_jb)"),
        ("entries of matrices", "∂f/∂v_ab = -2 Σ_i [U']_ai [X - U*V]_ib"),
        ("matrix product", "∂f/∂v_ab = [-2*U'*(X - U*V)]_ab"),
        ("result", "df/dV = -2*U'*(X - U*V)"),
    ]


def test_square_of_a_sum_keeps_its_sums_apart():
    """(22.4.57): two sums over the same vector never share a letter."""
    found = dict(lines("sum(x)^2", "x", "x: n"))

    assert found["product and chain rule"] == "∂f/∂x_k = 2 Σ_j (Σ_i x_i) ∂x_j/∂x_k"
    assert found["contraction"] == "∂f/∂x_k = 2 (Σ_i x_i)"


def free_letters(left):
    """The letters of f and of the variable on a left side: ∂f_i/∂x_k."""
    above, _, below = left.partition("/")
    parts = [re.search(r"_(\{[^}]*\}|[a-z]+)$", part) for part in (above, below)]
    return [letters(found[1]) if found else [] for found in parts]


def spans_of(array, indices):
    """How far each letter of an array runs."""
    shape = array.shape if len(indices) == 2 else (array.size,) if indices else ()
    return dict(zip(indices, shape, strict=True))


def places_of(array, indices):
    """Every place of an array, by as many letters as it has dimensions of more than one."""
    shape = spans_of(array, indices).values()
    return [dict(zip(indices, spot, strict=True)) for spot in itertools.product(*map(range, shape))]


def entry(array, places, indices):
    """An entry by letters."""
    spots = tuple(places[letter] for letter in indices)
    return array[spots] if len(spots) == 2 else array.ravel()[spots[0]] if spots else array.item()


def index_of(array, places, indices):
    """The row and column that letters mean."""
    if len(indices) == 2:
        return tuple(places[letter] for letter in indices)
    flat = places[indices[0]] if indices else 0
    return np.unravel_index(flat, array.shape)


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_line_is_true(problem):
    """Each line, worked out by loops over its indices, has the value of the function or its derivative."""
    text, name, shapes = PROBLEMS[problem]
    declared = oracle.shapes_of(shapes)
    function = parse_expression(text, shaped=True)
    sizes = {"n": 3, "m": 2, "r": 2, "p": 3}
    values = next(oracle.points(function, declared, sizes=sizes))
    whole = oracle.value(function, values, sizes)
    symmetric = declared[name].symmetric or declared[name].positive
    for rule, line in lines(text, name, shapes):
        if rule in WORDS:
            continue
        left, _, right = line.partition(" = ")
        own, by = free_letters(left)
        spans = {**spans_of(whole, own), **spans_of(values[name], by)}
        read = Line(right, values, sizes, spans)
        for spot in places_of(whole, own):
            for variable in places_of(values[name], by) if "/" in left else [{}]:
                place = index_of(values[name], variable, by)
                wanted = whole
                if "/" in left:
                    wanted = oracle.partial(function, name, place, values, sizes, symmetric=symmetric and rule in LATER)
                found = read.value(**spot, **variable)
                assert np.isclose(np.real(found), np.real(entry(wanted, spot, own)), rtol=1e-6, atol=1e-9), line
