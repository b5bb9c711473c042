"""How many eigenvalues of a symmetric matrix are positive, negative and zero, decided without rounding."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import flint
from flint import arb, arb_mat, fmpq, fmpq_mat

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.points.constants import ClosedForms, Inexact
from symcalc.calculus.critical.points.numerals import numeral
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.systems.numbers import irreducible_factors, real_roots
from symcalc.record import record
from symcalc.syntax.tree import Node

Matrix = Sequence[Sequence[Ratio]]
#: Bits of the attempts by balls.
BITS = (96, 256)


@record
class Inertia:
    """The numbers of positive, negative and zero eigenvalues."""

    positive: int
    negative: int
    zero: int

    @classmethod
    def counted(cls, signs: Sequence[int]) -> Inertia:
        """From the signs of the elementary symmetric functions e_0 = 1, e_1, …, e_n of the eigenvalues.

        det(H + t) = Σ e_k t^(n-k) has only real roots, so by Descartes' rule its sign changes count the negative
        eigenvalues exactly.

        >>> Inertia.counted([1, 0, -1])
        Inertia(positive=1, negative=1, zero=0)
        """
        size = len(signs) - 1
        rank = max(k for k, sign in enumerate(signs) if sign)
        rest = [sign for sign in signs if sign]
        negative = sum(1 for a, b in pairwise(rest) if a != b)
        return cls(rank - negative, negative, size - rank)


def inertia(tower: Tower, spot: Spot, matrix: Matrix) -> Inertia | None:
    """The inertia of a symmetric matrix at a point, None where it could not be decided."""
    signs: list[int | None] = [None]
    for bits in BITS:
        signs = [_sign(value) for value in _symmetric_functions(tower, spot, matrix, bits)]
        if None not in signs:
            break
    decided = [spot.sign_of(tower, principal_sum(tower, matrix, k)) if s is None else s for k, s in enumerate(signs)]
    return None if None in decided else Inertia.counted([s for s in decided if s is not None])


def _symmetric_functions(tower: Tower, spot: Spot, matrix: Matrix, bits: int) -> list[arb]:
    """Balls for e_0, …, e_n of the eigenvalues, from the characteristic polynomial."""
    size = len(matrix)
    entries = enclosed(tower, spot, matrix, bits)
    with flint.ctx.workprec(bits + 32):
        polynomial = arb_mat(entries).charpoly()
        return [polynomial[size - k] * (-1) ** k for k in range(size + 1)]


def enclosed(tower: Tower, spot: Spot, matrix: Matrix, bits: int) -> list[list[arb]]:
    """A symmetric matrix at a point, in balls."""
    size = len(matrix)
    lower = [[spot.ratio(tower, matrix[i][j], bits) for j in range(i + 1)] for i in range(size)]
    return [[lower[max(i, j)][min(i, j)] for j in range(size)] for i in range(size)]


def _sign(value: arb) -> int | None:
    if value.is_zero():
        return 0
    if not value.is_finite() or value.contains(0):
        return None
    return 1 if value > 0 else -1


def principal_sum(tower: Tower, matrix: Matrix, order: int) -> Ratio:
    """The sum of the principal minors of an order, e_k of the eigenvalues (Faddeev and LeVerrier's recurrence)."""
    size = len(matrix)
    power: Matrix = [[tower.number(int(i == j)) for j in range(size)] for i in range(size)]
    found = tower.number(1)
    for k in range(1, order + 1):
        product = _product(tower, matrix, power)
        trace = tower.zero
        for i in range(size):
            trace = trace + product[i][i]
        found = tower.reduced(trace / tower.number(k))
        power = [[(found if i == j else tower.zero) - product[i][j] for j in range(size)] for i in range(size)]
    return found


def _product(tower: Tower, a: Matrix, b: Matrix) -> list[list[Ratio]]:
    size = range(len(a))
    rows = []
    for i in size:
        row = []
        for j in size:
            total = tower.zero
            for k in size:
                total = total + a[i][k] * b[k][j]
            row.append(tower.reduced(total))
        rows.append(row)
    return rows


def eigenvalues(tower: Tower, spot: Spot, matrix: Matrix) -> list[Node | arb]:
    """The eigenvalues in increasing order: exact where all entries are rational here, else enclosed."""
    rational = _rational(tower, spot, matrix)
    if rational is not None:
        polynomial = rational.charpoly().numer()
        counts = irreducible_factors(polynomial)
        return [
            numeral(root)
            for root in real_roots(polynomial)
            for factor, multiplicity in counts
            if factor == root.polynomial
            for _ in range(multiplicity)
        ]
    size = len(matrix)
    with flint.ctx.workprec(160):
        entries = enclosed(tower, spot, matrix, 128)
        values = [entries[0][0]] if size == 1 else [v.real for v in arb_mat(entries).mid().eig(algorithm="approx")]
        return sorted(values, key=lambda value: value.mid())


def _rational(tower: Tower, spot: Spot, matrix: Matrix) -> fmpq_mat | None:
    """The matrix at a point where all its entries are rational."""
    try:
        field = ClosedForms(tower, spot)
        values = [field.value(entry).value for row in matrix for entry in row]
    except Inexact:
        return None
    exact = [fmpq(v.numerator, v.denominator) for v in values if v is not None]
    size = len(matrix)
    return fmpq_mat(size, size, exact) if len(exact) == size * size else None
