"""The screen: what the streams can show, and writing on them. The only module that knows Rich."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO

from symcalc.formats.page import Page, Span, text_of
from symcalc.shell.descriptors import let_go

if TYPE_CHECKING:
    from rich.console import Console

_SAMPLE = "∂∇√²₁·−≈≤ᵀ⎡⎢⎣─▼▲◆"
#: The look of each kind of text; words and positions carry the meaning, colour only repeats it.
_LOOKS = {
    "heading": "bold",
    "value": "",
    "dim": "dim",
    "good": "green",
    "doubt": "yellow",
    "bad": "bold red",
    "minimum": "cyan",
    "maximum": "magenta",
    "saddle": "yellow",
}


def is_terminal(stream: TextIO) -> bool:
    """Whether a person sees what is written on the stream."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def page(stream: TextIO, digits: int | None = None, *, shared: bool = False) -> Page:
    """The page that a stream offers."""
    return Page(columns(stream), _shows_unicode(stream), digits, shared)


def columns(stream: TextIO) -> int:
    """The width: as COLUMNS says, else the terminal's, else 80."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return max(20, int(told))
    try:
        return max(20, os.get_terminal_size(stream.fileno()).columns) if is_terminal(stream) else 80
    except (OSError, ValueError):
        return 80


def _shows_unicode(stream: TextIO) -> bool:
    try:
        _SAMPLE.encode(stream.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


class Screen:
    """A stream that is written on in ink: with looks on a terminal that has them, else as bare text."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.is_terminal = is_terminal(stream)
        self._styled = self.is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self._console: Console | None = None
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")

    def prepare(self) -> None:
        """Load what writing will need, while somebody else computes."""
        if self._styled and self._console is None:
            from rich.console import Console  # noqa: PLC0415 (a pipe needs no Rich)

            self._console = Console(file=self.stream, markup=False, highlight=False, emoji=False, soft_wrap=True)

    def write(self, ink: Sequence[Span]) -> None:
        """Write and flush; where nothing can be written about errors, there is nobody to tell."""
        try:
            if ink and self._styled:
                self._write_styled(ink)
            elif ink:
                self.stream.write(text_of(ink))
            self.stream.flush()
        except OSError:
            if self.stream is not sys.stderr:
                raise
            let_go(2)

    def _write_styled(self, ink: Sequence[Span]) -> None:
        from rich.text import Text  # noqa: PLC0415 (a pipe needs no Rich)

        self.prepare()
        assert self._console is not None  # noqa: S101 (just prepared)
        text = Text.assemble(*((span, _LOOKS.get(style, style)) for span, style in ink))
        self._console.print(text, end="", soft_wrap=True)


class Status:
    """A passing line on standard error: what a long computation is doing; only for a person who waits."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._possible = is_terminal(stream) and os.environ.get("TERM") != "dumb"
        self._shown = False

    def show(self, message: str) -> None:
        """Put the message in place of the last one."""
        if self._possible:
            cut = message[: columns(self._stream) - 1]
            self._stream.write(f"\r\x1b[2K{cut}")
            self._stream.flush()
            self._shown = True

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self._stream.write("\r\x1b[2K")
            self._stream.flush()
            self._shown = False


def standard_streams() -> tuple[Screen, Screen]:
    """Standard output and standard error."""
    return Screen(sys.stdout), Screen(sys.stderr)
