"""How long an expression is when it is written in one line: what tidying makes shorter."""

from __future__ import annotations

from sympy import Basic, Expr, Rational, S, Symbol

from symcalc.build.formal import Formal
from symcalc.build.order import leads_with_minus, parts_of


def length(expression: Expr) -> int:
    """About as many characters as the written expression has.

    >>> from symcalc.build.names import symbol
    >>> x = symbol("x")
    >>> length(12 * x**3 - 12 * x**2 - 24 * x), length(12 * x * (x - 2) * (x + 1))
    (24, 20)
    """
    return Measure()(expression)


class Measure:
    """The lengths of several expressions; each distinct part is measured once."""

    def __init__(self) -> None:
        self.lengths: dict[Basic, int] = {}

    def __call__(self, expression: Expr) -> int:
        """The length of one expression."""
        if expression in self.lengths:
            return self.lengths[expression]
        stack: list[Basic] = [expression]
        while stack:
            part = stack[-1]
            waiting = [] if part in self.lengths else [b for b in parts_of(part) if b not in self.lengths]
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            if part not in self.lengths:
                self.lengths[part] = _length(part, self.lengths)
        return self.lengths[expression]


def _length(part: Basic, lengths: dict[Basic, int]) -> int:
    if isinstance(part, Symbol):
        return len(part.name)
    if isinstance(part, Rational):
        return _of_rational(part)
    if part.is_Add:
        return _of_sum(part, lengths)
    if part.is_Mul:
        return _of_product(part, lengths)
    if part.is_Pow:
        return _of_power(part.base, part.exp, lengths) + (2 if _divides(part) else 0)
    name = part.function.name if isinstance(part, Formal) else type(part).__name__
    below = parts_of(part)
    return len(name) + sum(lengths[argument] for argument in below) + (2 * len(below) if below else 0)


def _of_rational(number: Rational) -> int:
    digits = number.p.bit_length() * 0.302 + (number.q.bit_length() * 0.302 + 2 if number.q != 1 else 0)
    return int(digits) + 1 + (1 if number.is_negative else 0)


def _of_sum(part: Basic, lengths: dict[Basic, int]) -> int:
    """Terms joined by ` + ` or ` - `; a minus in front only where every term has one."""
    negative = sum(map(leads_with_minus, part.args))
    written = sum(lengths[term] for term in part.args) - negative + 3 * (len(part.args) - 1)
    return written + (1 if negative == len(part.args) else 0)


def _of_product(part: Basic, lengths: dict[Basic, int]) -> int:
    coefficient, factors = part.as_coeff_mul()
    total = 1 if coefficient.is_negative else 0
    above = [factor for factor in factors if not _divides(factor)]
    if abs(coefficient.p) != 1 or not above:
        total += _of_rational(Rational(abs(coefficient.p))) + (1 if above else 0)
    total += sum(_bracketed(factor, lengths) + 1 for factor in above) - (1 if above else 0)
    below = len(factors) - len(above) + (0 if coefficient.q == 1 else 1)
    if below:
        divisors = (factor for factor in factors if _divides(factor))
        total += sum(_of_power(factor.base, factor.exp, lengths) + 1 for factor in divisors)
        total += (0 if coefficient.q == 1 else _of_rational(Rational(coefficient.q)) + 1) + (2 if below > 1 else 0)
    return total


def _bracketed(factor: Basic, lengths: dict[Basic, int]) -> int:
    return lengths[factor] + (2 if factor.is_Add else 0)


def _of_power(base: Expr, exponent: Expr, lengths: dict[Basic, int]) -> int:
    """A power without the sign of its exponent."""
    if exponent.is_Rational:
        exponent = abs(exponent)
        if exponent is S.Half:
            return lengths[base] + 6
        if exponent is S.One:
            return lengths[base] + (2 if base.is_Add else 0)
        written = _of_rational(exponent) + (0 if exponent.is_Integer else 2)
    else:
        written = lengths[exponent] + (0 if exponent.is_Atom else 2)
    return lengths[base] + (0 if base.is_Atom or base.is_Function else 2) + 2 + written


def _divides(factor: Basic) -> bool:
    return bool(factor.is_Pow and factor.exp.is_Rational and factor.exp.is_negative)
