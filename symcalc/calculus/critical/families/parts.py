"""Families of critical points: parametrised or by equations, cut where their kind changes, with their values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from flint import fmpz_mpoly

from symcalc.calculus.critical.families.parametric import Parametrisation, parameter_names, parametrised
from symcalc.calculus.critical.families.samples import samples
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kinds.factors import by_factors
from symcalc.calculus.critical.kinds.inertia import Inertia, inertia, principal_sum
from symcalc.calculus.critical.kinds.smooth import higher
from symcalc.calculus.critical.points.angles import Repeated
from symcalc.calculus.critical.points.constants import Inexact, constants
from symcalc.calculus.critical.points.relations import joined
from symcalc.calculus.critical.points.spots import Closed, Coordinate, Spot, simplest_between
from symcalc.calculus.critical.points.values import Height, height, tidied
from symcalc.calculus.critical.search.exact import find
from symcalc.calculus.critical.search.formal import Formal
from symcalc.calculus.critical.search.stationary import Stationary
from symcalc.calculus.critical.systems.groebner import TooHard, ideal
from symcalc.syntax.tree import Logic, Name, Node, Relation, integer, names, rational, substitute

#: The conditions of a piece at a point: True, False, or None where that is undecided.
Inside = Callable[[Spot], bool | None]
#: Polynomials that vanish together where a family may end or change its kind.
Break = Sequence[fmpz_mpoly]
#: The kind of the family's points near one of them, and why.
KindOf = Callable[[Spot], tuple[str, str]]


CONSTANT = ("constant", "the function is constant here")


@dataclass(frozen=True)
class Part:
    """A part of a family on which the kind is the same."""

    kind: str
    evidence: str
    value: Height
    point: dict[str, Node] | None
    equations: tuple[Node, ...]
    parameters: tuple[str, ...]
    where: Node | None
    sample: Spot


@dataclass
class Sorted:
    """What became of a family: its parts, points that turned out to be isolated, and whether all is decided."""

    parts: list[Part] = field(default_factory=list)
    isolated: list[Spot] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
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

    @property
    def corank(self) -> int:
        """The number of directions across the family, along the surfaces."""
        return len(self.system.free) - len(self.system.surfaces) - self.dimension


def of_branch(system: Stationary, tree: Node, branch: Formal, taken: Sequence[str]) -> Curve:
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
    return Curve(system, tree, lifted, shown, branch.ideal.dimension + missing, shape, branch)


def of_point(system: Stationary, tree: Node, repeated: Repeated, taken: Sequence[str]) -> Curve | None:
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
    shown = tuple(Relation(("==",), (Name(name), node)) for name, node in spot.exact.items())
    return Curve(system, tree, equations, shown, len(repeated.free), shape, None, spot)


@dataclass(frozen=True)
class Looked:
    """How a family is looked at: where it lies on its piece, and its kind at a point.

    It may end where a polynomial of `ends` vanishes (`conditions` say what must hold), and change where all of one of
    `breaks` do.
    """

    inside: Inside
    ends: Sequence[Break]
    conditions: Sequence[Node]
    breaks: Sequence[Break]
    kind: KindOf


def sorted_out(curve: Curve, looked: Looked) -> Sorted:
    """The parts of a family by kind; raises TooHard."""
    found = Sorted()
    if curve.parametrisation is not None and curve.parametrisation.by_coordinate is not None:
        _along_line(curve, looked, found)
    elif curve.branch is None:
        _in_space(curve, looked, found, _grid(curve))
    else:
        _by_samples(curve, curve.branch, looked, found)
    return found


def _by_samples(curve: Curve, branch: Formal, looked: Looked, found: Sorted) -> None:
    seen = samples(branch)
    if not seen.regular:
        _only_singular(curve, seen.singular, found)
        return
    _in_space(curve, looked, found, [_completed(curve, spot) for spot in seen.regular])


def _completed(curve: Curve, spot: Spot) -> Spot:
    """A point of a family with numbers for the variables that are free."""
    missing = [name for name in curve.system.names if name not in spot.names]
    if not missing:
        return spot
    known = dict(zip(spot.names, spot.coordinates, strict=True))
    values: list[Coordinate] = [known.get(name, Closed(integer(1))) for name in curve.system.names]
    return Spot(curve.system.names, tuple(values), spot.algebraic, spot.positions)


def _only_singular(curve: Curve, singular: Sequence[Spot], found: Sorted) -> None:
    """A complex family with no smooth real point that was seen: isolated real points, where that is proved."""
    for spot in singular:
        if _isolated(curve, spot):
            found.isolated.append(spot)
        else:
            found.doubts.append("whether a set of complex critical points has more real points than were seen")


def _isolated(curve: Curve, spot: Spot) -> bool:
    """Whether a singular point of the family is alone: an equation of the family has a strict extremum there."""
    tower = curve.system.tower
    exact = spot.exact
    if exact is None or len(spot.names) != len(curve.system.names):
        return False
    for equation in curve.equations:
        own = Stationary(tower, Ratio.polynomial(equation), curve.system.names, {}, ())
        if any(spot.sign_of(tower, slope) != 0 for slope in own.gradient):
            continue
        counted = inertia(tower, spot, own.second_order)
        if counted is None:
            continue
        if not counted.zero and (counted.positive == 0 or counted.negative == 0):
            return True
        reason = higher(own, spot, counted)
        if reason is not None and reason.strict:
            return True
    return False


def _at(curve: Curve, values: Sequence[Fraction]) -> Spot:
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


def _along_line(curve: Curve, looked: Looked, found: Sorted) -> None:
    """A family with one parameter, itself a coordinate: intervals between the points where something happens."""
    shape = curve.parametrisation
    assert shape is not None  # noqa: S101 (the caller has seen it)
    name = shape.by_coordinate
    assert name is not None  # noqa: S101 (the same)
    special = _special_points(curve, [*looked.ends, *looked.breaks])
    stops = _by_coordinate([spot for spot in special if _over_base(curve, spot)], name)
    pieces: list[tuple[str, str, Spot, int]] = []
    for i in range(2 * len(stops) + 1):
        spot = stops[i // 2][1] if i % 2 else _at(curve, [_between(stops, i // 2)])
        within = looked.inside(spot) and _defined(curve, spot)
        if within is None:
            found.doubts.append("where a family of critical points leaves the domain")
        if within:
            kind, evidence = looked.kind(spot)
            pieces.append((kind, evidence, spot, i))
    ends = [spot.exact[name] if spot.exact else None for _, spot in stops]
    for kind, group in _grouped(pieces):
        where = _intervals(Name(shape.parameters[0]), [index for *_, index in group], ends)
        _, evidence, spot, _ = next((p for p in group if p[3] % 2 == 0), group[0])
        _add(curve, found, kind, evidence, where, spot)


def _defined(curve: Curve, spot: Spot) -> bool:
    return spot.sign(curve.system.tower, curve.system.function.bottom) != 0


def _over_base(curve: Curve, spot: Spot) -> bool:
    """Whether a point lies on this family and not on a conjugate one."""
    if curve.base is None:
        return True
    known = dict(zip(spot.names, spot.balls(160), strict=True))
    pairs = zip(curve.base.names, curve.base.balls(160), strict=True)
    return all(known[name].overlaps(ball) for name, ball in pairs)


def _special_points(curve: Curve, breaks: Sequence[Break]) -> list[Spot]:
    """The points of a curve at which its kind may change, or a condition ends; raises TooHard."""
    found: list[Spot] = []
    for group in [(_critical_factor(curve),), (curve.system.function.bottom,), *breaks]:
        if all(_vanishes_on(curve, polynomial) for polynomial in group):
            continue
        solved = find(curve.system.tower, [*curve.equations, *group], [], curve.system.unknowns)
        if solved.open or solved.families or any(p.free or p.steps for p in solved.points):
            raise TooHard("the special points of a family are not isolated")
        found += [p.spot for p in solved.points]
    return found


def _vanishes_on(curve: Curve, polynomial: fmpz_mpoly) -> bool:
    """Whether a polynomial is zero on the whole family, complex points included."""
    return ideal(curve.system.tower.ring, list(curve.equations)).vanishes(polynomial)


def _critical_factor(curve: Curve) -> fmpz_mpoly:
    """A polynomial that vanishes where the number of zero eigenvalues across the family may change."""
    system = curve.system
    if system.surfaces or not curve.corank:
        return system.tower.ring.constant(1)
    found = principal_sum(system.tower, system.second_order, curve.corank).top
    if not _vanishes_on(curve, found):
        return found
    value = _value_on(curve)
    if value is None:
        return found
    rest = system.tower.reduced(system.function - system.tower.number(value)).top
    product = system.tower.ring.constant(1)
    for factor, _ in rest.factor()[1]:
        if not _vanishes_on(curve, factor):
            product = product * factor
    return product


def _value_on(curve: Curve) -> Fraction | None:
    """The value of the function on a parametrised family, where it is rational."""
    if curve.parametrisation is None:
        return None
    return _rational_value(curve.system, _at(curve, [Fraction(17, 21)] * curve.dimension))


def _rational_value(system: Stationary, spot: Spot) -> Fraction | None:
    try:
        value = constants(system.tower, spot).value(system.function)
    except Inexact:
        return None
    found = getattr(value, "value", None)
    return found if isinstance(found, Fraction) else None


def _by_coordinate(spots: Sequence[Spot], name: str) -> list[tuple[Coordinate, Spot]]:
    """Points in the order of one coordinate, equal ones once."""
    pairs = [(spot.coordinates[spot.names.index(name)], spot) for spot in spots]
    pairs.sort(key=lambda pair: pair[0].ball(160).mid())
    kept: list[tuple[Coordinate, Spot]] = []
    for coordinate, spot in pairs:
        if not kept or not kept[-1][0].ball(160).overlaps(coordinate.ball(160)):
            kept.append((coordinate, spot))
    return kept


def _between(stops: Sequence[tuple[Coordinate, Spot]], index: int) -> Fraction:
    """A simple rational number before the stop of that index and after the one before it."""
    if not stops:
        return Fraction(1)
    if index == 0:
        return Fraction(int(stops[0][0].ball(160).lower().floor().fmpz()) - 1)
    if index == len(stops):
        return Fraction(int(stops[-1][0].ball(160).upper().ceil().fmpz()) + 1)
    return simplest_between(stops[index - 1][0], stops[index][0])


def _grouped(pieces: Sequence[tuple[str, str, Spot, int]]) -> Iterator[tuple[str, list[tuple[str, str, Spot, int]]]]:
    """The pieces of a line by kind."""
    for kind in dict.fromkeys(piece[0] for piece in pieces):
        yield kind, [piece for piece in pieces if piece[0] == kind]


def _intervals(t: Name, indices: Sequence[int], ends: Sequence[Node | None]) -> Node | None:
    """The condition that a parameter lies in the given pieces of a line (even: between stops, odd: at one)."""
    last = 2 * len(ends)
    runs: list[list[int]] = []
    for index in sorted(indices):
        if runs and runs[-1][-1] == index - 1:
            runs[-1].append(index)
        else:
            runs.append([index])
    if runs == [list(range(last + 1))]:
        return None
    if len(runs) == 2 and runs[0][0] == 0 and runs[1][-1] == last and runs[1][0] - runs[0][-1] == 2:
        gap = ends[(runs[0][-1] + 1) // 2]
        if runs[0][-1] % 2 == 0 and gap is not None:
            return Relation(("!=",), (t, gap))
    conditions = [_run(t, run[0], run[-1], ends) for run in runs]
    return conditions[0] if len(conditions) == 1 else Logic("or", tuple(conditions))


def _run(t: Name, first: int, last: int, ends: Sequence[Node | None]) -> Node:
    low = None if first == 0 else ends[(first - 1) // 2]
    high = None if last == 2 * len(ends) else ends[last // 2]
    if first == last and first % 2 and low is not None:
        return Relation(("==",), (t, low))
    below, above = ("<=" if first % 2 else "<"), ("<=" if last % 2 else "<")
    if low is not None and high is not None:
        return Relation((below, above), (low, t, high))
    if low is not None:
        return Relation((">=" if first % 2 else ">",), (t, low))
    return Relation((above,), (t, high if high is not None else t))


def _grid(curve: Curve) -> list[Spot]:
    """Some points of a family with rational parameters."""
    chosen = list(product((1, 0, -1, 2, Fraction(1, 2), -3), repeat=min(curve.dimension, 3)))
    padding = [Fraction(1)] * max(curve.dimension - 3, 0)
    return [_at(curve, [Fraction(x) for x in values] + padding) for values in chosen[:80]]


def _in_space(curve: Curve, looked: Looked, found: Sorted, spots: Sequence[Spot]) -> None:
    """A family without a line to follow: one kind if nothing changes on it, else by the sign of a polynomial."""
    allowed = [(spot, looked.inside(spot)) for spot in spots]
    if any(within is None for _, within in allowed):
        found.doubts.append("where a family of critical points leaves the domain")
    kept = [spot for spot, within in allowed if within]
    if curve.branch is None:
        kept = kept[:1]
    where = None if _steady(curve, looked.ends) else joined(_in_parameters(curve, looked.conditions))
    if not kept:
        if where is not None:
            found.doubts.append("whether a family of critical points meets the domain")
        return
    if _steady(curve, [(_critical_factor(curve),), *looked.breaks]):
        for kind, group in _same_kind(looked.kind, kept):
            _add(curve, found, kind, group[0][1], where, group[0][0])
        return
    _by_sign(curve, looked, found, kept, where)


def _in_parameters(curve: Curve, conditions: Sequence[Node]) -> list[Node]:
    """Conditions on the variables as conditions on the parameters, where there are some."""
    if curve.parametrisation is None:
        return list(conditions)
    changed = [substitute(condition, curve.parametrisation.point) for condition in conditions]
    return [condition for condition in changed if names(condition)]


def _by_sign(curve: Curve, looked: Looked, found: Sorted, kept: Sequence[Spot], where: Node | None) -> None:
    """The parts of a family on which the polynomial that decides the kind has a sign."""
    found.doubts.append("where the kind of a family of critical points changes")
    factor = _critical_factor(curve)
    tower = curve.system.tower
    if factor.is_constant():
        _add(curve, found, "undecided", "the kind changes along this family", where, kept[0])
        return
    for sign, symbol in ((1, ">"), (-1, "<")):
        these = [spot for spot in kept if spot.sign(tower, factor) == sign]
        condition = Relation((symbol,), (tower.tree(Ratio.polynomial(factor)), integer(0)))
        conditions = [*_in_parameters(curve, [condition]), *(() if where is None else (where,))]
        for kind, group in _same_kind(looked.kind, these):
            _add(curve, found, kind if curve.corank == 1 else "undecided", group[0][1], joined(conditions), group[0][0])


def _same_kind(kind_of: KindOf, spots: Sequence[Spot]) -> list[tuple[str, list[tuple[Spot, str]]]]:
    kinds: dict[str, list[tuple[Spot, str]]] = {}
    for spot in spots:
        kind, evidence = kind_of(spot)
        kinds.setdefault(kind, []).append((spot, evidence))
    return list(kinds.items())


def _steady(curve: Curve, breaks: Sequence[Break]) -> bool:
    """Whether no point of the family is a zero of all polynomials of a group, unless all of its points are."""
    for group in breaks:
        if all(_vanishes_on(curve, polynomial) for polynomial in group):
            continue
        solved = find(curve.system.tower, [*curve.equations, *group], [], curve.system.unknowns)
        if solved.open or solved.families or solved.points:
            return False
    return True


def smooth_kind(curve: Curve, spot: Spot) -> tuple[str, str]:
    """The kind of the points of a family near one of them, the function being smooth there."""
    system = curve.system
    if system.surfaces:
        return ("undecided", "the kind along this family could not be decided") if curve.corank else CONSTANT
    counted = inertia(system.tower, spot, system.second_order)
    if counted is not None and ((counted.positive and counted.negative) or counted.zero == curve.dimension):
        return _across(counted)
    value = _rational_value(system, spot)
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


def _add(curve: Curve, found: Sorted, kind: str, evidence: str, where: Node | None, spot: Spot) -> None:
    shape = curve.parametrisation
    nonzero = () if shape is None else tuple(Relation(("!=",), (node, integer(0))) for node in shape.nonzero)
    conditions = (*nonzero, *(() if where is None else (where,)))
    found.parts.append(
        Part(
            kind,
            evidence,
            height(curve.system.tower, curve.system.function, spot, curve.tree),
            None if shape is None else shape.point,
            curve.shown,
            () if shape is None else shape.parameters,
            joined(conditions),
            spot,
        )
    )
