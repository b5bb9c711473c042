"""Pictures as plain numbers: what is drawn, in the coordinates of the function, before anyone thinks of ink."""

from __future__ import annotations

from typing import TypeAlias

from symcalc.record import record
from symcalc.result import Content

#: A point of the plane.
XY: TypeAlias = tuple[float, float]
#: Rows of numbers from the bottom up, None where the function is undefined.
Grid: TypeAlias = tuple[tuple[float | None, ...], ...]


@record
class Window:
    """The part of the plane that is shown."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From the bottom to the top."""
        return self.top - self.bottom

    def holds(self, point: XY) -> bool:
        """Whether a point is shown.

        >>> Window(0, 1, 0, 1).holds((0.5, 2))
        False
        """
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top


@record
class Mark:
    """A point with its kind ("minimum", "saddle", …) and what is written beside it; `height` is the function there."""

    at: XY
    kind: str
    label: tuple[Content, ...]
    height: float = 0.0
    place: tuple[float, ...] = ()


@record
class Dot:
    """An end of a piece of a curve: open where the function has no value there, or another one."""

    at: XY
    open: bool
    role: str = "function"


@record
class Locus:
    """A set of points with one kind: lines in connected pieces, or, of an area, points spread over it."""

    kind: str
    pieces: tuple[tuple[XY, ...], ...]
    label: tuple[Content, ...] = ()
    area: bool = False


@record
class Curve:
    """A line in connected pieces; `role` is "function", "other", "third", "fourth", "quadratic" or "walk"."""

    pieces: tuple[tuple[XY, ...], ...]
    role: str
    name: tuple[Content, ...]


@record
class Plane:
    """Curves over one variable."""

    window: Window
    axes: tuple[str, str]
    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...] = ()
    dots: tuple[Dot, ...] = ()
    loci: tuple[Locus, ...] = ()
    title: tuple[Content, ...] = ()


@record
class Layer:
    """A function of two variables on a grid, the values whose level sets are drawn, and those that touch another's."""

    values: Grid
    levels: tuple[float, ...]
    role: str
    name: tuple[Content, ...]
    touching: tuple[float, ...] = ()


@record
class Arrow:
    """A direction at a point: a vector of length 1, or shorter; `role` is that of the function whose gradient it is."""

    at: XY
    direction: XY
    role: str = "function"


@record
class Map:
    """Functions of two variables from above: level sets, gradients, marks, walks, families of critical points.

    `edges` are lines on which the first function is undefined, or beside which it is.
    """

    window: Window
    axes: tuple[str, str]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    layers: tuple[Layer, ...]
    arrows: tuple[Arrow, ...] = ()
    marks: tuple[Mark, ...] = ()
    curves: tuple[Curve, ...] = ()
    loci: tuple[Locus, ...] = ()
    edges: tuple[tuple[XY, ...], ...] = ()
    title: tuple[Content, ...] = ()


@record
class Relief:
    """Functions of two variables as surfaces in space."""

    window: Window
    axes: tuple[str, str, str]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    layers: tuple[Layer, ...]
    heights: tuple[float, float]
    marks: tuple[Mark, ...] = ()
    title: tuple[Content, ...] = ()


def spaced(low: float, high: float, count: int) -> tuple[float, ...]:
    """Equally spaced numbers, both ends among them.

    >>> spaced(0, 1, 3)
    (0.0, 0.5, 1.0)
    """
    return tuple(low + (high - low) * place / (count - 1) for place in range(count))
