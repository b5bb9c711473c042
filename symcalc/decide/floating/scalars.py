"""The functions of the language on one float each, with `math` alone.

Every function is total: not a number where it is undefined, infinite where it overflows.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import wraps

NAN = math.nan
#: Up to so many factors a binomial coefficient is multiplied out.
FALLING_FACTORS = 1000
Scalar = Callable[..., float]


def total(function: Scalar) -> Scalar:
    """The same function, not a number where it raises, infinite where it overflows.

    >>> total(math.log)(-1.0), total(math.exp)(1e4)
    (nan, inf)
    """

    @wraps(function)
    def everywhere(*arguments: float) -> float:
        try:
            return float(function(*arguments))
        except OverflowError:
            return math.inf
        except (ValueError, ZeroDivisionError):
            return NAN

    return everywhere


def power(base: float, exponent: float) -> float:
    """`x^y` over the reals: for x > 0, for x = 0 if y > 0, for x < 0 where y is an integer.

    >>> power(-8.0, 3.0), power(-8.0, 0.5), power(0.0, 0.0)
    (-512.0, nan, nan)
    """
    if base == 0:
        return 0.0 if exponent > 0 else NAN
    if math.isnan(base) or (base < 0 and not exponent.is_integer()):
        return NAN
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 else math.inf


def quotient(numerator: float, denominator: float) -> float:
    """Undefined over zero.

    >>> quotient(1.0, 0.0)
    nan
    """
    return numerator / denominator if denominator else NAN


def sign(x: float) -> float:
    """-1, 0 or 1.

    >>> sign(-2.0)
    -1.0
    """
    return x if math.isnan(x) else float((x > 0) - (x < 0))


def heaviside(x: float) -> float:
    """1 for x > 0, 1/2 at 0.

    >>> heaviside(0.0)
    0.5
    """
    return (sign(x) + 1) / 2


def sigmoid(x: float) -> float:
    """1/(1 + exp(-x)), without overflow on either side.

    >>> sigmoid(0.0)
    0.5
    """
    if x < 0:
        grown = math.exp(x)
        return grown / (1 + grown)
    return 1 / (1 + math.exp(-x))


def softplus(x: float) -> float:
    """log(1 + exp(x)), without overflow.

    >>> softplus(1000.0)
    1000.0
    """
    return max(x, 0.0) + math.log1p(math.exp(-abs(x)))


def extreme(choose: Callable[[Sequence[float]], float]) -> Scalar:
    """The least or greatest argument; not a number where one of them is not.

    >>> extreme(max)(1.0, NAN)
    nan
    """
    return lambda *numbers: NAN if any(map(math.isnan, numbers)) else choose(numbers)


def logarithm(x: float, base: float = math.e) -> float:
    """`log(x)` and `log(x, b)` for b > 0, b ≠ 1.

    >>> logarithm(8.0, 2.0)
    3.0
    """
    return math.log(x) if base == math.e else math.log(x) / math.log(base)


def binomial(n: float, k: float) -> float:
    """The polynomial n (n-1) … (n-k+1) / k! for a whole k, else gamma(n+1) / (gamma(k+1) gamma(n-k+1)).

    >>> binomial(5.0, 2.0), binomial(-0.5, 2.0)
    (10.0, 0.375)
    """
    if k.is_integer() and 0 <= k <= FALLING_FACTORS:
        return math.prod((n - step) / (step + 1) for step in range(int(k)))
    return math.gamma(n + 1) * reciprocal_gamma(k + 1) * reciprocal_gamma(n - k + 1)


def reciprocal_gamma(x: float) -> float:
    """1/gamma(x), which is 0 at the poles of gamma.

    >>> reciprocal_gamma(-2.0), reciprocal_gamma(3.0)
    (0.0, 0.5)
    """
    return 0.0 if x <= 0 and x.is_integer() else reciprocal(math.gamma)(x)


def beta(a: float, b: float) -> float:
    """Euler's beta function, gamma(a) gamma(b) / gamma(a + b).

    >>> round(beta(2.0, 3.0) * 12, 12)
    1.0
    """
    if a > 0 and b > 0:
        return math.exp(math.lgamma(a) + math.lgamma(b) - math.lgamma(a + b))
    return math.gamma(a) * math.gamma(b) * reciprocal_gamma(a + b)


def special(name: str) -> Scalar:
    """A function that only mpmath has; real values only."""

    def evaluate(*arguments: float) -> float:
        import mpmath  # noqa: PLC0415 (rare, and as heavy as all the rest)

        value = mpmath.mpmathify(getattr(mpmath, name)(*arguments))
        return float(value.real) if value.imag == 0 else NAN

    return evaluate


def inverted(function: Scalar) -> Scalar:
    """f(1/x): how `asec` is made of `acos`."""
    return lambda x: function(1 / x)


def reciprocal(function: Scalar) -> Scalar:
    """1/f(x): how `sec` is made of `cos`; 0 where f overflows.

    >>> reciprocal(math.cosh)(1e6)
    0.0
    """

    def evaluate(x: float) -> float:
        try:
            return 1 / function(x)
        except OverflowError:
            return 0.0

    return evaluate


def relu(x: float) -> float:
    """The greater of x and 0.

    >>> relu(-1.0), relu(NAN)
    (0.0, nan)
    """
    return x if math.isnan(x) else max(x, 0.0)


def pieces(*parts: float) -> float:
    """The value before the first condition that is true, of values and conditions by turns.

    >>> pieces(1.0, False, 2.0, True)
    2.0
    """
    return next((value for value, condition in zip(parts[::2], parts[1::2], strict=True) if condition), NAN)


def _acot(x: float) -> float:
    return math.pi / 2 if x == 0 else math.atan(1 / x)


_FUNCTIONS: dict[str, Callable[..., float]] = {
    "+": lambda *terms: sum(terms),
    "*": lambda *factors: math.prod(factors),
    "-": lambda x: -x,
    "/": quotient,
    "^": power,
    "exp": math.exp,
    "log": logarithm,
    "log2": math.log2,
    "log10": math.log10,
    "sqrt": math.sqrt,
    "cbrt": math.cbrt,
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "sec": reciprocal(math.cos),
    "csc": reciprocal(math.sin),
    "cot": reciprocal(math.tan),
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "atan2": lambda y, x: NAN if x == y == 0 else math.atan2(y, x),
    "asec": inverted(math.acos),
    "acsc": inverted(math.asin),
    "acot": _acot,
    "sinh": math.sinh,
    "cosh": math.cosh,
    "tanh": math.tanh,
    "sech": reciprocal(math.cosh),
    "csch": reciprocal(math.sinh),
    "coth": reciprocal(math.tanh),
    "asinh": math.asinh,
    "acosh": math.acosh,
    "atanh": math.atanh,
    "asech": inverted(math.acosh),
    "acsch": inverted(math.asinh),
    "acoth": inverted(math.atanh),
    "abs": abs,
    "sign": sign,
    "min": extreme(min),
    "max": extreme(max),
    "floor": math.floor,
    "ceil": math.ceil,
    "factorial": lambda x: math.gamma(x + 1),
    "binomial": binomial,
    "gamma": math.gamma,
    "beta": beta,
    "digamma": special("digamma"),
    "polygamma": special("polygamma"),
    "loggamma": special("loggamma"),
    "erf": math.erf,
    "erfc": math.erfc,
    "besselj": special("besselj"),
    "sigmoid": sigmoid,
    "softplus": softplus,
    "relu": relu,
    "heaviside": heaviside,
    "integer": lambda x: x.is_integer(),
    "<": lambda a, b: float(a < b),
    "<=": lambda a, b: float(a <= b),
    ">": lambda a, b: float(a > b),
    ">=": lambda a, b: float(a >= b),
    "==": lambda a, b: float(a == b),
    "!=": lambda a, b: float(a != b),
    "and": lambda *conditions: float(all(conditions)),
    "or": lambda *conditions: float(any(conditions)),
    "not": lambda condition: float(not condition),
    "piecewise": pieces,
}

#: Each function of the language under its canonical name, and the operations under the names the tape gives them.
SCALARS: Mapping[str, Scalar] = {name: total(function) for name, function in _FUNCTIONS.items()}
