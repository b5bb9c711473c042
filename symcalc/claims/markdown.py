"""The fenced `calc` blocks of Markdown, in quotations and in items of lists too; all else is blanked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from symcalc.errors import SymcalcError, SyntaxFault
from symcalc.record import record, replace
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Span

#: A fence: three or more backticks or tildes, and words about the code.
_FENCE: Final = re.compile(r"( *)(`{3,}|~{3,})[ \t]*([^\n`]*)$")
#: What stands before the text of a quotation, and of an item of a list.
_QUOTED: Final = re.compile(r"(?: {0,3}>[ \t]?)+")
_ITEM: Final = re.compile(r" *(?:[-*+]|\d{1,9}[.)]) +")
#: A fence is indented by so many spaces at most, beyond the text of the item it belongs to.
_INDENTED: Final = 3


def calc_blocks(source: Source, faults: list[SymcalcError]) -> Source:
    r"""The Markdown with everything but its fenced `calc` blocks blanked, so that lines and columns stay.

    A fence that is never closed is a fault, and is read to the end.

    >>> calc_blocks(Source("text\n> ```calc\n> x == x\n> ```\n"), []).text
    '\n\n  x == x\n\n'
    """
    reading = _Reading()
    text = "".join(reading.lines(source.text))
    opened = reading.opened
    if opened is not None and opened.is_calc:
        place = Span(opened.start, opened.start + opened.length)
        hint = f"close it with {opened.marks}"
        faults.append(SyntaxFault("the fence is never closed", hint=hint, span=place, source=source))
    return replace(source, text=text)


@record
class _Fence:
    """An opened fence: its backticks or tildes, whether it holds claims and is in a quotation, where it stands."""

    marks: str
    is_calc: bool
    quoted: bool
    start: int
    length: int

    def is_closed_by(self, line: str) -> bool:
        """As many of the same marks or more, and nothing else."""
        found = _FENCE.match(line)
        return bool(
            found and not found[3].strip() and found[2][0] == self.marks[0] and len(found[2]) >= len(self.marks)
        )


@record(frozen=False)
class _Reading:
    """How far a text has been read: the fence that is open, and how far the item of a list is indented."""

    opened: _Fence | None = None
    indent: int = 0
    _offset: int = 0

    def lines(self, text: str) -> Iterator[str]:
        """Each line: itself without quotation marks where it is in a `calc` block, else an empty one."""
        for line in text.splitlines(keepends=True):
            quoted = _QUOTED.match(line)
            start = quoted.end() if quoted else 0
            yield self._line(start, line) or ("\n" if line.endswith("\n") else "")
            self._offset += len(line)

    def _line(self, start: int, line: str) -> str:
        """What is kept of a line whose text begins behind quotation marks."""
        content = line[start:].rstrip("\r\n")
        if self.opened is not None and self.opened.quoted and not start:
            self.opened = None  # the quotation has ended, and the fence with it
        if self.opened is None:
            self._outside(start, content)
            return ""
        if self.opened.is_closed_by(content):
            self.opened = None
            return ""
        return " " * start + line[start:] if self.opened.is_calc else ""

    def _outside(self, start: int, content: str) -> None:
        """Note a fence that opens here, and the item of a list that begins or ends here."""
        item = _ITEM.match(content)
        if item:
            self.indent = item.end()
        elif content.strip() and len(content) - len(content.lstrip()) < self.indent:
            self.indent = len(content) - len(content.lstrip())
        skipped = item.end() if item else 0
        found = _FENCE.match(content, skipped)
        if found and len(found[1]) + skipped <= self.indent + _INDENTED:
            is_calc = found[3].strip().partition(" ")[0] == "calc"
            place = self._offset + start + found.start(2)
            self.opened = _Fence(found[2], is_calc, start > 0, place, len(content.rstrip()) - found.start(2))
