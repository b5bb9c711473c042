"""Which exponentials and angles are multiples of which: a basis in which all arguments have integer coordinates."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction
from math import gcd, lcm
from typing import TypeVar

from flint import fmpz_mat

Direction = TypeVar("Direction", bound=Hashable)
#: A linear form: how much of each direction (a monomial, say) it has.
Form = dict[Direction, Fraction]


def basis(forms: Sequence[Form[Direction]]) -> list[Form[Direction]]:
    """Linear forms of which all the given ones are integer combinations; directions apart where that costs nothing.

    >>> basis([{"x": Fraction(2)}, {"x": Fraction(3), "y": Fraction(1)}])
    [{'x': Fraction(1, 1)}, {'y': Fraction(1, 1)}]
    >>> basis([{"x": Fraction(1), "y": Fraction(1)}, {"x": Fraction(-2), "y": Fraction(-2)}])
    [{'x': Fraction(1, 1), 'y': Fraction(1, 1)}]
    """
    directions = list(dict.fromkeys(d for form in forms for d in form))
    if not directions:
        return []
    common = lcm(*(c.denominator for form in forms for c in form.values()))
    rows = [[int(form.get(d, Fraction(0)) * common) for d in directions] for form in forms]
    matrix = fmpz_mat(rows)
    if matrix.rank() == len(directions):
        steps = [Fraction(gcd(*(row[j] for row in rows)), common) for j in range(len(directions))]
        return [{d: step} for d, step in zip(directions, steps, strict=True)]
    reduced = fmpz_mat([row for row in matrix.hnf().tolist() if any(row)]).lll().tolist()
    found = [{d: Fraction(int(c), common) for d, c in zip(directions, row, strict=True) if c} for row in reduced]
    return [_upright(form) for form in found]


def coordinates(form: Form[Direction], vectors: Sequence[Form[Direction]]) -> list[int] | None:
    """The integer coordinates of a linear form in a basis, or None where it has none.

    >>> coordinates({"x": Fraction(-4)}, [{"x": Fraction(2)}, {"y": Fraction(1)}])
    [-2, 0]
    """
    directions = list(dict.fromkeys(d for f in (form, *vectors) for d in f))
    if not form:
        return [0] * len(vectors)
    if not vectors:
        return None
    zero = Fraction(0)
    common = lcm(*(c.denominator for f in (form, *vectors) for c in f.values()))
    table = fmpz_mat(
        [[int(f.get(d, zero) * common) for f in (*vectors, form)] for d in directions],
    )
    reduced, denominator, rank = table.rref()
    width = len(vectors)
    if rank > width or any(reduced[i, width] for i in range(rank, len(directions))):
        return None
    found = [0] * width
    for i in range(rank):
        pivot = next((j for j in range(width) if reduced[i, j]), None)
        if pivot is None:
            return None
        quotient, rest = divmod(int(reduced[i, width]), int(denominator))
        if rest:
            return None
        found[pivot] = quotient
    return found


def _upright(form: Form[Direction]) -> Form[Direction]:
    """The form or its negative, whichever begins with a positive coefficient."""
    return form if next(iter(form.values())) > 0 else {d: -c for d, c in form.items()}
