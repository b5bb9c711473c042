r"""Names in LaTeX: `x_{12}`, `\mathbf{x}_0`, `\boldsymbol{\beta}`, `\mathrm{loss}`, `\hat{y}`."""

from __future__ import annotations

import re
from typing import NamedTuple

from symcalc.errors import Ambiguous, SyntaxFault
from symcalc.syntax.latex.commands import INDICES, MARKS, NAMES, STYLES, WORDS
from symcalc.syntax.names import MAX_LENGTH, canonical
from symcalc.syntax.tree import Span

_SUBSCRIPT = re.compile(
    r"\s*_\s*(?:\{(?P<group>(?:[^{}]|\{[^{}]*\})*)\}|(?P<command>\\[A-Za-z]+)|(?P<letter>[^\s{}\\]))"
)
_INDEX = re.compile(rf"\\(?:text|textrm|{'|'.join(sorted(STYLES - {'operatorname*'}))})\s*\{{([^{{}}]*)\}}")
_COMMAND = re.compile(r"\\([A-Za-z]+)\s*")
_STYLED = re.compile(
    rf"\\(?P<style>{'|'.join(sorted(map(re.escape, STYLES | MARKS), key=len, reverse=True))})(?![A-Za-z])\s*"
    r"(?:\{(?P<group>(?:[^{}]|\{[^{}]*\})*)\}|(?P<command>\\[A-Za-z]+)|(?P<letter>[^\W\d_]))"
)


class Found(NamedTuple):
    """A name, and where it ends."""

    name: str
    end: int


def styled(text: str, start: int) -> Found | None:
    r"""A name in a style, `\mathbf{x}`, `\operatorname{softmax}`, with its index, if one begins here.

    >>> styled(r"\mathbf{x}_0 + 1", 0), styled(r"\boldsymbol{\beta}^2", 0), styled(r"\hat y", 0)
    (Found(name='x0', end=12), Found(name='beta', end=18), Found(name='y_hat', end=6))
    """
    found = _STYLED.match(text, start)
    if not found:
        return None
    inner = found["group"] if found["group"] is not None else found["command"] or found["letter"]
    name = _inner(inner, Span(start, found.end()))
    style = found["style"]
    if style not in WORDS and re.search(r"[^\W\d_]{2,}|\s", inner.strip()) and "\\" not in inner:
        hint = rf"write \mathrm{{{inner}}} for one name, or each letter in its own braces"
        raise Ambiguous(f"'{inner}': one name, or a product?", hint=hint, span=Span(start, found.end()))
    if style in MARKS:
        name += "_" + {"widehat": "hat", "overline": "bar", "widetilde": "tilde"}.get(style, style)
    return indexed(name, text, found.end(), start)


def indexed(name: str, text: str, end: int, start: int) -> Found:
    r"""A name with the index that may follow it.

    >>> indexed("x", "x_{12}", 1, 0), indexed("w", r"w_{\text{max}}", 1, 0), indexed("a", "a+1", 1, 0)
    (Found(name='x12', end=6), Found(name='w_max', end=14), Found(name='a', end=1))
    """
    found = _SUBSCRIPT.match(text, end)
    if not found:
        return Found(_checked(name, Span(start, end)), end)
    index = found["group"] if found["group"] is not None else found["command"] or found["letter"]
    spelled = _index(index)
    if not re.fullmatch(r"\w+(?:,\w+)*", spelled):
        message = f"'{index}' is no index of a name"
        raise SyntaxFault(message, hint="an index is letters and digits", span=Span(start, found.end()))
    return Found(_checked(f"{name}_{spelled}", Span(start, found.end())), found.end())


def _index(text: str) -> str:
    plain = _INDEX.sub(r"\1", text).replace("\\_", "_")
    return re.sub(r"\s+", "", _COMMAND.sub(_letters, plain))


def _letters(found: re.Match[str]) -> str:
    """What a command is as an index."""
    return found[1] if found[1] in INDICES else NAMES.get(found[1], found[0])


def _inner(text: str, span: Span) -> str:
    r"""What stands in a style: letters, a Greek letter, another style, with its index."""
    text = text.strip()
    nested = styled(text, 0)
    if nested is not None and nested.end == len(text):
        return nested.name
    command = _COMMAND.match(text)
    if command and command[1] in NAMES:
        found = indexed(NAMES[command[1]], text, command.end(), 0)
        if found.end == len(text):
            return found.name
    return _checked(_index(text), span)


def _checked(text: str, span: Span) -> str:
    name = canonical(text)
    if not name:
        hint = "a name is a letter, then letters and digits"
        raise SyntaxFault(f"'{text}' is no name", hint=hint, span=span)
    if len(name) > MAX_LENGTH:
        raise SyntaxFault(f"a name of {len(name)} characters: the limit is {MAX_LENGTH}", span=span)
    return name
