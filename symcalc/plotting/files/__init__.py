"""Figures in files: SVG, PNG and PDF by matplotlib, which is imported only here; networks as SVG by hand."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from symcalc.errors import Unsupported, UsageFault
from symcalc.plotting.files.theme import THEMES, Theme
from symcalc.result import Content, Figure

#: The endings of files, which say their format.
ENDINGS = (".svg", ".png", ".pdf")
#: The kinds of figure, and where each is drawn with matplotlib.
KINDS = {
    "curve": "symcalc.plotting.files.curve",
    "map": "symcalc.plotting.files.map",
    "relief": "symcalc.plotting.files.relief",
    "network": "symcalc.plotting.files.network",
}
Text = Callable[[Content], str]
#: How each format is written: the same picture is the same file, and no larger than it must be.
KEEPING: dict[str, dict[str, Any]] = {
    ".svg": {"metadata": {"Date": None}},
    ".png": {"pil_kwargs": {"optimize": True}},
    ".pdf": {"metadata": {"CreationDate": None}},
}


def save(figure: Figure, path: str, text: Text, *, theme: str = "light") -> None:
    """Draw a figure into a file; the ending of its name says the format.

    Raises:
        UsageFault: the ending is none of .svg, .png, .pdf, or the file cannot be written.
        Unsupported: matplotlib is not installed.
    """
    check(path)
    colours = THEMES[theme]
    try:
        if figure.kind == "network" and Path(path).suffix.lower() == ".svg":
            content: bytes = import_module("symcalc.plotting.files.svg").network(figure, text, colours).encode()
        else:
            content = _by_matplotlib(figure, path, text, colours)
        Path(path).write_bytes(content)
    except OSError as error:
        raise UsageFault(f"'{path}' cannot be written: {error.strerror}") from None


def check(path: str) -> None:
    """Refuse a file that no picture can be drawn into, before anything is computed for it.

    Raises:
        UsageFault: the ending is none of .svg, .png, .pdf, or the folder is not there.
        Unsupported: matplotlib is not installed, and the file is none that could do without.
    """
    ending = Path(path).suffix.lower()
    if ending not in ENDINGS:
        raise UsageFault(f"'{path}' does not end in {', '.join(ENDINGS)}", hint="--output picture.svg")
    if not Path(path).parent.is_dir():
        raise UsageFault(f"'{path}' cannot be written: there is no folder '{Path(path).parent}'")
    if ending != ".svg":
        _require_matplotlib()


def find_fonts() -> None:
    """Let matplotlib look through the fonts of the machine, if it is there, before the time of an answer begins.

    It does so when it is first used by somebody, which can take longer than an answer may, and keeps the list.
    """
    if find_spec("matplotlib") is not None:
        import_module("matplotlib.font_manager")


def _require_matplotlib() -> None:
    if find_spec("matplotlib") is None:
        message = "pictures in files need matplotlib, which is not installed"
        raise Unsupported(
            message, hint="pip install 'symcalc[plot]'; in the terminal, plot without --output needs nothing"
        )


def _by_matplotlib(figure: Figure, path: str, text: Text, theme: Theme) -> bytes:
    """The content of a file; nothing is written before it is whole, so a limit leaves no half picture."""
    _require_matplotlib()
    import matplotlib as mpl  # noqa: PLC0415 (optional, and heavy)

    with mpl.rc_context({"svg.hashsalt": "symcalc", "svg.fonttype": "path", "font.family": "DejaVu Sans"}):
        drawn = import_module(KINDS[figure.kind]).draw(figure, text, theme)
        ending = Path(path).suffix.lower()
        content = BytesIO()
        drawn.savefig(content, format=ending[1:], facecolor=theme.paper, **KEEPING[ending])
    return content.getvalue()
