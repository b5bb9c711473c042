r"""Inner products as they are written: `u' v` of what is written out, `\vec{u} \cdot \vec{v}`, `u \cdot (1, 2)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from symcalc.syntax.arithmetic import product
from symcalc.syntax.cursor import PRODUCT, SUM
from symcalc.syntax.textbook import questions
from symcalc.syntax.tokens import CLOSERS, DOT, RELATIONS
from symcalc.syntax.tree import Array, Call, Node, Point, Span, Transpose

if TYPE_CHECKING:
    from symcalc.syntax.expression import Reader

#: What ends a product.
_ENDS = RELATIONS | CLOSERS | {")|", "+", "-", ",", "word", "|_", "end"}


def begun(reader: Reader, left: Point) -> Node:
    r"""The tuple before a `\cdot`, which is a vector where one follows."""
    place = reader.at
    reader.at += 1
    right = reader.expression(PRODUCT)
    reader.at = place
    return vector(reader, left) if isinstance(right, Point) or is_column(reader, right) else left


def multiply(reader: Reader, factors: list[Node]) -> None:
    r"""Add what stands behind the sign that stands here: behind a `\cdot` between columns it is their inner product."""
    is_dot = reader.token.text == DOT
    reader.at += 1
    right = reader.expression(PRODUCT)
    if is_dot and (isinstance(right, Point) or reader.holds_arrays):
        _dot(reader, factors, right)
    else:
        factors.append(reader.value(right))
        join(reader, factors)


def _dot(reader: Reader, factors: list[Node], right: Node) -> None:
    r"""Add what stands behind a `\cdot`; behind a column that is what goes on without a sign too, `u \cdot A v`."""
    ranks = reader.ranks
    is_scalar = not isinstance(right, Point) and ranks.rank(right) == "scalar"
    first = next((place for place, factor in enumerate(factors) if not is_scalar and ranks.rank(factor) != "scalar"), 0)
    left = product(factors[first:])
    if is_scalar or not is_column(reader, left):
        factors.append(reader.value(right))
        join(reader, factors)
        return
    behind = [vector(reader, right) if isinstance(right, Point) else right]
    while ranks.rank(product(behind)) == "matrix" and reader.begins_operand():
        behind.append(reader.factor_without_sign(behind[-1]))
    operand = product(behind)
    factors[first:] = [_inner(left, operand)] if is_column(reader, operand) else [*factors[first:], *behind]


def before_dot(reader: Reader) -> Node:
    r"""What `\nabla` stands before: a product, as far as what is done with the gradient, `\nabla f \cdot v`."""
    start = reader.at
    if start not in reader.dots:  # kept, so that nested ones are not looked through again and again
        reader.dots[start] = _end_of_operand(reader)
    reader.at, place = start, reader.dots[start]
    if place is None:
        return reader.expression(SUM)
    kind, reader.kinds[place] = reader.kinds[place], "end"
    operand = reader.expression(SUM)
    reader.kinds[place] = kind
    return operand


def _end_of_operand(reader: Reader) -> int | None:
    r"""The place of what shows that the gradient is meant: a `\cdot` before a vector, a transpose of a function.

    With a number behind the `\cdot` there are two readings.
    """
    start = place = reader.at
    while reader.tokens[place].kind not in _ENDS:
        token = reader.tokens[place]
        if token.text == DOT:
            reader.at = place + 1
            right = reader.expression(PRODUCT)
            if isinstance(right, Point) or reader.ranks.rank(right) != "scalar":
                return place
            raise questions.gradient_or_product(token)
        if token.kind == "'" and token.text.startswith("^") and _is_scalar_function(reader, start, place):
            return place
        place = reader.pairs.get(place, place) + 1
    return None


def _is_scalar_function(reader: Reader, start: int, stop: int) -> bool:
    """Whether `f` or `f(x, y)`, whose values are numbers, is all that stands between two places."""
    name = reader.tokens[start].text
    is_whole = stop == start + 1 or reader.pairs.get(start + 1) == stop - 1
    return is_whole and name in reader.scope.functions and name not in reader.scope.arrays


def join(reader: Reader, factors: list[Node]) -> None:
    """Put together what the last factor ends: `u' A v` of what is written out is the inner product of u and A v.

    Where shapes are declared a transpose stays what it is.
    """
    if reader.scope.shaped or not is_column(reader, factors[-1]):
        return
    place = len(factors) - 2
    while place >= 0 and not _is_row(reader, factors[place]) and reader.ranks.rank(factors[place]) == "matrix":
        place -= 1
    first = factors[place] if place >= 0 else None
    if isinstance(first, Transpose) and _is_row(reader, first):
        factors[place:] = [_inner(first.operand, product(factors[place + 1 :]))]


def is_transposable(reader: Reader, node: Node, span: Span) -> bool:
    """Whether a node that stands before a prime has a transpose, though no shapes are declared: it is written out.

    Where variables stand in its definition the prime may be the derivative; that is asked about.
    """
    if isinstance(node, Array | Transpose):
        return True
    if not reader.holds_arrays or reader.ranks.rank(node) == "scalar":
        return False
    if reader.token.text in {"'", "′", "’"} and reader.ranks.varies(node):
        raise questions.transpose_or_velocity(node, span)
    return True


def vector(reader: Reader, tuple_: Point) -> Array:
    r"""The vector that a tuple is, `(1, 2)` beside one, and `(1, 2)^\top`."""
    return Array(tuple(map(reader.value, tuple_.coordinates)), span=tuple_.span)


def is_column(reader: Reader, node: Node) -> bool:
    """Whether a node is a vector that stands upright."""
    return reader.holds_arrays and reader.ranks.is_column(node)


def _is_row(reader: Reader, node: Node) -> bool:
    return isinstance(node, Transpose) and reader.ranks.is_column(node.operand)


def _inner(left: Node, right: Node) -> Call:
    return Call("dot", (left, right), span=Span(left.span.start, right.span.end))
