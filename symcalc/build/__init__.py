"""Tree to SymPy and back: names, functions, assumptions, size."""
