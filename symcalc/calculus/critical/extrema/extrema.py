"""The least and the greatest value over the whole domain, with the reason why they are taken or are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Literal

import flint
from flint import fmpq

from symcalc.calculus.critical.extrema import infinity
from symcalc.calculus.critical.extrema.constraints import bounded
from symcalc.calculus.critical.families.parametric import parametrised
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.kinds.line import Chart, ends
from symcalc.calculus.critical.kinds.spheres import far_signs
from symcalc.calculus.critical.points.decimals import decimal_of, decimals
from symcalc.calculus.critical.points.values import Height, compared, least, tidied
from symcalc.calculus.critical.result import Extrema, Extremum, Known
from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.search.convex import Curvature, curvature
from symcalc.calculus.critical.search.formal import Formal
from symcalc.calculus.critical.search.limits import OO, symbolic_limit
from symcalc.calculus.critical.search.stationary import stationary
from symcalc.calculus.critical.search.survey import Question, Survey
from symcalc.calculus.critical.systems.groebner import TooHard, ideal
from symcalc.calculus.critical.systems.ring import Ring, support
from symcalc.decide.ball import Verdict, compile_ball, compile_condition
from symcalc.syntax.tree import Call, Name, Negative, Node, Product, Relation, integer, rational, substitute

#: Coordinates of the points at which values below all candidates are looked for.
GRID = (0, 1, -1, Fraction(1, 3), -2, 3, -7, 20, -100, 1000, -(10**6))
#: At most so many points are looked at.
POINTS = 1500


@dataclass(frozen=True)
class Contender:
    """A value of the function, and a point at which it is taken, as it is shown."""

    height: Height
    point: Mapping[str, Known]


@dataclass(frozen=True)
class Bound:
    """What is decided of one side: an extremum, None with the bound that is approached, or "unknown"."""

    found: Extremum | Literal["unknown"] | None
    limit: Node | None = None
    reason: str = ""


UNDECIDED = Bound("unknown")


def extrema(found: Survey, contenders: Sequence[Contender], plan: Chart | None, *, complete: bool) -> Extrema:
    """The global extrema, as far as they can be decided from all places where they may be taken.

    `plan` is the chart of a function of one variable.
    """
    low = _bound(found, contenders, plan, 1, complete=complete)
    high = _bound(found, contenders, plan, -1, complete=complete)
    reasons = "; ".join(dict.fromkeys(reason for reason in (low.reason, high.reason) if reason))
    return Extrema(low.found, high.found, low.limit, high.limit, reasons)


def shown(value: Height) -> Known:
    """The value as a tree; where there is no closed form, its decimals."""
    return value.node if value.node is not None else decimals(value.ball(128))


def _bound(
    found: Survey, contenders: Sequence[Contender], plan: Chart | None, direction: int, *, complete: bool
) -> Bound:
    best = least([c.height for c in contenders], direction)
    by_form = _by_form(found.question, contenders, direction)
    if by_form is not None:
        return by_form
    if not complete or best is None:
        return UNDECIDED
    record = [contenders[i] for i in best]
    if plan is not None:
        return _on_line(plan, found.question.names[0], record, direction)
    beaten = _beaten(found, record[0].height if record else None, direction)
    if beaten is not None:
        return beaten
    reason = _attained(found, direction)
    if reason is not None and record:
        return Bound(_extremum(record), None, reason)
    if record and _higher_far_away(found.question, record[0].height, direction):
        word = "greater" if direction > 0 else "smaller"
        return Bound(_extremum(record), None, f"on all large spheres f is {word} than at the best critical point")
    return _by_limit(found, record, direction)


def _higher_far_away(question: Question, record: Height, direction: int) -> bool:
    """Whether a polynomial (or a quotient with a positive denominator) is beyond a value on all large spheres."""
    if question.conditions:
        return False
    try:
        tower = Tower(question.names, [question.tree, *question.constraints])
        function, *surfaces = (tower.ratio(node) for node in (question.tree, *question.constraints))
    except (NotClosed, TooHard, ZeroDivisionError):
        return False
    level = _level(record, direction)
    if level is None or bounds(tower.tree(Ratio.polynomial(function.bottom))).sign != 1:
        return False
    rise = (function.top * level.denominator - function.bottom * level.numerator) * direction
    return far_signs(tower, rise, [surface.top for surface in surfaces], len(question.names)) == {1}


def _level(record: Height, direction: int) -> Fraction | None:
    """The value itself where it is rational, else a fraction a little beyond it."""
    if record.node is not None:
        exact = bounds(record.node)
        if exact.low is not None and exact.low == exact.high:
            return exact.low
    middle = record.ball().mid()
    scaled = (middle * 2**20).floor().fmpz() if middle.is_finite() else None
    return None if scaled is None else Fraction(int(scaled) + (2 if direction > 0 else -1), 2**20)


def _extremum(record: Sequence[Contender]) -> Extremum:
    value = record[0].height
    places: list[Mapping[str, Known]] = []
    for contender in record:
        if dict(contender.point) not in places:
            places.append(dict(contender.point))
    return Extremum(shown(value), tuple(places), decimal_of(value))


def _on_line(plan: Chart, name: str, record: Sequence[Contender], direction: int) -> Bound:
    """One variable: the extremum is at a special point, or it is a limit at an end and not taken."""
    tails = ends(plan, name)
    word = "least" if direction > 0 else "greatest"
    if any(end.infinite == -direction for end in tails):
        return Bound(None, Negative(OO) if direction > 0 else OO, f"f has no {word} value, by its limits")
    if any(end.limit is None for end in tails):
        return UNDECIDED
    limits = [Height(end.limit) for end in tails if not end.infinite]
    lowest = least(limits, direction)
    if lowest is None:
        return UNDECIDED
    reason = f"between its special points f rises or falls, and its limits at the ends are not {'lower' if direction > 0 else 'higher'}"
    if not lowest:
        return Bound(_extremum(record), None, reason) if record else UNDECIDED
    limit = limits[lowest[0]]
    order = compared(record[0].height, limit) if record else direction
    if order is None:
        return UNDECIDED
    if order * direction <= 0:
        return Bound(_extremum(record), None, reason)
    return Bound(None, limit.node, f"f comes as close as one likes to its limit at an end, its {word} bound")


def _by_form(question: Question, contenders: Sequence[Contender], direction: int) -> Bound | None:
    """An extremum because the value is a bound that the form of the function shows."""
    seen = bounds(question.tree, question.ranges)
    limit = seen.low if direction > 0 else seen.high
    if limit is None:
        return None
    reached = [c for c in contenders if compared(c.height, Height(rational(limit))) == 0]
    if not reached:
        return None
    word = "below" if direction > 0 else "above"
    return Bound(_extremum(reached), None, f"the form of f shows that it is nowhere {word} {limit}")


def _beaten(found: Survey, record: Height | None, direction: int) -> Bound | None:
    """No extremum, because a value beyond those of all candidates is taken somewhere."""
    question = found.question
    points = _on_constraints(question) if question.constraints else _points(len(question.names))
    witness = next(_beyond(question, record, points, direction), None)
    if witness is None:
        return None
    limit = _unbounded(question, witness, direction)
    word = "less" if direction > 0 else "greater"
    shown = ", ".join(f"{name} = {value}" for name, value in zip(question.names, witness, strict=True))
    reason = f"at {shown} f is {word} than at every point where it could have its {'least' if direction > 0 else 'greatest'} value"
    if record is None:
        reason = f"f has no point where it could have its {'least' if direction > 0 else 'greatest'} value"
    return Bound(None, limit, reason)


def _on_constraints(question: Question) -> Iterator[tuple[Fraction, ...]]:
    """Rational points of the set that the constraints describe, where it has a rational parametrisation."""
    tower = Tower(question.names, question.constraints)
    try:
        ratios = [tower.ratio(surface) for surface in question.constraints]
    except (NotClosed, TooHard, ZeroDivisionError):
        return
    places = tuple(range(len(question.names)))
    if any(i >= len(places) for ratio in ratios for i in support(ratio.top)):
        return
    ring = Ring(question.names)
    targets = [i if i < len(places) else -1 for i in range(len(tower.ring.names))]
    branch = Formal(tower, ideal(ring, [ring.embed(r.top, targets) for r in ratios]), places)
    shape = parametrised(branch, question.names, question.names)
    if shape is None:
        return
    for values in _points(len(shape.parameters)):
        change = {name: rational(value) for name, value in zip(shape.parameters, values, strict=True)}
        exact = [bounds(tidied(substitute(shape.point[name], change))) for name in question.names]
        if all(e.low is not None and e.low == e.high for e in exact):
            yield tuple(e.low for e in exact if e.low is not None)


def _beyond(
    question: Question, record: Height | None, points: Iterator[tuple[Fraction, ...]], direction: int
) -> Iterator[tuple[Fraction, ...]]:
    """Rational points of the domain with a value beyond a record."""
    evaluate = compile_ball(question.tree, list(question.names))
    allowed = [_condition(node, closed) for node, closed in question.conditions]
    tests = [compile_condition(condition, list(question.names)) for condition in allowed]
    limit = None if record is None else record.ball(160)
    with flint.ctx.workprec(128):
        for values in points:
            point = [fmpq(v.numerator, v.denominator) for v in values]
            if not all(test(point) is True for test in tests):
                continue
            value = evaluate(point)
            if isinstance(value, Verdict):
                continue
            if limit is None or (value < limit if direction > 0 else value > limit):
                yield values


def _condition(node: Node, closed: bool) -> Node:
    return Relation((">=" if closed else ">",), (node, integer(0)))


def _points(width: int) -> Iterator[tuple[Fraction, ...]]:
    reach = len(GRID) if width <= 3 else 5
    chosen = product(GRID[:reach], repeat=width)
    for count, values in enumerate(chosen):
        if count >= POINTS:
            return
        yield tuple(map(Fraction, values))


def _unbounded(question: Question, witness: Sequence[Fraction], direction: int) -> Node | None:
    """Minus (or plus) infinity, where the function tends to it along a ray; None where that is not seen."""
    if question.conditions or question.constraints:
        return None
    infinite = Negative(OO) if direction > 0 else OO
    if _polynomial_ray(question, direction):
        return infinite
    along = {name: Product((rational(v), Name("t"))) for name, v in zip(question.names, witness, strict=True)}
    return infinite if symbolic_limit(substitute(question.tree, along), "t", OO, 1) == infinite else None


def _polynomial_ray(question: Question, direction: int) -> bool:
    """Whether the function is a polynomial that tends to the infinity along some ray."""
    try:
        system = stationary(question.tree, (), question.names, question.parameters)
    except (NotClosed, TooHard, ZeroDivisionError):
        return False
    function, width = system.function, len(question.names)
    if not function.bottom.is_constant() or any(i >= width for i in support(function.top)):
        return False
    return infinity.descent(function.top if direction > 0 else -function.top, width) is not None


def _attained(found: Survey, direction: int) -> str | None:
    """Why the extremum exists, so that the best candidate has it."""
    question = found.question
    bends = Curvature.UNKNOWN if question.constraints else curvature(question.tree, question.ranges)
    if bends is (Curvature.CONVEX if direction > 0 else Curvature.CONCAVE) and not _partial(found):
        return "f is convex" if direction > 0 else "f is concave"
    if _compact(found) or (question.constraints and _whole(found) and bounded(question.constraints, question.names)):
        return "f is continuous on a closed and bounded set"
    if _periodic(found):
        return "f is continuous and periodic in every variable"
    if question.conditions or not _whole(found):
        return None
    tends = infinity.grows if direction > 0 else infinity.falls
    if tends(question.tree, question.names):
        return f"f tends to {'' if direction > 0 else '-'}infinity in every direction"
    return None


def _partial(found: Survey) -> bool:
    """Whether the function is not defined everywhere."""
    return any(piece.partial or piece.nonzero for piece in found.pieces)


def _compact(found: Survey) -> bool:
    """Whether the domain is a closed box, and the function continuous on it."""
    question = found.question
    sides = [question.ranges.get(name) for name in question.names]
    if question.constraints or any(s is None or s.low is None or s.high is None for s in sides):
        return False
    if any(s is not None and (s.low_open or s.high_open) for s in sides):
        return False
    return _continuous(found)


def _continuous(found: Survey) -> bool:
    """Whether the function is continuous on its closed domain: no poles, no open edges, no jumps."""
    jumping = {"sign", "heaviside", "floor", "ceil", "atan2", "tan", "cot", "sec", "csc", "gamma", "factorial"}
    if any(piece.nonzero for piece in found.pieces if piece.open) or _calls(found.question.tree, jumping):
        return False
    return not _calls(found.question.tree, {"log", "log2", "log10", "piecewise", "atanh", "acoth", "digamma"})


def _calls(tree: Node, functions: set[str]) -> bool:
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Call) and node.function in functions:
            return True
        if type(node).__name__.lower() in functions:
            return True
        stack.extend(node.children())
    return False


def _whole(found: Survey) -> bool:
    """Whether the function is defined and continuous everywhere."""
    return not any(piece.partial for piece in found.pieces) and _continuous(found)


def _periodic(found: Survey) -> bool:
    """Whether the function is continuous everywhere and depends on every variable only through sines and cosines."""
    question = found.question
    if question.conditions or question.constraints or not _whole(found):
        return False
    try:
        system = stationary(question.tree, (), question.names)
    except (NotClosed, TooHard, ZeroDivisionError):
        return False
    tower, width = system.tower, len(question.names)
    used = {*support(system.function.top), *support(system.function.bottom)}
    kernels = [tower.kernel(i) for i in used if i >= width]
    if any(i < width for i in used) or any(k is not None and k.kind not in {"cos", "sin", "number"} for k in kernels):
        return False
    return True


def _by_limit(found: Survey, record: Sequence[Contender], direction: int) -> Bound:
    """An extremum, or none, by the value that the function tends to far away."""
    question = found.question
    if question.conditions or question.constraints or not _whole(found):
        return UNDECIDED
    try:
        system = stationary(question.tree, (), question.names)
        far = infinity.limit(system.tower, system.function)
    except (NotClosed, TooHard, ZeroDivisionError):
        return UNDECIDED
    if far is None:
        return UNDECIDED
    height = Height(rational(far))
    order = compared(record[0].height, height) if record else direction
    if order is None:
        return UNDECIDED
    if order * direction <= 0:
        return Bound(_extremum(record), None, f"f tends to {far} in every direction")
    return Bound(None, height.node, f"f tends to {far} in every direction, but does not take that value")
