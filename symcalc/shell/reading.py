"""Pages to read: Markdown as it is in a pipe, with its headings and code set off on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symcalc.shell.exits import DONE

if TYPE_CHECKING:
    from symcalc.formats.page import Span


def show_page(text: str) -> int:
    """Write a page of Markdown on standard output; the exit code."""
    from symcalc.shell.terminal import standard_streams  # noqa: PLC0415 (--help writes no page)

    output, _ = standard_streams()
    output.write(list(_set_off(text)) if output.is_terminal else [(text, "")])
    return DONE


def _set_off(text: str) -> Iterator[Span]:
    r"""Headings without their marks, code indented, fences gone.

    >>> list(_set_off("# A\n```\nx\n```\n"))
    [('A\n', 'heading'), ('    x\n', 'dim')]
    """
    in_code = False
    for line in text.splitlines(keepends=True):
        if line.startswith("```"):
            in_code = not in_code
        elif in_code:
            yield f"    {line}", "dim"
        elif line.startswith("#"):
            yield line.lstrip("# "), "heading"
        else:
            yield line, ""
