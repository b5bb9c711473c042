"""The forms in which a person might write a quotient of polynomials: factored, or with brackets multiplied out.

A form is kept as polynomials and its length estimated from them; only the few that may be the shortest are built.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from typing import Any

from sympy import Expr, Mul, Rational, S

from symcalc.build.order import leads_with_minus
from symcalc.build.power import power
from symcalc.build.product import times
from symcalc.calculus.tidying.estimate import Estimate
from symcalc.calculus.tidying.rational import Field, Polynomial, Quotient, TooMuch, merged
from symcalc.record import record

#: The most terms of a numerator that is factored.
FACTORED = 400

#: Polynomials with their exponents, as flint's `factor` gives them.
Factors = Sequence[tuple[Polynomial, int]]


@record
class Form:
    """A number times powers of polynomials over powers of denominators."""

    field: Field
    constant: Any
    factors: Factors
    below: Mapping[Expr, int]

    def cost(self, estimate: Estimate) -> int:
        """About the cost of the expression, in half characters."""
        return estimate.product(self.constant, self.factors, self.below)

    def expression(self) -> Expr:
        """The form in SymPy; a minus in front goes into a bracket where that reads well: `(1 - x)*y`."""
        number = self.field.expression(self.field.context.constant(self.constant)) if self.constant != 1 else S.One
        written = [(self.field.expression(factor), exponent) for factor, exponent in self.factors]
        if leads_with_minus(number):
            for place, (factor, exponent) in enumerate(written):
                if exponent % 2 and _may_be_turned(factor, alone=abs(number.p) == 1):
                    number, written[place] = -number, (Mul(S.NegativeOne, factor), exponent)
                    break
        powers = [power(factor, Rational(exponent)) for factor, exponent in written]
        return times(number, *merged([*powers, *(power(key, Rational(-e)) for key, e in self.below.items())]))


def _may_be_turned(factor: Expr, *, alone: bool) -> bool:
    """Whether a bracket reads as well with all signs changed; a minus alone in front goes into any."""
    negative = [leads_with_minus(term) for term in factor.args]
    return bool(factor.is_Add and any(negative) and (alone or len(negative) == 2))


def forms_of(field: Field, quotient: Quotient) -> Iterator[Form]:
    """With number and variables multiplied into a bracket, with all brackets multiplied out, and factored.

    Raises TooMuch where the numerator has too many terms to be factored.

    >>> from symcalc.build.names import symbol
    >>> x = symbol("x")
    >>> field = Field(4 * x**3 - 4 * x)
    >>> [form.expression() for form in forms_of(field, field.quotient(4 * x**3 - 4 * x))]
    [(x + 1)*(4*x**2 - 4*x), (x - 1)*(4*x**2 + 4*x), 4*x*(x**2 - 1), 4*x**3 - 4*x, 4*x*(x - 1)*(x + 1)]
    """
    if len(quotient.numerator) > FACTORED:
        raise TooMuch
    if not quotient.numerator:
        yield Form(field, 0, (), {})
        return
    constant, found = quotient.numerator.factor()
    factors = [(factor, int(exponent)) for factor, exponent in found]
    yield from _multiplied_out(field, constant, factors, quotient.denominators)
    yield Form(field, constant, factors, quotient.denominators)


def _multiplied_out(field: Field, constant: Any, factors: Factors, below: Mapping[Expr, int]) -> Iterator[Form]:
    """Functions always stay in front: `exp(x)*(4*x**3 - 6*x)`."""
    sums = [(factor, exponent) for factor, exponent in factors if len(factor) > 1]
    single = [(factor, exponent) for factor, exponent in factors if len(factor) == 1]
    variables = [(factor, exponent) for factor, exponent in single if _of_variables(field, factor)]
    functions = [(factor, exponent) for factor, exponent in single if not _of_variables(field, factor)]
    one, content = field.context.constant(1), field.context.constant(constant)
    into = _multiplied(variables, content)
    for place, (chosen, exponent) in enumerate(sums):
        rest = [*functions, *sums[:place], *sums[place + 1 :]]
        if exponent == 1 and (variables or not (rest or below)) and _of_variables(field, chosen):
            yield Form(field, 1, [(into * chosen, 1), *rest], below)
    if len(sums) > 1 and (whole := _multiplied(sums, one)) is not None:
        yield Form(field, constant, [*single, (whole, 1)], below)
        if variables and _of_variables(field, whole):
            yield Form(field, 1, [*functions, (into * whole, 1)], below)


def _of_variables(field: Field, polynomial: Polynomial) -> bool:
    """Whether only variables occur, no functions."""
    degrees = zip(field.kernels, polynomial.degrees(), strict=False)
    return all(kernel.is_variable for kernel, degree in degrees if degree)


def _multiplied(factors: Factors, start: Polynomial) -> Polynomial | None:
    """The product, where it has not too many terms."""
    whole = reduce(lambda product, factor: product * factor[0] ** factor[1], factors, start)
    return whole if len(whole) <= FACTORED else None
