"""A constant as a quotient of polynomials over kernels: what proves that sqrt(2)*sqrt(3) is sqrt(6).

Logarithms of products fall into logarithms of primes and kernels, exponentials of sums into products, roots of
fractions into roots of primes, circular functions of multiples of pi into algebraic numbers, inverse functions into
multiples of pi where they are. Whatever else occurs becomes a kernel of its own, equal only to itself. The constant
is taken to be defined (`settle` makes sure of that), and names may occur: they are letters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from math import factorial
from typing import Final

from symcalc.decide.ball.compile import parts
from symcalc.decide.sign.circular import PI, cosine, multiple_of_pi, sine
from symcalc.decide.sign.polynomials import Kernel, Ratio, TooLarge, number, of_kernel
from symcalc.decide.sign.writer import HALF, UNIT, NotWritten, Writer, angle, nonzero, whole_ratio
from symcalc.decide.sign.writing import ratio_tree
from symcalc.syntax.tree import (
    Call,
    Constant,
    Derivative,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    open_children,
)

#: Gamma is worked out at whole and half numbers up to here.
_GAMMA: Final = 100
_DEFAULT: Final = Writer()


def written_out(node: Node) -> Ratio | None:
    """The constant over kernels; None where it is too large or a part of it is not decided.

    >>> from symcalc.syntax.tree import integer
    >>> zero = Sum((Call("log", (integer(4),)), Product((integer(-2), Call("log", (integer(2),))))))
    >>> written_out(zero).rational()
    Fraction(0, 1)
    """
    try:
        return over_kernels(node)
    except (TooLarge, NotWritten):
        return None


def over_kernels(node: Node, values: Mapping[str, Ratio] | None = None, writer: Writer = _DEFAULT) -> Ratio:
    """The constant over kernels, names standing for the given values, else for themselves.

    Raises `TooLarge`, or `NotWritten` where a part is not decided.
    """
    found: dict[int, Ratio] = {}
    for part in parts((node,)):
        if isinstance(part, Name) and values and part.name in values:
            found[id(part)] = values[part.name]
        else:
            found[id(part)] = _value(part, [found[id(child)] for child in open_children(part)], writer)
    return found[id(node)]


def _value(node: Node, below: list[Ratio], writer: Writer) -> Ratio:
    match node:
        case Number(value):
            return number(value)
        case Constant("pi"):
            return of_kernel(PI)
        case Constant("e"):
            return writer.exponential(UNIT)
        case Name(name):
            return of_kernel(Kernel("name", name, node))
        case Negative():
            return -below[0]
        case Sum():
            return reduce(Ratio.__add__, below)
        case Product():
            return reduce(Ratio.__mul__, below)
        case Quotient():
            return below[0] / nonzero(below[1])
        case Power():
            return writer.power(below[0], below[1])
        case Call("rootof"):
            return of_kernel(Kernel("rootof", node, node))
        case Call(function):
            return call(writer, function, *below)
        case Derivative():
            return of_kernel(Kernel("derivative", node, node))
    raise NotWritten


def call(writer: Writer, function: str, *arguments: Ratio) -> Ratio:
    """A function of numbers over kernels; a kernel of its own where no rule applies."""
    rule = RULES.get((function, len(arguments)))
    found = rule(writer, *arguments) if rule else None
    if found is not None:
        return found
    tree = Call(function, tuple(map(ratio_tree, arguments)))
    return of_kernel(Kernel(function, arguments, tree))


def _arctangent(_: Writer, x: Ratio) -> Ratio | None:
    return angle("atan", (x,), lambda turns: whole_ratio(sine(turns)) + -(whole_ratio(cosine(turns)) * x))


def _arcsine(_: Writer, x: Ratio) -> Ratio | None:
    return angle("asin", (x,), lambda turns: whole_ratio(sine(turns)) + -x)


def _arccosine(_: Writer, x: Ratio) -> Ratio | None:
    return angle("acos", (x,), lambda turns: whole_ratio(cosine(turns)) + -x)


def _direction(_: Writer, y: Ratio, x: Ratio) -> Ratio | None:
    """The angle of a point."""
    return angle("atan2", (y, x), lambda turns: whole_ratio(sine(turns)) * x + -(whole_ratio(cosine(turns)) * y))


def _gamma(_: Writer, value: Ratio) -> Ratio | None:
    """Gamma of whole numbers and halves."""
    r = value.rational()
    if r is None or r.denominator > 2 or abs(r) > _GAMMA or (r.denominator == 1 and r <= 0):
        return None
    if r.denominator == 1:
        return number(factorial(r.numerator - 1))
    factor = Fraction(1)
    while r > HALF:
        r -= 1
        factor *= r
    while r < HALF:
        factor /= r
        r += 1
    return number(factor) * of_kernel(PI, HALF)


def _halves(writer: Writer, x: Ratio, direction: int) -> Ratio:
    """(e^x + e^-x) / 2, or their difference."""
    return (writer.exponential(x) + number(direction) * writer.exponential(-x)) * number(HALF)


def _over(function: str) -> Callable[[Writer, Ratio], Ratio]:
    return lambda writer, x: UNIT / nonzero(call(writer, function, x))


def _of_reciprocal(function: str) -> Callable[[Writer, Ratio], Ratio]:
    return lambda writer, x: call(writer, function, UNIT / nonzero(x))


def _beta(writer: Writer, a: Ratio, b: Ratio) -> Ratio:
    return call(writer, "gamma", a) * call(writer, "gamma", b) / nonzero(call(writer, "gamma", a + b))


def _bessel(_: Writer, order: Ratio, x: Ratio) -> Ratio | None:
    """J of a whole order at 0."""
    n = order.rational()
    if x.top or n is None or n.denominator != 1:
        return None
    return number(1 if n == 0 else 0)


RULES: Final[dict[tuple[str, int], Callable[..., Ratio | None]]] = {
    ("exp", 1): Writer.exponential,
    ("log", 1): Writer.logarithm,
    ("log", 2): lambda w, x, b: w.logarithm(x) / nonzero(w.logarithm(b)),
    ("log2", 1): lambda w, x: w.logarithm(x) / w.logarithm(number(2)),
    ("log10", 1): lambda w, x: w.logarithm(x) / w.logarithm(number(10)),
    ("sqrt", 1): Writer.root,
    ("cbrt", 1): Writer.cube_root,
    ("sin", 1): lambda w, x: w.circular("sin", x),
    ("cos", 1): lambda w, x: w.circular("cos", x),
    ("tan", 1): Writer.tangent,
    ("sec", 1): _over("cos"),
    ("csc", 1): _over("sin"),
    ("cot", 1): _over("tan"),
    ("sinh", 1): lambda w, x: _halves(w, x, -1),
    ("cosh", 1): lambda w, x: _halves(w, x, 1),
    ("tanh", 1): lambda w, x: _halves(w, x, -1) / _halves(w, x, 1),
    ("coth", 1): lambda w, x: _halves(w, x, 1) / nonzero(_halves(w, x, -1)),
    ("sech", 1): _over("cosh"),
    ("csch", 1): _over("sinh"),
    ("asin", 1): _arcsine,
    ("acos", 1): _arccosine,
    ("atan", 1): _arctangent,
    ("atan2", 2): _direction,
    ("acot", 1): lambda w, x: call(w, "atan", UNIT / x) if x.top else multiple_of_pi(HALF),
    ("asec", 1): _of_reciprocal("acos"),
    ("acsc", 1): _of_reciprocal("asin"),
    ("asinh", 1): lambda w, x: w.logarithm(x + w.root(x * x + UNIT)),
    ("acosh", 1): lambda w, x: w.logarithm(x + w.root(x * x + -UNIT)),
    ("atanh", 1): lambda w, x: w.logarithm((UNIT + x) / nonzero(UNIT + -x)) * number(HALF),
    ("acoth", 1): _of_reciprocal("atanh"),
    ("asech", 1): _of_reciprocal("acosh"),
    ("acsch", 1): _of_reciprocal("asinh"),
    ("erf", 1): lambda _, x: None if x.top else x,
    ("besselj", 2): _bessel,
    ("gamma", 1): _gamma,
    ("factorial", 1): lambda w, x: call(w, "gamma", x + UNIT),
    ("beta", 2): _beta,
    ("sigmoid", 1): lambda w, x: UNIT / (UNIT + w.exponential(-x)),
    ("softplus", 1): lambda w, x: w.logarithm(UNIT + w.exponential(x)),
}
