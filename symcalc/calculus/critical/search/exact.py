"""The solutions of a system of equations over a tower: points, families of points, and what was not solved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flint import fmpz_mpoly

from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.points.angles import Repeated, resolved
from symcalc.calculus.critical.search.formal import Formal, Stubborn, factor_choices, formal_branches, real_points
from symcalc.calculus.critical.systems.branches import branches, projected
from symcalc.calculus.critical.systems.groebner import TooHard, ideal
from symcalc.calculus.critical.systems.ring import Ring
from symcalc.record import field, record, replace

Choice = tuple[fmpz_mpoly, ...]


@record(frozen=False)
class Found:
    """What solves a system.

    `points` may repeat in integer steps, and may leave variables free; `families` are branches of positive
    dimension in the unknowns that they determine; `open` are choices of factors that are not solved.
    """

    points: list[Repeated] = field(default_factory=list)
    families: list[Formal] = field(default_factory=list)
    open: list[Choice] = field(default_factory=list)


def find(
    tower: Tower, equations: Sequence[fmpz_mpoly], nonzero: Sequence[fmpz_mpoly], unknowns: Sequence[int]
) -> Found:
    """Solve a system exactly as far as kernels can be treated as unknowns.

    >>> from symcalc.syntax import parse_expression
    >>> tower = Tower(("x", "y"), [])
    >>> x, y = tower.ring.unknowns[:2]
    >>> found = find(tower, [x * y, x * (x - 1)], [], (0, 1))
    >>> len(found.points), len(found.families)
    (2, 0)
    """
    found = Found()
    try:
        chosen = factor_choices(tower, equations, nonzero)
    except TooHard:
        return Found(open=[tuple(equations)])
    for choice in chosen:
        try:
            parts = [_solved(restricted(b)) for b in formal_branches(tower, choice, nonzero, unknowns)]
        except (Stubborn, TooHard):
            found.open.append(choice)
            continue
        for points, families in parts:
            found.points += points
            found.families += families
    return found


def _solved(branch: Formal) -> tuple[list[Repeated], list[Formal]]:
    if branch.ideal.dimension > 0:
        if branch.hidden:
            raise Stubborn
        return [], [branch]
    return [resolved(branch, point) for point in real_points(branch)], []


def restricted(branch: Formal) -> Formal:
    """The branch in the unknowns that its equations speak of alone; the others are free."""
    used = branch.determined
    if used == branch.positions:
        return branch
    ring = Ring(tuple(branch.tower.ring.names[i] for i in used))
    targets = [used.index(p) if p in used else -1 for p in branch.positions]
    basis = [ring.embed(p, targets) for p in branch.ideal.basis]
    return Formal(branch.tower, ideal(ring, basis), used, branch.hidden, branch.carriers)


def without(found: Found, multipliers: Sequence[int]) -> Found:
    """The same solutions, multipliers forgotten: a point at which they are free is a point all the same."""
    if not multipliers:
        return found
    result = Found([determined(point) for point in found.points], [], found.open)
    for branch in found.families:
        kept = [i for i, position in enumerate(branch.positions) if position not in multipliers]
        smaller = projected(branch.ideal, kept)
        positions = tuple(branch.positions[i] for i in kept)
        for part in branches(smaller.ring, smaller.basis):
            more, families = _solved(restricted(Formal(branch.tower, part, positions)))
            result.points += [determined(point) for point in more]
            result.families += families
    return result


def determined(point: Repeated) -> Repeated:
    """The point, multipliers that are free (their names begin with an underscore) not counted as free variables."""
    return Repeated(point.spot, point.steps, tuple(name for name in point.free if not name.startswith("_")))


def in_variables(point: Repeated, names: Sequence[str]) -> Repeated:
    """The point without its multipliers."""
    places = [i for i, name in enumerate(point.spot.names) if name in names]

    def of(whole: Sequence[Any]) -> tuple[Any, ...]:
        return tuple(whole[i] for i in places)

    spot = replace(point.spot, names=of(point.spot.names), coordinates=of(point.spot.coordinates))
    free = tuple(name for name in point.free if name in names)
    return replace(point, spot=spot, steps=tuple(map(of, point.steps)), free=free)


def distinct(found: Sequence[Repeated], families: Sequence[Formal]) -> Iterator[Repeated]:
    """The points that are on no family and equal no earlier one."""
    kept: list[Repeated] = []
    for point in found:
        if any(on_family(point, family) for family in families) or any(_over(point, other) for other in found):
            continue
        if any(_same(point, other) for other in kept):
            continue
        kept.append(point)
        yield point


def on_family(point: Repeated, family: Formal) -> bool:
    """Whether a point satisfies the equations of a family, certainly."""
    if point.free or point.steps:
        return False
    tower = family.tower
    lifted = [tower.ring.embed(p, family.positions) for p in family.ideal.basis]
    return all(point.spot.sign(tower, p) == 0 for p in lifted)


def _over(point: Repeated, other: Repeated) -> bool:
    """Whether a point is visibly one of those that another one stands for, whose other variables are free."""
    if not other.free or other.steps or point.free or point.steps:
        return False
    known = dict(zip(point.spot.names, point.spot.nodes, strict=True))
    there = zip(other.spot.names, other.spot.nodes, strict=True)
    return all(node is not None and known.get(name) == node for name, node in there)


def _same(a: Repeated, b: Repeated) -> bool:
    """Whether two points are certainly the same; different ones are told apart by their decimals."""
    if a.spot.names != b.spot.names or len(a.steps) != len(b.steps):
        return False
    pairs = list(zip(a.spot.balls(160), b.spot.balls(160), strict=True))
    if not all(x.overlaps(y) for x, y in pairs):
        return False
    return a.spot.nodes == b.spot.nodes
