"""A network laid out for paper: boxes and arrows with their texts, in pixels from the upper left corner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias, cast

from symcalc.calculus.networks.accumulation import Edge, Links
from symcalc.plotting.figures.clipping import clipped
from symcalc.plotting.figures.layers import Layout, layout
from symcalc.plotting.figures.scene import XY, Window
from symcalc.record import record
from symcalc.result import Content, Figure, Value

#: Pixels a letter is wide in boxes and on arrows, the height of a box, the room between boxes and at the edges.
LETTER, SMALL, TALL, APART, EDGE = 9.0, 6.6, 30.0, 34.0, 24.0
#: The least room between two layers, how long a label may be before it is cut, the height of its lines.
GAP, LONGEST, LINE = 90.0, 26, 13.5
#: Where on an arrow a label may stand, and how far boxes are drawn apart until every label has a place.
ALONG = tuple(0.5 + sign * 0.03 * step for step in range(14) for sign in ((1, -1) if step else (1,)))
STRETCHES = (1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0)


#: Left, top, right and bottom.
Area: TypeAlias = tuple[float, float, float, float]


@record
class Box:
    """A node."""

    left: float
    top: float
    width: float
    height: float
    text: str
    role: str


@record
class Line:
    """An arrow from an argument to the node that uses it, with the lines of its label and where these stand."""

    points: tuple[XY, ...]
    label: tuple[str, ...]
    label_at: XY
    on_path: bool


@record
class Drawing:
    """A network on paper."""

    title: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    arrows: tuple[Line, ...]


def drawing(figure: Figure, text: Callable[[Content], str]) -> Drawing:
    """The drawing of a network's figure: as small as its labels allow, which are shortened where nothing else helps."""
    links = cast("Links", figure.content["links"])
    inputs = cast("Sequence[str]", figure.content["inputs"])
    labels = cast("Mapping[str, Sequence[Value]]", figure.content["labels"])
    values = cast("Mapping[str, Value]", figure.content["values"])
    names = {name: f"{name} = {text(values[name])}" if name in values else name for name in (*inputs, *links)}
    roles = {**dict.fromkeys(links, "inner"), **dict.fromkeys(inputs, "input"), str(figure.content["output"]): "output"}
    found = layout(links, inputs)
    paper = _roomy(found, names, {key: [text(part) for part in parts] for key, parts in labels.items()})
    boxes = tuple(paper.box(name, roles[name]) for name in names)
    return Drawing(figure.title, paper.width, paper.height, boxes, paper.arrows)


def _roomy(found: Layout, names: Mapping[str, str], labels: Mapping[str, Sequence[str]]) -> _Paper:
    """Paper on which no label covers another, small, with few arrows under labels; the last one tried if there is none.

    A label on a foreign arrow is as bad as paper that is larger by one stretch.
    """
    whole = {key: _label(parts) for key, parts in labels.items()}
    brief = {key: (_cut(" = ".join((parts[0], *parts[2:]))),) for key, parts in labels.items()}
    for written in (whole, brief):
        papers = [_Paper(found, names, written, stretch) for stretch in STRETCHES]
        free = [paper for paper in papers if paper.free]
        if free:
            return min(free, key=lambda paper: paper.crossed + paper.stretch)
    return papers[-1]


def _label(parts: Sequence[str]) -> tuple[str, ...]:
    """The partial, its formula and its value, a line each."""
    return tuple(_cut(f"= {part}" if place else part) for place, part in enumerate(parts))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


class _Paper:
    """A layout stretched so that boxes and labels fit; `free` where every label has a place of its own."""

    def __init__(
        self, found: Layout, names: Mapping[str, str], labels: Mapping[str, tuple[str, ...]], stretch: float
    ) -> None:
        self.found, self.names, self.labels = found, names, labels
        count = int(found.size[0])
        self.widths = [0.0] * count
        for name, (layer, _) in found.nodes.items():
            self.widths[int(layer)] = max(self.widths[int(layer)], self.box_width(name))
        self.gap = max(
            [GAP, *(SMALL * len(line) * (0.9 + 0.3 * stretch) + 40 for label in labels.values() for line in label)]
        )
        self.starts = [EDGE + sum(self.widths[:layer]) + self.gap * layer for layer in range(count)]
        self.width = self.starts[-1] + self.widths[-1] + EDGE
        self.step = TALL + APART * stretch
        self.height = 2 * EDGE + found.size[1] * self.step + TALL
        self.taken = [_area(self.box(name, "")) for name in names]
        self.free, self.crossed, self.stretch = True, 0, stretch
        self.arrows = tuple(self._arrows())

    def box_width(self, name: str) -> float:
        """As wide as its text."""
        return max(44.0, LETTER * len(self.names[name]) + 20)

    def box(self, name: str, role: str) -> Box:
        """A node in its layer, centred."""
        layer, height = self.found.nodes[name]
        width = self.box_width(name)
        left = self.starts[int(layer)] + (self.widths[int(layer)] - width) / 2
        return Box(left, EDGE + height * self.step, width, TALL, self.names[name], role)

    def _arrows(self) -> Iterator[Line]:
        """Every edge; the labels of level arrows are placed first, since they have the fewest places."""
        courses = {edge: tuple(self._points(edge, places)) for edge, places in self.found.edges.items()}
        spots: dict[Edge, XY] = {}
        for edge, points in sorted(courses.items(), key=lambda course: _slope(course[1])):
            others = [other for name, course in courses.items() if name != edge for other in pairwise(course)]
            spots[edge] = self._label_place(points, self.labels.get(",".join(edge), ()), others)
        for edge, points in courses.items():
            label = self.labels.get(",".join(edge), ())
            yield Line(points, label, spots[edge], bool(label))

    def _points(self, edge: Edge, places: Sequence[XY]) -> Iterator[XY]:
        source, target = self.box(edge[1], ""), self.box(edge[0], "")
        yield source.left + source.width, source.top + TALL / 2
        for layer, height in places[1:-1]:
            y = EDGE + height * self.step + TALL / 2
            yield self.starts[int(layer)], y
            yield self.starts[int(layer)] + self.widths[int(layer)], y
        yield target.left, target.top + TALL / 2

    def _label_place(self, points: Sequence[XY], label: Sequence[str], others: Sequence[tuple[XY, XY]]) -> XY:
        """Where the first line of a label has its middle: on the arrow, on no box or label, on few other arrows."""
        width, height = SMALL * max(map(len, label), default=0), LINE * len(label)
        best: tuple[int, Area, XY] | None = None
        for (x, y), (to_x, to_y) in pairwise(points):
            for part in ALONG if label else ():
                middle = x + part * (to_x - x), y + part * (to_y - y)
                area = middle[0] - width / 2, middle[1] - height / 2, middle[0] + width / 2, middle[1] + height / 2
                if any(_overlap(area, other) for other in self.taken):
                    continue
                crossed = sum(
                    clipped(*other, Window(area[0], area[2], area[1], area[3])) is not None for other in others
                )
                if best is None or crossed < best[0]:
                    best = crossed, area, (middle[0], area[1] + LINE / 2)
        if best is None:
            self.free = self.free and not label
            return points[0]
        self.crossed += best[0]
        self.taken.append(best[1])
        return best[2]


def _slope(points: Sequence[XY]) -> float:
    """How far an arrow goes up or down where it does most."""
    return max(abs(end[1] - start[1]) for start, end in pairwise(points))


def _area(box: Box) -> Area:
    return box.left, box.top, box.left + box.width, box.top + box.height


def _overlap(a: Area, b: Area) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
