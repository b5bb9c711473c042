"""The line of a source that something is about, with carets under the place; of a long line, what is around it."""

from __future__ import annotations

from collections.abc import Iterator

from symcalc.formats.cells import visible, width
from symcalc.formats.page import Span
from symcalc.syntax.source import Source


def excerpt(source: Source, start: int, end: int, columns: int, look: str = "bad") -> Iterator[Span]:
    """The line and the carets, with the number of the line before them."""
    number, column = source.position(start)
    text = source.line(start)
    length = max(1, min(end - start, len(text) - column + 1))
    before, marked, after = text[: column - 1], text[column - 1 : column - 1 + length], text[column - 1 + length :]
    before, marked, after = window(visible(before), visible(marked), visible(after), max(columns, 20))
    gutter = " " * len(str(number))
    yield f"{gutter} |\n{number} | ", "dim"
    yield before + marked + after + "\n", ""
    yield f"{gutter} | ", "dim"
    yield " " * width(before) + "^" * max(1, width(marked)) + "\n", look


def window(before: str, marked: str, after: str, columns: int) -> tuple[str, str, str]:
    """The parts of a line cut so that together they fit, the marked one in sight.

    >>> window("a + " * 9, "b", " + c" * 9, 21)
    ('… + a + ', 'b', ' + c + c + …')
    """
    if width(before + marked + after) <= columns:
        return before, marked, after
    context = columns // 8
    marked = _cut(marked, columns - min(width(before), context) - min(width(after), context))
    room = columns - max(1, width(marked))
    left = min(width(before), max(room // 2 - 2, room - width(after)))
    if width(before) > left:
        before = _cut(before[::-1], left)[::-1]
    return before, marked, _cut(after, room - width(before))


def _cut(text: str, columns: int) -> str:
    if width(text) <= columns:
        return text
    kept = ""
    for character in text:
        if width(kept) + width(character) >= columns:
            break
        kept += character
    return kept + "…"
