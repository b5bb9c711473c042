"""Terms simplified one by one, and like terms collected."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from symcalc.matrix import algebra, composite
from symcalc.matrix.canonical import signature, term_key
from symcalc.matrix.indices import (
    PLAIN,
    ZERO,
    Apply,
    Bracket,
    Determinant,
    Exponent,
    Factor,
    Indexed,
    Inverse,
    Kronecker,
    Powered,
    Softmax,
    Stacked,
    Term,
    constant,
    single,
)
from symcalc.matrix.positions import Index, Position, simple
from symcalc.matrix.simplify import functions, matrices
from symcalc.matrix.simplify.deltas import contracted, resolved
from symcalc.matrix.simplify.rules import rewritten


def simplified(expression: Indexed) -> Indexed:
    """An equal expression, as short as the rules make it without multiplying out.

    >>> from symcalc.matrix.indices import Entry
    >>> c = single(Entry("c"))
    >>> simplified(algebra.add([c, c])).terms[0].coefficient
    Fraction(2, 1)
    """
    return like_terms(algebra.add(simplified_term(term) for term in expression.terms))


def like_terms(expression: Indexed) -> Indexed:
    """Terms that differ by a number only, added up, each in the place of the first."""
    if len(expression.terms) < 2:
        return Indexed(tuple(term for term in expression.terms if term.coefficient))
    free = {index: f"@{index.number}" for part in expression.positions() for index in simple(part)}
    found: dict[str, Term] = {}
    for term in expression.terms:
        key = term_key(term, free)
        same = found.get(key)
        total = term.coefficient + (same.coefficient if same else 0)
        found[key] = Term(total, (same or term).factors, (same or term).dummies)
    return Indexed(tuple(term for term in found.values() if term.coefficient))


def simplified_term(term: Term) -> Indexed:
    """A term whose factors are simplified, δ contracted, equal factors merged, identities applied."""
    parts = [_powered(base, power) for base, power in resolved(term).factors]
    whole = algebra.scaled(algebra.multiply(parts, term.dummies), term.coefficient)
    if not whole.terms:
        return ZERO
    new = merged(contracted(whole.terms[0]))
    better = rewritten(new) or _without_sums(new)
    if better is not None:
        return simplified_term(better)
    return algebra.add([Indexed((new,))])


def merged(term: Term) -> Term:
    """Equal factors as one, their exponents added."""
    powers: dict[tuple[str, tuple[Index, ...]], Powered] = {}
    for base, power in term.factors:
        sign = signature(base)
        at = tuple(sorted(sign.at, key=lambda index: index.number)) if sign.symmetric else sign.at
        known = powers.get((sign.key, at))
        powers[sign.key, at] = (known[0], _sum(known[1], power)) if known else (base, power)
    return Term(term.coefficient, tuple(part for part in powers.values() if part[1] != 0), term.dummies)


def _sum(left: Exponent, right: Exponent) -> Exponent:
    """The sum of two exponents."""
    if not isinstance(left, Indexed) and not isinstance(right, Indexed):
        return left + right
    parts = [part if isinstance(part, Indexed) else constant(part) for part in (left, right)]
    total = simplified(algebra.add(parts))
    return total if total.number is None else total.number


def _powered(base: Factor, power: Exponent) -> Indexed:
    """A power of a factor, simplified."""
    if isinstance(power, Indexed):
        power = simplified(power)
    return algebra.power(simplified_factor(base), power)


@lru_cache(maxsize=16384)
def simplified_factor(base: Factor) -> Indexed:
    """A factor whose parts are simplified."""
    match base:
        case Bracket(body):
            return simplified(body)
        case Apply(function, arguments):
            return functions.applied(function, tuple(map(simplified, arguments)))
        case Inverse(body, row, column, at):
            return matrices.inverse(simplified(body), row, column, at)
        case Determinant(body, row, column):
            return matrices.determinant(simplified(body), row, column)
        case Softmax(body, slot, at):
            return _softmax(simplified(body), slot, at)
        case Kronecker(left, right, slots, spots):
            whole = Kronecker(simplified(left), simplified(right), slots, spots)
            return composite.kronecker(whole) if composite.ready(whole) else single(whole)
        case Stacked(body, row, column, at):
            pile = Stacked(simplified(body), row, column, at)
            return composite.stacked(pile) if composite.ready(pile) else single(pile)
    return single(base)


def _softmax(body: Indexed, slot: Index, at: Position) -> Indexed:
    """An entry of a softmax: of equal entries each is 1 over their number."""
    if slot not in {index for position in body.positions() for index in simple(position)}:
        return algebra.reciprocal(slot.size)
    return single(Softmax(body, slot, at))


def _without_sums(term: Term) -> Term | None:
    """A sum over a bracket alone, where its terms make one or none: the deviations from a mean add up to 0."""
    for part in term.factors:
        base, power = part
        if not isinstance(base, Bracket) or power != PLAIN:
            continue
        inside = {index for position in base.positions() for index in simple(position)}
        others = Term(PLAIN, tuple(each for each in term.factors if each is not part)).positions()
        own = inside & set(term.dummies) - {index for position in others for index in simple(position)}
        if own:
            whole = _summed(base.body, tuple(index for index in term.dummies if index in own))
            if len(whole.terms) < 2:
                rest = tuple(each for each in term.factors if each is not part)
                outside = Term(term.coefficient, rest, tuple(index for index in term.dummies if index not in own))
                return _one_term(algebra.multiply([Indexed((outside,)), whole]))
    return None


def _summed(body: Indexed, dummies: tuple[Index, ...]) -> Indexed:
    """The sum over a bracket, term by term."""
    return simplified(
        Indexed(tuple(Term(each.coefficient, each.factors, each.dummies + dummies) for each in body.terms))
    )


def _one_term(whole: Indexed) -> Term:
    return whole.terms[0] if whole.terms else Term(Fraction(0))
