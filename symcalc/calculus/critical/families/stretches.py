"""A line of parameters cut at special values: which stretches have which kind, and how that is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal

from symcalc.calculus.critical.points.spots import Coordinate, Spot, simplest_between
from symcalc.syntax.tree import Logic, Name, Node, Relation


def by_coordinate(spots: Sequence[Spot], name: str) -> list[tuple[Coordinate, Spot]]:
    """Points in the order of one coordinate, equal ones once."""
    pairs = [(spot.coordinates[spot.names.index(name)], spot) for spot in spots]
    pairs.sort(key=lambda pair: pair[0].ball(160).mid())
    kept: list[tuple[Coordinate, Spot]] = []
    for coordinate, spot in pairs:
        if not kept or not kept[-1][0].ball(160).overlaps(coordinate.ball(160)):
            kept.append((coordinate, spot))
    return kept


def between(stops: Sequence[tuple[Coordinate, Spot]], index: int) -> Fraction:
    """A simple rational number before the stop of that index and after the one before it."""
    if not stops:
        return Fraction(1)
    if index == 0:
        return Fraction(int(stops[0][0].ball(160).lower().floor().fmpz()) - 1)
    if index == len(stops):
        return Fraction(int(stops[-1][0].ball(160).upper().ceil().fmpz()) + 1)
    return simplest_between(stops[index - 1][0], stops[index][0])


def grouped(pieces: Sequence[tuple[str, str, Spot, int]]) -> Iterator[tuple[str, list[tuple[str, str, Spot, int]]]]:
    """The pieces of a line by kind."""
    for kind in dict.fromkeys(piece[0] for piece in pieces):
        yield kind, [piece for piece in pieces if piece[0] == kind]


Order = Literal["<", "<="]


def intervals(t: Name, indices: Sequence[int], ends: Sequence[Node | None]) -> Node | None:
    """The condition that a parameter lies in the given pieces of a line (even: between stops, odd: at one)."""
    last = 2 * len(ends)
    runs: list[list[int]] = []
    for index in sorted(indices):
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    if runs == [list(range(last + 1))]:
        return None
    if len(runs) == 2 and runs[0][0] == 0 and runs[1][-1] == last and runs[1][0] - runs[0][-1] == 2:
        gap = ends[(runs[0][-1] + 1) // 2]
        if runs[0][-1] % 2 == 0 and gap is not None:
            return Relation(("!=",), (t, gap))
    conditions = [_run(t, run[0], run[-1], ends) for run in runs]
    return conditions[0] if len(conditions) == 1 else Logic("or", tuple(conditions))


def _run(t: Name, first: int, last: int, ends: Sequence[Node | None]) -> Node:
    low = None if first == 0 else ends[(first - 1) // 2]
    high = None if last == 2 * len(ends) else ends[last // 2]
    if first == last and first % 2 and low is not None:
        return Relation(("==",), (t, low))
    below: Order = "<=" if first % 2 else "<"
    above: Order = "<=" if last % 2 else "<"
    if low is not None and high is not None:
        return Relation((below, above), (low, t, high))
    if low is not None:
        return Relation((">=" if first % 2 else ">",), (t, low))
    return Relation((above,), (t, high if high is not None else t))
