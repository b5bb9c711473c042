"""Points that are not isolated, in pictures: every member of a discrete family, the line of a continuous one.

A line is drawn where its equation changes sign on a grid, or, where conditions are put on its parameter, from point to
point; an area by points spread over it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import TYPE_CHECKING, Any

from symcalc.decide.domain import conjuncts
from symcalc.decide.floating import Tape
from symcalc.plotting.figures.levelsets import level_lines, polylines
from symcalc.plotting.figures.marks import kind_of, mark, tree
from symcalc.plotting.figures.scene import XY, Layer, Locus, Mark, Window, spaced
from symcalc.plotting.figures.terrain import Terrain, grid
from symcalc.record import record
from symcalc.syntax.tree import Call, Logic, Name, Negative, Node, Relation, Sum, integer, names, substitute

if TYPE_CHECKING:
    from symcalc.calculus.critical import Critical
    from symcalc.calculus.critical.result import Known

#: How far the integers of a discrete family go, of one and of two; and those of a family of lines.
INTEGERS, LINES = {1: 400, 2: 20}, 8
#: So many members of families are brought in sight, so many of one are drawn, and so far from the sides of a picture.
IN_SIGHT, MOST, BESIDE = 4, 60, 0.01
#: The nearest points of a line that goes on are brought in sight, rounded to this part of where they were looked for.
GRAIN = 0.05
#: Squares across in which lines and areas are looked for; how far out a line is looked for that is to be in sight.
SQUARES, ROUGH, SPREAD, FAR = 121, 61, 27, (5.0, 50.0, 500.0)
#: Values of a parameter, and how long a step of a line may be, as a part of the picture.
PARAMETERS, LEAP = 1201, 0.1


@record
class Family:
    """A set of points: by parameters, by equations (and inequalities), with one kind."""

    kind: str
    point: Mapping[str, Node] | None
    equations: tuple[Node, ...]
    where: Node | None
    parameters: tuple[str, ...] = ()
    value: Node | None = None
    turn: int = 0  #: of a family of lines, how manyth from the first one this line is
    shown: tuple[Node, ...] | None = None  #: the equations of all lines of a family of lines

    @property
    def title(self) -> tuple[Node, ...]:
        """The equation that is written beside."""
        return (self.equations if self.shown is None else self.shown)[:1]

    @property
    def whole(self) -> tuple[str, ...]:
        """The parameters that are integers."""
        calls = {part.arguments[0] for part in self.conditions if isinstance(part, Call) and part.function == "integer"}
        return tuple(name for name in self.parameters if Name(name) in calls)

    @property
    def discrete(self) -> bool:
        """Whether its parameters are integers."""
        return self.point is not None and bool(self.parameters) and self.whole == self.parameters

    @property
    def conditions(self) -> tuple[Node, ...]:
        """What the parameters must fulfil."""
        return () if self.where is None else tuple(conjuncts(self.where))


def families(found: Critical) -> Iterator[Family]:
    """The families of critical points, and the sets without a derivative that are not single points."""
    for family in found.families:
        point = _trees(family.point)
        whole = Family(family.kind, point, family.equations, family.where, family.parameters, tree(family.value))
        yield from _line_by_line(whole)
    for corner in found.nondifferentiable:
        if corner.approx is None:
            point = _trees(corner.point)
            kind = kind_of(corner)
            kind = "no derivative" if kind == "saddle" else kind
            yield from _line_by_line(
                Family(kind, point, corner.equations, corner.where, corner.parameters, tree(corner.value))
            )


def _line_by_line(family: Family) -> Iterator[Family]:
    """A family; one of lines, of which there is one for each integer, for some integers each by itself."""
    if family.discrete or len(family.whole) != 1:
        yield family
        return
    (name,) = family.whole
    closed = [part for part in family.conditions if names(part) == {name}]
    rest = [part for part in family.conditions if part not in closed]
    allowed = _allowed(closed, (name,))
    for number in sorted(range(-LINES, LINES + 1), key=abs):
        if not allowed(float(number)):
            continue
        change = {name: _whole(number)}
        yield Family(
            family.kind,
            None if family.point is None else {key: substitute(node, change) for key, node in family.point.items()},
            tuple(substitute(part, change) for part in family.equations),
            _together([substitute(part, change) for part in rest]),
            tuple(other for other in family.parameters if other != name),
            None if family.value is None else substitute(family.value, change),
            abs(number),
            family.equations,
        )


def _together(conditions: Sequence[Node]) -> Node | None:
    """Conditions as one, None for none."""
    if not conditions:
        return None
    return conditions[0] if len(conditions) == 1 else Logic("and", tuple(conditions))


def _trees(point: Mapping[str, Known] | None) -> dict[str, Node] | None:
    """A point that is written exactly."""
    if point is None:
        return None
    exact = {name: value for name, value in point.items() if isinstance(value, Node)}
    return exact if len(exact) == len(point) else None


def members(family: Family, terrain: Terrain, window: Window | None = None) -> Iterator[Mark]:
    """The members of a discrete family, of a window, those near the origin first; those whose integers are small."""
    assert family.point is not None  # noqa: S101 (a discrete family has points)
    count = INTEGERS.get(len(family.parameters), 3)
    order = sorted(product(range(-count, count + 1), repeat=len(family.parameters)), key=lambda k: sum(map(abs, k)))
    tape = Tape.of([family.point[name] for name in terrain.variables], family.parameters)
    allowed = _allowed(family.conditions, family.parameters)
    places = [(tape(*map(float, k)), k) for k in order if allowed(*map(float, k))]
    for place, numbers in sorted(places, key=lambda found: math.hypot(*found[0])):
        if all(map(math.isfinite, place)) and (window is None or _holds(window, place)):
            exact = dict(zip(family.parameters, map(_whole, numbers), strict=True))
            point = {name: _tidy(substitute(family.point[name], exact)) for name in terrain.variables}
            value = None if family.value is None else _tidy(substitute(family.value, exact))
            yield mark(point, dict(zip(terrain.variables, place, strict=True)), family.kind, terrain, value)


def _holds(window: Window, place: Sequence[float]) -> bool:
    room = BESIDE * window.width
    across = window.left + room <= place[0] <= window.right - room
    if len(place) == 1:
        return across
    return across and window.bottom + BESIDE * window.height <= place[1] <= window.top - BESIDE * window.height


def _whole(number: int) -> Node:
    return integer(number) if number >= 0 else Negative(integer(-number))


def _tidy(constant: Node) -> Node:
    """A constant as SymPy writes it."""
    from symcalc.build import Scope, as_tree, build  # noqa: PLC0415 (few functions have families of points)

    return as_tree(build(constant, Scope()))


def _allowed(conditions: Sequence[Node], names: Sequence[str]) -> Callable[..., bool]:
    """Whether all conditions hold, as a function of floats."""
    if not conditions:
        return lambda *_: True
    tape = Tape.of([conditions[0] if len(conditions) == 1 else Logic("and", tuple(conditions))], names)
    return lambda *place: tape(*place)[0] == 1.0


def in_sight(families_: Iterable[tuple[Terrain, Family]]) -> Iterator[tuple[float, ...]]:
    """The places of families that a picture should show: members near the origin, the extents of closed lines."""
    near: list[tuple[float, ...]] = []
    for terrain, family in families_:
        if family.discrete:
            near += [found.place for found in islice(members(family, terrain), IN_SIGHT)]
        elif len(terrain.variables) == 2 and family.turn < IN_SIGHT // 2:
            yield from _extent(family, terrain)
    near.sort(key=lambda place: math.hypot(*place))
    last = math.hypot(*near[min(len(near), IN_SIGHT) - 1]) if near else 0.0
    yield from (place for place in near if math.hypot(*place) <= last * (1 + 1e-9))


def _extent(family: Family, terrain: Terrain) -> Iterator[XY]:
    """The corners around a line that is closed, or the nearest points of one that goes on."""
    for far in FAR:
        window = Window(-far, far, -far, far)
        pieces = [*_lines(family, terrain, window, ROUGH)]
        xs, ys = ([point[axis] for piece in pieces for point in piece] for axis in (0, 1))
        if pieces and max(map(abs, (*xs, *ys))) < 0.95 * far:
            yield from ((min(xs), min(ys)), (max(xs), max(ys)))
        elif pieces:
            nearest = [min(piece, key=lambda point: math.hypot(*point)) for piece in pieces]
            least, grain = min(math.hypot(*point) for point in nearest), GRAIN * far
            for x, y in nearest:
                if math.hypot(x, y) <= 2 * least + grain:
                    yield round(x / grain) * grain, round(y / grain) * grain
        if pieces:
            return


def drawn(families_: Iterable[tuple[Terrain, Family]], window: Window) -> Iterator[Mark | Locus]:
    """What is seen of families in a window: marks, lines, areas."""
    lines: dict[tuple[str, tuple[Node, ...]], tuple[tuple[XY, ...], ...]] = {}
    for terrain, family in families_:
        if family.discrete:
            yield from islice(members(family, terrain, window), MOST)
        elif len(terrain.variables) == 1:
            yield from _stretches(family, terrain, window)
        elif _is_area(family):
            yield from _area(family, terrain, window)
        else:
            key = family.kind, family.title
            lines[key] = (*lines.get(key, ()), *_lines(family, terrain, window, SQUARES))
    yield from (Locus(kind, pieces, title) for (kind, title), pieces in lines.items() if pieces)


def _is_area(family: Family) -> bool:
    return all(isinstance(part, Relation) and "==" not in part.operators for part in family.equations)


def _stretches(family: Family, terrain: Terrain, window: Window) -> Iterator[Locus]:
    """The parts of a curve on which every point belongs to the family."""
    (name,) = terrain.variables
    conditions = family.equations if family.point is None else family.conditions
    names = (name,) if family.point is None else family.parameters
    if family.point is not None and family.point[name] != Name(family.parameters[0] if family.parameters else ""):
        return
    allowed = _allowed(conditions, names)
    piece: list[XY] = []
    pieces = []
    for x in spaced(window.left, window.right, 8 * SQUARES):
        if allowed(x) and math.isfinite(y := terrain(x)):
            piece.append((x, y))
        elif piece:
            pieces.append(tuple(piece))
            piece = []
    pieces += [tuple(piece)] if piece else []
    if pieces:
        yield Locus(family.kind, tuple(part for part in pieces if len(part) > 1))


def _area(family: Family, terrain: Terrain, window: Window) -> Iterator[Locus]:
    """Points spread over an area."""
    allowed = _allowed(family.equations, terrain.variables)
    across = spaced(window.left, window.right, SPREAD)[1:-1]
    up = spaced(window.bottom, window.top, SPREAD)[1:-1]
    points = tuple((x, y) for y in up for x in across if allowed(x, y))
    if points:
        yield Locus(family.kind, (points,), area=True)


def _lines(family: Family, terrain: Terrain, window: Window, squares: int) -> Iterator[tuple[XY, ...]]:
    """A line in connected pieces."""
    equations = [part for part in family.equations if isinstance(part, Relation) and part.operators == ("==",)]
    if family.point is not None and len(family.parameters) == 1 and (family.conditions or len(equations) != 1):
        yield from _from_point_to_point(family, terrain, window)
    elif len(equations) == 1:
        rest = [part for part in family.equations if part is not equations[0]]
        allowed = _allowed(rest, terrain.variables)
        for piece in _level(equations[0], terrain.variables, window, squares):
            kept = [point for point in piece if allowed(*point)]
            if len(kept) > 1:
                yield tuple(kept)


def _level(equation: Relation, variables: tuple[str, ...], window: Window, squares: int) -> Iterator[tuple[XY, ...]]:
    """The line on which an equation holds; lines on which one expression has several values share its grid."""
    left, right = equation.operands
    if names(right):
        yield from zero_lines(difference(equation), variables, window, squares)
        return
    xs, ys, heights = _heights(left, variables, window, squares)
    level = Tape.of([right], ())()[0]
    seen = [height for row in heights for height in row if math.isfinite(height)]
    if not seen or not min(seen) <= level <= max(seen):
        return
    layer = Layer(heights, (level,), "", ())
    yield from polylines(level_lines(layer, xs, ys), window)


@lru_cache(maxsize=4)
def _heights(expression: Node, variables: tuple[str, ...], window: Window, squares: int) -> tuple[Any, Any, Any]:
    """The values of an expression on a grid over a window."""
    xs, ys = spaced(window.left, window.right, squares), spaced(window.bottom, window.top, squares)
    return xs, ys, grid(Tape.of([expression], variables), xs, ys)


def difference(equation: Relation) -> Node:
    """What is zero where the two sides are equal."""
    left, right = equation.operands
    return left if right == integer(0) else Sum((left, Negative(right)))


def zero_lines(
    expression: Node, variables: Sequence[str], window: Window, squares: int = SQUARES
) -> Iterator[tuple[XY, ...]]:
    """The line on which an expression is zero, in connected pieces."""
    xs, ys = spaced(window.left, window.right, squares), spaced(window.bottom, window.top, squares)
    layer = Layer(grid(Tape.of([expression], variables), xs, ys), (0.0,), "", ())
    yield from polylines(level_lines(layer, xs, ys), window)


def _from_point_to_point(family: Family, terrain: Terrain, window: Window) -> Iterator[tuple[XY, ...]]:
    """A line by its parameter, which is looked for where a coordinate, an angle or a quotient may be."""
    assert family.point is not None  # noqa: S101 (the caller has seen it)
    tape = Tape.of([family.point[name] for name in terrain.variables], family.parameters)
    allowed = _allowed(family.conditions, family.parameters)
    ranges = ((window.left, window.right), (window.bottom, window.top), (-2 * math.pi, 2 * math.pi))
    values = {value for ends in ranges for value in spaced(*ends, PARAMETERS)}
    piece: list[XY] = []
    for value in sorted(values):
        x, y = tape(value)
        seen = allowed(value) and math.isfinite(x) and math.isfinite(y) and window.holds((x, y))
        near = piece and abs(x - piece[-1][0]) < LEAP * window.width and abs(y - piece[-1][1]) < LEAP * window.height
        if seen and (near or not piece):
            piece.append((x, y))
            continue
        if len(piece) > 1:
            yield tuple(piece)
        piece = [(x, y)] if seen else []
    if len(piece) > 1:
        yield tuple(piece)
