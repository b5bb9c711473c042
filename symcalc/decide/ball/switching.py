"""Functions with corners and jumps, and conditions, on balls: a ball across the switch gets all the values."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Final

from flint import arb, fmpq

from symcalc.decide.ball.elementary import magnitude
from symcalc.decide.ball.verdict import UNDEFINED, UNKNOWN, Real, Truth, Undefined, Value, Verdict, ball, is_nan

#: A condition with the value that holds where it is true.
Piece = tuple[Truth, Value]


def sign(x: Real) -> Real:
    """-1, 0 or 1."""
    return step(x, -1, 0, 1)


def heaviside(x: Real) -> Real:
    """0 below 0, 1/2 at 0, 1 above."""
    return step(x, 0, fmpq(1, 2), 1)


def step(x: Real, below: int, at_zero: int | fmpq, above: int) -> Real:
    """A function that jumps at 0."""
    if x > 0:
        return fmpq(above)
    if x < 0:
        return fmpq(below)
    if x == 0:
        return fmpq(at_zero)
    return x if is_nan(x) else arb(below).union(arb(above))


def relu(x: Real) -> Real:
    """max(0, x)."""
    return maximum(x, fmpq(0))


def maximum(a: Real, b: Real) -> Real:
    """The greater of two numbers, exact where it can be told."""
    if a >= b:
        return a
    return b if b >= a else ball(a).max(ball(b))


def minimum(a: Real, b: Real) -> Real:
    """The smaller of two numbers, exact where it can be told."""
    if a <= b:
        return a
    return b if b <= a else ball(a).min(ball(b))


def floor(x: Real) -> Real:
    """The greatest integer that is not above x.

    >>> floor(fmpq(-3, 2)), floor(arb(2.5, 0.25))
    (-2, 2.00000000000000)
    """
    if isinstance(x, fmpq):
        return fmpq(x.floor())
    return x.lower().floor().union(x.upper().floor())


def ceiling(x: Real) -> Real:
    """The least integer that is not below x."""
    return -floor(-x)


def compare(a: Real, b: Real, holds: Callable[[Real, Real], bool], fails: Callable[[Real, Real], bool]) -> Truth:
    """One comparison: certified to hold, certified to fail, or neither."""
    if holds(a, b):
        return True
    if fails(a, b):
        return False
    return UNKNOWN if is_nan(a) or is_nan(b) else None


def apart(a: Real, b: Real) -> bool:
    """Whether two numbers certainly differ."""
    return a < b or a > b


#: Of each operator, what certifies that it holds and what certifies that it fails.
COMPARISONS: Final[dict[str, tuple[Callable[[Real, Real], bool], Callable[[Real, Real], bool]]]] = {
    "<": (operator.lt, operator.ge),
    "<=": (operator.le, operator.gt),
    ">": (operator.gt, operator.le),
    ">=": (operator.ge, operator.lt),
    "==": (operator.eq, apart),
    "!=": (apart, operator.eq),
}


def comparison(symbol: str) -> Callable[[Real, Real], Truth]:
    """The comparison of two balls that an operator stands for."""
    holds, fails = COMPARISONS[symbol]
    return lambda a, b: compare(a, b, holds, fails)


def conjunction(a: Truth, b: Truth) -> Truth:
    """`a and b`: false where either is, whatever the other is."""
    return _joined(a, b, decisive=False)


def disjunction(a: Truth, b: Truth) -> Truth:
    """`a or b`: true where either is, whatever the other is."""
    return _joined(a, b, decisive=True)


def _joined(a: Truth, b: Truth, *, decisive: bool) -> Truth:
    if a is decisive or b is decisive:
        return decisive
    if a is None or b is None:
        return UNKNOWN if isinstance(a, Verdict) or isinstance(b, Verdict) else None
    for verdict in (UNKNOWN, UNDEFINED):
        if a is verdict or b is verdict:
            return verdict
    return not decisive


def denial(a: Truth) -> Truth:
    """`not a`."""
    return not a if isinstance(a, bool) else a


def piece(condition: Truth, value: Value) -> Piece:
    """A piece of a piecewise function, to be chosen from later."""
    return condition, value


def choose(first: Piece, rest: Value) -> Value:
    """The value of the first piece where its condition holds, else what the rest says; of a ball, all of them."""
    condition, value = first
    if condition is True:
        return value
    if condition is False:
        return rest
    if condition is UNDEFINED:
        return UNDEFINED
    if value is UNDEFINED and rest is UNDEFINED:
        return UNDEFINED
    if condition is UNKNOWN or isinstance(value, Verdict) or isinstance(rest, Verdict):
        return arb.nan()
    return either(value, rest)


def either(a: Value, b: Value) -> Value:
    """What holds both values; of two truths that differ, neither."""
    if isinstance(a, (arb, fmpq)) and isinstance(b, (arb, fmpq)):
        return a if a is b or (isinstance(a, fmpq) and isinstance(b, fmpq) and a == b) else ball(a).union(ball(b))
    return a if a is b else None


def nowhere() -> Verdict:
    """What is left after the last piece: no value."""
    return UNDEFINED


def integral(x: Real) -> Truth:
    """Whether a number is an integer."""
    if isinstance(x, fmpq):
        return bool(x.q == 1)
    if x.is_exact() and x.is_integer():
        return True
    if x.is_finite() and not x.contains_integer():
        return False
    return UNKNOWN if is_nan(x) else None


def defined(value: Value) -> Value:
    """The value, raised where it is none."""
    if value is UNDEFINED:
        raise Undefined
    return value


#: The operations that have a say where an argument has no value.
READ_VERDICTS: Final[frozenset[object]] = frozenset({conjunction, disjunction, denial, piece, choose, defined})


SWITCHING: dict[str, Callable[[Real], Real]] = {
    "abs": magnitude,
    "sign": sign,
    "heaviside": heaviside,
    "relu": relu,
    "floor": floor,
    "ceil": ceiling,
}
