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

#: The bits with which points are told apart.
BITS = 128
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
    question, system = found.question, _system(found, piece)
    conditions = tuple(system.tower.ratio(node) for node in (*piece.positive, *piece.nonzero))
    for curve in _curves(found, piece, system):
        item = FoundCurve(piece, curve, conditions, found.sides_of(piece))
        smooth = _smooth(found, curve, is_rough)
        is_line = curve.parametrisation is not None and curve.parametrisation.by_coordinate is not None
        # along a coordinate a set is cut at these points, elsewhere they tell nothing of the others
        cuts, untold = (_meetings(found, curve), ()) if is_line else ((), smooth)
        looked = _looked(item, cuts, _Roughness(question.names, untold, is_rough))
        cut = sorted_out(curve, looked)
        if cut.doubts:
            raise TooHard(cut.doubts[0])
        yield from (Kink(part, curve, tuple(smooth)) for part in cut.parts if part.kind == "rough")


def smooth_points(found: Survey, piece: Piece, is_rough: IsRough) -> list[Spot]:
    """The single points of a kink at which the function has a derivative; raises as `kinks` does."""
    return [spot for curve in _curves(found, piece, _system(found, piece)) for spot in _smooth(found, curve, is_rough)]


def _smooth(found: Survey, curve: Curve, is_rough: IsRough) -> list[Spot]:
    """The points where formulas meet with the same gradient, so that the function may have one."""
    return [spot for spot in special_points(curve, _meetings(found, curve)) if not is_rough(spot)]


@record
class _Roughness:
    """Whether there is no derivative along a part, told by one point of it that is none of the `untold` ones."""

    names: Sequence[str]
    untold: Sequence[Spot]
    is_rough: IsRough

    def __call__(self, spot: Spot) -> tuple[str, str]:
        """The kind; raises TooHard for a point that tells nothing of the others."""
        if any(self._may_be(spot, other) for other in self.untold):
            raise TooHard("a set without a derivative was not described")
        return ("rough" if self.is_rough(spot) else "smooth"), ""

    def _may_be(self, spot: Spot, other: Spot) -> bool:
        here, there = (one.among(self.names).balls(BITS) for one in (spot, other))
        return all(a.overlaps(b) for a, b in zip(here, there, strict=True))


def _system(found: Survey, piece: Piece) -> Stationary:
    question = found.question
    return stationary(piece.function, (*piece.zero, *piece.surfaces), question.names, question.parameters)


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


def _looked(item: FoundCurve, cuts: Sequence[Break], kind: _Roughness) -> Looked:
    """A set as families are looked at, with the points where its roughness may change."""
    positive = [comparison(node, ">=" if node in item.sides else ">") for node in item.piece.positive]
    nonzero = [comparison(node, "!=") for node in item.piece.nonzero]
    ends = [(part,) for ratio in item.conditions for part in (ratio.top, ratio.bottom)]
    never: Break = (item.curve.system.tower.ring.constant(1),)
    return Looked(item.inside, ends, [*positive, *nonzero], [never, *cuts], kind)


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
