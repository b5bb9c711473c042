"""A grid of characters: shades, over them Braille dots (or three heights of ASCII), over these words."""

from __future__ import annotations

import math

from symcalc.record import field, record

#: The bits of a Braille character by column and row of its dot (Unicode 15, section 21.1).
BRAILLE = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
#: One character for a mark near the top, the middle or the bottom of its line.
HEIGHTS = ("'", "-", ".")


@record(frozen=False)
class Canvas:
    """Columns and rows of characters; positions are in characters from the upper left corner, as floats."""

    columns: int
    rows: int
    unicode: bool = True
    dots: dict[tuple[int, int], int] = field(default_factory=dict)
    words: dict[tuple[int, int], str] = field(default_factory=dict)
    shades: dict[tuple[int, int], str] = field(default_factory=dict)
    drawn: int = 0

    @property
    def grain(self) -> tuple[int, int]:
        """How many dots a character has across and down."""
        return (2, 4) if self.unicode else (1, 3)

    def dot(self, x: float, y: float) -> None:
        """Mark one position; outside the grid nothing is marked.

        >>> canvas = Canvas(2, 1)
        >>> canvas.dot(0.1, 0.1), canvas.dot(1.9, 0.9), canvas.lines()
        (None, None, ['⠁⢀'])
        """
        across, down = self.grain
        place = math.floor(x * across), math.floor(y * down)
        column, row = place[0] // across, place[1] // down
        if 0 <= column < self.columns and 0 <= row < self.rows:
            self.dots[column, row] = self.dots.get((column, row), 0) | self._bit(place[0] % across, place[1] % down)

    def _bit(self, across: int, down: int) -> int:
        return BRAILLE[across][down] if self.unicode else 1 << down

    def line(self, start: tuple[float, float], end: tuple[float, float], *, dash: int = 0) -> None:
        """Mark a straight line; with a dash, so many dots by turns marked and not.

        >>> canvas = Canvas(4, 1)
        >>> canvas.line((0, 0.5), (3.9, 0.5)), canvas.lines()
        (None, ['⠤⠤⠤⠤'])
        """
        across, down = self.grain
        steps = max(1, math.ceil(max(abs(end[0] - start[0]) * across, abs(end[1] - start[1]) * down)))
        for step in range(steps + 1):
            part = step / steps
            if dash and (self.drawn // dash) % 2:
                self.drawn += 1
                continue
            self.drawn += 1
            self.dot(start[0] + part * (end[0] - start[0]), start[1] + part * (end[1] - start[1]))

    def write(self, column: int, row: int, text: str) -> None:
        """Words over what is drawn, cut at the edges.

        >>> canvas = Canvas(4, 1)
        >>> canvas.write(1, 0, "abcdef"), canvas.lines()
        (None, [' abc'])
        """
        for offset, character in enumerate(text):
            if 0 <= column + offset < self.columns and 0 <= row < self.rows:
                self.words[column + offset, row] = character

    def shade(self, column: int, row: int, character: str) -> None:
        """A character behind everything else.

        >>> canvas = Canvas(2, 1)
        >>> canvas.shade(0, 0, "#"), canvas.shade(1, 0, "#"), canvas.write(1, 0, "x"), canvas.lines()
        (None, None, None, ['#x'])
        """
        self.shades[column, row] = character

    def lines(self) -> list[str]:
        """The rows as text."""
        return [
            "".join(self._character(column, row) for column in range(self.columns)).rstrip() for row in range(self.rows)
        ]

    def _character(self, column: int, row: int) -> str:
        if (column, row) in self.words:
            return self.words[column, row]
        dots = self.dots.get((column, row), 0)
        if not dots:
            return self.shades.get((column, row), " ")
        return chr(0x2800 + dots) if self.unicode else _height(dots)


def _height(dots: int) -> str:
    """One ASCII character for up to three marks above each other.

    >>> [_height(dots) for dots in (1, 2, 4, 7)]
    ["'", '-', '.', '|']
    """
    marked = [height for height in range(3) if dots >> height & 1]
    return "|" if len(marked) == 3 else HEIGHTS[sum(marked) // len(marked)]
