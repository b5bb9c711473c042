"""Sums, products and powers in index notation, before anything is simplified."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from symcalc.matrix.indices import (
    PLAIN,
    ZERO,
    Apply,
    Bracket,
    Delta,
    Entry,
    Exponent,
    Indexed,
    Powered,
    Surd,
    Term,
    constant,
    opened,
    single,
)
from symcalc.matrix.positions import Index, Position
from symcalc.matrix.size import Size

#: Roots beyond this, and of numbers with more bits, are not looked for.
HIGHEST_ROOT = 6
LONGEST = 500


def add(parts: Iterable[Indexed]) -> Indexed:
    """The sum; a bracket that is a term by itself is opened.

    >>> add([constant(1), constant(2)]).terms[1].coefficient
    Fraction(2, 1)
    """
    return Indexed(tuple(term for part in parts for whole in part.terms for term in _unwrapped(whole)))


def _unwrapped(term: Term) -> Iterable[Term]:
    """The terms of a lone bracket times a number, or the term itself."""
    lone = Term(PLAIN, term.factors, term.dummies).alone()
    if isinstance(lone, Bracket):
        return [inner.times(term.coefficient) for inner in lone.body.terms]
    return [term]


def scaled(part: Indexed, number: Fraction | int) -> Indexed:
    """A multiple."""
    return Indexed(tuple(term.times(Fraction(number)) for term in part.terms)) if number else ZERO


def multiply(parts: Iterable[Indexed], dummies: Iterable[Index | None] = ()) -> Indexed:
    """The product as one term, summed over the dummies; a factor that is a sum goes into a bracket."""
    coefficient = Fraction(1)
    factors: list[Powered] = []
    summed = [index for index in dummies if index is not None]
    for part in parts:
        if not part.terms:
            return ZERO
        term = opened(part.terms[0]) if len(part.terms) == 1 else Term(PLAIN, ((Bracket(part), PLAIN),))
        coefficient *= term.coefficient
        factors += term.factors
        summed += term.dummies
    return Indexed((Term(coefficient, tuple(factors), tuple(summed)),))


def power(base: Indexed, exponent: Exponent) -> Indexed:
    """base^exponent; a whole exponent goes to the factors of a single term, any other keeps the base together."""
    if isinstance(exponent, Indexed) and exponent.number is not None:
        exponent = exponent.number
    if exponent in (0, 1):
        return base if exponent == 1 else constant(1)
    number = base.number
    if number is not None:
        return _power_of_number(number, exponent)
    if len(base.terms) == 1 and not base.terms[0].dummies:
        distributed = _distributed(base.terms[0], exponent)
        if distributed:
            return distributed
    return single(Bracket(base), exponent)


def _power_of_number(number: Fraction, exponent: Exponent) -> Indexed:
    if isinstance(exponent, Fraction) and exponent.denominator == 1 and (number or exponent > 0):
        return constant(number ** int(exponent))
    if number == 1:
        return constant(1)
    root = exact_root(number, exponent) if isinstance(exponent, Fraction) else None
    return constant(root) if root is not None else single(Surd(number), exponent)


def exact_root(number: Fraction, exponent: Fraction) -> Fraction | None:
    """A rational power of a positive rational number, where that is rational.

    >>> exact_root(Fraction(4, 9), Fraction(-1, 2))
    Fraction(3, 2)
    """
    small = max(number.numerator, number.denominator).bit_length() < LONGEST
    if number <= 0 or exponent.denominator > HIGHEST_ROOT or not small:
        return None
    parts = [round(part ** (1 / exponent.denominator)) for part in (number.numerator, number.denominator)]
    root = Fraction(parts[0], parts[1])
    return root**exponent.numerator if root**exponent.denominator == number else None


def _distributed(term: Term, exponent: Exponent) -> Indexed | None:
    """The power of a product factor by factor, where that holds for all real bases."""
    if not isinstance(exponent, Indexed) and exponent.denominator == 1:
        factors = [(base, _product(inner, exponent)) for base, inner in term.factors]
        powers = tuple((base, power) for base, power in factors if power is not None)
        if len(powers) == len(factors):
            return Indexed((Term(term.coefficient ** int(exponent), powers),))
    if term.coefficient == 1 and len(term.factors) == 1:
        return _nested(term.factors[0], exponent)
    return None


def _product(left: Exponent, right: Fraction) -> Fraction | None:
    """The product of two exponents that are numbers."""
    return None if isinstance(left, Indexed) else left * right


def _nested(powered: Powered, exponent: Exponent) -> Indexed | None:
    """(b^p)^q = b^(p q) where b^p is defined for positive b only, or changes sign with b."""
    base, inner = powered
    if inner == PLAIN:
        return single(base, exponent)
    if isinstance(inner, Indexed) or isinstance(exponent, Indexed):
        return None
    keeps_sign = inner.denominator != 1 or inner.numerator % 2 == 1
    return single(base, inner * exponent) if keeps_sign else None


def apply(function: str, *arguments: Indexed) -> Indexed:
    """A function entry by entry."""
    return single(Apply(function, arguments))


def delta(left: Position | None, right: Position | None) -> Indexed:
    """δ, where an index that a single row or column does not have is 1."""
    return single(Delta(left, right)) if left is not None and right is not None else constant(1)


def reciprocal(size: Size) -> Indexed:
    """1 over a size.

    >>> from symcalc.matrix.size import size
    >>> reciprocal(size(4)).number
    Fraction(1, 4)
    """
    names = [single(Entry(name), Fraction(-1)) for name in size.symbols]
    return multiply([constant(Fraction(1, size.small)), *names])
