"""Normal forms of single factors: functions of sums and products split, numbers and signs taken out."""

from __future__ import annotations

from fractions import Fraction

from symcalc.matrix import algebra
from symcalc.matrix.canonical import term_key
from symcalc.matrix.indices import (
    PLAIN,
    Apply,
    Delta,
    Determinant,
    Entry,
    Exponent,
    Factor,
    Indexed,
    Inverse,
    Surd,
    Term,
    constant,
    single,
)
from symcalc.matrix.positions import Index, new, simple
from symcalc.matrix.simplify.functions import applied
from symcalc.matrix.simplify.matrices import chain

HALF = Fraction(1, 2)
#: f(-u) = -f(u), and f(-u) = f(u).
ODD = frozenset({"sin", "tan", "asin", "atan", "sinh", "tanh", "asinh", "atanh", "sign", "cbrt", "erf"})
EVEN = frozenset({"cos", "cosh", "abs"})
#: f(c u) for positive c: c f(u), or f(u).
HOMOGENEOUS = frozenset({"abs"})
SCALE_FREE = frozenset({"sign"})
#: Functions whose values are positive.
POSITIVE = frozenset({"exp", "sigmoid", "cosh"})


def normal_apply(function: str, arguments: tuple[Indexed, ...]) -> Indexed:
    """A function of normal arguments by simpler ones."""
    match function, arguments:
        case "exp", (inside,):
            return _exponential(inside)
        case "log", (inside,):
            return _logarithm(inside)
        case "log2" | "log10", (inside,):
            below = algebra.apply("log", constant(2 if function == "log2" else 10))
            return algebra.multiply([algebra.apply("log", inside), algebra.power(below, Fraction(-1))])
        case "relu", (inside,):
            return algebra.scaled(algebra.add([inside, algebra.apply("abs", inside)]), HALF)
        case "heaviside", (inside,):
            return algebra.scaled(algebra.add([constant(1), algebra.apply("sign", inside)]), HALF)
        case "max" | "min", (first, second):
            return _extreme(1 if function == "max" else -1, first, second)
        case "softplus", (inside,):
            return algebra.apply("log", _one_plus_exp(inside))
        case "sigmoid", (inside,):
            return algebra.power(_one_plus_exp(algebra.scaled(inside, -1)), Fraction(-1))
        case "tanh", (inside,):
            below = algebra.power(_one_plus_exp(algebra.scaled(inside, -2)), Fraction(-1))
            return algebra.add([algebra.scaled(below, 2), constant(-1)])
    return _scaled_argument(function, arguments)


def _one_plus_exp(inside: Indexed) -> Indexed:
    return algebra.add([constant(1), algebra.apply("exp", inside)])


def _extreme(side: int, first: Indexed, second: Indexed) -> Indexed:
    """max(a, b) = (a + b + |a - b|)/2."""
    distance = algebra.apply("abs", algebra.add([first, algebra.scaled(second, -1)]))
    return algebra.scaled(algebra.add([first, second, algebra.scaled(distance, side)]), HALF)


def _exponential(inside: Indexed) -> Indexed:
    """exp(a + 2 b) = exp(a) exp(b)^2."""
    if len(inside.terms) == 1 and inside.terms[0].coefficient == 1:
        return applied("exp", (inside,))
    parts = []
    for term in inside.terms:
        unit = Indexed((Term(PLAIN, term.factors, term.dummies),))
        parts.append(algebra.power(applied("exp", (unit,)), term.coefficient))
    return algebra.multiply(parts)


def _logarithm(inside: Indexed) -> Indexed:
    """Log of a product as the sum of logarithms of absolute values."""
    if len(inside.terms) != 1 or inside.terms[0].dummies:
        content, rest = _content(inside)
        whole = algebra.apply("log", algebra.apply("abs", rest))
        return whole if content == 1 else algebra.add([algebra.apply("log", constant(content)), whole])
    term = inside.terms[0]
    if not term.factors:
        return applied("log", (inside,))
    parts = [] if abs(term.coefficient) == 1 else [algebra.apply("log", constant(abs(term.coefficient)))]
    for base, power in term.factors:
        above = power if isinstance(power, Indexed) else constant(power)
        parts.append(algebra.multiply([above, _log_of(base)]))
    return algebra.add(parts)


def _log_of(base: Factor) -> Indexed:
    """log|b|; of an exponential its argument."""
    if isinstance(base, Apply) and base.function == "exp":
        return base.arguments[0]
    if isinstance(base, Apply) and base.function == "abs":
        return single(Apply("log", (single(base),)))
    return single(Apply("log", (algebra.apply("abs", single(base)),)))


def _scaled_argument(function: str, arguments: tuple[Indexed, ...]) -> Indexed:
    """Numbers and signs taken out of the argument of odd, even and homogeneous functions."""
    if len(arguments) != 1 or function not in ODD | EVEN or not arguments[0].terms:
        return applied(function, arguments)
    content, rest = _content(arguments[0])
    sign = -1 if leading(rest).coefficient < 0 else 1
    rest = algebra.scaled(rest, sign)
    inner = rest if function in HOMOGENEOUS | SCALE_FREE else algebra.scaled(rest, content)
    outer = Fraction(content if function in HOMOGENEOUS else 1) * (sign if function in ODD else 1)
    if function == "abs" and len(inner.terms) == 1 and not inner.terms[0].dummies:
        return algebra.scaled(_absolute(inner.terms[0]), outer)
    return algebra.scaled(applied(function, (inner,)), outer)


def _absolute(term: Term) -> Indexed:
    """|u v| = |u| |v|; of what is positive, itself."""
    parts = []
    for base, power in term.factors:
        known = isinstance(base, Apply) and (base.function in POSITIVE or base.function == "abs")
        parts.append(algebra.power(single(base) if known else single(Apply("abs", (single(base),))), power))
    return algebra.multiply(parts)


def _content(whole: Indexed) -> tuple[Fraction, Indexed]:
    """A positive number and what is left of a sum whose leading coefficient is then 1 or -1."""
    if not whole.terms:
        return PLAIN, whole
    size = abs(leading(whole).coefficient)
    return size, algebra.scaled(whole, 1 / size)


def leading(whole: Indexed) -> Term:
    """The first term in an order that does not depend on how indices are called."""
    free = {index: "@" for part in whole.positions() for index in simple(part)}
    return min(whole.terms, key=lambda term: (not term.factors, term_key(term, free)))


def normal_power(base: Indexed, power: Exponent) -> Indexed:
    """A power that is not multiplied out: numbers come out, of a product each factor has its own power."""
    if len(base.terms) == 1 and not base.terms[0].dummies:
        term = base.terms[0]
        lone = len(term.factors) == 1 and term.coefficient > 0
        parts = [_power_of(factor, inner, power, lone=lone) for factor, inner in term.factors]
        number = _whole_power(term.coefficient, power)
        if number is not None and all(part is not None for part in parts):
            return algebra.multiply([number, *(part for part in parts if part is not None)])
    content, rest = _content(base)
    outside = algebra.power(constant(content), power)
    if not isinstance(power, Indexed) and power.denominator == 1 and rest.terms and leading(rest).coefficient < 0:
        sign = (-1) ** (power.numerator % 2)
        return algebra.multiply([constant(sign), outside, algebra.power(algebra.scaled(rest, -1), power)])
    return algebra.multiply([outside, algebra.power(rest, power)])


def _whole_power(number: Fraction, power: Exponent) -> Indexed | None:
    """A power of the coefficient of a product; of a fractional power, that of its absolute value."""
    if isinstance(power, Indexed):
        return None if number != 1 else constant(1)
    if power.denominator == 1:
        return constant(number ** int(power)) if number else None
    return algebra.power(constant(abs(number)), power)


def _power_of(factor: Factor, inner: Exponent, power: Exponent, *, lone: bool) -> Indexed | None:
    """(b^p)^q: b^(p q) where b must be positive or q is whole, else |b|^(p q)."""
    if isinstance(inner, Indexed) or isinstance(power, Indexed):
        return single(factor, power) if inner == PLAIN and lone else None
    known = isinstance(factor, Apply) and (factor.function in POSITIVE or factor.function == "abs")
    odd = inner.denominator == 1 and inner.numerator % 2 == 1
    if power.denominator == 1 or inner.denominator != 1 or known or (lone and odd):
        return single(factor, inner * power)
    return single(Apply("abs", (single(factor),)), inner * power)


def normal_determinant(body: Indexed, row: Index, column: Index) -> Indexed:
    """Det of a product of square matrices, of a multiple, of an inverse."""
    if len(body.terms) != 1:
        content, rest = _content(body)
        sign = -1 if body.terms and leading(rest).coefficient < 0 else 1
        matrix = single(Determinant(algebra.scaled(rest, sign), row, column))
        return algebra.multiply([_to_the_size(content * sign, row), matrix])
    term = body.terms[0]
    scalars = tuple(part for part in term.factors if not list(Term(PLAIN, (part,)).positions()))
    rest_term = Term(PLAIN, tuple(part for part in term.factors if part not in scalars), term.dummies)
    parts = [_to_the_size(term.coefficient, row)]
    parts += [algebra.power(single(base, power), _size(row)) for base, power in scalars]
    links = chain(rest_term, row, column)
    if links is None:
        return algebra.multiply([*parts, single(Determinant(Indexed((rest_term,)), row, column))])
    return algebra.multiply([*parts, *(_of_link(base) for base, _, _ in links)])


def _of_link(base: Factor) -> Indexed:
    """The determinant of one factor of a chain."""
    if isinstance(base, Inverse):
        return single(Determinant(base.body, base.row, base.column), Fraction(-1))
    places = [index for part in base.positions() for index in simple(part)]
    row, column = new(places[0].size), new(places[1].size)
    if isinstance(base, Delta):
        return constant(1)
    return single(Determinant(single(base.rename({places[0]: row, places[1]: column})), row, column))


def _to_the_size(number: Fraction, row: Index) -> Indexed:
    """A number to the number of rows."""
    if number == 1:
        return constant(1)
    power = _size(row)
    return constant(number ** int(power)) if isinstance(power, Fraction) else single(Surd(number), power)


def _size(row: Index) -> Exponent:
    """The number of rows, as an exponent."""
    if not row.size.symbols:
        return Fraction(row.size.small)
    names = [single(Entry(name)) for name in row.size.symbols]
    return algebra.multiply([constant(row.size.small), *names])
