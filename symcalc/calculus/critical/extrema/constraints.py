"""Extrema under constraints: multipliers, points where the constraints' gradients are dependent, bounded sets."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from flint import fmpz_mpoly

from symcalc.calculus.critical.extrema import infinity
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.kinds.jets import kernel
from symcalc.calculus.critical.kinds.reasons import Reason
from symcalc.calculus.critical.kinds.spheres import below, squared_radii
from symcalc.calculus.critical.points.constants import ClosedForms, Inexact, NumberField, constants
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.points.values import Height, compared, tidied
from symcalc.calculus.critical.search.bounds import rational_of
from symcalc.calculus.critical.search.exact import find
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import support
from symcalc.record import record
from symcalc.syntax.tree import Node, rational, substitute


def multipliers(function: Node, surfaces: Sequence[Node], variables: Sequence[str], spot: Spot) -> tuple[Node, ...]:
    """The numbers λ with ∇f = Σ λ_i ∇g_i at a point, empty where they are not determined or not exact.

    >>> from symcalc.syntax import parse_expression as p, written
    >>> from symcalc.calculus.critical.points.spots import rational_spot
    >>> corner = rational_spot(("x", "y"), [Fraction(3, 5), Fraction(4, 5)])
    >>> found = multipliers(p("3x + 4y"), [p("x^2 + y^2 - 1")], ("x", "y"), corner)
    >>> [written(factor) for factor in found]
    ['5/2']
    """
    try:
        tower = Tower(variables, [function, *surfaces])
        f, *gs = (tower.ratio(node) for node in (function, *surfaces))
        field = _field(tower, spot)
        columns = [[field.value(tower.derivative(g, i)) for i in range(len(variables))] for g in gs]
        target = [field.value(tower.derivative(f, i)) for i in range(len(variables))]
        zero: Any = field.number(0)
        rows = [[*(column[i] for column in columns), zero - target[i]] for i in range(len(target))]
        solutions, _ = kernel(rows, field)
        if len(solutions) != 1 or field.sign(solutions[0][-1]) == 0:
            return ()
        return tuple(field.tree(entry / solutions[0][-1]) for entry in solutions[0][:-1])
    except (Inexact, NotClosed, TooHard, ZeroDivisionError):
        return ()


def _field(tower: Tower, spot: Spot) -> ClosedForms | NumberField:
    """The field of constants at a point whose description belongs to another tower: only variables are the same."""
    found = constants(tower, spot.among(spot.names))
    assert isinstance(found, (ClosedForms, NumberField))  # noqa: S101 (there are only these)
    return found


def bounded(surfaces: Sequence[Node], variables: Sequence[str]) -> bool:
    """Whether the set on which the surfaces vanish is bounded, by one whose polynomial grows in every direction.

    >>> from symcalc.syntax import parse_expression
    >>> bounded([parse_expression("x^2 + y^2 - 1")], ("x", "y")), bounded([parse_expression("x y - 1")], ("x", "y"))
    (True, False)
    """
    for surface in surfaces:
        try:
            tower = Tower(variables, [surface])
            top = tower.ratio(surface).top
        except (NotClosed, TooHard, ZeroDivisionError):
            continue
        if any(i >= len(variables) for i in support(top)):
            continue
        if any(infinity.coercive(sign * top, len(variables)) is not None for sign in (1, -1)):
            return True
    return False


def on_curve(
    function: Node, formulas: Sequence[Node], surface: Node, variables: Sequence[str], spot: Spot
) -> Reason | None:
    """The kind of a point on a plane curve, singular perhaps, by the values where a small circle meets the curve.

    No half-branch of the curve that starts at the point is met inside the circle by a tangent circle or by the
    level set of the value, so along each the values stay on the side on which they are at the circle. `formulas`
    are the polynomials of which the function is made, piece by piece.
    """
    exact = spot.exact
    if len(variables) != 2 or exact is None:
        return None
    try:
        tower = Tower(variables, [function, surface, *formulas])
        curve, *levels = (tower.ratio(node) for node in (surface, *formulas))
        field = ClosedForms(tower, Spot(spot.names, spot.coordinates))
        center = [value for i in range(2) if (value := field.unknown(i).value) is not None]
        height = rational_of(tidied(substitute(function, exact)))
        if height is None or len(center) < 2 or not all(map(_polynomial, [curve, *levels])):
            return None
        rises = [(level - tower.number(height)).top for level in levels]
        return _by_circle(_Curve(tower, function, curve.top, rises), center, height)
    except (Inexact, NotClosed, TooHard, ZeroDivisionError):
        return None


def _polynomial(ratio: Ratio) -> bool:
    return bool(ratio.bottom.is_constant()) and all(i < 2 for i in support(ratio.top))


@record
class _Curve:
    """A plane curve, a function on it, and the differences of the function's pieces from a value."""

    tower: Tower
    function: Node
    polynomial: fmpz_mpoly
    rises: Sequence[fmpz_mpoly]


def _by_circle(on: _Curve, center: Sequence[Fraction], value: Fraction) -> Reason | None:
    tower, curve = on.tower, on.polynomial
    x, y = (tower.ring.unknowns[i] * c.denominator - c.numerator for i, c in enumerate(center))
    dx, dy = x * center[1].denominator, y * center[0].denominator
    tangent = dx * curve.derivative(1) - dy * curve.derivative(0)
    radii = [
        r
        for system in ([curve, tangent], *([curve, rise] for rise in on.rises))
        for r in squared_radii(tower, system, center)
    ]
    radius = below(radii)
    circle = (dx * dx + dy * dy) * radius.denominator - _square(center) * radius.numerator
    met = find(tower, [curve, circle], [], (0, 1))
    if met.open or met.families:
        return None
    signs = {compared(Height(None, point.spot, on.function), Height(rational(value))) for point in met.points}
    if None in signs or 0 in signs:
        return None
    where = f"where the curve meets the circle of squared radius {radius} about the point"
    if not signs:
        return Reason("minimum", "the point is isolated in the set that f is restricted to", strict=True)
    if signs == {1}:
        return Reason("minimum", f"{where} f is greater than here, and so it is all the way", strict=True)
    if signs == {-1}:
        return Reason("maximum", f"{where} f is smaller than here, and so it is all the way", strict=True)
    return Reason("saddle", f"{where} f is greater and smaller than here, and so it is all the way")


def _square(center: Sequence[Fraction]) -> int:
    return (center[0].denominator * center[1].denominator) ** 2
