"""Sums, products, quotients and powers of balls, with the domains of the language.

A function is raised as `Undefined` where a ball lies wholly outside its domain and answers NaN
where the ball touches the edge; NaN travels on through everything that follows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from flint import arb, fmpq, fmpz

from symcalc.decide.ball.verdict import EXACT_BITS, Real, Undefined, ball, bounded

NAN: Final = arb.nan()
#: Above this many bits an integer exponent is treated as a real number: repeated squaring would take too long.
EXPONENT_BITS: Final = 64
HUGE: Final = 2**EXPONENT_BITS
#: A ball with fewer correct bits than this is evaluated at its ends, which costs more and is tighter.
THIN_BITS: Final = 16

#: A ball with as many correct bits excludes 0, and its powers are tight enough from its midpoint.
SLIM_BITS: Final = 4


def thin(x: arb) -> bool:
    """Whether a ball is so narrow that evaluating its midpoint loses nothing (it then excludes 0, or is 0)."""
    return x.rel_accuracy_bits() > THIN_BITS


def add(a: Real, b: Real) -> Real:
    """The sum; exact where both are."""
    return bounded(a + b)


def subtract(a: Real, b: Real) -> Real:
    """The difference; exact where both are."""
    return bounded(a - b)


def multiply(a: Real, b: Real) -> Real:
    """The product; exact where both are."""
    return bounded(a * b)


def divide(a: Real, b: Real) -> Real:
    """The quotient; undefined by zero.

    >>> divide(fmpq(1), fmpq(3)), divide(arb(1), arb(0, 1))
    (1/3, nan)
    """
    if b == 0:
        raise Undefined
    return bounded(a / b)


def square(x: Real) -> Real:
    """The square, never negative."""
    return integer_power(x, fmpz(2))


def power_of(n: int) -> Callable[[Real], Real]:
    """The function `x^n`."""
    exponent = fmpz(n)

    def evaluate(x: Real) -> Real:
        if n > 0 and isinstance(x, arb) and x.rel_accuracy_bits() > SLIM_BITS and n < HUGE:
            return x**exponent
        return integer_power(x, exponent)

    return evaluate


def power(x: Real, y: Real) -> Real:
    """`x^y`: for x > 0; for x = 0 where y > 0; for x < 0 where y is an integer.

    >>> power(fmpq(-8), fmpq(-1, 1)), power(fmpq(8), fmpq(2, 3)), power(arb(0, 1), fmpq(2))
    (-1/8, 4, [+/- 1.01])
    """
    if isinstance(y, fmpq):
        return integer_power(x, y.p) if y.q == 1 else fractional_power(x, y)
    exponent = ball(y)
    if exponent.is_exact() and exponent.is_integer():
        return integer_power(x, exponent.fmpz())
    return real_power(ball(x), exponent)


def integer_power(x: Real, n: fmpz) -> Real:
    """`x^n` for an integer n; `0^n` is undefined for n <= 0."""
    if n < 0:
        return divide(fmpq(1), integer_power(x, -n))
    if n == 0:
        return _zeroth_power(x)
    if n.bit_length() > EXPONENT_BITS:
        return _huge_power(ball(x), n)
    if isinstance(x, fmpq) and n * x.height_bits() <= EXACT_BITS:
        return x**n
    return _ball_power(ball(x), n)


def _zeroth_power(x: Real) -> Real:
    if x == 0:
        raise Undefined
    return NAN if ball(x).contains(0) else fmpq(1)


def _ball_power(x: arb, n: fmpz) -> arb:
    if x.rel_accuracy_bits() > SLIM_BITS:
        return x**n
    if n % 2:
        return (x.lower() ** n).union(x.upper() ** n)
    return (x.abs_lower() ** n).union(x.abs_upper() ** n).nonnegative_part()


def _huge_power(x: arb, n: fmpz) -> Real:
    if x == 0:
        return fmpq(0)
    if x.contains(0):
        return NAN
    size = (abs(x).log() * n).exp()
    return -size if x < 0 and n % 2 == 1 else size


def fractional_power(x: Real, y: fmpq) -> Real:
    """`x^y` for a fraction y that is no integer; exact where the root of an exact number is.

    >>> fractional_power(fmpq(4, 9), fmpq(-1, 2)), fractional_power(fmpq(0), fmpq(1, 2))
    (3/2, 0)
    """
    if x < 0 or (x == 0 and y < 0):
        raise Undefined
    if x == 0:
        return fmpq(0)
    if isinstance(x, fmpq) and y.q.bit_length() <= EXPONENT_BITS:
        root = exact_root(x, int(y.q))
        if root is not None:
            return integer_power(root, y.p)
    base = ball(x)
    if base > 0:
        return _positive_power(base, y)
    return _from_zero(base, y) if base >= 0 and y > 0 else NAN


def exact_root(x: fmpq, n: int) -> fmpq | None:
    """The n-th root of a positive fraction where it is a fraction.

    >>> exact_root(fmpq(8, 27), 3), exact_root(fmpq(2), 2)
    (2/3, None)
    """
    if n > x.height_bits() and x != 1:
        return None
    top, bottom = (x.p.root(n), x.q.root(n)) if x != 1 else (fmpz(1), fmpz(1))
    return fmpq(top, bottom) if x == 1 or (top**n == x.p and bottom**n == x.q) else None


def _positive_power(x: arb, y: Real) -> arb:
    if y == fmpq(1, 2):
        return x.sqrt()
    return (x.log() * y).exp()


def _from_zero(x: arb, y: Real) -> arb:
    """All powers of a ball that begins at 0, to a positive exponent."""
    return arb(0).union(_positive_power(x.upper(), y).upper()).nonnegative_part()


def real_power(x: arb, y: arb) -> Real:
    """`x^y` for an exponent that is not known to be an integer."""
    if x > 0:
        return _positive_power(x, y)
    if x == 0:
        return _power_of_zero(y)
    if x >= 0 and y > 0:
        return _from_zero(x, y)
    if not y.contains_integer() and (x < 0 or (x <= 0 and y <= 0)):
        raise Undefined
    return NAN


def _power_of_zero(y: arb) -> Real:
    if y > 0:
        return fmpq(0)
    if y <= 0:
        raise Undefined
    return NAN
