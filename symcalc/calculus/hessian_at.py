"""The Hessian at a point, exact: its value, eigenvalues, definiteness, and the conditions on parameters."""

from __future__ import annotations

from sympy import Expr

from symcalc.calculus.hessian import HessianAt
from symcalc.calculus.pointwise.definiteness import definite
from symcalc.calculus.pointwise.local import local
from symcalc.calculus.pointwise.spectrum import eigenvalues
from symcalc.calculus.posed import Posed, all_decimals, decimals


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
    spectrum = eigenvalues(matrix) if found.symmetric else None
    word, met = definite(matrix, function.problem.assumptions) if found.symmetric else (None, {})
    approx = {
        "value": None if found.value == "unknown" else decimals(found.value, digits),
        "gradient": all_decimals(found.gradient, digits),
        "hessian": tuple(all_decimals(row, digits) for row in matrix),
        "eigenvalues": None if spectrum is None else all_decimals(spectrum, digits),
    }
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
