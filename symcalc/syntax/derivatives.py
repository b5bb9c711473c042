"""Derivatives as they are written: `diff(f, x)`, `diff(L, w1)(a1, a2)`, `partial(f, u)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcalc.errors import NameFault, SyntaxFault
from symcalc.syntax import refusals
from symcalc.syntax.application import wrong_arity
from symcalc.syntax.arithmetic import E
from symcalc.syntax.tree import Derivative, Name, Node, Span
from symcalc.syntax.written import shown

if TYPE_CHECKING:
    from symcalc.syntax.expression import Reader


def derivative(reader: Reader) -> Node:
    """`diff(f, x)`, `diff(L, w1)(a1, a2)`, `partial(f, u)`."""
    token = reader.token
    reader.at += 1
    if reader.token.kind != "(":
        hint = f"it is a word of the language: {token.text}(f, x)"
        raise SyntaxFault(f"'{token.text}' is no name", hint=hint, span=token.span)
    items, span = reader.group()
    span = Span(token.start, span.end)
    if len(items) < 2 or (token.kind == "partial" and len(items) > 2):
        raise wrong_arity(token.text, "2" if token.kind == "partial" else "2 or more", len(items), span)
    function = reader.value(items[0])
    if isinstance(function, Name):
        _refuse_undeclared(reader, function)
    variables = tuple(_variable(item) for item in items[1:])
    if token.kind == "partial" and not isinstance(function, Name):
        raise SyntaxFault("partial takes the name of a node", hint="partial(f, u)", span=function.span)
    node = Derivative("diff" if token.kind == "diff" else "partial", function, variables, span=span)
    return _at_point(reader, node) if reader.directly_behind("(") else node


def _refuse_undeclared(reader: Reader, function: Name) -> None:
    """What `diff(f, x)` differentiates is known: a function, or a variable."""
    scope, name = reader.scope, function.name
    if scope.free or name in scope.functions or name in scope.variables:
        return
    hint = f"declare it, {name}(x, y); diff({name}, x), or give it a formula, {name}(x, y) = …"
    raise NameFault(f"'{name}' is neither declared nor defined", hint=hint, span=function.span)


def _variable(item: Node) -> Name:
    if isinstance(item, Name):
        return item
    hint = "e is a constant here unless it is declared" if item == E else "twice by x is diff(f, x, x)"
    raise SyntaxFault("a derivative is taken by a variable", hint=hint, span=item.span)


def _at_point(reader: Reader, node: Derivative) -> Node:
    """`diff(L, w1)(a1, a2)`: the derivative of a function taken at a point."""
    scope, function = reader.scope, node.function
    is_function = isinstance(function, Name) and (scope.free or scope.functions.get(function.name) is not None)
    items, span = reader.group()
    if not is_function or node.kind == "partial":
        raise refusals.derivative_or_product(node, items, span)
    parameters = scope.functions.get(function.name) if isinstance(function, Name) else None
    if parameters is not None and len(parameters) != len(items):
        raise wrong_arity(shown(node), f"{len(parameters)}", len(items), span)
    point = tuple(map(reader.value, items))
    return Derivative(node.kind, function, node.variables, point, span=Span(node.span.start, span.end))
