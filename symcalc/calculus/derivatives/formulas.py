"""The derivatives of a posed function as formulas in SymPy: as differentiated, and as a person would write them."""

from __future__ import annotations

from typing import TypeAlias

from sympy import Expr, S

from symcalc.calculus.derivatives.derivative import Differentiation, gradient_of, hessian_of
from symcalc.calculus.posed import Posed
from symcalc.calculus.tidying.tidy import tidied

Row: TypeAlias = tuple[Expr, ...]
Rows: TypeAlias = tuple[Row, ...]


def gradient_formulas(function: Posed, simplify: str) -> tuple[Row, Row]:
    """The partial derivatives as differentiated, and as they are shown ("none": the same).

    Raises Unsupported where the language has no formula for a derivative.

    >>> from symcalc.calculus.posed import posed
    >>> from symcalc.syntax import pose
    >>> gradient_formulas(posed(pose("x^2 + x")), "full")
    ((2*x + 1,), (2*x + 1,))
    """
    raw = gradient_of(function.expression, function.variables)
    return raw, raw if simplify == "none" else tidied(raw)


def hessian_formulas(function: Posed, simplify: str) -> tuple[Row, Rows]:
    """The first derivatives as differentiated, and the second ones as they are shown.

    >>> from symcalc.calculus.posed import posed
    >>> from symcalc.syntax import pose
    >>> hessian_formulas(posed(pose("x^3")), "full")
    ((3*x**2,), ((6*x,),))
    """
    slopes = gradient_of(function.expression, function.variables)
    raw = hessian_of(slopes, function.variables)
    return slopes, raw if simplify == "none" else _tidied(raw)


def jacobian_formulas(function: Posed, simplify: str) -> Rows:
    """The derivatives of each component as they are shown.

    >>> from symcalc.calculus.posed import posed_vector
    >>> from symcalc.syntax import pose
    >>> jacobian_formulas(posed_vector(pose("[x y, 1]")), "full")
    ((y, x), (0, 0))
    """
    differentiate = Differentiation(function.variables)
    slopes = [differentiate(component) for component in function.expressions]
    raw = tuple(tuple(row.get(variable, S.Zero) for variable in function.variables) for row in slopes)
    return raw if simplify == "none" else _tidied(raw)


def _tidied(rows: Rows) -> Rows:
    """All entries tidied together, equal ones once."""
    entries = iter(tidied([entry for row in rows for entry in row]))
    return tuple(tuple(next(entries) for _ in row) for row in rows)
