"""The kind of a point where the Hessian is singular, by derivatives of higher order, with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from symcalc.calculus.critical.kinds.forms import Signs, semidefinite_pair, signs
from symcalc.calculus.critical.kinds.inertia import Inertia
from symcalc.calculus.critical.kinds.jets import (
    Derivatives,
    Exponents,
    Local,
    cleaned,
    composed,
    expansion,
    kernel,
    leading,
    split,
    turned,
    units,
)
from symcalc.calculus.critical.kinds.reasons import Reason
from symcalc.calculus.critical.points.constants import Field
from symcalc.calculus.critical.points.wording import power, times, total
from symcalc.calculus.critical.systems.ring import support
from symcalc.record import record, replace
from symcalc.syntax.tree import Name, Node, integer
from symcalc.syntax.written import written

#: The highest order of derivatives looked at, by the number of variables (the last one for more).
ORDERS = (24, 12, 8, 6)
#: Weights tried for quasi-homogeneous parts.
WEIGHTS = (1, 2, 3)


@record
class Germ:
    """A function near a critical point: its Taylor coefficients, and how the point is written."""

    derivatives: Derivatives
    field: Field
    names: tuple[str, ...]
    point: tuple[Node, ...]

    @property
    def width(self) -> int:
        """The number of variables."""
        return len(self.names)


def by_higher_order(germ: Germ, inertia: Inertia) -> Reason | None:
    """The kind of a degenerate critical point, None where the orders looked at do not tell.

    Raises Inexact where a coefficient could not be decided, TooHard at the work limit.
    """
    if germ.width == 1:
        return _on_a_line(germ)
    matrix = [[_second(germ, i, j) for j in range(germ.width)] for i in range(germ.width)]
    flat, pivots = kernel(matrix, germ.field)
    axes = [*flat, *([germ.field.number(int(i == p)) for i in range(germ.width)] for p in pivots)]
    known: Local = {}
    for order in range(3, ORDERS[min(germ.width, len(ORDERS)) - 1] + 1):
        series = turned(expansion(germ.derivatives, germ.field, order, known), axes, order, germ.field)
        if not series:
            continue
        reduced, hidden = split(series, len(flat), order, germ.field) if pivots else (series, [])
        if reduced:
            found = _from_reduced(inertia, _Curves(germ, axes, hidden, (), reduced, order))
            if found is not None:
                return found
    return None


def _second(germ: Germ, i: int, j: int) -> Any:
    axes = units(germ.width)
    orders = tuple(a + b for a, b in zip(axes[i], axes[j], strict=True))
    return germ.field.value(germ.derivatives.by(orders))


def _on_a_line(germ: Germ) -> Reason | None:
    """One variable: the first derivative that is not zero."""
    (name,), (at,) = germ.names, germ.point
    for order in range(3, ORDERS[0] + 1):
        value = germ.field.value(germ.derivatives.by((order,)))
        sign = germ.field.sign(value)
        if sign is None:
            return None
        if sign:
            size = _number(germ.field, value)
            relation = ">" if sign > 0 else "<"
            first = f"at {name} = {written(at)} the first derivative that is not 0 is of order {order}"
            if order % 2:
                return Reason(
                    "inflection", f"{first}, which is odd: its value {size} {relation} 0 makes f cross its tangent"
                )
            kind = "minimum" if sign > 0 else "maximum"
            return Reason(kind, f"{first}, which is even: its value is {size} {relation} 0", strict=True)
    return None


def _from_reduced(inertia: Inertia, curves: _Curves) -> Reason | None:
    """What the function reduced to the kernel of the Hessian says."""
    germ, reduced = curves.germ, curves.reduced
    width = len(next(iter(reduced)))
    for weights in _weights(width):
        degree, part = leading(reduced, weights)
        if degree > curves.order * min(weights):
            continue
        found = signs({m: germ.field.ball(c) for m, c in part.items()}, width)
        whole = not curves.hidden and len(part) == len(reduced) and _exhausted(germ, curves.order)
        reason = _from_signs(inertia, found, replace(curves, weights=weights), whole=whole)
        if reason is not None:
            return reason
    return None


def rise(germ: Germ) -> str:
    """The name "f" where the function is 0 at the point, else the difference."""
    value = germ.field.value(germ.derivatives.by((0,) * germ.width))
    return "f" if germ.field.sign(value) == 0 else "f - f(point)"


def _exhausted(germ: Germ, order: int) -> bool:
    """Whether the expansion up to that order is the whole function, a polynomial, and nothing was split off."""
    function = germ.derivatives.by((0,) * germ.width)
    if not function.bottom.is_constant() or any(i >= germ.width for i in support(function.top)):
        return False
    return int(function.top.total_degree()) <= order


def _weights(width: int) -> list[tuple[int, ...]]:
    """Weights for quasi-homogeneous parts, equal ones first."""
    found = [w for w in product(WEIGHTS, repeat=width) if min(w) == 1 or set(w) == {2, 3}]
    return sorted(found, key=lambda w: (len(set(w)), sum(w), w))


@record
class _Curves:
    """Curves through the point along which the reduced function can be followed."""

    germ: Germ
    axes: Sequence[Sequence[Any]]
    hidden: Sequence[Local]
    weights: tuple[int, ...]
    reduced: Local
    order: int

    def along(self, direction: Sequence[int]) -> str:
        """The sentence "along (t, t**2), f = 3*t**4 + …", with the value at the point in front."""
        field = self.germ.field
        inner: list[Local] = [{(w,): field.number(d)} for w, d in zip(self.weights, direction, strict=True)]
        order = self.order * max(self.weights)
        inside = [composed(part, inner, order, field) if part else {} for part in self.hidden]
        local = [*inner, *inside]
        curve = []
        for i, at in enumerate(self.germ.point):
            moved: Local = {}
            for axis, part in zip(self.axes, local, strict=True):
                for m, c in part.items():
                    moved[m] = moved.get(m, field.number(0)) + c * axis[i]
            lowest = dict(sorted(cleaned(moved, field).items())[:2])
            curve.append(written(_series(field, at, lowest)))
        return f"along ({', '.join(curve)})" if len(curve) > 1 else f"along {curve[0]}"

    @property
    def rise(self) -> str:
        """What is expanded: f, where it is 0 at the point, else how much it has grown."""
        return rise(self.germ)

    def growth(self, direction: Sequence[int]) -> tuple[str, bool]:
        """How f - f(point) begins along such a curve, and whether its exponent is odd."""
        field = self.germ.field
        inner: list[Local] = [{(w,): field.number(d)} for w, d in zip(self.weights, direction, strict=True)]
        values = cleaned(composed(self.reduced, inner, self.order * max(self.weights), field), field)
        exponent = min(values)
        text = written(_series(field, integer(0), {exponent: values[exponent]}))
        whole = len(values) == 1 and not self.hidden and _exhausted(self.germ, self.order)
        return text if whole else f"{text} + …", exponent[0] % 2 == 1


def _from_signs(inertia: Inertia, found: Signs, curves: _Curves, *, whole: bool) -> Reason | None:
    low, high = found.negative, found.positive
    lowered = low if inertia.negative == 0 else None
    raised = high if inertia.positive == 0 else None
    if low is not None and high is not None:
        growth, odd = curves.growth(high)
        if odd:
            return Reason("saddle", f"{curves.along(high)}, {curves.rise} = {growth} changes sign")
        below, _ = curves.growth(low)
        return Reason(
            "saddle",
            f"{curves.along(high)}, {curves.rise} = {growth} > 0; {curves.along(low)}, it is {below} < 0",
        )
    if inertia.positive and lowered is not None:
        return Reason("saddle", _against(curves, lowered, "positive", "<"))
    if inertia.negative and raised is not None:
        return Reason("saddle", _against(curves, raised, "negative", ">"))
    if found.definite or (whole and _never(curves, low is None)):
        return _extremum(inertia, found, curves)
    return None


def _against(curves: _Curves, direction: Sequence[int], sign: str, relation: str) -> str:
    growth, _ = curves.growth(direction)
    return f"the Hessian has a {sign} eigenvalue, but {curves.along(direction)}, {curves.rise} = {growth} {relation} 0"


def _never(curves: _Curves, nonnegative: bool) -> bool:
    """Whether the reduced function, which is all one form, never takes the other sign (two variables, rational)."""
    terms: dict[Exponents, Fraction] = {}
    for m, c in curves.reduced.items():
        value = getattr(c, "value", None)
        if value is None or len(m) != 2:
            return False
        terms[m] = value
    return semidefinite_pair(terms) == (1 if nonnegative else -1)


def _extremum(inertia: Inertia, found: Signs, curves: _Curves) -> Reason | None:
    up = found.positive is not None
    if (up and inertia.negative) or (not up and inertia.positive):
        return None
    kind, word, other = ("minimum", "positive", "no negative") if up else ("maximum", "negative", "no positive")
    form = written(_form(curves, leading(curves.reduced, curves.weights)[1]))
    rest = f"; the Hessian has {other} eigenvalue" if inertia.positive + inertia.negative else ""
    where = (
        "in the directions in which the Hessian vanishes" if inertia.positive + inertia.negative else "near the point"
    )
    return Reason(
        kind,
        f"{where}, {curves.rise} begins with {form}, {word} everywhere but at 0{rest}"
        if found.definite
        else f"{where}, {curves.rise} is {form}, nowhere {'negative' if up else 'positive'}{rest}",
        strict=found.definite,
    )


def _form(curves: _Curves, part: Local) -> Node:
    """A form in the displacements, written with the names of the variables where the axes are theirs."""
    letters = [Name(f"d{name}") for name in curves.germ.names]
    own = []
    for k in range(len(next(iter(part)))):
        axis = curves.axes[k]
        own.append(_displacement(curves.germ.field, axis, letters, k))
    terms = [_term(_coefficient(curves.germ.field, c), m, own) for m, c in sorted(part.items(), reverse=True)]
    return total(terms)


def _displacement(field: Field, axis: Sequence[Any], letters: Sequence[Name], k: int) -> Node:
    used = [i for i, entry in enumerate(axis) if field.sign(entry) != 0]
    one = len(used) == 1 and written(field.tree(axis[used[0]])) == "1"
    return letters[used[0]] if one else Name(f"u{k + 1}")


def _term(coefficient: Node, exponents: Exponents, names: Sequence[Node]) -> Node:
    return times(coefficient, [power(name, e) for name, e in zip(names, exponents, strict=True) if e])


def _coefficient(field: Field, value: Any) -> Node:
    return field.tree(value)


def _number(field: Field, value: Any) -> str:
    return written(field.tree(value))


def _series(field: Field, constant: Node, terms: Local) -> Node:
    """A constant and powers of t, lowest first."""
    t = Name("t")
    parts: list[Node] = [] if constant == integer(0) and terms else [constant]
    for (exponent,), value in sorted(terms.items()):
        parts.append(_term(_coefficient(field, value), (exponent,), [t]))
    return total(parts)
