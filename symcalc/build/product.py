"""Products that keep a number in front of a bracket: SymPy turns `2*(x + y)` into `2*x + 2*y`."""

from __future__ import annotations

from sympy import Expr, Mul, S

#: The most factors that products within a product bring along when it is flattened.
FLATTENED = 32


def times(*factors: Expr) -> Expr:
    """The product of the factors; a number times a sum stays such, and long products stay nested.

    SymPy flattens and sorts, which for the product of a deep chain of functions takes the cube of its depth.

    >>> from symcalc.build.names import symbol
    >>> times(S(2), symbol("x") + symbol("y"))
    2*(x + y)
    """
    factors = tuple(factor for factor in factors if factor is not S.One)
    if len(factors) < 2:
        return factors[0] if factors else S.One
    if sum(len(factor.args) for factor in factors if factor.is_Mul) > FLATTENED:
        return Mul(*factors, evaluate=False)
    if not any(factor.is_Add or _is_multiple_of_sum(factor) for factor in factors):
        return Mul(*factors)
    parts = [factor.as_coeff_Mul() for factor in factors]
    coefficient, rest = Mul(*(part[1] for part in parts)).as_coeff_Mul()
    coefficient = Mul(coefficient, *(part[0] for part in parts))
    if coefficient is S.One:
        return rest
    return Mul(coefficient, rest, evaluate=not rest.is_Add)


def negative(expression: Expr) -> Expr:
    """Minus an expression; of a sum, the sum with all signs changed.

    >>> from symcalc.build.names import symbol
    >>> negative(symbol("x") - 2)
    2 - x
    """
    return times(S.NegativeOne, expression) if expression.is_Mul else Mul(S.NegativeOne, expression)


def _is_multiple_of_sum(factor: Expr) -> bool:
    return bool(factor.is_Mul and len(factor.args) == 2 and factor.args[1].is_Add)
