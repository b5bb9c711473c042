"""All zeros of a function of one variable, with proof: between two neighbouring zeros the derivative has one (Rolle).

A sum of polynomials times exponentials, roots or logarithms is divided by one of its terms and differentiated, which
makes it simpler, until a polynomial is left; going back, a monotone stretch has at most one zero.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from flint import fmpz_mpoly

from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import Tower
from symcalc.calculus.critical.points.roots import Crossing
from symcalc.calculus.critical.points.spots import Closed, Coordinate, rational_spot
from symcalc.calculus.critical.search.intervals import Line, Unproved, as_node, distinct
from symcalc.calculus.critical.search.inverses import inverted, polynomial_roots
from symcalc.calculus.critical.search.limits import OO, symbolic_limit
from symcalc.calculus.critical.systems.branches import irreducible
from symcalc.calculus.critical.systems.ring import Monomial, support
from symcalc.decide.sign import sign
from symcalc.syntax.tree import Negative, integer

#: The most derivatives taken.
DEPTH = 14


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
        return [c for c in polynomial_roots(factor, line.variable) if line.holds(c)]
    closed = inverted(line, factor)
    if closed is not None:
        return [c for c in closed if line.holds(c)]
    return _by_monotony(line, factor, depth)


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
        groups.setdefault(key, {})[rest] = int(coefficient)
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
    if left == 0 or right == 0:
        return []
    sample = line.middle()
    here = _sign_at(line, factor, sample)
    if slope.is_zero():
        return _of_constant(here)
    if here == 0:
        return [Closed(as_node(sample))]
    found = []
    for end, direction in ((left, -1), (right, 1)):
        bracket = _bracket(line, factor, sample, here=here, end=end, direction=direction)
        if bracket is not None:
            found.append(bracket)
    return found


def _of_constant(sign: int) -> list[Coordinate]:
    """The zeros where a quotient of the factor has one value, whose sign is known: none, else all of the stretch."""
    if sign == 0:
        raise Unproved
    return []


def _sign_at(line: Line, factor: fmpz_mpoly, value: Fraction) -> int:
    found = rational_spot((line.name,), [value]).sign(line.tower, factor)
    if found is None:
        raise Unproved
    return found


def _bracket(
    line: Line, factor: fmpz_mpoly, sample: Fraction, *, here: int, end: int | None, direction: int
) -> Coordinate | None:
    """The zero between a sample with sign `here` and an end, where there is one."""
    if end is not None and end == here:
        return None
    near = sample
    for value in line.towards(sample, direction):
        there = _sign_at(line, factor, value)
        if there == 0:
            return Closed(as_node(value))
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
