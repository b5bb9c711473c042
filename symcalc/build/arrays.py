"""Vectors and matrices that are written out, `e^x [a, b]`: operations on them become arrays of scalar expressions.

`*` is the matrix product or a number times an array, functions work entry by entry, and a number added to an array
is added to each entry. Nothing here is SymPy's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import reduce
from itertools import product

from symcalc.build import matrices
from symcalc.errors import LimitReached, RankFault, ShapeFault
from symcalc.syntax.functions import FUNCTIONS
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

#: The most entries that `eye` and `ones` are written out with.
MAX_ENTRIES = 10_000


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
        return _of_lengths(part) if isinstance(part, Call) and part.function in {"eye", "ones"} else part
    operation = OPERATIONS.get(type(part))
    if operation is None:
        raise RankFault(f"{type(part).__name__.lower()} of arrays is not known here", span=part.span)
    return operation(part)


def _of_lengths(call: Call) -> Node:
    """`eye(2)`, `ones(3)`, where the lengths are numbers from 2; others are left to who refuses them.

    Raises LimitReached for more than MAX_ENTRIES entries.
    """
    lengths = [
        int(length.value) for length in call.arguments if isinstance(length, Number) and length.value.denominator == 1
    ]
    if len(lengths) < len(call.arguments) or min(lengths) < 2:
        return call
    rows, columns = lengths[0], lengths[-1]
    if rows * columns > MAX_ENTRIES:
        raise LimitReached(f"{call.function} of more than {MAX_ENTRIES:,} entries", span=call.span)
    if call.function == "eye":
        return _matrix([[integer(int(i == j)) for j in range(rows)] for i in range(rows)])
    one = (integer(1),)
    return Array(one * rows) if len(lengths) == 1 else _matrix([one * columns] * rows)


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


def _power(part: Power) -> Node:
    if isinstance(part.exponent, Array):
        raise RankFault("powers with an array for an exponent are not known here", span=part.span)
    return _matrix(matrices.power(_rows(part.base, "powers"), part.exponent))


def _call(part: Call) -> Node:
    if part.function in WHOLE:
        return WHOLE[part.function](*part.arguments)
    if len(part.arguments) > 1 or FUNCTIONS[part.function].shaped:
        raise RankFault(f"{part.function} of arrays that are written out is not known here", span=part.span)
    return entrywise(lambda entry: Call(part.function, (entry,)), part.arguments[0])


def _mean(array: Node) -> Node:
    return Quotient(_total(_entries(array)), integer(len(list(_entries(array)))))


def _rows(matrix: Node, what: str) -> list[tuple[Node, ...]]:
    """The rows of a square matrix."""
    if len(shape(matrix)) != 2 or len(set(shape(matrix))) > 1:
        raise ShapeFault(f"only a square matrix has {what}", span=matrix.span)
    return [row.children() for row in matrix.children()]


def _matrix(rows: Iterable[Iterable[Node]]) -> Array:
    return Array(tuple(Array(tuple(row)) for row in rows))


def _trace(matrix: Node) -> Node:
    return _total(row[place] for place, row in enumerate(_rows(matrix, "a trace")))


def _determinant(matrix: Node) -> Node:
    return matrices.determinant(_rows(matrix, "a determinant"))


def _diagonal(array: Node) -> Node:
    """The diagonal of a matrix; of a vector, the matrix that has it for its diagonal."""
    if len(shape(array)) == 2:
        return Array(tuple(row[place] for place, row in enumerate(_rows(array, "a diagonal"))))
    items = array.children()
    return _matrix([[item if i == j else integer(0) for j in range(len(items))] for i, item in enumerate(items)])


def _stacked(array: Node) -> Node:
    """The columns of a matrix one below the other."""
    return Array(tuple(_entries(_transposed(array)))) if len(shape(array)) == 2 else array


def _kronecker(left: Node, right: Node) -> Node:
    if len(shape(left)) != 2 or len(shape(right)) != 2:
        raise ShapeFault("kron needs two matrices", span=left.span)
    blocks = product(left.children(), right.children())
    return _matrix([Product((a, b)) for a in above.children() for b in below.children()] for above, below in blocks)


def _exponentials(array: Node) -> Node:
    return _total(Call("exp", (entry,)) for entry in _entries(array))


def _softmax(array: Node) -> Node:
    """Of a vector over its entries, of a matrix row by row."""
    if len(shape(array)) == 2:
        return Array(tuple(map(_softmax, array.children())))
    return entrywise(lambda entry: Quotient(Call("exp", (entry,)), _exponentials(array)), array)


TWO = Number(Fraction(2))
#: Functions of whole arrays.
WHOLE: dict[str, Callable[..., Node]] = {
    "sum": lambda array: _total(_entries(array)),
    "mean": _mean,
    "dot": _dot,
    "norm": lambda array: Call("sqrt", (_total(Power(entry, TWO) for entry in _entries(array)),)),
    "norm1": lambda array: _total(Call("abs", (entry,)) for entry in _entries(array)),
    "tr": _trace,
    "det": _determinant,
    "logdet": lambda matrix: Call("log", (_determinant(matrix),)),
    "inv": lambda matrix: _matrix(matrices.inverse(_rows(matrix, "an inverse"))),
    "diag": _diagonal,
    "vec": _stacked,
    "kron": _kronecker,
    "softmax": _softmax,
    "logsumexp": lambda array: Call("log", (_exponentials(array),)),
}

OPERATIONS: dict[type, Callable[..., Node]] = {
    Negative: lambda part: entrywise(Negative, part.operand),
    Sum: _sum,
    Product: _product,
    Quotient: _quotient,
    Power: _power,
    Elementwise: _elementwise,
    Transpose: lambda part: _transposed(part.operand),
    Call: _call,
}
