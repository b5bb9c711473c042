"""A matrix beside its inverse: M⁻¹ M = I, also where M is a product or a sum that occurs as such."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from symcalc.matrix.canonical import Signature, signature
from symcalc.matrix.indices import PLAIN, Bracket, Delta, Exponent, Inverse, Powered, Term
from symcalc.matrix.positions import Index, Position, simple

#: Which index of a pattern stands for which of the term.
Places = dict[Index, Index]


class Beside(NamedTuple):
    """What is left of a term without an inverse and the matrix beside it: factors, dummies, the matrix's far index."""

    rest: tuple[Powered, ...]
    dummies: tuple[Index, ...]
    far: Index


def cancelled(term: Term) -> Term | None:
    """The term without the first inverse that stands beside its matrix."""
    for part in term.factors:
        base, power = part
        if not isinstance(base, Inverse) or power != PLAIN:
            continue
        for side in (1, 0):
            single = len(base.body.terms) == 1
            body = base.body.terms[0] if single else Term(PLAIN, ((Bracket(base.body), PLAIN),))
            found = beside(term, part, body, side)
            if found is not None:
                link = (Delta(base.at[1 - side], found.far), PLAIN)
                return Term(term.coefficient / body.coefficient, (*found.rest, link), found.dummies)
    return None


def beside(term: Term, part: Powered, body: Term, side: int) -> Beside | None:
    """What is left of a term without an inverse and a matrix that begins (side 1) or ends (side 0) at its index."""
    base = part[0]
    joint = base.at[side] if isinstance(base, Inverse) else None
    if not isinstance(base, Inverse) or not isinstance(joint, Index) or not _only_shared(term, joint):
        return None
    start, end = (base.row, base.column) if side else (base.column, base.row)
    others = [each for each in term.factors if each is not part]
    pattern = [(signature(each), power) for each, power in body.factors]
    for places, used in _matches(pattern, others, {start: joint}):
        gone = {joint, *(places[index] for index in body.dummies)}
        rest = tuple(each for each in others if not any(each is other for other in used))
        if end in places and gone <= set(term.dummies) and _free_of(rest, gone):
            return Beside(rest, tuple(each for each in term.dummies if each not in gone), places[end])
    return None


def _only_shared(term: Term, joint: Index) -> bool:
    """Whether an index is summed and stands at two places only."""
    uses = [index for part in Term(PLAIN, term.factors).positions() for index in simple(part)]
    return joint in term.dummies and uses.count(joint) == 2


def _free_of(factors: tuple[Powered, ...], gone: set[Index]) -> bool:
    """Whether none of the remaining factors uses an index that goes."""
    positions: Iterator[Position] = Term(PLAIN, factors).positions()
    return not any(index in gone for part in positions for index in simple(part))


def _matches(
    pattern: list[tuple[Signature, Exponent]], factors: list[Powered], places: Places
) -> Iterator[tuple[Places, list[Powered]]]:
    """Every way to find the factors of a pattern among those of a term."""
    if not pattern:
        yield places, []
        return
    (sign, power), *rest = pattern
    for part in factors:
        other = signature(part[0])
        if other.key != sign.key or part[1] != power:
            continue
        for at in (other.at, other.at[::-1]) if sign.symmetric else (other.at,):
            more = _extended(places, sign.at, at)
            if more is not None:
                left = [each for each in factors if each is not part]
                yield from ((found, [part, *used]) for found, used in _matches(rest, left, more))


def _extended(places: Places, pattern: tuple[Index, ...], at: tuple[Index, ...]) -> Places | None:
    """The places with those of one more factor, if they agree."""
    more = dict(places)
    for old, new in zip(pattern, at, strict=True):
        if more.setdefault(old, new) != new:
            return None
    return more if len(set(more.values())) == len(more) else None
