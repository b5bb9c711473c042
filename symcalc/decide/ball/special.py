"""Special functions of balls: the gamma function and its kin, the error function, Bessel functions."""

from __future__ import annotations

from typing import Final

from flint import arb, fmpq, fmpz

from symcalc.decide.ball.arithmetic import NAN, divide, integer_power, multiply, thin
from symcalc.decide.ball.elementary import monotone
from symcalc.decide.ball.verdict import Real, Undefined, ball

#: The least value of gamma on the positive axis lies here, to eight digits (DLMF 5.4.20).
_GAMMA_TURN: Final = (fmpq(146163214, 10**8), fmpq(146163215, 10**8))
#: Falling factorials and shifts of more steps than this are not worked out one factor at a time.
_STEPS: Final = 2000
#: Longer factorials are of no use as exact numbers.
_EXACT_FACTORIALS: Final = 300


def as_integer(x: Real) -> fmpz | None:
    """The integer that a number is known to be exactly."""
    if isinstance(x, fmpq):
        return x.p if x.q == 1 else None
    return x.fmpz() if x.is_exact() and x.is_integer() else None


def _may_be_pole(x: Real) -> bool:
    """Whether a number may be one of 0, -1, -2, …; raises where it certainly is."""
    if as_integer(x) is not None and x <= 0:
        raise Undefined
    x = ball(x)
    return not x > 0 and (not x.is_finite() or x.contains_integer())


def gamma(x: Real) -> Real:
    """Gamma; undefined at 0 and the negative integers."""
    if _may_be_pole(x):
        return NAN
    x = ball(x)
    if thin(x) or not x > 0:
        return x.gamma()
    ends = x.lower().gamma().union(x.upper().gamma())
    low, high = _GAMMA_TURN
    if x > high or x < low:
        return ends
    return ends.union(arb(low).union(arb(high)).gamma())


def factorial(x: Real) -> Real:
    """`gamma(x + 1)`; exact for small integers."""
    n = as_integer(x)
    if n is not None and 0 <= n <= _EXACT_FACTORIALS:
        return fmpq(fmpz.fac_ui(n))
    return gamma(x + 1)


def digamma(x: Real) -> Real:
    """The derivative of log gamma; undefined at 0 and the negative integers."""
    if _may_be_pole(x):
        return NAN
    x = ball(x)
    return _increasing_digamma(x) if x > 0 else x.digamma()


_increasing_digamma = monotone(arb.digamma)


def polygamma(order: Real, x: Real) -> Real:
    """The derivative of digamma of a whole order, by the Hurwitz zeta function (DLMF 25.11.12)."""
    n = as_integer(order)
    if n is None or n < 0:
        return NAN
    if n == 0:
        return digamma(x)
    if _may_be_pole(x):
        return NAN
    scale = arb(n + 1).gamma()
    return (scale if n % 2 == 1 else -scale) * _hurwitz(int(n) + 1, ball(x))


def _hurwitz(s: int, x: arb) -> arb:
    """The sum of 1/(x + k)^s, moved into x > 0, where flint knows it."""
    if x > 0:
        return arb(s).zeta(x)
    steps = (1 - x.lower()).ceil().fmpz() if x.is_finite() else fmpz(_STEPS + 1)
    if steps > _STEPS:
        return NAN
    moved = arb(s).zeta(x + steps)
    return sum((1 / ball(integer_power(x + k, fmpz(s))) for k in range(int(steps))), moved)


def beta(a: Real, b: Real) -> Real:
    """gamma(a) gamma(b) / gamma(a + b)."""
    return multiply(multiply(gamma(a), gamma(b)), ball(a + b).rgamma())


def binomial(n: Real, k: Real) -> Real:
    """The polynomial n (n-1) … (n-k+1) / k! for a whole k, else gamma(n+1) / (gamma(k+1) gamma(n-k+1)).

    >>> binomial(fmpq(5), fmpq(2)), binomial(fmpq(-1, 2), fmpq(2)), binomial(fmpq(2), fmpq(5))
    (10, 3/8, 0)
    """
    chosen = as_integer(k)
    if chosen is not None and 0 <= chosen <= _STEPS:
        return _falling_ratio(n, int(chosen))
    return multiply(gamma(n + 1), ball(k + 1).rgamma() * ball(n - k + 1).rgamma())


def _falling_ratio(n: Real, k: int) -> Real:
    product: Real = fmpq(1) if isinstance(n, fmpq) else n * 0 + 1
    for step in range(k):
        product = divide(multiply(product, n - step), fmpq(step + 1))
    return product


def bessel_j(order: Real, x: Real) -> Real:
    """J of a real order; for x < 0 the order has to be whole, at 0 it has to be whole or positive."""
    n = as_integer(order)
    if n is not None:
        return ball(x).bessel_j(arb(n))
    nu = ball(order)
    if nu.contains_integer():
        return NAN
    if x < 0 or (x == 0 and nu < 0):
        raise Undefined
    if x == 0:
        return fmpq(0) if nu > 0 else NAN
    return ball(x).bessel_j(nu) if x > 0 else NAN


error_function = monotone(arb.erf)
complementary_error_function = monotone(arb.erfc)
