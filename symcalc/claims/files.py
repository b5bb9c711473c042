"""The documents that paths name: files, directories (whose links may form cycles), patterns."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from symcalc.errors import LimitReached, SymcalcError, SyntaxFault, UsageFault
from symcalc.record import record
from symcalc.syntax.source import Source

#: What a directory is searched for.
MARKDOWN: Final = frozenset({".md", ".markdown"})
SUFFIXES: Final = MARKDOWN | {".calc"}
#: A larger file is not read, in bytes.
MOST_BYTES: Final = 1 << 22


@record
class Document:
    """A text that holds claims: a file (perhaps Markdown with `calc` blocks), standard input, or an argument."""

    source: Source
    markdown: bool = False
    argument: bool = False


def documents(paths: Iterable[str]) -> Iterator[Document | SymcalcError]:
    """The documents that paths name, each file once; an error in the place of what cannot be read."""
    seen: set[Path] = set()
    for path in paths:
        try:
            found = list(files(path))
        except SymcalcError as error:
            yield error
            continue
        for file in found:
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield read(file)


def files(path: str) -> Iterator[Path]:
    """The files that a path names: itself, those below a directory, those that match a pattern.

    Raises UsageFault where there is none.
    """
    try:
        is_directory, is_there = Path(path).is_dir(), Path(path).exists()
    except OSError:  # no name of a file: it is too long
        raise nothing_at(path) from None
    if is_directory:
        yield from _below(Path(path))
    elif is_there:
        yield Path(path)
    else:
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (a pattern may be absolute)
        if not matches:
            raise nothing_at(path)
        for match in matches:
            yield from files(match)


def nothing_at(path: str) -> UsageFault:
    """What is wrong with an argument that is neither a claim nor a path.

    >>> nothing_at("diff(x^2, x) = 2x").hint
    'write diff(x^2, x) == 2x'
    """
    left, equals, right = path.partition("=")
    if equals and right.strip():
        hint = f"write {left.rstrip()} == {right.strip()}"
        return UsageFault(f"a claim is written with ==, and there is no file {path}", hint=hint)
    return UsageFault(f"there is no file {path}", hint='a claim has ==, != or ≈: "diff(x^2, x) == 2x"')


def _below(directory: Path) -> Iterator[Path]:
    """The documents in a directory and below, in order; hidden ones are left out, and no directory is entered twice."""
    entered: set[tuple[int, int]] = set()
    waiting = [directory]
    while waiting:
        here = waiting.pop()
        status = here.stat()
        if (status.st_dev, status.st_ino) in entered:
            continue
        entered.add((status.st_dev, status.st_ino))
        shown = [path for path in sorted(here.iterdir()) if not path.name.startswith(".")]
        yield from (path for path in shown if path.suffix.lower() in SUFFIXES and path.is_file())
        waiting += [path for path in reversed(shown) if path.is_dir()]


def read(path: Path) -> Document | SymcalcError:
    """The document in a file, or what keeps it from being read."""
    place = Source("", str(path))
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
    except OSError as error:
        return UsageFault(f"cannot read {path}: {(error.strerror or str(error)).lower()}", source=place)
    if len(text) > MOST_BYTES:
        return LimitReached(f"the file is longer than {MOST_BYTES:,} bytes", source=place)
    return decoded(text, str(path), markdown=path.suffix.lower() in MARKDOWN)


def decoded(text: bytes, name: str, *, markdown: bool = False) -> Document | SymcalcError:
    r"""The document that bytes are.

    >>> decoded(b"\x00", "a.calc").message
    'this is no text: it holds a zero byte'
    """
    place = Source("", name)
    if b"\0" in text:
        return SyntaxFault("this is no text: it holds a zero byte", source=place)
    try:
        return Document(Source(text.removeprefix(b"\xef\xbb\xbf").decode("utf-8"), name), markdown=markdown)
    except UnicodeDecodeError as error:
        line = text[: error.start].count(b"\n") + 1
        message = f"the file is not UTF-8: line {line} has the byte {text[error.start]:#04x}"
        return SyntaxFault(message, source=Source("", name, line))
