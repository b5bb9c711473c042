"""Signs of polynomials that follow from the ranges of their kernels: all terms of one sign, real roots, squares.

A kernel in [a, b] is written (a + b t)/(1 + t) with t >= 0, one above a as a + t; where then all coefficients are
>= 0, so is the polynomial (Bernstein coefficients). One kernel alone is decided by its real roots, a quadratic form by
elimination.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import pairwise, product
from typing import Final, NamedTuple

from flint import arb, ctx, fmpq, fmpq_poly

from symcalc.decide.ball.roots import real_roots
from symcalc.decide.ball.verdict import Real
from symcalc.decide.identity.kernels.kernel import Polynomial
from symcalc.decide.identity.kernels.knowledge import ANY_SIGN, Signs
from symcalc.decide.identity.kernels.tower import Tower

#: Polynomials of more terms or higher degree are not looked at.
MOST_TERMS = 120
MOST_DEGREE = 24
NEGATED: Final = {1: -1, 0: 0, -1: 1}


class Range(NamedTuple):
    """Where a kernel lies; None is no bound; a closed end belongs to the range."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_closed: bool = False
    high_closed: bool = False


def signs_on_ranges(tower: Tower, polynomial: Polynomial, ranges: dict[int, Range]) -> Signs:
    """The signs that a polynomial may have while its kernels stay in their ranges (by slot)."""
    if len(polynomial) > MOST_TERMS or polynomial.total_degree() > MOST_DEGREE:
        return ANY_SIGN
    tower.work.spend(len(polynomial))
    shown = [
        frozenset({sign}) if strict else frozenset({0, sign})
        for candidate, sign in ((polynomial, 1), (-polynomial, -1))
        if (strict := _positive(tower, candidate, ranges)) is not None
    ]
    if shown:
        return reduce(frozenset.intersection, shown)
    used = tower.used(polynomial)
    if len(used) == 1:
        return _by_roots(tower, polynomial, used[0].slot, ranges.get(used[0].slot, Range()))
    return _by_elimination(polynomial, [kernel.slot for kernel in used]) if polynomial.total_degree() == 2 else ANY_SIGN


# -- all coefficients of one sign --------------------------------------------------------------------------------------


def _positive(tower: Tower, polynomial: Polynomial, ranges: dict[int, Range]) -> bool | None:
    """True where the polynomial is shown to be > 0, False where >= 0, None where neither is shown."""
    slots = [kernel.slot for kernel in tower.used(polynomial)]
    degrees: dict[int, int] = {}
    for slot in slots:
        degrees[slot] = int(polynomial.degrees()[slot])
        moved = _to_half_line(tower, polynomial, slot, ranges.get(slot, Range()))
        if moved is None:
            return None
        polynomial = moved
    if any(coefficient < 0 for coefficient in polynomial.coeffs()):
        return None
    return _nowhere_zero(polynomial, degrees, ranges)


def _to_half_line(tower: Tower, polynomial: Polynomial, slot: int, of: Range) -> Polynomial | None:
    """The polynomial with a kernel replaced by a function of some t >= 0, times a power of 1 + t."""
    t = tower.generators[slot]
    if of.low is not None and of.high is not None:
        return _bounded(tower, polynomial, slot, of.low, of.high)
    if of.low is not None:
        return polynomial if of.low == 0 else _replaced(tower, polynomial, slot, t + tower.constant(of.low))
    if of.high is not None:
        return _replaced(tower, polynomial, slot, tower.constant(of.high) - t)
    return polynomial if all(int(powers[slot]) % 2 == 0 for powers in polynomial.monoms()) else None


def _replaced(tower: Tower, polynomial: Polynomial, slot: int, value: Polynomial) -> Polynomial:
    values = list(tower.generators)
    values[slot] = value
    return polynomial.compose(*values)


def _bounded(tower: Tower, polynomial: Polynomial, slot: int, low: Fraction, high: Fraction) -> Polynomial:
    t = tower.generators[slot]
    degree = int(polynomial.degrees()[slot])
    inside, outside = tower.constant(low) + tower.constant(high) * t, 1 + t
    result = tower.constant(0)
    for powers, coefficient in polynomial.to_dict().items():
        exponent = int(powers[slot])
        rest = tower.context.from_dict({(*powers[:slot], 0, *powers[slot + 1 :]): coefficient})
        result += rest * inside**exponent * outside ** (degree - exponent)
    return result


def _nowhere_zero(polynomial: Polynomial, degrees: dict[int, int], ranges: dict[int, Range]) -> bool:
    """Whether a polynomial without negative coefficients in t's >= 0 is positive, ends of ranges included.

    It is where some terms stay positive together: at a closed end t = 0 those without t, at t = infinity those with
    the highest power, which is the degree (by slot) of what was multiplied up; between open ends any.
    """
    ends = {slot: _ends(ranges.get(slot, Range()), degree) for slot, degree in degrees.items()}
    closed = [slot for slot in degrees if ends[slot]]
    groups: dict[tuple[int, ...], set[tuple[int, ...]]] = {}
    for powers in polynomial.monoms():
        corner = tuple(int(powers[slot]) for slot in closed)
        rest = tuple(int(powers[slot]) for slot in degrees if not ends[slot])
        groups.setdefault(rest, set()).add(corner)
    corners = set(product(*(ends[slot] for slot in closed)))
    return any(corners <= found for found in groups.values())


def _ends(of: Range, degree: int) -> tuple[int, ...]:
    """The exponents that have to be there for the ends that belong to a range."""
    if of.low is None and of.high is None:
        return (0,)
    if of.low is not None and of.high is not None:
        return (0,) * of.low_closed + (degree,) * of.high_closed
    return (0,) if of.low_closed or of.high_closed else ()


# -- one kernel: real roots --------------------------------------------------------------------------------------------


def _by_roots(tower: Tower, polynomial: Polynomial, slot: int, of: Range) -> Signs:
    tower.work.spend(int(polynomial.total_degree()) ** 2)
    coefficients = [fmpq(0)] * (int(polynomial.total_degree()) + 1)
    for powers, coefficient in polynomial.to_dict().items():
        coefficients[int(powers[slot])] = coefficient
    poly = fmpq_poly(coefficients)
    with ctx.workprec(128):
        roots = _inside(real_roots(poly.numer()), of)
        return ANY_SIGN if roots is None else _signs_between(poly, roots, of)


def _inside(roots: list[Real], of: Range) -> list[Real] | None:
    """The roots in a range, ends included; None where a ball does not tell."""
    found: list[Real] = []
    for root in roots:
        if any(
            end is not None and isinstance(root, arb) and root.overlaps(arb(_fmpq(end))) for end in (of.low, of.high)
        ):
            return None
        below = of.low is not None and root < _fmpq(of.low)
        above = of.high is not None and root > _fmpq(of.high)
        if not below and not above:
            found.append(root)
    return found


def _signs_between(poly: fmpq_poly, roots: list[Real], of: Range) -> Signs:
    """The signs at the roots of a range and between them."""
    signs: set[int] = set()
    low, high = (None if end is None else _fmpq(end) for end in (of.low, of.high))
    for root in roots:
        at_open_end = (root == low and not of.low_closed) or (root == high and not of.high_closed)
        signs |= set() if at_open_end else {0}
    marks = [low, *(_rational(root) for root in roots), high]
    for left, right in pairwise(marks):
        if left is None or left != right or not roots:
            value = poly(_between(left, right))
            signs.add((value > 0) - (value < 0))
    return frozenset(signs)


def _rational(root: Real) -> fmpq:
    return root if isinstance(root, fmpq) else fmpq(root.mid().fmpq())


def _between(left: fmpq | None, right: fmpq | None) -> fmpq:
    if left is None:
        return fmpq(0) if right is None else right - 1
    return left + 1 if right is None else (left + right) / 2


def _fmpq(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


# -- quadratic forms ---------------------------------------------------------------------------------------------------


def _by_elimination(polynomial: Polynomial, slots: list[int]) -> Signs:
    """The signs of a polynomial of degree 2, by completing squares, one kernel after the other."""
    for sign in (1, -1):
        definite = _definite(_symmetric(polynomial * sign, slots))
        if definite is not None:
            return frozenset({sign}) if definite else frozenset({0, sign})
    return ANY_SIGN


def _symmetric(polynomial: Polynomial, slots: list[int]) -> list[list[fmpq]]:
    """The matrix of the form in the kernels and 1, which comes last."""
    size = len(slots) + 1
    matrix = [[fmpq(0)] * size for _ in range(size)]
    for powers, coefficient in polynomial.to_dict().items():
        indices = reduce(lambda found, i: found + [i] * int(powers[slots[i]]), range(len(slots)), list[int]())
        i, j = (*indices, size - 1, size - 1)[:2]
        matrix[i][j] += coefficient / 2
        matrix[j][i] += coefficient / 2
    return matrix


def _definite(matrix: list[list[fmpq]]) -> bool | None:
    """True for positive definite, False for positive semidefinite, None for neither; on a copy made by elimination."""
    strict = True
    while matrix:
        pivot, row = matrix[0][0], matrix[0]
        if pivot < 0 or (pivot == 0 and any(entry != 0 for entry in row)):
            return None
        strict = strict and pivot > 0
        rest = range(1, len(matrix))
        matrix = [[matrix[i][j] - (row[i] * row[j] / pivot if pivot else 0) for j in rest] for i in rest]
    return strict
