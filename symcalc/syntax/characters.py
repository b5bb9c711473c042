"""Characters: what no text may hold, and what Unicode signs mean in the language."""

from __future__ import annotations

import re
import unicodedata

from symcalc.errors import SyntaxFault
from symcalc.syntax.tree import Span

#: Signs of Unicode and the token they are.
SIGNS = {
    "−": "-", "–": "-", "‐": "-", "‑": "-", "﹣": "-", "－": "-", "＋": "+",
    "·": "*", "⋅": "*", "∙": "*", "×": "*", "∗": "*", "✕": "*", "＊": "*",
    "÷": "/", "∕": "/", "⁄": "/", "／": "/",
    "≤": "<=", "⩽": "<=", "≥": ">=", "⩾": ">=", "≠": "!=", "≈": "≈", "＝": "=", "＜": "<", "＞": ">",
    "∧": "and", "∨": "or", "¬": "not",
    "′": "'", "’": "'", "ᵀ": "'",
    "√": "√", "∛": "∛", "∣": "|", "｜": "|", "（": "(", "）": ")", "［": "[", "］": "]", "，": ",", "；": ";",
    "∘": "?", "⌊": "⌊", "⌋": "⌋", "⌈": "⌈", "⌉": "⌉",
}  # fmt: skip

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱ", "0123456789+-ni", strict=True))

#: Letters and digits below the line: a run of them ends a name.
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"

FRACTIONS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅛": (1, 8), "⅕": (1, 5), "⅙": (1, 6)}

_REFUSED = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\uffa0\ufff9-\ufffb\ud800-\udfff\ufffe\uffff\U000e0000-\U000e01ff]|(?<!^)\ufeff"
)


def refuse_invisible(text: str) -> None:
    r"""Refuse control characters, text direction marks and whatever else is in a text without being seen.

    >>> refuse_invisible("x\u202e+ y")
    Traceback (most recent call last):
    symcalc.errors.SyntaxFault: the text holds an invisible character, U+202E (right-to-left override)
    """
    if text.isascii() and text.isprintable():
        return
    found = re.search(_REFUSED, text)
    if not found:
        return
    code, span = ord(found[0]), Span(found.start(), found.end())
    if 0xD800 <= code <= 0xDFFF:
        raise SyntaxFault("the text is not UTF-8", span=span)
    if code == 0:
        raise SyntaxFault("the text holds a NUL character", span=span)
    name = unicodedata.name(found[0], "control character").lower()
    raise SyntaxFault(f"the text holds an invisible character, U+{code:04X} ({name})", span=span)


def described(character: str) -> str:
    """A character as an error message shows it: itself where it prints, else by its code.

    >>> described("@"), described("й")
    ("'@'", "'й' (U+0439)")
    """
    if character.isascii():
        return f"'{character}'"
    return f"'{character}' (U+{ord(character):04X})" if character.isprintable() else f"U+{ord(character):04X}"
