"""Bounds that can be read off an expression: squares are not negative, exponentials are positive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import isqrt

from symcalc.record import record
from symcalc.syntax.tree import Call, Constant, Name, Negative, Node, Number, Piecewise, Power, Product, Quotient, Sum


@record
class Range:
    """Numbers between two bounds, None where there is none; an open end is never reached."""

    low: Fraction | None = None
    high: Fraction | None = None
    low_open: bool = False
    high_open: bool = False

    @property
    def sign(self) -> int | None:
        """1 or -1 where all numbers have that sign, 0 where the only one is 0."""
        if self.low is not None and (self.low > 0 or (self.low == 0 and self.low_open)):
            return 1
        if self.high is not None and (self.high < 0 or (self.high == 0 and self.high_open)):
            return -1
        return 0 if self.low == self.high == 0 else None

    @property
    def nonnegative(self) -> bool:
        """Whether no number is negative."""
        return self.low is not None and self.low >= 0

    def __neg__(self) -> Range:
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Range(low, high, self.high_open, self.low_open)

    def __add__(self, other: Range) -> Range:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Range(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def __mul__(self, other: Range) -> Range:
        if self.sign == 0 or other.sign == 0:
            return Range(Fraction(0), Fraction(0))
        if self.high is not None and self.high <= 0:
            return -((-self) * other)
        if other.high is not None and other.high <= 0:
            return -(self * -other)
        if self.nonnegative and other.nonnegative:
            assert self.low is not None  # noqa: S101 (it is not negative)
            assert other.low is not None  # noqa: S101 (the same)
            high = None if self.high is None or other.high is None else self.high * other.high
            return Range(
                self.low * other.low,
                high,
                (self.low_open or self.low > 0)
                and (other.low_open or other.low > 0)
                and (self.low_open or other.low_open),
                self.high_open or other.high_open,
            )
        return _crossing(self, other)


def _crossing(a: Range, b: Range) -> Range:
    """The product of ranges one of which holds 0 inside: its ends are products of ends."""
    if None in (a.low, a.high, b.low, b.high):
        return Range()
    ends = [x * y for x in (a.low, a.high) for y in (b.low, b.high) if x is not None and y is not None]
    return Range(min(ends), max(ends))


ANY = Range()
POSITIVE = Range(Fraction(0), None, low_open=True)
NONNEGATIVE = Range(Fraction(0))


def bounds(node: Node, names: Mapping[str, Range] | None = None) -> Range:
    """Bounds on the values of an expression wherever it is defined, given bounds on its names.

    >>> from symcalc.syntax import parse_expression
    >>> bounds(parse_expression("(x - 1)^2 + exp(y) + 3")).low
    Fraction(3, 1)
    """
    known = names or {}
    match node:
        case Number(value):
            return Range(value, value)
        case Constant("pi"):
            return Range(Fraction(3), Fraction(4), low_open=True, high_open=True)
        case Constant("e"):
            return Range(Fraction(2), Fraction(3), low_open=True, high_open=True)
        case Name(name):
            return known.get(name, ANY)
        case Negative(operand):
            return -bounds(operand, known)
        case Sum(terms):
            total = Range(Fraction(0), Fraction(0))
            for term in terms:
                total = total + bounds(term, known)
            return total
        case Product(factors):
            return _product(factors, known)
        case Quotient(top, bottom):
            return bounds(top, known) * _reciprocal(bounds(bottom, known))
        case Power(base, exponent):
            return _power(base, exponent, known)
        case Call(function, arguments):
            return _call(function, [bounds(argument, known) for argument in arguments])
        case Piecewise(pieces):
            return _hull([bounds(value, known) for value, _ in pieces])
    return ANY


def rational_of(node: Node) -> Fraction | None:
    """The rational number that a constant visibly is, None where it is none or does not show.

    >>> from symcalc.syntax import parse_expression
    >>> rational_of(parse_expression("-3/4")), rational_of(parse_expression("sqrt(2)"))
    (Fraction(-3, 4), None)
    """
    seen = bounds(node)
    return seen.low if seen.low == seen.high else None


def _product(factors: tuple[Node, ...], names: Mapping[str, Range]) -> Range:
    """The product, equal factors as powers first: x·x is a square."""
    total = Range(Fraction(1), Fraction(1))
    for factor in dict.fromkeys(factors):
        count = factors.count(factor)
        total = total * _integer_power(bounds(factor, names), count)
    return total


def _reciprocal(divisor: Range) -> Range:
    if divisor.sign == 0:
        return ANY
    if divisor.high is not None and divisor.high <= 0:
        return -_reciprocal(-divisor)
    if not divisor.nonnegative:
        return ANY
    low = Fraction(0) if divisor.high is None else 1 / divisor.high
    high = None if not divisor.low else 1 / divisor.low
    return Range(low, high, divisor.high is None or divisor.high_open, divisor.low_open)


def _power(base: Node, exponent: Node, names: Mapping[str, Range]) -> Range:
    power = bounds(exponent, names)
    below = bounds(base, names)
    if power.low is not None and power.low == power.high:
        if power.low.denominator == 1:
            return _integer_power(below, power.low.numerator)
        if power.low == Fraction(1, 2):
            return _root(below)
        return NONNEGATIVE if power.low > 0 else POSITIVE
    if base == Constant("e"):
        return _exponential(power)
    return POSITIVE if below.sign == 1 else ANY


def _integer_power(base: Range, exponent: int) -> Range:
    if exponent < 0:
        return _reciprocal(_integer_power(base, -exponent))
    if exponent % 2 == 0:
        base = _magnitude(base)
        if exponent == 0:
            return Range(Fraction(1), Fraction(1))
    if exponent > 1000:
        return NONNEGATIVE if exponent % 2 == 0 or base.nonnegative else ANY
    low = None if base.low is None else base.low**exponent
    high = None if base.high is None else base.high**exponent
    return Range(low, high, base.low_open, base.high_open)


def _magnitude(value: Range) -> Range:
    if value.nonnegative:
        return value
    if value.high is not None and value.high <= 0:
        return -value
    if value.low is None or value.high is None:
        return NONNEGATIVE
    return Range(Fraction(0), max(-value.low, value.high))


def _root(value: Range) -> Range:
    """The square root, by rational bounds on both sides."""
    low = Fraction(0) if value.low is None or value.low <= 0 else _root_below(value.low)
    high = None if value.high is None or value.high < 0 else _root_below(value.high) + Fraction(1, 10**6)
    exact = value.low is not None and value.low >= 0 and low * low == value.low
    return Range(low, high, value.low_open if exact else bool(low), high is not None)


def _root_below(value: Fraction) -> Fraction:
    """The root of a square exactly, else a lower bound."""
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    if top * top == value.numerator and bottom * bottom == value.denominator:
        return Fraction(top, bottom)
    scale = 10**6
    return Fraction(isqrt(value.numerator * scale**2 // value.denominator), scale)


def _exponential(value: Range) -> Range:
    if value.low is not None and value.low >= 0:
        return Range(Fraction(1), None, value.low_open or value.low > 0)
    if value.high is not None and value.high <= 0:
        return Range(Fraction(0), Fraction(1), low_open=True, high_open=value.high_open or value.high < 0)
    return POSITIVE


def _hull(ranges: list[Range]) -> Range:
    lows = [(r.low, not r.low_open) for r in ranges]
    highs = [(r.high, not r.high_open) for r in ranges]
    low = None if any(l is None for l, _ in lows) else min(l for l, _ in lows if l is not None)
    high = None if any(h is None for h, _ in highs) else max(h for h, _ in highs if h is not None)
    return Range(low, high, (low, True) not in lows, (high, True) not in highs)


def _greatest(ranges: list[Range]) -> Range:
    lows = [r for r in ranges if r.low is not None]
    best = max(lows, key=lambda r: (r.low, r.low_open), default=ANY)
    high = _hull(ranges)
    return Range(best.low, high.high, best.low_open, high.high_open)


def _between(low: int, high: int, *, open_: bool = False) -> Callable[[Range], Range]:
    return lambda _: Range(Fraction(low), Fraction(high), open_, open_)


def _at_least_one(_: Range) -> Range:
    return Range(Fraction(1))


_ONE_ARGUMENT: dict[str, Callable[[Range], Range]] = {
    "abs": _magnitude,
    "exp": _exponential,
    "sqrt": _root,
    "relu": lambda r: _greatest([r, Range(Fraction(0), Fraction(0))]),
    "sin": _between(-1, 1),
    "cos": _between(-1, 1),
    "tanh": _between(-1, 1, open_=True),
    "sigmoid": _between(0, 1, open_=True),
    "sign": _between(-1, 1),
    "heaviside": _between(0, 1),
    "erf": _between(-1, 1, open_=True),
    "atan": _between(-2, 2, open_=True),
    "cosh": _at_least_one,
    "sech": lambda _: Range(Fraction(0), Fraction(1), low_open=True),
    "softplus": lambda _: POSITIVE,
    "cbrt": lambda r: NONNEGATIVE if r.nonnegative else -NONNEGATIVE if (-r).nonnegative else ANY,
    "log": lambda r: NONNEGATIVE if r.low is not None and r.low >= 1 else ANY,
}


def _call(function: str, arguments: list[Range]) -> Range:
    if len(arguments) == 1 and function in _ONE_ARGUMENT:
        return _ONE_ARGUMENT[function](arguments[0])
    if function == "max":
        return _greatest(arguments)
    if function == "min":
        return -_greatest([-argument for argument in arguments])
    return ANY
