"""Real points of a complex family: where a quadratic polynomial is nowhere negative, its zeros are a flat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from flint import fmpq, fmpq_mat, fmpz_mpoly

from symcalc.calculus.critical.systems.branches import branches
from symcalc.calculus.critical.systems.groebner import Ideal

#: Of so many quadratic polynomials sums and differences are looked at.
MOST = 4


def real_parts(system: Ideal, forbidden: Sequence[fmpz_mpoly]) -> Iterator[Ideal]:
    """Ideals with the same real points, away from the zeros of `forbidden`.

    >>> from symcalc.calculus.critical.systems.ring import Ring
    >>> ring = Ring(("x", "y", "z"))
    >>> x, y, z = ring.unknowns
    >>> [system] = branches(ring, [x**2 - y * z, y**2 - x * z, z**2 - x * y])
    >>> [part.basis for part in real_parts(system, [])]
    [(u0 - u2, u1 - u2)]
    """
    if system.dimension <= 0:
        yield system
        return
    found = next((rows for rows in map(vanishing, _quadratics(system)) if rows and not _holds(system, rows)), None)
    if found is None:
        yield system
        return
    for part in branches(system.ring, [*system.basis, *found], forbidden):
        yield from real_parts(part, forbidden)


def _holds(system: Ideal, rows: Sequence[fmpz_mpoly]) -> bool:
    """Whether equations are among those of the system."""
    return {str(p) for p in system.with_equations(rows).basis} == {str(p) for p in system.basis}


def _quadratics(system: Ideal) -> Iterator[fmpz_mpoly]:
    """Quadratic polynomials that vanish on the family: of the basis, and their sums and differences."""
    found = [element for element in system.basis if int(element.total_degree()) == 2]
    zero = system.ring.constant(0)
    signs = sorted(product((0, 1, -1), repeat=min(len(found), MOST)), key=lambda chosen: sum(map(abs, chosen)))
    for chosen in signs:
        if any(chosen):
            yield sum((sign * p for sign, p in zip(chosen, found, strict=False)), zero)


def vanishing(quadratic: fmpz_mpoly) -> list[fmpz_mpoly]:
    """Linear equations of the real zeros of a polynomial that is nowhere negative; none for any other one.

    A sum of squares is zero where every square is: the squares are those of a symmetric matrix without negative
    eigenvalues, whose rows are the equations.

    >>> from symcalc.calculus.critical.systems.ring import Ring
    >>> x, y = Ring(("x", "y")).unknowns
    >>> vanishing(x**2 + 2 * x * y + y**2 + (x - 1) ** 2), vanishing(x**2 - y**2), vanishing(x**2 + 1)
    ([-u0 + 1, 2*u0 + u1 - 1, u0 + u1], [], [1, u0])
    """
    matrix = symmetric(quadratic)
    if not is_nowhere_negative(matrix):
        return []
    zero, *gens = quadratic.context().constant(0), *quadratic.context().gens()
    rows = []
    for row in matrix:
        if any(row):
            scale = max(entry.denominator for entry in row)
            terms = (int(entry * scale) * unknown for entry, unknown in zip(row, [zero + 1, *gens], strict=True))
            rows.append(sum(terms, zero))
    return rows


def symmetric(quadratic: fmpz_mpoly) -> list[list[Fraction]]:
    """The symmetric matrix M with q(x) = (1, x) M (1, x)."""
    entries: dict[tuple[int, int], Fraction] = {}
    for monomial, coefficient in quadratic.to_dict().items():
        places = [i + 1 for i, exponent in enumerate(monomial) for _ in range(int(exponent))]
        i, j = [*places, 0, 0][:2]
        entries[i, j] = entries[j, i] = Fraction(int(coefficient), 1 if i == j else 2)
    size = range(len(quadratic.context().gens()) + 1)
    return [[entries.get((i, j), Fraction(0)) for j in size] for i in size]


def is_nowhere_negative(matrix: Sequence[Sequence[Fraction]]) -> bool:
    """Whether a symmetric matrix has no negative eigenvalue: the coefficients of det(t + M) are not negative."""
    entries = [[fmpq(entry.numerator, entry.denominator) for entry in row] for row in matrix]
    size = len(matrix)
    coefficients = fmpq_mat(size, size, [-entry for row in entries for entry in row]).charpoly().coeffs()
    return all(coefficient >= 0 for coefficient in coefficients)
