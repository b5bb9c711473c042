"""A rigorous bound on the error of a Taylor polynomial over a box.

The box is cut into parts. On each the error is enclosed in several ways, all of them rigorous, and the narrowest
counts: f minus the polynomial itself; Lagrange's form of the remainder on all lines from the point into the part; and
the next few terms of the series with Lagrange's form of what is left after them. The part with the greatest bound is
cut again, until the bound is close to an error that is certainly reached, or the work allowed is done.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal
from fractions import Fraction
from itertools import count, product
from typing import Final

from flint import arb, ctx, fmpq

from symcalc.calculus.expansion.remainder_series import coefficients_on
from symcalc.decide.ball import UNDEFINED, compile_ball, enclose
from symcalc.decide.decimals import fraction
from symcalc.errors import DomainFault, UsageFault
from symcalc.record import record
from symcalc.result import Content, Note, Statement
from symcalc.syntax import written
from symcalc.syntax.tree import Negative, Node, Sum, names

#: Bits of the arithmetic.
_PRECISION: Final = 128
#: How many parts of the box are looked at, at most.
_PARTS: Final = 1500
#: The search ends where the bound is at most this much above an error that is reached.
_CLOSE: Final = Fraction(102, 100)
#: Corners of a part are tried in up to so many variables.
_CORNERS: Final = 6
#: Terms of the series beyond the polynomial, with what is left after them.
_MORE: Final = 5
#: Significant digits of a bound.
_DIGITS: Final = 12
_SHOWN: Final = 4


@record
class Remainder:
    """What the error of a Taylor polynomial is on a box: at most `bound`, and somewhere at least `reached`.

    A `bound` of None says that none was found; `method` is how it was.
    """

    ranges: Mapping[str, tuple[Node, Node]]
    bound: Decimal | None
    reached: Decimal
    method: str

    def statements(self, order: int) -> Iterator[Statement]:
        """The bound in words, with what shows how good it is."""
        sides: list[Content] = []
        for name, (low, high) in self.ranges.items():
            sides += [", " if sides else "", f"{name} = ", low, " .. ", high]
        if self.bound is None:
            yield Note(("On the box ", *sides, ": no bound on the error was found."), tone="doubt")
            return
        most, least = _shorter(self.bound, ROUND_CEILING), _shorter(self.reached, ROUND_FLOOR)
        yield Note(("On the box ", *sides, f": |f − T{order}| ≤ ", most, ", proved by the ", self.method, "."))
        yield Note(("An error of ", least, " is reached there."))


def bound(
    function: Node,
    polynomial: Node,
    order: int,
    point: Mapping[str, Node],
    ranges: Mapping[str, tuple[Node, Node]],
) -> Remainder:
    """A bound on |f - polynomial| over a box, the polynomial being that of an order about a point.

    Both have the names of the box and no others. Raises DomainFault where f is undefined somewhere in the box, and
    UsageFault where a value is missing.

    >>> from symcalc.syntax import parse_expression
    >>> from symcalc.syntax.tree import integer
    >>> f, tangent = parse_expression("exp(x)"), parse_expression("1 + x")
    >>> found = bound(f, tangent, 1, {"x": integer(0)}, {"x": (integer(0), parse_expression("1/10"))})
    >>> found.bound, found.reached
    (Decimal('0.00517091826127'), Decimal('0.00517091807564'))
    """
    loose = sorted((names(function) | names(polynomial)) - set(ranges))
    if loose:
        raise UsageFault(f"a bound over a box needs a value for {', '.join(loose)}")
    with ctx.workprec(_PRECISION):
        return _Search(function, polynomial, order, point, ranges).run()


@record
class _Part:
    """A part of the box, by its ends."""

    low: tuple[fmpq, ...]
    high: tuple[fmpq, ...]

    def balls(self) -> list[arb]:
        """The sides as balls."""
        return [arb(a).union(arb(b)) for a, b in zip(self.low, self.high, strict=True)]

    def halves(self, scale: Sequence[fmpq]) -> tuple[_Part, _Part]:
        """The part cut across its longest side, lengths being measured by those of the whole box."""
        widths = [(b - a) / whole if whole else fmpq(0) for a, b, whole in zip(self.low, self.high, scale, strict=True)]
        side = max(range(len(widths)), key=widths.__getitem__)
        middle = (self.low[side] + self.high[side]) / 2
        left, right = list(self.high), list(self.low)
        left[side] = right[side] = middle
        return _Part(self.low, tuple(left)), _Part(tuple(right), self.high)

    def tried(self) -> list[tuple[fmpq, ...]]:
        """Points to try: its corners (two of them in many variables), and the one of the simplest numbers."""
        plain = tuple(simplest(a, b) for a, b in zip(self.low, self.high, strict=True))
        if len(self.low) > _CORNERS:
            return [self.low, self.high, plain]
        return [*product(*zip(self.low, self.high, strict=True)), plain]


def simplest(low: fmpq, high: fmpq) -> fmpq:
    """The fraction with the least denominator between two others, themselves included: where poles like to be.

    >>> simplest(fmpq(3, 10), fmpq(37, 100)), simplest(fmpq(-1), fmpq(2)), simplest(fmpq(-7, 2), fmpq(-1, 3))
    (1/3, 0, -1)
    """
    if low <= 0 <= high:
        return fmpq(0)
    if high < 0:
        return -simplest(-high, -low)
    whole = low.ceil()
    if whole <= high:
        return fmpq(whole)
    below = low.floor()
    return below + 1 / simplest(1 / (high - below), 1 / (low - below))


class _Search:
    """Bounds the error on parts of the box, the worst part first."""

    def __init__(
        self,
        function: Node,
        polynomial: Node,
        order: int,
        point: Mapping[str, Node],
        ranges: Mapping[str, tuple[Node, Node]],
    ) -> None:
        self.variables = list(ranges)
        self.function, self.order, self.ranges = function, order, ranges
        self.gap = compile_ball(Sum((function, Negative(polynomial))), self.variables)
        self.value = compile_ball(function, self.variables)
        self.start = [_ball(point[name]) for name in self.variables]
        self.whole = _Part(*zip(*(_ends(*ranges[name]) for name in self.variables), strict=True))
        self.reached = arb(0)
        self.by_series = False

    def run(self) -> Remainder:
        """The bound when the work is done."""
        scale = [b - a for a, b in zip(self.whole.low, self.whole.high, strict=True)]
        ticket = count()
        heap = [self._entry(self.whole, next(ticket))]
        for _ in range(_PARTS):
            greatest = -heap[0][0]
            if greatest <= self.reached * arb(fmpq(_CLOSE.numerator, _CLOSE.denominator)) or not any(scale):
                break
            part = heapq.heappop(heap)[2]
            for half in part.halves(scale):
                heapq.heappush(heap, self._entry(half, next(ticket)))
        return self._answer(-heap[0][0])

    def _entry(self, part: _Part, ticket: int) -> tuple[arb, int, _Part]:
        """A part under minus its bound, so that the greatest comes first."""
        for point in part.tried():
            self._reach(point)
        return -self._bound_on(part), ticket, part

    def _reach(self, point: tuple[fmpq, ...]) -> None:
        error = self.gap(list(point))
        if error is UNDEFINED:
            where = ", ".join(f"{name} = {value}" for name, value in zip(self.variables, point, strict=True))
            raise DomainFault(f"{written(self.function)} is not defined on the whole box: not at {where}")
        if isinstance(error, arb):
            self.reached = self.reached.max(error.abs_lower())

    def _bound_on(self, part: _Part) -> arb:
        balls = part.balls()
        if self.value(balls) is UNDEFINED:
            raise DomainFault(f"{written(self.function)} is not defined on the whole box")
        direct = self.gap(balls)
        sizes = [direct.abs_upper()] if isinstance(direct, arb) else []
        remainders = self._by_series(balls)
        self.by_series = self.by_series or bool(remainders)
        sizes += remainders
        return min(sizes) if sizes else arb.pos_inf()

    def _by_series(self, balls: Sequence[arb]) -> list[arb]:
        """Sizes of the remainder: of order n, and of order n + m after m more terms."""
        terms = coefficients_on(self.function, self.variables, self.start, self.start, balls, order=self.order + _MORE)
        lagrange = coefficients_on(self.function, self.variables, self.start, balls, balls, order=self.order + _MORE)
        if lagrange is None:
            return []
        total, sizes = arb(0), [lagrange[self.order + 1].abs_upper()]
        for k in range(self.order + 1, self.order + _MORE if terms else 0):
            total += terms[k] if terms else 0
            sizes.append((total + lagrange[k + 1]).abs_upper())
        return [size for size in sizes if size.is_finite()]

    def _answer(self, greatest: arb) -> Remainder:
        method = "Lagrange remainder" if self.by_series else "difference from the polynomial itself"
        bounded = greatest.is_finite()
        return Remainder(
            self.ranges,
            _rounded(fraction(greatest.upper()), ROUND_CEILING) if bounded else None,
            _rounded(fraction(self.reached.lower()), ROUND_FLOOR),
            f"{method} in ball arithmetic, on parts of the box",
        )


def _ball(node: Node) -> arb:
    value = enclose(node, {}, _PRECISION)
    if not isinstance(value, arb):
        raise UsageFault(f"{written(node)} is no number to bound an error by")
    return value


def _ends(low: Node, high: Node) -> tuple[fmpq, fmpq]:
    """The ends of a range, rounded outward."""
    ends = (fraction(_ball(low).lower()), fraction(_ball(high).upper()))
    if ends[0] > ends[1]:
        raise UsageFault(f"an empty range: from {written(low)} to {written(high)}")
    return fmpq(ends[0].numerator, ends[0].denominator), fmpq(ends[1].numerator, ends[1].denominator)


def _shorter(value: Decimal, direction: str) -> Decimal:
    """A decimal as it is shown: rounded so that what is said of it stays true."""
    return Context(prec=_SHOWN, rounding=direction).plus(value)


def _rounded(value: Fraction, direction: str) -> Decimal:
    context = Context(prec=_DIGITS, rounding=direction, Emin=-(10**9), Emax=10**9)
    return context.divide(Decimal(value.numerator), Decimal(value.denominator))
