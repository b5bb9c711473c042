"""The sets on which a function has no derivative, as a whole: kinks and edges of the domain, described once each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product

from symcalc.calculus.critical.families.kinks import Kink, kinks, smooth_points
from symcalc.calculus.critical.families.parametric import parameter_names
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.kinds.branches import is_stationary
from symcalc.calculus.critical.kinds.corners import continuous, differentiable, sides
from symcalc.calculus.critical.points.constants import Inexact
from symcalc.calculus.critical.points.relations import comparison, joined
from symcalc.calculus.critical.points.spots import Closed, Spot
from symcalc.calculus.critical.points.values import collected, tidied
from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.search.cuts import Piece
from symcalc.calculus.critical.search.stationary import Elimination, eliminate
from symcalc.calculus.critical.search.survey import Survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.decide.sign import sign
from symcalc.record import record
from symcalc.syntax.tree import Logic, Name, Node, Relation, integer, names, rational, substitute

#: Coordinates that are tried for a point of a set.
GRID = tuple(Fraction(n, 10) for n in (10, -10, 20, -20, 5, -5, 50, -50, 1, -1, 0, 300, -300))


#: At so many of them it is asked whether there is a derivative: at single points of a kink there may be one.
SAMPLES = 6


@record
class Edge:
    """A set of more than isolated points on which the function has no derivative, and is not constant."""

    point: dict[str, Node] | None
    equations: tuple[Node, ...]
    parameters: tuple[str, ...]
    value: Node
    where: Node | None


def edges(found: Survey, listed: Sequence[Piece]) -> Iterator[Edge]:
    """The sets between the pieces, but for those whose pieces are `listed` already, and the sides of a box."""
    question = found.question
    sides_of_box = [node for node, _ in question.conditions]
    for piece in found.pieces:
        if piece.open or piece in listed or any(node in sides_of_box for node in piece.zero):
            continue
        reduced = eliminate(piece.function, (*piece.zero, *piece.surfaces), question.names)
        free = tuple(name for name in question.names if name not in reduced.values)
        if len(free) > len(reduced.surfaces) > 0:
            yield from _implicit(found, piece)
        elif not reduced.surfaces and free:
            spots = list(islice(_samples(found, piece, reduced, free), SAMPLES))
            if not spots:
                yield from _implicit(found, piece)
            elif any(_is_rough(found, piece, spot) for spot in spots):
                yield _described(found, piece, reduced, free)


def _implicit(found: Survey, piece: Piece) -> Iterator[Edge]:
    """The parts of a set that is no graph of a polynomial; a doubt where they are not known."""
    try:
        parts = list(kinks(found, piece, lambda spot: _is_rough(found, piece, spot)))
    except (Inexact, NotClosed, TooHard, ZeroDivisionError):
        found.doubt("a set without a derivative was not described")
        return
    for kink in parts:
        part = kink.part
        tree = piece.function if part.point is None else substitute(piece.function, part.point)
        smooth = [spot.exact for spot in kink.smooth]
        apart = [_away(kink, point) for point in (*_points_on(found, piece), *smooth) if point is not None]
        conditions = [*(() if part.where is None else (part.where,)), *dict.fromkeys(apart)]
        yield Edge(part.point, part.equations, part.parameters, collected(tree), joined(conditions))


def _away(kink: Kink, point: Mapping[str, Node]) -> Node:
    """The condition that a point of a set is another one."""
    shape = kink.curve.parametrisation
    if kink.part.point is None or shape is None:
        variables = kink.curve.system.names
        return _elsewhere(point, variables, variables)
    if shape.by_coordinate is not None:
        return _elsewhere(point, [shape.by_coordinate], shape.parameters)
    others = [(node, point[name]) for name, node in kink.part.point.items() if node != point[name]]
    parts = tuple(Relation(("!=",), sides) for sides in others)
    return parts[0] if len(parts) == 1 else Logic("or", parts)


def _is_rough(found: Survey, piece: Piece, spot: Spot) -> bool:
    """Whether the function has no derivative at a point of a set."""
    if piece.edges:
        return True
    near = spot.among(found.question.names)
    try:
        touching = sides(found.pieces, found.question.names, near)
        value = tidied(substitute(piece.function, dict(near.exact or {})))
        return not differentiable(touching) or not continuous(value, touching)
    except (Inexact, NotClosed, TooHard, ZeroDivisionError):
        return is_stationary(found.question.tree, found.question.names, near) is False


def _samples(found: Survey, piece: Piece, reduced: Elimination, free: Sequence[str]) -> Iterator[Spot]:
    """Rational points of the set."""
    for values in product(GRID, repeat=len(free)):
        known = {name: rational(value) for name, value in zip(free, values, strict=True)}
        point = known | {name: tidied(substitute(value, known)) for name, value in reduced.values.items()}
        conditions = [sign(substitute(node, point)) for node in piece.positive]
        others = [sign(substitute(node, point)) for node in piece.nonzero]
        if all(s == 1 for s in conditions) and all(s in {1, -1} for s in others):
            yield Spot(found.question.names, tuple(Closed(point[name]) for name in found.question.names))


def _described(found: Survey, piece: Piece, reduced: Elimination, free: Sequence[str]) -> Edge:
    question = found.question
    letters = parameter_names(len(free), question.taken)
    change: dict[str, Node] = {name: Name(letter) for name, letter in zip(free, letters, strict=True)}
    point = {name: substitute(reduced.values.get(name, Name(name)), change) for name in question.names}
    equations = tuple(Relation(("==",), (node, integer(0))) for node in piece.zero)
    positive = [collected(substitute(node, point)) for node in piece.positive]
    kept = [comparison(node, ">") for node in positive if names(node) and bounds(node).sign != 1]
    nonzero = [collected(substitute(node, point)) for node in piece.nonzero]
    kept += [
        comparison(node, "!=") for node in nonzero if names(node) and bounds(node).sign is None and node not in positive
    ]
    value = substitute(reduced.function, change)
    excluded = [*_points_on(found, piece), *_smooth_on(found, piece)]
    apart = dict.fromkeys(_elsewhere(point, free, letters) for point in excluded)
    return Edge(point, equations, tuple(letters), collected(value), joined([*kept, *apart]))


def _smooth_on(found: Survey, piece: Piece) -> list[Mapping[str, Node]]:
    """The points of a set at which the function has a derivative all the same, as far as they are found."""
    try:
        smooth = smooth_points(found, piece, lambda spot: _is_rough(found, piece, spot))
    except (Inexact, NotClosed, TooHard, ZeroDivisionError):
        return []
    return [spot.exact for spot in smooth if spot.exact is not None]


def _points_on(found: Survey, piece: Piece) -> list[Mapping[str, Node]]:
    """The isolated points of a set that are listed by themselves."""
    alone = [c.spot.exact for c in found.candidates if c.piece is piece and not c.repeated.steps]
    return [point for point in alone if point is not None]


def _elsewhere(point: Mapping[str, Node], free: Sequence[str], letters: Sequence[str]) -> Node:
    """The condition that the parameters do not lead to a point."""
    parts = tuple(Relation(("!=",), (Name(t), point[name])) for name, t in zip(free, letters, strict=True))
    return parts[0] if len(parts) == 1 else Logic("or", parts)
