"""The kind of a point where pieces meet, from the sign that f - f(point) has on each piece beside it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import fmpz_mpoly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kinds.cones import grows, interior, somewhere
from symcalc.calculus.critical.kinds.corners import Side
from symcalc.calculus.critical.kinds.factors import factored
from symcalc.calculus.critical.kinds.reasons import Reason
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.search.closing import jumps
from symcalc.calculus.critical.search.cuts import difference
from symcalc.calculus.critical.systems.ring import support
from symcalc.decide.sign import sign
from symcalc.syntax.tree import Node, walk


def by_signs(tree: Node, touching: Sequence[Side], spot: Spot, value: Fraction) -> Reason | None:
    """The kind of a point with a rational value of a continuous function; None where a sign is not seen.

    On each piece the irreducible factors of f - f(point) keep their sign near the point where they do not vanish
    there, where their power is even, or where the piece is described by their sign.
    """
    if not touching or any(jumps(part) for part in walk(tree)):
        return None
    signs = [_sign(side, spot, value) for side in touching]
    if None in signs:
        return None
    name = "f" if value == 0 else f"f - {value}" if value > 0 else f"f - ({value})"
    shown = ", ".join(dict.fromkeys(_written(side, value) for side in touching))
    where = f"on the pieces that meet here {name} is {shown}"
    seen = set(signs)
    if seen <= {0, 1}:
        return Reason("minimum", f"{where}, nowhere negative nearby")
    if seen <= {0, -1}:
        return Reason("maximum", f"{where}, nowhere positive nearby")
    sure = {s for s, side in zip(signs, touching, strict=True) if interior(side.walls, side.field, len(spot.names))}
    if {1, -1} <= sure:
        kind = "inflection" if len(spot.names) == 1 else "saddle"
        return Reason(kind, f"{where}, of both signs nearby")
    return None


def by_jumps(touching: Sequence[Side], value: Node) -> Reason | None:
    """The kind where the pieces tend to other values than that at the point; None where one tends to the same."""
    signs = [_jump(side, value) for side in touching]
    if not signs or any(not sign for sign in signs):
        return None
    if set(signs) == {1}:
        return Reason("minimum", "f jumps: on every side its values are greater", strict=True)
    if set(signs) == {-1}:
        return Reason("maximum", "f jumps: on every side its values are smaller", strict=True)
    reached = {
        s for s, side in zip(signs, touching, strict=True) if interior(side.walls, side.field, len(side.system.names))
    }
    if reached != {1, -1}:
        return None
    kind = "undecided" if len(touching[0].system.names) == 1 else "saddle"
    return Reason(kind, "f jumps there, and has no extremum: its values are greater on one side and smaller on another")


def _jump(side: Side, value: Node) -> int | None:
    """The sign of the limit on a piece less the value at the point."""
    limit = side.field.tree(side.field.value(side.system.function))
    return sign(difference(limit, value))


def _rise(side: Side, value: Fraction) -> Ratio:
    tower = side.system.tower
    return tower.reduced(side.system.function - tower.number(value))


def _written(side: Side, value: Fraction) -> str:
    rise = _rise(side, value)
    return "0" if rise.is_zero else factored(side.system, rise)


def _sign(side: Side, spot: Spot, value: Fraction) -> int | None:
    """The sign of f - value on a piece near the point (where it is not zero), 0 where it vanishes identically."""
    tower, rise = side.system.tower, _rise(side, value)
    if rise.is_zero:
        return 0
    below = spot.sign(tower, rise.bottom)
    if not below:
        return None
    rest, unknown = split(side, spot, rise.top)
    if rest is None:
        return None
    if not unknown:
        return rest * below
    for node in side.piece.positive:
        condition = tower.ratio(node)
        bottom = spot.sign(tower, condition.bottom)
        known, inside = split(side, spot, condition.top)
        if bottom and known is not None and inside == unknown:
            return rest * below * known * bottom
    return by_slope(side)


def by_slope(side: Side) -> int | None:
    """The sign of f - f(point) on a piece into which all slopes have that sign; of a linear function, or are 0."""
    if side.slopes is None:
        return None
    turned = [side.field.number(0) - s for s in side.slopes]
    if grows(side.slopes, side.walls, side.field):
        return 1
    if grows(turned, side.walls, side.field):
        return -1
    if not _is_linear(side):
        return None
    if not somewhere(turned, side.walls):
        return 1
    return -1 if not somewhere(side.slopes, side.walls) else None


def _is_linear(side: Side) -> bool:
    tower, function = side.system.tower, side.system.function
    polynomial = function.bottom.is_constant() and all(tower.kernel(i) is None for i in support(function.top))
    return polynomial and int(function.top.total_degree()) <= 1


def split(side: Side, spot: Spot, polynomial: fmpz_mpoly) -> tuple[int | None, frozenset[str]]:
    """The sign near the point of all factors whose sign shows, None where one is undecided; and the other factors."""
    tower = side.system.tower
    constant, factors = polynomial.factor()
    found, unknown = 1 if constant > 0 else -1, set()
    for factor, multiplicity in factors:
        if int(multiplicity) % 2 == 0:
            continue
        here = spot.sign(tower, factor)
        if here is None:
            return None, frozenset()
        here = here or bounds(tower.tree(Ratio.polynomial(factor))).sign or 0
        if here:
            found *= here
        else:
            unknown.add(str(factor))
    return found, frozenset(unknown)
