"""Trees at a point: the coordinates put in, and what is rational worked out; for functions too large to be tidied.

A part is visited once, so this takes time in proportion to the distinct parts; a number of more than `BITS` bits is
not worked out, so that no part takes long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isqrt

from symcalc.syntax.tree import (
    Array,
    Call,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    rational,
    rewrite,
)

#: The most bits of a number that is worked out.
BITS = 4096
_ZERO, _ONE = Fraction(0), Fraction(1)
#: Rational values of functions at rational arguments.
_KNOWN = {
    **{(name, _ZERO): _ZERO for name in ("sin", "tan", "sinh", "tanh", "atan", "asinh", "atanh", "asin", "erf")},
    **{(name, _ZERO): _ONE for name in ("exp", "cos", "cosh", "sec", "sech")},
    **{(name, _ONE): _ZERO for name in ("log", "log2", "log10", "acosh")},
}


def folded(trees: Sequence[Node], point: Mapping[str, Node]) -> tuple[Node, ...]:
    """The trees at a point, what is rational in them as one number; they share what they shared.

    Every part is taken to have a value there: a product with 0 is 0.

    >>> from symcalc.syntax import parse_expression, written
    >>> [written(tree) for tree in folded([parse_expression("3 x^2 + y sin(x - 2)")], {"x": rational(Fraction(2))})]
    ['12']
    """
    folding = _Folding()
    there = {name: rewrite(value, folding.fold) for name, value in point.items()}

    def change(part: Node) -> Node:
        return there.get(part.name, part) if isinstance(part, Name) else folding.fold(part)

    return rewrite(Array(tuple(trees)), change).children()


class _Folding:
    """What is known of the rational parts of trees."""

    def __init__(self) -> None:
        self.numbers: dict[int, Fraction] = {}
        self.kept: list[Node] = []  # so that the id of a number stays its own

    def fold(self, part: Node) -> Node:
        """A part over folded parts: a number where it is rational."""
        if isinstance(part, Number):
            return self.known(part, part.value)
        known = [self.numbers.get(id(child)) for child in part.children()]
        if not any(value is not None for value in known):
            return part
        value, rest = _value(part, known)
        if value is None or max(value.numerator.bit_length(), value.denominator.bit_length()) > BITS:
            return rest
        return self.known(rational(value), value)

    def known(self, number: Node, value: Fraction) -> Node:
        """A number, remembered as such."""
        self.numbers[id(number)] = value
        self.kept.append(number)
        return number


def _value(part: Node, known: list[Fraction | None]) -> tuple[Fraction | None, Node]:
    """The rational value of a part, or None and what is left of the part; `known` are the values of its parts."""
    match part:
        case Sum(terms):
            return _sum(part, terms, known)
        case Product(factors):
            return _product(part, factors, known)
        case Negative() if known[0] is not None:
            return -known[0], part
        case Quotient() if known[0] is not None and (known[0] == 0 or known[1]):
            return (known[0] / known[1] if known[1] else _ZERO), part
        case Power():
            return _power(known), part
        case Call("sqrt", (_,)) if known[0] is not None:
            return _root(known[0]), part
        case Call(function, (_,)) if known[0] is not None:
            return _KNOWN.get((function, known[0])), part
    return None, part


def _sum(part: Node, terms: tuple[Node, ...], known: list[Fraction | None]) -> tuple[Fraction | None, Node]:
    number = sum((value for value in known if value is not None), _ZERO)
    others = [term for term, value in zip(terms, known, strict=True) if value is None]
    if not others:
        return number, part
    left = [*others, rational(number)] if number else others
    return None, left[0] if len(left) == 1 else Sum(tuple(left))


def _product(part: Node, factors: tuple[Node, ...], known: list[Fraction | None]) -> tuple[Fraction | None, Node]:
    number = _ONE
    for value in known:
        number = number if value is None else number * value
    others = [factor for factor, value in zip(factors, known, strict=True) if value is None]
    if not others or not number:
        return number, part
    left = others if number == 1 else [rational(number), *others]
    return None, left[0] if len(left) == 1 else Product(tuple(left))


def _power(known: list[Fraction | None]) -> Fraction | None:
    """A whole power of a number, where it is not too long."""
    base, exponent = known
    if base is None or exponent is None or exponent.denominator != 1 or (not base and exponent <= 0):
        return None
    bits = max(base.numerator.bit_length(), base.denominator.bit_length())
    return base**exponent.numerator if bits * abs(exponent) <= BITS else None


def _root(number: Fraction) -> Fraction | None:
    """The square root of a number, where it is rational."""
    if number < 0:
        return None
    top, bottom = isqrt(number.numerator), isqrt(number.denominator)
    return Fraction(top, bottom) if (top * top, bottom * bottom) == number.as_integer_ratio() else None
