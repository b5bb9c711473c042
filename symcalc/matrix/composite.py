"""Kronecker products and stacked matrices taken apart: a row of kron(A, B) is a pair of rows, of A and of B."""

from __future__ import annotations

from symcalc.matrix import algebra
from symcalc.matrix.indices import Indexed, Kronecker, Stacked, constant
from symcalc.matrix.positions import Index, Pair, Position, new

Spot = Position | None


def kronecker(whole: Kronecker) -> Indexed:
    """kron(A, B) as the product of entries of A and B."""
    above, before, below, behind = whole.slots
    rows, row_links, row_dummies = _split(whole.at[0], above, below)
    columns, column_links, column_dummies = _split(whole.at[1], before, behind)
    places = {**rows, **columns}
    parts = [whole.left.rename(places), whole.right.rename(places), row_links, column_links]
    return algebra.multiply(parts, [*row_dummies, *column_dummies])


def stacked(whole: Stacked) -> Indexed:
    """vec(A) as the entry of A."""
    places, links, dummies = _split(whole.at, whole.column, whole.row)
    return algebra.multiply([whole.body.rename(places), links], dummies)


def _split(
    position: Spot, slow: Index | None, fast: Index | None
) -> tuple[dict[Index, Position], Indexed, list[Index]]:
    """What the two indices of a composite position become, the δ that ties them to a plain one, and new dummies."""
    if position is None:
        return {}, constant(1), []
    if slow is None or fast is None:
        return {index: position for index in (slow, fast) if index is not None}, constant(1), []
    if fits(position, slow, fast) and isinstance(position, Pair):
        return {slow: position.slow, fast: position.fast}, constant(1), []
    first, second = new(slow.size), new(fast.size)
    return {slow: first, fast: second}, algebra.delta(position, Pair(first, second)), [first, second]


def fits(position: Spot, slow: Index | None, fast: Index | None) -> bool:
    """Whether a position is a pair of the sizes of two indices, or needs no pair."""
    if position is None or slow is None or fast is None:
        return True
    return isinstance(position, Pair) and (position.slow.size, position.fast.size) == (slow.size, fast.size)


def ready(whole: Kronecker | Stacked) -> bool:
    """Whether it can be taken apart without a δ on one side, and stands at a pair on that."""
    if isinstance(whole, Stacked):
        return isinstance(whole.at, Pair) and fits(whole.at, whole.column, whole.row)
    above, before, below, behind = whole.slots
    sides = ((whole.at[0], above, below), (whole.at[1], before, behind))
    plain = all(None in (slow, fast) for _, slow, fast in sides)
    return plain or any(isinstance(spot, Pair) and fits(spot, slow, fast) for spot, slow, fast in sides)
