"""Curves drawn with characters: Braille dots in a frame, critical points by their signs, a legend below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from symcalc.plotting.figures.marks import sign_of
from symcalc.plotting.figures.scene import Curve, Mark, Plane
from symcalc.plotting.terminal.frame import Frame
from symcalc.plotting.terminal.surface import Surface
from symcalc.result import Figure

#: Rows of a picture.
ROWS = 20
#: Dots by turns drawn and not, by what a line is.
DASHES = {"function": 0, "other": 2, "quadratic": 3, "walk": 0}


def draw(figure: Figure, surface: Surface) -> Iterator[str]:
    """The picture and its legend."""
    scene = cast("Plane", figure.content["scene"])
    frame = Frame.on(surface, scene.window, ROWS)
    for curve in scene.curves:
        if curve.role != "walk":
            for piece in curve.pieces:
                frame.draw(piece, dash=DASHES.get(curve.role, 4))
    for curve in scene.curves:
        if curve.role == "walk":
            _steps(frame, curve, surface)
    for mark in scene.marks:
        frame.mark(mark, sign_of(mark.kind, unicode=surface.unicode))
    yield from frame.lines(scene.axes)
    yield from legend(scene.curves, scene.marks, surface)


def _steps(frame: Frame, curve: Curve, surface: Surface) -> None:
    """The steps of a walk as signs on the curve."""
    for piece in curve.pieces:
        for point in piece:
            frame.mark(Mark(point, "start", ()), "•" if surface.unicode else "o")


def legend(curves: Sequence[Curve], marks: Sequence[Mark], surface: Surface) -> Iterator[str]:
    """What the lines and the signs are."""
    for curve in curves:
        words = "".join(map(surface.text, curve.name))
        if len(curves) > 1 and words:
            yield f"  {_line_sign(curve.role, unicode=surface.unicode)} {words}"
    for mark in marks:
        words = "".join(map(surface.text, mark.label))
        yield f"  {sign_of(mark.kind, unicode=surface.unicode)} {mark.kind} {words}"


def _line_sign(role: str, *, unicode: bool) -> str:
    signs = {"function": ("──", "--"), "other": ("╌╌", "- "), "quadratic": ("╌╌", "- "), "walk": ("••", "oo")}
    return signs.get(role, ("┄┄", ". "))[0 if unicode else 1]
