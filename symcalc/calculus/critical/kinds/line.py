"""Functions of one variable: between neighbouring special points they rise or fall, and that settles everything."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property

from symcalc.calculus.critical.kinds.reasons import Reason
from symcalc.calculus.critical.points.constants import ClosedForms, Inexact
from symcalc.calculus.critical.points.spots import Coordinate, Spot, rational_spot, simplest_between
from symcalc.calculus.critical.points.values import Height, compared, tidied
from symcalc.calculus.critical.search.cuts import Piece
from symcalc.calculus.critical.search.exact import find
from symcalc.calculus.critical.search.limits import OO, symbolic_limit
from symcalc.calculus.critical.search.stationary import Stationary, stationary
from symcalc.calculus.critical.search.survey import Survey, inside
from symcalc.record import record, replace
from symcalc.syntax.tree import Negative, Node
from symcalc.syntax.written import written


@record
class Gap:
    """An interval without special points inside: its piece, if the function is defined there, and the trend on it."""

    sample: Fraction
    piece: Piece | None
    system: Stationary | None
    trend: int  #: the sign of the derivative


@record
class Chart:
    """The line cut at all special points; gap i ends at stop i, the last one has no end.

    `smooth` are the numbers of the stops at which the function is smooth all the same.
    """

    stops: tuple[Coordinate, ...]
    gaps: tuple[Gap, ...]
    smooth: frozenset[int] = frozenset()

    def place(self, spot: Spot) -> int | None:
        """The number of the stop that a point is."""
        ball = spot.coordinates[0].ball(160)
        near = [i for i, stop in enumerate(self.stops) if stop.ball(160).overlaps(ball)]
        return near[0] if len(near) == 1 else None


def chart(found: Survey) -> Chart | None:
    """The chart of a function of one variable from all its special points; None where one may be missing."""
    question = found.question
    stops = _distinct([candidate.spot.coordinates[0] for candidate in found.candidates])
    systems: list[tuple[Piece, Stationary]] = []
    for piece in found.pieces:
        if piece.open:
            system = stationary(piece.function, (), question.names)
            systems.append((piece, system))
            edges = _edges(piece, system)
            if edges is None:
                return None
            stops = _distinct([*stops, *edges])
    gaps = [_gap(systems, question.names, stops, i) for i in range(len(stops) + 1)]
    if any(gap is None for gap in gaps):
        return None
    plan = Chart(tuple(stops), tuple(g for g in gaps if g is not None))
    places = [plan.place(candidate.spot) for candidate in found.candidates if candidate.piece.open]
    return replace(plan, smooth=frozenset(place for place in places if place is not None))


def _edges(piece: Piece, system: Stationary) -> list[Coordinate] | None:
    """The ends of a piece: zeros of its conditions, and of the denominator."""
    tower = system.tower
    ratios = [tower.ratio(node) for node in (*piece.positive, *piece.nonzero)]
    polynomials = [part for ratio in ratios for part in (ratio.top, ratio.bottom)]
    polynomials.append(system.function.bottom)
    found: list[Coordinate] = []
    for polynomial in polynomials:
        if polynomial.is_constant():
            continue
        solved = find(tower, [polynomial], [], system.unknowns)
        if solved.open or solved.families or any(p.steps or p.free for p in solved.points):
            return None
        found += [p.spot.coordinates[0] for p in solved.points]
    return found


def _distinct(coordinates: Sequence[Coordinate]) -> list[Coordinate]:
    """Coordinates in increasing order, equal ones once (those that agree to 160 bits count as equal)."""
    kept: list[Coordinate] = []
    for coordinate in sorted(coordinates, key=lambda c: c.ball(160).mid()):
        if not kept or not kept[-1].ball(160).overlaps(coordinate.ball(160)):
            kept.append(coordinate)
    return kept


def _gap(
    systems: Sequence[tuple[Piece, Stationary]], names: tuple[str, ...], stops: Sequence[Coordinate], index: int
) -> Gap | None:
    sample = _sample(stops, index)
    spot = rational_spot(names, [sample])
    for piece, system in systems:
        conditions = [system.tower.ratio(node) for node in (*piece.positive, *piece.nonzero)]
        within = inside(system, piece, conditions, spot)
        if within is None:
            return None
        if within:
            trend = spot.sign_of(system.tower, system.gradient[0])
            return None if trend is None else Gap(sample, piece, system, trend)
    return Gap(sample, None, None, 0)


def _sample(stops: Sequence[Coordinate], index: int) -> Fraction:
    if not stops:
        return Fraction(0)
    if index == 0:
        return Fraction(int(stops[0].ball(160).lower().floor().fmpz()) - 1)
    if index == len(stops):
        return Fraction(int(stops[-1].ball(160).upper().ceil().fmpz()) + 1)
    return simplest_between(stops[index - 1], stops[index])


def kind(plan: Chart, spot: Spot, value: Height, *, smooth: bool) -> Reason | None:
    """The kind of a special point by how the function moves away from it on both sides."""
    place = plan.place(spot)
    if place is None:
        return None
    beside = ((plan.gaps[place], -1), (plan.gaps[place + 1], 1))
    sides = [_side(gap, spot, value, direction, smooth=smooth) for gap, direction in beside]
    seen = [side for side in sides if side is not None]
    if not seen or any(side.step is None for side in seen):
        return None
    text = " and ".join(side.words for side in seen)
    steps = {side.step for side in seen}
    if steps <= {0, 1}:
        return Reason("minimum", text, strict=steps == {1})
    if steps <= {0, -1}:
        return Reason("maximum", text, strict=steps == {-1})
    if any(side.jumps for side in seen):
        return Reason("undecided", f"f jumps there, and has no extremum: {text}")
    return Reason("inflection", text)


@record
class _Side:
    """Whether values on one side are higher (1), lower (-1) or equal (0), None where unknown, and the words for it."""

    step: int | None
    words: str
    jumps: bool = False


def _side(gap: Gap, spot: Spot, value: Height, direction: int, *, smooth: bool) -> _Side | None:
    """How the values on one side are; None where the function is not defined."""
    if gap.piece is None or gap.system is None:
        return None
    edge = "left" if direction < 0 else "right"
    jump = 0 if smooth else _jump(gap, spot, value)
    if jump is None:
        return _Side(None, "")
    if jump:
        return _Side(jump, f"to the {edge} the values are {'higher' if jump > 0 else 'lower'}", jumps=True)
    step = gap.trend * direction
    word = "constant" if not gap.trend else "falls" if gap.trend < 0 else "rises"
    return _Side(step, f"to the {edge} f {'is ' if not gap.trend else ''}{word}")


def _jump(gap: Gap, spot: Spot, value: Height) -> int | None:
    """The sign of the limit from one side less the value at the point; None where it is not known."""
    assert gap.system is not None  # noqa: S101 (the caller has seen it)
    try:
        field = ClosedForms(gap.system.tower, spot)
        limit = Height(tidied(field.tree(field.value(gap.system.function))))
    except Inexact:
        return None
    return compared(limit, value)


@record
class End:
    """What the function tends to at one end of a gap: a value, or plus or minus infinity; None where unknown.

    `way` says in words how the variable goes there.
    """

    limit: Node | None
    way: str = ""

    @cached_property
    def infinite(self) -> int:
        """1 or -1 for the infinities, 0 else."""
        return 1 if self.limit == OO else -1 if self.limit == Negative(OO) else 0


def ends(plan: Chart, name: str) -> list[End]:
    """The limits at both ends of every gap on which the function is defined, where they are not values of it."""
    found = []
    for i, gap in enumerate(plan.gaps):
        if gap.piece is not None:
            for place, direction in ((i - 1, -1), (i, 1)):
                if place not in plan.smooth:
                    stop = plan.stops[place] if 0 <= place < len(plan.stops) else None
                    found.append(End(_limit(gap, name, stop, direction), _way(name, stop, direction)))
    return found


def _way(name: str, stop: Coordinate | None, direction: int) -> str:
    if stop is None:
        return f"{name} goes to {'infinity' if direction > 0 else 'minus infinity'}"
    place = f"{float(stop.ball(64).mid()):.6g}" if stop.node is None else written(stop.node)
    return f"{name} goes {'up' if direction > 0 else 'down'} to {place}"


def _limit(gap: Gap, name: str, stop: Coordinate | None, direction: int) -> Node | None:
    """The limit at the left (-1) or right (1) end of a gap; the function is monotone on it, so there is one."""
    assert gap.system is not None  # noqa: S101 (the callers have seen that the function is defined)
    assert gap.piece is not None  # noqa: S101 (the same)
    tower, formula = gap.system.tower, gap.system.function
    if tower.constant(formula.top) and tower.constant(formula.bottom):
        return tidied(tower.tree(formula))
    if stop is not None:
        if stop.node is None:
            return None
        spot = Spot((name,), (stop,))
        try:
            field = ClosedForms(gap.system.tower, spot)
            return tidied(field.tree(field.value(gap.system.function)))
        except Inexact:
            pass
    at = (OO if direction > 0 else Negative(OO)) if stop is None else stop.node
    assert at is not None  # noqa: S101 (seen above)
    found = symbolic_limit(gap.piece.function, name, at, direction)
    return found if found is not None and _plausible(gap, name, found, direction) else None


def _plausible(gap: Gap, name: str, limit: Node, direction: int) -> bool:
    """Whether a limit lies where a monotone function on the gap must go from its value at the sample."""
    end = End(limit)
    if end.infinite:
        return end.infinite == gap.trend * direction
    assert gap.system is not None  # noqa: S101 (the caller has seen it)
    spot = rational_spot((name,), [gap.sample])
    assert gap.piece is not None  # noqa: S101 (the same)
    order = compared(Height(limit), Height(None, spot, gap.piece.function))
    return order is not None and order == gap.trend * direction
