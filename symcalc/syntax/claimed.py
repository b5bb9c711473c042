"""Whether an argument of `check` is a claim, or the path of a document."""

from __future__ import annotations

from symcalc.errors import SymcalcError
from symcalc.syntax.reading import is_latex, lexer_of
from symcalc.syntax.tokens import CLOSERS, OPENERS

_SIGNS = frozenset({"==", "!=", "≈"})


def is_claim(text: str, notation: str = "auto") -> bool:
    r"""Whether a text has `==`, `!=` or `≈` outside brackets; in LaTeX a `=` that defines nothing is `==`.

    One that defines what is defined already was meant to be one: reading it says so.

    >>> is_claim("diff(x^2, x) == 2x"), is_claim("docs/x=2.calc"), is_claim(r"\frac{d}{dx} x = 1")
    (True, False, True)
    """
    depth, within = 0, False
    latex = is_latex(text, notation)
    first, defined = "", set()
    try:
        for token in lexer_of(text, notation)(text, 0, len(text)):
            first = "" if token.kind in {"newline", "semicolon"} else first or token.text
            if latex and token.kind == "=":
                if first in defined:
                    return True
                defined.add(first)
            depth += (token.kind in OPENERS) - (token.kind in CLOSERS)
            if token.kind in _SIGNS:
                within = True
                if depth <= 0:
                    return True
    except SymcalcError:
        return any(sign in text for sign in _SIGNS) or (latex and "=" in text)
    return within and depth > 0  # a bracket that is never closed: a mistake in a claim, not a pattern for names
