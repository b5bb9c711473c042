"""Derivatives by rule: of SymPy expressions in one pass, of trees by adjoints, and step by step as a teacher writes."""
