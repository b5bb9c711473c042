"""A network drawn with characters: its layers from left to right, inputs first, lines between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import cast

from symcalc.calculus.networks.accumulation import Edge, Links
from symcalc.plotting.figures.layers import Layout, layout
from symcalc.plotting.terminal.canvas import Canvas
from symcalc.plotting.terminal.surface import Surface
from symcalc.record import record
from symcalc.result import Figure

#: Larger networks are not drawn in a terminal.
MOST_NODES = 40
#: Characters between two layers, the first that fits; rows a step of height, and up to which height there are three.
GAPS, ROWS, LOW = (14, 12, 10, 8, 6, 4), 2, 4
MARGIN = 2


def draw(figure: Figure, surface: Surface) -> Iterator[str]:
    """The picture; nothing where the network is too large, or too deep for the width."""
    links = cast("Links", figure.content["links"])
    inputs = cast("Sequence[str]", figure.content["inputs"])
    if not links or len(links) + len(inputs) > MOST_NODES:
        return
    found = layout(links, inputs)
    columns = _columns(found, surface.width)
    if columns is not None:
        yield from _Drawing(found, columns, surface).lines()


def _columns(found: Layout, width: int) -> list[int] | None:
    """Where each layer begins, with the widest gaps that fit; None where none do."""
    widths = [1] * int(found.size[0])
    for name, (layer, _) in found.nodes.items():
        widths[int(layer)] = max(widths[int(layer)], len(name))
    for gap in GAPS:
        starts = list(accumulate((text + gap for text in widths), initial=MARGIN))
        if starts[-1] - gap <= width:
            return starts[:-1]
    return None


@record
class _Drawing:
    """A layout with a column for each layer."""

    layout: Layout
    columns: Sequence[int]
    surface: Surface

    def lines(self) -> list[str]:
        """The lines first, the names over them."""
        rows = ROWS + (self.layout.size[1] < LOW)
        canvas = Canvas(self.surface.width, int(self.layout.size[1] * rows) + 1, self.surface.unicode)
        for edge, points in self.layout.edges.items():
            for start, end in pairwise(self._bends(edge, points, rows)):
                canvas.line(start, end)
        for name, (layer, height) in self.layout.nodes.items():
            canvas.write(self.columns[int(layer)], int(height * rows), name)
        return canvas.lines()

    def _bends(self, edge: Edge, points: Sequence[tuple[float, float]], rows: int) -> Iterator[tuple[float, float]]:
        """From behind the argument's name to before that of the node, straight through the layers between."""
        for number, (layer, height) in enumerate(points):
            column, row = self.columns[int(layer)], int(height * rows) + 0.5
            if number == 0:
                yield column + len(edge[1]) + 0.8, row
            elif number < len(points) - 1:
                yield column, row
                yield column + 1, row
            else:
                yield column - 0.9, row
