"""What the page for contributors says is where it says, and every room is on it."""

import re
from pathlib import Path

import pytest

from tests.test_layers import MAY_IMPORT

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PATHS = re.findall(r"`((?:symcalc|tests|\.ci)/[\w./]+|README\.md)`", TEXT)


@pytest.mark.parametrize("path", sorted(set(PATHS)))
def test_every_path_is_there(path):
    """A file or a folder that the page names exists."""
    assert (ROOT / path).exists()


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_every_room_is_on_the_page(room):
    """In the table of rooms, as a module or as a package."""
    rooms = TEXT.partition("## Where things are")[2].partition("\n## ")[0]

    assert f"`{room}.py`" in rooms or f"`{room}/`" in rooms


@pytest.mark.parametrize(
    "package", sorted(path.parent.name for path in (ROOT / "symcalc/calculus").glob("*/__init__.py"))
)
def test_the_rooms_of_calculus_are_on_the_page(package):
    """Each of its packages is named beside what it holds."""
    assert f"`{package}/`" in TEXT
