"""Germs: how an expression behaves as a variable decreases to a point, exactly."""

from symcalc.decide.germ.expand import expand
from symcalc.decide.germ.series import CONSTANT, NotDefined, Series, Unbounded
from symcalc.decide.sign.settle import Undecided

__all__ = ["CONSTANT", "NotDefined", "Series", "Unbounded", "Undecided", "expand"]
