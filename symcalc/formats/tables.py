"""A table for a terminal: one rule under the heading, no verticals; where it is too wide, a list of records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcalc.formats import wrapping
from symcalc.formats.cells import padded, width
from symcalc.formats.page import Ink, Page, Span
from symcalc.record import record

_GAP = "   "
_INDENT = "  "


@record
class Grid:
    """The texts of a table; `numeric` columns are set to the right, `spare` ones may go for width, the last first."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Span]]
    numeric: frozenset[int] = frozenset()
    spare: frozenset[int] = frozenset()

    def without(self, dropped: frozenset[int]) -> Grid:
        """The grid without some columns."""
        keep = [index for index in range(len(self.rows[0])) if index not in dropped]
        again = {old: new for new, old in enumerate(keep)}
        return Grid(
            [self.columns[index] for index in keep] if self.columns else (),
            [[row[index] for index in keep] for row in self.rows],
            frozenset(again[index] for index in self.numeric if index in again),
        )


def table(grid: Grid, page: Page) -> Ink:
    """The table, or the narrower form that fits.

    >>> from symcalc.formats.page import text_of
    >>> print(text_of(table(Grid(["x", "f"], [[("−1", ""), ("−5", "")]]), Page())), end="")
      x    f
      ───────
      −1   −5
    """
    if not grid.rows:
        return []
    spare = sorted(grid.spare)
    for kept in range(len(spare), -1, -1):
        candidate = grid.without(frozenset(spare[kept:])) if kept < len(spare) else grid
        widths = _widths(candidate)
        if sum(widths) + len(_GAP) * (len(widths) - 1) + len(_INDENT) <= page.width:
            return [*_lines(candidate, widths, page)]
    return [*_records(grid, page)]


def _widths(grid: Grid) -> list[int]:
    rows = [[text for text, _ in row] for row in grid.rows] + ([list(grid.columns)] if grid.columns else [])
    return [max(map(width, column)) for column in zip(*rows, strict=True)]


def _lines(grid: Grid, widths: list[int], page: Page) -> Iterator[Span]:
    if grid.columns:
        yield from _row([(name, "heading") for name in grid.columns], widths, grid.numeric)
        length = sum(widths) + len(_GAP) * (len(widths) - 1)
        yield _INDENT + ("─" if page.unicode else "-") * length + "\n", "dim"
    for row in grid.rows:
        yield from _row(row, widths, grid.numeric)


def _row(row: Sequence[Span], widths: list[int], numeric: frozenset[int]) -> Iterator[Span]:
    yield _INDENT, ""
    last = len(row) - 1
    for index, ((text, style), cells) in enumerate(zip(row, widths, strict=True)):
        shown = padded(text, cells, right=True) if index in numeric else text if index == last else padded(text, cells)
        yield shown, style
        yield ("\n" if index == last else _GAP), ""


def _records(grid: Grid, page: Page) -> Iterator[Span]:
    """One line a cell, its column's name before it; a blank line between the rows."""
    names = grid.columns or [""] * len(grid.rows[0])
    cells = max(map(width, names))
    hanging = "\n" + " " * (len(_INDENT) + cells + 2)
    for number, row in enumerate(grid.rows):
        if number:
            yield "\n", ""
        for name, (text, style) in zip(names, row, strict=True):
            yield _INDENT + padded(name, cells) + "  ", "heading"
            yield hanging.join(wrapping.anything(text, page.width - len(hanging) + 1)) + "\n", style
