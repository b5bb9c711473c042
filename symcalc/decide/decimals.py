"""Certified decimals of a constant: every digit that is given is right, rounded to nearest."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from typing import Final

from flint import arb, ctx, fmpz

from symcalc.decide.ball import compile_balls, enclose
from symcalc.decide.sign import settled, sign
from symcalc.decide.sign.constants import written_out
from symcalc.syntax.tree import Node

#: How often the precision is doubled before the digits are given up.
_DOUBLINGS: Final = 7
_CONTEXT: Final = Context(prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX)
_SMALL: Final = arb(10) ** -400


def decimal(node: Node, digits: int = 15) -> Decimal | None:
    """A constant to so many significant digits; None where it is undefined or the digits could not be certified.

    >>> from symcalc.syntax.tree import Call, integer
    >>> decimal(Call("sqrt", (integer(2),)), 20)
    Decimal('1.4142135623730950488')
    >>> decimal(Call("sin", (Call("log", (integer(1),)),)))
    Decimal('0')
    """
    exact = settled(node)
    if not isinstance(exact, Node):
        return None
    found = _rounded(exact, digits)
    if found is not None:
        return found
    if sign(exact) == 0:
        return Decimal(0)
    written = written_out(exact)
    value = None if written is None else written.rational()
    return None if value is None else _nearest(value, digits)


def decimals_of(nodes: Sequence[Node], digits: int = 15) -> tuple[Decimal | None, ...]:
    """Several constants that share their parts, each as `decimal` has it where its digits do not come out as zeros.

    >>> from symcalc.syntax.tree import Call, integer
    >>> decimals_of([Call("exp", (integer(1),)), integer(2)], 5)
    (Decimal('2.7183'), Decimal('2'))
    """
    found: list[Decimal | None] = [None] * len(nodes)
    precision = 64 + 4 * digits
    for _ in range(_DOUBLINGS):
        with ctx.workprec(precision):
            balls = compile_balls(nodes, ())(())
        known = [_of_ball(ball, digits, precision) if isinstance(ball, arb) else None for ball in balls]
        found = [old if new is None else new for old, new in zip(found, known, strict=True)]
        if None not in found:
            break
        precision *= 2
    return tuple(found)


def _of_ball(value: arb, digits: int, precision: int) -> Decimal | None:
    """The decimal that both ends of a ball round to."""
    shift = _magnitude(value)
    with ctx.workprec(precision):
        near = value * arb(10) ** fmpz(-shift)
        low, high = (_nearest(fraction(end), digits) for end in (near.lower(), near.upper()))
    return low.scaleb(shift, _CONTEXT) if low == high else None


def _rounded(node: Node, digits: int) -> Decimal | None:
    """The decimal that both ends of an enclosure round to."""
    precision = 64 + 4 * digits
    for _ in range(_DOUBLINGS):
        value = enclose(node, {}, precision)
        if isinstance(value, arb):
            found = _of_ball(value, digits, precision)
            if found is not None:
                return found
            if value.contains(0) and sign(node) == 0:
                return Decimal(0)
        precision *= 2
    return None


def _magnitude(value: arb) -> int:
    """About the decimal exponent of a number so large or small that it is not worth writing out as a fraction."""
    size = value.abs_upper()
    if size == 0 or _SMALL < size < 1 / _SMALL:
        return 0
    return int((size.log() / arb(10).log()).mid().floor().fmpz())


def fraction(end: arb) -> Fraction:
    """An end of a ball, exactly.

    >>> fraction(arb(0.75))
    Fraction(3, 4)
    """
    mantissa, exponent = end.mid().man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def _nearest(value: Fraction, digits: int) -> Decimal:
    context = _CONTEXT.copy()
    context.prec = digits
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))
