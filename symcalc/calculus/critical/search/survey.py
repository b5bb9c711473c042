"""The search: a function cut into pieces, each piece solved, and what lies on it kept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from symcalc.calculus.critical.families.curves import Curve, of_branch, of_point
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.points.angles import Repeated
from symcalc.calculus.critical.points.coinciding import covers
from symcalc.calculus.critical.points.spots import Closed, Spot
from symcalc.calculus.critical.search.bounds import Range
from symcalc.calculus.critical.search.closing import continuous_sides, jumps
from symcalc.calculus.critical.search.cuts import Piece, Unsplittable
from symcalc.calculus.critical.search.exact import Found, distinct, find, in_variables, without
from symcalc.calculus.critical.search.pieces import pieces, scattered
from symcalc.calculus.critical.search.stationary import Stationary, stationary
from symcalc.calculus.critical.search.strata import refined
from symcalc.calculus.critical.search.turns import recurs
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.record import field, record, replace
from symcalc.syntax.tree import Node, integer, walk

ZERO = integer(0)


@record
class Question:
    """A function, its variables, and where it is looked at: conditions that are positive, or zero too (True)."""

    tree: Node
    names: tuple[str, ...]
    parameters: tuple[str, ...] = ()
    conditions: tuple[tuple[Node, bool], ...] = ()
    ranges: dict[str, Range] = field(default_factory=dict)
    constraints: tuple[Node, ...] = ()
    reserved: tuple[str, ...] = ()  #: names that no parameter of the answer may have
    places: tuple[Node, ...] = ()  #: the coordinates of a place, where it has others than the variables

    @property
    def taken(self) -> tuple[str, ...]:
        """The names that parameters of families must not have."""
        return (*self.names, *self.parameters, *self.reserved)

    @property
    def sides(self) -> frozenset[Node]:
        """What is zero on the sides that belong to the domain that was asked for."""
        return frozenset(node for node, closed in self.conditions if closed)


@record
class Candidate:
    """A point that the search found on a piece; singular where the surfaces' gradients are dependent.

    It is `alone` where it is all that is there of a family.
    """

    piece: Piece
    system: Stationary
    repeated: Repeated
    singular: bool = False
    alone: bool = False

    @property
    def spot(self) -> Spot:
        """The point itself, the one that is repeated."""
        return self.repeated.spot


@record
class FoundCurve:
    """A family that the search found on a piece, and the conditions of the piece in the family's tower."""

    piece: Piece
    curve: Curve
    conditions: tuple[Ratio, ...]
    sides: frozenset[Node] = frozenset()  #: what is zero on the sides of the domain on which the family may lie or end

    def inside(self, spot: Spot) -> bool | None:
        """Whether a point lies on the piece."""
        return inside(self.curve.system, self.piece, self.conditions, spot, self.sides)


@record(frozen=False)
class Survey:
    """What has been found so far, and what stands in the way of a proof."""

    question: Question
    pieces: list[Piece] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    curves: list[FoundCurve] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    methods: list[str] = field(default_factory=list)
    exactly: bool = False  #: whether boxes are not searched, Beyond is raised instead
    reading: str = ""  #: what the function was seen to be, where something simpler was searched
    watch: Callable[[Survey], None] | None = field(default=None, repr=False, compare=False)

    def tell(self, more: Sequence[Candidate] = ()) -> None:
        """Show what has been found so far, and some points that are not kept yet, to whom it may concern."""
        if self.watch is not None:
            self.watch(replace(self, candidates=[*self.candidates, *more], doubts=[*self.doubts], watch=None))

    def keep(self, candidate: Candidate) -> None:
        """Note a point that lies on its piece, unless it is known already."""
        for known in self.candidates:
            if known.piece is candidate.piece and covers(known.repeated, candidate.repeated):
                return
        alone = [
            c for c in self.candidates if c.piece is not candidate.piece or not covers(candidate.repeated, c.repeated)
        ]
        self.candidates = [*alone, candidate]

    def sides_of(self, piece: Piece) -> frozenset[Node]:
        """What is zero on the sides of the domain on which the formula of an open piece still holds."""
        sides = self.question.sides if piece.open else frozenset()
        if not sides or not any(map(jumps, walk(self.question.tree))):
            return sides
        return continuous_sides(sides, piece, self.pieces)

    def doubt(self, reason: str) -> None:
        """Note a reason why the list may be incomplete, once."""
        if reason not in self.doubts:
            self.doubts.append(reason)

    def by(self, method: str) -> None:
        """Note a method that proved a part of the answer, once."""
        if method not in self.methods:
            self.methods.append(method)


class Beyond(Exception):
    """The answer is beyond exact methods: what is left of it is a search of boxes."""


def survey(question: Question, watch: Callable[[Survey], None] | None = None, *, exactly: bool = False) -> Survey:
    """Search every piece of the function; `watch` is shown what has been found so far, now and then.

    Where `exactly` is asked for, Beyond is raised before boxes are searched.
    """
    found = Survey(question, watch=watch, exactly=exactly)
    if any(scattered(surface, question.ranges) for surface in question.constraints):
        found.doubt("a constraint is defined at scattered points too: powers of negative numbers")
    if question.sides and any(jumps(node) for surface in question.constraints for node in walk(surface)):
        found.doubt("whether a constraint jumps on a side of the domain was not looked at")
    try:
        found.pieces = refined(pieces(question.tree, question.conditions, question.ranges, question.constraints))
    except Unsplittable as problem:
        found.doubt(str(problem))
        return found
    for piece in found.pieces:
        _search(found, piece)
        if piece.open:
            found.tell()
    return found


def _search(found: Survey, piece: Piece) -> None:
    """The stationary points of one piece."""
    question = found.question
    surfaces = (*piece.zero, *piece.surfaces)
    try:
        system = stationary(piece.function, surfaces, question.names, question.parameters)
        if _fixed_elsewhere(system):
            return
        conditions = [system.tower.ratio(node) for node in (*piece.positive, *piece.nonzero)]
        solved = without(find(system.tower, system.equations, system.nonzero, system.unknowns), system.multipliers)
    except ZeroDivisionError:
        return
    except (NotClosed, TooHard):
        found.doubt("the function is beyond the exact methods")
        return
    if solved.open:
        from symcalc.calculus.critical.search.tied import search_branch  # noqa: PLC0415 (polynomials leave none open)

        for choice in solved.open:
            search_branch(found, piece, system, conditions, choice)
    if system.surfaces:
        _singular(found, system, solved)
    _keep(found, piece, system, conditions, solved)


def _fixed_elsewhere(system: Stationary) -> bool:
    """Whether surfaces give all variables their values, and another surface does not pass there."""
    if system.free:
        return False
    spot = Spot(system.names, tuple(Closed(system.tower.tree(system.eliminated[name])) for name in system.names))
    return any(spot.sign_of(system.tower, surface) in {1, -1} for surface in system.surfaces)


def _singular(found: Survey, system: Stationary, solved: Found) -> None:
    """Points at which the surfaces' gradients are dependent join the solutions, whatever multipliers they had there."""
    dependent = find(system.tower, system.singular(), system.nonzero, range(len(system.names)))
    everywhere = [in_variables(point, system.names) for point in dependent.points]
    singular = [point for point in everywhere if not point.free and recurs(found.question.tree, point)]
    regular = [
        point
        for point in solved.points
        if not any(covers(other, in_variables(point, system.names)) for other in singular)
    ]
    solved.points = regular + singular
    if dependent.open or dependent.families or len(singular) < len(everywhere):
        found.doubt("the singular points of a constraint were not all found")


def accept_all(found: Survey, piece: Piece, system: Stationary, conditions: Sequence[Ratio], point: Repeated) -> None:
    """Keep a point, and of one that repeats those that lie on the piece."""
    if not point.steps:
        accept(found, piece, system, conditions, point)
        return
    from symcalc.calculus.critical.search.turns import allowed, counted, recurs  # noqa: PLC0415 (of what repeats)

    if all(recurs(condition, point) for condition in (*piece.positive, *piece.nonzero, *piece.zero)):
        accept(found, piece, system, conditions, point)
        return
    points = counted(point, found.question.ranges)
    if points is None:
        bounded = allowed(piece, point, found.sides_of(piece))
        if bounded is not None:
            for part in bounded:
                found.keep(Candidate(piece, system, part))
            return
        found.doubt("which points of a family that repeats lie in the domain was not counted")
        points = [replace(point, steps=())]  # its translates may lie outside
    for one in points:
        accept(found, piece, system, conditions, one)


def accept(found: Survey, piece: Piece, system: Stationary, conditions: Sequence[Ratio], point: Repeated) -> None:
    """Keep a point if it lies on the piece."""
    within = inside(system, piece, conditions, point.spot, found.sides_of(piece))
    if within is None:
        found.doubt("whether a point lies in the domain could not be decided")
    if within is not False:
        found.keep(Candidate(piece, system, point, _is_singular(system, point.spot)))


def _is_singular(system: Stationary, spot: Spot) -> bool:
    """Whether the surfaces' gradients are dependent at a point, certainly."""
    return bool(system.surfaces) and all(spot.sign(system.tower, p) == 0 for p in system.singular())


def _keep(found: Survey, piece: Piece, system: Stationary, conditions: Sequence[Ratio], solved: Found) -> None:
    """The points and families among the solutions that lie on the piece."""
    for repeated in distinct(solved.points, solved.families):
        if not repeated.free:
            accept_all(found, piece, system, conditions, repeated)
    taken = found.question.taken
    curves = [of_branch(system, piece.function, branch, taken, found.question.ranges) for branch in solved.families]
    for point in solved.points:
        if point.free:
            curve = of_point(system, piece.function, point, taken, found.question.ranges)
            if curve is None:
                found.doubt("a family of critical points repeats")
            else:
                curves.append(curve)
    sides = found.sides_of(piece)
    found.curves += [FoundCurve(piece, curve, tuple(conditions), sides) for curve in curves]


def inside(
    system: Stationary, piece: Piece, conditions: Sequence[Ratio], spot: Spot, sides: Collection[Node] = ()
) -> bool | None:
    """Whether a point lies on its piece, or on one of the sides that belong to it."""
    answer: bool | None = True
    for i, condition in enumerate(conditions):
        sign = spot.sign_of(system.tower, condition)
        node = piece.positive[i] if i < len(piece.positive) else None
        if sign is None:
            answer = None
        elif (sign == 0 and node not in sides) or (node is not None and sign < 0):
            return False
    return answer
