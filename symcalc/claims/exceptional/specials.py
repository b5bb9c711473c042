"""What a function switches by in a variable, and where that is not settled by the formulas of both sides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeAlias

from symcalc.claims.exceptional.places import ZERO, Derived
from symcalc.claims.exceptional.powers import AtZero, at_zero
from symcalc.claims.pointwise import switches_of
from symcalc.decide.domain import conjuncts, domain, switches
from symcalc.decide.domain.switching import switching, unsigned
from symcalc.record import record
from symcalc.syntax.tree import Call, Node, Number, Piecewise, Power, Relation, Sum, free_parts, integer, names

#: Conditions that hold together.
Case: TypeAlias = tuple[Node, ...]
#: What is smooth on either side of a zero of its argument.
TWO_SIDED: Final = frozenset({"abs", "sign", "heaviside", "relu", "min", "max", "floor", "ceil", "atan2", "acot"})
#: What is defined on one side only of a zero of what it switches by.
ONE_SIDED: Final = frozenset({"sqrt", "asin", "acos", "acosh", "asech", "asec", "acsc"})


@record
class Special:
    """An expression at whose zeros a function may not be smooth.

    What switches by it is smooth on both sides of a zero of `crossing` with a slope, or defined on one side only.
    """

    expression: Node
    crossing: Node
    two_sided: bool
    one_sided: bool


def specials(derived: Derived) -> list[Special]:
    """What the function switches by in the variable."""
    return [
        _special(derived, one.expression, one.part)
        for one in switches(derived.function)
        if derived.variable in names(one.expression)
    ]


def _special(derived: Derived, expression: Node, part: Node) -> Special:
    function = derived.function
    own = {other for other in free_parts(function) if expression in map(unsigned, switching(other))}
    kinds = set(map(_kind, own))
    rounded = isinstance(part, Call) and part.function in ("floor", "ceil")
    crossing = part.children()[0] if rounded else expression
    two_sided = kinds <= TWO_SIDED and _smooth_sides(function, expression, derived.variable)
    return Special(expression, crossing, two_sided, _one_sided(function, own) and kinds <= ONE_SIDED)


def _smooth_sides(function: Node, expression: Node, variable: str) -> bool:
    """Whether the formulas of a piecewise function on both sides of a zero are defined at it too."""
    given = conjuncts(domain(function))
    sides = [
        switch.side(function, sign)
        for switch in switches_of((function,), variable)
        for sign in (1, -1)
        if expression in map(unsigned, (*switch.same, *switch.opposite))
    ]
    return all(set(conjuncts(domain(side))) <= set(given) for side in sides)


def _kind(part: Node) -> str:
    match part:
        case Call(function):
            return function
        case Piecewise():
            return "abs"
        case Power(_, Number()):
            return "sqrt"
    return "other"


def _one_sided(function: Node, own: Iterable[Node]) -> bool:
    """Whether the whole function is undefined where some of its parts are."""
    return {one for part in own for one in conjuncts(domain(part))} <= set(conjuncts(domain(function)))


def powers_at(derived: Derived, base: Node) -> AtZero | None:
    """What the derivative is where a base of powers is zero; None where it is not zero in powers alone."""
    return at_zero(derived.function, base, derived.variable, derived.slope)


def left_over(derived: Derived, special: Special) -> list[Case]:
    """Where the formulas of both sides may not settle what the derivative is.

    They do where the expression changes its sign along the variable, and nothing else switches; and beyond an edge the
    function is not defined.
    """
    here = Relation(("==",), (special.expression, ZERO))
    if not (special.two_sided or special.one_sided):
        return [(here,)]
    cases: list[Case] = [(here, *_flat(derived, special))]
    if special.two_sided:
        others = [one.expression for one in specials(derived) if one.expression != special.expression]
        cases += [(here, Relation(("==",), (other, ZERO))) for other in others if powers_at(derived, other) is None]
    return cases


def _flat(derived: Derived, special: Special) -> tuple[Node, ...]:
    """Where an expression that is zero has no slope along the variable, so that its sign need not change."""
    slope = derived.slope(special.crossing)
    flat = Relation(("==",), (slope, ZERO))
    if special.crossing != special.expression:
        return (flat,)
    squares = Sum((Power(special.expression, integer(2)), Power(slope, integer(2))))
    return flat, Relation(("==",), (squares, ZERO))
