"""Whether a function that has its second partial derivatives at a point is twice differentiable there.

It is where its class about the point says so, or where it is analytic off the point and its partial derivatives are
differentiable. It is not where the mixed partial derivatives differ, or where the second derivative along some line is
not what the second partial derivatives say.
"""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.smoothness.classes import class_near
from symcalc.calculus.smoothness.corners import Near
from symcalc.calculus.smoothness.differentiable import directions, inside, isolated, off_point, smooth_off_point
from symcalc.calculus.smoothness.lines import along_line, same
from symcalc.calculus.smoothness.place import Place
from symcalc.decide.sign.polynomials import Ratio, number
from symcalc.decide.sign.settle import Undecided
from symcalc.syntax.tree import integer


def differentiable_times(found: Near, place: Place, order: int) -> bool:
    """Whether a function is proved to be differentiable at a point so many times."""
    if not inside(found.formula, place):
        return False
    if class_near(found.formula, place) >= order:
        return True
    formula = off_point(found.formula, place)
    return formula is not None and isolated(formula, place) and smooth_off_point(formula, place, order)


def symmetric(place: Place, matrix: Sequence[Sequence[Ratio]]) -> bool:
    """Whether a matrix is equal to its transpose; raises `Undecided`."""
    return all(same(place, row[j], matrix[j][i]) for i, row in enumerate(matrix) for j in range(i))


def bent_line(found: Near, place: Place, matrix: Sequence[Sequence[Ratio]]) -> tuple[int, ...] | None:
    """A direction along which the second derivative is missing, or not what the matrix says; None where none was seen.

    Raises `Undecided`.
    """
    for direction in directions(len(place.variables)):
        line = along_line(found.formula, place, tuple(map(integer, direction)), 2)
        if line.decided and not (line.complete(2) and same(place, line.values[2], _form(matrix, direction))):
            return direction
    return None


def _form(matrix: Sequence[Sequence[Ratio]], direction: Sequence[int]) -> Ratio:
    """The quadratic form of a matrix at a direction."""
    total = number(0)
    for i, u in enumerate(direction):
        for j, v in enumerate(direction):
            total = total + matrix[i][j] * number(u * v)
    return total


def fault(found: Near, place: Place, matrix: Sequence[Sequence[Ratio]]) -> str | None:
    """Why a function is not twice differentiable, in words; "" where it is, None where that was not decided."""
    if len(place.variables) == 1:
        return ""
    if not symmetric(place, matrix):
        return "the mixed second partial derivatives differ, so the matrix is not symmetric"
    try:
        if differentiable_times(found, place, 2):
            return ""
        bent = bent_line(found, place, matrix)
    except Undecided:
        return None
    if bent is None:
        return None
    along = ", ".join(map(str, bent))
    return (
        f"the function is not twice differentiable: along ({along}) its second derivative is not what the matrix says"
    )
