r"""The tables of hostile inputs as data, a command line a row.

    2 syntax       grad "x\y"              | lines of standard input

The exit codes that are right, the kind of the error (`-` for none, `*` where it may be any), the command line as a
shell reads it, and standard input behind a bar. In angle brackets stands what cannot be written well: `<U+202E>` a
character, `<byte ff>` a byte, `<3000 times (>` a repetition, `<9 steps aN=aM*aM; >` one with N = 1, 2, … and M = N - 1.
`HERE` is the folder of the test, in which `MARK` must not appear.
"""

import re
import shlex
from pathlib import Path
from typing import NamedTuple

_HERE = Path(__file__).parent
_MARK = re.compile(r"<(?:U\+([0-9A-F]{2,6})|byte ([0-9a-f]{2})|([0-9]+) (times|steps) ((?:[^<>]|<U\+[0-9A-F]+>)+))>")


class Row(NamedTuple):
    """A command line, what goes to its standard input, and what is right."""

    codes: frozenset[int]
    kind: str
    arguments: list[str]
    stdin: bytes
    line: str


def rows(name: str) -> list[Row]:
    """The rows of a table."""
    lines = (_HERE / name).read_text(encoding="utf-8").splitlines()
    return [row(line) for line in lines if line and not line.startswith("#")]


def row(line: str) -> Row:
    """One row."""
    codes, kind, command = line.split(None, 2)
    words, _, given = command.partition("  | ")
    arguments = [spelled(word) for word in shlex.split(words)]
    stdin = spelled(given).encode("utf-8", "surrogateescape")
    return Row(frozenset(map(int, codes.split("|"))), kind, arguments, stdin, line)


def spelled(text: str) -> str:
    """A text with what its marks stand for; a byte is a lone surrogate, as in Python's arguments."""
    return _MARK.sub(_meant, text)


def _meant(found: re.Match[str]) -> str:
    character, byte, count, how, repeated = found.groups()
    if character:
        return chr(int(character, 16))
    if byte:
        return chr(0xDC00 + int(byte, 16)) if int(byte, 16) >= 0x80 else chr(int(byte, 16))
    if how == "times":
        return int(count) * spelled(repeated)
    return "".join(repeated.replace("N", str(n)).replace("M", str(n - 1)) for n in range(1, int(count) + 1))
