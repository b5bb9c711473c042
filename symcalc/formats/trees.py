"""Values as trees, and ways through a tree that may be deep and share its parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, cast

from symcalc.syntax import tree
from symcalc.syntax.tree import Node


def as_node(value: Any) -> Node:
    """A tree as it is, a SymPy expression turned into one, a tuple as an array, a number as a number.

    >>> as_node((1, Fraction(-1, 2))) == tree.Array((tree.integer(1), tree.rational(Fraction(-1, 2))))
    True
    """
    return as_nodes((value,))[0]


def as_nodes(values: Sequence[Any]) -> list[Node]:
    """Several values as trees; what expressions have in common is one object in their trees."""
    expressions = {id(leaf): leaf for value in values for leaf in _expressions(value)}
    if expressions:
        from symcalc.build import as_trees  # noqa: PLC0415 (a tree needs no SymPy)

        trees = dict(zip(expressions, as_trees(expressions.values()), strict=True))
    else:
        trees = {}
    return [_node(value, trees) for value in values]


def _expressions(value: Any) -> Iterator[Any]:
    """The SymPy expressions in a value."""
    stack = [value]
    while stack:
        part = stack.pop()
        if isinstance(part, (tuple, list)):
            stack.extend(reversed(part))
        elif not isinstance(part, _NO_EXPRESSION):
            yield part


#: What is a tree already, or becomes one without SymPy.
_NO_EXPRESSION = (Node, int, Fraction, Decimal)


def _node(value: Any, trees: Mapping[int, Node]) -> Node:
    match value:
        case Node():
            return value
        case tuple() | list():
            return tree.Array(tuple([item if isinstance(item, Node) else _node(item, trees) for item in value]))
        case bool():
            return tree.Truth(value)
        case int() | Fraction() | Decimal():
            return tree.rational(Fraction(value))
        case _:
            return trees[id(value)]


def is_number(value: object) -> bool:
    """Whether a value is a decimal or a count, and no mathematics.

    >>> is_number(0.5), is_number(True), is_number(tree.Name("x"))
    (True, False, False)
    """
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def opaque(part: Node) -> bool:
    """Whether a part is not looked into, because what it holds is no value of its own there."""
    return isinstance(part, tree.Derivative | tree.Form) or tree.is_closed(part)


def bottom_up(root: Node) -> Iterator[Node]:
    """Every part once, after the parts that it holds; without recursion.

    >>> [type(part).__name__ for part in bottom_up(tree.Negative(tree.Name("x")))]
    ['Name', 'Negative']
    """
    done: set[int] = set()
    stack: list[Node | None] = [root]  # None before a node: all that it holds has been given
    while stack:
        node = stack.pop()
        if node is None:
            yield cast("Node", stack.pop())
        elif id(node) not in done:
            done.add(id(node))
            children = () if opaque(node) else node.children()
            if not children:
                yield node
                continue
            stack += (node, None)
            stack.extend([child for child in reversed(children) if id(child) not in done])


def depth(root: Node) -> int:
    """How deep a tree is nested.

    >>> depth(tree.Name("x")), depth(tree.Negative(tree.Name("x")))
    (1, 2)
    """
    depths: dict[int, int] = {}
    for part in bottom_up(root):
        children = () if opaque(part) else part.children()
        depths[id(part)] = 1 + max((depths[id(child)] for child in children), default=0)
    return depths[id(root)]


def unfolded_size(root: Node) -> int:
    """How many parts a tree has when a shared one is counted as often as it occurs.

    >>> x = tree.Name("x")
    >>> unfolded_size(tree.Product((x, x)))
    3
    """
    sizes: dict[int, int] = {}
    for part in bottom_up(root):
        children = () if opaque(part) else part.children()
        sizes[id(part)] = 1 + sum(sizes[id(child)] for child in children)
    return sizes[id(root)]
