"""Points, families and corners as they stand in the answer, and what each has for the global extrema."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from symcalc.calculus.critical.extrema.extrema import Contender, shown
from symcalc.calculus.critical.kinds.judge import Judged
from symcalc.calculus.critical.points.angles import integer_names, shifted
from symcalc.calculus.critical.points.decimals import DIGITS, as_number, decimal, decimal_of, decimals
from symcalc.calculus.critical.points.relations import comparison, joined, tightest
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.result import CriticalPoint, Family, Known, Nondifferentiable
from symcalc.calculus.critical.search.cuts import Piece, opposite
from symcalc.calculus.critical.search.survey import Question, Survey
from symcalc.record import field, record, replace
from symcalc.syntax.tree import Call, Logic, Name, Node, Relation, integer, names

if TYPE_CHECKING:
    from symcalc.calculus.critical.families.edges import Edge
    from symcalc.calculus.critical.kinds.sets import JudgedPart

ZERO = integer(0)


@record(frozen=False)
class Answer:
    """The parts of the result, as they are collected."""

    points: list[CriticalPoint] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    corners: list[Nondifferentiable] = field(default_factory=list)
    contenders: list[Contender] = field(default_factory=list)


def merged_places(places: Sequence[Judged]) -> list[Judged]:
    """Points that repeat and are alike, put together."""
    kept = [place for place in places if not place.candidate.repeated.steps]
    groups: dict[tuple[str, str, bool], list[Judged]] = {}
    for place in places:
        if place.candidate.repeated.steps and not _plain(place):
            kept.append(place)
        elif place.candidate.repeated.steps:
            key = place.judgement.kind, str(place.height.node), place.critical
            groups.setdefault(key, []).append(place)
    if not groups:
        return kept
    from symcalc.calculus.critical.points.periods import merged  # noqa: PLC0415 (only of points that repeat)

    for group in groups.values():
        for repeated in merged([place.candidate.repeated for place in group]):
            original = next(place for place in group if place.candidate.repeated.spot is repeated.spot)
            kept.append(replace(original, candidate=replace(original.candidate, repeated=repeated)))
    return kept


def _plain(place: Judged) -> bool:
    """Whether a place repeats without ends, and with it the value."""
    value = place.height.node
    return place.candidate.repeated.ends == (None, None) and (value is None or not names(value))


def order(place: Judged) -> tuple[float, ...]:
    """By which points are listed: their coordinates."""
    return tuple(float(ball.mid()) for ball in place.spot.balls(96))


def coordinates(spot: Spot, names: Sequence[str]) -> dict[str, Known]:
    """A point as trees; a coordinate without a closed form as decimals."""
    known = dict(zip(spot.names, spot.coordinates, strict=True))
    found: dict[str, Known] = {}
    for name in names:
        node = known[name].node
        found[name] = decimals(known[name].ball(128)) if node is None else node
    return found


def approximate(spot: Spot, names: Sequence[str], digits: int) -> dict[str, float | Decimal]:
    """The decimals of a point."""
    known = dict(zip(spot.names, spot.coordinates, strict=True))
    found: dict[str, float | Decimal] = {}
    for name in names:
        for bits in (64 + 4 * digits, 256 + 8 * digits, 1024 + 16 * digits):
            value = decimal(known[name].ball(bits), max(digits, DIGITS))
            if value is not None:
                found[name] = as_number(value) if digits <= DIGITS else value
                break
    return found


def add_point(answer: Answer, question: Question, place: Judged, digits: int) -> None:
    """A point, as a critical point, a corner or a family that repeats; all of them contend for the extrema."""
    point = coordinates(place.spot, question.names)
    value = shown(place.height)
    judgement = place.judgement
    steps = place.candidate.repeated.steps
    if steps:
        _add_repeated(answer, question, place, point, value)
        return
    answer.contenders.append(Contender(place.height, point, stationary=place.critical))
    if _on_side(question, place.candidate.piece, critical=place.critical):
        return
    approx = approximate(place.spot, question.names, digits) if question.names else None
    if place.critical:
        answer.points.append(
            CriticalPoint(
                point,
                approx,
                value,
                judgement.kind,
                judgement.degenerate,
                judgement.evidence,
                eigenvalues=judgement.eigenvalues,
                multipliers=_multipliers(question, place),
                value_approx=decimal_of(place.height),
            )
        )
    else:
        equations = tuple(Relation(("==",), (node, ZERO)) for node in place.candidate.piece.zero)
        answer.corners.append(
            Nondifferentiable(point, equations, value, judgement.kind, approx or None, judgement.evidence)
        )


def _multipliers(question: Question, place: Judged) -> tuple[Node, ...]:
    """Lagrange's multipliers at a point on constraints."""
    piece = place.candidate.piece
    if not piece.surfaces:
        return ()
    from symcalc.calculus.critical.extrema.constraints import multipliers  # noqa: PLC0415 (only where there are some)

    return multipliers(piece.function, piece.surfaces, question.names, place.spot)


def _on_side(question: Question, piece: Piece, *, critical: bool) -> bool:
    """Whether a piece lies on a side of the domain that was asked for, and is only there for the global extrema.

    Critical points on a side are found on the open piece beside it, but for those at which pieces meet.
    """
    ends = {end for node, _ in question.conditions for end in (node, opposite(node))}
    on_side = any(node in ends for node in piece.zero)
    return on_side and not (critical and any(node not in ends for node in piece.zero))


def _add_repeated(answer: Answer, question: Question, place: Judged, point: Mapping[str, Known], value: Known) -> None:
    """Points that repeat in integer steps, as a family with integer parameters."""
    spot, steps = place.spot, place.candidate.repeated.steps
    integers = integer_names(len(steps), question.taken)
    moved = {
        name: shifted(node, [step[spot.names.index(name)] for step in steps], integers)
        for name, node in point.items()
        if isinstance(node, Node)
    }
    where = _integers(integers, place.candidate.repeated.ends)
    answer.contenders.append(Contender(place.height, moved, tuple(integers), place.candidate.repeated.ends))
    equations = tuple(Relation(("==",), (Name(name), node)) for name, node in moved.items())
    kind, evidence = place.judgement.kind, place.judgement.evidence
    if _on_side(question, place.candidate.piece, critical=place.critical):
        return
    if place.critical:
        answer.families.append(Family(moved, equations, tuple(integers), value, kind, where, evidence))
    else:
        entry = Nondifferentiable(moved, equations, value, kind, None, evidence, where, tuple(integers))
        answer.corners.append(entry)


def _integers(names: Sequence[str], ends: tuple[int | None, int | None]) -> Node:
    """What the integers are, and the ends of the only one."""
    conditions: list[Node] = [Call("integer", (Name(name),)) for name in names]
    if ends[0] is not None:
        conditions.append(Relation((">=",), (Name(names[0]), integer(ends[0]))))
    if ends[1] is not None:
        conditions.append(Relation(("<=",), (Name(names[0]), integer(ends[1]))))
    return conditions[0] if len(conditions) == 1 else Logic("and", tuple(conditions))


def add_part(answer: Answer, found: Survey, judged: JudgedPart) -> None:
    """A part of a family."""
    question, part = found.question, judged.part
    value = shown(part.value)
    place = part.point if part.point is not None else coordinates(part.sample, question.names)
    equations = part.equations or _conditions(judged.piece, found.sides_of(judged.piece))
    of_set = joined((*equations, *(() if part.where is None else (part.where,)))) if part.point is None else None
    answer.contenders.append(Contender(part.value, place, stationary=judged.critical, of_set=of_set, where=part.where))
    if _on_side(question, judged.piece, critical=judged.critical):
        return
    if judged.alone and part.point is not None:
        approx = approximate(part.sample, question.names, DIGITS)
        number = decimal_of(part.value)
        point = CriticalPoint(part.point, approx, value, part.kind, "unknown", part.evidence, value_approx=number)
        answer.points.append(point)
    elif judged.critical:
        answer.families.append(
            Family(part.point, equations, part.parameters, value, part.kind, part.where, part.evidence)
        )
    else:
        kind = "saddle" if part.kind == "constant" else part.kind
        answer.corners.append(
            Nondifferentiable(part.point, equations, value, kind, None, part.evidence, part.where, part.parameters)
        )


def _conditions(piece: Piece, sides: Collection[Node]) -> tuple[Node, ...]:
    """An open piece on which the function is constant, by its conditions."""
    positive = [comparison(node, ">=" if node in sides else ">") for node in piece.positive]
    return (*tightest(positive), *(comparison(node, "!=") for node in piece.nonzero))


def add_edge(answer: Answer, edge: Edge, width: int) -> None:
    """A set without a derivative on which the function is not constant, so not extreme but at points listed apart."""
    kind = "inflection" if width == 1 else "saddle"
    evidence = "f is not stationary along this set, apart from the points that are listed"
    if not names(edge.value):
        kind, evidence = "undecided", "f is constant along this set; the pieces that meet there leave the kind open"
    answer.corners.append(
        Nondifferentiable(edge.point, edge.equations, edge.value, kind, None, evidence, edge.where, edge.parameters)
    )
