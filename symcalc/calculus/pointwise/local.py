"""The derivatives of a posed function at its point: by the formula where that is right, else by branches.

Every command that answers at a point asks here, so that a corner never gets the number that a formula happens to give.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import TypeAlias

from flint import fmpq
from sympy import Add, Expr

from symcalc.build import as_tree, build
from symcalc.build.product import times
from symcalc.calculus.derivatives.derivative import gradient_of, hessian_of
from symcalc.calculus.pointwise.restricting import restricting
from symcalc.calculus.posed import Posed, ValuesAt
from symcalc.calculus.smoothness import Behaviour, Undecided, along, behaviour, where
from symcalc.calculus.stated import Unknown
from symcalc.calculus.tidying.tidy import tidied_numbers
from symcalc.decide.ball import UNKNOWN, compile_condition
from symcalc.decide.domain import conjuncts, domain, simplified
from symcalc.decide.domain.simplify import joined
from symcalc.decide.sign import truth
from symcalc.errors import SymcalcError
from symcalc.record import record
from symcalc.syntax.tree import Node, integer, names, ordered_names, substitute

Rows: TypeAlias = tuple[tuple[Expr, ...], ...]


@record
class Local:
    """What was found at a point; `decided` is False where only the value is known, `note` says what is not.

    `twice` is whether the function is twice differentiable, None where that was not decided. `where` holds conditions
    on the names of a symbolic point.
    """

    value: Expr | Unknown
    gradient: tuple[Expr, ...] = ()
    hessian: Rows = ()
    symmetric: bool = True
    twice: bool | None = True
    decided: bool = True
    note: str = ""
    where: tuple[Node, ...] = ()


def local(function: Posed, order: int, slopes: Sequence[Expr] | None = None) -> Local:
    """The value of a function at its point, with first derivatives (order 1) and second ones (order 2).

    `slopes` are the partial derivatives of its formula, where they are known already.

    Raises DomainFault where it is not defined there, Nondifferentiable where a derivative is missing.

    >>> from symcalc.calculus.posed import posed
    >>> from symcalc.syntax import pose
    >>> local(posed(pose("abs(x*y) + x", at="0, 0")), 1).gradient
    (1, 0)
    """
    found = _behaviour(function, order)
    if found.regular is None:
        return Local(_value(function, found), decided=False, note=found.note)
    if found.regular:
        return _by_formula(function, found, order, slopes)
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


def value_at(function: Posed) -> Expr:
    """The value of a function at its point, where it is defined."""
    (value,) = tidied_numbers([ValuesAt(function)(function.expression)])
    return value


#: Coordinates at which it is tried whether a derivative's formula is defined wherever the derivative is.
_TRIED = (0, 1, -1, 2, -2)


def holding(function: Posed, formulas: Sequence[Expr], order: int) -> tuple[Node, ...]:
    """Where the derivatives of an order, as they are written, are those of the function; () where it always is.

    >>> from symcalc.calculus.posed import posed
    >>> from symcalc.syntax import pose, written
    >>> f = posed(pose("abs(x) + log(y)"))
    >>> [written(one) for one in holding(f, gradient_of(f.expression, f.variables), 1)]
    ['x != 0']
    """
    problem = function.problem
    found = where(function.tree, problem.variables, order, problem.assumptions)
    asked = [as_tree(part) for part in restricting(formulas, function.expression)]
    if not asked:
        return found
    given = (*conjuncts(domain(function.tree, problem.assumptions)), *found)
    conditions = (one for part in asked for one in conjuncts(domain(part, problem.assumptions)))
    extra = [one for one in dict.fromkeys(conditions) if one not in given]
    missing = tuple(one for one in extra if _cuts(one, function, given))
    return conjuncts(simplified(joined("and", (*found, *missing)))) if missing else found


def _cuts(condition: Node, function: Posed, given: Sequence[Node]) -> bool:
    """Whether a condition fails at some point where the function is defined and the given conditions hold."""
    variables = ordered_names(condition)
    if len(variables) > _MOST_NAMES or not set(variables) <= set(function.problem.variables):
        return False
    fails = _fails(condition, variables)
    known = [_fails(one, variables) for one in given if names(one) <= set(variables)]
    points = (tuple(map(fmpq, values)) for values in product(_TRIED, repeat=len(variables)))
    return any(fails(point) and not any(failing(point) for failing in known) for point in points)


def _fails(condition: Node, variables: Sequence[str]) -> Callable[[tuple[fmpq, ...]], bool]:
    """A function that says at which points a condition surely fails: by balls, exactly where they do not decide."""
    by_balls = compile_condition(condition, variables)

    def fails(point: tuple[fmpq, ...]) -> bool:
        found = by_balls(point)
        if found is None or found is UNKNOWN:
            exact = {name: integer(int(value)) for name, value in zip(variables, point, strict=True)}
            found = truth(substitute(condition, exact))
        return found is False

    return fails


#: Conditions on more names than this are not tried.
_MOST_NAMES = 2


def _by_formula(function: Posed, found: Behaviour, order: int, slopes: Sequence[Expr] | None) -> Local:
    values_at = ValuesAt(function)
    same = found.formula is function.tree
    expression = function.expression if same else build(found.formula, function.scope)
    slopes = slopes if slopes is not None and same else gradient_of(expression, function.variables)
    value, *gradient = tidied_numbers(map(values_at, (expression, *slopes)))
    rows = hessian_of(slopes, function.variables) if order > 1 else ()
    matrix = tuple(tidied_numbers(map(values_at, row)) for row in rows)
    return Local(value, tuple(gradient), matrix, where=found.where)


def _built(function: Posed, values: Iterable[Node]) -> tuple[Expr, ...]:
    return tidied_numbers(build(value, function.scope) for value in values)


def slope_along(function: Posed, direction: Sequence[Expr], gradient: Sequence[Expr] | None) -> Expr | Unknown:
    """The derivative along a direction at the point: from the gradient where there is one, else as a limit.

    Raises DomainFault and Nondifferentiable.
    """
    if gradient is not None:
        (slope,) = tidied_numbers([Add(*map(times, direction, gradient))])
        return slope
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
