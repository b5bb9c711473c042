"""How long a form will be when it is written, told from its polynomials: right up to a few characters, and cheap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sympy import Expr

from symcalc.calculus.tidying.kernels import Exponential, Kernel, Root
from symcalc.calculus.tidying.length import Measure
from symcalc.calculus.tidying.rational import Field, Polynomial


class Estimate:
    """Estimates for the forms of one field of rational functions."""

    def __init__(self, field: Field, measure: Measure) -> None:
        self.kernels = [(kernel, order, self._of_kernel(kernel, measure)) for kernel, order in field.kernels.items()]
        self.measure = measure

    @staticmethod
    def _of_kernel(kernel: Kernel, measure: Measure) -> int:
        """The length of what a power of the kernel is a power of; of an exponential, its argument's."""
        if isinstance(kernel, Exponential):
            return measure(kernel.argument)
        return measure(kernel.base) if isinstance(kernel, Root) else measure(kernel.expression)

    def product(self, constant: Any, factors: Sequence[tuple[Polynomial, int]], below: Mapping[Expr, int]) -> int:
        """The cost of a product in half characters, as `tidy` counts it."""
        sums = sum(len(factor) > 1 for factor, _ in factors)
        if sums == 1 == len(factors) == factors[0][1] and constant == 1 and not below:
            return 2 * self.sum(factors[0][0]) + (2 if self._is_plain(factors[0][0]) else 4)
        total = 0 if abs(constant) == 1 and factors else digits(constant) + 1
        total += 1 if constant < 0 else 0
        for factor, exponent in factors:
            bracket = 2 if len(factor) > 1 else 0
            total += self.sum(factor) + bracket + 1 + (0 if exponent == 1 else 2 + digits(exponent))
        for key, exponent in below.items():
            total += self.measure(key) + 3 + (0 if exponent == 1 else 2 + digits(exponent))
        return 2 * (total - 1) - 3 * max(sums - 1, 0)

    def _is_plain(self, polynomial: Polynomial) -> bool:
        return all(
            kernel[0].is_variable or not degree
            for kernel, degree in zip(self.kernels, polynomial.degrees(), strict=False)
        )

    def sum(self, polynomial: Polynomial) -> int:
        """The characters of a polynomial."""
        terms = polynomial.to_dict()
        negative = sum(coefficient < 0 for coefficient in terms.values())
        total = sum(self._monomial(exponents, coefficient) for exponents, coefficient in terms.items())
        return total + 3 * (len(terms) - 1) + (1 if negative == len(terms) else 0)

    def _monomial(self, exponents: Sequence[int], coefficient: Any) -> int:
        """The characters of a term without its sign."""
        written = [self._power(place, int(exponent)) for place, exponent in enumerate(exponents) if exponent]
        number = 0 if abs(coefficient) == 1 and written else digits(coefficient)
        return number + sum(written) + max(len(written) - (0 if number else 1), 0)

    def _power(self, place: int, exponent: int) -> int:
        kernel, order, size = self.kernels[place]
        if isinstance(kernel, Exponential):
            return size + 5 + (0 if exponent == order else 1 + digits(exponent))
        if isinstance(kernel, Root):
            return size + (6 if exponent * 2 == order else 6 + digits(exponent))
        return size + (0 if exponent == 1 else 2 + digits(exponent))


def digits(number: Any) -> int:
    """The characters of a whole number or a fraction, without a sign.

    >>> digits(12), digits(-7)
    (2, 1)
    """
    return len(str(abs(int(number)))) if number == int(number) else len(str(number).lstrip("-"))
