"""What assumptions on variables mean to a computation: a point must satisfy them, a walk and a picture end there.

A derivative is that of the function on the real numbers; assumptions say where it is asked for. So the names that a
function is differentiated by are built from what holds in the interior (`build.names.Scope.inside`), and where the
assumptions leave only places at which the formula does not hold there is no answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcalc.errors import Nondifferentiable, Unsupported, UsageFault
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Call, Name, Node, Piecewise, Relation, Truth, integer, names, substitute, walk
from symcalc.syntax.written import written


def check_point(point: Mapping[str, Node] | None, assumptions: Sequence[Node]) -> None:
    """Refuse a point that certainly contradicts an assumption.

    >>> from symcalc.syntax import parse_conditions, parse_expression
    >>> check_point({"x": parse_expression("-1")}, parse_conditions("x > 0"))
    Traceback (most recent call last):
    symcalc.errors.UsageFault: the point contradicts the assumption x > 0
    """
    if not point or not assumptions:
        return
    from symcalc.decide.sign import truth  # noqa: PLC0415 (most points are taken without assumptions)

    for assumption in assumptions:
        there = substitute(assumption, point)
        if not names(there) and truth(there) is False:
            raise UsageFault(f"the point contradicts the assumption {written(assumption)}")


def check_assumptions(assumptions: Sequence[Node]) -> None:
    """Refuse assumptions that are proved never to hold together, x^2 < 0.

    Those that compare names and numbers alone were looked at when they were read.

    >>> from symcalc.syntax import parse_conditions
    >>> check_assumptions(parse_conditions("x^2 < 0"))
    Traceback (most recent call last):
    symcalc.errors.UsageFault: the assumptions leave no values: x**2 < 0
    """
    if any(names(one) and not _is_plain(one) for one in assumptions) and _contradictory(assumptions):
        raise UsageFault(f"the assumptions leave no values: {', '.join(map(written, assumptions))}")


def _is_plain(assumption: Node) -> bool:
    """Whether an assumption compares names and numbers, or says that a name is an integer."""
    sides = assumption.operands if isinstance(assumption, Relation) else assumption.children()
    return all(isinstance(one, Name) or not names(one) for one in sides)


def restricted(function: Node, problem: Problem) -> Node:
    """A function where what is assumed of its variables holds, and undefined elsewhere.

    Raises Unsupported for a variable that is assumed to be an integer.

    >>> from symcalc.syntax import pose
    >>> problem = pose("x^2", assume="x > 1")
    >>> written(restricted(problem.function, problem))
    'piecewise((x**2, x > 1))'
    """
    for assumption in problem.assumptions:
        if names(assumption) & set(problem.variables):
            if any(isinstance(part, Call) and part.function == "integer" for part in walk(assumption)):
                raise Unsupported(f"{written(assumption)}: here the variables are real numbers, not integers")
            function = Piecewise(((function, assumption),))
    return function


#: The work that proving that conditions never hold together may cost.
_WORK = 5_000


def check_holds_somewhere(where: Sequence[Node], assumptions: Sequence[Node]) -> None:
    """Refuse a formula for a derivative whose conditions are proved never to hold, under the assumptions if there are.

    >>> from symcalc.syntax import parse_conditions
    >>> check_holds_somewhere(parse_conditions("x != 0"), parse_conditions("x == 0"))
    Traceback (most recent call last):
    symcalc.errors.Nondifferentiable: no derivative was found where x == 0: its formula holds for x != 0 only
    """
    if not where or not _contradictory((*where, *assumptions)):
        return
    given = f" where {', '.join(map(written, assumptions))}" if assumptions else ""
    needed = f"for {', '.join(map(written, where))} only"
    if Truth(value=False) in where or not assumptions:
        needed = "nowhere there" if assumptions else "nowhere"
    hint = "--at asks for the derivative at one point"
    raise Nondifferentiable(f"no derivative was found{given}: its formula holds {needed}", hint=hint)


def _contradictory(found: Sequence[Node]) -> bool:
    """Whether conditions are proved never to hold together."""
    if Truth(value=False) in found:
        return True
    from symcalc.decide.identity.conditions import conditions  # noqa: PLC0415 (few derivatives have both)
    from symcalc.decide.identity.domains import confined  # noqa: PLC0415
    from symcalc.decide.identity.work import OutOfWork, Work  # noqa: PLC0415

    zero = integer(0)
    try:
        return confined(zero, zero, conditions(found), Work(_WORK)) is None
    except OutOfWork:
        return False
