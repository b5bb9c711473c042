"""A normal form in index notation: equal forms mean equal values wherever both sides have one.

Products are multiplied out, exponentials and logarithms split, absolute values, steps and inverses reduced. Some
rules widen the domain (log(u v) becomes log|u| + log|v|): what they give agrees with the expression where that has
a value, which is what an equality is about.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import ceil, floor

from symcalc.errors import LimitReached
from symcalc.matrix import algebra, composite
from symcalc.matrix.canonical import signature
from symcalc.matrix.identity.factors import normal_apply, normal_determinant, normal_power
from symcalc.matrix.identity.reduction import reduced
from symcalc.matrix.indices import (
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
    Surd,
    Term,
    constant,
    single,
)
from symcalc.matrix.positions import new, simple
from symcalc.matrix.simplify.deltas import contracted
from symcalc.matrix.simplify.functions import applied
from symcalc.matrix.simplify.matrices import inverse
from symcalc.matrix.simplify.terms import like_terms, merged

#: Terms of one sum, and highest power of a bracket, that are still multiplied out.
MOST_TERMS = 1500
HIGHEST_POWER = 8
#: Rounds of rewriting; every rule shortens, so few are needed.
MOST_ROUNDS = 60
#: Denominators that are cleared from a difference.
MOST_DENOMINATORS = 8


def normal(expression: Indexed) -> Indexed:
    """The normal form of an entry.

    >>> from symcalc.matrix.indices import Entry
    >>> a, b = single(Entry("a")), single(Entry("b"))
    >>> square = algebra.power(algebra.add([a, b]), Fraction(2))
    >>> len(normal(square).terms)
    3
    """
    for _ in range(MOST_ROUNDS):
        terms = [new_term for term in expression.terms for new_term in _normal_term(term).terms]
        if len(terms) > MOST_TERMS:
            raise LimitReached(f"more than {MOST_TERMS} terms in a normal form")
        collected = like_terms(Indexed(tuple(terms)))
        again = [better for term in collected.terms if (better := reduced(term)) is not None]
        if not again:
            return collected
        done = [term for term in collected.terms if reduced(term) is None]
        expression = Indexed((*done, *(term for whole in again for term in whole.terms)))
    raise LimitReached("a normal form that does not settle")


def _normal_term(term: Term) -> Indexed:
    """A term multiplied out, its factors in normal form, δ contracted, equal factors merged."""
    sums = [normal_factor(base, power) for base, power in term.factors]
    count = 1
    for each in sums:
        count *= len(each.terms)
        if count > MOST_TERMS:
            raise LimitReached(f"more than {MOST_TERMS} terms in a normal form")
    found = []
    for chosen in product(*(each.terms for each in sums)):
        whole = algebra.multiply([Indexed((part,)) for part in chosen], term.dummies)
        found += [merged(contracted(part.times(term.coefficient))) for part in whole.terms]
    return Indexed(tuple(found))


@lru_cache(maxsize=8192)
def normal_factor(base: Factor, power: Exponent) -> Indexed:
    """A power of a factor in normal form, multiplied out where it is a sum to a whole power."""
    if isinstance(power, Indexed):
        power = normal(power)
        power = power if power.number is None else power.number
    whole = _normal_base(base)
    if isinstance(power, Indexed) or not 1 <= power <= HIGHEST_POWER:
        return normal_power(whole, power)
    rest = power - floor(power)
    return _multiplied([*([whole] * floor(power)), *([normal_power(whole, rest)] if rest else [])])


def _multiplied(sums: list[Indexed]) -> Indexed:
    """The product of several sums, term by term."""
    found = constant(1)
    for each in sums:
        pairs = product(found.terms, each.terms)
        parts = [algebra.multiply([Indexed((left,)), Indexed((right,))]) for left, right in pairs]
        found = Indexed(tuple(term for part in parts for term in part.terms))
        if len(found.terms) > MOST_TERMS:
            raise LimitReached(f"more than {MOST_TERMS} terms in a normal form")
    return found


def _normal_base(base: Factor) -> Indexed:
    match base:
        case Bracket(body):
            return normal(body)
        case Apply(function, arguments):
            return _normal_function(function, arguments)
        case Inverse(body, row, column, at):
            return inverse(normal(body), row, column, at)
        case Determinant(body, row, column):
            return normal_determinant(normal(body), row, column)
        case Softmax(body, slot, at):
            return normal(_quotient(Softmax(body, slot, at)))
        case Kronecker():
            return normal(composite.kronecker(base))
        case Stacked():
            return normal(composite.stacked(base))
        case Surd(value):
            return constant(value)
    return single(base)


def _normal_function(function: str, arguments: tuple[Indexed, ...]) -> Indexed:
    """A function of entries: what undoes the other first, then by simpler functions of normal arguments."""
    undone = applied(function, arguments)
    if not _is(undone, Apply(function, arguments)):
        return normal(undone)
    inside = tuple(map(normal, arguments))
    split = normal_apply(function, inside)
    return split if _is(split, Apply(function, inside)) else normal(split)


def _is(whole: Indexed, factor: Factor) -> bool:
    """Whether an expression is that factor alone, dummies renamed."""
    lone = whole.terms[0].alone() if len(whole.terms) == 1 else None
    return lone is not None and signature(lone).key == signature(factor).key


def _quotient(base: Softmax) -> Indexed:
    """exp(u_i) over the sum of exp(u_k)."""
    other = new(base.slot.size)
    above = algebra.apply("exp", base.body.rename({base.slot: base.at}))
    below = algebra.multiply([algebra.apply("exp", base.body.rename({base.slot: other}))], [other])
    return algebra.multiply([above, algebra.power(below, Fraction(-1))])


def same(left: Indexed, right: Indexed) -> bool:
    """Whether two entries are equal wherever both have a value: the difference is 0, denominators taken away."""
    difference = normal(algebra.add([left, algebra.scaled(right, -1)]))
    for _ in range(MOST_DENOMINATORS):
        below = denominator(difference)
        if below is None:
            return not difference.terms
        terms = (merged(Term(term.coefficient, (*term.factors, below), term.dummies)) for term in difference.terms)
        difference = normal(Indexed(tuple(terms)))
    return not difference.terms


def denominator(whole: Indexed) -> Powered | None:
    """A bracket with a negative power that is no part of a sum, to the power that clears it."""
    free = {index for part in whole.positions() for index in simple(part)}
    for term in whole.terms:
        for base, power in term.factors:
            if isinstance(base, Bracket) and not isinstance(power, Indexed) and power < 0:
                places = {index for part in base.positions() for index in simple(part)}
                if places <= free:
                    return base, Fraction(ceil(-power))
    return None
