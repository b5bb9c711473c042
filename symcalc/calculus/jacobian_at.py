"""The Jacobian at a point, exact: each component by its formula where that is right, else by branches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Expr

from symcalc.calculus.pointwise.local import Local, Rows, local
from symcalc.calculus.posed import Posed, all_decimals, decimals
from symcalc.calculus.stated import Unknown
from symcalc.record import record
from symcalc.syntax.tree import Node


@record
class JacobianAt:
    """The value of the vector and its Jacobian at a point.

    Where it was not decided whether the derivatives exist there the matrix is "unknown", and `note` says so. `where`
    holds conditions on the names of a symbolic point.
    """

    point: Mapping[str, Node]
    value: tuple[Expr | Unknown, ...]
    jacobian: Rows | Unknown
    approx: Mapping[str, Any] | None = None
    where: tuple[Node, ...] = ()
    note: str = ""


def jacobian_at(function: Posed, digits: int | None) -> JacobianAt:
    """The Jacobian at the point of a problem.

    Raises DomainFault where a component is not defined there, Nondifferentiable where one has no gradient.

    >>> from symcalc.calculus.posed import posed_vector
    >>> from symcalc.syntax import pose
    >>> jacobian_at(posed_vector(pose("[x^2, x abs(y)]", at="1, 2")), None).jacobian
    ((2, 0), (2, 1))
    """
    found = [local(Posed(function.problem, (tree,)), 1) for tree in function.trees]
    point = function.problem.point or {}
    values = tuple(component.value for component in found)
    where = tuple(dict.fromkeys(condition for component in found for condition in component.where))
    undecided = next((component.note for component in found if not component.decided), None)
    if undecided is not None:
        return JacobianAt(point, values, "unknown", note=undecided)
    rows = tuple(component.gradient for component in found)
    approx = {
        "value": tuple(_decimals_of(component, digits) for component in found),
        "jacobian": tuple(all_decimals(row, digits) for row in rows),
    }
    return JacobianAt(point, values, rows, approx, where)


def _decimals_of(component: Local, digits: int | None) -> object:
    return None if component.value == "unknown" else decimals(component.value, digits)
