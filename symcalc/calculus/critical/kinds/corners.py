"""Points where pieces meet: whether the function has a derivative there, and what kind of point it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.kinds.cones import descent, grows
from symcalc.calculus.critical.kinds.jets import kernel
from symcalc.calculus.critical.kinds.reasons import Reason
from symcalc.calculus.critical.points.constants import ClosedForms, Inexact
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.points.wording import ZERO, times, total
from symcalc.calculus.critical.search.cuts import Piece, difference
from symcalc.calculus.critical.search.stationary import Stationary, stationary
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.decide.sign import sign
from symcalc.record import record
from symcalc.syntax.tree import Name, Node
from symcalc.syntax.written import written


@record
class Side:
    """An open piece seen from a point of its edge: its slopes there, and the gradients of the conditions at their end.

    `slopes` is None where they are not finite.
    """

    piece: Piece
    system: Stationary
    field: ClosedForms
    slopes: tuple[Any, ...] | None
    walls: tuple[tuple[Any, ...], ...]


def sides(pieces: Sequence[Piece], names: Sequence[str], spot: Spot) -> list[Side]:
    """The open pieces that may touch a point; raises Inexact, NotClosed, TooHard."""
    found = []
    for piece in pieces:
        if piece.open:
            side = _side(piece, names, spot)
            if side is not None:
                found.append(side)
    return found


def _side(piece: Piece, names: Sequence[str], spot: Spot) -> Side | None:
    system = stationary(piece.function, (), names)
    tower = system.tower
    conditions = [tower.ratio(node) for node in piece.positive]
    field = ClosedForms(tower, spot)
    walls = []
    for condition in conditions:
        here = field.sign(field.value(condition))
        if here is None:
            raise Inexact
        if here < 0:
            return None
        if here == 0:
            walls.append(tuple(field.value(tower.derivative(condition, i)) for i in system.free))
    return Side(piece, system, field, _slopes(field, system.gradient), tuple(walls))


def _slopes(field: ClosedForms, gradient: Sequence[Ratio]) -> tuple[Any, ...] | None:
    try:
        return tuple(field.value(component) for component in gradient)
    except Inexact:
        return None


def differentiable(touching: Sequence[Side]) -> bool | None:
    """Whether the pieces that touch a point have the same gradient there; None where that is not decided."""
    if any(side.slopes is None for side in touching) or not touching:
        return None
    first = touching[0]
    for other in touching[1:]:
        assert first.slopes is not None  # noqa: S101 (seen above)
        assert other.slopes is not None  # noqa: S101 (the same)
        for a, b in zip(first.slopes, other.slopes, strict=True):
            if first.field.tree(a) != other.field.tree(b):
                return False
    return True


def continuous(value: Node | None, touching: Sequence[Side]) -> bool:
    """Whether the pieces that meet at a point all tend to the value there; raises Inexact."""
    if value is None:
        return False
    for side in touching:
        limit = side.field.tree(side.field.value(side.system.function))
        if limit != value and sign(difference(limit, value)) != 0:
            return False
    return True


def flat(touching: Sequence[Side]) -> bool:
    """Whether the common gradient is zero."""
    return all(side.slopes is not None and all(side.field.sign(s) == 0 for s in side.slopes) for side in touching)


def alike(touching: Sequence[Side]) -> bool:
    """Whether the pieces that touch a point have the same second derivatives there; raises Inexact."""
    tables = [
        [side.field.tree(side.field.value(entry)) for row in side.system.second_order for entry in row]
        for side in touching
    ]
    return all(table == tables[0] for table in tables)


def by_slopes(touching: Sequence[Side]) -> Reason | None:
    """The kind of a corner by its one-sided slopes, None where they vanish in some direction.

    If the slope of every piece is positive in every direction of its tangent cone but 0, so is the directional
    derivative, and the point is a strict minimum; a direction strictly inside a piece with a negative slope leads
    to smaller values. Raises Inexact.
    """
    if not touching or any(side.slopes is None for side in touching):
        return None
    if all(grows(_slopes_of(side), side.walls, side.field) for side in touching):
        return Reason("minimum", f"every one-sided slope is positive: {_listed(touching)}", strict=True)
    if all(grows(_turned(side), side.walls, side.field) for side in touching):
        return Reason("maximum", f"every one-sided slope is negative: {_listed(touching)}", strict=True)
    down = _first(touching, [_slopes_of(side) for side in touching])
    up = _first(touching, [_turned(side) for side in touching])
    if down is not None and up is not None:
        kind = "inflection" if len(down) == 1 else "saddle"
        return Reason(
            kind, f"f decreases in the direction {_vector(down)} and increases in the direction {_vector(up)}"
        )
    return None


def _slopes_of(side: Side) -> tuple[Any, ...]:
    assert side.slopes is not None  # noqa: S101 (the callers have seen it)
    return side.slopes


def _turned(side: Side) -> tuple[Any, ...]:
    return tuple(side.field.number(0) - slope for slope in _slopes_of(side))


def _first(touching: Sequence[Side], slopes: Sequence[Sequence[Any]]) -> tuple[int, ...] | None:
    for side, slope in zip(touching, slopes, strict=True):
        found = descent(slope, side.walls, side.field)
        if found is not None:
            return found
    return None


def _vector(direction: Sequence[int]) -> str:
    return str(direction[0]) if len(direction) == 1 else f"({', '.join(map(str, direction))})"


def _listed(touching: Sequence[Side]) -> str:
    """The linear parts of the pieces, in the displacements."""
    forms = []
    for side in touching:
        slopes = [side.field.tree(slope) for slope in _slopes_of(side)]
        letters = [Name(f"d{name}") for name in side.system.names]
        forms.append(written(total([times(s, [d]) for s, d in zip(slopes, letters, strict=True) if s != ZERO])))
    return ", ".join(dict.fromkeys(forms))


def across(touching: Sequence[Side], surfaces: Sequence[Node], along: str) -> Reason | None:
    """The kind where pieces meet along surfaces on which the restricted function has a known kind.

    Each piece's gradient is a combination of the surfaces' gradients; if on each side all coefficients point
    uphill, and the restriction has a minimum, so has the function (coordinates straighten the surfaces).
    """
    found: set[int] = set()
    if any(side.slopes is None for side in touching):
        return None
    for side in touching:
        signs = _uphill(side, surfaces)
        if signs is None:
            return None
        found |= signs
    if found == {1} and along in {"minimum", "constant"}:
        return Reason("minimum", "f increases on every side of the set and has a minimum along it")
    if found == {-1} and along in {"maximum", "constant"}:
        return Reason("maximum", "f decreases on every side of the set and has a maximum along it")
    if found == {1, -1} or (found == {1} and along in {"maximum", "saddle"}):
        return Reason("saddle", "f increases on one side or along the set, and decreases on another")
    if found == {-1} and along in {"minimum", "saddle"}:
        return Reason("saddle", "f decreases on the sides of the set and increases along it")
    return None


def _uphill(side: Side, surfaces: Sequence[Node]) -> set[int] | None:
    """The signs of the slopes away from each surface into a piece; None where the pieces are cut otherwise."""
    system, field = side.system, side.field
    try:
        ratios = [system.tower.ratio(surface) for surface in surfaces]
    except (NotClosed, TooHard, ZeroDivisionError):
        return None
    normals = [[field.value(system.tower.derivative(ratio, i)) for i in system.free] for ratio in ratios]
    combination = _solved(normals, _slopes_of(side), field)
    if combination is None or len(side.walls) != len(surfaces):
        return None
    signs = set()
    for normal, factor in zip(normals, combination, strict=True):
        inward = _orientation(normal, side.walls, field)
        size = field.sign(factor)
        if inward is None or not size:
            return None
        signs.add(inward * size)
    return signs


def _orientation(normal: Sequence[Any], walls: Sequence[Sequence[Any]], field: ClosedForms) -> int | None:
    """1 or -1 as a normal points into or out of the piece: the sign of its ratio to the one parallel wall."""
    for wall in walls:
        ratio = _solved([normal], wall, field)
        if ratio is not None:
            return field.sign(ratio[0])
    return None


def _solved(vectors: Sequence[Sequence[Any]], target: Sequence[Any], field: ClosedForms) -> list[Any] | None:
    """The coefficients of a vector as a combination of independent ones, None where it is none."""
    rows = [[*(vector[i] for vector in vectors), field.number(0) - target[i]] for i in range(len(target))]
    solutions, _ = kernel(rows, field)
    if len(solutions) != 1 or field.sign(solutions[0][-1]) == 0:
        return None
    scale = solutions[0][-1]
    return [entry / scale for entry in solutions[0][:-1]]
