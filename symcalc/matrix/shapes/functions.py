"""The shape that each function gives, and the shapes it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from symcalc.errors import ArityFault, NameFault, ShapeFault
from symcalc.matrix.elementary import ELEMENTWISE
from symcalc.matrix.size import ONE, SCALAR, Dimensions, Size
from symcalc.syntax import written
from symcalc.syntax.functions import known
from symcalc.syntax.tree import Call, Node


class Scope(Protocol):
    """What a rule asks: the shape of an argument, and the size that one names."""

    def of(self, node: Node) -> Dimensions:
        """Rows and columns of an expression."""

    def dimension(self, node: Node) -> Size:
        """The size that an argument of `eye` or `ones` is."""


Rule = Callable[[Scope, Call], Dimensions]


def function_shape(scope: Scope, call: Call) -> Dimensions:
    """The shape of a call; `NameFault` for a function that has no reading among shapes."""
    _check_arity(call)
    if call.function in RULES:
        return RULES[call.function](scope, call)
    if call.function in ELEMENTWISE:
        return _entry_by_entry(scope, call)
    raise NameFault(f"{call.function} has no meaning among names with shapes", span=call.span)


def _check_arity(call: Call) -> None:
    function, count = known(call.function), len(call.arguments)
    if function and not function.least <= count <= (function.most or count):
        wanted = function.least if function.least == function.most else f"{function.least} to {function.most}"
        raise ArityFault(f"{call.function} takes {wanted} argument(s), not {count}", span=call.span)


def _entry_by_entry(scope: Scope, call: Call) -> Dimensions:
    """Arguments of one shape, or scalars."""
    whole = scope.of(call.arguments[0])
    for argument in call.arguments[1:]:
        dimensions = scope.of(argument)
        if whole.scalar:
            whole = dimensions
        elif not dimensions.scalar and dimensions != whole:
            first = call.arguments[0]
            message = f"{call.function} does not fit: {written(first)} is {whole}, {written(argument)} is {dimensions}"
            raise ShapeFault(message, span=argument.span)
    return whole


def _refuse(call: Call, needs: str, dimensions: Dimensions, hint: str | None = None) -> ShapeFault:
    argument = call.arguments[0]
    message = f"{call.function} needs {needs}, and {written(argument)} is {dimensions}"
    return ShapeFault(message, hint=hint, span=argument.span)


def _square(scope: Scope, call: Call) -> Dimensions:
    """The shape of a square argument."""
    dimensions = scope.of(call.arguments[0])
    if dimensions.square:
        return dimensions
    argument = call.arguments[0]
    made = f"{written(argument)} times its transpose" if call.function in ("det", "logdet", "inv") else None
    raise _refuse(call, "a square matrix", dimensions, made and f"{made} is square")


def _scalar_of_square(scope: Scope, call: Call) -> Dimensions:
    _square(scope, call)
    return SCALAR


def _scalar_of_any(scope: Scope, call: Call) -> Dimensions:
    scope.of(call.arguments[0])
    return SCALAR


def _same(scope: Scope, call: Call) -> Dimensions:
    return scope.of(call.arguments[0])


def _dot(scope: Scope, call: Call) -> Dimensions:
    """Two vectors of one length (a row and a column will do), or two matrices of one shape."""
    left, right = (scope.of(argument) for argument in call.arguments)
    lengths = left.entries == right.entries and not (left.rows != ONE != left.columns)
    if left == right or (lengths and ONE in right):
        return SCALAR
    first, second = map(written, call.arguments)
    message = f"dot does not fit: {first} is {left}, {second} is {right}"
    raise ShapeFault(message, span=call.arguments[1].span)


def _diagonal(scope: Scope, call: Call) -> Dimensions:
    """A square matrix of a vector, a column of a square matrix."""
    dimensions = scope.of(call.arguments[0])
    if ONE in dimensions:
        return Dimensions(dimensions.entries, dimensions.entries)
    if dimensions.square:
        return Dimensions(dimensions.rows, ONE)
    raise _refuse(call, "a vector or a square matrix", dimensions)


def _stacked(scope: Scope, call: Call) -> Dimensions:
    return Dimensions(scope.of(call.arguments[0]).entries, ONE)


def _kronecker(scope: Scope, call: Call) -> Dimensions:
    left, right = (scope.of(argument) for argument in call.arguments)
    return Dimensions(left.rows * right.rows, left.columns * right.columns)


def _identity(scope: Scope, call: Call) -> Dimensions:
    size = scope.dimension(call.arguments[0])
    return Dimensions(size, size)


def _ones(scope: Scope, call: Call) -> Dimensions:
    sizes = [scope.dimension(argument) for argument in call.arguments]
    return Dimensions(sizes[0], sizes[1] if len(sizes) == 2 else ONE)


#: What each function of matrices gives; all others are elementwise.
RULES: dict[str, Rule] = {
    "inv": _square,
    "tr": _scalar_of_square,
    "det": _scalar_of_square,
    "logdet": _scalar_of_square,
    "norm": _scalar_of_any,
    "norm1": _scalar_of_any,
    "sum": _scalar_of_any,
    "mean": _scalar_of_any,
    "logsumexp": _scalar_of_any,
    "softmax": _same,
    "dot": _dot,
    "diag": _diagonal,
    "vec": _stacked,
    "kron": _kronecker,
    "eye": _identity,
    "ones": _ones,
}
