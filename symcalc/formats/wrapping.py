"""Long lines broken where a reader would: mathematics before an operator outside brackets, words at spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

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
    >>> mathematics("(V G) .* softmax(Q K)", 10)
    ['(V G)', '.* softmax(Q K)']
    """
    places = [*_places(text)]
    total = width(text)
    lines: list[str] = []
    start, before, index, room = 0, 0, 0, max(columns, 8)
    while total - before > room and index < len(places):
        index = _best(places, index, before + room)
        end = places[index].offset
        lines.append(text[start:end].rstrip())
        start = end + (text[end] == " ")
        before = places[index].cells + (text[end] == " ")
        index, room = index + 1, max(columns - hanging, 8)
    return [*lines, text[start:]]


class _Place(NamedTuple):
    """Where a line may end: the offset, how many brackets are open there, how many cells come before it."""

    offset: int
    depth: int
    cells: int


def _best(places: Sequence[_Place], index: int, limit: int) -> int:
    """Among the places that fit, the last of those in the fewest brackets; where none fits, the next one."""
    best = index
    for number in range(index, len(places)):
        if places[number].cells > limit:
            break
        if places[number].depth <= places[best].depth:
            best = number
    return best


def _places(text: str) -> Iterator[_Place]:
    """Every place before an operator or after a comma."""
    depth = cells = last = 0
    for found in re.finditer(r"[(\[{⌊)\]}⌋]| (?=\.?[+−\-*/^=<>≤≥≠·] )|(?<=,) |(?<=[^\s.])(?=[·*])", text):
        sign = found[0]
        if sign and sign in _OPENING:
            depth += 1
        elif sign and sign in _CLOSING:
            depth -= 1
        elif found.start():
            cells += width(text[last : found.start()])
            last = found.start()
            yield _Place(last, 2 * depth + (sign == ""), cells)
