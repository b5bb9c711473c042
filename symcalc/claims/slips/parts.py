"""The parts of a tree with the way to each, and the tree with one of them replaced."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final, TypeAlias

from symcalc.syntax.tree import Derivative, Node, Transpose, is_closed

#: The way from the root of a tree to a part: which child, then which child of that.
Way: TypeAlias = tuple[int, ...]

#: More parts are not looked at, nor deeper ones.
MOST_PARTS: Final = 150
MOST_DEPTH: Final = 40


def parts(tree: Node) -> list[tuple[Way, Node]]:
    """The parts of a tree from the root down, a shared one as often as it occurs.

    What is transposed is one part, and so are derivatives and what names its own variable.

    >>> from symcalc.syntax.tree import Name, Negative
    >>> [way for way, _ in parts(Negative(Name("x")))]
    [(), (0,)]
    """
    return list(islice(_parts(tree), MOST_PARTS))


def _parts(tree: Node) -> Iterator[tuple[Way, Node]]:
    row: list[tuple[Way, Node]] = [((), tree)]
    while row:
        yield from row
        row = [
            ((*way, index), child)
            for way, part in row
            if len(way) < MOST_DEPTH and not _is_whole(part)
            for index, child in enumerate(part.children())
        ]


def _is_whole(part: Node) -> bool:
    """Whether what is below a part is not changed by itself."""
    return isinstance(part, (Transpose, Derivative)) or is_closed(part)


def replaced(tree: Node, way: Way, new: Node) -> Node:
    """The tree with the part at the end of a way replaced.

    >>> from symcalc.syntax.tree import Name, Negative
    >>> replaced(Negative(Name("x")), (0,), Name("y"))
    Negative(operand=Name(name='y'))
    """
    if not way:
        return new
    children = list(tree.children())
    children[way[0]] = replaced(children[way[0]], way[1:], new)
    rest = iter(children)
    return tree.map(lambda _: next(rest))
