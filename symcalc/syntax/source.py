"""A source text: what was given, where it came from, and the way from an offset to line and column."""

from __future__ import annotations

from typing import NamedTuple

from symcalc.record import record


class Position(NamedTuple):
    """A place for people: both counted from 1."""

    line: int
    column: int


@record
class Source:
    """A text and the name of where it stands: "argument", "-" (standard input) or a path.

    `first_line` is the line of that place on which the text begins.
    """

    text: str
    name: str = "argument"
    first_line: int = 1

    def position(self, offset: int) -> Position:
        r"""Line and column of a character; the end of the text is one past its last character.

        >>> Source("x +\ny").position(4)
        Position(line=2, column=1)
        """
        before = self.text[:offset]
        line_start = before.rfind("\n") + 1
        return Position(self.first_line + before.count("\n"), offset - line_start + 1)

    def line(self, offset: int) -> str:
        """The whole line that holds a character, without its end."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return self.text[start:] if end < 0 else self.text[start:end]
