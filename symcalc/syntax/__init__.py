"""Text to tree: source positions, lexers, one parser, definitions, shapes, claims; no SymPy here."""
