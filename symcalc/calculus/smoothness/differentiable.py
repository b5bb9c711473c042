"""Whether a function of several variables is differentiable at a point: proofs, and lines and curves that refute it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations, product

from symcalc.calculus.smoothness.bounds import bound, direction
from symcalc.calculus.smoothness.lines import same
from symcalc.calculus.smoothness.place import STEP, Place, tree_of
from symcalc.calculus.smoothness.punctured import beyond, chosen
from symcalc.calculus.smoothness.regular import all_stable
from symcalc.decide.domain import domain, switches
from symcalc.decide.germ import Limit, NotDefined, Unbounded, Undecided, expanded, lead_sign, limit_of, shifted
from symcalc.decide.sign.polynomials import Ratio, number
from symcalc.syntax.tree import (
    Call,
    Name,
    Negative,
    Node,
    Piecewise,
    Power,
    Product,
    Sum,
    integer,
    rational,
    rewrite,
    substitute,
)

#: Exponents of the curves (t, c t^k) along which a function is compared with its linear approximation.
_EXPONENTS = (Fraction(2), Fraction(3), Fraction(3, 2))
_FACTORS = (1, -1)
#: In more variables than this only the axes and their sums in pairs are taken as directions.
_ALL_DIRECTIONS = 3


def inside(function: Node, place: Place) -> bool:
    """Whether a function is certainly defined at all points near a point."""
    return all_stable(domain(function, place.assumptions), place)


def directions(size: int) -> Iterator[tuple[int, ...]]:
    """Directions in which a function is looked at, none a multiple of another but for its sign."""
    if size <= _ALL_DIRECTIONS:
        yield from (one for one in product((1, 0, -1), repeat=size) if any(one))
        yield from (tuple(one) for one in permutations((2, 1, 0)[:size])) if size > 1 else ()
        return
    for i in range(size):
        for sign in (1, -1):
            yield tuple(sign * (k == i) for k in range(size))
            yield from (tuple((k == i) + sign * (k == j) for k in range(size)) for j in range(i))


def curves(place: Place) -> Iterator[tuple[str, dict[str, Node]]]:
    """Curves into the point: half-lines, and in two of the variables (t, c t^k); with their description."""
    step = Name(STEP)
    for one in directions(len(place.variables)):
        along = tuple(integer(part) for part in one)
        yield f"along ({', '.join(map(str, one))})", place.line(along, step)
    for i, j in permutations(range(min(len(place.variables), 4)), 2):
        for exponent, factor, sign in product(_EXPONENTS, _FACTORS, (1, -1)):
            power = Power(step, rational(exponent))
            curved = power if factor == 1 else Product((integer(factor), power))
            moves = {place.variables[i]: step if sign > 0 else Negative(step), place.variables[j]: curved}
            start = place.point
            near = {name: Sum((start[name], change)) for name, change in moves.items()}
            yield f"along a curve in {place.variables[i]}, {place.variables[j]}", {**place.point, **near}


def refuted(function: Node, place: Place, value: Ratio, gradient: Sequence[Ratio]) -> tuple[str, Limit] | None:
    """A line or curve along which (f(p + h) - f(p) - grad . h)/|h| does not tend to 0, and its limit.

    None where none was found.
    """
    gap = Sum((function, Negative(tree_of(value)), *(Negative(term) for term in linear(place, gradient))))
    for name, curve in curves(place):
        size = Sum(tuple(Power(Sum((curve[v], Negative(place.point[v]))), integer(2)) for v in place.variables))
        quotient = Product((substitute(gap, curve), Power(size, rational(Fraction(-1, 2)))))
        found = _limit(quotient, place)
        if found.kind in {"infinite", "none", "undefined"}:
            return name, found
        try:
            if found.value is not None and not same(place, found.value, number(0)):
                return name, found
        except Undecided:
            continue
    return None


def linear(place: Place, gradient: Sequence[Ratio]) -> list[Node]:
    """The terms of grad . (x - p)."""
    return [
        Product((tree_of(slope), Sum((Name(name), Negative(place.point[name])))))
        for name, slope in zip(place.variables, gradient, strict=True)
    ]


def _limit(node: Node, place: Place) -> Limit:
    try:
        series = expanded(node, STEP, place.constant_sign)
        return limit_of(series, shifted(0), lambda lead: lead_sign(lead, STEP, place.constant_sign))
    except NotDefined:
        return Limit("undefined")
    except (Undecided, Unbounded):
        return Limit("undecided")


def proved(function: Node, place: Place, value: Ratio, gradient: Sequence[Ratio]) -> bool:
    """Whether f(p + h) = f(p) + grad . h + O(|h|^r) with r > 1 is certain."""
    try:
        found = bound(function, place)
        if found.order is not None and found.order <= 1:
            return False
        size = len(place.variables)
        wanted = {(0,) * size: value} | {
            tuple(int(k == i) for k in range(size)): slope for i, slope in enumerate(gradient)
        }
        return all(same(place, found.form.get(index, number(0)), one) for index, one in wanted.items())
    except Undecided:
        return False


def isolated(formula: Node, place: Place) -> bool:
    """Whether a function is analytic near the point, but perhaps at it: no switch and no edge stands beside it."""

    def beside(node: Node) -> int | None:
        return direction(node, place)

    away = all(beside(switch.expression) not in (None, 0) for switch in switches(formula))
    return away and beyond(domain(formula, place.assumptions), beside) is True


def off_point(function: Node, place: Place) -> Node | None:
    """The function at all points near a point but not at it, its switches decided; None where they are not."""
    failed: list[Node] = []

    def change(part: Node) -> Node:
        match part:
            case Piecewise(pieces):
                value = chosen(pieces, lambda node: direction(node, place))
                if value is None:
                    failed.append(part)
                return value or part
            case Call("abs" | "sign" | "relu" | "heaviside" as name, (u,)):
                return _decided(name, u, part)
        return part

    def _decided(name: str, u: Node, part: Node) -> Node:
        sign = direction(u, place)
        if sign in (None, 0):
            failed.append(part)
            return part
        sized = {"abs": u if sign == 1 else Negative(u), "relu": u if sign == 1 else integer(0)}
        return sized.get(name) or integer(sign if name == "sign" else max(sign or 0, 0))

    found = rewrite(function, change)
    return None if failed else found


def smooth_off_point(formula: Node, place: Place, order: int) -> bool:
    """Whether a function that is analytic off the point is differentiable there so many times.

    Each derivative is differentiable at the point by its Peano expansion, whose polynomial gives it its value there.
    """
    try:
        found = bound(formula, place)
    except Undecided:
        return False
    if found.order is not None and found.order <= 1:
        return False
    if order == 1:
        return True
    return all(smooth_off_point(slope, place, order - 1) for slope in slopes(formula, place))


def slopes(formula: Node, place: Place) -> list[Node]:
    """The partial derivatives of a formula, as formulas."""
    from symcalc.build import as_trees, build, symbol  # noqa: PLC0415 (SymPy is loaded only where it is needed)
    from symcalc.calculus.derivatives.derivative import gradient_of  # noqa: PLC0415 (the same)

    return list(as_trees(gradient_of(build(formula), tuple(map(symbol, place.variables)))))
