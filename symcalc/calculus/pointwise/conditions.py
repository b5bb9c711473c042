"""Where the formulas of derivatives are the derivatives: what smoothness and their own domains ask for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from flint import fmpq
from sympy import Expr

from symcalc.build import as_tree, as_trees
from symcalc.calculus.pointwise.restricting import restricting
from symcalc.calculus.posed import Posed
from symcalc.calculus.smoothness import where
from symcalc.calculus.smoothness.where import apart
from symcalc.decide.ball import UNKNOWN, compile_condition
from symcalc.decide.domain import conjuncts, domain, follows, simplified
from symcalc.decide.domain.simplify import joined
from symcalc.decide.sign import truth
from symcalc.result import Value
from symcalc.syntax.tree import Array, Call, Name, Node, Relation, free_parts, integer, names, ordered_names, substitute

#: Conditions on more names than this are not tried.
_MOST_NAMES = 2
#: Functions that are not continuous where their argument is 0.
_JUMPING = frozenset({"sign", "heaviside"})
#: Coordinates at which it is tried whether a derivative's formula is defined wherever the derivative is.
_TRIED = (0, 1, -1, 2, -2)


def holding(function: Posed, formulas: Sequence[Value], order: int) -> tuple[Node, ...]:
    """Where the derivatives of an order, as they are written, are those of the function; () where it always is.

    >>> from symcalc.calculus.derivatives.derivative import gradient_of
    >>> from symcalc.calculus.posed import posed
    >>> from symcalc.syntax import pose, written
    >>> f = posed(pose("abs(x) + log(y)"))
    >>> [written(one) for one in holding(f, gradient_of(f.expression, f.variables), 1)]
    ['x != 0']
    """
    found = _holding(function, formulas, order)
    if all(map(_is_plain, found)):
        return found
    from symcalc.calculus.tidying.conditions import tidied_conditions  # noqa: PLC0415 (proofs of equality)

    return tidied_conditions(found, function.problem.formal)


def _is_plain(condition: Node) -> bool:
    """Whether a condition compares names and numbers, in which nothing is to be tidied."""
    return isinstance(condition, Relation) and all(
        isinstance(one, Name) or not names(one) for one in condition.operands
    )


def _holding(function: Posed, formulas: Sequence[Value], order: int) -> tuple[Node, ...]:
    problem = function.problem
    found = where(function.tree, problem.variables, order, problem.assumptions)
    found = conjuncts(simplified(joined("and", (*found, *_jumps(function, formulas, found)))))
    built = [part for part in formulas if isinstance(part, Expr)]
    asked = [as_tree(part) for part in restricting(built, function.expression)] if built else []
    if not asked:
        return found
    assumed = (one for one in problem.assumptions if isinstance(one, Relation))
    given = (*conjuncts(domain(function.tree, problem.assumptions)), *found, *assumed)
    conditions = (one for part in asked for one in conjuncts(domain(part, problem.assumptions)))
    extra = [one for one in dict.fromkeys(conditions) if not follows(one, given)]
    missing = tuple(one for one in extra if _cuts(one, function, given))
    return conjuncts(simplified(joined("and", (*found, *missing)))) if missing else found


def _jumps(function: Posed, formulas: Sequence[Value], found: Sequence[Node]) -> tuple[Node, ...]:
    """Where formulas do not jump: sign(x)^2 is 0 at x = 0, where the derivative that it is elsewhere may be 1."""
    trees = (*(one for one in formulas if isinstance(one, Node)), *as_trees(x for x in formulas if isinstance(x, Expr)))
    whole = Array(trees)
    jumping = (part.arguments[0] for part in free_parts(whole) if isinstance(part, Call) and part.function in _JUMPING)
    if all(follows(condition, found) for condition in {apart(argument) for argument in jumping}):
        return ()
    problem = function.problem
    return where(whole, problem.variables, 0, (*problem.assumptions, *found))


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
