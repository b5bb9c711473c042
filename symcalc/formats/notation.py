"""Writing a tree: what binds how tightly, decided once; a notation says how each kind of part looks.

A part is written as text with the level at which it binds; a part that binds less tightly than its place asks
for is put in brackets. Parts that are shared in the tree are written once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import IntEnum
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from symcalc.errors import LimitReached
from symcalc.formats.trees import bottom_up, depth
from symcalc.syntax import tree
from symcalc.syntax.tree import Node

#: Nesting beyond which parts are written bottom up, and the longest text that is written.
_DEEP = 100
_LONG = 4_000_000


class Level(IntEnum):
    """How tightly a piece of text binds, loosest first."""

    LIST = 0
    OR = 1
    AND = 2
    NOT = 3
    RELATION = 4
    SUM = 5
    NEGATIVE = 6
    PRODUCT = 7
    FACTOR = 8
    POWER = 9
    ATOM = 10


class Written(NamedTuple):
    """Text and how tightly it binds."""

    text: str
    level: Level


class Notation:
    """What all notations share; a subclass gives signs, brackets, names, calls and the forms it draws its own way."""

    minus = "-"
    plus_sign = " + "
    minus_sign = " - "
    comma = ", "

    def __init__(self) -> None:
        self._written: dict[int, tuple[Node, Written]] = {}

    def text(self, node: Node) -> str:
        """The node, written out; parts that are nested deeply are written before what holds them."""
        if id(node) not in self._written and depth(node) > _DEEP:
            for part in bottom_up(node):
                if len(self.write(part).text) > _LONG:
                    raise LimitReached(f"the answer is longer than {_LONG:,} characters", hint="try --shared")
        return self.write(node).text

    def write(self, node: Node) -> Written:
        """The node with its level; written once for each part of the tree, however often it occurs."""
        known = self._written.get(id(node))
        if known is None:
            known = node, getattr(self, f"write_{type(node).__name__.lower()}")(node)
            self._written[id(node)] = known
        return known[1]

    def at(self, node: Node, level: Level) -> str:
        """The node in a place that asks for a level: in brackets where it binds less tightly."""
        text, own = self.write(node)
        return text if own >= level else self.bracket(text)

    def bracket(self, text: str) -> str:
        """Text in round brackets."""
        return f"({text})"

    def listed(self, nodes: Sequence[Node]) -> str:
        """Nodes with commas between them."""
        return self.comma.join(map(self.text, nodes))

    # Sums and products

    def write_negative(self, node: tree.Negative) -> Written:
        return Written(self.minus + self.at(node.operand, Level.PRODUCT), Level.NEGATIVE)

    def write_sum(self, node: tree.Sum) -> Written:
        first, *others = map(without_sign, node.terms)
        parts = [self.minus if first.negative else "", self.at(first.size, Level.PRODUCT)]
        for term in others:
            parts += [self.minus_sign if term.negative else self.plus_sign, self.at(term.size, Level.PRODUCT)]
        return Written("".join(parts), Level.SUM)

    def write_product(self, node: tree.Product) -> Written:
        first, *others = node.factors
        sign = without_sign(first)
        if sign.negative:
            return self.write_negative(tree.Negative(tree.Product((sign.size, *others))))
        text = self.at(first, Level.FACTOR)
        for before, factor in zip(node.factors, others, strict=False):
            written = self.at(factor, Level.FACTOR)
            text += self.times(before, factor, written) + written
        return Written(text, Level.PRODUCT)

    def times(self, before: Node, factor: Node, written: str) -> str:
        """What stands between two factors; `written` is the second as it will be written."""
        raise NotImplementedError

    def write_quotient(self, node: tree.Quotient) -> Written:
        top = without_sign(node.numerator)
        if top.negative:
            return self.write_negative(tree.Negative(tree.Quotient(top.size, node.denominator)))
        return self.quotient(node)

    def quotient(self, node: tree.Quotient) -> Written:
        """A quotient whose numerator has no sign in front."""
        numerator, denominator = self.at(node.numerator, Level.PRODUCT), self.at(node.denominator, Level.POWER)
        if isinstance(node.numerator, tree.Quotient):
            numerator = self.bracket(numerator)
        return Written(f"{numerator}/{denominator}", Level.PRODUCT)

    def write_number(self, node: tree.Number) -> Written:
        if node.value.denominator == 1:
            return Written(str(node.value.numerator), Level.ATOM)
        if node.unit is not None:
            return Written(decimal_text(node.value, node.unit), Level.ATOM)
        return self.write_quotient(
            tree.Quotient(
                tree.Number(Fraction(node.value.numerator)),
                tree.Number(Fraction(node.value.denominator)),
            )
        )

    # Conditions

    relations: dict[str, str]
    logic: dict[str, str]

    def write_relation(self, node: tree.Relation) -> Written:
        text = self.at(node.operands[0], Level.SUM)
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            text += f" {self.relations[operator]} {self.at(operand, Level.SUM)}"
        return Written(text, Level.RELATION)

    def write_logic(self, node: tree.Logic) -> Written:
        sign = self.logic[node.operator]
        if node.operator == "not":
            return Written(f"{sign} {self.at(node.operands[0], Level.RELATION)}", Level.NOT)
        level = Level.AND if node.operator == "and" else Level.OR
        return Written(f" {sign} ".join(self.at(part, Level(level + 1)) for part in node.operands), level)

    # Points

    def write_binding(self, node: tree.Binding) -> Written:
        return Written(f"{self.text(tree.Name(node.name))} = {self.text(node.value)}", Level.RELATION)

    def write_point(self, node: tree.Point) -> Written:
        if len(node.coordinates) == 1 and not isinstance(node.coordinates[0], tree.Binding):
            return self.write(node.coordinates[0])
        return Written(self.bracket(self.listed(node.coordinates)), Level.ATOM)


class Signed(NamedTuple):
    """A node without its sign."""

    negative: bool
    size: Node


def without_sign(node: Node) -> Signed:
    """Take the sign off a term: of a product it is that of its first factor, of a quotient that of the top.

    >>> without_sign(tree.Negative(tree.Name("x")))
    Signed(negative=True, size=Name(name='x'))
    """
    match node:
        case tree.Negative(operand):
            negative, size = without_sign(operand)
            return Signed(not negative, size)
        case tree.Product((first, *others)) if (sign := without_sign(first)).negative:
            return Signed(True, tree.Product((sign.size, *others)))
        case tree.Quotient(top, bottom) if (sign := without_sign(top)).negative:
            return Signed(True, tree.Quotient(sign.size, bottom))
        case _:
            return Signed(False, node)


def decimal_text(value: Fraction, unit: Fraction) -> str:
    """A decimal as it was written, digit for digit.

    >>> decimal_text(Fraction(1, 10), Fraction(1, 100))
    '0.10'
    """
    places = len(str(unit.denominator)) - 1
    digits = str(value.numerator * (10**places) // value.denominator).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places else digits


def whole(node: Node) -> int | None:
    """The whole number that a node is, if it is one.

    >>> whole(tree.integer(-2)), whole(tree.Name("n"))
    (-2, None)
    """
    negative, size = without_sign(node)
    if not isinstance(size, tree.Number) or size.value.denominator != 1:
        return None
    return -size.value.numerator if negative else size.value.numerator


def runs(nodes: Sequence[Node]) -> Iterator[tuple[Node, int]]:
    """Neighbours that are equal, each once with how many they are.

    >>> [(node.name, count) for node, count in runs([tree.Name("x"), tree.Name("x"), tree.Name("y")])]
    [('x', 2), ('y', 1)]
    """
    return ((node, len(list(same))) for node, same in groupby(nodes))
