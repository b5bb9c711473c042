"""Where the kind along a kink may change: at zeros of slopes, of jumps, and of whatever has a sign beside the kink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from flint import fmpz_mpoly

from symcalc.calculus.critical.families.changes import Break, vanishes_on
from symcalc.calculus.critical.families.curves import Curve
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.search.cuts import Piece
from symcalc.calculus.critical.search.stationary import Stationary, determinant, stationary
from symcalc.calculus.critical.systems.branches import irreducible
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.syntax.tree import Node, substitute


def slope_changes(pieces: Sequence[Piece], curve: Curve, on: Piece) -> list[Break]:
    """Where a family on a kink may become critical: at zeros of all slopes of a piece beside it, or of a jump."""
    breaks: list[Break] = []
    for piece in pieces:
        if piece.open:
            try:
                slopes = _on(curve, _slopes(stationary(piece.function, (), curve.system.names)))
                (value,) = _on(curve, [piece.function])
            except (NotClosed, TooHard, ZeroDivisionError):
                continue
            jump = value - curve.system.function
            tops = tuple(slope.top for slope in slopes)
            breaks += [tops] if len(on.zero) == 1 else [(top,) for top in tops]
            breaks += [(slope.bottom,) for slope in slopes]
            breaks += [] if curve.system.tower.reduced(jump).is_zero else [(jump.top,), (jump.bottom,)]
    return breaks


def sign_changes(pieces: Sequence[Piece], curve: Curve, on: Piece, value: Fraction | None) -> list[Break]:
    """Where a sign may change from which the kind of a family on a kink is told; raises NotClosed, TooHard.

    These are the factors of the conditions of all pieces and of f - value, and the coefficients of the slopes as
    combinations of the normals of the kink; where several surfaces meet, these have to be planes.
    """
    breaks: list[Break] = []
    for piece in pieces:
        if piece.open:
            beside = stationary(piece.function, (), curve.system.names)
            tower = beside.tower
            rises = [] if value is None else [tower.reduced(beside.function - tower.number(value))]
            for ratio in (*map(tower.ratio, piece.positive), *rises):
                breaks += _factors(curve, beside, ratio, plane=len(on.zero) > 1)
            breaks += _coefficients(curve, beside, on.zero)
    return breaks


def _factors(curve: Curve, beside: Stationary, ratio: Ratio, *, plane: bool) -> Iterator[Break]:
    """The factors of a numerator and a denominator, but for those that are zero on the family."""
    for factor in (*irreducible(ratio.top), *irreducible(ratio.bottom)):
        (there,) = _on(curve, [beside.tower.tree(Ratio.polynomial(factor))])
        if not _is_zero(curve, there):
            yield (there.top,)
        elif plane and int(factor.total_degree()) > 1:
            raise TooHard("surfaces that meet are not plane")


def _coefficients(curve: Curve, beside: Stationary, surfaces: Sequence[Node]) -> Iterator[Break]:
    """What vanishes where a coefficient of the slopes as a combination of the surfaces' normals does."""
    if len(surfaces) < 2:
        return
    tower = beside.tower
    normals = [
        _on(curve, [tower.tree(tower.derivative(tower.ratio(node), i)) for i in beside.free]) for node in surfaces
    ]
    slopes = _on(curve, _slopes(beside))
    for i in range(len(normals)):
        rows = [*normals[:i], slopes, *normals[i + 1 :]]
        columns = combinations(range(len(slopes)), len(rows))
        yield [determinant(curve.system.tower, [[row[c] for c in chosen] for row in rows]).top for chosen in columns]


def _slopes(beside: Stationary) -> list[Node]:
    return [beside.tower.tree(slope) for slope in beside.gradient]


def _on(curve: Curve, nodes: Sequence[Node]) -> list[Ratio]:
    """Expressions on a family, in the terms of its tower; raises NotClosed, TooHard, ZeroDivisionError."""
    tower = curve.system.tower
    values = {name: tower.tree(value) for name, value in curve.system.eliminated.items()}
    return [tower.ratio(substitute(node, values)) for node in nodes]


def _is_zero(curve: Curve, ratio: Ratio) -> bool:
    top: fmpz_mpoly = ratio.top
    return bool(top.is_zero()) or vanishes_on(curve, top)
