"""The sign of an expression at all integers: a polynomial in one, times exponentials, has a sign beyond its roots."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import flint
from flint import arb, fmpz_mpoly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.points.values import Height
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import Monomial
from symcalc.decide.sign import sign
from symcalc.record import record
from symcalc.syntax.tree import Node, integer, names, substitute

#: Beyond this no integer is looked at one by one.
FARTHEST = 400


@record
class Stretch:
    """The integers from `low` to `high`, None where there is no end, at which an expression has a sign."""

    low: int | None
    high: int | None
    sign: int

    @property
    def sample(self) -> int:
        """One of them, the one nearest to 0."""
        if self.low is not None and self.low > 0:
            return self.low
        return self.high if self.high is not None and self.high < 0 else 0


def signs(node: Node, name: str) -> list[Stretch] | None:
    """The signs of an expression in one name at all integers, in order; None where they could not be decided.

    >>> from symcalc.syntax import parse_expression
    >>> [(s.low, s.high, s.sign) for s in signs(parse_expression("(k^2 - 4) exp(-k)"), "k")]
    [(None, -3, 1), (-2, -2, 0), (-1, 1, -1), (2, 2, 0), (3, None, 1)]
    """
    try:
        tower = Tower((name,), [node])
        ratio = tower.ratio(node)
        radius = max(_radius(tower, ratio.top), _radius(tower, ratio.bottom))
    except (NotClosed, TooHard, ZeroDivisionError, Undecided):
        return None
    if radius > FARTHEST:
        return None
    values = [(k, sign(substitute(node, {name: integer(k)}))) for k in range(-radius, radius + 1)]
    if any(value is None for _, value in values):
        return None
    return _stretches([(k, value) for k, value in values if value is not None])


def tendency(node: Node, name: str, direction: int) -> int:
    """1 or -1 where an expression tends to plus or minus infinity as an integer grows (or falls, -1), 0 elsewhere.

    >>> from symcalc.syntax import parse_expression
    >>> [tendency(parse_expression(text), "k", -1) for text in ("k^2 - k", "2k", "-exp(-k)", "exp(k)")]
    [1, -1, -1, 0]
    """
    try:
        tower = Tower((name,), [node])
        ratio = tower.ratio(node)
        above, below = (coefficients(tower, part) for part in (ratio.top, ratio.bottom))
    except (NotClosed, TooHard, ZeroDivisionError, Undecided):
        return 0
    degree, rate = len(above) - len(below), _rate(tower, ratio, direction)
    if rate is None or rate < 0 or (rate == 0 and degree <= 0) or not above:
        return 0
    size = _size(tower, above[-1]) / _size(tower, below[-1])
    found = 1 if size > 0 else -1 if size < 0 else 0
    return found if direction > 0 or degree % 2 == 0 else -found


def _rate(tower: Tower, ratio: Ratio, direction: int) -> int | None:
    """Whether the exponentials grow (1), fall (-1) or are constant; None where that does not show."""
    total = tower.zero
    for part, factor in ((ratio.top, 1), (ratio.bottom, -1)):
        for position, exponent in enumerate(map(int, part.degrees())):
            kernel = tower.kernel(position)
            if exponent and kernel is not None and kernel.kind == "exp" and kernel.argument is not None:
                total = total + tower.derivative(kernel.argument, 0) * tower.number(factor * exponent)
    return sign(tower.tree(total * tower.number(direction))) if tower.constant(total.top) else None


def steady_sign(node: Node) -> int | None:
    """The sign of a number times what is always positive, whatever its names stand for; None for other expressions.

    >>> from symcalc.syntax import parse_expression
    >>> steady_sign(parse_expression("-2 exp(-k^2)")), steady_sign(parse_expression("k"))
    (-1, None)
    """
    try:
        tower = Tower(sorted(names(node)), [node])
        ratio = tower.ratio(node)
    except (NotClosed, TooHard, ZeroDivisionError):
        return None
    if ratio.is_zero:
        return 0
    found = 1
    for part in (ratio.top, ratio.bottom):
        try:
            numbers = numerical(tower, part)
        except Undecided:
            return None
        value = sign(tower.tree(Ratio.polynomial(numbers)))
        if not value:
            return None
        found *= value
    return found


def numerical(tower: Tower, polynomial: fmpz_mpoly) -> fmpz_mpoly:
    """A polynomial less one product of positive kernels; raises Undecided where that is not a number."""
    context = polynomial.context()
    least = [min(column) for column in zip(*(map(int, m) for m in polynomial.monoms()), strict=True)]
    units = tuple(e if _positive(tower, i) and not tower.is_number(i) else 0 for i, e in enumerate(least))
    rest = polynomial // context.from_dict({units: 1})
    if not tower.constant(rest):
        raise Undecided
    return rest


class Undecided(Exception):
    """The expression is no polynomial in the integer times what never vanishes."""


def _radius(tower: Tower, polynomial: fmpz_mpoly) -> int:
    """An integer from which on the polynomial keeps its sign, to both sides (Cauchy's bound)."""
    sizes = [_size(tower, part) for part in coefficients(tower, polynomial)]
    if not sizes:
        return 0
    if not sizes[-1] > 0 and not sizes[-1] < 0:
        raise Undecided
    with flint.ctx.workprec(96):
        bound = max((abs(size / sizes[-1]) for size in sizes[:-1]), key=lambda b: float(b.upper()), default=arb(0))
        upper = bound.upper()
    if len(sizes) == 1:
        return 0
    return int((upper + 2).ceil().fmpz()) if upper < FARTHEST else FARTHEST + 1


def coefficients(tower: Tower, polynomial: fmpz_mpoly) -> list[fmpz_mpoly]:
    """The coefficients by powers of the tower's only variable; raises Undecided where kernels hold it."""
    groups: dict[Monomial, dict[int, dict[Monomial, int]]] = {}
    for monomial, coefficient in polynomial.to_dict().items():
        exponents = tuple(map(int, monomial))
        moving = tuple(0 if i == 0 or tower.is_number(i) else e for i, e in enumerate(exponents))
        rest = tuple(0 if i == 0 else e - m for i, (e, m) in enumerate(zip(exponents, moving, strict=True)))
        groups.setdefault(moving, {}).setdefault(exponents[0], {})[rest] = int(coefficient)
    if len(groups) > 1 or any(not _positive(tower, i) for key in groups for i, e in enumerate(key) if e):
        raise Undecided
    context = polynomial.context()
    parts = next(iter(groups.values()), {})
    return [context.from_dict(parts.get(k, {})) for k in range(max(parts, default=-1) + 1)]


def _positive(tower: Tower, position: int) -> bool:
    kernel = tower.kernel(position)
    return kernel is not None and kernel.positive


def _size(tower: Tower, part: fmpz_mpoly) -> arb:
    return arb(0) if part.is_zero() else Height(tower.tree(Ratio.polynomial(part))).ball()


def _stretches(values: Sequence[tuple[int, int]]) -> list[Stretch]:
    """Equal signs put together; the first and the last go on for ever."""
    found = []
    for value, group in groupby(values, key=lambda pair: pair[1]):
        members = [k for k, _ in group]
        found.append(Stretch(members[0], members[-1], value))
    first, last = found[0], found[-1]
    found[0] = Stretch(None, first.high, first.sign)
    last = found[-1]
    found[-1] = Stretch(last.low, None, last.sign)
    return found


def refined(lists: Sequence[Sequence[Stretch]]) -> list[tuple[int | None, int | None, tuple[int, ...]]]:
    """Several divisions of the integers at once: stretches on which every expression has one sign.

    >>> refined([[Stretch(None, 0, 1), Stretch(1, None, -1)], [Stretch(None, None, 1)]])
    [(None, 0, (1, 1)), (1, None, (-1, 1))]
    """
    starts = sorted({s.low for stretches in lists for s in stretches if s.low is not None})
    lows: list[int | None] = [None, *starts]
    highs: list[int | None] = [*(start - 1 for start in starts), None]
    found = []
    for low, high in zip(lows, highs, strict=True):
        sample = Stretch(low, high, 0).sample
        found.append((low, high, tuple(_at(stretches, sample) for stretches in lists)))
    return found


def _at(stretches: Sequence[Stretch], k: int) -> int:
    within = (s for s in stretches if (s.low is None or s.low <= k) and (s.high is None or k <= s.high))
    return next(within).sign
