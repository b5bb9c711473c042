"""Kinks along curves and surfaces that are no graphs of polynomials: described by the means for families."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from symcalc.calculus.critical.families.changes import Break, special_points, vanishes_on
from symcalc.calculus.critical.families.curves import Curve, of_branch, of_point
from symcalc.calculus.critical.families.parts import Looked, Part, sorted_out
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.points.relations import comparison
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.search.cuts import Piece
from symcalc.calculus.critical.search.exact import find
from symcalc.calculus.critical.search.stationary import Stationary, stationary
from symcalc.calculus.critical.search.survey import FoundCurve, Survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.record import record
from symcalc.syntax.tree import substitute

#: Whether the function has no derivative at a point.
IsRough = Callable[[Spot], bool]


@record
class Kink:
    """A part of a set on which the function has no derivative, but at the points that are `smooth`."""

    part: Part
    curve: Curve
    smooth: tuple[Spot, ...]


def kinks(found: Survey, piece: Piece, is_rough: IsRough) -> Iterator[Kink]:
    """The parts of the set on which a piece lies; raises TooHard, NotClosed, ZeroDivisionError if one is not known."""
    question = found.question
    system = stationary(piece.function, (*piece.zero, *piece.surfaces), question.names, question.parameters)
    conditions = tuple(system.tower.ratio(node) for node in (*piece.positive, *piece.nonzero))
    for curve in _curves(found, piece, system):
        item = FoundCurve(piece, curve, conditions, found.sides_of(piece))
        looked = _looked(item, is_rough)
        cut = sorted_out(curve, looked)
        if cut.doubts:
            raise TooHard(cut.doubts[0])
        rough = [part for part in cut.parts if part.kind == "rough"]
        smooth = (
            [spot for spot in special_points(curve, _meetings(found, curve)) if not is_rough(spot)] if rough else []
        )
        yield from (Kink(part, curve, tuple(smooth)) for part in rough)


def _curves(found: Survey, piece: Piece, system: Stationary) -> list[Curve]:
    question = found.question
    equations = [surface.top for surface in system.surfaces] + system.definitions
    solved = find(system.tower, equations, system.nonzero, range(len(system.names)))
    if solved.open:
        raise TooHard("a set without a derivative was not described")
    curves = [of_branch(system, piece.function, one, question.taken, question.ranges) for one in solved.families]
    for point in solved.points:
        if point.free:
            curve = of_point(system, piece.function, point, question.taken, question.ranges)
            if curve is None:
                raise TooHard("a set without a derivative repeats")
            curves.append(curve)
    return curves


def _looked(item: FoundCurve, is_rough: IsRough) -> Looked:
    positive = [comparison(node, ">=" if node in item.sides else ">") for node in item.piece.positive]
    nonzero = [comparison(node, "!=") for node in item.piece.nonzero]
    ends = [(part,) for ratio in item.conditions for part in (ratio.top, ratio.bottom)]
    never: list[Break] = [(item.curve.system.tower.ring.constant(1),)]
    return Looked(
        item.inside, ends, [*positive, *nonzero], never, lambda spot: ("rough" if is_rough(spot) else "smooth", "")
    )


def _meetings(found: Survey, curve: Curve) -> list[Break]:
    """Where two formulas have the same gradient on a family; those that have it everywhere left out."""
    tower = curve.system.tower
    values = {name: tower.tree(value) for name, value in curve.system.eliminated.items()}
    functions = dict.fromkeys(piece.function for piece in found.pieces if piece.open)
    gradients: list[Sequence[Ratio]] = []
    for function in functions:
        beside = stationary(function, (), curve.system.names)
        gradients.append([tower.ratio(substitute(beside.tower.tree(slope), values)) for slope in beside.gradient])
    groups = [[(a - b).top for a, b in zip(one, other, strict=True)] for one, other in combinations(gradients, 2)]
    return [group for group in groups if not all(vanishes_on(curve, top) for top in group)]
