"""Products and sums put together the way people write them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symcalc.syntax.tree import Negative, Node, Number, Power, Product, Quotient, Sum, integer

ZERO, ONE = integer(0), integer(1)


def times(coefficient: Node, factors: Sequence[Node]) -> Node:
    """A coefficient before factors: no 1, the sign in front, a fraction's denominator below everything.

    >>> from symcalc.syntax.written import written
    >>> from symcalc.syntax.tree import Name
    >>> written(times(Negative(Quotient(integer(3), integer(2))), [Name("t")]))
    '-3*t/2'
    """
    match coefficient:
        case Negative(operand):
            return Negative(times(operand, factors))
        case Quotient(top, bottom) if factors:
            return Quotient(times(top, factors), bottom)
        case Number(value) if value.denominator > 1 and factors:
            return Quotient(times(integer(value.numerator), factors), integer(value.denominator))
        case Product(inner):
            parts: list[Node] = [*inner, *factors]
        case _:
            parts = list(factors) if coefficient == ONE and factors else [coefficient, *factors]
    return parts[0] if len(parts) == 1 else Product(tuple(parts))


def power(base: Node, exponent: int) -> Node:
    """A power, without an exponent of 1."""
    return base if exponent == 1 else Power(base, integer(exponent))


def total(terms: Sequence[Node]) -> Node:
    """A sum of any number of terms, without zeros."""
    kept = [term for term in terms if term != ZERO]
    return Sum(tuple(kept)) if len(kept) > 1 else kept[0] if kept else Number(Fraction(0))
