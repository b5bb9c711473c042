"""Definiteness of a symmetric matrix, decided by exact signs; with parameters, the conditions on them.

The number of positive eigenvalues is the number of sign changes in the characteristic polynomial (Descartes' rule,
exact for a polynomial all of whose roots are real). With parameters: Sylvester's criterion by leading minors for the
definite cases, all principal minors for the semidefinite ones (Horn and Johnson, Matrix Analysis, 7.2.5 and 7.2.P).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Literal, TypeAlias, get_args

from sympy import Add, Expr, Mul, S

from symcalc.build import as_tree
from symcalc.calculus.pointwise.spectrum import Matrix, blocks, exact, scaled
from symcalc.calculus.tidying.tidy import tidied, tidied_numbers
from symcalc.decide.domain import assumed_signs, simplified
from symcalc.decide.sign import sign
from symcalc.syntax.tree import Logic, Node, Number, Relation, Truth

Word: TypeAlias = Literal[
    "positive definite",
    "negative definite",
    "indefinite",
    "positive semidefinite",
    "negative semidefinite",
    "zero",
    "undecided",
]

WORDS: tuple[Word, ...] = get_args(Word)
#: The largest block with irrational entries, and the largest matrix with parameters, that is looked into.
LARGEST_BLOCK, LARGEST_WITH_PARAMETERS = 6, 4
ZERO = Number(Fraction(0))


def definiteness(matrix: Matrix) -> Word:
    """What a symmetric matrix of constants is; "undecided" where a sign is not decided, or with parameters.

    >>> definiteness([[S(2), S.One], [S.One, S(2)]]), definiteness([[S.One, S.One], [S.One, S.One]])
    ('positive definite', 'positive semidefinite')
    """
    counts = [_counts([[matrix[i][j] for j in block] for i in block]) for block in blocks(matrix)]
    known = [count for count in counts if count is not None]
    negative, zero, positive = (sum(count[place] for count in known) for place in range(3))
    if negative and positive:
        return "indefinite"
    if len(known) < len(counts):
        return "undecided"
    if not (negative or positive):
        return "zero"
    if positive:
        return "positive semidefinite" if zero else "positive definite"
    return "negative semidefinite" if zero else "negative definite"


def _counts(block: Matrix) -> tuple[int, int, int] | None:
    """How many eigenvalues are negative, zero and positive."""
    signs = _signs(block)
    if None in signs:
        return None
    nonzero = [each for each in signs if each]
    zero = next(place for place, each in enumerate(reversed(signs)) if each)
    positive = sum(left != right for left, right in pairwise(nonzero))
    return len(block) - zero - positive, zero, positive


def _signs(block: Matrix) -> list[int | None]:
    """The signs of the coefficients of the characteristic polynomial, the leading 1 first."""
    if any(entry.free_symbols for row in block for entry in row):
        return [None]
    found = scaled(block)
    if found is None:
        return [sign(as_tree(c)) for c in characteristic(block)] if len(block) <= LARGEST_BLOCK else [None]
    unit, rows = found
    side = sign(as_tree(unit))
    if side is None:
        return [None]
    coefficients = exact([[side * entry for entry in row] for row in rows]).charpoly().coeffs()
    return [int(c > 0) - int(c < 0) for c in reversed(coefficients)]


def characteristic(matrix: Matrix) -> tuple[Expr, ...]:
    """The coefficients of `det(t*I - A)`, the leading 1 first (Faddeev and LeVerrier).

    >>> characteristic([[S(2), S.One], [S.One, S(2)]])
    (1, -4, 3)
    """
    size = range(len(matrix))
    coefficients: list[Expr] = [S.One]
    power: list[list[Expr]] = [[S.Zero for _ in size] for _ in size]
    for order in range(1, len(matrix) + 1):
        power = [[power[i][j] + (coefficients[-1] if i == j else S.Zero) for j in size] for i in size]
        power = [list(tidied_numbers(_dot(row, power, j) for j in size)) for row in matrix]
        coefficients.extend(tidied_numbers([-Add(*(power[i][i] for i in size)) / order]))
    return tuple(coefficients)


def _dot(row: Sequence[Expr], columns: Matrix, column: int) -> Expr:
    return Add(*(Mul(entry, columns[i][column]) for i, entry in enumerate(row)))


def definite(matrix: Matrix, assumptions: Iterable[Node] = ()) -> tuple[Word, dict[str, Node]]:
    """What a symmetric matrix is, and with parameters the conditions under which it is what.

    Where what is assumed of the parameters leaves one word, that is the answer, without conditions.

    >>> from symcalc.syntax import parse_conditions
    >>> from symcalc.build import symbol
    >>> definite([[symbol("a")]], parse_conditions("a > 0"))
    ('positive definite', {})
    """
    if not any(entry.free_symbols for row in matrix for entry in row):
        return definiteness(matrix), {}
    met = conditions(matrix, assumptions)
    certain = next((word for word in WORDS if met.get(word) == Truth(value=True)), None)
    return ("undecided", met) if certain is None else (certain, {})


def conditions(matrix: Matrix, assumptions: Iterable[Node] = ()) -> dict[str, Node]:
    """For which values of its parameters a matrix is what; words that it cannot be are left out.

    >>> from symcalc.build import symbol
    >>> from symcalc.syntax import written
    >>> a, b = symbol("a"), symbol("b")
    >>> for word, condition in conditions([[2 * a, b], [b, S(2)]]).items():
    ...     print(word, "where", written(condition))
    positive definite where a > 0 and 4*a - b**2 > 0
    negative definite where a < 0 and 4*a - b**2 > 0
    indefinite where 4*a - b**2 < 0
    positive semidefinite where a >= 0 and 4*a - b**2 == 0
    """
    if len(matrix) > LARGEST_WITH_PARAMETERS:
        return {}
    known = assumed_signs(assumptions)
    found = {word: simplified(condition, known) for word, condition in _conditions(matrix)}
    return {word: condition for word, condition in found.items() if condition != Truth(value=False)}


def _conditions(matrix: Matrix) -> Iterator[tuple[str, Node]]:
    size = len(matrix)
    minors = {rows: _minor(matrix, rows) for order in range(1, size + 1) for rows in combinations(range(size), order)}
    leading = [minors[tuple(range(order))] for order in range(1, size + 1)]
    signed = [(len(rows), minor) for rows, minor in minors.items()]
    singular = _compared(leading[-1], "==")
    yield "positive definite", _all(_compared(minor, ">") for minor in leading)
    yield "negative definite", _all(_compared(_turned(order, minor), ">") for order, minor in enumerate(leading, 1))
    if size > 1:
        yield "indefinite", _indefinite(signed)
        yield "positive semidefinite", _all([*(_compared(minor, ">=") for _, minor in signed), singular])
        yield "negative semidefinite", _all([*(_compared(_turned(*each), ">=") for each in signed), singular])
    yield "zero", _all(_compared(entry, "==") for row in matrix for entry in row)


def _indefinite(signed: list[tuple[int, Expr]]) -> Node:
    """Neither positive nor negative semidefinite; of two rows, a negative determinant."""
    if len(signed) == 3:
        return _compared(signed[-1][1], "<")
    below = Logic("or", tuple(_compared(minor, "<") for _, minor in signed))
    above = Logic("or", tuple(_compared(_turned(*each), "<") for each in signed))
    return Logic("and", (below, above))


def _turned(order: int, minor: Expr) -> Expr:
    """A minor of the matrix with all signs changed."""
    return Mul(S.NegativeOne, minor) if order % 2 else minor


def _minor(matrix: Matrix, rows: Sequence[int]) -> Expr:
    """The determinant of the rows and columns of these indices, along the first row."""
    return tidied([_determinant([[matrix[i][j] for j in rows] for i in rows])])[0]


def _determinant(matrix: Matrix) -> Expr:
    if len(matrix) == 1:
        return matrix[0][0]
    first, *rest = matrix
    smaller = ([[*row[:column], *row[column + 1 :]] for row in rest] for column in range(len(first)))
    signs = (S.NegativeOne**column for column in range(len(first)))
    return Add(*(Mul(s, a, _determinant(b)) for s, a, b in zip(signs, first, smaller, strict=True)))


def _compared(value: Expr, operator: Literal["<", ">", ">=", "=="]) -> Node:
    """A comparison with 0, without a positive number in front."""
    coefficient, rest = value.as_coeff_Mul()
    if rest is S.One:
        return Relation((operator,), (as_tree(value), ZERO))
    if coefficient.is_negative:
        turned: dict[str, Literal["<", "<=", ">", "=="]] = {"<": ">", ">": "<", ">=": "<=", "==": "=="}
        return Relation((turned[operator],), (as_tree(rest), ZERO))
    return Relation((operator,), (as_tree(rest), ZERO))


def _all(relations: Iterable[Node]) -> Node:
    distinct = tuple(dict.fromkeys(relations))
    return distinct[0] if len(distinct) == 1 else Logic("and", distinct)
