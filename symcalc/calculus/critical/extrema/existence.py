"""Why an extremum exists: the domain is compact, the function periodic, convex, or larger far away."""

from __future__ import annotations

from fractions import Fraction

from symcalc.calculus.critical.extrema import infinity
from symcalc.calculus.critical.extrema.constraints import bounded
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.kinds.inertia import inertia
from symcalc.calculus.critical.kinds.spheres import far_signs
from symcalc.calculus.critical.points.spots import rational_spot
from symcalc.calculus.critical.points.values import Height
from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.search.convex import Curvature, curvature
from symcalc.calculus.critical.search.stationary import eliminate
from symcalc.calculus.critical.search.stationary import stationary as stationary_of
from symcalc.calculus.critical.search.survey import Question, Survey
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import support
from symcalc.syntax.tree import Call, Node


def higher_far_away(found: Survey, record: Height, direction: int) -> bool:
    """Whether a polynomial (or a quotient with a positive denominator) is beyond a value on all large spheres."""
    question = found.question
    if question.conditions or (question.constraints and not whole(found)):
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


def attained(found: Survey, direction: int, *, stationary: bool = False) -> str | None:
    """Why the extremum exists, so that the best candidate has it; `stationary` says that f has slope 0 there."""
    question = found.question
    if not question.constraints and _bends(question, direction) and (stationary or not _partial(found)):
        return "f is convex" if direction > 0 else "f is concave"
    if _of_points(found):
        return "these are all points that satisfy the constraints"
    if _compact(found) or _closed_and_bounded(found) or _on_bounded_set(found):
        return "f is continuous on a closed and bounded set"
    if _periodic(found):
        return "f is continuous and periodic in every variable"
    if question.conditions or not whole(found):
        return None
    tends = infinity.grows if direction > 0 else infinity.falls
    if tends(question.tree, question.names):
        return f"f tends to {'' if direction > 0 else '-'}infinity in every direction"
    return None


def _bends(question: Question, direction: int) -> bool:
    """Whether the function is convex (concave for direction -1), by its form or as a quadratic polynomial."""
    if curvature(question.tree, question.ranges) is (Curvature.CONVEX if direction > 0 else Curvature.CONCAVE):
        return True
    try:
        system = stationary_of(question.tree, (), question.names)
        matrix = system.second_order
    except (NotClosed, TooHard, ZeroDivisionError):
        return False
    if not all(system.tower.constant(p) for row in matrix for entry in row for p in (entry.top, entry.bottom)):
        return False
    found = inertia(system.tower, rational_spot(question.names, [Fraction(0)] * len(question.names)), matrix)
    return found is not None and (found.negative if direction > 0 else found.positive) == 0


def _on_bounded_set(found: Survey) -> bool:
    """Whether the constraints describe a bounded set, and the function is continuous everywhere."""
    question = found.question
    return bool(question.constraints) and whole(found) and bounded(question.constraints, question.names)


def nowhere(found: Survey) -> bool:
    """Whether no point satisfies the constraints, where the search was complete and has found no place at all.

    On a closed and bounded set that has a point, f has a least value, and that is at such a place.
    """
    question = found.question
    if _of_points(found):
        return True
    if any(bounds(surface, question.ranges).sign in {1, -1} for surface in question.constraints):
        return True
    return all(closed for _, closed in question.conditions) and _on_bounded_set(found)


def _of_points(found: Survey) -> bool:
    """Whether the constraints leave points alone, all of which a complete search lists.

    Under as many equations as variables the gradients span all directions, or they are dependent at the point.
    """
    question = found.question
    if not question.constraints:
        return False
    left = [eliminate(p.function, (*p.zero, *p.surfaces), question.names) for p in found.pieces]
    return all(len(question.names) - len(part.values) <= len(part.surfaces) for part in left)


def _closed_and_bounded(found: Survey) -> bool:
    """Whether the domain of f is bounded by an edge that belongs to it: where a root's argument is 0."""
    question = found.question
    if question.constraints or any(not closed for _, closed in question.conditions) or not _continuous(found):
        return False
    for edge in {node for piece in found.pieces for node in piece.edges}:
        try:
            tower = Tower(question.names, [edge])
            inside = -tower.ratio(edge).top
        except (NotClosed, TooHard, ZeroDivisionError):
            continue
        polynomial = all(i < len(question.names) for i in support(inside))
        if polynomial and infinity.coercive(inside, len(question.names)) is not None:
            return True
    return False


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
    """Whether the function is continuous on its closed domain: no poles, no open edges, no jumps.

    Constraints are continuous too, so that the set on which they hold is closed.
    """
    jumping = {"sign", "heaviside", "floor", "ceil", "atan2", "acot", "tan", "cot", "sec", "csc", "gamma", "factorial"}
    breaking = jumping | {"log", "log2", "log10", "piecewise", "atanh", "acoth", "digamma"}
    if any(piece.nonzero for piece in found.pieces if piece.open):
        return False
    return not any(_calls(tree, breaking) for tree in (found.question.tree, *found.question.constraints))


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


def whole(found: Survey) -> bool:
    """Whether the function is defined and continuous everywhere."""
    return not any(piece.partial for piece in found.pieces) and _continuous(found)


def _periodic(found: Survey) -> bool:
    """Whether the function is continuous everywhere and depends on every variable only through sines and cosines."""
    question = found.question
    if question.conditions or question.constraints or not whole(found):
        return False
    return all(_waves_only(piece.function, question.names) for piece in found.pieces if piece.open)


def _waves_only(function: Node, variables: tuple[str, ...]) -> bool:
    """Whether a formula holds its variables in sines and cosines alone."""
    try:
        system = stationary_of(function, (), variables)
    except (NotClosed, TooHard, ZeroDivisionError):
        return False
    tower, width = system.tower, len(variables)
    used = {*support(system.function.top), *support(system.function.bottom)}
    kernels = [tower.kernel(i) for i in used if i >= width]
    bounded = all(k is None or k.kind in {"cos", "sin", "number"} for k in kernels)
    return bounded and not any(i < width for i in used)
