"""Right at every point: whether a function is differentiable there, and its derivatives where a formula would lie."""

from symcalc.calculus.smoothness.behaviour import Behaviour, along, behaviour
from symcalc.calculus.smoothness.germs import Germ, germ
from symcalc.calculus.smoothness.where import where
from symcalc.decide.sign.settle import Undecided

__all__ = ["Behaviour", "Germ", "Undecided", "along", "behaviour", "germ", "where"]
