"""Kinds that only the global extrema settle: where the least value of all is taken, no value nearby is less."""

from __future__ import annotations

from typing import TypeVar

from symcalc.calculus.critical.entries import Answer
from symcalc.calculus.critical.result import CriticalPoint, Extrema, Extremum, Family, Nondifferentiable
from symcalc.record import replace

_Entry = TypeVar("_Entry", CriticalPoint, Family, Nondifferentiable)


def settle_by_extrema(answer: Answer, globally: Extrema) -> None:
    """Give the entries of open kind at which a global extremum is taken that kind.

    They must be inside the domain: on a side of a box the kind is that of the formula beyond the side too.

    >>> from symcalc.calculus.critical.result import Extrema, Extremum, Nondifferentiable
    >>> from symcalc.syntax.tree import integer
    >>> point = {"x": integer(0)}
    >>> answer = Answer(corners=[Nondifferentiable(point, (), integer(1), "undecided")])
    >>> settle_by_extrema(answer, Extrema(Extremum(integer(1), (point,)), None))
    >>> answer.corners[0].kind, answer.corners[0].evidence
    ('minimum', 'f has its least value here')
    """
    answer.points = [_settled(point, globally) for point in answer.points]
    answer.families = [_settled(family, globally) for family in answer.families]
    answer.corners = [_settled(corner, globally) for corner in answer.corners]


def _settled(entry: _Entry, globally: Extrema) -> _Entry:
    if entry.kind != "undecided" or entry.point is None:
        return entry
    for kind, word, extremum in (("minimum", "least", globally.minimum), ("maximum", "greatest", globally.maximum)):
        taken = isinstance(extremum, Extremum) and extremum.value == entry.value and dict(entry.point) in extremum.alone
        if taken:
            return replace(entry, kind=kind, evidence=f"f has its {word} value here")
    return entry
