"""Figures drawn with characters, without any other program: Braille dots where Unicode is there, else plain ASCII.

A kind of figure is a module with `draw(figure, page) -> lines`; the table below is all that knows of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from symcalc.plotting.terminal.surface import Surface
from symcalc.result import Content, Figure

#: The kinds of figure, and where each is drawn.
KINDS = {
    "curve": "symcalc.plotting.terminal.curve",
    "map": "symcalc.plotting.terminal.map",
    "network": "symcalc.plotting.terminal.network",
    "paths": "symcalc.plotting.terminal.paths",
    "relief": "symcalc.plotting.terminal.relief",
}


def draw(figure: Figure, width: int, *, unicode: bool, text: Callable[[Content], str]) -> str:
    """The figure as lines of at most `width` characters; `text` writes what is mathematics.

    >>> figure = Figure("paths", "", {"paths": (("f", "u"),), "labels": {"f,u": ("∂f/∂u",)}})
    >>> print(draw(figure, 80, unicode=True, text=str), end="")
      f
      └─ u  ∂f/∂u
    """
    module = import_module(KINDS[figure.kind])
    lines: Iterable[str] = module.draw(figure, Surface(width, unicode, text))
    return "".join(f"{line.rstrip()}\n" for line in lines)
