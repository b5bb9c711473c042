"""Switches that cancel: max(x, y) + min(x, y) is x + y, and sqrt(x^2) - |x| is 0.

The normal form over kernels has the value of the function wherever the function is defined. So where the function is
defined all around a point, and its normal form too, they have the same derivatives there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from symcalc.calculus.smoothness.corners import EXTREMES, RULES, Near
from symcalc.calculus.smoothness.differentiable import inside
from symcalc.calculus.smoothness.place import Place
from symcalc.calculus.smoothness.regular import near
from symcalc.decide.ball.compile import parts
from symcalc.decide.sign.settle import Undecided
from symcalc.record import replace
from symcalc.syntax.tree import Call, Node, names

#: The work that a normal form may take.
_WORK: Final = 20_000


def forms(found: Near, place: Place) -> Iterator[Near]:
    """A function near a point by its normal form, where fewer switches stand in that, and as it was written."""
    try:
        simpler = cancelled(found, place) if _switching(found.formula) > 1 else None
    except Undecided:
        simpler = None
    if simpler is not None:
        yield simpler
    yield found


def _switching(function: Node) -> int:
    """How many parts of a function switch; one alone has nothing to cancel with."""
    kinds = {name for name, _ in RULES} | EXTREMES
    return sum(isinstance(part, Call) and part.function in kinds for part in parts((function,)))


def cancelled(found: Near, place: Place) -> Near | None:
    """A function near a point by its normal form, where fewer switches stand in that; None where that is not so.

    Raises `Undecided` where a sign at the point was not decided.

    >>> from symcalc.syntax import parse_expression, written
    >>> from symcalc.syntax.tree import integer
    >>> place = Place(("x", "y"), {"x": integer(1), "y": integer(1)})
    >>> written(cancelled(near(parse_expression("max(x, y)*min(x, y)"), place), place).formula)
    'x*y'
    """
    place = _around(place)
    if not inside(found.formula, place):
        return None
    formula = _normal_form(found.formula, place)
    if formula is None or not inside(formula, place):
        return None
    simpler = near(formula, place)
    if len(simpler.singular) >= len(found.singular):
        return None
    return replace(simpler, where=(*found.where, *simpler.where))


def _around(place: Place) -> Place:
    """The place without what is assumed of the variables, which need not hold at all points near it."""
    kept = tuple(one for one in place.assumptions if names(one).isdisjoint(place.variables))
    return Place(place.variables, place.point, kept)


def _normal_form(function: Node, place: Place) -> Node | None:
    """The normal form as a tree; None where a case would have to be split, or it takes too long."""
    from symcalc.decide.identity.conditions import conditions  # noqa: PLC0415 (needed at few points)
    from symcalc.decide.identity.kernels.construction import built  # noqa: PLC0415 (the same)
    from symcalc.decide.identity.kernels.knowledge import Knowledge, Nowhere, Refined  # noqa: PLC0415 (the same)
    from symcalc.decide.identity.kernels.settling import Unsettled  # noqa: PLC0415 (the same)
    from symcalc.decide.identity.kernels.written import tree_of  # noqa: PLC0415 (the same)
    from symcalc.decide.identity.work import OutOfWork, Work  # noqa: PLC0415 (the same)

    try:
        made = built(Knowledge(assumed=conditions(place.assumptions)), Work(_WORK), (function,))
    except (Nowhere, OutOfWork, Refined, Unsettled):
        return None
    return tree_of(made.tower, made.ratios[0])
