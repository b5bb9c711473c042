"""Zeros that Newton's method finds from many starts, each proved to be one: a second look beside the exact search."""

from __future__ import annotations

from collections.abc import Iterator

import flint
from flint import arb

from symcalc.calculus.critical.search.boxes import BITS, Box, System, Zero, damped_step, proved_near, same

#: Starts, and the steps taken from each.
STARTS, STEPS = 24, 24


def wandered(system: System, box: Box, starts: int = STARTS) -> list[Zero]:
    """Zeros in a box, each proved to be the only one near by; not necessarily all.

    >>> from symcalc.syntax import parse_expression as p
    >>> square = System((p("x^2 - 2"),), ((p("2x"),),), ("x",))
    >>> [round(float(zero.inner[0].mid()), 6) for zero in wandered(square, [arb(0, 3)])]
    [-1.414214, 1.414214]
    """
    found: list[Zero] = []
    with flint.ctx.workprec(BITS):
        for start in _starts(box, starts):
            zero = nearest(system, start)
            if zero is not None and _within(zero, box) and not any(same(zero, other) for other in found):
                found.append(zero)
    return sorted(found, key=lambda zero: tuple(float(side.mid()) for side in zero.inner))


def _starts(box: Box, count: int) -> Iterator[Box]:
    """Points spread evenly over a box (Kronecker's sequence of the root of x^(d+1) = x + 1), its middle first."""
    width = len(box)
    ratio = 2.0
    for _ in range(30):
        ratio = (1 + ratio) ** (1 / (width + 1))
    for k in range(count):
        shares = [2 * ((0.5 + k * ratio ** -(i + 1)) % 1) - 1 for i in range(width)]
        yield [arb((side.mid() + side.rad() * share).mid()) for side, share in zip(box, shares, strict=True)]


def nearest(system: System, start: Box) -> Zero | None:
    """The zero that damped steps lead to from a start, proved to be one; None where there is none."""
    with flint.ctx.workprec(BITS):
        point = start
        for _ in range(STEPS):
            following = damped_step(system, point)
            if following is None:
                break
            point = following
        return proved_near(system, point)


def _within(zero: Zero, box: Box) -> bool:
    return all(side.overlaps(whole) for side, whole in zip(zero.inner, box, strict=True))
