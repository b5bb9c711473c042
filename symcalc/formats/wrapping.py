"""Long lines broken where a reader would: mathematics before an operator outside brackets, words at spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symcalc.formats.cells import width

_OPENING, _CLOSING = "([{⌊", ")]}⌋"


def words(text: str, columns: int, hanging: int = 0) -> list[str]:
    """A sentence in lines of so many columns, where its words allow it; all but the first are to be indented.

    >>> words("nothing is wider than the terminal", 12)
    ['nothing is', 'wider than', 'the terminal']
    """
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width(longer) > columns - (hanging if len(lines) > 1 else 0):
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def anything(text: str, columns: int) -> list[str]:
    """What may be a formula or a sentence: broken at operators, and where there are none, at spaces.

    >>> anything("along (1, 1), f changes its sign", 18)
    ['along (1, 1),', 'f changes its sign']
    """
    lines = mathematics(text, columns)
    return [part for line in lines for part in (words(line, columns) if width(line) > columns else [line])]


def mathematics(text: str, columns: int, hanging: int = 0) -> list[str]:
    """A formula in lines of so many columns: broken at the outermost place that fits, else left as it is.

    All lines but the first are to be indented by `hanging`.

    >>> mathematics("a + b·(c + d) − e", 13)
    ['a + b·(c + d)', '− e']
    >>> mathematics("a + b·(c + d) − e", 10)
    ['a', '+ b', '·(c + d)', '− e']
    """
    lines: list[str] = []
    room = max(columns, 8)
    while width(text) > room:
        place = _best_place(text, room)
        if place is None:
            break
        lines.append(text[:place].rstrip())
        text = text[place:].lstrip()
        room = max(columns - hanging, 8)
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
