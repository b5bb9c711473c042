"""Real points on families: at least one on each connected part, where a part is nearest to a fixed point."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from flint import fmpz_mpoly

from symcalc.calculus.critical.families.curves import Curve, at, completed
from symcalc.calculus.critical.points.spots import Algebraic, Spot
from symcalc.calculus.critical.search.formal import Formal, real_points
from symcalc.calculus.critical.systems.branches import branches
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.points import AlgebraicPoint
from symcalc.record import record

#: The centers that distances are measured from, as numerators over 7, one after the other.
CENTERS = ((3, 5, -2, 4, -6, 1, 8), (-4, 9, 10, -3, 2, -8, 5), (11, -1, 6, 13, -5, 3, -9))


@record
class Samples:
    """Real points that meet every connected part of a family; the regular ones are where it is a smooth surface."""

    regular: tuple[Spot, ...]
    singular: tuple[Spot, ...]


def samples(family: Formal, center: int = 0) -> Samples:
    """Real points of a family in polynomial unknowns; raises TooHard.

    The nearest point of a closed set to a center satisfies Lagrange's condition, or is singular, where the rank
    of the Jacobian drops; both are roots of the same minors.
    """
    generators = _generators(family)
    ring = family.ideal.ring
    width = len(ring.names)
    jacobian = [[g.derivative(i) for i in range(width)] for g in generators]
    numerators = CENTERS[center]
    offset = [7 * x - numerators[i % len(numerators)] for i, x in enumerate(ring.unknowns)]
    minors = list(_minors([*jacobian, offset], width))
    drops = list(_minors(jacobian, width))
    regular: list[Spot] = []
    singular: list[Spot] = []
    for branch in branches(ring, [*family.ideal.basis, *minors]):
        if branch.dimension > 0:
            raise TooHard("the nearest points of a family are not isolated")
        formal = Formal(family.tower, branch, family.positions)
        for point in real_points(formal):
            place = singular if all(point.is_zero(minor) for minor in drops) else regular
            place.append(spot_of(family, point))
    return Samples(tuple(regular), tuple(singular))


def sample(curve: Curve) -> Spot | None:
    """A real point of a family, whether or not it lies on its piece; None where none is seen."""
    if curve.parametrisation is not None:
        return at(curve, [Fraction(17, 21)] * len(curve.parametrisation.parameters))
    if curve.branch is None:
        return None
    try:
        seen = samples(curve.branch).regular
    except TooHard:
        return None
    return completed(curve, seen[0]) if seen else None


def _generators(family: Formal) -> Sequence[fmpz_mpoly]:
    codimension = len(family.ideal.ring.names) - family.ideal.dimension
    if len(family.ideal.basis) != codimension:
        raise TooHard("the family is no complete intersection")
    return family.ideal.basis


def _minors(rows: Sequence[Sequence[fmpz_mpoly]], width: int) -> list[fmpz_mpoly]:
    """All maximal minors of a matrix of polynomials."""
    if len(rows) > width:
        return []
    return [determinant([[row[c] for c in chosen] for row in rows]) for chosen in combinations(range(width), len(rows))]


def determinant(rows: Sequence[Sequence[fmpz_mpoly]]) -> fmpz_mpoly:
    """The determinant of a small matrix of polynomials, by its first row."""
    if len(rows) == 1:
        return rows[0][0]
    total = rows[0][0] * 0
    for j, entry in enumerate(rows[0]):
        if not entry.is_zero():
            minor = determinant([[*row[:j], *row[j + 1 :]] for row in rows[1:]])
            total = total + entry * minor if j % 2 == 0 else total - entry * minor
    return total


def spot_of(family: Formal, point: AlgebraicPoint) -> Spot:
    """A point of a family as a point in the variables among its unknowns."""
    tower = family.tower
    known = [(i, p) for i, p in enumerate(family.positions) if p < len(tower.names)]
    names = tuple(tower.names[p] for _, p in known)
    return Spot(names, tuple(Algebraic(point, i) for i, _ in known), point, family.positions)
