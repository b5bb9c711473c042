"""A matrix as a block of lines, common factors in front: `exp(−x²)·⎡ … ⎤`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from symcalc.formats.cells import padded, width
from symcalc.formats.notation import Notation, without_sign
from symcalc.syntax import tree
from symcalc.syntax.tree import Node

_BRACKETS = ("⎡⎢⎣[", "⎤⎥⎦]")


def is_matrix(node: Node) -> bool:
    """Whether a node is an array of rows."""
    return isinstance(node, tree.Array) and bool(node.items) and isinstance(node.items[0], tree.Array)


def rows_of(node: Node) -> list[tuple[Node, ...]]:
    """The rows of a matrix; those of a vector hold one entry each.

    >>> [len(row) for row in rows_of(tree.Array((tree.Name("x"), tree.Name("y"))))]
    [1, 1]
    """
    assert isinstance(node, tree.Array)  # noqa: S101 (for the type checker: only arrays come here)
    return [row.items if isinstance(row, tree.Array) else (row,) for row in node.items]


def is_symmetric(rows: Sequence[Sequence[Node]]) -> bool:
    """Whether a matrix equals its transpose, entry by entry."""
    square = len(rows) == len(rows[0])
    return square and all(rows[i][j] == rows[j][i] for i in range(len(rows)) for j in range(i))


def common_factor(node: Node) -> tuple[tuple[Node, ...], Node]:
    """The factors that every entry that is not zero has, and the array without them.

    >>> x, y, e = tree.Name("x"), tree.Name("y"), tree.Call("exp", (tree.Name("t"),))
    >>> factors, rest = common_factor(tree.Array((tree.Product((e, x)), tree.Product((y, e)), tree.integer(0))))
    >>> factors == (e,), rest == tree.Array((x, y, tree.integer(0)))
    (True, True)
    """
    entries = [entry for row in rows_of(node) for entry in row if not _is_zero(entry)]
    shared: Counter[Node] | None = None
    for entry in entries:
        factors = Counter(factor for factor in _factors(entry) if not isinstance(factor, tree.Number))
        shared = factors if shared is None else shared & factors
    if not shared or len(entries) < 2:
        return (), node
    return tuple(shared.elements()), _each(node, shared)


def _each(node: Node, shared: Counter[Node]) -> Node:
    if isinstance(node, tree.Array):
        return tree.Array(tuple(_each(item, shared) for item in node.items))
    return node if _is_zero(node) else _without(node, shared)


def _is_zero(node: Node) -> bool:
    return isinstance(node, tree.Number) and not node.value


def _factors(node: Node) -> tuple[Node, ...]:
    """The factors of an entry without its sign; a quotient gives those of its numerator."""
    size = without_sign(node).size
    if isinstance(size, tree.Quotient):
        return _factors(size.numerator)
    return size.factors if isinstance(size, tree.Product) else (size,)


def _without(node: Node, shared: Counter[Node]) -> Node:
    negative, size = without_sign(node)
    if isinstance(size, tree.Quotient):
        rest: Node = tree.Quotient(_without(size.numerator, shared), size.denominator)
    else:
        left = Counter(shared)
        kept = []
        for factor in _factors(size):
            if left[factor]:
                left[factor] -= 1
            else:
                kept.append(factor)
        rest = tree.Product(tuple(kept)) if len(kept) > 1 else kept[0] if kept else tree.integer(1)
    return tree.Negative(rest) if negative else rest


def block(node: Node, notation: Notation, *, unicode: bool) -> list[str]:
    """The lines of a matrix or a column vector, without its factor."""
    texts = [[notation.text(entry) for entry in row] for row in rows_of(node)]
    return bracketed(texts, unicode=unicode)


def bracketed(texts: Sequence[Sequence[str]], *, unicode: bool = True) -> list[str]:
    r"""Rows of texts in tall brackets, the columns centred on their width.

    >>> print("\n".join(bracketed([["2", "0"], ["0", "−12"]])))
    ⎡2   0 ⎤
    ⎣0  −12⎦
    """
    widths = [max(map(width, column)) for column in zip(*texts, strict=True)]
    lines = ["  ".join(_centred(text, cells) for text, cells in zip(row, widths, strict=True)) for row in texts]
    return [
        _bracket(0, at, len(lines), unicode) + line + _bracket(1, at, len(lines), unicode)
        for at, line in enumerate(lines)
    ]


def _centred(text: str, cells: int) -> str:
    return padded(" " * ((cells - width(text)) // 2) + text, cells)


def _bracket(side: int, at: int, count: int, unicode: bool) -> str:
    if not unicode or count == 1:
        return "[]"[side]
    return _BRACKETS[side][0 if at == 0 else 2 if at == count - 1 else 1]


def beside(*parts: str | list[str]) -> list[str]:
    """Blocks side by side, each centred on the tallest.

    >>> beside("H = ", ["⎡1⎤", "⎣2⎦"])
    ['H = ⎡1⎤', '    ⎣2⎦']
    """
    blocks = [[part] if isinstance(part, str) else part for part in parts]
    height = max(map(len, blocks))
    columns = []
    for lines in blocks:
        cells = max(map(width, lines))
        above = (height - len(lines)) // 2
        full = ["", *[""] * (above - 1)] if above else []
        full += lines + [""] * (height - len(lines) - len(full))
        columns.append([padded(line, cells) for line in full])
    return ["".join(row).rstrip() for row in zip(*columns, strict=True)]
