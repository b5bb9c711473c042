"""A frame around a canvas: a window of the plane on characters, with ticks at the left and below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from symcalc.plotting.figures.clipping import segments
from symcalc.plotting.figures.scene import XY, Mark, Window
from symcalc.plotting.figures.ticks import tick_text, ticks
from symcalc.plotting.terminal.canvas import Canvas
from symcalc.plotting.terminal.surface import Surface
from symcalc.record import record

#: Characters between two ticks below, rows between two at the left.
ACROSS, UP = 10, 4
#: Wider pictures are no better.
WIDEST = 100
#: Columns that a picture leaves free at its right.
SPARE = 2


@record
class Frame:
    """A window on so many columns and rows of characters."""

    window: Window
    canvas: Canvas
    margin: int
    unicode: bool

    @classmethod
    def on(cls, surface: Surface, window: Window, rows: int) -> Frame:
        """The frame that fits a terminal, with room for the numbers at its left."""
        margin = 1 + max(
            len(tick_text(tick)) for tick in ticks(window.bottom, window.top, max(2, rows // UP)) or (0.0,)
        )
        columns = max(10, min(surface.width, WIDEST) - margin - 1 - SPARE)
        return cls(window, Canvas(columns, rows, surface.unicode), margin, surface.unicode)

    def place(self, point: XY) -> XY:
        """A point of the plane in characters."""
        x = (point[0] - self.window.left) / self.window.width * self.canvas.columns
        y = (self.window.top - point[1]) / self.window.height * self.canvas.rows
        return min(x, self.canvas.columns - 1e-9), min(y, self.canvas.rows - 1e-9)

    def draw(self, points: Iterable[XY], *, dash: int = 0) -> None:
        """A polyline, cut to the window."""
        for start, end in segments(points, self.window):
            self.canvas.line(self.place(start), self.place(end), dash=dash)

    def mark(self, mark: Mark, sign: str) -> None:
        """The sign of a mark, where it is in the window."""
        if self.window.holds(mark.at):
            x, y = self.place(mark.at)
            self.canvas.write(int(x), int(y), sign)

    def lines(self, axes: Sequence[str]) -> Iterator[str]:
        """The canvas in its frame, ticks with their numbers, the variable's name at the end."""
        heights = {}
        for tick in ticks(self.window.bottom, self.window.top, max(2, self.canvas.rows // UP)):
            heights[int(self.place((self.window.left, tick))[1])] = tick_text(tick)
        side, tick_side, corner, below, tick_below = "│┤└─┬" if self.unicode else "||+-+"
        for row, line in enumerate(self.canvas.lines()):
            number = heights.get(row, "")
            yield f"{number:>{self.margin}}{tick_side if row in heights else side}{line}"
        marks, numbers = self._below(tick_below, below)
        fits = len(numbers) + len(axes[0]) + 2 <= self.canvas.columns
        beside = len(axes[0]) < SPARE and not fits
        yield " " * self.margin + corner + marks + (f" {axes[0]}" if beside else "")
        yield " " * (self.margin + 1) + numbers + (f"  {axes[0]}" if fits else "")
        if not fits and not beside:
            yield f"{axes[0]:>{self.margin + 1 + self.canvas.columns}}"

    def _below(self, tick_sign: str, line_sign: str) -> tuple[str, str]:
        """The line below with its ticks, and the numbers under them."""
        line = [line_sign] * self.canvas.columns
        numbers = ""
        for tick in ticks(self.window.left, self.window.right, max(2, self.canvas.columns // ACROSS)):
            column = int(self.place((tick, self.window.bottom))[0])
            text = tick_text(tick)
            start = max(0, min(column - len(text) // 2, self.canvas.columns - len(text)))
            line[column] = tick_sign
            if start >= len(numbers):
                numbers = numbers.ljust(start) + text + " "
        return "".join(line), numbers.rstrip()
