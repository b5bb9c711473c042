"""Values as trees: whatever a result holds, in the one form that the notations write."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from symcalc.syntax import tree
from symcalc.syntax.tree import Node


def as_node(value: Any) -> Node:
    """A tree as it is, a SymPy expression turned into one, a tuple as an array, a number as a number.

    >>> as_node((1, Fraction(-1, 2))) == tree.Array((tree.integer(1), tree.rational(Fraction(-1, 2))))
    True
    """
    match value:
        case Node():
            return value
        case tuple() | list():
            return tree.Array(tuple(map(as_node, value)))
        case bool():
            return tree.Truth(value)
        case int() | Fraction() | Decimal():
            return tree.rational(Fraction(value))
        case _:
            from symcalc.build import as_tree  # noqa: PLC0415 (a tree needs no SymPy)

            node: Node = as_tree(value)
            return node


def is_number(value: object) -> bool:
    """Whether a value is a decimal or a count, and no mathematics.

    >>> is_number(0.5), is_number(True), is_number(tree.Name("x"))
    (True, False, False)
    """
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
