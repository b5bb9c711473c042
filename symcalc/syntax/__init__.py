"""Text to tree: source positions, lexers, one parser, definitions, shapes, claims; no SymPy here."""

from symcalc.syntax.reading import parse_expression
from symcalc.syntax.written import written

__all__ = ["parse_expression", "written"]
