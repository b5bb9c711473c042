"""Points of the domain at which a function is less, or greater, than at all candidates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

import flint
from flint import fmpq

from symcalc.calculus.critical.extrema import infinity
from symcalc.calculus.critical.families.parametric import parametrised
from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.kinds.forms import directions
from symcalc.calculus.critical.points.values import Height, collected, tidied
from symcalc.calculus.critical.points.wording import power, times
from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.search.formal import Formal
from symcalc.calculus.critical.search.limits import OO, symbolic_limit
from symcalc.calculus.critical.search.stationary import stationary
from symcalc.calculus.critical.search.survey import Question
from symcalc.calculus.critical.systems.groebner import TooHard, ideal
from symcalc.calculus.critical.systems.ring import Ring, support
from symcalc.decide.ball import Verdict, compile_ball, compile_condition
from symcalc.syntax.tree import Name, Negative, Node, Relation, integer, rational, substitute
from symcalc.syntax.written import written

#: Coordinates of the points at which values below all candidates are looked for.
GRID = (0, 1, -1, Fraction(1, 3), -2, 3, -7, 20, -100, 1000, -(10**6))


T = Name("t")
PARABOLA = times(integer(2), [power(T, 2)])
#: At most so many points are looked at, and so many simple directions.
POINTS, RAYS = 1500, 6


def on_constraints(question: Question) -> Iterator[tuple[Fraction, ...]]:
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
    for values in points(len(shape.parameters)):
        change = {name: rational(value) for name, value in zip(shape.parameters, values, strict=True)}
        exact = [bounds(tidied(substitute(shape.point[name], change))) for name in question.names]
        if all(e.low is not None and e.low == e.high for e in exact):
            yield tuple(e.low for e in exact if e.low is not None)


def beyond(
    question: Question, record: Height | None, points: Iterator[tuple[Fraction, ...]], direction: int
) -> Iterator[tuple[Fraction, ...]]:
    """Rational points of the domain with a value beyond a record."""
    evaluate = compile_ball(question.tree, list(question.names))
    surfaces = [compile_ball(surface, list(question.names)) for surface in question.constraints]
    allowed = [_condition(node, closed) for node, closed in question.conditions]
    tests = [compile_condition(condition, list(question.names)) for condition in allowed]
    limit = None if record is None else record.ball(160)
    with flint.ctx.workprec(128):
        for values in points:
            point = [fmpq(v.numerator, v.denominator) for v in values]
            if not all(test(point) is True for test in tests):
                continue
            value = evaluate(point)
            if isinstance(value, Verdict) or any(isinstance(surface(point), Verdict) for surface in surfaces):
                continue
            if limit is None or (value < limit if direction > 0 else value > limit):
                yield values


def _condition(node: Node, closed: bool) -> Node:
    return Relation((">=" if closed else ">",), (node, integer(0)))


def points(width: int) -> Iterator[tuple[Fraction, ...]]:
    """The points that are looked at."""
    reach = len(GRID) if width <= 3 else 5
    chosen = product(GRID[:reach], repeat=width)
    for count, values in enumerate(chosen):
        if count >= POINTS:
            return
        yield tuple(map(Fraction, values))


def unbounded(question: Question, witness: Sequence[Fraction], direction: int) -> str | None:
    """A ray along which the function falls (or grows) without bound, as it is written; None where none is seen."""
    return approached(question, witness, Negative(OO) if direction > 0 else OO, direction)


def approached(question: Question, witness: Sequence[Fraction], value: Node, direction: int) -> str | None:
    """A ray along which the function tends to a value, as it is written; None where none is seen."""
    if question.conditions or question.constraints:
        return None
    for ray in _rays(question, witness, direction):
        along = dict(zip(question.names, ray, strict=True))
        if symbolic_limit(substitute(question.tree, along), "t", OO, 1) == value:
            return located(question, ray)
    return None


def located(question: Question, values: Sequence[Node]) -> str:
    """Where variables have values, as it is written: with the coordinates that constraints give by the variables."""
    change = dict(zip(question.names, values, strict=True))
    places = [collected(substitute(place, change)) for place in question.places] or values
    shown = ", ".join(map(written, places))
    return shown if len(places) == 1 else f"({shown})"


def _rays(question: Question, witness: Sequence[Fraction], direction: int) -> Iterator[tuple[Node, ...]]:
    """The ways far out along which limits are looked for: steepest descent, the witness, simple rays, parabolas."""
    steepest = _polynomial_ray(question, direction)
    if steepest is not None:
        yield tuple(map(_multiple, steepest))
    yield tuple(map(_multiple, witness))
    for ray in islice(directions(len(question.names)), RAYS):
        yield tuple(map(_multiple, ray))
    if len(question.names) == 2:
        for bent in (PARABOLA, Negative(PARABOLA)):
            yield from ((T, bent), (bent, T))


def _multiple(factor: Fraction | int) -> Node:
    """So many times t."""
    return times(rational(Fraction(factor)), [T]) if factor else integer(0)


def _polynomial_ray(question: Question, direction: int) -> Sequence[int] | None:
    """A ray along which the function, where it is a polynomial, tends to the infinity."""
    try:
        system = stationary(question.tree, (), question.names, question.parameters)
    except (NotClosed, TooHard, ZeroDivisionError):
        return None
    function, width = system.function, len(question.names)
    if not function.bottom.is_constant() or any(i >= width for i in support(function.top)):
        return None
    return infinity.descent(function.top if direction > 0 else -function.top, width)
