"""Simplification in index notation: δ contracted, equal factors and like terms collected, identities applied."""

from symcalc.matrix.simplify.terms import simplified

__all__ = ["simplified"]
