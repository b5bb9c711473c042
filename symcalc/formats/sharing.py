"""Common parts named once: `t1 = exp(x)`, so that a large answer is as long as the work it stands for.

Parts are compared by structure, each distinct part numbered once, so the cost grows with the number of distinct
parts and not with the length of the text they would be without names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from symcalc.formats.notation import whole
from symcalc.formats.page import Page
from symcalc.formats.trees import as_node, as_nodes, bottom_up, opaque, unfolded_size
from symcalc.record import field, record
from symcalc.syntax import tree
from symcalc.syntax.tree import Node

#: Parts that are never named themselves.
_PLAIN = (tree.Number, tree.Name, tree.Constant, tree.Truth, tree.Relation, tree.Logic, tree.Array, tree.Binding)


@record
class Shared:
    """The values of a result as trees, and the definitions of the parts that were named."""

    values: tuple[Any, ...] = ()
    nodes: dict[int, Node] = field(default_factory=dict)
    definitions: tuple[tuple[str, Node], ...] = ()

    def node(self, value: Any) -> Node:
        """The tree of a value, common parts replaced by their names."""
        found = self.nodes.get(id(value))
        return as_node(value) if found is None else found

    def size(self) -> int:
        """How many parts are written in all."""
        return sum(map(unfolded_size, self.nodes.values()))


def sharing(values: Iterable[Any], page: Page) -> Shared:
    """The values as trees, with common parts named where the page asks for it."""
    kept = tuple(values)
    if page.shared:
        return share(kept)
    return Shared(kept, dict(zip(map(id, kept), as_nodes(kept), strict=True)))


def share(values: tuple[Any, ...]) -> Shared:
    """Name what occurs twice or more.

    >>> x = tree.Call("exp", (tree.Name("x"),))
    >>> shared = share((tree.Sum((x, tree.Name("y"))), tree.Product((x, x))))
    >>> [name for name, _ in shared.definitions]
    ['t1']
    """
    roots = as_nodes(values)
    numbering = _Numbering()
    numbers = [numbering.number(root) for root in roots]
    fresh = fresh_names({name for part in numbering.shallow for name in _names(part)})
    final: list[Node] = []
    definitions = []
    for number, shallow in enumerate(numbering.shallow):
        node = shallow.map(lambda child: final[child.number] if isinstance(child, _Reference) else child)
        if numbering.uses[number] > 1 and not _trivial(node):
            definitions.append((next(fresh), node))
            node = tree.Name(definitions[-1][0])
        final.append(node)
    nodes = {id(value): final[number] for value, number in zip(values, numbers, strict=True)}
    return Shared(values, nodes, tuple(definitions))


def fresh_names(taken: set[str]) -> Iterator[str]:
    """Names t1, t2, … that are not taken.

    >>> names = fresh_names({"t1"})
    >>> next(names)
    't2'
    """
    number = 0
    while True:
        number += 1
        if f"t{number}" not in taken:
            yield f"t{number}"


def _names(part: Node) -> Iterable[str]:
    """The names in a part, apart from those in the parts that have numbers of their own."""
    if isinstance(part, tree.Name):
        return (part.name,)
    return [each.name for each in tree.walk(part) if isinstance(each, tree.Name)] if opaque(part) else ()


def _trivial(node: Node) -> bool:
    """Whether a name would say no less than the part itself: a sign, a small power of a name, a multiple of one."""
    match node:
        case tree.Negative(operand):
            return isinstance(operand, _PLAIN)
        case tree.Power(tree.Name(), exponent):
            return abs(whole(exponent) or 9) <= 3
        case tree.Product((tree.Number(), tree.Name())) | tree.Quotient(tree.Name() | tree.Number(), tree.Number()):
            return True
        case _:
            return isinstance(node, _PLAIN)


class _Reference(Node):
    """Stands for the part of a number; there is one for each number, so it is compared as an object."""

    __slots__ = ("number",)
    __eq__ = object.__eq__
    __hash__ = object.__hash__
    number: int

    def __init__(self, number: int) -> None:
        super().__init__()
        object.__setattr__(self, "number", number)


class _Numbering:
    """Equal parts get equal numbers, a part after its parts; `uses` counts the places a number stands in."""

    def __init__(self) -> None:
        self.shallow: list[Node] = []
        self.uses: Counter[int] = Counter()
        self._references: list[_Reference] = []
        self._numbers: dict[Node, int] = {}
        self._known: dict[int, _Reference] = {}

    def number(self, root: Node) -> int:
        """The number of a tree."""
        for part in bottom_up(root):
            if id(part) not in self._known:
                self._known[id(part)] = self._references[self._number(part)]
        return self._known[id(root)].number

    def _number(self, part: Node) -> int:
        shallow = part if opaque(part) else part.map(lambda child: self._known[id(child)])
        number = self._numbers.setdefault(shallow, len(self.shallow))
        if number == len(self.shallow):
            self.shallow.append(shallow)
            self._references.append(_Reference(number))
            if not opaque(part):
                self.uses.update([child.number for child in shallow.children() if isinstance(child, _Reference)])
        return number
