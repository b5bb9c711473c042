"""Networks as SVG without any other program: boxes in layers, arrows between them, partials on the arrows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from xml.sax.saxutils import escape

from symcalc.plotting.files.drawing import LINE, SMALL, Drawing, drawing
from symcalc.plotting.files.theme import Theme
from symcalc.result import Content, Figure

FONT = "DejaVu Sans, Helvetica, Arial, sans-serif"
#: Size of letters in boxes and on arrows, in pixels.
NAME, LABEL = 15, 11.5
#: How far below the middle of the letters their baseline is, as a part of their size.
BASELINE = 0.36


def network(figure: Figure, text: Callable[[Content], str], theme: Theme) -> str:
    """The text of an SVG file."""
    scene = drawing(figure, text)
    return "\n".join([*_head(scene, theme), *_arrows(scene, theme), *_boxes(scene, theme), "</svg>", ""])


def _head(scene: Drawing, theme: Theme) -> Iterator[str]:
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {scene.width:.0f} {scene.height:.0f}" '
        f'width="{scene.width:.0f}" height="{scene.height:.0f}" font-family="{FONT}">'
    )
    yield f"<title>{escape(scene.title)}</title>"
    yield f'<rect width="100%" height="100%" fill="{theme.paper}"/>'
    for name, colour in (("path", theme.function), ("rest", theme.faint)):
        yield (
            f'<marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
            f'<path d="M0 0 L10 5 L0 10 z" fill="{colour}"/></marker>'
        )


def _arrows(scene: Drawing, theme: Theme) -> Iterator[str]:
    for arrow in scene.arrows:
        kind, colour, width = ("path", theme.function, 2) if arrow.on_path else ("rest", theme.faint, 1.2)
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in arrow.points)
        stroke = f'stroke="{colour}" stroke-width="{width}" marker-end="url(#{kind})"'
        yield f'<polyline points="{points}" fill="none" {stroke}/>'
    for arrow in scene.arrows:
        x, y = arrow.label_at
        for number, line in enumerate(arrow.label):
            middle, width = y + number * LINE, SMALL * len(line)
            yield (
                f'<rect x="{x - width / 2:.1f}" y="{middle - LINE / 2:.1f}" width="{width:.1f}" height="{LINE}" '
                f'fill="{theme.paper}"/>'
            )
            yield _text(line, x, middle, LABEL, theme)


def _boxes(scene: Drawing, theme: Theme) -> Iterator[str]:
    for box in scene.boxes:
        radius = box.height / 2 if box.role == "input" else 4
        width = 2.5 if box.role == "output" else 1.4
        yield (
            f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
            f'rx="{radius:.1f}" fill="{theme.paper}" stroke="{theme.ink}" stroke-width="{width}"/>'
        )
        x, y = box.left + box.width / 2, box.top + box.height / 2
        yield _text(box.text, x, y, NAME, theme)


def _text(words: str, x: float, y: float, size: float, theme: Theme) -> str:
    """Words with their middle at a place; the baseline is set by hand, since not every program knows of others."""
    return (
        f'<text x="{x:.1f}" y="{y + BASELINE * size:.1f}" font-size="{size}" text-anchor="middle" '
        f'fill="{theme.ink}">{escape(words)}</text>'
    )
