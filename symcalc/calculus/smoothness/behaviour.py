"""What holds at a point: the formula, or values decided by branches, or an error that says why, or "not decided"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcalc.calculus.smoothness.cancelling import forms
from symcalc.calculus.smoothness.classes import class_near
from symcalc.calculus.smoothness.corners import Near
from symcalc.calculus.smoothness.differentiable import inside, proved, refuted
from symcalc.calculus.smoothness.lines import Derivatives, along_line
from symcalc.calculus.smoothness.place import Place, tree_of
from symcalc.calculus.smoothness.regular import near
from symcalc.calculus.smoothness.samples import certain
from symcalc.calculus.smoothness.second import second_partial
from symcalc.calculus.smoothness.touching import common_gradient
from symcalc.calculus.smoothness.twice import fault, symmetric
from symcalc.calculus.smoothness.words import at, jump, missing, one_sided, undefined
from symcalc.decide.domain import conjuncts, defined_at, domain, open_valued
from symcalc.decide.germ import Limit, NotDefined, Unbounded, Undecided
from symcalc.decide.sign.polynomials import Ratio
from symcalc.errors import DomainFault
from symcalc.record import record
from symcalc.syntax.tree import Node, Truth


@record
class Behaviour:
    """How a function behaves at a point.

    `regular` True: near the point the function is `formula`, which is smooth there: differentiate that. False: the
    derivatives were decided by branches and are given. None: not decided; `note` says what. `twice` is whether the
    function is twice differentiable where the second partial derivatives are given, None where that was not decided.
    `where` holds conditions on free names of a symbolic point under which this is so. `defined` is False where even
    that was not decided.
    """

    regular: bool | None
    formula: Node
    value: Node | None = None
    gradient: tuple[Node, ...] = ()
    hessian: tuple[tuple[Node, ...], ...] | None = None
    symmetric: bool = True
    twice: bool | None = True
    note: str = ""
    where: tuple[Node, ...] = ()
    defined: bool = True


def behaviour(
    function: Node,
    variables: Sequence[str],
    point: Mapping[str, Node],
    order: int = 1,
    assumptions: Sequence[Node] = (),
) -> Behaviour:
    """How a function behaves at a point, as far as derivatives up to an order (1 or 2) go.

    The function has to be differentiable there; of order 2 its second partial derivatives have to exist besides (they
    are given even where the mixed ones differ, or the function is not twice differentiable). Raises DomainFault where
    the function is not defined, and Nondifferentiable, with the one-sided values, where a derivative is missing.

    >>> from symcalc.syntax import parse_expression, written
    >>> from symcalc.syntax.tree import integer
    >>> origin = {"x": integer(0), "y": integer(0)}
    >>> behaviour(parse_expression("abs(x*y)"), ["x", "y"], origin).gradient
    (Number(value=Fraction(0, 1), unit=None), Number(value=Fraction(0, 1), unit=None))
    >>> behaviour(parse_expression("abs(x - y)"), ["x"], {"x": integer(0), "y": integer(1)}).regular
    True
    """
    place = Place(tuple(variables), point, tuple(assumptions))
    conditions = value_conditions(function, place)
    if conditions is None:
        return Behaviour(None, function, note=undecided("whether the function is defined", place), defined=False)
    try:
        found = near(function, place)
    except Undecided:
        return Behaviour(None, function, note=undecided("whether a switch of the function stands", place))
    if found.regular:
        return Behaviour(True, found.formula, where=(*conditions, *found.where))
    gradient = common_gradient(found.formula, place)
    for form in forms(found, place):
        try:
            return _by_branches(form, place, order, gradient)
        except Undecided:
            continue
    return Behaviour(None, function, note=undecided("whether the function is differentiable", place))


def undecided(what: str, place: Place) -> str:
    """The sentence that something at a point was not decided."""
    return f"{what} at {at(place.point, place.variables)} could not be decided"


def value_conditions(function: Node, place: Place) -> tuple[Node, ...] | None:
    """The conditions on free names under which a function is defined at a point; None where that is not decided."""
    at_point = place.at(function)
    if open_valued(at_point):
        condition = certain(domain(at_point, place.assumptions), place)
        if condition == Truth(value=False):
            raise undefined(function, place)
        return conjuncts(condition)
    answer = defined_at(at_point)
    if answer is False:
        raise undefined(function, place)
    return () if answer else None


def _by_branches(found: Near, place: Place, order: int, gradient: Sequence[Ratio] | None) -> Behaviour:
    """The derivatives at a point where switches stand, `gradient` the first ones where they are known."""
    function = found.formula
    value = place.value(function)
    if order == 0:
        return Behaviour(False, function, tree_of(value), where=found.where)
    if gradient is None:
        gradient = partials_of(found, place)
        differentiable(found, place, value, gradient)
    if order == 1:
        return Behaviour(False, function, tree_of(value), _trees(gradient), where=found.where)
    matrix = second_partials(found, place, gradient)
    reason = fault(found, place, matrix)
    note = undecided("whether the function is twice differentiable", place) if reason is None else reason
    return Behaviour(
        False,
        function,
        tree_of(value),
        _trees(gradient),
        tuple(map(_trees, matrix)),
        symmetric(place, matrix),
        None if reason is None else not reason,
        note,
        found.where,
    )


def _trees(values: Sequence[Ratio]) -> tuple[Node, ...]:
    return tuple(map(tree_of, values))


def partials_of(found: Near, place: Place) -> list[Ratio]:
    """The partial derivatives, each along its axis."""
    values: list[Ratio] = []
    for i, name in enumerate(place.variables):
        line = along_line(found.formula, place, place.axis(i), 1)
        values.append(_first(line, found, place, f"the derivative by {name}"))
    return values


def _first(line: Derivatives, found: Near, place: Place, what: str) -> Ratio:
    if line.complete(1):
        return line.values[1]
    if not line.decided or line.below is None or line.above is None:
        raise Undecided
    if not line.values:
        raise missing(place, found.singular, what, jump(line.below, line.above, tree_of(place.value(found.formula))))
    raise missing(place, found.singular, what, one_sided(line.below, line.above))


def differentiable(found: Near, place: Place, value: Ratio, gradient: Sequence[Ratio]) -> None:
    """Raises Nondifferentiable, or `Undecided`, unless the function is differentiable at the point."""
    if len(place.variables) == 1:
        return  # a derivative along the only axis is the derivative
    safe = inside(found.formula, place)
    if safe and (proved(found.formula, place, value, gradient) or class_near(found.formula, place) >= 1):
        return
    against = refuted(found.formula, place, value, gradient)
    if against is None:
        raise Undecided
    raise missing(place, found.singular, "the gradient", _against(*against))


def _against(line: str, limit: Limit) -> str:
    if limit.kind == "undefined":
        return f"{line} the function is not defined, so the point is not an interior one"
    return f"the partial derivatives exist, but {line} they do not approximate the function"


def second_partials(found: Near, place: Place, gradient: Sequence[Ratio]) -> list[list[Ratio]]:
    """H[i][j] = d/dx_i (df/dx_j)."""
    size = range(len(place.variables))
    return [[_entry(found, place, i, j, gradient) for j in size] for i in size]


def _entry(found: Near, place: Place, i: int, j: int, gradient: Sequence[Ratio]) -> Ratio:
    entry = second_partial(found.formula, place, i, j, gradient)
    if isinstance(entry, tuple):
        by = f"{place.variables[j]}, then {place.variables[i]}" if i != j else f"{place.variables[i]} twice"
        raise missing(place, found.singular, f"the second derivative by {by}", _beside(place, i, j, *entry))
    return entry


def _beside(place: Place, i: int, j: int, below: Limit, above: Limit) -> str:
    first, other = place.variables[j], place.variables[i]
    if "undefined" in (below.kind, above.kind):
        return f"there is no derivative by {first} at the points beside it along {other}"
    return one_sided(below, above)


def along(
    function: Node,
    variables: Sequence[str],
    point: Mapping[str, Node],
    direction: Sequence[Node],
    assumptions: Sequence[Node] = (),
) -> Node:
    """The derivative along a direction, taken as it is given: the limit of (f(p + t v) - f(p))/t, from both sides.

    It may exist where the gradient does not. Raises DomainFault, Nondifferentiable, and `Undecided`.

    >>> from symcalc.syntax import parse_expression, written
    >>> from symcalc.syntax.tree import integer
    >>> f = parse_expression("piecewise((x^2*y/(x^2 + y^2), x != 0 or y != 0), (0, true))")
    >>> written(along(f, ["x", "y"], {"x": integer(0), "y": integer(0)}, (integer(1), integer(1))))
    '1/2'
    """
    place = Place(tuple(variables), point, tuple(assumptions))
    if value_conditions(function, place) is None:
        raise Undecided
    found = near(function, place)
    try:
        line = along_line(found.formula, place, direction, 1)
    except (NotDefined, Unbounded):
        raise DomainFault(f"not defined at {at(point, variables)}") from None
    return tree_of(_first(line, found, place, "the derivative along this direction"))
