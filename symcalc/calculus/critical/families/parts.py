"""Families of critical points: parametrised or by equations, cut where their kind changes, with their values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from symcalc.calculus.critical.families.changes import Break, critical_factor, special_points, steady
from symcalc.calculus.critical.families.cofactors import cofactor, shares
from symcalc.calculus.critical.families.curves import Curve, at, completed, grid
from symcalc.calculus.critical.families.parametric import Parametrisation
from symcalc.calculus.critical.families.samples import samples
from symcalc.calculus.critical.families.stretches import between, by_coordinate, grouped, intervals
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.kinds.inertia import inertia
from symcalc.calculus.critical.kinds.smooth import higher
from symcalc.calculus.critical.points.relations import joined
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.points.values import Height, collected, height
from symcalc.calculus.critical.search.cuts import difference
from symcalc.calculus.critical.search.formal import Formal
from symcalc.calculus.critical.search.inverses import polynomial_roots
from symcalc.calculus.critical.search.polyhedra import TooMany, witness
from symcalc.calculus.critical.search.stationary import Stationary
from symcalc.calculus.critical.systems.branches import irreducible
from symcalc.record import field, record
from symcalc.syntax.tree import Name, Node, Relation, integer, names, substitute

#: The conditions of a piece at a point: True, False, or None where that is undecided.
Inside = Callable[[Spot], bool | None]
#: The kind of the family's points near one of them, and why.
KindOf = Callable[[Spot], tuple[str, str]]


@record
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


@record(frozen=False)
class Sorted:
    """What became of a family: its parts, points that turned out to be isolated, and whether all is decided."""

    parts: list[Part] = field(default_factory=list)
    isolated: list[Spot] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


@record
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
        _in_space(curve, looked, found, grid(curve))
    else:
        _by_samples(curve, curve.branch, looked, found)
    return found


def _by_samples(curve: Curve, branch: Formal, looked: Looked, found: Sorted) -> None:
    seen = samples(branch)
    if not seen.regular:
        _only_singular(curve, seen.singular, found)
        return
    _in_space(curve, looked, found, [completed(curve, spot) for spot in seen.regular])


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


def _along_line(curve: Curve, looked: Looked, found: Sorted) -> None:
    """A family with one parameter, itself a coordinate: intervals between the points where something happens."""
    shape = curve.parametrisation
    assert shape is not None  # noqa: S101 (the caller has seen it)
    name = shape.by_coordinate
    assert name is not None  # noqa: S101 (the same)
    special = special_points(curve, [*looked.ends, *looked.breaks])
    poles = _poles(shape, name)
    stops = by_coordinate([*poles, *(spot for spot in special if _over_base(curve, spot))], name)
    seen: list[tuple[Spot, int]] = []
    for i in range(2 * len(stops) + 1):
        spot = stops[i // 2][1] if i % 2 else at(curve, [between(stops, i // 2)])
        if spot in poles:
            continue
        within = looked.inside(spot) and _defined(curve, spot)
        if within is None:
            found.doubts.append("where a family of critical points leaves the domain")
        if within:
            seen.append((spot, i))
    indices = {i for _, i in seen}
    alone = [i for i in indices if i % 2 and not indices & {i - 1, i + 1}]
    found.isolated += [spot for spot, i in seen if i in alone]
    pieces = [(*looked.kind(spot), spot, i) for spot, i in seen if i not in alone]
    ends = [spot.exact[name] if spot.exact else None for _, spot in stops]
    for kind, group in grouped(pieces):
        if all(i % 2 and _placed(curve, spot) for *_, spot, i in group):
            found.parts += [_at_point(curve, kind, evidence, spot) for _, evidence, spot, _ in group]
            continue
        where = intervals(Name(shape.parameters[0]), [index for *_, index in group], ends)
        _, evidence, spot, _ = next((p for p in group if p[3] % 2 == 0), group[0])
        _add(curve, found, kind, evidence, where=where, spot=spot)


def _placed(curve: Curve, spot: Spot) -> bool:
    """Whether all coordinates of a point are known exactly."""
    return {*curve.system.names} <= {*(spot.exact or ())}


def _at_point(curve: Curve, kind: str, evidence: str, spot: Spot) -> Part:
    """A single point of a family, by itself."""
    exact = spot.exact or {}
    point = {name: exact[name] for name in curve.system.names}
    equations = tuple(Relation(("==",), (Name(name), value)) for name, value in point.items())
    value = height(curve.system.tower, curve.system.function, spot, curve.tree)
    return Part(kind, evidence, value, point, equations, (), None, spot)


def _poles(shape: Parametrisation, name: str) -> list[Spot]:
    """Where the family is torn apart: the values of its parameter, the variable `name`, that it does not have."""
    found = []
    for node in shape.nonzero:
        tower = Tower(shape.parameters, [node])
        for factor in irreducible(tower.ratio(node).top):
            found += [Spot((name,), (root,)) for root in polynomial_roots(factor, 0)]
    return found


def _defined(curve: Curve, spot: Spot) -> bool:
    return spot.sign(curve.system.tower, curve.system.function.bottom) != 0


def _over_base(curve: Curve, spot: Spot) -> bool:
    """Whether a point lies on this family and not on a conjugate one."""
    if curve.base is None:
        return True
    known = dict(zip(spot.names, spot.balls(160), strict=True))
    pairs = zip(curve.base.names, curve.base.balls(160), strict=True)
    return all(known[name].overlaps(ball) for name, ball in pairs)


def _in_space(curve: Curve, looked: Looked, found: Sorted, spots: Sequence[Spot]) -> None:
    """A family without a line to follow: one kind if nothing changes on it, else by the sign of a polynomial."""
    allowed = [(spot, looked.inside(spot)) for spot in spots]
    if any(within is None for _, within in allowed):
        found.doubts.append("where a family of critical points leaves the domain")
    kept = [spot for spot, within in allowed if within] or _by_conditions(curve, looked)
    if curve.branch is None:
        kept = kept[:1]
    where = None if steady(curve, looked.ends) else joined(_in_parameters(curve, looked.conditions))
    if not kept:
        if where is not None:
            found.doubts.append("whether a family of critical points meets the domain")
        return
    if not looked.breaks and _by_cofactor(curve, found, kept, where):
        return
    kinds = _same_kind(looked.kind, kept)
    changing = not steady(curve, [(critical_factor(curve),), *looked.breaks])
    if len(kinds) == 1 and not changing:
        kind, group = kinds[0]
        _add(curve, found, kind, group[0][1], where=where, spot=group[0][0])
        return
    _by_sign(curve, looked, found, kept, where, changing=changing)


def _by_cofactor(curve: Curve, found: Sorted, kept: Sequence[Spot], where: Node | None) -> bool:
    """Whether the family was cut by the sign of what is left of f beside an even power of the family's equation."""
    left = cofactor(curve, kept[0])
    cut = None if left is None else shares(curve, left, kept)
    if cut is None or (where is not None and len(cut) > 1):
        return False
    operators: dict[int, Literal[">", "<", "=="]] = {1: ">", -1: "<", 0: "=="}
    for share in cut:
        if share.points and where is None and all(_placed(curve, spot) for spot in share.points):
            found.parts += [_at_point(curve, share.kind, share.evidence, spot) for spot in share.points]
            continue
        condition = None
        if share.polynomial is not None:
            tree = curve.system.tower.tree(Ratio.polynomial(share.polynomial))
            (condition,) = _in_parameters(curve, [Relation((operators[share.sign],), (tree, integer(0)))])
        both = [part for part in (condition, where) if part is not None]
        _add(curve, found, share.kind, share.evidence, where=joined(both), spot=share.spot)
    return True


def _by_conditions(curve: Curve, looked: Looked) -> list[Spot]:
    """A point of a parametrised family on its piece, from the conditions that are linear in the parameters."""
    shape = curve.parametrisation
    if shape is None:
        return []
    positive = [difference(*relation.operands) for relation in _increasing(_in_parameters(curve, looked.conditions))]
    try:
        found = witness([], positive, shape.parameters)
    except TooMany:
        return []
    spot = None if found is None else at(curve, [found[name] for name in shape.parameters])
    return [spot] if spot is not None and looked.inside(spot) else []


def _increasing(conditions: Sequence[Node]) -> list[Relation]:
    """Strict inequalities, the greater side first."""
    found = []
    for condition in conditions:
        match condition:
            case Relation((">",), _):
                found.append(condition)
            case Relation(("<",), (left, right)):
                found.append(Relation((">",), (right, left)))
    return found


def _in_parameters(curve: Curve, conditions: Sequence[Node]) -> list[Node]:
    """Conditions on the variables as conditions on the parameters, where there are some."""
    if curve.parametrisation is None:
        return list(conditions)
    changed = [_collected(substitute(condition, curve.parametrisation.point)) for condition in conditions]
    return [condition for condition in changed if names(condition)]


def _collected(condition: Node) -> Node:
    """A comparison with 0 with like terms collected."""
    match condition:
        case Relation(operators, (left, right)) if right == integer(0):
            return Relation(operators, (collected(left), right))
    return condition


def _by_sign(
    curve: Curve, looked: Looked, found: Sorted, kept: Sequence[Spot], where: Node | None, *, changing: bool
) -> None:
    """The parts of a family on which the polynomial that decides the kind has a sign."""
    factor = critical_factor(curve)
    tower = curve.system.tower
    if changing or factor.is_constant():
        found.doubts.append("where the kind of a family of critical points changes")
    if factor.is_constant():
        _add(curve, found, "undecided", "the kind changes along this family", where=where, spot=kept[0])
        return
    sides: tuple[tuple[int, Literal[">", "<"]], ...] = ((1, ">"), (-1, "<"))
    for sign, symbol in sides:
        these = [spot for spot in kept if spot.sign(tower, factor) == sign]
        condition = Relation((symbol,), (tower.tree(Ratio.polynomial(factor)), integer(0)))
        conditions = joined([*_in_parameters(curve, [condition]), *(() if where is None else (where,))])
        kinds = _same_kind(looked.kind, these)
        sure = curve.corank == 1 and len(kinds) == 1
        if kinds and not sure:
            found.doubts.append("where the kind of a family of critical points changes")
        for kind, group in kinds[:1]:
            spot, evidence = group[0]
            _add(curve, found, kind if sure else "undecided", evidence, where=conditions, spot=spot)


def _same_kind(kind_of: KindOf, spots: Sequence[Spot]) -> list[tuple[str, list[tuple[Spot, str]]]]:
    kinds: dict[str, list[tuple[Spot, str]]] = {}
    for spot in spots:
        kind, evidence = kind_of(spot)
        kinds.setdefault(kind, []).append((spot, evidence))
    return list(kinds.items())


def _add(curve: Curve, found: Sorted, kind: str, evidence: str, *, where: Node | None, spot: Spot) -> None:
    shape = curve.parametrisation
    torn = () if shape is None or shape.by_coordinate is not None else shape.nonzero
    nonzero = tuple(Relation(("!=",), (node, integer(0))) for node in torn)
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
