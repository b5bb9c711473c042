"""Powers as the language defines them, and numbers too large to be written out, which stay powers.

SymPy computes `9**387420489` wherever it meets it, and takes the complex root of a negative number; so every power
is made here: a power of numbers only where its value has at most `BITS` bits, a root of a negative number not at all.
"""

from __future__ import annotations

import mpmath
from sympy import Expr, Float, Function, Mul, Pow, Rational, S, exp, log

#: The most bits that a power of numbers may have to be written out.
BITS = 2**16


class Undefined(ArithmeticError):
    """An operation on numbers that has no real value; `build` adds where it stands."""


class LargePower(Function):  # type: ignore[misc]  # SymPy is untyped
    """A power of a positive number, too large or too small to be written out.

    >>> nine = S(9)
    >>> power(nine, power(nine, nine))
    LargePower(9, 387420489)
    """

    nargs = 2
    is_real = True
    is_finite = True
    is_positive = True

    def fdiff(self, argindex: int = 1) -> Expr:
        """The partial by the base or by the exponent."""
        base, exponent = self.args
        return self * (log(base) if argindex == 2 else exponent / base)

    def _eval_evalf(self, prec: int) -> Expr | None:
        """The value, where its logarithm is not itself a number of more than `BITS` bits."""
        if self.args[1].has(LargePower):
            return None
        base, exponent = (mpmath.mpmathify(argument.evalf(prec // 3 + 5)) for argument in self.args)
        if mpmath.mag(exponent) > BITS:
            return None
        with mpmath.workprec(prec + mpmath.mag(exponent)):
            return Float(mpmath.power(base, exponent), precision=prec)


def power(base: Expr, exponent: Expr) -> Expr:
    """`base ** exponent` over the real numbers.

    Raises Undefined for `0**0`, for zero to a negative power, and for a negative number to a power not an integer.

    >>> from symcalc.build.names import symbol
    >>> power(2 * symbol("x"), S(3))
    8*x**3
    """
    if exponent is S.One:
        return base
    if base.is_number and exponent.is_number:
        return _power_of_numbers(base, exponent)
    if exponent.is_integer is False and base.is_negative:
        raise Undefined("a negative number has only integer powers")
    if exponent.is_Rational and base.is_Mul:
        return _power_of_product(base, exponent)
    if base is S.Exp1:
        return exponential(exponent)
    return Pow(base, exponent)


def _power_of_product(base: Mul, exponent: Rational) -> Expr:
    """A power of a product whose numbers SymPy would raise on its own."""
    numbers = [factor for factor in base.args if factor.is_number]
    if not numbers or _size(Mul(*numbers)) * abs(exponent) <= BITS:
        return Pow(base, exponent)
    number, rest = Mul(*numbers), Mul(*(factor for factor in base.args if not factor.is_number))
    if exponent.is_Integer:
        return Mul(power(number, exponent), Pow(rest, exponent))
    sign = S.One if number.is_positive else S.NegativeOne
    return Mul(power(sign * number, exponent), Pow(sign * rest, exponent))


def _power_of_numbers(base: Expr, exponent: Expr) -> Expr:
    if base.is_zero:
        return _power_of_zero(exponent)
    if base.is_negative:
        return _power_of_negative(base, exponent)
    if base is S.Exp1:
        return exponential(exponent)
    if base is S.One or not _too_large(base, exponent):
        return Pow(base, exponent)
    return LargePower(base, exponent)


def _power_of_zero(exponent: Expr) -> Expr:
    if exponent.is_positive is False:
        raise Undefined("0 has no power that is not positive")
    return S.Zero if exponent.is_positive else Pow(S.Zero, exponent, evaluate=False)


def _power_of_negative(base: Expr, exponent: Expr) -> Expr:
    if exponent.is_integer is False:
        raise Undefined("a negative number has only integer powers")
    if exponent.is_even:
        return power(-base, exponent)
    if exponent.is_odd:
        return -power(-base, exponent)
    return Pow(base, exponent)


def _too_large(base: Expr, exponent: Expr) -> bool:
    """Whether SymPy would write out a number of more than `BITS` bits."""
    if exponent.is_Rational:
        return bool(_size(base) * abs(exponent) > BITS)
    if exponent.has(LargePower):
        return True
    coefficient, _ = exponent.as_coeff_Mul()
    return bool(_size(base) * abs(coefficient) > BITS)


def _size(number: Expr) -> int:
    """The bits of all rational numbers in an expression without symbols."""
    bits, stack = 0, [number]
    while stack:
        part = stack.pop()
        if part.is_Rational:
            bits += max(abs(part.p).bit_length(), part.q.bit_length())
        stack.extend(part.args)
    return max(bits, 1)


def exponential(argument: Expr) -> Expr:
    """`exp(argument)`, where `exp(c*log(b))` becomes a power only if it can be written out.

    >>> exponential(10**9 * log(2))
    LargePower(2, 1000000000)
    """
    if not (argument.is_number and argument.has(log)):
        return exp(argument)
    terms = argument.args if argument.is_Add else (argument,)
    return Mul(*map(_exponential_of_term, terms))


def _exponential_of_term(term: Expr) -> Expr:
    coefficient, rest = term.as_coeff_Mul()
    if isinstance(rest, log):
        return power(rest.args[0], coefficient)
    return exp(term)
