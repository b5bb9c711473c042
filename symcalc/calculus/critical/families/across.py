"""The kind of a family's points on a smooth piece: by the Hessian across it, by factors, by higher derivatives."""

from __future__ import annotations

from symcalc.calculus.critical.families.changes import rational_value
from symcalc.calculus.critical.families.curves import Curve
from symcalc.calculus.critical.kinds.factors import by_factors
from symcalc.calculus.critical.kinds.inertia import Inertia, inertia
from symcalc.calculus.critical.kinds.smooth import higher
from symcalc.calculus.critical.points.spots import Spot

CONSTANT = ("constant", "the function is constant here")


def smooth_kind(curve: Curve, spot: Spot) -> tuple[str, str]:
    """The kind of the points of a family near one of them, the function being smooth there."""
    system = curve.system
    if system.surfaces:
        return ("undecided", "the kind along this family could not be decided") if curve.corank else CONSTANT
    counted = inertia(system.tower, spot, system.second_order)
    if counted is not None and ((counted.positive and counted.negative) or counted.zero == curve.dimension):
        return _across(counted)
    value = rational_value(system, spot)
    reason = None if value is None else by_factors(system, spot, value)
    if reason is None and counted is not None:
        reason = higher(system, spot, counted)
    return (
        ("undecided", "the kind along this family could not be decided")
        if reason is None
        else (
            reason.kind,
            reason.evidence,
        )
    )


def _across(inner: Inertia) -> tuple[str, str]:
    if not inner.positive and not inner.negative:
        return CONSTANT
    if inner.positive and inner.negative:
        return "saddle", "the Hessian has eigenvalues of both signs"
    kind, word = ("minimum", "positive") if inner.positive else ("maximum", "negative")
    return kind, f"along the family f is constant, across it the Hessian is {word} definite"
