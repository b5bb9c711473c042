"""The console blocks of a Markdown page: found, run, and compared with what the page says; `--write` puts it there.

    python tests/manual/console.py --write README.md symcalc/manual/*.md

A line that begins with `$ ` is a command; the lines up to the next one are all that it prints. The commands of a page
run one after another in one empty folder, in the shell, with 80 columns and no terminal.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Exchange(NamedTuple):
    """A command and what the page says it prints."""

    command: str
    printed: str


def exchanges(block: str) -> Iterator[Exchange]:
    """The commands of one block, each with the lines below it; a command goes on after a backslash."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.splitlines(keepends=True)
        last = next(i for i, line in enumerate(lines) if not line.rstrip("\n").endswith("\\"))
        yield Exchange("".join(lines[: last + 1]).rstrip("\n"), "".join(lines[last + 1 :]))


def pages(root: Path) -> list[Path]:
    """Every page that a reader meets."""
    return [root / "README.md", *sorted((root / "symcalc" / "manual").glob("*.md"))]


def environment() -> dict[str, str]:
    """80 columns, no colour, and the `symcalc` of the Python that runs this."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "COLUMNS": "80", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}


def printed_by(command: str, folder: Path) -> str:
    """What a command prints, on both streams."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=False,
    )
    return done.stdout


def rewritten(text: str, folder: Path) -> str:
    """The page with what its commands print now."""

    def run(match: re.Match[str]) -> str:
        parts = [f"$ {asked.command}\n{printed_by(asked.command, folder)}" for asked in exchanges(match[1])]
        return "```console\n" + "".join(parts) + "```"

    return BLOCK.sub(run, text)


def main(paths: list[str]) -> None:
    """Put what the commands print into the pages."""
    for path in map(Path, paths):
        with tempfile.TemporaryDirectory() as folder:
            path.write_text(rewritten(path.read_text("utf-8"), Path(folder)), "utf-8")


if __name__ == "__main__" and sys.argv[1:2] == ["--write"]:
    main(sys.argv[2:])
