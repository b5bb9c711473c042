"""Second partial derivatives at a point where the formula says nothing: limits of first ones along the axes."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.smoothness.lines import along_line, derivative_beside, same
from symcalc.calculus.smoothness.place import STEP, Place, tree_of
from symcalc.decide.germ import Limit, limit
from symcalc.decide.sign.polynomials import Ratio, number
from symcalc.decide.sign.settle import Undecided
from symcalc.syntax.tree import Name, Negative, Node, Quotient, Sum


def second_partial(
    function: Node, place: Place, i: int, j: int, gradient: Sequence[Ratio]
) -> Ratio | tuple[Limit, Limit]:
    """d/dx_i (df/dx_j) at a point, or the one-sided limits, from below and above, that do not agree.

    df/dx_j is worked out at p + t e_i for small t, by expansion in a second step along e_j. Raises `Undecided`.
    """
    if i == j:
        found = along_line(function, place, place.axis(i), 2)
        if found.complete(2):
            return found.values[2]
        if not found.decided or found.below is None or found.above is None:
            raise Undecided
        return found.below, found.above
    below, above = (_quotient(function, place, (i, j), sign, gradient[j]) for sign in (-1, 1))
    if below.kind == "undecided" or above.kind == "undecided":
        raise Undecided
    if below.value is not None and above.value is not None and same(place, below.value, above.value):
        return above.value
    return below, above


def _quotient(function: Node, place: Place, axes: tuple[int, int], sign: int, start: Ratio) -> Limit:
    """The one-sided limit of (df/dx_j(p + t e_i) - df/dx_j(p))/t."""
    i, j = axes
    near = place.line(place.axis(i, sign), Name(STEP))
    slope = derivative_beside(function, place, near, place.axis(j), 1)
    if slope is None:
        return Limit("undefined")
    gap = Sum((tree_of(slope), Negative(tree_of(start))))
    found = limit(Quotient(gap, Name(STEP)), STEP, place.constant_sign)
    if found.value is not None:
        return Limit("finite", found.value * number(sign))
    return Limit(found.kind, sign=found.sign * sign)
