"""The gradient of the function whose critical points are asked for, as the command `grad` gives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symcalc.calculus.derivatives.derivative import gradient_of
from symcalc.calculus.posed import posed
from symcalc.calculus.tidying.tidy import tidied
from symcalc.syntax.problem import Problem

if TYPE_CHECKING:
    from sympy import Expr


def gradient(problem: Problem, variables: Sequence[str], simplify: str) -> tuple[Expr, ...]:
    """The gradient in SymPy.

    Raises DomainFault where an operation on numbers has no value.
    """
    function = posed(problem)
    raw = gradient_of(function.expression, function.scope.symbols(variables))
    return raw if simplify == "none" else tuple(tidied(raw))
