"""Arithmetic on trees, as derivatives need it: what is 0 or 1 is left out, numbers stand in front."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symcalc.syntax.tree import Negative, Node, Number, Power, Product, Quotient, Sum, rational

UNIT = Fraction(1)
ZERO, ONE = Number(Fraction(0)), Number(UNIT)


def total(terms: Sequence[Node]) -> Node:
    """The sum of some terms, which may be one or none.

    >>> total([])
    Number(value=Fraction(0, 1), unit=None)
    """
    if not terms:
        return ZERO
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def product(left: Node, right: Node) -> Node:
    """The product of two trees: a number and a minus in front, a reciprocal as a quotient.

    >>> from symcalc.syntax import parse_expression, written
    >>> from symcalc.syntax.tree import Name
    >>> written(product(parse_expression("-2 x"), parse_expression("3 y"))), written(product(ONE, Name("x")))
    ('-6*(x*y)', 'x')
    """
    if isinstance(left, Negative):
        return negated(product(left.operand, right))
    if isinstance(right, Negative):
        return negated(product(left, right.operand))
    (first, left), (second, right) = with_number(left), with_number(right)
    number = second if first is UNIT else first if second is UNIT else first * second
    return multiple(number, joined(left, right))


def with_number(node: Node) -> tuple[Fraction, Node]:
    """A tree as a number times the rest, where the number stands in front.

    >>> from symcalc.syntax.tree import Name
    >>> with_number(Product((Number(Fraction(2)), Name("x"))))
    (Fraction(2, 1), Name(name='x'))
    """
    match node:
        case Number(value):
            return value, ONE
        case Product((Number(value), rest)):
            return value, rest
    return UNIT, node


def multiple(number: Fraction, node: Node) -> Node:
    """A number times a tree that has none in front.

    >>> from symcalc.syntax.tree import Name
    >>> multiple(Fraction(1), Name("x"))
    Name(name='x')
    """
    if number is UNIT or number == UNIT:
        return node
    if node is ONE:
        return rational(number)
    return (
        Product((Number(number), node))
        if number.denominator == 1
        else Quotient(multiple(Fraction(number.numerator), node), Number(Fraction(number.denominator)))
    )


def joined(left: Node, right: Node) -> Node:
    """The product of two trees without numbers in front."""
    if left is ONE:
        return right
    if right is ONE:
        return left
    if isinstance(left, Quotient) and left.numerator == ONE:
        return Quotient(right, left.denominator)
    if isinstance(right, Quotient) and right.numerator == ONE:
        return Quotient(left, right.denominator)
    return Product((left, right))


def negated(node: Node) -> Node:
    """Minus a tree.

    >>> from symcalc.syntax.tree import Name
    >>> negated(Negative(Name("x")))
    Name(name='x')
    """
    return node.operand if isinstance(node, Negative) else Negative(node)


def divided(top: Node, bottom: Node) -> Node:
    """A quotient, with the minus and the number in front.

    >>> from symcalc.syntax.tree import Name
    >>> divided(Negative(Name("x")), Name("y"))
    Negative(operand=Quotient(numerator=Name(name='x'), denominator=Name(name='y')))
    """
    if isinstance(top, Negative):
        return negated(divided(top.operand, bottom))
    return Quotient(top, bottom)


def raised(base: Node, exponent: Node) -> Node:
    """A power, below the line where the exponent is negative.

    >>> from symcalc.syntax.tree import Name
    >>> raised(Name("x"), Negative(ONE))
    Quotient(numerator=Number(value=Fraction(1, 1), unit=None), denominator=Name(name='x'))
    """
    if exponent == ONE:
        return base
    if exponent == ZERO:
        return ONE
    if isinstance(exponent, Negative):
        return Quotient(ONE, raised(base, exponent.operand))
    return Power(base, exponent)


def less_one(exponent: Node) -> Node:
    """An exponent lowered by 1, computed where it is a number.

    >>> less_one(Number(Fraction(3)))
    Number(value=Fraction(2, 1), unit=None)
    """
    value = number(exponent)
    return Sum((exponent, Negative(ONE))) if value is None else rational(value - 1)


def number(node: Node) -> Fraction | None:
    """The value of a written whole number or fraction, with its sign; None for anything else.

    >>> number(Negative(Quotient(ONE, Number(Fraction(2)))))
    Fraction(-1, 2)
    """
    match node:
        case Number(value):
            return value
        case Quotient(Number(top), Number(bottom)) if bottom:
            return top / bottom
        case Negative(operand):
            value_below = number(operand)
            return None if value_below is None else -value_below
    return None


def scaled(factor: Fraction, node: Node) -> Node:
    """A number, which may be negative or 0, times a tree that has none in front.

    >>> scaled(Fraction(-2), ONE)
    Negative(operand=Number(value=Fraction(2, 1), unit=None))
    """
    if not factor:
        return ZERO
    return negated(multiple(-factor, node)) if factor < 0 else multiple(factor, node)
