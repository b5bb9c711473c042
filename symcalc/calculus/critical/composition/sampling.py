"""A point of a level set that has no parametrisation."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, product

import flint
from flint import arb, fmpq

from symcalc.calculus.critical.composition.levels import LEVEL, solved
from symcalc.calculus.critical.points.decimals import DIGITS, decimals
from symcalc.calculus.critical.points.values import collected, tidied
from symcalc.calculus.critical.result import Known
from symcalc.decide.ball import Verdict, enclose
from symcalc.decide.sign import sign
from symcalc.syntax.tree import Name, Negative, Node, Sum, integer, names, substitute

#: Quarters at which a function is looked at for values that it passes, and how often the way is halved then.
GRID, STEPS = range(-40, 41), 70
BITS = 160


def sample(inner: Node, variables: Sequence[str], value: Known) -> dict[str, Known] | None:
    """A point of a level set, all variables but one 0, or all 1; None where none of those is seen to be one.

    >>> from symcalc.syntax import parse_expression
    >>> found = sample(parse_expression("y z + x^2 + y^2"), ("x", "y", "z"), parse_expression("2"))
    >>> {name: str(node) for name, node in found.items()}
    {'x': '-sqrt(2)', 'y': '0', 'z': '0'}
    """
    for rest, name in product((integer(0), integer(1)), variables):
        along = collected(substitute(inner, {other: rest for other in variables if other != name}))
        for place in (solved(along, Name(LEVEL)) if names(along) else None) or ():
            found = _checked(along, name, place, value)
            if found is not None:
                return {other: found if other == name else rest for other in variables}
        crossed = _crossing(along, name, value) if isinstance(value, Node) and names(along) else None
        if crossed is not None:
            return {other: crossed if other == name else rest for other in variables}
    return None


def _crossing(along: Node, name: str, value: Node) -> str | None:
    """Where a continuous function of one variable passes a value, in decimals; None where that is not seen."""

    def side(at: Fraction) -> int | None:
        there = enclose(Sum((along, Negative(value))), {name: _ball(at)}, BITS)
        return None if isinstance(there, Verdict) or there.contains(0) else 1 if there > 0 else -1

    ends = [(Fraction(n, 4), side(Fraction(n, 4))) for n in GRID]
    pairs = ((low, high) for (low, a), (high, b) in pairwise(ends) if a is not None and b is not None and a != b)
    found = next(pairs, None)
    for _ in range(STEPS if found is not None else 0):
        assert found is not None  # noqa: S101 (seen in the line above)
        middle = sum(found, Fraction(0)) / 2
        between = side(middle)
        if between is None:
            return None
        found = (middle, found[1]) if between == side(found[0]) else (found[0], middle)
    if found is None:
        return None
    with flint.ctx.workprec(BITS):
        return decimals(_ball(found[0]).union(_ball(found[1])), DIGITS)


def _ball(value: Fraction) -> arb:
    with flint.ctx.workprec(BITS):
        return arb(fmpq(value.numerator, value.denominator))


def _checked(along: Node, name: str, place: Node, value: Known) -> Known | None:
    """The coordinate, where the function certainly has the value there: decimals where the value is known by those."""
    if isinstance(value, Node):
        exact = tidied(substitute(place, {LEVEL: value}))
        gap = Sum((substitute(along, {name: exact}), Negative(value)))
        return exact if sign(gap) == 0 else None
    with flint.ctx.workprec(BITS):
        near = arb(value, f"1e-{DIGITS + 5}")
    there = enclose(place, {LEVEL: near}, BITS)
    back = None if isinstance(there, Verdict) else enclose(along, {name: there}, BITS)
    if isinstance(there, Verdict) or back is None or isinstance(back, Verdict) or not back.overlaps(near):
        return None
    return decimals(there, DIGITS)
