"""Vectors and matrices that are written out, `e^x [a, b]`: operations on them become arrays of scalar expressions.

`*` is the matrix product or a number times an array, functions work entry by entry, and a number added to an array
is added to each entry. Nothing here is SymPy's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import reduce

from symcalc.errors import RankFault, ShapeFault
from symcalc.syntax.tree import (
    Array,
    Call,
    Elementwise,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
    integer,
    rewrite,
)

Operation = Callable[[Node, Node], Node]


def written_out(node: Node) -> Node:
    """The same value as one array of scalar expressions, or as a scalar where it is one.

    Raises ShapeFault for operands that do not fit, RankFault for what is no number, vector or matrix.

    >>> from symcalc.syntax import parse_expression, written
    >>> written(written_out(parse_expression("2 [1, y] - [a, b]")))
    '[2*1 - a, 2*y - b]'
    """
    return rewrite(node, _outward)


def shape(node: Node) -> tuple[int, ...]:
    """No length for a scalar, one for a vector, two for a matrix.

    Raises ShapeFault for rows of different lengths, RankFault for arrays in rows.

    >>> shape(Array((Array((integer(1), integer(2))),)))
    (1, 2)
    """
    if not isinstance(node, Array):
        return ()
    below = {shape(item) for item in node.items}
    if len(below) > 1:
        raise ShapeFault("the rows have different lengths", span=node.span)
    inner = next(iter(below), ())
    if len(inner) > 1:
        raise RankFault("arrays of more than two dimensions are not known here", span=node.span)
    return len(node.items), *inner


def _outward(part: Node) -> Node:
    """An operation on arrays as an array of operations."""
    if isinstance(part, Array):
        shape(part)
        return part
    if not any(isinstance(child, Array) for child in part.children()):
        return part
    operation = OPERATIONS.get(type(part))
    if operation is None:
        raise RankFault(f"{type(part).__name__.lower()} of arrays is not known here", span=part.span)
    return operation(part)


def entrywise(operation: Callable[[Node], Node], array: Node) -> Node:
    """An operation on each entry.

    >>> entrywise(Negative, Array((integer(1),)))
    Array(items=(Negative(operand=Number(value=Fraction(1, 1), unit=None)),))
    """
    if isinstance(array, Array):
        return Array(tuple(entrywise(operation, item) for item in array.items), span=array.span)
    return operation(array)


def paired(operation: Operation, left: Node, right: Node) -> Node:
    """An operation on entries at the same place; a number goes with each entry."""
    if not isinstance(left, Array):
        return entrywise(lambda entry: operation(left, entry), right)
    if not isinstance(right, Array):
        return entrywise(lambda entry: operation(entry, right), left)
    if shape(left) != shape(right):
        raise ShapeFault(f"{_words(left)} and {_words(right)} do not fit", span=left.span)
    return Array(tuple(paired(operation, a, b) for a, b in zip(left.items, right.items, strict=True)))


def _words(array: Node) -> str:
    return " by ".join(map(str, shape(array)))


def _sum(part: Sum) -> Node:
    return reduce(lambda left, right: paired(_plus, left, right), part.terms)


def _plus(left: Node, right: Node) -> Node:
    terms = left.terms if isinstance(left, Sum) else (left,)
    return Sum((*terms, right))


def _product(part: Product) -> Node:
    return reduce(_times, part.factors)


def _times(left: Node, right: Node) -> Node:
    if not (isinstance(left, Array) and isinstance(right, Array)):
        return paired(lambda a, b: Product((a, b)), left, right)
    if len(shape(left)) == 1:
        raise ShapeFault("the product of two vectors is dot(a, b) or a .* b", span=left.span)
    if shape(left)[1] != shape(right)[0]:
        raise ShapeFault(f"{_words(left)} times {_words(right)} do not fit", span=left.span)
    if len(shape(right)) == 1:
        return Array(tuple(_dot(row, right) for row in left.items))
    columns = _transposed(right)
    return Array(tuple(Array(tuple(_dot(row, column) for column in columns.items)) for row in left.items))


def _dot(left: Node, right: Node) -> Node:
    if shape(left) != shape(right) or len(shape(left)) != 1:
        raise ShapeFault("dot needs two vectors of the same length", span=left.span)
    return _total(Product(pair) for pair in zip(left.children(), right.children(), strict=True))


def _transposed(matrix: Node) -> Array:
    if len(shape(matrix)) != 2:
        raise ShapeFault("only a matrix that is written out has a transpose here", span=matrix.span)
    rows = [row.children() for row in matrix.children()]
    return Array(tuple(map(Array, zip(*rows, strict=True))))


def _total(terms: Iterator[Node]) -> Node:
    listed = tuple(terms)
    return listed[0] if len(listed) == 1 else Sum(listed)


def _entries(array: Node) -> Iterator[Node]:
    for item in array.children() if isinstance(array, Array) else ():
        yield from _entries(item) if isinstance(item, Array) else (item,)


def _quotient(part: Quotient) -> Node:
    if isinstance(part.denominator, Array):
        raise ShapeFault("nothing is divided by an array; ./ divides entry by entry", span=part.span)
    return entrywise(lambda entry: Quotient(entry, part.denominator), part.numerator)


def _elementwise(part: Elementwise) -> Node:
    joins: dict[str, Operation] = {".*": lambda a, b: Product((a, b)), "./": Quotient, ".^": Power}
    return paired(joins[part.operator], part.left, part.right)


def _call(part: Call) -> Node:
    if part.function in WHOLE:
        return WHOLE[part.function](*part.arguments)
    if len(part.arguments) > 1:
        raise RankFault(f"{part.function} of arrays is not known here", span=part.span)
    return entrywise(lambda entry: Call(part.function, (entry,)), part.arguments[0])


def _mean(array: Node) -> Node:
    return Quotient(_total(_entries(array)), integer(len(list(_entries(array)))))


def _trace(matrix: Node) -> Node:
    if len(shape(matrix)) != 2 or len(set(shape(matrix))) > 1:
        raise ShapeFault("only a square matrix has a trace", span=matrix.span)
    return _total(row.children()[place] for place, row in enumerate(matrix.children()))


TWO = Number(Fraction(2))
#: Functions of whole arrays.
WHOLE: dict[str, Callable[..., Node]] = {
    "sum": lambda array: _total(_entries(array)),
    "mean": _mean,
    "dot": _dot,
    "norm": lambda array: Call("sqrt", (_total(Power(entry, TWO) for entry in _entries(array)),)),
    "norm1": lambda array: _total(Call("abs", (entry,)) for entry in _entries(array)),
    "tr": _trace,
}

OPERATIONS: dict[type, Callable[..., Node]] = {
    Negative: lambda part: entrywise(Negative, part.operand),
    Sum: _sum,
    Product: _product,
    Quotient: _quotient,
    Elementwise: _elementwise,
    Transpose: lambda part: _transposed(part.operand),
    Call: _call,
}
