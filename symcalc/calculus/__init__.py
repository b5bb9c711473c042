"""Calculus on SymPy values: a topic a file, each returning a Result."""
