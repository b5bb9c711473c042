"""Shapes: which every part of an expression has, and what is wrong where two do not fit."""

from symcalc.matrix.shapes.declarations import check_names
from symcalc.matrix.shapes.inference import Shapes

__all__ = ["Shapes", "check_names"]
