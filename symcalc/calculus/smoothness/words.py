"""What is said of a point where a derivative is missing: which switch stands there, and the one-sided values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcalc.calculus.smoothness.place import Place, tree_of
from symcalc.decide.ball.compile import parts
from symcalc.decide.domain import defined_at
from symcalc.decide.domain.conditions import ALWAYS, operation_domain
from symcalc.decide.germ import Limit
from symcalc.decide.sign import truth
from symcalc.errors import DomainFault, Nondifferentiable
from symcalc.syntax import written
from symcalc.syntax.tree import Call, Constant, Logic, Node, Power, Product, Truth, substitute


def at(point: Mapping[str, Node], variables: Sequence[str]) -> str:
    """`x = 0, y = 1`.

    >>> from symcalc.syntax.tree import integer
    >>> at({"x": integer(0)}, ["x"])
    'x = 0'
    """
    return ", ".join(f"{name} = {written(point[name])}" for name in variables)


def value_of(limit: Limit) -> str:
    """A one-sided limit in words."""
    if limit.value is not None:
        return written(tree_of(limit.value))
    words = {"none": "none (it oscillates)", "undefined": "none", "undecided": "unknown"}
    return words.get(limit.kind) or ("oo" if limit.sign > 0 else "-oo")


def both_sides(below: Limit, above: Limit) -> str:
    """Both one-sided limits in words."""
    return f"{value_of(below)} from below, {value_of(above)} from above"


def undefined(function: Node, place: Place) -> DomainFault:
    """Why a function has no value at a point."""
    where = at(place.point, place.variables)
    for part in parts((function,)):
        condition = operation_domain(part)
        if condition not in (ALWAYS, Truth(value=True)) and _fails(condition, part, place):
            if isinstance(part, Power) and isinstance(condition, Logic):
                return _undefined_power(part, place)
            return DomainFault(
                f"not defined at {where}: {written(part)} needs {written(condition)}",
                span=part.span if part.span.end > 0 else None,
            )
    return DomainFault(f"not defined at {where}")


def _undefined_power(part: Power, place: Place) -> DomainFault:
    """Why a power with any exponent has no value: its base is 0 or negative."""
    base, needed = ("0", "positive") if place.sign(part.base) == 0 else ("a negative number", "an integer")
    where = at(place.point, place.variables)
    reason = f"{written(part)} is a power of {base}, whose exponent has to be {needed}"
    return DomainFault(f"not defined at {where}: {reason}", span=part.span if part.span.end > 0 else None)


def _fails(condition: Node, part: Node, place: Place) -> bool:
    """Whether an operation is what fails: its operands have values, it has none."""
    operands = all(defined_at(child, place.point) is True for child in part.children())
    return operands and truth(substitute(condition, place.point)) is False


def jump(below: Limit, above: Limit, value: Node) -> str:
    """The one-sided limits of a function that is not continuous, and its value, in words."""
    if below.kind == above.kind == "undefined":
        return "the function is defined on neither side"
    if value_of(below) == value_of(above):
        return f"the function has the limit {value_of(below)} there and the value {written(value)}"
    return f"the function has the limits {both_sides(below, above)}"


def one_sided(below: Limit, above: Limit) -> str:
    """The one-sided values of a derivative, in words."""
    if below.kind == above.kind == "undefined":
        return "it has no one-sided values"
    if "undefined" in (below.kind, above.kind):
        side, inner = ("above", above) if below.kind == "undefined" else ("below", below)
        return f"the point is at the edge of the domain; the one-sided value from {side} is {value_of(inner)}"
    return f"its one-sided values are {both_sides(below, above)}"


def switch_in_words(expression: Node) -> str:
    """Where a switch stands: `where x - y = 0`, `where x is an integer`."""
    match expression:
        case Call("sin", (Product((Constant("pi"), inner)),)):
            return f"where {written(inner)} is an integer"
    return f"where {written(expression)} = 0"


def missing(place: Place, singular: Sequence[Node], what: str, detail: str) -> Nondifferentiable:
    """That a derivative does not exist at a point."""
    place_in_words = at(place.point, place.variables)
    switch = switch_in_words(singular[0]) if len(singular) == 1 else ""
    switch = f" ({switch})" if switch and switch != f"where {place_in_words}" else ""
    return Nondifferentiable(f"{what} does not exist at {place_in_words}{switch}: {detail}")
