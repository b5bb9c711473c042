"""Trees as functions of floating-point numbers: quick and rounded, for iterates and pictures, never for a verdict."""

from symcalc.decide.floating.tape import Tape

__all__ = ["Tape"]
