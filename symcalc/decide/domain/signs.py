"""Which signs an expression can have, wherever it is defined: what makes `exp(x) != 0` and `x^2 + 1 > 0` true.

The answer is a set of -1, 0, 1 that holds every sign that occurs (and perhaps more). It rests on the structure, on
intervals over the whole line, and for polynomials in one name on their real roots.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import product
from typing import Final, TypeAlias

from flint import arb, fmpq

from symcalc.decide.ball import UNDEFINED, compile_ball
from symcalc.decide.ball.roots import polynomial, real_roots
from symcalc.decide.sign import sign
from symcalc.syntax.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    names,
    open_children,
)

Signs: TypeAlias = frozenset[int]
ANY: Final[Signs] = frozenset({-1, 0, 1})
POSITIVE: Final[Signs] = frozenset({1})
NOT_NEGATIVE: Final[Signs] = frozenset({0, 1})

#: Functions of one sign.
_OF_ONE_SIGN: Final[dict[str, Signs]] = {
    **dict.fromkeys(("exp", "cosh", "sech", "sigmoid", "softplus", "erfc"), POSITIVE),
    **dict.fromkeys(("acos", "acosh", "heaviside", "asech", "asec"), NOT_NEGATIVE),
}
#: Odd functions that keep the sign of their argument.
_KEEP_SIGN: Final = frozenset(
    {"cbrt", "sinh", "tanh", "asinh", "atan", "asin", "atanh", "erf", "sign", "csch", "coth", "acsch", "acsc", "acoth"}
)


def possible_signs(node: Node, known: Mapping[str, Signs] | None = None) -> Signs:
    """The signs an expression can have at points where it is defined; `known` are those of names.

    >>> from symcalc.syntax import parse_expression
    >>> [sorted(possible_signs(parse_expression(text))) for text in ("x^2 + exp(y)", "x^2 - x + 1", "sqrt(x)")]
    [[1], [1], [0, 1]]
    """
    signs: dict[int, Signs] = {}
    for part in _parts(node):
        below = [signs.get(id(child), ANY) for child in open_children(part)]
        signs[id(part)] = _signs(part, below, known or {})
    found = signs[id(node)]
    return found if len(found) == 1 or not names(node) else found & _by_value(node, known or {})


def _parts(node: Node) -> list[Node]:
    """All parts with a value, children first, without recursion."""
    found: list[Node] = []
    stack = [(node, False)]
    seen: set[int] = set()
    while stack:
        part, opened = stack.pop()
        if opened:
            found.append(part)
        elif id(part) not in seen:
            seen.add(id(part))
            stack.append((part, True))
            stack.extend((child, False) for child in open_children(part))
    return found


def _signs(node: Node, below: list[Signs], known: Mapping[str, Signs]) -> Signs:
    match node:
        case Number(value):
            return frozenset({(value > 0) - (value < 0)})
        case Constant():
            return POSITIVE
        case Name(name):
            return known.get(name, ANY)
        case Negative():
            return frozenset(-one for one in below[0])
        case Sum():
            return reduce(_sum, below)
        case Product(factors):
            return _product(factors, below)
        case Quotient():
            return frozenset(a * b for a, b in product(below[0], below[1] - {0}))
        case Power(_, exponent):
            return _power(exponent, below[0], below[1])
        case Call(function):
            return _call(function, below)
        case Piecewise():
            return frozenset().union(*below[::2])
    return ANY


def _sum(a: Signs, b: Signs) -> Signs:
    return frozenset().union(*(ANY if x * y < 0 else {x or y} for x, y in product(a, b)))


def _product(factors: tuple[Node, ...], below: list[Signs]) -> Signs:
    if len(factors) == 2 and factors[0] == factors[1]:
        return frozenset(one * one for one in below[0])
    return frozenset(reduce(lambda a, b: {x * y for x, y in product(a, b)}, below, {1}))


def _power(exponent: Node, base: Signs, _: Signs) -> Signs:
    even = isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value.numerator % 2 == 0
    if isinstance(exponent, Negative):
        return _power(exponent.operand, base, _) - {0}
    if even:
        return frozenset(one * one for one in base)
    if isinstance(exponent, Number) and exponent.value.denominator == 1:
        return base
    if base == POSITIVE:
        return POSITIVE
    return NOT_NEGATIVE if -1 not in base or _no_integer(exponent) else ANY


def _no_integer(exponent: Node) -> bool:
    """Whether an exponent is certainly no integer, so that the base is not negative."""
    if names(exponent):
        return False
    value = compile_ball(exponent, ())(())
    return isinstance(value, arb) and not value.contains_integer()


def _call(function: str, below: list[Signs]) -> Signs:
    if function in _OF_ONE_SIGN:
        return _OF_ONE_SIGN[function]
    if function in _KEEP_SIGN:
        return below[0]
    if function in {"sqrt", "relu"}:
        return frozenset(max(one, 0) for one in below[0])
    if function == "abs":
        return frozenset(abs(one) for one in below[0])
    if function in {"max", "min"}:
        best = max if function == "max" else min
        return frozenset(best(signs) for signs in product(*below))
    return ANY


def _by_value(node: Node, known: Mapping[str, Signs]) -> Signs:
    """The signs by the range of the expression over all real numbers, and by its roots where it is a polynomial."""
    unknown = sorted(names(node))
    value = compile_ball(node, unknown)([arb(0, float("inf"))] * len(unknown))
    by_range = _of_ball(value) if value is not UNDEFINED else ANY
    if len(unknown) == 1 and by_range == ANY:
        return _by_roots(node, known.get(unknown[0], ANY))
    return by_range


def _of_ball(value: object) -> Signs:
    if not isinstance(value, arb):
        return ANY
    if value > 0 or value < 0:
        return POSITIVE if value > 0 else frozenset({-1})
    return NOT_NEGATIVE if value >= 0 else ANY


def _by_roots(node: Node, signs: Signs) -> Signs:
    """The signs of a polynomial in one name, from its values between its real roots."""
    poly = polynomial(node)
    if poly is None or poly.degree() < 1 or signs != ANY:
        return ANY
    roots = list(dict.fromkeys(map(str, real_roots(poly))))
    if roots:
        multiple = _even(poly)
        return ANY if not multiple else frozenset({0}) | _at(node, _beyond(poly))
    return _at(node, fmpq(0))


def _even(poly: object) -> bool:
    """Whether every real root of a polynomial is of even multiplicity."""
    factors: Iterable[tuple[object, int]] = poly.factor()[1]  # type: ignore[attr-defined]
    return all(multiplicity % 2 == 0 or not real_roots(factor) for factor, multiplicity in factors)  # type: ignore[arg-type]


def _beyond(poly: object) -> fmpq:
    """A number above all roots (Cauchy's bound)."""
    coefficients = [abs(value) for value in poly.coeffs()]  # type: ignore[attr-defined]
    return fmpq(1) + fmpq(max(coefficients), coefficients[-1])


def _at(node: Node, value: fmpq) -> Signs:
    """The sign at one point, as a set."""
    found = compile_ball(node, sorted(names(node)))([value])
    return _of_ball(found)


def sign_of(node: Node, known: Mapping[str, Signs] | None = None) -> int | None:
    """The one sign an expression has wherever it is defined, if that can be told; a constant's is decided exactly."""
    if not names(node):
        return sign(node)
    found = possible_signs(node, known)
    return next(iter(found)) if len(found) == 1 else None
