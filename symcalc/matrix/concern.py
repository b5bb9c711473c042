"""Whether a problem is one of matrices."""

from __future__ import annotations

from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import names


def concerns(problem: Problem) -> bool:
    """Whether a problem holds a name with a declared shape.

    >>> from symcalc.syntax import pose
    >>> concerns(pose("x' x", shape="x: n")), concerns(pose("t^2", shape="x: n"))
    (True, False)
    """
    return bool(problem.shapes) and bool(names(problem.function) & set(problem.shapes))
