"""Brackets multiplied out: what cancels then cancels, and equal polynomials in entries become equal."""

from __future__ import annotations

from itertools import product
from math import prod

from symcalc.errors import LimitReached
from symcalc.matrix import algebra
from symcalc.matrix.indices import Bracket, Indexed, Powered, Term, opened
from symcalc.matrix.simplify import simplified

#: A product that would give more terms is refused.
MOST_TERMS = 2000


def expanded(expression: Indexed, most: int = MOST_TERMS) -> Indexed:
    """The sum with every bracket to a whole positive power multiplied out, like terms collected.

    Raises `LimitReached` where that would be more than `most` terms.

    >>> from fractions import Fraction
    >>> from symcalc.matrix.indices import Entry, single
    >>> a, b = single(Entry("a")), single(Entry("b"))
    >>> len(expanded(algebra.power(algebra.add([a, b]), Fraction(2))).terms)
    3
    """
    while True:
        if products(expression) > most:
            raise LimitReached(f"more than {most} terms when multiplied out")
        if not any(_brackets(term) for term in expression.terms):
            return simplified(expression)
        expression = simplified(Indexed(tuple(new for term in expression.terms for new in _multiplied(term))))


def products(expression: Indexed) -> int:
    """How many terms multiplying out gives, before any cancel."""
    return sum(prod(len(body.terms) for body in _brackets(term)) for term in expression.terms)


def _brackets(term: Term) -> list[Indexed]:
    """The bodies of the brackets of a term, each as often as its power says."""
    return [
        base.body for base, power in term.factors if isinstance(base, Bracket) for _ in range(_times((base, power)))
    ]


def _times(part: Powered) -> int:
    """The power of a bracket where it is a whole positive number, else 0."""
    base, power = part
    whole = isinstance(base, Bracket) and not isinstance(power, Indexed) and power.denominator == 1 and power > 0
    return int(power) if whole and not isinstance(power, Indexed) else 0


def _multiplied(term: Term) -> list[Term]:
    """One term for every choice of a term from each bracket."""
    bodies = _brackets(term)
    rest = Term(term.coefficient, tuple(part for part in term.factors if not _times(part)), ())
    choices = product(*(body.terms for body in bodies))
    return [_joined(rest, chosen, term) for chosen in choices]


def _joined(rest: Term, chosen: tuple[Term, ...], term: Term) -> Term:
    """The product of the remaining factors and the chosen terms, under the sums of the whole."""
    parts = [Indexed((rest,)), *(Indexed((opened(each),)) for each in chosen)]
    return algebra.multiply(parts, term.dummies).terms[0]
