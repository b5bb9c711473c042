"""LaTeX: a lexer whose tokens are those of plain notation, so that one parser reads both."""

from symcalc.syntax.latex.lexer import tokens

__all__ = ["tokens"]
