"""What assumptions on variables mean to a computation: a point must satisfy them, a walk and a picture end there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcalc.errors import Unsupported, UsageFault
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Call, Node, Piecewise, names, substitute, walk
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
