"""Derivatives by rule: of SymPy expressions in one pass, of trees by adjoints and elimination, and step by step."""
