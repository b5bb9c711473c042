"""Matrix calculus: derivatives of expressions whose names have shapes, and equality of such expressions."""

from typing import Any

from symcalc.matrix.gradients import MatrixGradient, gradient
from symcalc.matrix.hessians import MatrixHessian, hessian
from symcalc.matrix.jacobians import MatrixJacobian, jacobian
from symcalc.matrix.posing import concerns

__all__ = [
    "MatrixGradient",
    "MatrixHessian",
    "MatrixJacobian",
    "MatrixVerdict",
    "MatrixWitness",
    "concerns",
    "gradient",
    "hessian",
    "identical",
    "jacobian",
]


def __getattr__(name: str) -> Any:
    """Equality loads ball arithmetic, which a derivative does not need: it is imported on first use."""
    if name not in ("MatrixVerdict", "MatrixWitness", "identical"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from symcalc.matrix import identity  # noqa: PLC0415

    return getattr(identity, name)
