"""The gallery: every picture that it shows is there, drawn by the command beside it, and as it is drawn now."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread

sys.path.insert(0, str(Path(__file__).parent))
from console import pages, printed_by
from gallery import PAGE, PICTURES, commands, drawn, shown

TEXT = PAGE.read_text("utf-8")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    """A folder with the pictures as they are drawn now."""
    folder = tmp_path_factory.mktemp("gallery")
    for command in commands(TEXT):
        said = printed_by(command, folder)
        assert "error[" not in said, said
    return folder


def test_every_picture_has_its_command():
    """What is shown is what the commands draw, in their order."""
    assert shown(TEXT) == drawn(TEXT)


def test_every_picture_is_there():
    """No broken pictures, and none that no page shows."""
    there = {path.name for path in PICTURES.iterdir()}
    root = PICTURES.parents[2]
    wanted = {name for page in pages(root) for name in re.findall(r"pictures/([\w.]+)", page.read_text("utf-8"))}
    assert set(shown(TEXT)) <= there == wanted


def test_the_chapter_s_four_figures_are_shown():
    """The curve, the surface with its quadratic, and the two networks."""
    assert {"curve.svg", "surface.png", "network1.svg", "network2.svg"} <= set(shown(TEXT))


@pytest.mark.parametrize("name", [name for name in shown(TEXT) if name.startswith("network")])
def test_networks_are_the_same_text(fresh, name):
    """They are drawn without any other program, the same everywhere."""
    assert (fresh / name).read_text("utf-8") == (PICTURES / name).read_text("utf-8")


@pytest.mark.parametrize("name", [name for name in shown(TEXT) if name.endswith(".png")])
def test_pictures_look_as_they_are_drawn_now(fresh, name):
    """In the same size, and nearly the same on the whole: fonts and libraries may differ a little."""
    now, kept = imread(fresh / name), imread(PICTURES / name)
    assert now.shape == kept.shape
    assert float(np.abs(now - kept).mean()) < 0.02


@pytest.mark.parametrize("name", [name for name in shown(TEXT) if name.endswith(".svg")])
def test_drawings_have_as_many_parts_as_now(fresh, name):
    """The same lines, marks and letters, wherever exactly they stand."""
    now, kept = ((folder / name).read_text("utf-8") for folder in (fresh, PICTURES))
    for part in ("<path", "<use", "<text", "<rect"):
        assert now.count(part) == kept.count(part)
