"""Pages to read: Markdown as it is in a pipe; on a terminal laid out for its width, headings and code set off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from symcalc.formats.cells import padded, width
from symcalc.formats.page import Span
from symcalc.shell import terminal
from symcalc.shell.exits import DONE

_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
_CELL = re.compile(r"(?<!\\)\|")
_WIDEST = 100
_GAP = 3


def show_page(text: str) -> int:
    """Write a page of Markdown on standard output; the exit code."""
    output, _ = terminal.standard_streams()
    columns = min(_WIDEST, terminal.columns(output.stream))
    output.write(list(laid_out(text, columns)) if output.is_terminal else [(text, "")])
    return DONE


def laid_out(text: str, columns: int) -> Iterator[Span]:
    r"""A page for a terminal of so many columns: paragraphs and tables fitted, code as it stands.

    >>> list(laid_out("# A\n\nsome words\nand more\n\n```\nx\n```\n", 12))
    [('A\n', 'heading'), ('\n', ''), ('some words\nand more\n', ''), ('\n', ''), ('  x\n', 'dim')]
    """
    for kind, lines in groupby(_marked(text), key=lambda marked: marked[0]):
        block = [line for _, line in lines]
        if kind == "code":
            yield "".join(f"  {line}\n" for line in block), "dim"
        elif kind == "heading":
            yield "".join(f"{line.lstrip('# ')}\n" for line in block), "heading"
        elif kind == "table":
            yield from _table(block, columns)
        elif kind == "item":
            yield "".join(_filled(item, columns, "  ") for item in _items(block)), ""
        elif kind == "words":
            yield _filled(_PICTURE.sub(r"Picture: \1 (\2)", " ".join(block)), columns), ""
        elif kind == "blank":
            yield "\n", ""


def _marked(text: str) -> Iterator[tuple[str, str]]:
    """Each line with what it is part of."""
    kind, in_code = "blank", False
    for line in text.splitlines():
        if line.startswith("```"):
            in_code, kind = not in_code, "fence"
        elif in_code:
            kind = "code"
        elif not line.strip():
            kind = "blank"
        elif line.startswith("#"):
            kind = "heading"
        elif line.startswith("| "):
            kind = "table"
        elif line.startswith("- ") or (kind == "item" and line.startswith("  ")):
            kind = "item"
        else:
            kind = "words"
        yield kind, line


def _items(lines: Sequence[str]) -> list[str]:
    """The items of a list, each on one line."""
    items: list[str] = []
    for line in lines:
        if line.startswith("- "):
            items.append(line)
        else:
            items[-1] += " " + line.strip()
    return items


def _filled(text: str, columns: int, hanging: str = "") -> str:
    lines = wrap(text, columns, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines) + "\n"


def _table(lines: Sequence[str], columns: int) -> Iterator[Span]:
    """A table under one rule; what does not fit into the last column goes on below it, or below the row."""
    head, _, *rows = [[cell.strip().replace("\\|", "|") for cell in _CELL.split(line)[1:-1]] for line in lines]
    widths = [max(map(width, column)) for column in zip(head, *rows, strict=True)][:-1]
    before = sum(widths) + _GAP * len(widths) + 2
    if before > columns - 24:
        yield from _records(head, rows, columns)
        return
    yield _row(head, widths, before, columns), "heading"
    yield f"  {'─' * (columns - 2)}\n", "dim"
    for row in rows:
        yield _row(row, widths, before, columns), ""


def _row(row: Sequence[str], widths: Sequence[int], before: int, columns: int) -> str:
    cells = "".join(padded(cell, cells) + " " * _GAP for cell, cells in zip(row, widths, strict=False))
    return "  " + cells + _filled(row[-1], columns - before).replace("\n", "\n" + " " * before).rstrip(" ")


def _records(head: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> Iterator[Span]:
    """A table that is too wide: each row as lines of a name and what stands there."""
    for row in rows:
        yield _filled(f"  {row[0]}", columns, "  "), "heading"
        for name, cell in zip(head[1:], row[1:], strict=True):
            filled = _filled(f"{name}: {cell}", columns - 4, "  ")
            yield "".join(f"    {line}\n" for line in filled.splitlines()), ""
