"""Matrix calculus: derivatives of expressions whose names have shapes."""

from symcalc.matrix.gradients import MatrixGradient, gradient
from symcalc.matrix.hessians import MatrixHessian, hessian
from symcalc.matrix.jacobians import MatrixJacobian, jacobian
from symcalc.matrix.posing import concerns

__all__ = ["MatrixGradient", "MatrixHessian", "MatrixJacobian", "concerns", "gradient", "hessian", "jacobian"]
