"""Critical points as a teacher derives them: the gradient set to zero, the cases, the Hessian at each point.

Everything is told from the answer: the points of a case are those of the answer at which its equations hold, so the
derivation can not find others. (The order is that of any calculus text.)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symcalc.build import Scope
from symcalc.calculus.critical.steps.points import judgements
from symcalc.calculus.critical.steps.system import System
from symcalc.result import Step

if TYPE_CHECKING:
    from symcalc.calculus.critical.result import Critical


def derivation(result: Critical) -> tuple[Step, ...]:
    """The lines that lead to an answer.

    >>> import symcalc
    >>> from symcalc.syntax import written
    >>> for step in symcalc.critical("x^3 - 3x", steps=True).steps:
    ...     print(step.line if isinstance(step.line, str) else written(step.line), "|", step.rule)
    diff(f, x) == 3*x**2 - 3 | derivative
    3*(x - 1)*(x + 1) == 0 | set to zero, in factors
    x - 1 == 0 or x + 1 == 0 | a product is zero where a factor is
    x == -1 | critical point 1
    x == 1 | critical point 2
    diff(f, x, x) == 6*x | second derivative
    diff(f, x, x) == -6 | at point 1
    the second derivative is -6 < 0 | so point 1 is a maximum
    diff(f, x, x) == 6 | at point 2
    the second derivative is 6 > 0 | so point 2 is a minimum
    solving the equations of the gradient exactly | these are all
    """
    return tuple(_lines(result))


def _lines(result: Critical) -> Iterator[Step]:
    assumptions = result.problem.assumptions if result.problem is not None else ()
    scope = Scope.of({}, assumptions)
    if result.variables:
        yield from System.of(result, scope).lines()
    yield from judgements(result, scope)
    yield _conclusion(result)


def _conclusion(result: Critical) -> Step:
    """What is proved of the list."""
    if result.complete:
        return Step("these are all", result.method.removeprefix("proved by "))
    return Step("not proved that these are all", result.method)
