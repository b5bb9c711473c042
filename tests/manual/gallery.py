"""Draw the pictures of the gallery anew, with the commands that stand beside them on its page.

python tests/manual/gallery.py
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from console import BLOCK, exchanges, printed_by

PAGE = Path(__file__).parents[2] / "symcalc" / "manual" / "gallery.md"
PICTURES = PAGE.parent / "pictures"
SHOWN = re.compile(r"^!\[[^\]]+\]\(pictures/([\w.]+)\)$", re.MULTILINE)
DRAWN = re.compile(r"--output ([\w.]+)")


def commands(page: str) -> list[str]:
    """The commands of the page."""
    return [asked.command for block in BLOCK.findall(page) for asked in exchanges(block)]


def shown(page: str) -> list[str]:
    """The pictures that the page shows."""
    return SHOWN.findall(page)


def drawn(page: str) -> list[str]:
    """The pictures that its commands draw."""
    return [name for command in commands(page) for name in DRAWN.findall(command)]


def main() -> None:
    """Run the commands and keep the pictures."""
    page = PAGE.read_text("utf-8")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for command in commands(page):
            sys.stdout.write(printed_by(command, Path(folder)))
        for name in drawn(page):
            (PICTURES / name).write_bytes((Path(folder) / name).read_bytes())


if __name__ == "__main__":
    main()
