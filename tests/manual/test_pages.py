"""The manual and the README tell the truth: every console block prints exactly what it says."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from console import BLOCK, exchanges, pages, printed_by

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("page", pages(ROOT), ids=lambda page: page.stem)
def test_every_console_block_prints_what_it_says(page, tmp_path):
    """The commands of a page, run in order, print the lines that stand below them."""
    blocks = BLOCK.findall(page.read_text("utf-8"))
    said = [exchange for block in blocks for exchange in exchanges(block)]

    assert [(asked.command, printed_by(asked.command, tmp_path)) for asked in said] == [tuple(asked) for asked in said]
