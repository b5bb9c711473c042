"""Values of the function at points: exact trees, balls, and how two of them compare."""

from __future__ import annotations

from collections.abc import Sequence

import flint
from flint import arb

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.points.constants import ClosedForms, Inexact, constants
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.critical.points.symmetry import mirrored
from symcalc.calculus.critical.points.wording import plainly
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.decide.ball import Verdict, enclose
from symcalc.decide.sign import sign
from symcalc.record import field, record
from symcalc.syntax.tree import Negative, Node, Sum, integer, names, substitute

#: Bits at which values are compared before exact methods are asked.
BITS = (96, 256)


@record
class Height:
    """A value of the function: exactly as a tree where there is one, and in balls."""

    node: Node | None
    spot: Spot | None = field(default=None, compare=False, repr=False)
    function: Node | None = field(default=None, compare=False, repr=False)

    def ball(self, bits: int = 96) -> arb:
        """An interval that holds the value; NaN where the value still depends on an integer."""
        if self.node is not None:
            if names(self.node):
                return arb.nan()
            found = enclose(self.node, {}, bits + 32)
        else:
            assert self.spot is not None  # noqa: S101 (a value is known exactly or from its point)
            assert self.function is not None  # noqa: S101 (the same)
            with flint.ctx.workprec(bits + 32):
                found = enclose(
                    self.function, dict(zip(self.spot.names, self.spot.balls(bits), strict=True)), bits + 32
                )
        return arb.nan() if isinstance(found, Verdict) else found


def height(tower: Tower, function: Ratio, spot: Spot, tree: Node) -> Height:
    """The value of a function at a point; `tree` is the function as it was read."""
    if spot.exact is None:
        return Height(None, spot, tree)
    for field_of in (constants, ClosedForms):
        try:
            there = field_of(tower, spot)
            return Height(tidied(there.tree(there.value(function))))
        except Inexact:
            continue
    return Height(tidied(substitute(tree, dict(spot.exact))))


def tidied(node: Node) -> Node:
    """A constant with like terms collected, where that is possible."""
    if len(repr(node)) > 4000:
        return node
    try:
        tower = Tower((), [node])
        return plainly(tower.tree(tower.ratio(node)))
    except (NotClosed, TooHard, ZeroDivisionError):
        return node


def collected(node: Node) -> Node:
    """An expression with like terms collected, where that is possible."""
    try:
        tower = Tower(sorted(names(node)), [node])
        return tower.tree(tower.ratio(node))
    except (NotClosed, TooHard, ZeroDivisionError):
        return node


def compared(a: Height, b: Height) -> int | None:
    """-1, 0 or 1 as the first value is smaller, equal or greater; None where that is not decided."""
    if a.node is not None and a.node == b.node:
        return 0
    if any(height.node is not None and names(height.node) for height in (a, b)):
        return None
    for bits in BITS:
        x, y = a.ball(bits), b.ball(bits)
        if x < y:
            return -1
        if x > y:
            return 1
    if a.node is None or b.node is None:
        return 0 if _mirrored(a, b) else None
    return sign(Sum((a.node, Negative(b.node))))


def _mirrored(a: Height, b: Height) -> bool:
    """Whether a symmetry of the function makes two values equal."""
    if a.spot is None or b.spot is None or a.function is None or b.function is None:
        return False
    return mirrored(a.function, a.spot, b.function, b.spot)


def least(heights: Sequence[Height], direction: int = 1) -> list[int] | None:
    """The positions of the least values (of the greatest for direction -1), None where a comparison is undecided."""
    best: list[int] = []
    for i, candidate in enumerate(heights):
        if not best:
            best = [i]
            continue
        order = compared(candidate, heights[best[0]])
        if order is None:
            return None
        if order == 0:
            best.append(i)
        elif order * direction < 0:
            best = [i]
    return best


ZERO = Height(integer(0))
