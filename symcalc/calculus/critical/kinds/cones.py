"""Linear functions on polyhedral cones, decided exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Any

from symcalc.calculus.critical.kinds.forms import directions
from symcalc.calculus.critical.kinds.jets import kernel
from symcalc.calculus.critical.points.constants import Field, Inexact
from symcalc.calculus.critical.search.polyhedra import solved

Vector = Sequence[Any]


def product(a: Vector, b: Vector, field: Field) -> Any:
    """The scalar product."""
    total = field.number(0)
    for x, y in zip(a, b, strict=True):
        total = total + x * y
    return total


def sign(value: Any, field: Field) -> int:
    """The sign of a constant; raises Inexact where it is undecided."""
    found = field.sign(value)
    if found is None:
        raise Inexact
    return found


def trivial(rows: Sequence[Vector], width: int, field: Field) -> bool:
    """Whether {d : row·d >= 0 for every row} holds nothing but 0.

    If the rows span the space the cone has no line in it, so it is the hull of its edges, each the solution of
    `width - 1` of the equations row·d = 0.
    """
    if not rows or kernel(rows, field)[0]:
        return False
    return not any(_inside(rows, edge, field) for edge in _edges(rows, width, field))


def _edges(rows: Sequence[Vector], width: int, field: Field) -> Iterator[Vector]:
    for chosen in combinations(rows, width - 1):
        if not chosen:
            yield [field.number(1)]
            yield [field.number(-1)]
            continue
        vectors, _ = kernel(chosen, field)
        if len(vectors) == 1:
            yield vectors[0]
            yield [field.number(0) - entry for entry in vectors[0]]


def _inside(rows: Sequence[Vector], vector: Vector, field: Field) -> bool:
    return all(sign(product(row, vector, field), field) >= 0 for row in rows)


def grows(slope: Vector, rows: Sequence[Vector], field: Field) -> bool:
    """Whether slope·d > 0 for every d but 0 in the cone of the rows."""
    lowered = [field.number(0) - entry for entry in slope]
    return trivial([*rows, lowered], len(slope), field)


def descent(slope: Vector, rows: Sequence[Vector], field: Field) -> tuple[int, ...] | None:
    """A small integer vector strictly inside the cone along which the slope is negative, if one is found."""
    for direction in directions(len(slope)):
        d = [field.number(entry) for entry in direction]
        if sign(product(slope, d, field), field) < 0 and all(sign(product(row, d, field), field) > 0 for row in rows):
            return direction
    return None


def interior(rows: Sequence[Vector], field: Field, width: int) -> bool:
    """Whether a direction leads strictly inside the cone of the rows, as far as small integer vectors show."""
    for direction in directions(width):
        d = [field.number(entry) for entry in direction]
        if all(sign(product(row, d, field), field) > 0 for row in rows):
            return True
    return False


def somewhere(slope: Vector, rows: Sequence[Vector]) -> bool:
    """Whether slope·d > 0 for some d strictly inside the cone of the rows; raises Inexact for irrational numbers."""
    forms = []
    for row in (slope, *rows):
        values = [getattr(entry, "value", None) for entry in row]
        exact = [value for value in values if isinstance(value, Fraction)]
        if len(exact) < len(values):
            raise Inexact
        forms.append((*exact, Fraction(0)))
    return solved([], forms, len(slope)) is not None
