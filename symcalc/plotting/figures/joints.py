"""Where a curve is not one line: its holes, jumps, poles and ends, with the values on both sides.

The zeros of the function's edges are found by changes of sign, and by touching; a limit is told from a pole by whether
values settle as one comes closer.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from symcalc.plotting.figures.edges import Edges
from symcalc.plotting.figures.scene import Dot, spaced
from symcalc.record import record

Function = Callable[[float], float]

#: Points at which edges are looked for; more of them than this are too close together to be drawn one by one.
LOOKS, MOST = 1601, 40
#: How close to a joint its sides are looked at, and how far values may still move there, as parts of the picture.
NEAR, SETTLED = 1e-6, 0.02
#: Values that grow by this part of themselves, and do not grow less when one comes closer, go on without end: however
#: small it is in the picture, that is a pole (gamma has residues of 1/n!).
GROWING, STEADY = 1e-4, 0.9
#: Values that are the same in a picture.
SAME = 2e-3


@record
class Joint:
    """A place with the limits from both sides and the value there; None where there is no finite one."""

    at: float
    before: float | None
    value: float | None
    after: float | None

    def breaks(self, height: float) -> bool:
        """Whether the curve is interrupted here."""
        parts = (self.before, self.value, self.after)
        known = [part for part in parts if part is not None]
        return len(known) < 3 or max(known) - min(known) > SAME * height

    def dots(self, height: float, role: str = "function") -> Iterator[Dot]:
        """The ends of the pieces: filled where they have the function's value, open where they have not."""
        if not self.breaks(height):
            return
        limits = [limit for limit in (self.before, self.after) if limit is not None]
        for place, limit in enumerate(limits):
            if place and abs(limit - limits[0]) <= SAME * height:
                continue
            if self.value is None or abs(limit - self.value) > SAME * height:
                yield Dot((self.at, limit), open=True, role=role)
        if self.value is not None and limits and (len(limits) == 2 or not self._reached(limits, height)):
            yield Dot((self.at, self.value), open=False, role=role)

    def _reached(self, limits: Sequence[float], height: float) -> bool:
        return any(abs(limit - self.value) <= SAME * height for limit in limits if self.value is not None)

    @property
    def heights(self) -> Iterator[float]:
        """The limits and the value."""
        yield from (height for height in (self.before, self.value, self.after) if height is not None)


def zeros(edges: Edges, low: float, high: float) -> Iterator[tuple[float, bool]]:
    """The zeros of the edges of a function of one variable in a range, and whether the function has a value there.

    >>> from symcalc.syntax import parse_expression
    >>> list(zeros(Edges.of(parse_expression("1/(x - 1) + abs(x)"), ("x",)), -2.0, 2.0))
    [(0.0, True), (1.0, False)]
    """
    if not edges.edges:
        return
    found: dict[float, bool] = {}
    xs = spaced(low, high, LOOKS)
    rows = [edges.expressions(x) for x in xs]
    for number in range(len(edges.edges)):
        points = [(x, row[number]) for x, row in zip(xs, rows, strict=True)]
        for at in _zeros_of(partial(_value, edges, number), points):
            defined = edges.conditions(at)[number] == 1.0
            found[at] = found.get(at, True) and defined
    yield from sorted(found.items())


def _value(edges: Edges, number: int, x: float) -> float:
    return edges.expressions(x)[number]


def _zeros_of(expression: Function, points: Sequence[tuple[float, float]]) -> Iterator[float]:
    """Zeros at the points, between two with different signs, and where the size of the values has a minimum of zero."""
    for (a, ga), (b, gb) in pairwise(points):
        if ga == 0:
            yield a
        elif math.isfinite(ga) and math.isfinite(gb) and (ga > 0) != (gb > 0) and gb != 0:
            at = _bisected(expression, a, b)
            if abs(expression(at)) <= min(abs(ga), abs(gb)):
                yield at
    if points[-1][1] == 0:
        yield points[-1][0]
    for (a, ga), (_, gm), (b, gb) in zip(points, points[1:], points[2:], strict=False):
        if 0 < abs(gm) < min(abs(ga), abs(gb)) and (ga > 0) == (gb > 0):
            at = _least(lambda x: abs(expression(x)), a, b)
            if abs(expression(at)) <= 1e-14 * max(abs(ga), abs(gb)):
                yield at


def _bisected(expression: Function, low: float, high: float) -> float:
    """The change of sign, as a round number where one is so close."""
    positive = expression(low) > 0
    while True:
        middle = (low + high) / 2
        if not low < middle < high:
            return _round(expression, high)
        if (expression(middle) > 0) == positive:
            low = middle
        else:
            high = middle


def _round(expression: Function, at: float) -> float:
    """A number of few digits, where the expression is as small there."""
    short = float(f"{at:.12g}")
    return short if abs(expression(short)) <= 1e-11 * max(1.0, abs(at)) else at


def _least(function: Function, low: float, high: float) -> float:
    """The place of a minimum, by golden sections (Kiefer 1953)."""
    golden = (math.sqrt(5) - 1) / 2
    for _ in range(80):
        third = (high - low) * golden
        left, right = high - third, low + third
        low, high = (low, right) if function(left) < function(right) else (left, high)
    return _round(function, (low + high) / 2)


def joints(function: Function, edges: Edges, low: float, high: float, height: float) -> tuple[Joint, ...]:
    """The joints of a curve in a range, of a picture that is so high; none where they are too many to be seen.

    >>> from symcalc.syntax import parse_expression
    >>> tree = parse_expression("(x^2 - 1)/(x - 1)")
    >>> [(joint.at, joint.value) for joint in joints(lambda x: x + 1, Edges.of(tree, ("x",)), -2.0, 2.0, 4.0)]
    [(1.0, None)]
    """
    found = [(at, defined) for at, defined in zeros(edges, low, high) if low <= at <= high]
    if len(found) > MOST:
        return ()
    near = NEAR * (high - low)
    return tuple(
        Joint(
            at,
            _limit(function, at, -near, height) if at > low else None,
            _finite(function(at)) if defined else None,
            _limit(function, at, near, height) if at < high else None,
        )
        for at, defined in found
    )


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _limit(function: Function, at: float, near: float, height: float) -> float | None:
    """Where values settle on one side."""
    far, closer, closest = (function(at + near / part) for part in (1, 2, 4))
    settled = abs(far - closer) <= SETTLED * height and abs(closer - closest) <= SETTLED * height
    growth, more = abs(closer) - abs(far), abs(closest) - abs(closer)
    if not settled or (growth > GROWING * abs(far) and more > STEADY * growth):
        return None
    return _finite(2 * closest - closer)
