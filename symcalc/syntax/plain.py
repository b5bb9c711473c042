"""The lexer of plain notation: `3x^2 - sin(2x)`, with Unicode as people paste it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symcalc.errors import Ambiguous, LimitReached, SyntaxFault
from symcalc.syntax.characters import FRACTIONS, SIGNS, SUPERSCRIPTS, described
from symcalc.syntax.names import MAX_LENGTH, canonical, glued_greek
from symcalc.syntax.tokens import RESERVED, Token
from symcalc.syntax.tree import Span

MAX_DIGITS = 4000

_RAISED = "".join(SUPERSCRIPTS)
_NOT_IN_NAMES = _RAISED + "ᵀ" + "".join(FRACTIONS)
_TOKEN = re.compile(
    rf"""(?P<space>[^\S\r\n]+|\ufeff|\#[^\r\n]*)
    |(?P<number>(?:[0-9]+(?:\.(?![.*/^'])[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<pi>π)
    |(?P<name>[^\W\d_π{_NOT_IN_NAMES}][^\Wπ{_NOT_IN_NAMES}]*(?:(?<=_)\{{\w+(?:,\w+)*\}}[^\Wπ{_NOT_IN_NAMES}]*)*)
    |(?P<operator>\*\*|\.\*|\./|\.\^|\.\.|==|!=(?!=)|<=|>=|[-+*/^!|(),\[\]{{}}=<>:'])
    |(?P<transpose>\.T(?!\w))
    |(?P<newline>\r?\n|\r)
    |(?P<semicolon>;)
    |(?P<raised>[{_RAISED}]+)
    |(?P<fraction>[{"".join(FRACTIONS)}])
    |(?P<infinity>∞)
    |(?P<norm>‖)
    |(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)

_KINDS = {"**": "^"}


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """The tokens of a text from an offset on, newlines among them; a mistake is raised when it is reached.

    >>> [token.kind for token in tokens("2x ≤ π")]
    ['number', 'name', '<=', 'name']
    """
    for found in _TOKEN.finditer(text, start):
        kind = found.lastgroup
        if kind == "space":
            continue
        token = found[0]
        if kind == "operator":
            yield Token(_KINDS.get(token, token), token, found.start(), found.end())
        elif kind == "name":
            yield _name(token, found.start())
        elif kind == "number":
            yield _number(token, found.start())
        else:
            yield _rare(str(kind), token, found.start(), found.end())


def _name(text: str, start: int) -> Token:
    end = start + len(text)
    name = text if text.isascii() and "_" not in text else canonical(text)
    if len(name) > MAX_LENGTH:
        raise SyntaxFault(f"a name of {len(name)} characters: the limit is {MAX_LENGTH}", span=Span(start, end))
    if not name:
        raise SyntaxFault(
            f"'{text}' is no name", hint="a name is a letter, then letters and digits", span=Span(start, end)
        )
    if not text.isascii() and glued_greek(text):
        hint = f"write the name in Latin letters, {name}, or a product with *"
        raise Ambiguous(f"'{text}': one name or a product?", hint=hint, span=Span(start, end))
    return Token(name if name in RESERVED else "name", name, start, end)


def _number(text: str, start: int) -> Token:
    span = Span(start, start + len(text))
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > MAX_DIGITS or len(exponent) > 6 or abs(int(exponent or 0)) > MAX_DIGITS:
        raise LimitReached(f"a number of more than {MAX_DIGITS} digits", span=span)
    return Token("number", text, *span)


def _rare(kind: str, text: str, start: int, end: int) -> Token:
    """What is not a name, a number or an ASCII operator."""
    if kind in {"newline", "semicolon", "norm"}:
        return Token(kind, text, start, end)
    if kind == "pi":
        return Token("name", "pi", start, end)
    if kind == "infinity":
        return Token("name", "oo", start, end)
    if kind == "transpose":
        return Token("'", text, start, end)
    if kind == "raised":
        return Token("superscript", "".join(map(SUPERSCRIPTS.__getitem__, text)), start, end)
    if kind == "fraction":
        return Token("fraction", text, start, end)
    if text in SIGNS:
        return Token(SIGNS[text], text, start, end)
    raise _unexpected(text, start)


def _unexpected(text: str, start: int) -> SyntaxFault:
    """The refusal of a character that begins nothing in the language."""
    hint = None
    if text in '"`':
        hint = "there is no text in the language, only mathematics"
    elif text == "\\":
        hint = "a backslash command is LaTeX: read it with --input latex"
    elif text == "_":
        hint = "a name begins with a letter"
    return SyntaxFault(f"unexpected character {described(text)}", hint=hint, span=Span(start, start + 1))
