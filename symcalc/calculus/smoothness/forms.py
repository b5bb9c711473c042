"""Polynomials in the displacement from a point, and what a definite lowest form says of their size near it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from flint import fmpq, fmpq_mpoly, fmpq_mpoly_ctx, fmpq_poly

from symcalc.decide.ball.roots import real_roots
from symcalc.decide.sign.polynomials import Ratio, number

#: The exponents of a monomial in the displacements.
Index: TypeAlias = tuple[int, ...]
#: A polynomial in the displacements.
Form: TypeAlias = Mapping[Index, Ratio]
Sign: TypeAlias = Callable[[Ratio], int]


def degree(form: Form) -> int | None:
    """The least degree that occurs; None of 0."""
    return min(map(sum, form), default=None)


def lowest(form: Form) -> Form:
    """The terms of least degree."""
    least = degree(form)
    return {index: value for index, value in form.items() if sum(index) == least}


def definite(form: Form, sign: Sign) -> int | None:
    """The sign that a homogeneous form has off the origin; None where it is not definite or that was not seen.

    >>> plus = lambda value: 1 if value.rational() > 0 else -1
    >>> definite({(2, 0): number(1), (1, 1): number(1), (0, 2): number(1)}, plus)
    1
    """
    if not form:
        return None
    size = len(next(iter(form)))
    if sum(next(iter(form))) % 2:
        return None
    return _by_squares(form, size, sign) or _of_two(form, size) or _quadratic(form, size, sign)


def _by_squares(form: Form, size: int, sign: Sign) -> int | None:
    """By even powers with coefficients of one sign, a pure power of every displacement among them."""
    if any(exponent % 2 for index in form for exponent in index):
        return None
    pure = {i for index in form for i in range(size) if index[i] == sum(index)}
    signs = {sign(value) for value in form.values()}
    return next(iter(signs)) if len(pure) == size and len(signs) == 1 else None


def _of_two(form: Form, size: int) -> int | None:
    """A form in two displacements is one polynomial in their quotient: definite where that has no root."""
    if size != 2 or not form:
        return None
    total = sum(next(iter(form)))
    values = [form.get((total - k, k), number(0)).rational() for k in range(total + 1)]
    if any(value is None for value in values) or not values[0] or not values[-1]:
        return None
    poly = fmpq_poly([fmpq(value.numerator, value.denominator) for value in values if value is not None])
    return None if real_roots(poly.numer()) else (1 if values[0] > 0 else -1)


def _quadratic(form: Form, size: int, sign: Sign) -> int | None:
    """A quadratic form is positive definite where its leading minors are positive (Sylvester)."""
    if sum(next(iter(form))) != 2:
        return None
    matrix = [[_entry(form, i, j, size) for j in range(size)] for i in range(size)]
    first = sign(matrix[0][0]) if matrix[0][0].top else 0
    if first == 0:
        return None
    minors = (_determinant([row[:k] for row in matrix[:k]]) for k in range(1, size + 1))
    return first if all(minor.top and sign(minor) == first**k for k, minor in enumerate(minors, 1)) else None


def _entry(form: Form, i: int, j: int, size: int) -> Ratio:
    index = tuple((k == i) + (k == j) for k in range(size))
    value = form.get(index, number(0))
    return value if i == j else value * number(Fraction(1, 2))


def _determinant(matrix: list[list[Ratio]]) -> Ratio:
    if len(matrix) == 1:
        return matrix[0][0]
    total = number(0)
    for column, value in enumerate(matrix[0]):
        rest = [[*row[:column], *row[column + 1 :]] for row in matrix[1:]]
        total = total + value * _determinant(rest) * number((-1) ** column)
    return total


def lower_order(form: Form, sign: Sign) -> tuple[int, int] | None:
    """The sign of a polynomial off the origin and a k with |polynomial| >= c |h|^k near it; None where none was seen.

    Besides a definite lowest form, a sum of even powers will do: x^2 + y^4 is at least |h|^4 for small h.
    """
    least = degree(form)
    if least is None or least == 0:
        return None
    direction = definite(lowest(form), sign)
    if direction is not None:
        return direction, least
    size = len(next(iter(form)))
    if any(exponent % 2 for index in form for exponent in index):
        return None
    pure = {i: sum(index) for index in form for i in range(size) if index[i] == sum(index)}
    signs = {sign(value) for value in form.values()}
    return (signs.pop(), max(pure.values())) if len(pure) == size and len(signs) == 1 else None


def product(a: Form, b: Form, cut: Fraction) -> dict[Index, Ratio]:
    """The product without what is of degree `cut` or more."""
    terms: dict[Index, Ratio] = {}
    for i, u in a.items():
        for j, v in b.items():
            index = tuple(map(sum, zip(i, j, strict=True)))
            if sum(index) < cut:
                terms[index] = terms[index] + u * v if index in terms else u * v
    return terms


def divided(a: Form, b: Form) -> tuple[dict[Index, Ratio], dict[Index, Ratio]]:
    """The quotient and the remainder of polynomials with rational coefficients; no quotient where they are not.

    >>> divided({(2, 1): number(1), (0, 3): number(1)}, {(2, 0): number(1), (0, 2): number(1)})[1]
    {}
    """
    rational = [{index: value.rational() for index, value in form.items()} for form in (a, b)]
    if any(value is None for form in rational for value in form.values()) or not a:
        return {}, dict(a)
    size = len(next(iter(a)))
    ring = fmpq_mpoly_ctx.get(tuple(f"h{k}" for k in range(size)), "degrevlex")
    top, bottom = (ring.from_dict({k: fmpq(v.numerator, v.denominator) for k, v in f.items() if v}) for f in rational)
    quotient, rest = divmod(top, bottom)
    return _ratios(quotient), _ratios(rest)


def _ratios(poly: fmpq_mpoly) -> dict[Index, Ratio]:
    return {
        tuple(map(int, index)): number(Fraction(int(value.p), int(value.q))) for index, value in poly.to_dict().items()
    }


def total(forms: Iterable[Form]) -> dict[Index, Ratio]:
    """The sum."""
    terms: dict[Index, Ratio] = {}
    for form in forms:
        for index, value in form.items():
            terms[index] = terms[index] + value if index in terms else value
    return terms
