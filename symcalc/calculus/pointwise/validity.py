"""Where the formula of a derivative holds, asked only of functions that may have corners or edges."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.assumed import check_holds_somewhere
from symcalc.calculus.pointwise.analytic import is_analytic
from symcalc.calculus.posed import Posed
from symcalc.result import Value
from symcalc.syntax.tree import Node


def holding(function: Posed, formulas: Sequence[Value], order: int) -> tuple[Node, ...]:
    """The conditions under which derivatives, as they are written, are those of the function; () where always.

    Raises Nondifferentiable where the assumptions leave no place at which they are.

    >>> from symcalc.calculus.posed import posed
    >>> from symcalc.syntax import pose
    >>> holding(posed(pose("log(x)")), (), 1)
    ()
    """
    if all(is_analytic(tree, frozenset(function.problem.formal)) for tree in function.trees):
        return ()
    from symcalc.calculus.pointwise.conditions import holding as closely  # noqa: PLC0415 (the machinery that corners need)

    found = closely(function, formulas, order)
    if function.problem.point is None:
        check_holds_somewhere(found, function.problem.assumptions)
    return found
