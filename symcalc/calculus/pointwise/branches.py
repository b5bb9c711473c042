"""The derivatives of a posed function at its point where it may have a corner, decided by its branches there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sympy import Expr

from symcalc.build import as_tree, build
from symcalc.calculus.pointwise.local import Local, by_formula, value_at
from symcalc.calculus.posed import Posed
from symcalc.calculus.smoothness import Behaviour, Undecided, along, behaviour
from symcalc.calculus.stated import Unknown
from symcalc.calculus.tidying.tidy import tidied_numbers
from symcalc.errors import SymcalcError
from symcalc.syntax.tree import Node


def looked_at(function: Posed, order: int, slopes: Sequence[Expr] | None) -> Local:
    """The value of a function at its point, with its derivatives up to an order, as far as they can be decided.

    Raises DomainFault where it is not defined there, Nondifferentiable where a derivative is missing.
    """
    found = _behaviour(function, order)
    if found.regular is None:
        return Local(_value(function, found), decided=False, note=found.note)
    if found.regular:
        same = found.formula is function.tree
        expression = function.expression if same else build(found.formula, function.scope)
        return by_formula(function, expression, order, slopes if same else None, found.where)
    value, *gradient = _built(function, ((found.value or found.formula), *found.gradient))
    rows = tuple(tuple(_built(function, row)) for row in found.hessian or ())
    return Local(value, tuple(gradient), rows, found.symmetric, found.twice, note=found.note, where=found.where)


def _behaviour(function: Posed, order: int) -> Behaviour:
    problem = function.problem
    try:
        return behaviour(function.tree, problem.variables, problem.point or {}, order, problem.assumptions)
    except SymcalcError as error:
        raise error.within(problem.source) from None


def _value(function: Posed, found: Behaviour) -> Expr | Unknown:
    """The value alone, where the function is known to be defined."""
    return value_at(function) if found.defined else "unknown"


def _built(function: Posed, values: Iterable[Node]) -> tuple[Expr, ...]:
    return tidied_numbers(build(value, function.scope) for value in values)


def limit_along(function: Posed, direction: Sequence[Expr]) -> Expr | Unknown:
    """The derivative along a direction at the point, as a limit.

    Raises DomainFault and Nondifferentiable.
    """
    problem = function.problem
    try:
        found = along(
            function.tree, problem.variables, problem.point or {}, tuple(map(as_tree, direction)), problem.assumptions
        )
    except Undecided:
        return "unknown"
    except SymcalcError as error:
        raise error.within(problem.source) from None
    return _built(function, [found])[0]
