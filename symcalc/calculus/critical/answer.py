"""`critical`: the question posed, the search, the judgement, and the answer put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from symcalc.calculus.critical.extrema.constraints import multipliers
from symcalc.calculus.critical.extrema.extrema import Contender, extrema, shown
from symcalc.calculus.critical.families.edges import Edge, edges
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.kinds import line
from symcalc.calculus.critical.kinds.judge import Judged, JudgedPart, parts, settled
from symcalc.calculus.critical.kinds.smooth import Judgement
from symcalc.calculus.critical.parameters.cases import Parametric, described
from symcalc.calculus.critical.parameters.solver import Solver, Unsolved
from symcalc.calculus.critical.points.angles import integer_names, shifted
from symcalc.calculus.critical.points.decimals import DIGITS, as_number, decimal, decimal_of, decimals
from symcalc.calculus.critical.points.periods import merged
from symcalc.calculus.critical.points.relations import comparison
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.points.values import Height, tidied
from symcalc.calculus.critical.posing import gradient, posed
from symcalc.calculus.critical.result import (
    Critical,
    CriticalPoint,
    Extrema,
    Extremum,
    Family,
    Known,
    Nondifferentiable,
)
from symcalc.calculus.critical.search.pieces import Piece, Unsplittable
from symcalc.calculus.critical.search.pieces import pieces as pieces_of
from symcalc.calculus.critical.search.stationary import eliminate, stationary
from symcalc.calculus.critical.search.strata import refined
from symcalc.calculus.critical.search.survey import Question, Survey, survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Call, Logic, Name, Node, Relation, integer, substitute

ZERO = integer(0)


@dataclass
class Answer:
    """The parts of the result, as they are collected."""

    points: list[CriticalPoint] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    corners: list[Nondifferentiable] = field(default_factory=list)
    contenders: list[Contender] = field(default_factory=list)


def critical(
    problem: Problem,
    *,
    box: Mapping[str, tuple[Node, Node]] | None = None,
    subject_to: Sequence[Relation] = (),
    strict: bool = False,
    digits: int | None = None,
    simplify: str = "full",
    steps: bool = False,  # noqa: ARG001 (the evidence beside every point is the derivation)
) -> Critical:
    """All critical points of a function, each with its kind and a reason, and whether that is proved to be all.

    `box` bounds variables, `subject_to` are equations that must hold. `strict` makes a list that is not proved
    complete an undecided answer.

    Raises Unsupported for functions without a formula and for inequality constraints, DomainFault where the box or
    the assumptions leave no points.

    >>> from symcalc.syntax.pose import pose
    >>> answer = critical(pose("3x^4 - 4x^3 - 12x^2"))
    >>> [(point.kind, point.approx["x"]) for point in answer.points], answer.complete
    ([('minimum', -1.0), ('maximum', 0.0), ('minimum', 2.0)], True)
    """
    question = posed(problem, box or {}, subject_to)
    answer, globally, found = answered(question, digits or DIGITS)
    return Critical(
        problem.function,
        question.names,
        gradient(problem, question.names, simplify),
        tuple(answer.points),
        tuple(answer.families),
        tuple(answer.corners),
        not found.doubts,
        method_of(found),
        globally,
        strict=strict,
        problem=problem,
    )


def method_of(found: Survey) -> str:
    """How the list was proved complete, or why it was not."""
    if found.doubts:
        return "; ".join(found.doubts)
    if found.methods:
        return "proved by " + " and ".join(found.methods)
    piecewise = ", piece by piece" if len(found.pieces) > 1 else ""
    if found.candidates or found.curves:
        return f"proved by solving the equations of the gradient exactly{piecewise}"
    return f"proved by the equations of the gradient, which have no real solution{piecewise}"


def answered(question: Question, digits: int = DIGITS) -> tuple[Answer, Extrema, Survey]:
    """Everything about the critical points of a function but its gradient."""
    if not question.names:
        return _constant(question)
    if question.parameters:
        return _by_cases(question)
    return _searched(question, digits)


def _searched(question: Question, digits: int) -> tuple[Answer, Extrema, Survey]:
    """The search, the judgement and the extrema."""
    found = survey(question)
    pieces = parts(found)
    places = settled(found)
    view = unconstrained(found)
    plan = _chart(view)
    if plan is not None:
        places = [_by_chart(plan, view, place) for place in places]
    answer = Answer()
    for place in sorted(_merged(places), key=_order):
        _add_point(answer, question, place, digits)
    for part in pieces:
        _add_part(answer, question, part)
    for edge in edges(found, [part.piece for part in pieces]):
        _add_edge(answer, edge, len(question.names))
    return answer, extrema(view, answer.contenders, plan, complete=not found.doubts), found


def unconstrained(found: Survey) -> Survey:
    """The same search without the constraints that give some variables in terms of the others."""
    question = found.question
    if not question.constraints:
        return found
    reduced = eliminate(question.tree, question.constraints, question.names)
    if reduced.surfaces:
        return found
    free = tuple(name for name in question.names if name not in reduced.values)
    conditions = tuple((substitute(node, reduced.values), closed) for node, closed in question.conditions)
    ranges = {name: known for name, known in question.ranges.items() if name in free}
    view = Survey(Question(reduced.function, free, (), conditions, ranges), doubts=list(found.doubts))
    try:
        view.pieces = refined(pieces_of(reduced.function, conditions, ranges))
    except Unsplittable:
        return found
    for candidate in found.candidates:
        repeated = replace(candidate.repeated, spot=projected(candidate.spot, free))
        view.candidates.append(replace(candidate, repeated=repeated))
    return view


def projected(spot: Spot, names: Sequence[str]) -> Spot:
    """A point in some of its variables."""
    known = dict(zip(spot.names, spot.coordinates, strict=True))
    return Spot(tuple(names), tuple(known[name] for name in names), spot.algebraic, spot.positions)


def _constant(question: Question) -> tuple[Answer, Extrema, Survey]:
    """A function of no variable: its only value is everything there is."""
    found = Survey(question)
    found.by("the function being a constant")
    value = Height(tidied(question.tree))
    answer = Answer(contenders=[Contender(value, {})])
    answer.families.append(Family({}, (), (), shown(value), "constant", None, "the function is constant"))
    one = Extremum(shown(value), ({},), decimal_of(value))
    return answer, Extrema(one, one, reason="the function is constant"), found


def _by_cases(question: Question) -> tuple[Answer, Extrema, Survey]:
    """A function with parameters: solved by cases."""
    found, answer = Survey(question), Answer()
    found.by("a distinction of cases that covers all values of the parameters")
    try:
        found.pieces = pieces_of(question.tree, question.conditions, question.ranges)
        (piece,) = found.pieces
        system = stationary(piece.function, question.constraints, question.names, question.parameters)
        if system.surfaces:
            raise Unsolved
        parametric = Parametric(
            question, piece, system, Solver(system.tower, system.free, tuple(system.nonzero), question.ranges)
        )
        for branch in parametric.branches():
            for item in described(parametric, branch):
                if isinstance(item, Family):
                    answer.families.append(item)
                else:
                    answer.points.append(item)
    except (Unsolved, Unsplittable, NotClosed, TooHard, ZeroDivisionError, ValueError):
        found.doubt("the equations of the gradient were not solved for all values of the parameters")
    contenders = [
        Contender(Height(point.value), point.point) for point in answer.points if isinstance(point.value, Node)
    ]
    return answer, extrema(found, contenders, None, complete=False), found


def _chart(found: Survey) -> line.Chart | None:
    """The chart of a function of one variable, where all its special points are known."""
    question = found.question
    if len(question.names) != 1 or found.doubts or question.constraints or question.parameters:
        return None
    if any(candidate.repeated.steps for candidate in found.candidates):
        return None
    try:
        return line.chart(found)
    except (NotClosed, TooHard, ZeroDivisionError):
        return None


def _by_chart(plan: line.Chart, view: Survey, place: Judged) -> Judged:
    """A point whose kind is open, judged by how the function moves away from it."""
    before = place.judgement
    if before.kind != "undecided" and place.candidate.piece.open:
        return place
    spot = projected(place.spot, view.question.names)
    reason = line.kind(plan, spot, place.height, smooth=place.candidate.piece.open)
    if reason is None:
        return place
    judgement = Judgement(reason.kind, before.degenerate, reason.evidence, before.eigenvalues)
    return Judged(place.candidate, place.height, judgement, place.critical)


def _merged(places: Sequence[Judged]) -> list[Judged]:
    """Points that repeat and are alike, put together."""
    kept = [place for place in places if not place.candidate.repeated.steps]
    groups: dict[tuple[str, str, bool], list[Judged]] = {}
    for place in places:
        if place.candidate.repeated.steps:
            key = place.judgement.kind, str(place.height.node), place.critical
            groups.setdefault(key, []).append(place)
    for group in groups.values():
        for repeated in merged([place.candidate.repeated for place in group]):
            original = next(place for place in group if place.candidate.repeated.spot is repeated.spot)
            kept.append(replace(original, candidate=replace(original.candidate, repeated=repeated)))
    return kept


def _order(place: Judged) -> tuple[float, ...]:
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


def _add_point(answer: Answer, question: Question, place: Judged, digits: int) -> None:
    point = coordinates(place.spot, question.names)
    value = shown(place.height)
    judgement = place.judgement
    steps = place.candidate.repeated.steps
    if steps:
        _add_repeated(answer, question, place, point, value)
        return
    answer.contenders.append(Contender(place.height, point))
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
                multipliers=multipliers(question.tree, question.constraints, question.names, place.spot)
                if question.constraints
                else (),
                value_approx=decimal_of(place.height),
            )
        )
    elif not _on_side(question, place.candidate.piece):
        equations = tuple(Relation(("==",), (node, ZERO)) for node in place.candidate.piece.zero)
        answer.corners.append(
            Nondifferentiable(point, equations, value, judgement.kind, approx or None, judgement.evidence)
        )


def _on_side(question: Question, piece: Piece) -> bool:
    """Whether a piece lies on a side of the box, or on another end of the domain that was asked for."""
    return any(node in piece.zero for node, _ in question.conditions)


def _add_repeated(answer: Answer, question: Question, place: Judged, point: Mapping[str, Known], value: Known) -> None:
    """Points that repeat in integer steps, as a family with integer parameters."""
    spot, steps = place.spot, place.candidate.repeated.steps
    integers = integer_names(len(steps), (*question.names, *question.parameters))
    moved = {
        name: shifted(node, [step[spot.names.index(name)] for step in steps], integers)
        for name, node in point.items()
        if isinstance(node, Node)
    }
    whole = [Call("integer", (Name(name),)) for name in integers]
    where = whole[0] if len(whole) == 1 else Logic("and", tuple(whole))
    answer.contenders.append(Contender(place.height, moved))
    equations = tuple(Relation(("==",), (Name(name), node)) for name, node in moved.items())
    answer.families.append(
        Family(moved, equations, tuple(integers), value, place.judgement.kind, where, place.judgement.evidence)
    )


def _add_part(answer: Answer, question: Question, judged: JudgedPart) -> None:
    part = judged.part
    value = shown(part.value)
    place = part.point if part.point is not None else coordinates(part.sample, question.names)
    answer.contenders.append(Contender(part.value, place))
    equations = part.equations or _conditions(judged)
    if _on_side(question, judged.piece):
        return
    if judged.critical:
        answer.families.append(
            Family(part.point, equations, part.parameters, value, part.kind, part.where, part.evidence)
        )
    else:
        kind = "saddle" if part.kind == "constant" else part.kind
        answer.corners.append(
            Nondifferentiable(part.point, equations, value, kind, None, part.evidence, part.where, part.parameters)
        )


def _conditions(judged: JudgedPart) -> tuple[Node, ...]:
    """An open piece on which the function is constant, by its conditions."""
    positive = [comparison(node, ">") for node in judged.piece.positive]
    return (*positive, *(comparison(node, "!=") for node in judged.piece.nonzero))


def _add_edge(answer: Answer, edge: Edge, width: int) -> None:
    """A set without a derivative on which the function is not constant, so not extreme but at points listed apart."""
    kind = "inflection" if width == 1 else "saddle"
    evidence = "f is not stationary along this set, apart from the points that are listed"
    answer.corners.append(
        Nondifferentiable(edge.point, edge.equations, edge.value, kind, None, evidence, edge.where, edge.parameters)
    )
