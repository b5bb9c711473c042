"""A point without a closed form as the only solution of the gradient's equations between rational bounds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from symcalc.calculus.critical.entries import Answer
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed
from symcalc.calculus.critical.result import CriticalPoint
from symcalc.calculus.critical.search.stationary import stationary
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.record import record
from symcalc.syntax.tree import Name, Node, Relation, integer, rational

#: The decimals of bounds that are tried; the certified decimals of a point have more.
PLACES = (1, 2, 4, 7, 10)
#: How many times the grain of its bounds a coordinate may be: its decimals are right to far less.
SHARP = 10**12


class Unisolated(Exception):
    """A point that can not be told apart from others."""


@record
class Isolated:
    """Equations, and bounds between which they have one solution only."""

    equations: tuple[Node, ...]
    bounds: tuple[Node, ...]


def isolated(function: Node, point: CriticalPoint, answer: Answer) -> Isolated:
    """A point of an answer that lists all critical points of a smooth function.

    Raises Unisolated where there are families or corners too, or points that are too close.
    """
    if answer.families or answer.corners or point.approx is None:
        raise Unisolated
    others = [other.approx for other in answer.points if other is not point and other.approx is not None]
    if len(others) + 1 < len(answer.points):
        raise Unisolated
    box = next((b for b in _boxes(point.approx) if not any(_inside(b, other) for other in others)), None)
    if box is None:
        raise Unisolated
    bounds: list[Node] = []
    for name, (low, high) in box.items():
        bounds += [Relation((">",), (Name(name), rational(low))), Relation(("<",), (Name(name), rational(high)))]
    return Isolated(_equations(function, tuple(point.point)), tuple(bounds))


Box = Mapping[str, tuple[Fraction, Fraction]]


def _boxes(approx: Mapping[str, float | Decimal]) -> list[Box]:
    """Boxes around a point, smaller and smaller: ends with few decimals, farther away than the decimals are wrong."""
    found: list[Box] = []
    for places in PLACES:
        grain = Fraction(1, 10**places)
        if any(abs(Fraction(value)) > grain * SHARP for value in approx.values()):
            break
        exact = {name: Fraction(value) // grain * grain for name, value in approx.items()}
        found.append({name: (low - grain, low + 2 * grain) for name, low in exact.items()})
    return found


def _inside(box: Box, approx: Mapping[str, float | Decimal]) -> bool:
    """Whether another point may lie in a box."""
    return all(_near(low, high, approx[name]) for name, (low, high) in box.items())


def _near(low: Fraction, high: Fraction, value: float | Decimal) -> bool:
    slack = (high - low) / 10
    return low - slack <= Fraction(value) <= high + slack


def _equations(function: Node, names: tuple[str, ...]) -> tuple[Node, ...]:
    """The equations of the gradient."""
    try:
        system = stationary(function, (), names)
    except (NotClosed, TooHard, ZeroDivisionError) as problem:
        raise Unisolated from problem
    tops = [Ratio.polynomial(c.top) if c.bottom.is_constant() else c for c in system.gradient]
    return tuple(Relation(("==",), (system.tower.tree(top), integer(0))) for top in tops)
