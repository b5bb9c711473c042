"""Families on which f - c has a factor of even power: the sign of what is left decides the kind, everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flint import fmpz_mpoly

from symcalc.calculus.critical.families.changes import rational_value
from symcalc.calculus.critical.families.curves import Curve, completed, grid
from symcalc.calculus.critical.families.samples import samples
from symcalc.calculus.critical.kinds.factors import factored
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.search.exact import find
from symcalc.calculus.critical.search.formal import Formal
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import support
from symcalc.record import record


@record
class Share:
    """A part of a family: where a polynomial has a sign (None for the whole family), its kind, the reason, a point."""

    sign: int
    polynomial: fmpz_mpoly | None
    kind: str
    evidence: str
    spot: Spot
    points: tuple[Spot, ...] = ()  #: all of its points, where these are single ones


@record
class Cofactor:
    """f - c = sign · g^(2m) · Π h^odd · (squares), where g = 0 is the family, and how that is written."""

    sign: int
    odd: tuple[fmpz_mpoly, ...]
    shown: str

    @property
    def polynomial(self) -> fmpz_mpoly:
        """The product of the factors that may change their sign on the family."""
        first, *others = self.odd
        for other in others:
            first = first * other
        return first


def cofactor(curve: Curve, spot: Spot) -> Cofactor | None:
    """What is left of f - c on a family given by one equation; None where f has no such factor."""
    system, tower = curve.system, curve.system.tower
    value = rational_value(system, spot)
    if value is None or len(curve.equations) != 1 or system.surfaces or system.eliminated:
        return None
    rest = tower.reduced(system.function - tower.number(value))
    if rest.is_zero:
        return None
    below = spot.sign(tower, rest.bottom)
    constant, factors = rest.top.factor()
    if not below or not rest.bottom.is_constant():
        return None
    own = [int(m) for factor, m in factors if factor in (curve.equations[0], -curve.equations[0])]
    if len(own) != 1 or own[0] % 2:
        return None
    sign = below * (1 if constant > 0 else -1)
    odd = []
    for factor, multiplicity in factors:
        if int(multiplicity) % 2 and not _positive(curve, factor):
            odd.append(factor)
    name = "f" if value == 0 else f"f - {value}" if value > 0 else f"f - ({value})"
    return Cofactor(sign, tuple(odd), f"{name} = {factored(system, rest)}")


def _positive(curve: Curve, factor: fmpz_mpoly) -> bool:
    """Whether a factor is a kernel that is always positive."""
    used = support(factor)
    kernel = curve.system.tower.kernel(used[0]) if len(used) == 1 and len(factor) == 1 else None
    return kernel is not None and kernel.positive


def shares(curve: Curve, left: Cofactor, known: Sequence[Spot]) -> list[Share] | None:
    """The family by the sign of what is left of f - c; None where a part may be missing.

    Raises TooHard.
    """
    if not left.odd:
        kind, word = ("minimum", "negative") if left.sign > 0 else ("maximum", "positive")
        return [Share(left.sign, None, kind, f"{left.shown}, nowhere {word} nearby", known[0])]
    found = []
    tower, polynomial = curve.system.tower, left.polynomial
    for sign in (1, -1):
        spot = next((s for s in _looked_at(curve, known) if s.sign(tower, polynomial) == sign), None)
        if spot is None:
            return None
        kind, word = ("minimum", "negative") if sign * left.sign > 0 else ("maximum", "positive")
        found.append(Share(sign, polynomial, kind, f"{left.shown}, nowhere {word} nearby", spot))
    crossing = _crossing(curve, left)
    return None if crossing is None else [*found, crossing]


def _looked_at(curve: Curve, known: Sequence[Spot]) -> Iterator[Spot]:
    yield from known
    if curve.parametrisation is not None and not curve.parametrisation.nonzero:
        yield from grid(curve)
    elif curve.branch is not None:
        for center in (1, 2):
            yield from samples(curve.branch, center).regular


def _crossing(curve: Curve, left: Cofactor) -> Share | None:
    """Where a factor vanishes on the family: f takes both signs where its gradient is not zero; else None."""
    system, tower = curve.system, curve.system.tower
    spots: list[Spot] = []
    single = True
    for factor in left.odd:
        slopes = [factor.derivative(i) for i in range(len(tower.names))]
        flat = find(tower, [*curve.equations, factor, *slopes], [], system.unknowns)
        if flat.points or flat.families or flat.open or any(tower.kernel(i) is not None for i in support(factor)):
            return None
        solved = find(tower, [*curve.equations, factor], [], system.unknowns)
        if solved.open:
            return None
        single = single and not solved.families and not any(point.steps or point.free for point in solved.points)
        spots += [completed(curve, point.spot) for point in solved.points if not point.steps]
        spots += [spot for branch in solved.families for spot in _of(branch)]
    if not spots:
        return None
    text = f"{left.shown}, where a factor of odd power changes sign"
    return Share(0, left.polynomial, "saddle", text, spots[0], tuple(spots) if single else ())


def _of(branch: Formal) -> Sequence[Spot]:
    try:
        seen = samples(branch)
    except TooHard:
        return ()
    return (*seen.regular, *seen.singular)
