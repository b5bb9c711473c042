"""Tokens: what a lexer hands to the parser; both lexers, plain and LaTeX, speak this one alphabet.

The kind of an operator, a bracket or a reserved word is its plain spelling (`+`, `<=`, `and`, `'`). The other kinds are
`number`, `name`, `form` and `word` (words of the language in claims: those that compute something, and the others),
`fraction`, `superscript`, and `end`.
Two kinds exist only after brackets are paired: `|(` opens a bar and `)|` closes one.
"""

from __future__ import annotations

from typing import NamedTuple

from symcalc.syntax.tree import Span


class Token(NamedTuple):
    """One token: its kind, its text in canonical spelling, and the stretch of the source it was read from."""

    kind: str
    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


OPENERS = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉"}
CLOSERS = frozenset(OPENERS.values())

RELATIONS = frozenset({"<", "<=", ">", ">=", "==", "!=", "≈"})

#: Kinds after which a newline continues the statement: an operator or a comma.
CONTINUING = RELATIONS | frozenset(
    {"+", "-", "*", "/", "^", ".*", "./", ".^", "√", "∛", ",", "=", ":", "and", "or", "not"}
)

#: Kinds that end an operand, so that what follows is an infix operator, a closing bar or a product without a sign.
ENDING = frozenset({
    *("number", "name", "fraction", ")", "]", "}", "⌋", "⌉", "'", "!", ")|", "true", "false", "superscript"),
})  # fmt: skip

#: The text of a `*` of LaTeX that may be an inner product.
DOT = r"\cdot"

#: The text of a `=` of LaTeX behind a name that is set as those of vectors: a tuple that it defines is one.
VECTOR = r"\vec ="

#: Words of the language in claims; there they are no names.
FORMS = frozenset({"grad", "hessian", "jacobian", "taylor", "critical", "vjp", "minimum", "maximum"})
#: The kinds of critical points.
KINDS = frozenset({"minimum", "maximum", "saddle", "inflection"})
WORDS = FORMS | KINDS | {"at", "order", "for", "assume", "refuted", "error", "reset"}

#: Words that are never names.
RESERVED = frozenset({"diff", "partial", "and", "or", "not", "true", "false"})
