"""The values of the parameters of a problem, without which there are no numbers."""

from __future__ import annotations

from collections.abc import Mapping

from symcalc.errors import UsageFault
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Node


def parameters(problem: Problem) -> Mapping[str, Node]:
    """The values of the parameters of a problem.

    Raises:
        UsageFault: one has no value, or there is no variable.
    """
    point = problem.point or {}
    missing = [name for name in problem.parameters if name not in point]
    if missing:
        message = f"the parameter {missing[0]} has no value"
        raise UsageFault(message, hint=f"give it one with the point ({missing[0]} = 1), or make it a variable by --wrt")
    if not problem.variables:
        raise UsageFault("a constant has no way down")
    return {name: point[name] for name in problem.parameters}
