"""The approximating quadratic of a function as a second function in its picture."""

from __future__ import annotations

from collections.abc import Mapping

from symcalc.calculus.expansion.taylor import taylor
from symcalc.errors import Unsupported
from symcalc.plotting.figures.terrain import Terrain
from symcalc.plotting.figures.view import Sheet
from symcalc.record import replace
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Node


def quadratic(problem: Problem, centre: Mapping[str, Node]) -> Sheet:
    """The approximating quadratic about a point (22.4.30).

    Raises:
        Unsupported: the function has none there that is known.

    >>> from symcalc.syntax.pose import pose
    >>> from symcalc.syntax.tree import integer
    >>> quadratic(pose("exp(x)"), {"x": integer(0)}).terrain(2.0)
    5.0
    """
    found = taylor(replace(problem, point={**(problem.point or {}), **centre}), order=2)
    if not isinstance(found.polynomial, Node):
        raise Unsupported(f"the quadratic is not known: {found.note}")
    return Sheet(Terrain.of_tree(found.polynomial, problem.variables), ("approximating quadratic",), "quadratic")
