"""The search: a function cut into pieces, each piece solved, and what lies on it kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from symcalc.calculus.critical import families
from symcalc.calculus.critical.angles import Repeated
from symcalc.calculus.critical.bounds import Range
from symcalc.calculus.critical.pieces import Piece, Unsplittable, pieces
from symcalc.calculus.critical.ratio import Ratio
from symcalc.calculus.critical.search import Choice, Found, distinct, find, without
from symcalc.calculus.critical.spots import Spot
from symcalc.calculus.critical.stationary import Stationary, stationary
from symcalc.calculus.critical.strata import refined
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.tower import NotClosed
from symcalc.syntax.tree import Node


@dataclass(frozen=True)
class Question:
    """A function, its variables, and where it is looked at: conditions that are positive, or zero too (True)."""

    tree: Node
    names: tuple[str, ...]
    parameters: tuple[str, ...] = ()
    conditions: tuple[tuple[Node, bool], ...] = ()
    ranges: dict[str, Range] = field(default_factory=dict)
    constraints: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A point that the search found on a piece; singular where the surfaces' gradients are dependent."""

    piece: Piece
    system: Stationary
    repeated: Repeated
    singular: bool = False

    @property
    def spot(self) -> Spot:
        """The point itself, the one that is repeated."""
        return self.repeated.spot


@dataclass(frozen=True)
class FoundCurve:
    """A family that the search found on a piece, and the conditions of the piece in the family's tower."""

    piece: Piece
    curve: families.Curve
    conditions: tuple[Ratio, ...]

    def inside(self, spot: Spot) -> bool | None:
        """Whether a point lies on the piece."""
        return inside(self.curve.system, self.piece, self.conditions, spot)


@dataclass
class Survey:
    """What has been found so far, and what stands in the way of a proof."""

    question: Question
    pieces: list[Piece] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    curves: list[FoundCurve] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)

    def doubt(self, reason: str) -> None:
        """Note a reason why the list may be incomplete, once."""
        if reason not in self.doubts:
            self.doubts.append(reason)

    def by(self, method: str) -> None:
        """Note a method that proved a part of the answer, once."""
        if method not in self.methods:
            self.methods.append(method)


def survey(question: Question) -> Survey:
    """Search every piece of the function."""
    found = Survey(question)
    try:
        found.pieces = refined(pieces(question.tree, question.conditions, question.ranges))
    except Unsplittable as problem:
        found.doubt(str(problem))
        return found
    for piece in found.pieces:
        _search(found, piece)
    return found


def _search(found: Survey, piece: Piece) -> None:
    """The stationary points of one piece."""
    question = found.question
    surfaces = (*piece.zero, *question.constraints)
    try:
        system = stationary(piece.function, surfaces, question.names, question.parameters)
        conditions = [system.tower.ratio(node) for node in (*piece.positive, *piece.nonzero)]
        solved = without(find(system.tower, system.equations, system.nonzero, system.unknowns), system.multipliers)
    except ZeroDivisionError:
        return
    except (NotClosed, TooHard):
        found.doubt("the function is beyond the exact methods")
        return
    for choice in solved.open:
        _open(found, piece, system, choice)
    _keep(found, piece, system, conditions, solved)


def _open(found: Survey, piece: Piece, system: Stationary, choice: Choice) -> None:
    """A branch that the exact methods leave unsolved."""
    found.doubt("an equation of the gradient was not solved")
    del piece, system, choice


def _keep(found: Survey, piece: Piece, system: Stationary, conditions: Sequence[Ratio], solved: Found) -> None:
    """The points and families among the solutions that lie on the piece."""
    for repeated in distinct(solved.points, solved.families):
        if repeated.free:
            continue
        within = inside(system, piece, conditions, repeated.spot)
        if within is None:
            found.doubt("whether a point lies in the domain could not be decided")
        if within is not False:
            found.candidates.append(Candidate(piece, system, repeated))
    taken = (*found.question.names, *found.question.parameters)
    curves = [families.of_branch(system, piece.function, branch, taken) for branch in solved.families]
    for point in solved.points:
        if point.free:
            curve = families.of_point(system, piece.function, point, taken)
            if curve is None:
                found.doubt("a family of critical points repeats")
            else:
                curves.append(curve)
    found.curves += [FoundCurve(piece, curve, tuple(conditions)) for curve in curves]


def inside(system: Stationary, piece: Piece, conditions: Sequence[Ratio], spot: Spot) -> bool | None:
    """Whether a point lies on its piece."""
    answer: bool | None = True
    count = len(piece.positive)
    for i, condition in enumerate(conditions):
        sign = spot.sign_of(system.tower, condition)
        if sign is None:
            answer = None
        elif sign == 0 or (i < count and sign < 0):
            return False
    return answer
