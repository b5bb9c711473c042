"""All zeros of a function of one variable, with proof: between two neighbouring zeros the derivative has one (Rolle).

A sum of polynomials times exponentials, roots or logarithms is divided by one of its terms and differentiated, which
makes it simpler, until a polynomial is left; going back, a monotone stretch has at most one zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flint import fmpz_mpoly, fmpz_poly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.points.numerals import numeral
from symcalc.calculus.critical.points.roots import Crossing
from symcalc.calculus.critical.points.spots import Closed, Coordinate, Spot, rational_spot, simplest_between
from symcalc.calculus.critical.points.values import Height, tidied
from symcalc.calculus.critical.search.limits import OO, symbolic_limit
from symcalc.calculus.critical.systems.branches import irreducible
from symcalc.calculus.critical.systems.numbers import real_roots
from symcalc.calculus.critical.systems.ring import Monomial, support
from symcalc.decide.sign import sign
from symcalc.syntax.tree import Call, Negative, Node, Power, Quotient, Sum, integer, rational

#: The most derivatives taken, and steps towards an open end.
DEPTH, STEPS = 14, 60


class Unproved(Exception):
    """The zeros could not be isolated with proof."""


@dataclass(frozen=True)
class Line:
    """An open interval of a variable of a tower, None for an end without bound."""

    tower: Tower
    variable: int
    low: Coordinate | None = None
    high: Coordinate | None = None

    @property
    def name(self) -> str:
        """The variable."""
        return self.tower.names[self.variable]

    def spot(self, coordinate: Coordinate) -> Spot:
        """A point of the line."""
        return Spot((self.name,), (coordinate,))

    def holds(self, coordinate: Coordinate) -> bool:
        """Whether a number lies inside; raises Unproved where it seems to be an end."""
        return not self._beyond(coordinate, self.low, 1) and not self._beyond(coordinate, self.high, -1)

    @staticmethod
    def _beyond(coordinate: Coordinate, end: Coordinate | None, direction: int) -> bool:
        """Whether a number is the end, or lies on its far side."""
        if end is None:
            return False
        if coordinate.node is not None and coordinate.node == end.node:
            return True
        for bits in (80, 200, 600):
            gap = (coordinate.ball(bits) - end.ball(bits)) * direction
            if gap > 0 or gap < 0:
                return bool(gap < 0)
        raise Unproved

    def within(self, stops: Sequence[Coordinate]) -> Iterator[Line]:
        """The stretches between stops."""
        ends = [self.low, *stops, self.high]
        for low, high in zip(ends, ends[1:], strict=False):
            yield Line(self.tower, self.variable, low, high)

    def middle(self) -> Fraction:
        """A simple number inside."""
        if self.low is None and self.high is None:
            return Fraction(0)
        if self.low is None and self.high is not None:
            return Fraction(int(self.high.ball(160).lower().floor().fmpz()) - 1)
        if self.high is None and self.low is not None:
            return Fraction(int(self.low.ball(160).upper().ceil().fmpz()) + 1)
        assert self.low is not None  # noqa: S101 (seen above)
        assert self.high is not None  # noqa: S101 (the same)
        return simplest_between(self.low, self.high)

    def towards(self, start: Fraction, direction: int) -> Iterator[Fraction]:
        """Numbers from `start` towards the left (-1) or right (1) end."""
        end = self.high if direction > 0 else self.low
        if end is None:
            yield from (start + direction * Fraction(2) ** k for k in range(STEPS))
            return
        current = start
        for _ in range(STEPS):
            left, right = (Closed(_node(current)), end) if direction > 0 else (end, Closed(_node(current)))
            current = simplest_between(left, right)
            yield current


def _node(value: Fraction) -> Node:
    return rational(value)


def zeros(line: Line, polynomial: fmpz_mpoly, depth: int = 0) -> list[Coordinate]:
    """The zeros of a polynomial in the variable and kernels inside an interval, in increasing order.

    Raises Unproved where they could not be isolated.

    >>> from symcalc.syntax import parse_expression
    >>> tree = parse_expression("exp(x) - 3x")
    >>> tower = Tower(("x",), [tree])
    >>> [round(float(zero.ball(64).mid()), 6) for zero in zeros(Line(tower, 0), tower.ratio(tree).top)]
    [0.619061, 1.512135]
    """
    if polynomial.is_zero() or depth > DEPTH:
        raise Unproved
    found: list[Coordinate] = []
    for factor in irreducible(polynomial):
        found += _zeros_of_factor(line, factor, depth)
    return distinct(found)


def _zeros_of_factor(line: Line, factor: fmpz_mpoly, depth: int) -> list[Coordinate]:
    tower = line.tower
    used = support(factor)
    if _is_unit(tower, factor):
        return []
    if all(tower.is_number(i) for i in used):
        if line.spot(Closed(integer(0))).sign(tower, factor) == 0:
            raise Unproved
        return []
    if used == (line.variable,):
        return [c for c in _polynomial_roots(factor, line.variable) if line.holds(c)]
    closed = _inverted(line, factor)
    if closed is not None:
        return [c for c in closed if line.holds(c)]
    return _by_monotony(line, factor, depth)


def _polynomial_roots(factor: fmpz_mpoly, variable: int) -> list[Coordinate]:
    coefficients = {int(m[variable]): int(c) for m, c in factor.to_dict().items()}
    polynomial = fmpz_poly([coefficients.get(k, 0) for k in range(max(coefficients) + 1)])
    return [Closed(numeral(root)) for root in real_roots(polynomial)]


def _inverted(line: Line, factor: fmpz_mpoly) -> list[Coordinate] | None:
    """The zeros in closed form where the factor says what a linear expression, an exponential or a logarithm is."""
    tower = line.tower
    moving = [i for i in support(factor) if not tower.is_number(i)]
    if len(moving) != 1 or int(factor.degrees()[moving[0]]) != 1:
        return None
    slope = factor.derivative(moving[0])
    rest = factor - slope * tower.ring.unknowns[moving[0]]
    if line.spot(Closed(integer(0))).sign(tower, slope) in {0, None}:
        return None
    value = tidied(tower.tree(-(Ratio.polynomial(rest) / Ratio.polynomial(slope))))
    if moving[0] == line.variable:
        return [Closed(value)]
    kernel = tower.kernel(moving[0])
    if kernel is None or kernel.argument is None or kernel.kind not in {"exp", "log", "root"}:
        return None
    size = Height(value).ball()
    if kernel.kind != "log" and not size > 0:
        return [] if size < 0 else None
    inner: Node = Power(value, integer(kernel.order))
    if kernel.kind != "root":
        inner = Call("log" if kernel.kind == "exp" else "exp", (value,))
    return _solved_for(line, kernel.argument, tidied(inner))


def _solved_for(line: Line, argument: Ratio, value: Node) -> list[Coordinate] | None:
    """Where a linear argument takes a value."""
    tower = line.tower
    slope = tower.derivative(argument, line.variable)
    if not tower.constant(slope.top) or not tower.constant(slope.bottom) or slope.is_zero:
        return None
    offset = argument - slope * tower.unknown(line.variable)
    node = Quotient(Sum((value, Negative(tower.tree(offset)))), tower.tree(slope))
    return [Closed(tidied(node))]


def _by_monotony(line: Line, factor: fmpz_mpoly, depth: int) -> list[Coordinate]:
    """Zeros from those of a simpler derivative: the best of the quotients by one of the terms."""
    divisor, slope = _simplest(line, factor)
    stops = zeros(line, divisor, depth + 1) if not divisor.is_constant() else []
    if not slope.is_zero():
        stops = distinct([*stops, *zeros(line, slope, depth + 1)])
    found: list[Coordinate] = []
    signs: dict[int, int] = {}
    for k, stop in enumerate(stops):
        here = line.spot(stop).sign(line.tower, factor)
        if here is None:
            raise Unproved
        signs[k] = here
        found += [stop] if here == 0 else []
    for k, stretch in enumerate(line.within(stops)):
        found += _on_stretch(stretch, factor, signs.get(k - 1), signs.get(k), slope)
    return distinct(found)


def _simplest(line: Line, factor: fmpz_mpoly) -> tuple[fmpz_mpoly, fmpz_mpoly]:
    """A coefficient to divide by, and the numerator of the derivative of the quotient; the simplest one."""
    tower, before = line.tower, _complexity(line, factor)
    best: tuple[tuple[int, int, int], fmpz_mpoly, fmpz_mpoly] | None = None
    for coefficient, divisor in _terms(line, factor):
        slope = tower.derivative(Ratio.polynomial(factor) / Ratio.polynomial(divisor), line.variable)
        parts = [_complexity(line, part) for part in irreducible(slope.top)] if not slope.is_zero else []
        size = max(parts, default=(0, 0, 0))
        if best is None or size < best[0]:
            best = size, coefficient, slope.top
    if best is None or best[0] >= before:
        raise Unproved
    return best[1], best[2]


def _terms(line: Line, factor: fmpz_mpoly) -> Iterator[tuple[fmpz_mpoly, fmpz_mpoly]]:
    """What the factor may be divided by: 1, and for each product of kernels that never vanish its coefficient."""
    ring, tower = line.tower.ring, line.tower
    yield ring.constant(1), ring.constant(1)
    for key, coefficient in _by_kernels(line, factor).items():
        kernels = [tower.kernel(i) for i, e in enumerate(key) if e]
        safe = all(k is not None and k.unit for k in kernels)
        monomial = ring.context.from_dict({key: 1})
        if safe:
            yield coefficient, coefficient * monomial
        elif all(k is not None and (k.unit or k.kind in {"log", "other"}) for k in kernels):
            yield coefficient, coefficient


def _by_kernels(line: Line, factor: fmpz_mpoly) -> dict[Monomial, fmpz_mpoly]:
    """The coefficients, polynomials in the variable and numbers, by products of the other kernels."""
    groups: dict[Monomial, dict[Monomial, int]] = {}
    for monomial, coefficient in factor.to_dict().items():
        exponents = tuple(map(int, monomial))
        key = tuple(0 if i == line.variable or line.tower.is_number(i) else e for i, e in enumerate(exponents))
        rest = tuple(e - k for e, k in zip(exponents, key, strict=True))
        groups.setdefault(key, {})[rest] = coefficient
    return {key: factor.context().from_dict(terms) for key, terms in groups.items()}


def _complexity(line: Line, factor: fmpz_mpoly) -> tuple[int, int, int]:
    """How far a factor is from a polynomial: powers of logarithms, products of kernels, degrees of coefficients."""
    tower = line.tower
    if _is_unit(tower, factor):
        return 0, 0, 0
    groups = _by_kernels(line, factor)
    hard = sum(e for key in groups for i, e in enumerate(key) if e and not _unit(tower, i))
    degrees = sum(int(part.degrees()[line.variable]) for part in groups.values())
    if len(groups) == 1 and not hard:
        return 0, 0, degrees
    return hard, len(groups), degrees


def _is_unit(tower: Tower, factor: fmpz_mpoly) -> bool:
    """Whether a factor is a kernel that never vanishes."""
    used = support(factor)
    return len(used) == 1 and len(factor) == 1 and _unit(tower, used[0])


def _unit(tower: Tower, position: int) -> bool:
    kernel = tower.kernel(position)
    return kernel is not None and kernel.unit


def _on_stretch(
    line: Line, factor: fmpz_mpoly, left: int | None, right: int | None, slope: fmpz_mpoly
) -> list[Coordinate]:
    """The zero on a stretch on which a quotient of the factor is monotone: none or one.

    `left` and `right` are the signs at its ends, None for an open end, 0 where an end is itself a zero: then the
    monotone quotient, zero at that end, has none inside.
    """
    if left == 0 or right == 0 or slope.is_zero():
        return []
    sample = line.middle()
    here = _sign_at(line, factor, sample)
    if here == 0:
        return [Closed(_node(sample))]
    found = []
    for end, direction in ((left, -1), (right, 1)):
        bracket = _bracket(line, factor, sample, here, end, direction)
        if bracket is not None:
            found.append(bracket)
    return found


def _sign_at(line: Line, factor: fmpz_mpoly, value: Fraction) -> int:
    found = rational_spot((line.name,), [value]).sign(line.tower, factor)
    if found is None:
        raise Unproved
    return found


def _bracket(
    line: Line, factor: fmpz_mpoly, sample: Fraction, here: int, end: int | None, direction: int
) -> Coordinate | None:
    """The zero between a sample and an end, where there is one."""
    if end is not None and end == here:
        return None
    near = sample
    for value in line.towards(sample, direction):
        there = _sign_at(line, factor, value)
        if there == 0:
            return Closed(_node(value))
        if there != here:
            return _crossing(line, factor, near, value, direction)
        near = value
    if end is None and _limit_sign(line, factor, direction) in {here, 0}:
        return None
    raise Unproved


def _crossing(line: Line, factor: fmpz_mpoly, near: Fraction, far: Fraction, direction: int) -> Coordinate:
    tower = line.tower
    function = tower.tree(Ratio.polynomial(factor))
    slope = tower.tree(tower.derivative(Ratio.polynomial(factor), line.variable))
    low, high = (near, far) if direction > 0 else (far, near)
    return Crossing(function, slope, line.name, low, high, _sign_at(line, factor, high))


def _limit_sign(line: Line, factor: fmpz_mpoly, direction: int) -> int | None:
    """The sign of the limit at an open end, 0 where it is zero; raises Unproved where it is not known."""
    end = line.high if direction > 0 else line.low
    at = end.node if end is not None else OO if direction > 0 else Negative(OO)
    if at is None:
        raise Unproved
    found = symbolic_limit(line.tower.tree(Ratio.polynomial(factor)), line.name, at, direction)
    if found is None:
        raise Unproved
    if found in (OO, Negative(OO)):
        return 1 if found == OO else -1
    return sign(found)


def distinct(coordinates: Sequence[Coordinate]) -> list[Coordinate]:
    """Coordinates in increasing order, equal ones once; raises Unproved where it is not clear which are equal."""
    kept: list[Coordinate] = []
    for coordinate in sorted(coordinates, key=lambda c: c.ball(160).mid()):
        if kept and kept[-1].ball(160).overlaps(coordinate.ball(160)):
            if kept[-1].node is None or kept[-1].node != coordinate.node:
                raise Unproved
            continue
        kept.append(coordinate)
    return kept
