"""Complex floats whose imaginary part is a derivative: f(x + ih) = f(x) + ih f'(x), exact to the last digits.

Squire and Trapp, "Using complex variables to estimate derivatives of real functions", SIAM Review 40 (1998).
The real part decides where a function is defined and on which side of a corner it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from symcalc.matrix.numeric.fields import NoValue, TooLarge

#: A complex number of the arithmetic in use: of Python, or of mpmath.
Complex = Any


class ComplexStep:
    """Complex arithmetic over a module that has its functions, `cmath` or mpmath's context."""

    def __init__(self, library: Any, convert: Callable[[Fraction], Complex], precision: float, step: Fraction) -> None:
        self.library = library
        self.number = convert
        self.precision = precision
        self.step = step

    def constant(self, name: str) -> Complex:
        """`pi` or `e`."""
        if name not in ("pi", "e"):
            raise NoValue
        return self.library.pi if name == "pi" else self.library.e

    def add(self, left: Complex, right: Complex) -> Complex:
        """Left + right."""
        return left + right

    def multiply(self, left: Complex, right: Complex) -> Complex:
        """Left * right."""
        return left * right

    def divide(self, left: Complex, right: Complex) -> Complex:
        """Left / right."""
        if not right:
            raise NoValue
        return left / right

    def power(self, base: Complex, exponent: Complex) -> Complex:
        """A real power; of a negative base where the exponent is a whole number."""
        whole = round(exponent.real)
        if not exponent.imag and exponent.real == whole:
            if not base.real and whole <= 0:
                raise NoValue
            return self._whole_power(base, whole)
        if base.real <= 0:
            raise NoValue
        return self.function("exp", (exponent * self.library.log(base),))

    def _whole_power(self, base: Complex, whole: int) -> Complex:
        try:
            return base**whole if whole >= 0 else 1 / base**-whole
        except ArithmeticError as error:
            raise TooLarge from error

    def function(self, name: str, arguments: Sequence[Complex]) -> Complex:
        """An elementwise function; `NoValue` outside its domain and where it overflows."""
        try:
            return FUNCTIONS[name](self.library, *arguments)
        except OverflowError as error:
            raise TooLarge from error
        except (ArithmeticError, ValueError) as error:
            raise NoValue from error

    def weight(self, value: Complex) -> float:
        """The size of a pivot."""
        return float(abs(value.real))


#: `cmath` or mpmath's context.
Library = Any
#: Digits of a function that floats do not have.
FLOAT_DIGITS = 17


def within(low: float | None, high: float | None, function: Callable[..., Complex]) -> Callable[..., Complex]:
    """A function between two bounds only."""

    def bounded(library: Library, x: Complex) -> Complex:
        if (low is not None and x.real <= low) or (high is not None and x.real >= high):
            raise NoValue
        return function(library, x)

    return bounded


def outside(bound: float, function: Callable[..., Complex]) -> Callable[..., Complex]:
    """A function beyond ±bound only."""

    def bounded(library: Library, x: Complex) -> Complex:
        if abs(x.real) <= bound:
            raise NoValue
        return function(library, x)

    return bounded


def by_name(name: str) -> Callable[..., Complex]:
    """A function that the library has under its name."""
    return lambda library, *x: getattr(library, name)(*x)


def reciprocal(name: str) -> Callable[..., Complex]:
    """One over a function of the library."""
    return lambda library, x: 1 / getattr(library, name)(x)


def of_reciprocal(name: str) -> Callable[..., Complex]:
    """A function of the library at one over the argument."""
    return lambda library, x: getattr(library, name)(1 / x)


def special(name: str) -> Callable[..., Complex]:
    """A function that only mpmath has."""

    def function(library: Library, *arguments: Complex) -> Complex:
        if hasattr(library, name):
            return getattr(library, name)(*arguments)
        return complex(getattr(context(FLOAT_DIGITS), name)(*arguments))

    return function


@cache
def context(digits: int) -> Any:
    """Mpmath with that many digits, apart from the one that all programs share."""
    from mpmath import MPContext  # noqa: PLC0415 (loaded where it is needed)

    found = MPContext()
    found.dps = digits
    return found


def sign_of(x: Complex) -> int:
    """1 or -1; 0 of what is 0 in the direction too, and no value of any other 0, where derivatives jump."""
    if not x:
        return 0
    if not x.real:
        raise NoValue
    return 1 if x.real > 0 else -1


def square_root(library: Library, x: Complex) -> Complex:
    """The root of a positive number, or of what is 0 in the direction too."""
    if not x:
        return x
    if x.real <= 0:
        raise NoValue
    return library.exp(library.log(x) / 2)


def cube_root(library: Library, x: Complex) -> Complex:
    """The real cube root."""
    side = sign_of(x)
    return side * library.exp(library.log(side * x) / 3) if side else x


def softplus(library: Library, x: Complex) -> Complex:
    """log(1 + exp(x)), without overflow."""
    positive = x if x.real > 0 else 0 * x
    return positive + library.log(1 + library.exp(x - 2 * positive))


def log_to_base(library: Library, x: Complex, base: Complex) -> Complex:
    """log(x)/log(b)."""
    if x.real <= 0 or base.real <= 0 or base.real == 1:
        raise NoValue
    return library.log(x) / library.log(base)


def logarithm(library: Library, x: Complex, *base: Complex) -> Complex:
    """The natural logarithm, or that to a base."""
    if base:
        return log_to_base(library, x, *base)
    if x.real <= 0:
        raise NoValue
    return library.log(x)


def whole_below(_library: Library, x: Complex) -> Complex:
    """The floor, away from its jumps."""
    from math import floor  # noqa: PLC0415

    if x.real == floor(x.real):
        raise NoValue
    return floor(x.real) + 0 * x


def polar_angle(library: Library, y: Complex, x: Complex) -> Complex:
    """atan2."""
    if not x and not y:
        raise NoValue
    if x.real > 0:
        return library.atan(y / x)
    return sign_of(y) * library.pi / 2 - library.atan(x / y)


def extreme(side: int) -> Callable[..., Complex]:
    """The largest (1) or smallest (-1) of several, away from ties."""

    def function(_library: Library, *x: Complex) -> Complex:
        order = sorted(x, key=lambda value: value.real * side)
        if order[-1].real == order[-2].real:
            raise NoValue
        return order[-1]

    return function


FUNCTIONS: dict[str, Callable[..., Complex]] = {
    **{name: by_name(name) for name in ("exp", "sin", "cos", "tan", "sinh", "cosh", "tanh", "atan", "asinh")},
    **{name: reciprocal(inner) for name, inner in (("cot", "tan"), ("sec", "cos"), ("csc", "sin"))},
    **{name: reciprocal(inner) for name, inner in (("coth", "tanh"), ("sech", "cosh"), ("csch", "sinh"))},
    "asin": within(-1, 1, by_name("asin")),
    "acos": within(-1, 1, by_name("acos")),
    "atanh": within(-1, 1, by_name("atanh")),
    "acosh": within(1, None, by_name("acosh")),
    "acoth": outside(1, of_reciprocal("atanh")),
    "asec": outside(1, of_reciprocal("acos")),
    "acsc": outside(1, of_reciprocal("asin")),
    "asech": within(0, 1, of_reciprocal("acosh")),
    "acsch": outside(0, of_reciprocal("asinh")),
    "acot": outside(0, of_reciprocal("atan")),
    "log": logarithm,
    "log2": lambda library, x: logarithm(library, x) / library.log(2),
    "log10": lambda library, x: logarithm(library, x) / library.log(10),
    "sqrt": square_root,
    "cbrt": cube_root,
    "abs": lambda _, x: sign_of(x) * x,
    "sign": lambda _, x: sign_of(x) + 0 * x,
    "heaviside": lambda _, x: (1 + sign_of(x)) / 2 + 0 * x,
    "relu": lambda _, x: x if sign_of(x) > 0 else 0 * x,
    "floor": whole_below,
    "ceil": lambda library, x: whole_below(library, x) + 1,
    "sigmoid": lambda library, x: 1 / (1 + library.exp(-x)),
    "softplus": softplus,
    "atan2": polar_angle,
    "max": extreme(1),
    "min": extreme(-1),
    **{name: special(name) for name in ("erf", "gamma", "digamma", "factorial", "besselj", "beta", "binomial")},
    "polygamma": special("polygamma"),
}


def python_floats() -> ComplexStep:
    """Python's complex numbers."""
    import cmath  # noqa: PLC0415

    return ComplexStep(cmath, _complex, 1e-11, Fraction(1, 10**100))


def _complex(value: Fraction) -> complex:
    try:
        return complex(float(value))
    except OverflowError as error:
        raise TooLarge from error


def long_floats(digits: int) -> ComplexStep:
    """Mpmath's complex numbers with that many digits."""
    library = context(digits)
    zero = 10.0 ** (-digits * 3 // 4)
    return ComplexStep(
        library, lambda x: library.mpc(x.numerator) / x.denominator, zero, Fraction(1, 10 ** (digits // 4))
    )
