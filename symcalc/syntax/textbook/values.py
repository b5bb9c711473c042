r"""The value at a point, by a bar: `f(x)|_{x=1}`, `\left. \frac{\partial f}{\partial x} \right|_{(1, 2)}`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcalc.syntax.textbook import questions
from symcalc.syntax.tree import Binding, Call, Derivative, Form, Logic, Name, Node, Point, Relation, Span

if TYPE_CHECKING:
    from symcalc.syntax.expression import Reader

#: What may stand before that whose value is taken.
_BEFORE = frozenset({"(", "[", "{", ",", "|(", "+", "-", "number", "==", "!=", "≈", "=", "<", ">", "<=", ">=", "*"})
_WHOLE = _BEFORE - {"+", "-", "number", "*"}


def evaluated(reader: Reader, node: Node, start: int) -> Node:
    r"""`f(x)|_{x=1}` of LaTeX; `start` is where the operand begins. Behind an operator the bar belongs to both."""
    if _is_operand_of_operator(reader, start):
        return node
    is_one = isinstance(node, (Derivative, Form, Call)) or reader.pairs.get(start) == reader.at - 1
    if start and reader.kinds[start - 1] not in (_BEFORE if is_one else _WHOLE):
        raise questions.bar_behind(reader.token)
    return value_at(reader, node)


def value_at(reader: Reader, node: Node) -> Node:
    """What stands before the bar, at what stands below it."""
    place = below(reader)
    span = Span(node.span.start, reader.tokens[reader.at - 1].end)
    if isinstance(node, Derivative) and (point := _arguments(reader, node, place)) is not None:
        return Derivative(node.kind, node.function, node.variables, point, span=span)
    if isinstance(node, Form) and node.at is None and node.name != "value":
        return Form(node.name, node.operands, node.variables, place, node.order, span=span)
    return reader.form_named("value", (node,), place, span)


def below(reader: Reader) -> Point:
    """The place that stands below a bar: `x=1, y=2`, `(1, 2)`, `(x,y)=(1,2)`."""
    reader.at += 1
    items, span = reader.group()
    parts = [part for item in items for part in (item.operands if isinstance(item, Logic) else (item,))]
    coordinates = [one for part in parts for one in (part.coordinates if isinstance(part, Point) else (part,))]
    return Point(tuple(_coordinate(reader, part) for part in coordinates), span=span)


def _coordinate(reader: Reader, part: Node) -> Node:
    if isinstance(part, Relation) and part.operators == ("==",) and isinstance(part.operands[0], Name):
        return Binding(part.operands[0].name, part.operands[1], span=part.span)
    return reader.value(part)


def _arguments(reader: Reader, node: Derivative, place: Point) -> tuple[Node, ...] | None:
    """The arguments that a place gives to the derivative of a function; None where it says something else."""
    function = node.function
    parameters = reader.scope.functions.get(function.name) if isinstance(function, Name) else None
    if not parameters or node.point is not None or not {name.name for name in _names(node)} <= set(parameters):
        return None
    bound = {part.name: part.value for part in place.coordinates if isinstance(part, Binding)}
    if not bound:
        return place.coordinates if len(place.coordinates) == len(parameters) else None
    if len(bound) < len(place.coordinates) or not bound.keys() <= set(parameters):
        return None
    return tuple(bound.get(name) or Name(name, span=place.span) for name in parameters)


def _names(node: Derivative) -> list[Name]:
    return [variable for variable in node.variables if isinstance(variable, Name)]


def _is_operand_of_operator(reader: Reader, start: int) -> bool:
    r"""Whether an operand stands directly behind `\nabla` or `\frac{d}{dx}`."""
    before = start - 1
    if before < 0 or reader.kinds[before] == "form":
        return before >= 0
    if reader.kinds[before] != ")":
        return False
    opener = next(opener for opener, closer in reader.pairs.items() if closer == before)
    return reader.kinds[opener - 1] == "d/d"
