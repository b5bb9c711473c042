"""Elementary functions of a ball: logarithms, roots, circular and hyperbolic functions and their inverses.

Where a function is monotone a wide ball is evaluated at its ends, so that the answer is as narrow as it can be.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from flint import arb, fmpq

from symcalc.decide.ball.arithmetic import NAN, divide, exact_root, thin
from symcalc.decide.ball.verdict import Real, Undefined, ball

Function = Callable[[Real], Real]


def monotone(function: Callable[[arb], arb]) -> Function:
    """The function of a ball, from its ends where the ball is wide; for functions defined everywhere."""

    @wraps(function)
    def evaluate(x: Real) -> Real:
        x = ball(x)
        return function(x) if thin(x) else function(x.lower()).union(function(x.upper()))

    return evaluate


def within(low: Real | None, high: Real | None, function: Function, *, open_low: bool = False) -> Function:
    """The function where `low <= x <= high`, undefined outside; None is no bound; `open_low` leaves `low` out."""

    def evaluate(x: Real) -> Real:
        if low is not None and (x < low or (open_low and x <= low)):
            raise Undefined
        if high is not None and x > high:
            raise Undefined
        inside = (low is None or (x > low if open_low else x >= low)) and (high is None or x <= high)
        return function(x) if inside else NAN

    return evaluate


def plain(function: Callable[[arb], arb]) -> Function:
    """A function that is defined everywhere and that flint already evaluates tightly."""

    @wraps(function)
    def evaluate(x: Real) -> Real:
        return function(ball(x))

    return evaluate


def square_root(x: Real) -> Real:
    """The root of a number that is not negative; exact where it can be."""
    if isinstance(x, fmpq) and x > 0:
        root = exact_root(x, 2)
        if root is not None:
            return root
    return ball(x).sqrt().nonnegative_part()


def cube_root(x: Real) -> Real:
    """The real cube root of any number.

    >>> cube_root(fmpq(-8, 27))
    -2/3
    """
    if x == 0:
        return fmpq(0)
    if isinstance(x, fmpq):
        root = exact_root(abs(x), 3)
        if root is not None:
            return root if x > 0 else -root
    return _cube_root(x)


@monotone
def _cube_root(x: arb) -> arb:
    if x == 0:
        return x
    return -((-x).root(3)) if x < 0 else x.root(3)


def _sine_over_cosine(x: arb) -> Real:
    if not x.is_finite() or x.cos().contains(0):
        return NAN
    return x.tan() if thin(x) else x.lower().tan().union(x.upper().tan())


def tangent(x: Real) -> Real:
    """Sine over cosine; NaN where the ball may hold a pole."""
    return _sine_over_cosine(ball(x))


def cotangent(x: Real) -> Real:
    """Cosine over sine."""
    if x == 0:
        raise Undefined
    x = ball(x)
    if not x.is_finite() or x.sin().contains(0):
        return NAN
    return x.cot() if thin(x) else x.lower().cot().union(x.upper().cot())


def reciprocal(function: Function) -> Function:
    """One over a function."""
    return lambda x: divide(fmpq(1), function(x))


def of_reciprocal(function: Function) -> Function:
    """A function of one over its argument."""
    return lambda x: function(divide(fmpq(1), x))


def magnitude(x: Real) -> Real:
    """The absolute value, never below 0."""
    if isinstance(x, fmpq):
        return abs(x)
    if not x.contains(0):
        return abs(x)
    return arb(0).union(x.abs_upper()).nonnegative_part()


def hyperbolic_cosine(x: Real) -> Real:
    """(e^x + e^-x) / 2, increasing in |x|."""
    return _cosh(magnitude(x))


_cosh = monotone(arb.cosh)
sine = plain(arb.sin)
cosine = plain(arb.cos)
hyperbolic_sine = monotone(arb.sinh)
hyperbolic_tangent = monotone(arb.tanh)
logarithm = within(fmpq(0), None, plain(arb.log), open_low=True)
inverse_hyperbolic_tangent_inside = monotone(arb.atanh)


def inverse_hyperbolic_tangent(x: Real) -> Real:
    """Defined for -1 < x < 1."""
    if x <= -1 or x >= 1:
        raise Undefined
    return inverse_hyperbolic_tangent_inside(x) if x > -1 and x < 1 else NAN


def logarithm_to_base(x: Real, base: Real) -> Real:
    """`log(x, b)` for x > 0, b > 0, b != 1."""
    top, bottom = logarithm(x), logarithm(base)
    if base == 1:
        raise Undefined
    return divide(top, bottom)


def direction_angle(y: Real, x: Real) -> Real:
    """`atan2(y, x)`, the angle of the point (x, y) in (-pi, pi]; undefined at the origin."""
    if x == 0 and y == 0:
        raise Undefined
    x, y = ball(x), ball(y)
    if x.contains(0) and y.contains(0):
        return NAN
    return arb.atan2(y, x)


def arc_cotangent(x: Real) -> Real:
    """The angle whose cotangent is x, in (-pi/2, pi/2], with pi/2 at 0."""
    if x == 0:
        return arb.pi() / 2
    x = ball(x)
    return _arc_tangent(1 / x) if not x.contains(0) else x * 0 + arb(0).union(arb.pi() / 2).union(-arb.pi() / 2)


_arc_tangent = monotone(arb.atan)


def softplus(x: Real) -> Real:
    """log(1 + e^x), without overflow."""
    return _softplus(x)


@monotone
def _softplus(x: arb) -> arb:
    return x.max(arb(0)) + (-abs(x)).exp().log1p()


@monotone
def sigmoid(x: arb) -> arb:
    """1 / (1 + e^-x)."""
    return 1 / (1 + (-x).exp())


ELEMENTARY: dict[str, Function] = {
    "exp": plain(arb.exp),
    "log": logarithm,
    "log2": lambda x: divide(logarithm(x), arb.const_log2()),
    "log10": lambda x: divide(logarithm(x), arb.const_log10()),
    "sqrt": within(fmpq(0), None, square_root),
    "cbrt": cube_root,
    "sin": sine,
    "cos": cosine,
    "tan": tangent,
    "cot": cotangent,
    "sec": reciprocal(cosine),
    "csc": reciprocal(sine),
    "asin": within(fmpq(-1), fmpq(1), monotone(arb.asin)),
    "acos": within(fmpq(-1), fmpq(1), monotone(arb.acos)),
    "atan": _arc_tangent,
    "acot": arc_cotangent,
    "asec": of_reciprocal(within(fmpq(-1), fmpq(1), monotone(arb.acos))),
    "acsc": of_reciprocal(within(fmpq(-1), fmpq(1), monotone(arb.asin))),
    "sinh": hyperbolic_sine,
    "cosh": hyperbolic_cosine,
    "tanh": hyperbolic_tangent,
    "coth": reciprocal(hyperbolic_tangent),
    "sech": reciprocal(hyperbolic_cosine),
    "csch": reciprocal(hyperbolic_sine),
    "asinh": monotone(arb.asinh),
    "acosh": within(fmpq(1), None, monotone(arb.acosh)),
    "atanh": inverse_hyperbolic_tangent,
    "acoth": of_reciprocal(inverse_hyperbolic_tangent),
    "asech": of_reciprocal(within(fmpq(1), None, monotone(arb.acosh))),
    "acsch": of_reciprocal(monotone(arb.asinh)),
    "sigmoid": sigmoid,
    "softplus": softplus,
}
