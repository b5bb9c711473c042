"""A closer look at points that derivatives leave open: by factors, on small spheres, by the form of the function."""

from __future__ import annotations

from fractions import Fraction

from symcalc.calculus.critical.families.changes import rational_value
from symcalc.calculus.critical.kinds.factors import by_factors
from symcalc.calculus.critical.kinds.homogeneous import by_form
from symcalc.calculus.critical.kinds.reasons import Reason
from symcalc.calculus.critical.kinds.spheres import near_signs
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.search.bounds import Range, bounds
from symcalc.calculus.critical.search.survey import Candidate, Survey


def by_value(candidate: Candidate) -> Reason | None:
    """The kind of a point with a rational value by the factors of f - f(point)."""
    number = rational_value(candidate.system, candidate.spot)
    return None if number is None else by_factors(candidate.system, candidate.spot, number)


def by_spheres(candidate: Candidate) -> Reason | None:
    """The kind of a rational point of a polynomial by its signs on all small spheres about it."""
    number, system = rational_value(candidate.system, candidate.spot), candidate.system
    exact = [bounds(node) if node is not None else Range() for node in candidate.spot.nodes]
    center = [seen.low for seen in exact if seen.low is not None and seen.low == seen.high]
    if number is None or len(center) < len(exact) or not system.function.bottom.is_constant():
        return None
    rise = (system.function - system.tower.number(number)).top
    signs = near_signs(system.tower, rise, [], center)
    if signs == {1}:
        return Reason("minimum", "on all small spheres about the point f is greater than there", strict=True)
    if signs == {-1}:
        return Reason("maximum", "on all small spheres about the point f is smaller than there", strict=True)
    if signs == {1, -1}:
        return Reason("saddle", "on all small spheres about the point f takes greater and smaller values than there")
    return None


def by_growth(found: Survey, spot: Spot) -> Reason | None:
    """The kind of a rational point by the first homogeneous part of f there."""
    exact = spot.exact
    if exact is None or found.question.parameters:
        return None
    point: dict[str, Fraction] = {}
    for name, node in exact.items():
        number = bounds(node)
        if number.low is None or number.low != number.high:
            return None
        point[name] = number.low
    return by_form(found.question.tree, found.question.names, point)
