"""What was perhaps meant where two operands do not fit: the transposes and orders that do."""

from __future__ import annotations

from symcalc.matrix.size import Dimensions
from symcalc.syntax import written
from symcalc.syntax.tree import Elementwise, Negative, Node, Product, Quotient, Sum, Transpose

Operand = tuple[Node, Dimensions]


def product(left: Operand, right: Operand) -> str | None:
    """The products of the two that fit, each with its shape."""
    turned_left, turned_right = _transposed(left), _transposed(right)
    orders = [(turned_left, right), (left, turned_right)]
    if left[1] != right[1]:
        orders += [(right, left), (turned_right, left), (right, turned_left)]
    fits = [_times(first, second) for first, second in orders if first[1].columns == second[1].rows]
    if left[1] == right[1] and left[1].vector:
        fits.append((Elementwise(".*", left[0], right[0]), left[1]))
    return _offer(fits)


def _times(left: Operand, right: Operand) -> Operand:
    """The matrix product of two that fit."""
    return Product((left[0], right[0])), Dimensions(left[1].rows, right[1].columns)


def _transposed(operand: Operand) -> Operand:
    """The transpose, without a second stroke on one that has a first."""
    node, dimensions = operand
    return node.operand if isinstance(node, Transpose) else Transpose(node), dimensions.transposed


def transposed_operand(right: Operand, wanted: Dimensions) -> str | None:
    """The transpose of the second operand of `+`, `-` or an elementwise operator, where it fits."""
    turned = _transposed(right)
    return _offer([turned]) if turned[1] == wanted else None


def _offer(fits: list[Operand]) -> str | None:
    """Words for what fits, if anything does."""
    if not fits:
        return None
    return "did you mean " + " or ".join(f"{written(node)} ({dimensions})" for node, dimensions in fits[:3]) + "?"


def spread(scalar: Node, wanted: Dimensions) -> str:
    """How a scalar that is no bare number is added to every entry, or to the diagonal."""
    inside = ", ".join(str(part) for part in wanted if str(part) != "1")
    factor = f"({written(scalar)})" if isinstance(scalar, Sum | Product | Quotient | Negative) else written(scalar)
    return f"write {factor}*ones({inside})" + (f" or {factor}*eye({wanted.rows})" if wanted.square else "")
