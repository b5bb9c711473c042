"""Numbers, powers and products as trees, in the one form in which the parser makes them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from symcalc.errors import RankFault, ShapeFault, SyntaxFault
from symcalc.syntax.tokens import Token
from symcalc.syntax.tree import Array, Call, Constant, Name, Negative, Node, Number, Power, Product, Span

ONE = Number(Fraction(1))
TWO = Number(Fraction(2))
TEN = Number(Fraction(10))
E = Constant("e")


def number(token: Token) -> Number:
    """The exact value of a number as written; a decimal knows the place of its last digit.

    >>> number(Token("number", "2.50", 0, 4)).unit
    Fraction(1, 100)
    """
    text = token.text
    if text.isdigit():
        return Number(_whole(text), span=token.span)
    mantissa, _, exponent = text.lower().partition("e")
    whole, _, decimals = mantissa.partition(".")
    unit = Fraction(10) ** (int(exponent or 0) - len(decimals))
    return Number(int(whole + decimals) * unit, unit=unit, span=token.span)


@lru_cache(maxsize=1024)
def _whole(digits: str) -> Fraction:
    return Fraction(int(digits))


def raised(token: Token) -> Node:
    """A raised exponent: `²`, `⁻¹`, `ⁿ`.

    >>> raised(Token("superscript", "-1", 1, 3))
    Negative(operand=Number(value=Fraction(1, 1), unit=None))
    """
    sign, text = ("-", token.text[1:]) if token.text[0] in "+-" else ("", token.text)
    if text.isdigit():
        node: Node = Number(Fraction(int(text)), span=token.span)
    elif text in {"n", "i"}:
        node = Name(text, span=token.span)
    else:
        raise SyntaxFault(f"'{token.text}' is no exponent", span=token.span)
    return Negative(node, span=token.span) if sign and token.text[0] == "-" else node


def power(base: Node, exponent: Node, span: Span, *, keep: bool = False) -> Node:
    """A power; one of e is `exp`, unless they are to be kept apart (of a matrix the two differ)."""
    if base == E and not keep:
        return exponential(exponent, span)
    return Power(base, exponent, span=span)


def exponential(exponent: Node, span: Span) -> Node:
    """`exp(x)`, where `exp(1)` is the constant e."""
    return Constant("e", span=span) if exponent == ONE else Call("exp", (exponent,), span=span)


def product(factors: Sequence[Node]) -> Node:
    """One factor as it is, several as one product."""
    if len(factors) == 1:
        return factors[0]
    return Product(tuple(factors), span=Span(factors[0].span.start, factors[-1].span.end))


def rows(items: tuple[Node, ...], span: Span) -> Array:
    """A vector, or a matrix where the items are rows, which are equally long.

    >>> rows((Array((ONE,)), ONE), Span(0, 8))
    Traceback (most recent call last):
    symcalc.errors.ShapeFault: some items of this list are rows and some are not
    """
    lengths = {len(item.items) for item in items if isinstance(item, Array)}
    if lengths and not all(isinstance(item, Array) for item in items):
        raise ShapeFault("some items of this list are rows and some are not", span=span)
    if len(lengths) > 1:
        raise ShapeFault(f"the rows of this matrix have {' and '.join(map(str, sorted(lengths)))} entries", span=span)
    if any(isinstance(entry, Array) for item in items if isinstance(item, Array) for entry in item.items):
        raise RankFault("a list of matrices is no vector and no matrix", span=span)
    return Array(items, span=span)
