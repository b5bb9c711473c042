"""Inverses and determinants of products, multiples and diagonal matrices."""

from __future__ import annotations

from fractions import Fraction

from symcalc.matrix import algebra
from symcalc.matrix.indices import PLAIN, Delta, Determinant, Factor, Indexed, Inverse, Term, constant, single
from symcalc.matrix.positions import Index, Position, new

#: A factor of a chain and the indices that it leads from and to.
Link = tuple[Factor, Position, Position]


def inverse(body: Indexed, row: Index, column: Index, at: tuple[Position, Position]) -> Indexed:
    """An entry of the inverse of a simplified matrix: numbers come out, a product of square ones splits."""
    if len(body.terms) != 1:
        return single(Inverse(body, row, column, at))
    term = body.terms[0]
    scalars = tuple(part for part in term.factors if not any(Term(PLAIN, (part,)).positions()))
    rest = Term(PLAIN, tuple(part for part in term.factors if part not in scalars), term.dummies)
    outside = algebra.power(Indexed((Term(term.coefficient, scalars),)), Fraction(-1))
    inside = _diagonal(rest, row, column, at) or _of_chain(rest, row, column, at)
    return algebra.multiply([outside, inside or single(Inverse(Indexed((rest,)), row, column, at))])


def _diagonal(term: Term, row: Index, column: Index, at: tuple[Position, Position]) -> Indexed | None:
    """The inverse of a diagonal matrix: the reciprocal entries."""
    deltas = [base for base, _ in term.factors if isinstance(base, Delta)]
    others = Term(PLAIN, tuple(part for part in term.factors if not isinstance(part[0], Delta)))
    ends = {row, column}
    if (
        term.dummies
        or len(deltas) != 1
        or set(deltas[0].positions()) != ends
        or not ends.issuperset(others.positions())
    ):
        return None
    entry = Indexed((others.rename({row: at[0], column: at[0]}),))
    return algebra.multiply([algebra.delta(*at), algebra.power(entry, Fraction(-1))])


def _of_chain(term: Term, row: Index, column: Index, at: tuple[Position, Position]) -> Indexed | None:
    """(A B)⁻¹ = B⁻¹ A⁻¹ for square A and B, and (A⁻¹)⁻¹ = A."""
    links = chain(term, row, column)
    if links is None or (len(links) == 1 and not isinstance(links[0][0], Inverse)):
        return None
    middles = [new(row.size) for _ in links[1:]]
    spots = [at[0], *middles, at[1]]
    parts = [_one(link, spots[place], spots[place + 1]) for place, link in enumerate(reversed(links))]
    return algebra.multiply(parts, middles)


def chain(term: Term, row: Index, column: Index) -> list[Link] | None:
    """The factors in the order in which they lead from row to column, where all are square and each is used once."""
    links: list[Link] = []
    left: Position = row
    rest = list(term.factors)
    while rest:
        found = [part for part in rest if left in part[0].positions()]
        if len(found) != 1 or found[0][1] != PLAIN:
            return None
        base = found[0][0]
        ends = base.positions()
        if len(ends) != 2 or ends[0] == ends[1] or {end.size for end in ends} != {row.size}:
            return None
        right = ends[1] if ends[0] == left else ends[0]
        links.append((base, left, right))
        rest.remove(found[0])
        left = right
    return links if left == column and len(links) == len(term.dummies) + 1 else None


def _one(link: Link, left: Position, right: Position) -> Indexed:
    """The inverse of one factor of a chain, at new places."""
    base, start, end = link
    if isinstance(base, Inverse):
        ends = (base.row, base.column) if base.at == (start, end) else (base.column, base.row)
        return base.body.rename(dict(zip(ends, (left, right), strict=True)))
    if not isinstance(start, Index) or not isinstance(end, Index):
        return single(base)
    row, column = new(start.size), new(end.size)
    return single(Inverse(single(base.rename({start: row, end: column})), row, column, (left, right)))


def determinant(body: Indexed, row: Index, column: Index) -> Indexed:
    """The determinant of a simplified matrix."""
    lone = body.terms[0].alone() if len(body.terms) == 1 else None
    if isinstance(lone, Delta):
        return constant(1)
    return single(Determinant(body, row, column))
