"""Points that repeat in steps: counted out where the variables have ends, and what is the same at all of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import product

from flint import arb

from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.points.angles import Repeated, shifted
from symcalc.calculus.critical.points.counting import refined, signs
from symcalc.calculus.critical.points.spots import Closed, Coordinate, Spot
from symcalc.calculus.critical.points.values import collected, tidied
from symcalc.calculus.critical.search.bounds import Range
from symcalc.calculus.critical.search.cuts import Piece
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.decide.ball import enclose
from symcalc.record import replace
from symcalc.syntax.tree import Call, Name, Node, Product, Sum, integer, names, substitute

#: More points than this are not counted out.
MOST = 2000
ZERO = integer(0)
#: The periods of waves as multiples of pi.
TURNS = {"sin": 2, "cos": 2, "tan": 1, "cot": 1, "sec": 2, "csc": 2}


def counted(repeated: Repeated, ranges: Mapping[str, Range]) -> list[Repeated] | None:
    """The points of a repeated one that may lie between the ends of its variables, each by itself.

    None where they cannot be counted: no variable that a step moves has ends, one of several steps moves several
    variables, or there are too many. Whether each point lies inside is for the caller to decide.
    """
    turns: list[range] = []
    for step in repeated.steps:
        moving = [place for place, part in enumerate(step) if part != integer(0)]
        if len(moving) > 1 and len(repeated.steps) > 1:
            return None
        ended = [place for place in moving if _is_bounded(ranges.get(repeated.spot.names[place]))]
        if not ended:
            return None
        ends = ranges[repeated.spot.names[ended[0]]]
        turns.append(_turns(repeated.spot.coordinates[ended[0]], step[ended[0]], ends))
    if any(coordinate.node is None for coordinate in repeated.spot.coordinates):
        return None
    count = 1
    for turn in turns:
        count *= len(turn)
    if count > MOST:
        return None
    return [Repeated(moved(repeated, counts)) for counts in product(*turns)]


def _is_bounded(known: Range | None) -> bool:
    return known is not None and known.low is not None and known.high is not None


def _turns(start: Coordinate, step: Node, ends: Range) -> range:
    """The integers k for which start + k*step may lie between the ends."""
    width = enclose(step, {}, 64)
    assert isinstance(width, arb)  # noqa: S101 (a step is a constant)
    assert ends.low is not None  # noqa: S101 (asked before)
    assert ends.high is not None  # noqa: S101 (asked before)
    at = start.ball(64)
    low, high = ((arb(end.numerator) / end.denominator - at) / width for end in (ends.low, ends.high))
    first, last = sorted((float(low.mid()), float(high.mid())))
    return range(int(first) - 2, int(last) + 3)


def moved(repeated: Repeated, counts: Sequence[int]) -> Spot:
    """The point after so many steps of each kind."""
    spot = repeated.spot
    coordinates = []
    for place, coordinate in enumerate(spot.coordinates):
        steps = [_times(k, step[place]) for k, step in zip(counts, repeated.steps, strict=True) if k]
        moves = [step for step in steps if step != integer(0)]
        node = coordinate.node
        assert node is not None  # noqa: S101 (asked before)
        coordinates.append(Closed(tidied(Sum((node, *moves)))) if moves else coordinate)
    return Spot(spot.names, tuple(coordinates))


def _times(count: int, step: Node) -> Node:
    return integer(0) if step == integer(0) else step if count == 1 else Product((integer(count), step))


def recurs(node: Node, repeated: Repeated) -> bool:
    """Whether an expression is the same at all translates: moving variables stand in waves only, which turn fully.

    >>> from fractions import Fraction
    >>> from symcalc.syntax import parse_expression
    >>> from symcalc.calculus.critical.points.spots import rational_spot
    >>> places = Repeated(rational_spot(("x",), [Fraction(0)]), ((parse_expression("2pi"),),))
    >>> [recurs(parse_expression(text), places) for text in ("sin(x) + 1/2", "x", "sin(x/2)", "tan(x/2)")]
    [True, False, False, True]
    """
    return all(_recurs_with(node, dict(zip(repeated.spot.names, step, strict=True))) for step in repeated.steps)


def _recurs_with(node: Node, step: Mapping[str, Node]) -> bool:
    if not any(step.get(name, ZERO) != ZERO for name in names(node)):
        return True
    if isinstance(node, Call) and node.function in TURNS and turns_fully(node, step):
        return True
    children = node.children()
    return bool(children) and (all(_recurs_with(child, step) for child in children) or _unmoved(node, step))


def _unmoved(node: Node, step: Mapping[str, Node]) -> bool:
    """Whether an expression is seen to be the same after a step, as x - y where both variables move alike."""
    after = _after(node, step)
    try:
        tower = Tower(sorted(names(node)), [node, after])
        return tower.reduced(tower.ratio(after) - tower.ratio(node)).is_zero
    except (NotClosed, TooHard, ZeroDivisionError):
        return False


def _after(node: Node, step: Mapping[str, Node]) -> Node:
    """An expression after a step."""
    return substitute(node, {name: Sum((Name(name), part)) for name, part in step.items() if part != ZERO})


def turns_fully(wave: Call, step: Mapping[str, Node]) -> bool:
    """Whether a step moves the argument of a wave by whole periods."""
    (argument,) = wave.arguments
    after = _after(argument, step)
    try:
        tower = Tower(sorted(names(argument)), [argument, after])
        periods = (tower.ratio(after) - tower.ratio(argument)) / (
            tower.unknown(tower.pi.position) * tower.number(TURNS[wave.function])
        )
    except (NotClosed, TooHard, ZeroDivisionError):
        return False
    value = tower.reduced(periods).value
    return value is not None and value.denominator == 1


def along(node: Node, repeated: Repeated, integers: Sequence[str]) -> Node | None:
    """An expression at the translates, in terms of their integers; None where its waves do not turn fully.

    >>> from fractions import Fraction
    >>> from symcalc.syntax import parse_expression, written
    >>> from symcalc.calculus.critical.points.spots import rational_spot
    >>> places = Repeated(rational_spot(("x",), [Fraction(0)]), ((parse_expression("2pi"),),))
    >>> written(along(parse_expression("x cos(x)"), places, ["k"]))
    '2*k*pi'
    """
    exact = repeated.spot.exact
    if exact is None:
        return None
    steps = [dict(zip(repeated.spot.names, step, strict=True)) for step in repeated.steps]
    try:
        still = _stilled(node, exact, steps)
    except NotClosed:
        return None
    point = {name: shifted(at, [step[name] for step in steps], integers) for name, at in exact.items()}
    return collected(substitute(still, point))


def _stilled(node: Node, exact: Mapping[str, Node], steps: Sequence[Mapping[str, Node]]) -> Node:
    """The expression with the values of its waves put in; raises NotClosed where one does not turn fully."""
    moving = {name for step in steps for name, part in step.items() if part != ZERO}
    if not names(node) & moving:
        return node
    if isinstance(node, Call) and node.function in TURNS:
        if not all(turns_fully(node, step) for step in steps):
            raise NotClosed("a wave of another length")
        return tidied(substitute(node, dict(exact)))
    return node.map(lambda child: _stilled(child, exact, steps))


def allowed(piece: Piece, repeated: Repeated, sides: Collection[Node] = ()) -> list[Repeated] | None:
    """The translates that lie on a piece or on `sides` of it, by its conditions at all integers; None if undecided."""
    if len(repeated.steps) != 1:
        return None
    trees = [along(node, repeated, ["k"]) for node in (*piece.positive, *piece.nonzero)]
    lists = [None if tree is None else signs(tree, "k") for tree in trees]
    known = [stretches for stretches in lists if stretches is not None]
    if len(known) < len(lists):
        return None
    count = len(piece.positive)
    least = [0 if node in sides else 1 for node in piece.positive]
    stretches = [
        (low, high)
        for low, high, pattern in refined(known)
        if all(sign >= bound for sign, bound in zip(pattern, least, strict=False)) and all(pattern[count:])
    ]
    within = [replace(repeated, ends=ends) for ends in _touching(stretches)]
    return [_based(part) for part in within] if piece.zero else within


def _touching(stretches: Sequence[tuple[int | None, int | None]]) -> list[tuple[int | None, int | None]]:
    """Stretches of integers, those that follow on each other put together."""
    found: list[tuple[int | None, int | None]] = []
    for low, high in stretches:
        before = found[-1][1] if found else None
        if low is not None and before is not None and low == before + 1:
            found[-1] = found[-1][0], high
        else:
            found.append((low, high))
    return found


def _based(part: Repeated) -> Repeated:
    """The same points counted from one of them: what is beside it is then beside a point of the domain."""
    low, high = part.ends
    start = low if low is not None and low > 0 else high if high is not None and high < 0 else 0
    if not start:
        return part
    ends = None if low is None else low - start, None if high is None else high - start
    return replace(part, spot=moved(part, [start]), ends=ends)
