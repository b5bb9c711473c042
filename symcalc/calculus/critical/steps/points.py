"""The second derivatives at each critical point, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import sympy

from symcalc.build import Scope, as_tree, build
from symcalc.calculus.critical.steps.system import function_name, switches
from symcalc.calculus.derivatives.derivative import derivative_of
from symcalc.calculus.derivatives.steps import tree_of
from symcalc.decide.decimals import decimal
from symcalc.result import Step
from symcalc.syntax.tree import (
    Array,
    Call,
    Derivative,
    Form,
    Name,
    Negative,
    Node,
    Product,
    Relation,
    Sum,
    names,
    substitute,
)
from symcalc.syntax.written import written

if TYPE_CHECKING:
    from symcalc.calculus.critical.result import Critical, CriticalPoint, Family, Nondifferentiable

#: How many points are judged line by line, and in how many variables their Hessians are shown.
MOST, WIDEST = 12, 4
#: Longer entries of a Hessian are shown in decimals.
LONG = 16


def judgements(result: Critical, scope: Scope) -> Iterator[Step]:
    """The kind of every point, family and set without a derivative, with its reason."""
    second = _second(result, scope) if _is_shown(result) else None
    if second is not None and switches(second):
        second = None
    if second is not None:
        yield Step(_word(result), _equals(_symbol(result), second))
    for number, point in enumerate(result.points[:MOST], 1):
        if second is not None:
            yield from _at(result, scope, second, number, point)
        yield from _kind(f"point {number}", point)
    if len(result.points) > MOST:
        yield Step("left out", f"and {len(result.points) - MOST} more points like these")
    for number, family in enumerate(result.families[:MOST], 1):
        yield from _kind(f"family {number}", family)
    for corner in result.nondifferentiable[:MOST]:
        place = corner.equations if corner.point is None else tuple(corner.point.values())
        shown = ", ".join(value if isinstance(value, str) else written(value) for value in place)
        yield from _kind(f"no derivative at {shown if len(place) == 1 else f'({shown})'}", corner)


def _is_shown(result: Critical) -> bool:
    return bool(result.points) and not result.constraints and 0 < len(result.variables) <= WIDEST


def _second(result: Critical, scope: Scope) -> Node:
    """The second derivative, or the Hessian."""
    slopes = [build(tree_of(slope), scope) for slope in result.gradient]
    symbols = [scope.symbol(name) for name in result.variables]
    if len(symbols) == 1:
        return as_tree(derivative_of(slopes[0], symbols[0]))
    return Array(tuple(Array(tuple(as_tree(derivative_of(slope, s)) for s in symbols)) for slope in slopes))


def _word(result: Critical) -> str:
    return "second derivative" if len(result.variables) == 1 else "second derivatives"


def _symbol(result: Critical) -> Node:
    """The left side of a line about second derivatives."""
    f = Name(function_name(result))
    if len(result.variables) == 1:
        return Derivative("total", f, (Name(result.variables[0]),) * 2)
    return Form("hessian", (f,))


def _equals(left: Node, right: Node) -> Relation:
    return Relation(("==",), (left, right))


def _at(result: Critical, scope: Scope, second: Node, number: int, point: CriticalPoint) -> Iterator[Step]:
    """The second derivatives at a point: exact where they are short, else in decimals."""
    known = {name: value for name, value in point.point.items() if isinstance(value, Node)}
    if len(known) < len(point.point):
        return
    value = _evaluated(second, known, scope)
    if value is not None:
        yield Step(f"at point {number}", value if isinstance(value, str) else _equals(_symbol(result), value))
    if isinstance(value, Array) and len(result.variables) == 2:
        determinant = as_tree(sympy.expand(build(_determinant(value), scope)))
        yield Step("its determinant", _equals(Call("det", (_symbol(result),)), determinant))


def _determinant(matrix: Array) -> Node:
    """The determinant of two rows."""
    (a, b), (c, d) = (row.items for row in matrix.items if isinstance(row, Array))
    return Sum((Product((a, d)), Negative(Product((b, c)))))


def _evaluated(second: Node, place: Mapping[str, Node], scope: Scope) -> Node | str | None:
    """A matrix or a number at a point; None where it has no value."""
    rows = second.items if isinstance(second, Array) else (second,)
    entries = [row.items if isinstance(row, Array) else (row,) for row in rows]
    values = [[_entry(substitute(entry, place), scope) for entry in row] for row in entries]
    if all(isinstance(value, Node) for row in values for value in row):
        if not isinstance(second, Array):
            return values[0][0]
        return Array(tuple(Array(tuple(v for v in row if isinstance(v, Node))) for row in values))
    texts = [[written(v) if isinstance(v, Node) else v for v in row] for row in values]
    if any(text is None for row in texts for text in row):
        return None
    left = "f''" if not isinstance(second, Array) else "Hessian"
    shown = [", ".join(text for text in row if text is not None) for row in texts]
    return f"{left} ≈ [{'], ['.join(shown)}]" if isinstance(second, Array) else f"{left} ≈ {shown[0]}"


def _entry(value: Node, scope: Scope) -> Node | str | None:
    """An entry: exact where that is short, else six digits, None where there are none."""
    if "rootof" not in written(value):
        exact = as_tree(build(value, scope))
        if len(written(exact)) <= LONG or names(exact):
            return exact
        value = exact
    near = decimal(value, 6)
    return None if near is None else f"{float(near):.6g}"


def _kind(place: str, entry: CriticalPoint | Family | Nondifferentiable) -> Iterator[Step]:
    """What a place is, and why."""
    cases = getattr(entry, "cases", ())
    for case in cases:
        yield Step(f"{place} is a {case.kind} where", case.condition)
    if not cases:
        kind = {"constant": "constant", "undecided": "undecided"}.get(
            entry.kind, f"{_article(entry.kind)} {entry.kind}"
        )
        verb = "so " if not place.startswith("no") else ""
        yield Step(f"{verb}{place} is {kind}" if verb else f"{place}: {kind}", entry.evidence or entry.kind)


def _article(word: str) -> str:
    return "an" if word[0] in "aeiou" else "a"
