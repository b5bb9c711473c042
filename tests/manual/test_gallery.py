"""The gallery: every picture that it shows is there, and drawn by a command beside it."""

import html
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import terminal
from gallery import PAGE, PICTURES, drawn, shown

TEXT = PAGE.read_text("utf-8")
README = Path(__file__).parents[2] / "README.md"


def test_every_picture_has_its_command():
    """What is shown is what the commands draw, in their order."""
    assert shown(TEXT) == drawn(TEXT)


def test_every_picture_is_there():
    """No broken pictures, and none that nobody shows, here or in the README."""
    elsewhere = re.findall(r"\]\(symcalc/manual/pictures/([\w.]+)\)", README.read_text("utf-8"))

    assert {path.name for path in PICTURES.iterdir()} == {*shown(TEXT), *elsewhere}


def test_pictures_are_what_their_names_say():
    """SVG is SVG and PNG is PNG, and none is empty."""
    for path in PICTURES.iterdir():
        head = path.read_bytes()[:200]
        assert head.startswith(b"\x89PNG") if path.suffix == ".png" else b"<svg" in head or b"<?xml" in head


def words(picture):
    """What a picture says, without its spaces."""
    said = re.findall(r"<text[^>]*>([^<]*)</text>", picture)
    return re.sub(r"\s", "", html.unescape("".join(said)))


def test_the_terminal_of_the_readme_shows_what_is_printed():
    """The commands in the picture print exactly what stands below them; `tests/manual/terminal.py` draws it anew."""
    assert words(terminal.PICTURE.read_text("utf-8")) == words(terminal.drawing())
