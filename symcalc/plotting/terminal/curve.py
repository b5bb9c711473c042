"""Curves drawn with characters: Braille dots in a frame, critical points by their signs, a legend below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from symcalc.plotting.figures.marks import sign_of
from symcalc.plotting.figures.scene import Curve, Dot, Locus, Mark, Plane
from symcalc.plotting.terminal.frame import Frame
from symcalc.plotting.terminal.surface import Surface
from symcalc.result import Figure

#: Rows of a picture.
ROWS = 20
#: So many places of one kind are listed below a picture.
FEW = 12
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
    for dot in scene.dots:
        frame.mark(Mark(dot.at, "", ()), _dot_sign(dot, unicode=surface.unicode))
    for mark in scene.marks:
        frame.mark(mark, sign_of(mark.kind, unicode=surface.unicode))
    yield from frame.lines(scene.axes)
    yield from legend(scene.curves, scene.marks, surface)
    yield from _dots(scene.dots, unicode=surface.unicode)
    yield from stretches(scene.loci, surface)


def _dot_sign(dot: Dot, *, unicode: bool) -> str:
    signs = ("○", "●") if unicode else ("O", "@")
    return signs[0 if dot.open else 1]


def _dots(dots: Sequence[Dot], *, unicode: bool) -> Iterator[str]:
    """What the dots at jumps and holes mean, each kind once."""
    for is_open, words in ((True, "not a value"), (False, "value at a jump")):
        dot = next((dot for dot in dots if dot.open == is_open), None)
        if dot is not None:
            yield f"  {_dot_sign(dot, unicode=unicode)} {words}"


def stretches(loci: Sequence[Locus], surface: Surface) -> Iterator[str]:
    """The families of critical points that are lines or areas."""
    for locus in dict.fromkeys((locus.kind, locus.label) for locus in loci):
        kind, label = locus
        words = "".join(map(surface.text, label)) or "a whole part of the picture"
        yield f"  {sign_of(kind, unicode=surface.unicode)} {kind} {words}"


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
    for kind, places in _by_kind(marks, surface).items():
        sign = sign_of(kind, unicode=surface.unicode)
        yield from _listed(f"  {sign} {kind} ", places, surface.width)


def _by_kind(marks: Sequence[Mark], surface: Surface) -> dict[str, list[str]]:
    """The places of the marks of each kind, in the order in which they come."""
    found: dict[str, list[str]] = {}
    for mark in marks:
        found.setdefault(mark.kind, []).append("".join(map(surface.text, mark.label)))
    return found


def _listed(head: str, places: Sequence[str], width: int) -> Iterator[str]:
    """Places after their sign and kind, in lines that fit, the first few of many."""
    words = [*places[:FEW], *([f"and {len(places) - FEW} more"] if len(places) > FEW else [])]
    lines = [head]
    for word in words:
        if len(lines[-1]) + len(word) > width and lines[-1] != head:
            lines.append(" " * len(head))
        lines[-1] += f"{word} "
    yield from (line.rstrip() for line in lines)


def _line_sign(role: str, *, unicode: bool) -> str:
    signs = {"function": ("──", "--"), "other": ("╌╌", "- "), "quadratic": ("╌╌", "- "), "walk": ("••", "oo")}
    return signs.get(role, ("┄┄", ". "))[0 if unicode else 1]
