"""The lexer of plain notation: `3x^2 - sin(2x)`, with Unicode as people paste it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from symcalc.errors import Ambiguous, LimitReached, SyntaxFault
from symcalc.syntax import differentials
from symcalc.syntax.characters import FRACTIONS, SIGNS, SUBSCRIPTS, SUPERSCRIPTS, described
from symcalc.syntax.names import MAX_LENGTH, canonical, glued_greek
from symcalc.syntax.tokens import RESERVED, Token
from symcalc.syntax.tree import Span

MAX_DIGITS = 4000

_RAISED = "".join(SUPERSCRIPTS)
_NOT_IN_NAMES = _RAISED + "ᵀ" + "".join(FRACTIONS)
#: The name before an index that ends it, `x₁`, `x_{1}`: what follows is another factor, as in LaTeX.
_UNTIL_INDEX = rf"[^\W\d_π{SUBSCRIPTS}{_NOT_IN_NAMES}][^\Wπ{SUBSCRIPTS}{_NOT_IN_NAMES}]*"
_INDEX = rf"(?:[{SUBSCRIPTS}]+|(?<=_)\{{\w+(?:,\w+)*\}})"
_PRIMES = "[\u02b9-\u02ff\u0374\ua788-\ua78c]"
#: What only Unicode has.
_UNICODE = rf"""
    |(?P<pi>π)
    |(?P<raised>[{_RAISED}]+)
    |(?P<fraction>[{"".join(FRACTIONS)}])
    |(?P<infinity>∞)
    |(?P<norm>‖)
    |(?P<nabla>∇)
    |(?P<round>{differentials.PATTERN})"""


def _written(in_name: str, name: str, others: str) -> str:
    """The tokens of a text, by what stands within names, and what it has besides."""
    return rf"""[ \t]*(?:
    (?P<operator>[-+^(),\[\]|{{}}:']|\*\*?|/|==?|!=(?!=)|!|<=?|>=?|\.[*/^.])
    |(?P<letters>[A-Za-z][A-Za-z0-9]{{,{MAX_LENGTH - 1}}}(?!{in_name}))
    |(?P<digits>[0-9]{{1,15}}(?![0-9.eE]))
    |(?P<number>(?:[0-9]+(?:\.(?![.*/^'])[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?){others}
    |(?P<name>{name})
    |(?P<transpose>\.T(?!\w))
    |(?P<newline>\r?\n|\r)
    |(?P<semicolon>;)
    |(?P<space>[^\S\r\n]+|\ufeff|\#[^\r\n]*|\Z)
    |(?P<escaped>\\[!*^$])
    |(?P<other>.))"""


@cache
def pattern(*, is_ascii: bool) -> re.Pattern[str]:
    """The tokens; of a text in ASCII, where there is less to look for, a pattern that is quicker to make."""
    if is_ascii:
        return re.compile(
            _written(r"\w", r"[A-Za-z]\w*(?:(?<=_)\{\w+(?:,\w+)*\})?", ""), re.VERBOSE | re.DOTALL | re.ASCII
        )
    return re.compile(_written(rf"[^\W{_NOT_IN_NAMES}π]", f"{_UNTIL_INDEX}{_INDEX}?", _UNICODE), re.VERBOSE | re.DOTALL)


def tokens(text: str, start: int, stop: int) -> Iterator[Token]:
    """The tokens of a stretch of text, newlines among them; a mistake is raised when it is reached.

    >>> [token.kind for token in tokens("2x ≤ π", 0, 6)]
    ['number', 'name', '<=', 'name']
    """
    for found in pattern(is_ascii=text.isascii()).finditer(text, start, stop):
        kind = found.lastgroup or ""
        begin, end = found.span(kind)
        spelled = text[begin:end]
        if kind == "operator":
            yield Token("^" if spelled == "**" else spelled, spelled, begin, end)
        elif kind == "letters":
            yield Token(spelled if spelled in RESERVED else "name", spelled, begin, end)
        elif kind == "digits":
            yield Token("number", spelled, begin, end)
        elif kind == "round":
            yield from differentials.tokens(spelled, begin)
        elif kind != "space":
            yield _RARE[kind](spelled, begin, end)


def _name(text: str, start: int, end: int) -> Token:
    if not text.isascii():
        _refuse_raised(text, start)
    name = canonical(text)
    if len(name) > MAX_LENGTH:
        raise SyntaxFault(f"a name of {len(name)} characters: the limit is {MAX_LENGTH}", span=Span(start, end))
    if not name:
        hint = "a name is a letter, then letters and digits"
        raise SyntaxFault(f"'{text}' is no name", hint=hint, span=Span(start, end))
    if not text.isascii() and glued_greek(text):
        hint = f"write the name in Latin letters, {name}, or a product with *"
        raise Ambiguous(f"'{text}': one name or a product?", hint=hint, span=Span(start, end))
    return Token(name if name in RESERVED else "name", name, start, end)


def _refuse_raised(text: str, start: int) -> None:
    """Refuse a raised letter in a name, `xᵏ`, which is an exponent to the eye, and one like `ʹ`, which is a prime."""
    for place, letter in enumerate(text, start):
        meant = unicodedata.decomposition(letter)
        if meant.startswith("<super>"):
            hint = f"an exponent is written ^{unicodedata.normalize('NFKC', letter)}"
            raise SyntaxFault(f"{described(letter)} is no letter of a name", hint=hint, span=Span(place, place + 1))
        if re.match(_PRIMES, letter):
            raise _unexpected(letter, place)


def number(text: str, start: int, end: int) -> Token:
    """The token of a number; one of too many digits is refused."""
    mantissa, _, exponent = text.lower().partition("e")
    if len(mantissa) > MAX_DIGITS or len(exponent) > 6 or abs(int(exponent or 0)) > MAX_DIGITS:
        raise LimitReached(f"a number of more than {MAX_DIGITS} digits", span=Span(start, end))
    return Token("number", text, start, end)


def _raised(text: str, start: int, end: int) -> Token:
    return Token("superscript", "".join(map(SUPERSCRIPTS.__getitem__, text)), start, end)


def _sign(text: str, start: int, end: int) -> Token:
    if text not in SIGNS:
        raise _unexpected(text, start)
    return Token(SIGNS[text], text, start, end)


def _escaped(text: str, start: int, end: int) -> Token:
    r"""The refusal of a backslash that a shell keeps inside double quotes; `\!` is a space of LaTeX too."""
    span = Span(start, end)
    if text == "\\!":
        hint = "for a factorial write ! in single quotes; for LaTeX say --input latex"
        raise Ambiguous("\\!: a factorial, or a space of LaTeX?", hint=hint, span=span)
    hint = f"inside quotes {text[1]} needs no backslash"
    raise SyntaxFault(f"the shell has kept the backslash before {text[1]}", hint=hint, span=span)


def _of_kind(kind: str, spelled: str | None = None) -> Callable[[str, int, int], Token]:
    return lambda text, start, end: Token(kind, spelled or text, start, end)


#: What is not a short ASCII name or number, nor an ASCII operator.
_RARE: dict[str, Callable[[str, int, int], Token]] = {
    "name": _name,
    "number": number,
    "raised": _raised,
    "other": _sign,
    "escaped": _escaped,
    "pi": _of_kind("name", "pi"),
    "infinity": _of_kind("name", "oo"),
    "transpose": _of_kind("'"),
    "nabla": _of_kind("form", "grad"),
    **{kind: _of_kind(kind) for kind in ("fraction", "newline", "semicolon", "norm")},
}


def _unexpected(text: str, start: int) -> SyntaxFault:
    """The refusal of a character that begins nothing in the language."""
    hint = None
    if text in "“”„‘’«»":
        hint = "these quotes are a word processor's; a shell knows ' and \""
    elif text in '"`':
        hint = "there is no text in the language, only mathematics"
    elif text == "\\":
        hint = "a backslash command is LaTeX: read it with --input latex"
    elif text == "∂":
        hint = "a derivative is written ∂f/∂x, or diff(f, x)"
    elif text == "_":
        hint = "a name begins with a letter"
    return SyntaxFault(f"unexpected character {described(text)}", hint=hint, span=Span(start, start + 1))
