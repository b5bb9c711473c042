"""Draw the terminal that the README shows: real commands, typed into a terminal of 80 columns, as a small SVG.

    python tests/manual/terminal.py

The commands stand in the picture's description in the README, so that a reader who cannot see it knows them.
"""

from __future__ import annotations

import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "symcalc" / "manual" / "pictures" / "terminal.svg"
COMMANDS = (
    'symcalc grad "log(e^x + e^y)" --at "0, log(2)"',
    'symcalc critical "x^2 y + x y^2"',
    'symcalc check "diff(x^2 sin(x), x) == 2x cos(x)"',
)
_FONT_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
_TEXT = re.compile(r'x="([\d.]+)" y="([\d.]+)" textLength="([\d.]+)"( [^>]*)>((?:&#160;)*)(.*?)((?:&#160;)*)</text>')
#: The width of a character in Rich's drawing, and of a space as it writes it.
_ADVANCE, _SPACE = 12.2, len("&#160;")


def shown(command: str) -> str:
    """What a terminal of 80 columns shows after a command, its colours as escapes."""
    leader, follower = pty.openpty()
    variables = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        [sys.executable, "-m", *shlex.split(command)],
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=follower,
        env={**variables, "COLUMNS": "80", "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"},
    ) as process:
        os.close(follower)
        written = b"".join(iter(lambda: _read(leader), b""))
        process.wait()
    os.close(leader)
    return written.decode().replace("\r\n", "\n")


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # the other side has closed
        return b""


def placed(match: re.Match[str]) -> str:
    """A piece of text without spaces around it, which some programs drop: its place and its length say where it is."""
    x, y, length, rest, before, text, after = match.groups()
    start = float(x) + _ADVANCE * len(before) / _SPACE
    width = float(length) - _ADVANCE * len(before + after) / _SPACE
    return f'x="{start:g}" y="{y}" textLength="{width:g}"{rest}>{text}</text>'


def drawing() -> str:
    """The whole terminal as SVG, in a font of the reader's own."""
    from rich.console import Console
    from rich.text import Text

    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=80, file=nowhere, force_terminal=True, color_system="truecolor")
        for command in COMMANDS:
            console.print(Text(f"$ {command}", style="bold"))
            console.print(Text.from_ansi(shown(command)), soft_wrap=True)
        picture = console.export_svg(title="symcalc", unique_id="symcalc")
        return _TEXT.sub(placed, _FONT_FACE.sub("", picture))


if __name__ == "__main__":
    PICTURE.write_text(drawing(), encoding="utf-8")
