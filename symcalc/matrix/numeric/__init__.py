"""Values of matrix expressions: the same evaluation in floats, in high precision, in exact numbers."""

from symcalc.matrix.numeric.evaluation import Evaluation
from symcalc.matrix.numeric.fields import Field, NoValue, TooLarge
from symcalc.matrix.numeric.operations import Matrix

__all__ = ["Evaluation", "Field", "Matrix", "NoValue", "TooLarge"]
