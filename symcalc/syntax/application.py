"""Functions of the language applied to what stands in their brackets."""

from __future__ import annotations

from symcalc.errors import ArityFault, SyntaxFault
from symcalc.syntax import refusals
from symcalc.syntax.arithmetic import exponential
from symcalc.syntax.functions import Function
from symcalc.syntax.names import GREEK
from symcalc.syntax.tree import (
    Binding,
    Call,
    Logic,
    Node,
    Number,
    Piecewise,
    Point,
    PointSet,
    Relation,
    Span,
    Truth,
    names,
)


def wrong_arity(
    name: str, expected: str, given: int, span: Span, *, of: str = "", hint: str | None = None
) -> ArityFault:
    """The refusal of too few or too many arguments."""
    plural = "" if expected == "1" else "s"
    return ArityFault(f"{name}{of} takes {expected} argument{plural}, {given} given", hint=hint, span=span)


def applied(function: Function, name: str, items: tuple[Node, ...], span: Span) -> Node:
    """A function of the language applied to what stands in its brackets."""
    if function.name == "piecewise":
        return _piecewise(items, span)
    _check_arity(function, name, len(items), span)
    for item in items:
        _check_value(item)
    if function.name == "exp":
        return exponential(items[0], span)
    if function.name == "rootof":
        _check_root(items)
    return Call(function.name, items, span=span)


def _check_arity(function: Function, name: str, given: int, span: Span) -> None:
    least, most = function.least, function.most
    if given >= least and (most is None or given <= most):
        return
    hint = f"for a product write {name}*(…)" if name in GREEK.values() and given == 1 else None
    expected = f"{least}" if least == most else f"{least} or more" if most is None else f"{least} or {most}"
    raise wrong_arity(name, expected, given, span, hint=hint)


def _check_value(item: Node) -> None:
    if isinstance(item, Relation | Logic | Truth | Point | PointSet | Binding):
        raise refusals.no_value(item)


def _piecewise(items: tuple[Node, ...], span: Span) -> Piecewise:
    if not items:
        raise wrong_arity("piecewise", "1 or more", 0, span)
    return Piecewise(tuple(map(_piece, items)), span=span)


def _piece(item: Node) -> tuple[Node, Node]:
    if not isinstance(item, Point) or len(item.coordinates) != 2:
        raise SyntaxFault("a piece is (value, condition)", hint="the last one may be (value, true)", span=item.span)
    value, condition = item.coordinates
    _check_value(value)
    if not isinstance(condition, Relation | Logic | Truth):
        raise SyntaxFault("the second of a piece is a condition", span=condition.span)
    return value, condition


def _check_root(items: tuple[Node, ...]) -> None:
    """`rootof(p, k)`: p in one variable, k a whole number from 0."""
    polynomial, index = items
    if len(names(polynomial)) != 1:
        raise SyntaxFault("rootof takes a polynomial in one variable", span=polynomial.span)
    if not isinstance(index, Number) or index.value.denominator != 1:
        raise SyntaxFault("the second argument of rootof is a whole number from 0", span=index.span)
