"""Matrix calculus: derivatives of expressions whose names have shapes, and equality of such expressions.

Each name is loaded on first use: whether a problem concerns shapes at all is asked of every input.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from symcalc.matrix.concern import concerns

if TYPE_CHECKING:
    from symcalc.matrix.gradients import MatrixGradient, gradient
    from symcalc.matrix.hessians import MatrixHessian, hessian
    from symcalc.matrix.identity import MatrixVerdict, MatrixWitness, identical
    from symcalc.matrix.jacobians import MatrixJacobian, jacobian

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

_HOMES = {
    "MatrixGradient": "gradients",
    "MatrixHessian": "hessians",
    "MatrixJacobian": "jacobians",
    "MatrixVerdict": "identity",
    "MatrixWitness": "identity",
    "gradient": "gradients",
    "hessian": "hessians",
    "identical": "identity",
    "jacobian": "jacobians",
}


def __getattr__(name: str) -> Any:
    """A public name from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
