"""Derivations in index notation, line by line, as a textbook writes them."""

from symcalc.matrix.steps.derivation import derivation

__all__ = ["derivation"]
