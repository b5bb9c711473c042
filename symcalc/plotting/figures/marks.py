"""Points that pictures mark: critical points by their kind, corners, the point that is asked about."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from symcalc.decide.ball import Verdict, enclose
from symcalc.plotting.figures.scene import Mark
from symcalc.plotting.figures.terrain import Terrain
from symcalc.result import Content
from symcalc.syntax.tree import Node
from symcalc.syntax.written import written

if TYPE_CHECKING:
    from symcalc.calculus.critical import Critical
    from symcalc.calculus.critical.result import Nondifferentiable

#: A coordinate is written exactly where that takes no more characters, else to so many digits.
EXACT, DIGITS = 8, 4
#: Signs of the kinds, with Unicode and without.
SIGNS = {
    "minimum": ("▼", "v"),
    "maximum": ("▲", "^"),
    "saddle": ("◆", "x"),
    "inflection": ("●", "o"),
    "no derivative": ("◇", "c"),
    "hole": ("○", "O"),
    "constant": ("·", ":"),
    "start": ("○", "o"),
    "end": ("●", "*"),
    "point": ("●", "*"),
}
UNKNOWN = ("?", "?")


def sign_of(kind: str, *, unicode: bool) -> str:
    """The sign of a kind.

    >>> sign_of("minimum", unicode=True), sign_of("minimum", unicode=False), sign_of("undecided", unicode=True)
    ('▼', 'v', '?')
    """
    return SIGNS.get(kind, UNKNOWN)[0 if unicode else 1]


def critical_marks(found: Critical, terrain: Terrain) -> Iterator[Mark]:
    """The critical points and the isolated points without a derivative that have decimals."""
    for point in found.points:
        if point.approx is not None:
            yield mark(trees(point.point), point.approx, point.kind, terrain, tree(point.value))
    for corner in found.nondifferentiable:
        if corner.point is not None and corner.approx is not None:
            yield mark(trees(corner.point), corner.approx, kind_of(corner), terrain, tree(corner.value))


def kind_of(corner: Nondifferentiable) -> str:
    """The kind of a point without a derivative: what it is besides, if that is to be seen."""
    return corner.kind if corner.kind in {"minimum", "maximum", "saddle"} else "no derivative"


def tree(value: Node | str) -> Node | None:
    """A value that is written exactly; None for one that is only described."""
    return value if isinstance(value, Node) else None


def trees(point: Mapping[str, Node | str]) -> dict[str, Node | None]:
    """The coordinates of a point that are written exactly."""
    return {name: tree(value) for name, value in point.items()}


def mark(
    point: Mapping[str, Node | None],
    approx: Mapping[str, float | Decimal],
    kind: str,
    terrain: Terrain,
    value: Node | None = None,
) -> Mark:
    """A point of a curve with its value, or a point of a map."""
    place = tuple(float(approx[name]) for name in terrain.variables)
    height = terrain(*place)
    exact: list[Content] = [short(point[name], float(approx[name])) for name in terrain.variables]
    if len(place) == 1:
        exact.append(short(value, height))
        return Mark((place[0], height), kind, bracketed(exact), height, place)
    return Mark((place[0], place[1]), kind, bracketed(exact), height, place)


def place_of(point: Mapping[str, Node]) -> dict[str, float]:
    """A point of constants in floating point; not a number where one is none."""
    balls = {name: enclose(value, {}, 128) for name, value in point.items()}
    return {name: math.nan if isinstance(ball, Verdict) else float(ball.mid()) for name, ball in balls.items()}


def short(exact: Node | None, decimal: float) -> Content:
    """A number as people want it beside a point: exact where that is short.

    >>> from symcalc.syntax.tree import integer
    >>> short(integer(-32), -32.0), short(None, 1 / 3)
    (Negative(operand=Number(value=Fraction(32, 1), unit=None)), 0.3333)
    """
    if exact is not None and len(written(exact)) <= EXACT:
        return exact
    return float(f"{decimal:.{DIGITS}g}")


def bracketed(parts: Iterable[Content]) -> tuple[Content, ...]:
    """Coordinates in brackets, with commas between.

    >>> bracketed([1.0, 2.0])
    ('(', 1.0, ', ', 2.0, ')')
    """
    inner = [content for part in parts for content in (", ", part)]
    return ("(", *inner[1:], ")")
