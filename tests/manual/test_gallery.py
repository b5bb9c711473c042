"""The gallery: every picture that it shows is there, and drawn by a command beside it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from gallery import PAGE, PICTURES, drawn, shown

TEXT = PAGE.read_text("utf-8")


def test_every_picture_has_its_command():
    """What is shown is what the commands draw, in their order."""
    assert shown(TEXT) == drawn(TEXT)


def test_every_picture_is_there():
    """No broken pictures, and none that nobody shows."""
    assert sorted(path.name for path in PICTURES.iterdir()) == sorted(shown(TEXT))


def test_pictures_are_what_their_names_say():
    """SVG is SVG and PNG is PNG, and none is empty."""
    for path in PICTURES.iterdir():
        head = path.read_bytes()[:200]
        assert head.startswith(b"\x89PNG") if path.suffix == ".png" else b"<svg" in head or b"<?xml" in head
