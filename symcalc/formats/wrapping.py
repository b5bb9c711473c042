"""Long lines broken where a reader would: mathematics before an operator outside brackets, words at spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symcalc.formats.cells import width

_OPENING, _CLOSING = "([{⌊", ")]}⌋"


def words(text: str, columns: int) -> list[str]:
    """A sentence in lines no wider than so many columns, where its words allow it.

    >>> words("nothing is wider than the terminal", 12)
    ['nothing is', 'wider than', 'the terminal']
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width(longer) > columns:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def mathematics(text: str, columns: int) -> list[str]:
    """A formula in lines of so many columns: broken at the outermost place that fits, else left as it is.

    >>> mathematics("a + b·(c + d) − e", 13)
    ['a + b·(c + d)', '− e']
    >>> mathematics("a + b·(c + d) − e", 10)
    ['a', '+ b', '·(c + d)', '− e']
    """
    columns = max(columns, 8)
    lines: list[str] = []
    while width(text) > columns:
        place = _best_place(text, columns)
        if place is None:
            break
        lines.append(text[:place].rstrip())
        text = text[place:].lstrip()
    return [*lines, text]


def _best_place(text: str, columns: int) -> int | None:
    """Where to break: among the places that fit, those in the fewest brackets, and the last of these."""
    fitting = [(depth, -place) for place, depth in _places(text) if 0 < width(text[:place].rstrip()) <= columns]
    if not fitting:
        return next((place for place, _ in _places(text) if place > 0), None)
    return -min(fitting)[1]


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Every place before an operator or after a comma, with how many brackets are open there."""
    depth = 0
    for found in re.finditer(r"[(\[{⌊)\]}⌋]| (?=[+−\-*/=<>≤≥≠·] )|(?<=,) |(?<=\S)(?=[·*])", text):
        sign = found[0]
        if sign and sign in _OPENING:
            depth += 1
        elif sign and sign in _CLOSING:
            depth -= 1
        else:
            yield found.start(), 2 * depth + (sign == "")
