"""The forms in which a person might write a quotient of polynomials: factored, or with brackets multiplied out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from typing import Any

from sympy import Expr, Mul, Rational, S, Symbol

from symcalc.build.order import leads_with_minus
from symcalc.build.power import power
from symcalc.build.product import times
from symcalc.calculus.rational import Field, Polynomial, Quotient, TooMuch, merged

#: The most terms of a numerator that is factored.
FACTORED = 400

#: Polynomials with their exponents, as flint's `factor` gives them.
Factors = Sequence[tuple[Polynomial, int]]


def forms_of(field: Field, quotient: Quotient) -> Iterator[Expr]:
    """With number and variables multiplied into a bracket, with all brackets multiplied out, and factored.

    Raises TooMuch where the numerator has too many terms to be factored.

    >>> from symcalc.build.names import symbol
    >>> x = symbol("x")
    >>> field = Field(4 * x**3 - 4 * x)
    >>> list(forms_of(field, field.quotient(4 * x**3 - 4 * x)))
    [(x + 1)*(4*x**2 - 4*x), (x - 1)*(4*x**2 + 4*x), 4*x*(x**2 - 1), 4*x**3 - 4*x, 4*x*(x - 1)*(x + 1)]
    """
    if len(quotient.numerator) > FACTORED:
        raise TooMuch
    if not quotient.numerator:
        yield S.Zero
        return
    below = [power(key, Rational(-exponent)) for key, exponent in quotient.denominators.items()]
    constant, found = quotient.numerator.factor()
    factors = [(factor, int(exponent)) for factor, exponent in found]
    yield from _multiplied_out(field, constant, factors, below)
    yield _product(field, constant, factors, below)


def _multiplied_out(field: Field, constant: Any, factors: Factors, below: list[Expr]) -> Iterator[Expr]:
    """Functions always stay in front: `exp(x)*(4*x**3 - 6*x)`."""
    sums = [(factor, exponent) for factor, exponent in factors if len(factor) > 1]
    single = [(factor, exponent) for factor, exponent in factors if len(factor) == 1]
    variables = [(factor, exponent) for factor, exponent in single if _is_variable(field, factor)]
    functions = [(factor, exponent) for factor, exponent in single if not _is_variable(field, factor)]
    one, content = field.context.constant(1), field.context.constant(constant)
    into = _multiplied(variables, content)
    for place, (chosen, exponent) in enumerate(sums):
        rest = [*functions, *sums[:place], *sums[place + 1 :]]
        if exponent == 1 and (variables or not (rest or below)) and _of_variables(field, chosen):
            yield _product(field, one, [(into * chosen, 1), *rest], below)
    if len(sums) > 1 and (whole := _multiplied(sums, one)) is not None:
        yield _product(field, constant, [*single, (whole, 1)], below)
        if variables and _of_variables(field, whole):
            yield _product(field, one, [*functions, (into * whole, 1)], below)


def _is_variable(field: Field, factor: Polynomial) -> bool:
    return isinstance(field.expression(factor), Symbol)


def _of_variables(field: Field, polynomial: Polynomial) -> bool:
    degrees = zip(field.kernels, polynomial.degrees(), strict=False)
    return all(kernel.is_variable for kernel, degree in degrees if degree)


def _multiplied(factors: Factors, start: Polynomial) -> Polynomial | None:
    """The product, where it has not too many terms."""
    whole = reduce(lambda product, factor: product * factor[0] ** factor[1], factors, start)
    return whole if len(whole) <= FACTORED else None


def _product(field: Field, constant: Any, factors: Factors, below: list[Expr]) -> Expr:
    """A product in which a minus in front goes into a bracket where that reads well: `(1 - x)*y` for `-(x - 1)*y`."""
    number = field.expression(field.context.constant(constant)) if constant != 1 else S.One
    written = [(field.expression(factor), exponent) for factor, exponent in factors]
    if leads_with_minus(number):
        for place, (factor, exponent) in enumerate(written):
            if exponent % 2 and _may_be_turned(factor, alone=abs(number.p) == 1):
                number, written[place] = -number, (Mul(S.NegativeOne, factor), exponent)
                break
    powers = [power(factor, Rational(exponent)) for factor, exponent in written]
    return times(number, *merged([*powers, *below]))


def _may_be_turned(factor: Expr, *, alone: bool) -> bool:
    """Whether a bracket reads as well with all signs changed; a minus alone in front goes into any."""
    negative = [leads_with_minus(term) for term in factor.args]
    return bool(factor.is_Add and any(negative) and (alone or len(negative) == 2))
