"""Single factors as trees: names, functions of entries, brackets, inverses, determinants."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

from symcalc.matrix.canonical import signature
from symcalc.matrix.emission.links import cheaper, cost, turned
from symcalc.matrix.emission.written import Scalar
from symcalc.matrix.indices import (
    Apply,
    Bracket,
    Determinant,
    Entry,
    Exponent,
    Factor,
    Indexed,
    Inverse,
    Kronecker,
    Literal,
    Mark,
    Powered,
    Softmax,
    Stacked,
    Surd,
    Term,
)
from symcalc.matrix.positions import Index, Position, simple
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.size import ONE
from symcalc.syntax.tree import Call, Constant, Name, Node, Number, Power, Transpose, rational


class Writer(Protocol):
    """What a factor needs of the emitter: parts are written by it in turn."""

    shapes: Shapes

    def tree(
        self,
        expression: Indexed,
        row: Position | None = None,
        column: Position | None = None,
        *,
        entrywise: bool = False,
    ) -> Node:
        """The matrix with this entry in `row` and `column`."""

    def exponent(self, power: Indexed, row: Position | None, column: Position | None) -> Node:
        """An exponent that is an expression."""


def ends(part: Powered) -> list[Index]:
    """The free indices of a power of a factor, each once."""
    found = Term(Fraction(1), (part,)).positions()
    return list(dict.fromkeys(index for position in found for index in simple(position)))


def symmetric(base: Factor) -> bool:
    """Whether the factor as a matrix equals its transpose."""
    return signature(base).symmetric


def scalar(writer: Writer, base: Factor, power: Exponent) -> Scalar:
    """A factor without indices, and its exponent; a norm brings its own."""
    above = power if isinstance(power, Fraction) else writer.exponent(power, None, None)
    node = matrix(writer, base, None, None)
    if isinstance(node, Power) and isinstance(node.exponent, Number) and isinstance(base, Bracket):
        whole_norm = isinstance(node.base, Call) and node.base.function == "norm"
        if whole_norm and isinstance(above, Fraction):
            return node.base, node.exponent.value * above
    return node, above


def matrix(writer: Writer, base: Factor, row: Index | None, column: Index | None) -> Node:
    """A factor as a matrix from row to column, as a column (column None) or as a row (row None)."""
    match base:
        case Surd(value):
            return rational(value)
        case Mark(name):
            return Constant("pi") if name == "pi" else Constant("e")
        case Entry(name, at):
            return _placed(Name(name), at, row, column, standing=_stands(writer, name))
        case Literal(array, at):
            return _placed(array, at, row, column, standing=writer.shapes.of(array).columns == ONE)
        case Bracket(body):
            return writer.tree(body, row, column, entrywise=True)
        case Apply(function, arguments):
            return _applied(writer, function, arguments, row, column)
        case Inverse(body, inner_row, inner_column, at):
            return _inverse(writer, (body, inner_row, inner_column), at, row)
        case Determinant(body, inner_row, inner_column):
            return Call("det", (_cheaper_way(writer, body, inner_row, inner_column),))
        case Softmax(body, slot, at):
            return _softmax(writer, body, slot, at, row)
        case Kronecker():
            return _kronecker(writer, base, row)
        case Stacked(body, inner_row, inner_column, _):
            node = Call("vec", (writer.tree(body, inner_row, inner_column),))
            return node if row is not None else turned(node)
    raise TypeError(f"no tree of {type(base).__name__}")


def _kronecker(writer: Writer, whole: Kronecker, row: Index | None) -> Node:
    """A Kronecker product, transposed side by side."""
    above, before, below, behind = whole.slots
    straight = row == whole.at[0] or whole.at[0] == whole.at[1]
    sides = ((whole.left, above, before), (whole.right, below, behind))
    parts = [writer.tree(body, *((start, end) if straight else (end, start))) for body, start, end in sides]
    node = Call("kron", tuple(parts))
    if whole.at[0] != whole.at[1]:
        return node
    return Call("diag", (node,)) if row is not None else turned(Call("diag", (node,)))


def _stands(writer: Writer, name: str) -> bool:
    """Whether a vector is declared as a column."""
    return name not in writer.shapes.declared or writer.shapes.declared_as(name).columns == ONE


def _placed(node: Node, at: tuple[Position, ...], row: Index | None, column: Index | None, *, standing: bool) -> Node:
    """A named or written matrix, transposed where it is read from its columns; its diagonal where both are one."""
    if len(at) == 2 and at[0] == at[1]:
        diagonal = Call("diag", (node,))
        return diagonal if row is not None else turned(diagonal)
    if len(at) == 1:
        return node if standing == (row is not None) else turned(node)
    return node if not at or at == (row, column) else turned(node)


def _cheaper_way(writer: Writer, body: Indexed, row: Index, column: Index) -> Node:
    """A matrix or its transpose, whichever is shorter."""
    return cheaper(writer.tree(body, row, column), writer.tree(body, column, row))


def _inverse(
    writer: Writer, inside: tuple[Indexed, Index, Index], at: tuple[Position, Position], row: Index | None
) -> Node:
    """An inverse; transposed outside where the matrix inside is shorter so."""
    body, inner_row, inner_column = inside
    straight, around = writer.tree(body, inner_row, inner_column), writer.tree(body, inner_column, inner_row)
    if at[0] == at[1]:
        diagonal = Call("diag", (Call("inv", (cheaper(straight, around),)),))
        return diagonal if row is not None else turned(diagonal)
    if row != at[0]:
        straight, around = around, straight
    return Call("inv", (straight,)) if cost(straight) <= cost(around) else Transpose(Call("inv", (around,)))


def _applied(
    writer: Writer, function: str, arguments: tuple[Indexed, ...], row: Index | None, column: Index | None
) -> Node:
    """A function of entries; the logarithms that have names of their own."""
    parts = []
    for argument in arguments:
        spots = (row, column) if argument.positions() else (None, None)
        parts.append(writer.tree(argument, *spots, entrywise=True))
    if function == "log" and len(parts) == 1:
        return _logarithm(parts[0])
    if function == "exp" and parts == [Number(Fraction(1))]:
        return Constant("e")
    return Call(function, tuple(parts))


def _logarithm(inside: Node) -> Node:
    """log, logdet, logsumexp."""
    match inside:
        case Call("det", arguments):
            return Call("logdet", arguments)
        case Call("sum", (Call("exp", arguments),)):
            return Call("logsumexp", arguments)
    return Call("log", (inside,))


def _softmax(writer: Writer, body: Indexed, slot: Index, at: Position, row: Index | None) -> Node:
    """Softmax of a vector, or of a matrix by its rows."""
    others = [index for position in body.positions() for index in simple(position) if index != slot]
    if not others:
        node: Node = Call("softmax", (writer.tree(body, slot, None, entrywise=True),))
        return node if row is not None else turned(node)
    node = Call("softmax", (writer.tree(body, others[0], slot, entrywise=True),))
    if others[0] == at:
        node = Call("diag", (node,))
        return node if row is not None else turned(node)
    return node if row == others[0] else turned(node)
