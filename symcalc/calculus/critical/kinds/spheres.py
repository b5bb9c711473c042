"""The sign of a polynomial on all large spheres, or on all small ones about a point: where it stays the same.

On a sphere a polynomial is least and greatest where its gradient is parallel to the radius. Only at finitely many radii
is it also zero there, so beyond them the signs of its least and greatest values do not change, and one sphere shows
them. (The tangency variety: Durfee 1998; Hà and Phạm, Genericity in Polynomial Optimization, ch. 3.)
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import flint
from flint import arb, fmpq, fmpz_mpoly

from symcalc.calculus.critical.families.samples import determinant
from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.search.exact import find
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import support
from symcalc.syntax.tree import rational

#: Degrees up to which spheres are used, by the number of variables.
DEGREES = {1: 40, 2: 8, 3: 4}


def far_signs(tower: Tower, polynomial: fmpz_mpoly, surfaces: Sequence[fmpz_mpoly], width: int) -> set[int] | None:
    """The signs of a polynomial on a surface far away; None where that is not found.

    >>> tower = Tower(("x", "y"), [])
    >>> x, y = tower.ring.unknowns[:2]
    >>> far_signs(tower, x**2 + (x * y - 1) ** 2 + 1, [], 2), far_signs(tower, y - x**2, [], 2)
    ({1}, {1, -1})
    """
    center = [Fraction(1, 7), Fraction(-2, 11), Fraction(3, 13)][:width]
    return _signs(tower, polynomial, surfaces, center, far=True)


def near_signs(
    tower: Tower, polynomial: fmpz_mpoly, surfaces: Sequence[fmpz_mpoly], center: Sequence[Fraction]
) -> set[int] | None:
    """The signs of a polynomial on a surface near a point, at which it is zero; None where that is not found."""
    return _signs(tower, polynomial, surfaces, center, far=False)


def _signs(
    tower: Tower, polynomial: fmpz_mpoly, surfaces: Sequence[fmpz_mpoly], center: Sequence[Fraction], *, far: bool
) -> set[int] | None:
    width = len(center)
    polynomials = [polynomial, *surfaces]
    if width not in DEGREES or any(int(p.total_degree()) > DEGREES[width] for p in polynomials):
        return None
    if any(i >= width for p in polynomials for i in support(p)):
        return None
    common, offsets = _offsets(tower, center)
    tangent = _tangencies([polynomial, *surfaces], offsets, width)
    try:
        special = squared_radii(tower, [*surfaces, *tangent, polynomial], center)
        if surfaces:
            special += squared_radii(tower, [*surfaces, *_tangencies(surfaces, offsets, width)], center)
        radius = above(special) if far else below(special)
        sphere = sum((offset * offset for offset in offsets), tower.ring.constant(0)) * radius.denominator
        met = find(tower, [*surfaces, *tangent, sphere - common * common * radius.numerator], [], range(width))
    except TooHard:
        return None
    if met.open or met.families or any(point.free for point in met.points):
        return None
    signs = {point.spot.sign(tower, polynomial) for point in met.points}
    return None if None in signs or 0 in signs else {sign for sign in signs if sign is not None}


def _offsets(tower: Tower, center: Sequence[Fraction]) -> tuple[int, list[fmpz_mpoly]]:
    """The displacements from the center, times a common denominator."""
    common = 1
    for value in center:
        common *= value.denominator
    return common, [tower.ring.unknowns[i] * common - int(c * common) for i, c in enumerate(center)]


def _tangencies(polynomials: Sequence[fmpz_mpoly], offsets: Sequence[fmpz_mpoly], width: int) -> list[fmpz_mpoly]:
    """The conditions that the gradients and the radius are linearly dependent."""
    rows = [*([p.derivative(i) for i in range(width)] for p in polynomials), list(offsets)]
    if len(rows) > width:
        return []
    columns = combinations(range(width), len(rows))
    return [determinant([[row[c] for c in chosen] for row in rows]) for chosen in columns]


def squared_radii(
    tower: Tower, equations: Sequence[fmpz_mpoly], center: Sequence[Fraction]
) -> list[tuple[Fraction, Fraction]]:
    """Bounds on the squared distances of the solutions, the center itself left out; raises TooHard."""
    found = find(tower, equations, [], range(len(center)))
    if found.open or found.families or any(point.free for point in found.points):
        raise TooHard("the radii at which the signs on spheres change are not isolated")
    middle = tuple(map(rational, center))
    return [_squared(point.spot, center) for point in found.points if point.spot.nodes[: len(center)] != middle]


def _squared(spot: Spot, center: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """Positive bounds below and above the squared distance of two different points."""
    for bits in (160, 640, 2560):
        with flint.ctx.workprec(bits):
            pairs = zip(spot.balls(bits), center, strict=False)
            gaps = [ball - fmpq(c.numerator, c.denominator) for ball, c in pairs]
            size = sum((gap * gap for gap in gaps), arb(0))
            ends = [_fraction(end) for end in (size.lower(), size.upper())]
        if ends[0] > 0:
            return ends[0], ends[1]
    raise TooHard("two points are too close to each other")


def _fraction(end: arb) -> Fraction:
    mantissa, exponent = end.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def above(radii: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """A power of two above all of them."""
    radius = Fraction(1)
    while any(radius < 2 * high for _, high in radii):
        radius *= 2
    return radius


def below(radii: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """A power of two below all of them."""
    radius = Fraction(1)
    while any(2 * radius > low for low, _ in radii):
        radius /= 2
    return radius
