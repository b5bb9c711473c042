"""The Hessian at a point, exact: its value, eigenvalues, definiteness, and the conditions on parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sympy import Expr

from symcalc.calculus.pointwise.definiteness import Word, definite
from symcalc.calculus.pointwise.local import Local, Rows, local
from symcalc.calculus.pointwise.spectrum import eigenvalues
from symcalc.calculus.posed import Posed, all_decimals, decimals
from symcalc.calculus.stated import Unknown
from symcalc.record import Later, field, record
from symcalc.syntax.tree import Node


@record
class HessianAt:
    """The Hessian at a point; without eigenvalues and definiteness where the function is not twice differentiable.

    Its second partial derivatives are then not symmetric, or not the second derivatives along other lines; `note` says
    so, and so it does where that was not decided. `conditions` says for which values of the parameters the matrix is
    what. Where it was not decided whether the second derivatives exist they are "unknown", and `note` says so. `where`
    holds conditions on the names of a symbolic point.
    """

    point: Mapping[str, Node]
    value: Expr | Unknown
    gradient: tuple[Expr, ...] | Unknown
    hessian: Rows | Unknown
    symmetric: bool | Unknown
    eigenvalues: tuple[Expr, ...] | None = None
    definiteness: Word | None = None
    conditions: Mapping[str, Node] = field(default_factory=dict)
    approx: Mapping[str, Any] | None = field(default=None, later=True)
    where: tuple[Node, ...] = ()
    note: str = ""


def hessian_at(function: Posed, slopes: tuple[Expr, ...], digits: int | None) -> HessianAt:
    """The Hessian at the point of a problem; `slopes` are the first derivatives as differentiated.

    Raises DomainFault where the function is not defined there, Nondifferentiable where a derivative is missing.

    >>> from symcalc.calculus.derivatives.derivative import gradient_of
    >>> from symcalc.calculus.posed import posed
    >>> from symcalc.syntax import pose
    >>> f = posed(pose("x^2 + y^2", at="0, 0"))
    >>> hessian_at(f, gradient_of(f.expression, f.variables), None).eigenvalues
    (2, 2)
    """
    point = function.problem.point or {}
    found = local(function, 2, slopes)
    if not found.decided:
        return HessianAt(point, found.value, "unknown", "unknown", "unknown", note=found.note)
    matrix = found.hessian
    quadratic = found.twice is not False
    spectrum = eigenvalues(matrix) if quadratic else None
    word, met = definite(matrix, function.problem.assumptions) if quadratic else (None, {})
    approx: Any = Later(lambda: _approximations(found, spectrum, digits))
    return HessianAt(
        point,
        found.value,
        found.gradient,
        matrix,
        found.symmetric,
        spectrum,
        word,
        met,
        approx,
        found.where,
        found.note,
    )


def _approximations(found: Local, spectrum: tuple[Expr, ...] | None, digits: int | None) -> dict[str, Any]:
    """The decimals beside the exact values."""
    return {
        "value": None if found.value == "unknown" else decimals(found.value, digits),
        "gradient": all_decimals(found.gradient, digits),
        "hessian": tuple(all_decimals(row, digits) for row in found.hessian),
        "eigenvalues": None if spectrum is None else all_decimals(spectrum, digits),
    }
