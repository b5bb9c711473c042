"""A family as the search finds it: its equations, a parametrisation where there is one, and points on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product

from flint import fmpz_mpoly

from symcalc.calculus.critical.families.parametric import Parametrisation, parameter_names, parametrised
from symcalc.calculus.critical.points.angles import Repeated
from symcalc.calculus.critical.points.spots import Closed, Coordinate, Spot
from symcalc.calculus.critical.points.values import tidied
from symcalc.calculus.critical.search.bounds import Range
from symcalc.calculus.critical.search.formal import Formal
from symcalc.calculus.critical.search.stationary import Stationary
from symcalc.record import field, record
from symcalc.syntax.tree import Name, Node, Relation, integer, rational, substitute


@record
class Curve:
    """A family as the search found it, with what is needed to look at points of it."""

    system: Stationary
    tree: Node
    equations: tuple[fmpz_mpoly, ...]  #: in the tower's ring
    shown: tuple[Node, ...]
    dimension: int
    parametrisation: Parametrisation | None
    branch: Formal | None = None
    base: Spot | None = None
    ranges: Mapping[str, Range] = field(default_factory=dict)

    @property
    def corank(self) -> int:
        """The number of directions across the family, along the surfaces."""
        return len(self.system.free) - len(self.system.surfaces) - self.dimension


def of_branch(
    system: Stationary, tree: Node, branch: Formal, taken: Sequence[str], ranges: Mapping[str, Range]
) -> Curve:
    """A family given by polynomial equations."""
    tower, ring = system.tower, branch.ideal.ring
    lifted = tuple(tower.ring.embed(p, branch.positions) for p in branch.ideal.basis)
    meaning = tuple(tower.meaning[i] for i in branch.positions)
    shown = tuple(Relation(("==",), (ring.tree(p, meaning), integer(0))) for p in branch.ideal.basis)
    missing = sum(1 for i in range(len(system.names)) if i not in branch.positions)
    shape = parametrised(branch, system.names, taken)
    missing -= len(system.eliminated) - sum(
        1 for i in branch.positions if i < len(system.names) and i not in system.free
    )
    return Curve(system, tree, lifted, shown, branch.ideal.dimension + missing, shape, branch, None, ranges)


def of_point(
    system: Stationary, tree: Node, repeated: Repeated, taken: Sequence[str], ranges: Mapping[str, Range]
) -> Curve | None:
    """A family of all points over one point: the other variables are free."""
    spot = repeated.spot
    if repeated.steps or spot.algebraic is None or spot.exact is None:
        return None
    point, tower = spot.algebraic, system.tower
    letters = parameter_names(len(repeated.free), taken)
    change = {name: Name(letter) for name, letter in zip(repeated.free, letters, strict=True)}
    whole = {name: spot.exact.get(name, change.get(name, Name(name))) for name in system.names}
    only = repeated.free[0] if len(repeated.free) == 1 else None
    shape = Parametrisation(whole, tuple(letters), (), only)
    ideal = point.solutions.ideal if point.solutions is not None else None
    equations = () if ideal is None else tuple(tower.ring.embed(p, spot.positions) for p in ideal.basis)
    shown = tuple(Relation(("==",), (Name(name), node)) for name, node in spot.exact.items() if name in system.names)
    return Curve(system, tree, equations, shown, len(repeated.free), shape, None, spot, ranges)


def completed(curve: Curve, spot: Spot) -> Spot:
    """A point of a family with numbers for the variables that are free."""
    missing = [name for name in curve.system.names if name not in spot.names]
    if not missing:
        return spot
    known = dict(zip(spot.names, spot.coordinates, strict=True))
    values: list[Coordinate] = [known.get(name, Closed(integer(1))) for name in curve.system.names]
    return Spot(curve.system.names, tuple(values), spot.algebraic, spot.positions)


def at(curve: Curve, values: Sequence[Fraction]) -> Spot:
    """The point of a parametrised family for rational parameters."""
    shape = curve.parametrisation
    assert shape is not None  # noqa: S101 (the caller has seen it)
    change = {name: rational(value) for name, value in zip(shape.parameters, values, strict=True)}
    nodes = {name: tidied(substitute(node, change)) for name, node in shape.point.items()}
    names = curve.system.names
    base = curve.base
    known: dict[str, Coordinate] = {} if base is None else dict(zip(base.names, base.coordinates, strict=True))
    coordinates = tuple(known.get(name, Closed(nodes[name])) for name in names)
    if base is None:
        return Spot(names, coordinates)
    return Spot(names, coordinates, base.algebraic, base.positions)


def grid(curve: Curve) -> list[Spot]:
    """Some points of a family with rational parameters."""
    chosen = list(product([Fraction(n, 2) for n in (2, 0, -2, 4, 1, -6)], repeat=min(curve.dimension, 3)))
    padding = [Fraction(1)] * max(curve.dimension - 3, 0)
    return [at(curve, [*values, *padding]) for values in chosen[:80]]
