"""A second opinion on trees, by mpmath: the value at a point in 60 digits, or None where there is no real value."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise

import mpmath as mp

from symcalc.syntax.tree import (
    Call,
    Constant,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Truth,
)

DIGITS = 60


class Undefined(Exception):
    """There is no real value."""


def value(node: Node, point: dict[str, Fraction | Node], digits: int = DIGITS) -> mp.mpf | None:
    """The value of a tree, None where it is undefined."""
    with mp.workdps(digits):
        try:
            found = _value(node, {name: _coordinate(x) for name, x in point.items()})
        except (Undefined, ZeroDivisionError, OverflowError, ValueError):
            return None
        return found if isinstance(found, mp.mpf) and mp.isfinite(found) else None


def _coordinate(x):
    return _value(x, {}) if isinstance(x, Node) else mp.mpf(x.numerator) / x.denominator


def _real(x):
    if isinstance(x, mp.mpc):
        if abs(x.imag) > mp.mpf(10) ** -(DIGITS - 15) * (1 + abs(x.real)):
            raise Undefined
        x = x.real
    return mp.mpf(x)


def _value(node: Node, at):
    match node:
        case Number(number):
            return mp.mpf(number.numerator) / number.denominator
        case Name(name):
            return at[name]
        case Constant(name):
            return mp.pi + 0 if name == "pi" else mp.e + 0
        case Negative(operand):
            return -_value(operand, at)
        case Sum(terms):
            return mp.fsum(_value(term, at) for term in terms)
        case Product(factors):
            return mp.fprod([_value(factor, at) for factor in factors])
        case Quotient(top, bottom):
            return _value(top, at) / _nonzero(_value(bottom, at))
        case Power(base, exponent):
            return _power(_value(base, at), _value(exponent, at))
        case Piecewise(pieces):
            for piece, condition in pieces:
                if _holds(condition, at):
                    return _value(piece, at)
            raise Undefined
        case Call("rootof", (polynomial, Number(k))):
            return _root(polynomial, int(k))
        case Call(function, arguments):
            return _real(FUNCTIONS[function](*(_value(argument, at) for argument in arguments)))
    raise TypeError(node)


def _nonzero(x):
    """A denominator; what is left of a zero after rounding is one."""
    if abs(x) < mp.mpf(10) ** (12 - mp.mp.dps):
        raise Undefined
    return x


def _sign(x):
    """The sign; what is left of a zero after rounding has none."""
    return mp.sign(x) if abs(x) >= mp.mpf(10) ** (12 - mp.mp.dps) else mp.mpf(0)


def _is_whole(x):
    return abs(x - mp.nint(x)) < mp.mpf(10) ** -(DIGITS - 10)


def _power(x, y):
    if x < 0 and not _is_whole(y):
        raise Undefined
    if y <= 0:
        _nonzero(x)
    return _real(mp.power(x, mp.nint(y) if _is_whole(y) else y))


def _between(low, high, function, *, closed=True):
    def checked(x):
        inside = low <= x <= high if closed else low < x < high
        if not inside:
            raise Undefined
        return function(x)

    return checked


def _holds(condition, at):
    match condition:
        case Truth(truth):
            return truth
        case Logic("and", operands):
            return all(_holds(operand, at) for operand in operands)
        case Logic("or", operands):
            return any(_holds(operand, at) for operand in operands)
        case Logic("not", (operand,)):
            return not _holds(operand, at)
        case Call("integer", (operand,)):
            return _is_whole(_value(operand, at))
        case Relation(operators, operands):
            values = [_value(operand, at) for operand in operands]
            return all(COMPARE[op](a, b) for op, (a, b) in zip(operators, pairwise(values), strict=True))
    raise TypeError(condition)


holds = _holds
COMPARE = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


def _root(polynomial, k):
    return _roots(polynomial, mp.mp.dps)[k]


@cache
def _roots(polynomial, _):
    """All real roots; kept, since a root is asked for in every coordinate."""
    coefficients = _coefficients(polynomial)
    roots = mp.polyroots(coefficients[::-1], maxsteps=500, extraprec=400)
    return sorted(root.real for root in roots if abs(root.imag) < mp.mpf(10) ** -40)


def _coefficients(node):
    """The coefficients of a polynomial in one name, the constant one first."""
    match node:
        case Number(number):
            return [mp.mpf(number.numerator) / number.denominator]
        case Name():
            return [mp.mpf(0), mp.mpf(1)]
        case Negative(operand):
            return [-c for c in _coefficients(operand)]
        case Sum(terms):
            rows = [_coefficients(term) for term in terms]
            return _trimmed([sum(row[i] for row in rows if i < len(row)) for i in range(max(map(len, rows)))])
        case Product(factors):
            result = [mp.mpf(1)]
            for row in map(_coefficients, factors):
                result = [
                    sum(result[i] * row[k - i] for i in range(len(result)) if 0 <= k - i < len(row))
                    for k in range(len(result) + len(row) - 1)
                ]
            return _trimmed(result)
        case Power(base, Number(number)):
            return _coefficients(Product((base,) * int(number))) if number else [mp.mpf(1)]
    raise TypeError(node)


def _trimmed(row):
    while len(row) > 1 and row[-1] == 0:
        row.pop()
    return row


def _log(x, b=None):
    if x <= 0 or (b is not None and (b <= 0 or b == 1)):
        raise Undefined
    return mp.log(x) if b is None else mp.log(x) / mp.log(b)


def _gamma(x):
    if _is_whole(x) and x <= 0:
        raise Undefined
    return mp.gamma(x)


def _binomial(n, k):
    if _is_whole(k) and k >= 0:
        return mp.fprod([(n - i) / (i + 1) for i in range(int(mp.nint(k)))])
    return _gamma(n + 1) * mp.rgamma(k + 1) * mp.rgamma(n - k + 1)


def _reciprocal(function):
    return lambda x: 1 / _nonzero(function(x))


def _of_reciprocal(function):
    return lambda x: function(1 / _nonzero(x))


_acos, _asin = _between(-1, 1, mp.acos), _between(-1, 1, mp.asin)
_acosh, _atanh = _between(1, mp.inf, mp.acosh), _between(-1, 1, mp.atanh, closed=False)
FUNCTIONS = {
    "exp": mp.exp,
    "log": _log,
    "log2": lambda x: _log(x) / mp.log(2),
    "log10": lambda x: _log(x) / mp.log(10),
    "sqrt": _between(0, mp.inf, mp.sqrt),
    "cbrt": lambda x: mp.sign(x) * mp.cbrt(abs(x)),
    "abs": abs,
    "sign": _sign,
    "heaviside": lambda x: (1 + _sign(x)) / 2,
    "relu": lambda x: max(x, mp.mpf(0)),
    "max": max,
    "min": min,
    "floor": mp.floor,
    "ceil": mp.ceil,
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "softplus": lambda x: mp.log1p(mp.exp(x)) if x < 50 else x + mp.log1p(mp.exp(-x)),
    "sin": mp.sin,
    "cos": mp.cos,
    "tan": lambda x: mp.sin(x) / _nonzero(mp.cos(x)),
    "sec": lambda x: 1 / _nonzero(mp.cos(x)),
    "csc": _reciprocal(mp.sin),
    "cot": lambda x: mp.cos(x) / _nonzero(mp.sin(x)),
    "asin": _asin,
    "acos": _acos,
    "atan": mp.atan,
    "acot": lambda x: mp.pi / 2 if x == 0 else mp.atan(1 / x),
    "asec": _of_reciprocal(_acos),
    "acsc": _of_reciprocal(_asin),
    "atan2": lambda y, x: mp.atan2(y, x) if x or y else _nonzero(x),
    "sinh": mp.sinh,
    "cosh": mp.cosh,
    "tanh": mp.tanh,
    "sech": mp.sech,
    "csch": _reciprocal(mp.sinh),
    "coth": _reciprocal(mp.tanh),
    "asinh": mp.asinh,
    "acosh": _acosh,
    "atanh": _atanh,
    "asech": _of_reciprocal(_acosh),
    "acsch": _of_reciprocal(mp.asinh),
    "acoth": _of_reciprocal(_atanh),
    "gamma": _gamma,
    "factorial": lambda x: _gamma(x + 1),
    "digamma": lambda x: _nonzero(_gamma(x)) and mp.digamma(x),
    "polygamma": lambda n, x: _nonzero(_gamma(x)) and mp.polygamma(int(n), x),
    "beta": lambda a, b: _gamma(a) * _gamma(b) * mp.rgamma(a + b),
    "binomial": _binomial,
    "erf": mp.erf,
    "erfc": mp.erfc,
    "besselj": mp.besselj,
}
