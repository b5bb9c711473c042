"""Products and sums put together the way people write them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symcalc.calculus.critical.search.bounds import rational_of
from symcalc.syntax.tree import Call, Negative, Node, Number, Power, Product, Quotient, Sum, integer, rational

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


def plainly(node: Node) -> Node:
    """A constant with powers and reciprocals of exponentials as exponentials: `exp(-1)`, not `1/exp(1/2)**2`.

    >>> from symcalc.syntax import parse_expression
    >>> from symcalc.syntax.written import written
    >>> written(plainly(parse_expression("-3/(2 exp(1/2)^2)")))
    '-3*exp(-1)/2'
    """
    inner = node.map(plainly)
    match inner:
        case Power(base, Number(exponent)) if _is_exponential(base):
            return _exponential(_exponent(base) * exponent)
        case Quotient(top, bottom):
            return _over(top, bottom)
    return inner


def _exponential(value: Fraction) -> Node:
    return Call("exp", (rational(value),)) if value else ONE


def _over(top: Node, bottom: Node) -> Node:
    """A quotient, exponentials below taken above."""
    factors = bottom.factors if isinstance(bottom, Product) else (bottom,)
    below = [f for f in factors if not _is_exponential(f)]
    above = [_exponential(-_exponent(f)) for f in factors if _is_exponential(f)]
    if not above:
        return Quotient(top, bottom)
    whole = Negative(_product(top.operand, above)) if isinstance(top, Negative) else _product(top, above)
    rest = below[0] if len(below) == 1 else Product(tuple(below)) if below else None
    if rest is None:
        return whole
    return Negative(Quotient(whole.operand, rest)) if isinstance(whole, Negative) else Quotient(whole, rest)


def _is_exponential(node: Node) -> bool:
    return rational_exponent(node) is not None


def rational_exponent(node: Node) -> Fraction | None:
    """The rational number of which an exponential is taken, if it is one."""
    return rational_of(node.arguments[0]) if isinstance(node, Call) and node.function == "exp" else None


def _exponent(node: Node) -> Fraction:
    return rational_exponent(node) or Fraction(0)


def _product(top: Node, above: Sequence[Node]) -> Node:
    front = [] if top == ONE else list(top.factors) if isinstance(top, Product) else [top]
    parts = [*front, *above]
    return parts[0] if len(parts) == 1 else Product(tuple(parts))
