"""A function along a line through a point: its one-sided limits and derivatives, exactly.

f(p + t v) is expanded for small t > 0, and for t < 0 as f(p - t v). Without oscillation such functions lie in a Hardy
field (they are built of analytic functions, powers, exponentials and logarithms: van den Dries, Macintyre, Marker,
The elementary theory of restricted analytic fields with exponentiation, 1994), where asymptotic expansions may be
differentiated term by term; so the expansion decides all derivatives at once. With oscillation, the derivative near
the point is worked out itself, as a function of t.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial

from symcalc.calculus.smoothness.place import SMALLER, STEP, Place, tree_of, whole
from symcalc.decide.germ import (
    CONSTANT,
    Limit,
    NotDefined,
    Series,
    Unbounded,
    Undecided,
    expanded,
    lead_sign,
    limit_of,
    shifted,
    wild,
)
from symcalc.decide.sign.polynomials import Ratio, number
from symcalc.record import record
from symcalc.syntax.tree import Name, Negative, Node, Sum, substitute


@record
class Derivatives:
    """The derivatives of order 0, 1, … along a line, as far as they exist; then why the next does not.

    `below` and `above` are the one-sided limits of the difference quotient that fails to converge. `reason` is empty
    where all that were asked for exist. `decided` is False where that could not be told.
    """

    values: tuple[Ratio, ...]
    below: Limit | None = None
    above: Limit | None = None
    decided: bool = True

    def complete(self, order: int) -> bool:
        """Whether the derivatives up to an order exist."""
        return len(self.values) > order


def along_line(function: Node, place: Place, direction: Sequence[Node], order: int) -> Derivatives:
    """The derivatives of t -> f(p + t v) at 0, up to an order; each is the derivative of the one before it."""
    value = place.value(function)
    above = _Side(function, place, direction, 1)
    below = _Side(function, place, direction, -1)
    values = [value]
    try:
        limits = below.limit(0), above.limit(0)
        if {limits[0].kind, limits[1].kind} == {"finite", "undefined"}:
            return _at_edge(place, value, below, above, limits)
        if not _agree(place, limits, value):
            return _broken([], limits)
        for k in range(1, order + 1):
            limits = below.quotient(k, values), above.quotient(k, values)
            meeting = _common(place, limits)
            if meeting is None:
                return _broken(values, limits)
            values.append(meeting)
    except Undecided:
        return Derivatives(tuple(values), decided=False)
    return Derivatives(tuple(values))


def _at_edge(place: Place, value: Ratio, below: _Side, above: _Side, limits: tuple[Limit, Limit]) -> Derivatives:
    """An edge of the domain: the one-sided derivative from within, where the function is continuous there."""
    inner = limits[0].value if limits[0].value is not None else limits[1].value
    if inner is None or not same(place, inner, value):
        return _broken([], limits)
    return Derivatives((value,), below.quotient(1, [value]), above.quotient(1, [value]))


def _broken(values: list[Ratio], limits: tuple[Limit, Limit]) -> Derivatives:
    undecided = any(limit.kind == "undecided" for limit in limits)
    certain = any(limit.kind in {"infinite", "none", "undefined"} for limit in limits)
    return Derivatives(tuple(values), *limits, decided=certain or not undecided)


def _agree(place: Place, limits: tuple[Limit, Limit], value: Ratio) -> bool:
    return all(limit.value is not None and same(place, limit.value, value) for limit in limits)


def _common(place: Place, limits: tuple[Limit, Limit]) -> Ratio | None:
    below, above = (limit.value for limit in limits)
    if below is None or above is None:
        return None
    return above if same(place, below, above) else None


def same(place: Place, a: Ratio, b: Ratio) -> bool:
    """Whether two values are equal; raises `Undecided`."""
    if a == b:
        return True
    found = place.small_sign(tree_of(a + -b))
    if found is None:
        raise Undecided
    return found == 0


class _Side:
    """One side of a line: t > 0, or t < 0 where `sign` is -1 (the function is then one of -t)."""

    def __init__(self, function: Node, place: Place, direction: Sequence[Node], sign: int) -> None:
        self.place, self.sign = place, sign
        step: Node = Name(STEP) if sign > 0 else Negative(Name(STEP))
        self.function = function
        self.direction = direction
        self.restricted = substitute(function, place.line(direction, step))

    def limit(self, power: int) -> Limit:
        """The limit of f over t^power."""
        return self._limit(self.restricted, power, [])

    def quotient(self, k: int, values: list[Ratio]) -> Limit:
        """The one-sided k-th derivative: of the (k-1)-th, the limit of its difference quotient."""
        try:
            series = self._series(self.restricted, k)
        except NotDefined:
            return Limit("undefined")
        except Unbounded:
            return Limit("none")
        if k > 1 and series.oscillates:
            return self._of_derivative(k, values[-1])
        return self._of_terms(series, k, values)

    def _series(self, node: Node, power: int) -> Series:
        return expanded(node, STEP, self.place.constant_sign, shifted(power))

    def _limit(self, node: Node, power: int, subtracted: list[Ratio]) -> Limit:
        try:
            series = self._series(node, power)
        except NotDefined:
            return Limit("undefined")
        except Unbounded:
            return Limit("infinite")
        return limit_of(_less(series, subtracted), shifted(power), self._lead)

    def _lead(self, series: Series) -> int:
        return lead_sign(series, STEP, self.place.constant_sign)

    def _of_terms(self, series: Series, k: int, values: list[Ratio]) -> Limit:
        """By the terms: those before t^k are the Taylor terms of the values, or else the quotient diverges."""
        taylor = [value * number(Fraction(self.sign**i, factorial(i))) for i, value in enumerate(values)]
        rest = _less(series, taylor)
        first = [term for term in rest.terms if term[0] >= shifted(k) or not self._vanishes(term[1])]
        found = limit_of(Series(tuple(first), rest.order), shifted(k), self._lead)
        factor = number(factorial(k) * self.sign**k)
        if found.value is not None:
            return Limit("finite", found.value * factor)
        if found.kind == "infinite":
            return Limit("infinite", sign=found.sign * self.sign**k * self._slope_sign(first[0][0], k))
        return found

    def _vanishes(self, value: Ratio) -> bool:
        return same(self.place, value, number(0)) if not wild(value) else False

    def _slope_sign(self, exponent: tuple[Fraction, Fraction], k: int) -> int:
        """The sign that differentiating t^r (k - 1) times brings in; with logarithms of a whole power, that of t^k."""
        sign, r = 1, exponent[0]
        for i in range(k - 1):
            if r != i:
                sign *= 1 if r > i else -1
        return sign

    def _of_derivative(self, k: int, before: Ratio) -> Limit:
        """By the (k-1)-th derivative at p + t v, worked out for small t."""
        derivative = self.derivative_near(k - 1)
        if derivative is None:
            return Limit("undefined")
        gap = Sum((tree_of(derivative), Negative(tree_of(before))))
        found = self._limit(gap, 1, [])
        if found.value is not None:
            return Limit("finite", found.value * number(self.sign))
        return Limit(found.kind, sign=found.sign * self.sign)

    def derivative_near(self, k: int) -> Ratio | None:
        """The k-th derivative along the line at p + t v, as a function of small t; None where there is none."""
        near = self.place.line(self.direction, Name(STEP) if self.sign > 0 else Negative(Name(STEP)))
        return derivative_beside(self.function, self.place, near, self.direction, k)


def derivative_beside(
    function: Node, place: Place, near: dict[str, Node], direction: Sequence[Node], order: int
) -> Ratio | None:
    """A derivative along a direction at points that depend on the step t; None where there is none for small t.

    The function is expanded in a second step s, on both sides, its coefficients being functions of t. Raises
    `Undecided`.
    """
    beside = Place(place.variables, near, place.assumptions)
    sides = []
    for sign in (1, -1):
        step: Node = Name(SMALLER) if sign > 0 else Negative(Name(SMALLER))
        node = substitute(function, beside.line(direction, step))
        try:
            sides.append(expanded(node, SMALLER, place.small_sign, shifted(order)))
        except (NotDefined, Unbounded):
            return None
    above, below = sides
    if not _smooth(place, above, below, order) or not _meets(function, place, near, above):
        return None
    return above.coefficient(shifted(order)) * number(factorial(order))


def _smooth(place: Place, above: Series, below: Series, order: int) -> bool:
    """Whether the two sides of a line meet with all derivatives up to an order."""
    exponents = {exponent for series in (above, below) for exponent, _ in series.terms if exponent <= shifted(order)}
    if any(not whole(exponent) or exponent < CONSTANT for exponent in exponents):
        return False
    return all(
        same(place, above.coefficient(e), below.coefficient(e) * number((-1) ** int(e[0]))) for e in sorted(exponents)
    )


def _meets(function: Node, place: Place, near: dict[str, Node], series: Series) -> bool:
    """Whether the value at the point is the limit."""
    at = expanded(substitute(function, near), SMALLER, place.small_sign)
    return same(place, at.coefficient(CONSTANT), series.coefficient(CONSTANT))


def _less(series: Series, taylor: list[Ratio]) -> Series:
    """A series without the Taylor terms of its first coefficients."""
    terms = dict(series.terms)
    for i, value in enumerate(taylor):
        terms[shifted(i)] = terms.get(shifted(i), number(0)) + -value
    return Series(_sorted(terms), series.order)


def _sorted(terms: dict[tuple[Fraction, Fraction], Ratio]) -> tuple[tuple[tuple[Fraction, Fraction], Ratio], ...]:
    return tuple(sorted(((e, v) for e, v in terms.items() if v.top), key=lambda term: term[0]))
