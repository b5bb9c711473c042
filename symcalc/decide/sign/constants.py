"""A constant as a quotient of polynomials over kernels: what proves that sqrt(2)*sqrt(3) is sqrt(6).

Logarithms of products fall into logarithms of primes and kernels, exponentials of sums into products, roots of
fractions into roots of primes, circular functions of multiples of pi into algebraic numbers, inverse functions into
multiples of pi where they are. Whatever else occurs becomes a kernel of its own, equal only to itself. The constant
is taken to be defined (`settle` makes sure of that), and names may occur: they are letters.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import reduce
from math import factorial, gcd, lcm
from typing import Final

from flint import arb, fmpz

from symcalc.decide.ball import Ball, enclose
from symcalc.decide.ball.compile import parts
from symcalc.decide.sign.circular import (
    PI,
    cosine,
    multiple_of_pi,
    nearest_turns,
    prime,
    sine,
    trigonometric,
    turns_of,
)
from symcalc.decide.sign.polynomials import (
    Kernel,
    Monomial,
    Polynomial,
    Ratio,
    TooLarge,
    constant,
    letter,
    number,
    of_kernel,
    ratio,
    total,
)
from symcalc.decide.sign.separation import vanishes
from symcalc.decide.sign.writing import monomial_tree, polynomial_tree, ratio_tree
from symcalc.syntax.tree import (
    Call,
    Constant,
    Derivative,
    Form,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    names,
)

_HALF: Final = Fraction(1, 2)
_ONE: Final = number(1)
#: Integers longer than this are not factored.
_FACTOR_BITS: Final = 160
#: Gamma is worked out at whole and half numbers up to here.
_GAMMA: Final = 100


class NotWritten(Exception):
    """The constant cannot be written over kernels: a part of it is undecided."""


def written_out(node: Node) -> Ratio | None:
    """The constant over kernels; None where it is too large or a part of it is not decided.

    >>> from symcalc.syntax.tree import integer
    >>> zero = Sum((Call("log", (integer(4),)), Product((integer(-2), Call("log", (integer(2),))))))
    >>> written_out(zero).rational()
    Fraction(0, 1)
    """
    values: dict[int, Ratio] = {}
    try:
        for part in parts((node,)):
            values[id(part)] = _value(part, [values[id(child)] for child in _children(part)])
    except (TooLarge, NotWritten):
        return None
    return values[id(node)]


def _children(node: Node) -> tuple[Node, ...]:
    closed = isinstance(node, (Derivative, Form)) or (isinstance(node, Call) and node.function == "rootof")
    return () if closed else node.children()


def _value(node: Node, below: list[Ratio]) -> Ratio:
    match node:
        case Number(value):
            return number(value)
        case Constant("pi"):
            return of_kernel(PI)
        case Constant("e"):
            return exponential(_ONE)
        case Name(name):
            return of_kernel(Kernel("name", name, node))
        case Negative():
            return -below[0]
        case Sum():
            return reduce(Ratio.__add__, below)
        case Product():
            return reduce(Ratio.__mul__, below)
        case Quotient():
            return below[0] / _nonzero(below[1])
        case Power():
            return power(below[0], below[1])
        case Call("rootof"):
            return of_kernel(Kernel("rootof", node, node))
        case Call(function):
            return _call(function, below)
        case Derivative():
            return of_kernel(Kernel("derivative", node, node))
    raise NotWritten


def _nonzero(value: Ratio) -> Ratio:
    if not value.top:
        raise NotWritten
    return value


def _call(function: str, arguments: list[Ratio]) -> Ratio:
    rule = RULES.get((function, len(arguments)))
    found = rule(*arguments) if rule else None
    if found is not None:
        return found
    tree = Call(function, tuple(map(ratio_tree, arguments)))
    return of_kernel(Kernel(function, tuple(arguments), tree))


def positive(poly: Polynomial) -> Polynomial:
    """The absolute value of a polynomial."""
    single = poly.single()
    if single is not None and all(kernel.kind in {"prime", "root", "pi", "exp", "cosine"} for kernel, _ in single[0]):
        return poly if single[1] > 0 else -poly
    value = _enclosed(polynomial_tree(poly))
    if isinstance(value, arb) and (value > 0 or value < 0):
        return poly if value > 0 else -poly
    raise NotWritten


def _enclosed(tree: Node, precision: int = 256) -> Ball:
    """The value of a tree; nothing is known of one with names."""
    return enclose(tree, dict.fromkeys(names(tree), arb.nan()), precision)


def power(base: Ratio, exponent: Ratio) -> Ratio:
    """A power, by its rational exponent or as exp(exponent * log(base))."""
    r = exponent.rational()
    if r is None:
        return exponential(exponent * logarithm(base))
    if r.denominator == 1:
        return base**r.numerator if r >= 0 else (_ONE / _nonzero(base)) ** -r.numerator
    if not base.top:
        return number(0)
    return _root(positive(base.top), r) / _root(positive(base.bottom), r)


def _root(poly: Polynomial, exponent: Fraction) -> Ratio:
    """A positive polynomial to a fractional exponent."""
    content, primitive = _content(poly)
    result = _rational_power(content, exponent)
    single = primitive.single()
    if single is None:
        kernel = Kernel("root", primitive, polynomial_tree(primitive))
        return result * of_kernel(kernel, exponent)
    for kernel, inner in single[0]:
        result = result * of_kernel(kernel, inner * exponent)
    return result


def _content(poly: Polynomial) -> tuple[Fraction, Polynomial]:
    """The positive rational factor of a polynomial, and what is left, with whole coefficients without a common one."""
    values = poly.terms.values()
    top = reduce(gcd, (value.numerator for value in values))
    bottom = reduce(lcm, (value.denominator for value in values))
    content = Fraction(top, bottom)
    return content, poly.scaled(1 / content)


def _primes(value: Fraction) -> list[tuple[int, int]]:
    """A positive fraction as primes with exponents; a number too long to factor counts as a prime."""
    found: list[tuple[int, int]] = []
    for side, direction in ((value.numerator, 1), (value.denominator, -1)):
        if side.bit_length() > _FACTOR_BITS:
            found.append((side, direction))
        else:
            found += [(int(p), direction * int(e)) for p, e in fmpz(side).factor()]
    return found


def _rational_power(value: Fraction, exponent: Fraction) -> Ratio:
    return reduce(Ratio.__mul__, (of_kernel(prime(p), exponent * e) for p, e in _primes(value)), _ONE)


def exponential(value: Ratio) -> Ratio:
    """The exponential: a product of powers of exponentials of monomials; those of logarithms are powers."""
    whole = value.whole()
    if whole is None:
        return of_kernel(Kernel("exp", value, Call("exp", (ratio_tree(value),))))
    return reduce(Ratio.__mul__, (_exp_of(monomial, factor) for monomial, factor in whole.terms.items()), _ONE)


def _exp_of(monomial: Monomial, factor: Fraction) -> Ratio:
    if len(monomial) == 1:
        [(kernel, exponent)] = monomial
        if kernel.kind == "log" and exponent == 1:
            base = constant(kernel.meaning) if isinstance(kernel.meaning, int) else kernel.meaning
            if isinstance(base, Polynomial):
                return power(Ratio(positive(base), constant(1)), number(factor))
    return of_kernel(Kernel("exp", monomial, Call("exp", (monomial_tree(monomial),))), factor)


def logarithm(value: Ratio) -> Ratio:
    """The logarithm of a positive number, over logarithms of primes and kernels."""
    return _log(_positive_side(value.top)) + -_log(_positive_side(value.bottom))


def _positive_side(poly: Polynomial) -> Polynomial:
    if not poly:
        raise NotWritten
    return positive(poly)


def _log(poly: Polynomial) -> Ratio:
    content, primitive = _content(poly)
    terms = [letter(_log_kernel(constant(p), p)).scaled(Fraction(e)) for p, e in _primes(content)]
    single = primitive.single()
    if single is None:
        terms.append(letter(_log_kernel(primitive, primitive)))
    else:
        terms += [_log_of_kernel(kernel).scaled(exponent) for kernel, exponent in single[0]]
    return Ratio(total(terms), constant(1))


def _log_kernel(poly: Polynomial, meaning: Polynomial | int) -> Kernel:
    return Kernel("log", meaning, Call("log", (polynomial_tree(poly),)))


def _log_of_kernel(kernel: Kernel) -> Polynomial:
    if kernel.kind == "exp" and isinstance(kernel.meaning, frozenset):
        return Polynomial({kernel.meaning: Fraction(1)})
    if kernel.kind == "prime":
        return letter(Kernel("log", kernel.meaning, Call("log", (kernel.tree,))))
    alone = letter(kernel)
    return letter(_log_kernel(alone, alone))


def circular(name: str, value: Ratio) -> Ratio | None:
    """Sine or cosine."""
    whole = value.whole()
    if whole is None:
        return None
    _, rest = turns_of(whole)
    if rest and _leads_negative(rest):
        flipped = circular(name, -value)
        return -flipped if flipped is not None and name == "sin" else flipped
    return trigonometric(name, whole, polynomial_tree(rest))


def _leads_negative(poly: Polynomial) -> bool:
    leader = min(poly.terms, key=lambda monomial: repr(monomial_tree(monomial)))
    return poly.terms[leader] < 0


def _tangent(value: Ratio) -> Ratio | None:
    top, bottom = circular("sin", value), circular("cos", value)
    return None if top is None or bottom is None else top / _nonzero(bottom)


def _inverse(name: str, check: Callable[[Fraction], Polynomial], value: Ratio) -> Ratio | None:
    """A multiple of pi where the function of it is the value."""
    turns = _turns(name, value)
    if turns is None or vanishes((ratio(check(turns), constant(1)) + -value).top) is not True:
        return None
    return multiple_of_pi(turns)


def _turns(name: str, value: Ratio) -> Fraction | None:
    """The fraction of pi that an inverse function may have for a value."""
    angle = _enclosed(Call(name, (ratio_tree(value),)), 128)
    return nearest_turns(angle) if isinstance(angle, arb) else None


def _arctangent(value: Ratio) -> Ratio | None:
    turns = _turns("atan", value)
    if turns is None or abs(turns) >= _HALF:
        return None
    gap = Ratio(sine(turns), constant(1)) + -(Ratio(cosine(turns), constant(1)) * value)
    return multiple_of_pi(turns) if vanishes(gap.top) is True else None


def _direction(y: Ratio, x: Ratio) -> Ratio | None:
    """The angle of a point, where it is a multiple of pi."""
    angle = _enclosed(Call("atan2", (ratio_tree(y), ratio_tree(x))), 128)
    turns = nearest_turns(angle) if isinstance(angle, arb) else None
    if turns is None:
        return None
    across = Ratio(sine(turns), constant(1)) * x + -(Ratio(cosine(turns), constant(1)) * y)
    return multiple_of_pi(turns) if vanishes(across.top) is True else None


def _gamma(value: Ratio) -> Ratio | None:
    """Gamma of whole numbers and halves."""
    r = value.rational()
    if r is None or r.denominator > 2 or abs(r) > _GAMMA or (r.denominator == 1 and r <= 0):
        return None
    if r.denominator == 1:
        return number(factorial(r.numerator - 1))
    factor = Fraction(1)
    while r > _HALF:
        r -= 1
        factor *= r
    while r < _HALF:
        factor /= r
        r += 1
    return number(factor) * of_kernel(PI, _HALF)


def _sigmoid(value: Ratio) -> Ratio:
    return _ONE / (_ONE + exponential(-value))


def _area(inside: Callable[[Ratio], Ratio]) -> Callable[[Ratio], Ratio]:
    """log(x + sqrt(inside(x))), an inverse hyperbolic function."""
    return lambda x: logarithm(x + power(inside(x), number(_HALF)))


def _cube_root(x: Ratio) -> Ratio:
    r = x.rational()
    if r is not None and r < 0:
        return -_cube_root(-x)
    value = _enclosed(ratio_tree(x)) if x.top else arb(0)
    if not isinstance(value, arb):
        raise NotWritten
    return -power(-x, number(Fraction(1, 3))) if value < 0 else power(x, number(Fraction(1, 3)))


def _halves(value: Ratio, direction: int) -> Ratio:
    """(e^x + e^-x) / 2, or their difference."""
    return (exponential(value) + number(direction) * exponential(-value)) * number(_HALF)


def _over(function: str) -> Callable[[Ratio], Ratio]:
    return lambda x: _ONE / _nonzero(_call(function, [x]))


def _of_reciprocal(function: str) -> Callable[[Ratio], Ratio]:
    return lambda x: _call(function, [_ONE / _nonzero(x)])


RULES: Final[dict[tuple[str, int], Callable[..., Ratio | None]]] = {
    ("exp", 1): exponential,
    ("log", 1): logarithm,
    ("log", 2): lambda x, b: logarithm(x) / _nonzero(logarithm(b)),
    ("log2", 1): lambda x: logarithm(x) / logarithm(number(2)),
    ("log10", 1): lambda x: logarithm(x) / logarithm(number(10)),
    ("sqrt", 1): lambda x: power(x, number(_HALF)),
    ("cbrt", 1): _cube_root,
    ("sin", 1): lambda x: circular("sin", x),
    ("cos", 1): lambda x: circular("cos", x),
    ("tan", 1): _tangent,
    ("sec", 1): _over("cos"),
    ("csc", 1): _over("sin"),
    ("cot", 1): _over("tan"),
    ("sinh", 1): lambda x: _halves(x, -1),
    ("cosh", 1): lambda x: _halves(x, 1),
    ("tanh", 1): lambda x: _halves(x, -1) / _halves(x, 1),
    ("coth", 1): lambda x: _halves(x, 1) / _nonzero(_halves(x, -1)),
    ("sech", 1): _over("cosh"),
    ("csch", 1): _over("sinh"),
    ("asin", 1): lambda x: _inverse("asin", sine, x),
    ("acos", 1): lambda x: _inverse("acos", cosine, x),
    ("atan", 1): _arctangent,
    ("atan2", 2): _direction,
    ("acot", 1): lambda x: multiple_of_pi(_HALF) if not x.top else _call("atan", [_ONE / x]),
    ("asec", 1): _of_reciprocal("acos"),
    ("acsc", 1): _of_reciprocal("asin"),
    ("asinh", 1): _area(lambda x: x * x + _ONE),
    ("acosh", 1): _area(lambda x: x * x + -_ONE),
    ("atanh", 1): lambda x: logarithm((_ONE + x) / (_ONE + -x)) * number(_HALF),
    ("acoth", 1): _of_reciprocal("atanh"),
    ("asech", 1): _of_reciprocal("acosh"),
    ("acsch", 1): _of_reciprocal("asinh"),
    ("gamma", 1): _gamma,
    ("factorial", 1): lambda x: _call("gamma", [x + _ONE]),
    ("beta", 2): lambda a, b: _call("gamma", [a]) * _call("gamma", [b]) / _call("gamma", [a + b]),
    ("sigmoid", 1): _sigmoid,
    ("softplus", 1): lambda x: logarithm(_ONE + exponential(x)),
}
