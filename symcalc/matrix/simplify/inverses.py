"""A matrix beside its inverse: M⁻¹ M = I, also where M is a product or a sum that occurs as such."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from symcalc.matrix.canonical import Signature, signature
from symcalc.matrix.indices import (
    PLAIN,
    Bracket,
    Delta,
    Exponent,
    Index,
    Inverse,
    Position,
    Powered,
    Term,
    simple,
)

#: Which index of a pattern stands for which of the term.
Places = dict[Index, Index]


def cancelled(term: Term) -> Term | None:
    """The term without the first inverse that stands beside its matrix."""
    uses = Counter(index for part in Term(PLAIN, term.factors).positions() for index in simple(part))
    for part in term.factors:
        base, power = part
        if not isinstance(base, Inverse) or power != PLAIN:
            continue
        for side in (1, 0):
            joint = base.at[side]
            if isinstance(joint, Index) and joint in term.dummies and uses[joint] == 2:
                better = _beside(term, part, base, side)
                if better is not None:
                    return better
    return None


def _beside(term: Term, part: Powered, base: Inverse, side: int) -> Term | None:
    """The term without the inverse, if its matrix begins (side 1) or ends (side 0) at the index they share."""
    start, end = (base.row, base.column) if side else (base.column, base.row)
    others = [each for each in term.factors if each is not part]
    joint = base.at[side]
    if not isinstance(joint, Index):
        return None
    coefficient = term.coefficient
    if len(base.body.terms) == 1:
        body = base.body.terms[0]
        pattern = [(signature(each), power) for each, power in body.factors]
        coefficient /= body.coefficient
        inner = set(body.dummies)
    else:
        pattern, inner = [(signature(Bracket(base.body)), PLAIN)], set()
    for places, used in _matches(pattern, others, {start: joint}):
        gone = {joint, *(places[index] for index in inner)}
        rest = tuple(each for each in others if not any(each is other for other in used))
        if _free_of(rest, gone) and gone <= set(term.dummies) and end in places:
            link = (Delta(base.at[1 - side], places[end]), PLAIN)
            return Term(coefficient, (*rest, link), tuple(each for each in term.dummies if each not in gone))
    return None


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
