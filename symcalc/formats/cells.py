"""Text measured in the cells of a terminal, and made safe to show there."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """How many cells a text takes: wide characters two, combining ones none.

    >>> width("x²"), width("漢"), width("e\u0301")
    (2, 2, 1)
    """
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def padded(text: str, cells: int, *, right: bool = False) -> str:
    """A text filled up with spaces.

    >>> padded("x", 3), padded("x", 3, right=True)
    ('x  ', '  x')
    """
    space = " " * (cells - width(text))
    return space + text if right else text + space


def visible(text: str) -> str:
    r"""A text in which nothing can act on the terminal: what is not printable stands as an escape.

    Control characters (C0, C1), text direction, zero-width and private ones, lone surrogates. Every echo of
    an input goes through here.

    >>> visible("x\x1b[31m\u202ey"), visible("∂ ²")
    ('x\\x1b[31m\\u202ey', '∂ ²')
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(character if character.isprintable() else _escaped(character) for character in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "surrogatepass").decode("ascii")


_PLAIN = str.maketrans(
    {"−": "-", "·": "*", "∂": "d", "∇": "grad ", "√": "sqrt", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "→": "->"}
    | {
        "λ": "lambda",
        "∞": "oo",
        "π": "pi",
        "×": "x",
        "‖": "||",
        "…": "...",
        "—": "-",
        "–": "-",
        "’": "'",
        "“": '"',
        "”": '"',
    }
    | dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
    | {raised: f"^{digit}" for raised, digit in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True)}
    | {
        "ᵀ": "'",
        "ᵢ": "_i",
        "∈": " in ",
        "ℤ": "Z",
        "ℝ": "R",
        "∪": " or ",
        "↦": "->",
        "ⁿ": "^n",
        "δ": "delta",
        "Σ": "sum",
    }
)


def ascii_only(text: str) -> str:
    r"""Words for a terminal that shows ASCII only; what has no other spelling stands as an escape.

    >>> ascii_only("‖∇f‖ ≈ 1, x²"), ascii_only("漢")
    ('||grad f|| ~ 1, x^2', '\\u6f22')
    """
    if text.isascii():
        return text
    return text.translate(_PLAIN).encode("ascii", "backslashreplace").decode("ascii")
