"""Where questions come from: the argument, a file, or standard input with one question a line."""

from __future__ import annotations

import os
import select
from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from symcalc.errors import LimitReached, SyntaxFault, UsageFault

if TYPE_CHECKING:  # the parent of the worker reads inputs without the parser
    from symcalc.syntax.source import Source

#: The longest input that is read, in bytes.
MAX_BYTES = 1 << 20
#: A line that goes on beyond so many bytes is never-ending: nothing behind it is read.
_ENDLESS = 1 << 26
_CHUNK = 1 << 16
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Question(NamedTuple):
    """The bytes of one input and where they stand; plain data, for the way to the worker."""

    text: bytes
    name: str = "argument"
    first_line: int = 1

    def source(self) -> Source:
        r"""The text, checked to be UTF-8 and not too long.

        >>> Question(b"x^2").source().text
        'x^2'
        >>> Question(b"x\xff").source()
        Traceback (most recent call last):
        symcalc.errors.SyntaxFault: the input is not UTF-8: byte 2 is 0xff
        """
        if len(self.text) > MAX_BYTES:
            raise LimitReached(f"the input is longer than {MAX_BYTES:,} bytes", source=self.shown())
        try:
            return self.decoded("strict")
        except UnicodeDecodeError as error:
            from symcalc.syntax.tree import Span  # noqa: PLC0415 (only a mistake needs a place)

            before = self.text[: error.start].decode("utf-8")
            raise SyntaxFault(
                f"the input is not UTF-8: byte {error.start + 1} is {self.text[error.start]:#04x}",
                source=self.shown(),
                span=Span(len(before), len(before) + 4),
            ) from None

    def shown(self) -> Source:
        """The text for the eye, whatever its bytes are."""
        return self.decoded("backslashreplace")

    def decoded(self, errors: str) -> Source:
        """The text with its place; `errors` says what becomes of bytes that are none."""
        from symcalc.syntax.source import Source  # noqa: PLC0415 (only the worker needs the parser)

        return Source(self.text.decode("utf-8", errors), self.name, self.first_line)


class Given:
    """Questions that are all there."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._rest = deque(questions)

    def __next__(self) -> Question:
        if not self._rest:
            raise StopIteration
        return self._rest.popleft()

    def at_hand(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """There is nothing to wait for."""
        raise NotImplementedError


class Lines:
    """Standard input, a question a line, each as soon as its line is there; blank and comment lines are skipped.

    A line that is too long is cut, not collected, so it costs no memory; behind one without end nothing is read.
    """

    def __init__(self, descriptor: int = 0, name: str = "-") -> None:
        self._descriptor = descriptor
        self._name = name
        self._ready: deque[Question] = deque()
        self._partial = bytearray()
        self._length = 0
        self._number = 0
        self._ended = False

    def fileno(self) -> int:
        """The descriptor to wait for."""
        return self._descriptor

    def at_hand(self) -> bool:
        """Whether a line, or the end, is there already."""
        while not self._ready and not self._ended and select.select([self._descriptor], [], [], 0)[0]:
            self._read()
        return bool(self._ready) or self._ended

    def __next__(self) -> Question:
        while not self._ready:
            if self._ended:
                raise StopIteration
            self._read()
        return self._ready.popleft()

    def _read(self) -> None:
        chunk = os.read(self._descriptor, _CHUNK)
        self._ended = not chunk
        *complete, rest = chunk.split(b"\n")
        for piece in complete:
            self._extend(piece)
            self._finish()
        self._extend(rest)
        self._ended = self._ended or self._length > _ENDLESS
        if self._ended and self._partial:
            self._finish()

    def _extend(self, piece: bytes) -> None:
        self._length += len(piece)
        self._partial += piece[: MAX_BYTES + 1 - len(self._partial)]

    def _finish(self) -> None:
        text = bytes(self._partial).removesuffix(b"\r")
        self._partial.clear()
        self._length = 0
        self._number += 1
        if self._number == 1:
            text = text.removeprefix(_BYTE_ORDER_MARK)
        if text.strip() and not text.lstrip().startswith(b"#"):
            self._ready.append(Question(text, self._name, self._number))


def from_file(path: str) -> Question:
    """A whole file as one question, its newlines kept; `-` is standard input."""
    try:
        descriptor = 0 if path == "-" else os.open(path, os.O_RDONLY)
        with open(descriptor, "rb", closefd=path != "-") as file:
            return Question(file.read(MAX_BYTES + 1).removeprefix(_BYTE_ORDER_MARK), path)
    except OSError as error:
        raise UsageFault(f"cannot read {path}: {(error.strerror or str(error)).lower()}") from None
