"""Equality of matrix expressions: proved by one normal form, refuted by a concrete case, else undecided."""

from symcalc.matrix.identity.equality import MatrixVerdict, MatrixWitness, identical

__all__ = ["MatrixVerdict", "MatrixWitness", "identical"]
