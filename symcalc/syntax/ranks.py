"""Whether what is written is a scalar, a vector or a matrix, as far as declared shapes and formulas say at a glance.

Bars mean different things around the three. Nothing is checked here: what does not fit is refused where it is computed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from symcalc.record import record
from symcalc.syntax.functions import known
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import (
    Array,
    Call,
    Derivative,
    Elementwise,
    Form,
    Name,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
    walk,
)

#: Rows and columns, each a number or what names it.
Size: TypeAlias = tuple[int | str, int | str]
Rank = Literal["scalar", "vector", "matrix"]

_SCALAR: Size = (1, 1)
#: Functions of vectors and matrices whose value is a number.
_TO_SCALAR = frozenset({"tr", "det", "logdet", "norm", "norm1", "sum", "mean", "dot", "logsumexp"})


@record
class WrittenOut:
    """Rows and columns of what is defined as a vector or a matrix, and whether variables stand in its formula."""

    rows: int | str
    columns: int | str
    varies: bool


class Ranks:
    """What nodes are, with these shapes; each part is looked at once, without recursion.

    >>> ranks = Ranks({"A": Shape("n", "n"), "x": Shape("n", 1)})
    >>> A, x = Name("A"), Name("x")
    >>> ranks.rank(A), ranks.rank(Product((A, x))), ranks.rank(Product((Transpose(x), x))), ranks.is_square(A)
    ('matrix', 'vector', 'scalar', True)
    """

    def __init__(self, shapes: Mapping[str, Shape], arrays: Mapping[str, WrittenOut] = MappingProxyType({})) -> None:
        self.shapes = shapes
        self.arrays = arrays
        self._sizes: dict[int, tuple[Node, Size]] = {}

    def rank(self, node: Node) -> Rank:
        """What a node is; a scalar where nothing says that it is more."""
        rows, columns = self._size(node)
        if rows == columns == 1:
            return "scalar"
        return "vector" if 1 in {rows, columns} else "matrix"

    def is_column(self, node: Node) -> bool:
        """Whether a node is a vector that stands upright."""
        rows, columns = self._size(node)
        return columns == 1 and rows != 1

    def written_out(self, node: Node) -> WrittenOut | None:
        """What a vector or a matrix is as the formula of a definition; None for a scalar."""
        return None if self.rank(node) == "scalar" else WrittenOut(*self._size(node), self.varies(node))

    def varies(self, node: Node) -> bool:
        """Whether variables, declared vectors or functions of the text stand in a node."""
        for part in walk(node):
            array = self.arrays.get(part.name) if isinstance(part, Name) else None
            if isinstance(part, Name) and (array is None or array.varies):
                return True
            if isinstance(part, Call) and not known(part.function):
                return True
        return False

    def is_square(self, node: Node) -> bool:
        """Whether a node has as many rows as columns."""
        rows, columns = self._size(node)
        return rows == columns

    def _size(self, node: Node) -> Size:
        stack = [(node, False)]
        while stack:
            part, is_ready = stack.pop()
            if id(part) in self._sizes:
                continue
            if is_ready:
                below = [self._sizes[id(child)][1] for child in part.children()]
                self._sizes[id(part)] = part, self._of(part, below)
            else:
                stack.append((part, True))
                stack += [(child, False) for child in part.children()]
        return self._sizes[id(node)][1]

    def _of(self, node: Node, below: list[Size]) -> Size:
        """The size of a node from those of its parts."""
        match node:
            case Name(name) | Call(name) if shape := self.shapes.get(name) or self.arrays.get(name):
                return shape.rows, shape.columns
            case Transpose():
                return below[0][1], below[0][0]
            case Product():
                return _of_product(below)
            case Sum() | Elementwise():
                return _of_sum(below)
            case Derivative(variables=variables):
                return below[0] if set(below[1 : len(variables) + 1]) == {_SCALAR} else _SCALAR
            case Form("grad"):
                return "variables", 1
            case Form("hessian"):
                return "variables", "variables"
            case Form("jacobian"):
                return "components", "variables"
            case Form() if below:
                return below[0]
            case Negative() | Quotient() | Power():
                return below[0]
            case Array(items):
                return len(items), len(items[0].items) if items and isinstance(items[0], Array) else 1
            case Call():
                return _of_call(node, below)
        return _SCALAR


def _of_product(sizes: list[Size]) -> Size:
    """The rows of the first factor and the columns of the last; a number is a factor of anything."""
    found = _SCALAR
    for size in sizes:
        if found == _SCALAR:
            found = size
        elif size != _SCALAR:
            found = found[0], size[1]
    return found


def _of_sum(sizes: list[Size]) -> Size:
    """The size of a term; a number is spread over the others."""
    return next((size for size in sizes if size != _SCALAR), _SCALAR)


def _of_call(call: Call, sizes: list[Size]) -> Size:
    function = known(call.function)
    if function is None or call.function in _TO_SCALAR:
        return _SCALAR
    match call.function:
        case "diag":
            return (sizes[0][0], sizes[0][0]) if sizes[0][1] == 1 else (sizes[0][0], 1)
        case "vec":
            return "vec", 1
        case "kron":
            return "kron", "kron"
        case "eye" | "ones":
            lengths = [str(length) for length in call.arguments]
            return lengths[0], lengths[-1] if call.function == "eye" or len(lengths) > 1 else 1
    return _of_sum(sizes)
