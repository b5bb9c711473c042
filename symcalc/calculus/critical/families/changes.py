"""Where the kind along a family may change: zeros of eigenvalues across it, or of factors of the function."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import fmpz_mpoly

from symcalc.calculus.critical.families.curves import Curve, at
from symcalc.calculus.critical.kinds.inertia import principal_sum
from symcalc.calculus.critical.points.angles import Repeated
from symcalc.calculus.critical.points.constants import Inexact, constants
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.search.bounds import rational_of
from symcalc.calculus.critical.search.exact import determined, find
from symcalc.calculus.critical.search.stationary import Stationary
from symcalc.calculus.critical.search.turns import counted
from symcalc.calculus.critical.systems.groebner import TooHard, ideal

#: Polynomials that vanish together where a family may end or change its kind.
Break = Sequence[fmpz_mpoly]


def special_points(curve: Curve, breaks: Sequence[Break]) -> list[Spot]:
    """The points of a curve at which its kind may change, or a condition ends; raises TooHard."""
    found: list[Spot] = []
    for group in [(critical_factor(curve),), (curve.system.function.bottom,), *breaks]:
        if all(vanishes_on(curve, polynomial) for polynomial in group):
            continue
        solved = find(curve.system.tower, [*curve.equations, *group], [], curve.system.unknowns)
        if solved.open or solved.families or any(determined(p).free for p in solved.points):
            raise TooHard("the special points of a family are not isolated")
        for point in solved.points:
            found += [one.spot for one in _counted(curve, point)]
    return found


def _counted(curve: Curve, point: Repeated) -> Sequence[Repeated]:
    """A point, or those of its translates that may lie between the ends of the variables; raises TooHard."""
    if not point.steps:
        return [point]
    points = counted(point, curve.ranges)
    if points is None:
        raise TooHard("the special points of a family repeat")
    return points


def vanishes_on(curve: Curve, polynomial: fmpz_mpoly) -> bool:
    """Whether a polynomial is zero on the whole family, complex points included."""
    return ideal(curve.system.tower.ring, list(curve.equations)).vanishes(polynomial)


def critical_factor(curve: Curve) -> fmpz_mpoly:
    """A polynomial that vanishes where the number of zero eigenvalues across the family may change."""
    system = curve.system
    if system.surfaces or not curve.corank:
        return system.tower.ring.constant(1)
    found = principal_sum(system.tower, system.second_order, curve.corank).top
    if not vanishes_on(curve, found):
        return found
    value = _value_on(curve)
    if value is None:
        return found
    rest = system.tower.reduced(system.function - system.tower.number(value)).top
    product = system.tower.ring.constant(1)
    for factor, _ in rest.factor()[1]:
        if not vanishes_on(curve, factor):
            product = product * factor
    return product


def _value_on(curve: Curve) -> Fraction | None:
    """The value of the function on a parametrised family, where it is rational."""
    if curve.parametrisation is None:
        return None
    return rational_value(curve.system, at(curve, [Fraction(17, 21)] * curve.dimension))


def rational_value(system: Stationary, spot: Spot) -> Fraction | None:
    """The value at a point, where it is a fraction."""
    try:
        field = constants(system.tower, spot)
        value = field.value(system.function)
    except (Inexact, TooHard):
        return None
    return rational_of(field.tree(value))


def steady(curve: Curve, breaks: Sequence[Break]) -> bool:
    """Whether no point of the family is a zero of all polynomials of a group, unless all of its points are."""
    for group in breaks:
        if all(vanishes_on(curve, polynomial) for polynomial in group):
            continue
        solved = find(curve.system.tower, [*curve.equations, *group], [], curve.system.unknowns)
        if solved.open or solved.families or solved.points:
            return False
    return True
