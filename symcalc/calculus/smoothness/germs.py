"""Whether a function is differentiable at a point so many times, and its Taylor coefficients where the formula lies.

n-fold differentiability is asked for, not only f(p + h) = polynomial + o(|h|^n): x^3 sin(1/x) has no second derivative
at 0. It is proved by the class of the function about the point, or where it is analytic off the point by its partial
derivatives one after the other; it is refuted by a line along which a derivative is missing, or by second partial
derivatives that are missing or differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import factorial, prod

from flint import fmpq, fmpq_mat

from symcalc.calculus.smoothness.behaviour import (
    differentiable,
    partials_of,
    second_partials,
    undecided,
    value_conditions,
)
from symcalc.calculus.smoothness.cancelling import forms
from symcalc.calculus.smoothness.corners import Near
from symcalc.calculus.smoothness.differentiable import directions
from symcalc.calculus.smoothness.forms import Index
from symcalc.calculus.smoothness.lines import along_line
from symcalc.calculus.smoothness.place import Place, tree_of
from symcalc.calculus.smoothness.regular import near
from symcalc.calculus.smoothness.twice import bent_line, differentiable_times, symmetric
from symcalc.calculus.smoothness.words import jump, missing, one_sided
from symcalc.decide.germ import Undecided
from symcalc.decide.sign.polynomials import Ratio, number
from symcalc.record import field, record
from symcalc.syntax.tree import Node, integer


@record
class Germ:
    """A function near a point, for its expansion there.

    `regular` True: expand `formula`, which is smooth there, under the conditions `where` on free names. False: the
    coefficients of the powers of the displacement are given, up to the order asked for. None: not decided; `note`
    says what.
    """

    regular: bool | None
    formula: Node
    coefficients: Mapping[Index, Node] = field(default_factory=dict)
    where: tuple[Node, ...] = ()
    note: str = ""


def germ(
    function: Node,
    variables: Sequence[str],
    point: Mapping[str, Node],
    order: int,
    assumptions: Sequence[Node] = (),
) -> Germ:
    """A function near a point at which it is differentiable `order` times.

    Raises DomainFault where it is not defined, Nondifferentiable where a derivative is missing.

    >>> from symcalc.syntax import parse_expression, written
    >>> found = germ(parse_expression("1 + abs(x)^3"), ["x"], {"x": integer(0)}, 2)
    >>> {index: written(value) for index, value in found.coefficients.items()}
    {(0,): '1', (1,): '0', (2,): '0'}
    """
    place = Place(tuple(variables), point, tuple(assumptions))
    conditions = value_conditions(function, place)
    if conditions is None:
        return Germ(None, function, note=undecided("whether the function is defined", place))
    note = undecided(
        f"whether the function is {'differentiable' if order == 1 else f'differentiable {order} times'}", place
    )
    try:
        found = near(function, place)
    except Undecided:
        return Germ(None, function, note=note)
    if found.regular:
        return Germ(True, found.formula, where=(*conditions, *found.where))
    for form in forms(found, place):
        try:
            return _expanded(form, place, order)
        except Undecided:
            continue
    return Germ(None, function, note=note)


def _expanded(found: Near, place: Place, order: int) -> Germ:
    """The coefficients where switches stand; raises `Undecided` and Nondifferentiable."""
    _require(found, place, order)
    coefficients = {index: tree_of(value) for index, value in jet(found.formula, place, order).items()}
    return Germ(False, found.formula, coefficients, found.where)


def _require(found: Near, place: Place, order: int) -> None:
    """Raises Nondifferentiable, or `Undecided`, unless the function is differentiable so many times."""
    if order == 0:
        return
    if len(place.variables) == 1:
        _along(found, place, (1,), order)
        return
    gradient = partials_of(found, place)
    differentiable(found, place, place.value(found.formula), gradient)
    if order == 1:
        return
    matrix = second_partials(found, place, gradient)
    if not symmetric(place, matrix):
        detail = "the mixed second partial derivatives exist but differ"
        raise missing(place, found.singular, "a second derivative", detail)
    if differentiable_times(found, place, order):
        return
    for direction in directions(len(place.variables)):
        _along(found, place, direction, order)
    bent = bent_line(found, place, matrix)
    if bent is not None:
        detail = f"along ({', '.join(map(str, bent))}) it is not what the second partial derivatives say"
        raise missing(place, found.singular, "a second derivative", detail)
    raise Undecided


def _along(found: Near, place: Place, direction: Sequence[int], order: int) -> None:
    """Raises where a derivative along a line is missing."""
    line = along_line(found.formula, place, tuple(map(integer, direction)), order)
    if line.complete(order):
        return
    if not line.decided or line.below is None or line.above is None:
        raise Undecided
    by = f"by {place.variables[0]}" if len(direction) == 1 else f"along ({', '.join(map(str, direction))})"
    what = f"the derivative of order {len(line.values)} {by}" if len(line.values) > 1 else f"the derivative {by}"
    if not line.values:
        value = tree_of(place.value(found.formula))
        raise missing(place, found.singular, what, jump(line.below, line.above, value))
    raise missing(place, found.singular, what, one_sided(line.below, line.above))


def jet(function: Node, place: Place, order: int) -> dict[Index, Ratio]:
    """The Taylor coefficients of a function that is smooth enough, from its derivatives along lines.

    The derivative of order k along d is k! times the form of degree k at d; the integer points of a simplex determine
    the form.
    """
    size = len(place.variables)
    found: dict[Index, Ratio] = {(0,) * size: place.value(function)}
    for k in range(1, order + 1):
        points = list(indices(size, k))
        values = [_derivative(function, place, point, k) * number(Fraction(1, factorial(k))) for point in points]
        found |= zip(points, _interpolated(points, values), strict=True)
    return found


def indices(size: int, degree: int) -> Iterator[Index]:
    """All exponents of so many variables with this sum.

    >>> list(indices(2, 2))
    [(2, 0), (1, 1), (0, 2)]
    """
    if size == 1:
        yield (degree,)
        return
    for first in range(degree, -1, -1):
        for rest in indices(size - 1, degree - first):
            yield (first, *rest)


def _derivative(function: Node, place: Place, direction: Index, order: int) -> Ratio:
    line = along_line(function, place, tuple(map(integer, direction)), order)
    if not line.complete(order):
        raise Undecided
    return line.values[order]


def _interpolated(points: Sequence[Index], values: Sequence[Ratio]) -> list[Ratio]:
    """The coefficients of the form that has these values at the points, its exponents being the points too."""
    rows = [[prod(x**e for x, e in zip(point, index, strict=True)) for index in points] for point in points]
    inverse = fmpq_mat(len(points), len(points), [fmpq(entry) for row in rows for entry in row]).inv()
    found: list[Ratio] = []
    for i in range(len(points)):
        total = number(0)
        for j, value in enumerate(values):
            entry = inverse[i, j]
            if entry and value.top:
                total = total + value * number(Fraction(int(entry.p), int(entry.q)))
        found.append(total)
    return found
