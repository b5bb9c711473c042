"""The tree of an expression: what was written, in its order, before anything is simplified.

Every node knows where it stands in the source (`span`), which never counts when trees are compared.
Sums and products are flat, so a sum of 100,000 terms is one node, not a tower.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, NamedTuple


class Span(NamedTuple):
    """A stretch of the source, as offsets of its first character and of the one past its last."""

    start: int
    end: int


NOWHERE = Span(-1, -1)


@dataclass(frozen=True, slots=True)
class Node:
    """A part of an expression."""

    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)

    def children(self) -> tuple[Node, ...]:
        """The parts directly below, from left to right."""
        return ()

    def map(self, change: Callable[[Node], Node]) -> Node:  # noqa: ARG002 (a leaf has nothing to change)
        """The same node over changed children."""
        return self


@dataclass(frozen=True, slots=True)
class Number(Node):
    """An exact number that is not negative; `unit` is the place value of the last digit of a written decimal."""

    value: Fraction
    unit: Fraction | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A variable, a parameter, or a defined name that is not called."""

    name: str


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """`pi`, `e` or `oo`."""

    name: Literal["pi", "e", "oo"]


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """Minus the operand."""

    operand: Node

    def children(self) -> tuple[Node, ...]:
        return (self.operand,)

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Negative(change(self.operand), span=self.span)


@dataclass(frozen=True, slots=True)
class Sum(Node):
    """Two or more terms; a term that is taken away is a `Negative`."""

    terms: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.terms

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Sum(tuple(map(change, self.terms)), span=self.span)


@dataclass(frozen=True, slots=True)
class Product(Node):
    """Two or more factors, in their order (matrices do not commute)."""

    factors: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.factors

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Product(tuple(map(change, self.factors)), span=self.span)


@dataclass(frozen=True, slots=True)
class Quotient(Node):
    """A numerator over a denominator."""

    numerator: Node
    denominator: Node

    def children(self) -> tuple[Node, ...]:
        return self.numerator, self.denominator

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Quotient(change(self.numerator), change(self.denominator), span=self.span)


@dataclass(frozen=True, slots=True)
class Power(Node):
    """A base to an exponent."""

    base: Node
    exponent: Node

    def children(self) -> tuple[Node, ...]:
        return self.base, self.exponent

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Power(change(self.base), change(self.exponent), span=self.span)


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of the language (by its canonical name), a defined one, or one without a formula, applied."""

    function: str
    arguments: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.arguments

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Call(self.function, tuple(map(change, self.arguments)), span=self.span)


@dataclass(frozen=True, slots=True)
class Piecewise(Node):
    """The value of the first piece whose condition is true; undefined where none is."""

    pieces: tuple[tuple[Node, Node], ...]

    def children(self) -> tuple[Node, ...]:
        return tuple(part for piece in self.pieces for part in piece)

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Piecewise(tuple((change(value), change(condition)) for value, condition in self.pieces), span=self.span)


@dataclass(frozen=True, slots=True)
class Relation(Node):
    """A comparison, or a chain of them: `operators[i]` stands between `operands[i]` and `operands[i + 1]`."""

    operators: tuple[Literal["<", "<=", ">", ">=", "==", "!=", "≈"], ...]
    operands: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.operands

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Relation(self.operators, tuple(map(change, self.operands)), span=self.span)


@dataclass(frozen=True, slots=True)
class Logic(Node):
    """Conditions joined by `and` or `or`, or one denied by `not`."""

    operator: Literal["and", "or", "not"]
    operands: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.operands

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Logic(self.operator, tuple(map(change, self.operands)), span=self.span)


@dataclass(frozen=True, slots=True)
class Truth(Node):
    """`true` or `false`."""

    value: bool


@dataclass(frozen=True, slots=True)
class Array(Node):
    """`[a, b]`, a vector, or a matrix where the items are rows, `[[a, b], [c, d]]`."""

    items: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.items

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Array(tuple(map(change, self.items)), span=self.span)


@dataclass(frozen=True, slots=True)
class Transpose(Node):
    """`x'` or `x.T`."""

    operand: Node

    def children(self) -> tuple[Node, ...]:
        return (self.operand,)

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Transpose(change(self.operand), span=self.span)


@dataclass(frozen=True, slots=True)
class Elementwise(Node):
    """Two operands joined entry by entry: `A .* B`, `A ./ B`, `A .^ B`."""

    operator: Literal[".*", "./", ".^"]
    left: Node
    right: Node

    def children(self) -> tuple[Node, ...]:
        return self.left, self.right

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Elementwise(self.operator, change(self.left), change(self.right), span=self.span)


@dataclass(frozen=True, slots=True)
class Derivative(Node):
    """The derivative of `function` by `variables`, the first of them first; taken at `point` where there is one.

    `diff` is the derivative of an expression, or of a function without a formula by one of its arguments (∂);
    `total` is the same in a network, through all its definitions (d; written `diff` too);
    `partial` is single-step, of one node's formula with its arguments independent (∂; written `partial`).
    """

    kind: Literal["diff", "total", "partial"]
    function: Node
    variables: tuple[Node, ...]
    point: tuple[Node, ...] | None = None

    def children(self) -> tuple[Node, ...]:
        return self.function, *self.variables, *(self.point or ())

    def map(self, change: Callable[[Node], Node]) -> Node:
        point = None if self.point is None else tuple(map(change, self.point))
        return Derivative(self.kind, change(self.function), tuple(map(change, self.variables)), point, span=self.span)


@dataclass(frozen=True, slots=True)
class Binding(Node):
    """`x = 0`: a name and its value, in a point."""

    name: str
    value: Node

    def children(self) -> tuple[Node, ...]:
        return (self.value,)

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Binding(self.name, change(self.value), span=self.span)


@dataclass(frozen=True, slots=True)
class Point(Node):
    """`(0, log(2))`: a position by its coordinates, or by bindings."""

    coordinates: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.coordinates

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Point(tuple(map(change, self.coordinates)), span=self.span)


@dataclass(frozen=True, slots=True)
class PointSet(Node):
    """`{-1 minimum, 0 maximum}`: points, each with its kind where one is claimed."""

    points: tuple[Node, ...]
    kinds: tuple[str | None, ...]

    def children(self) -> tuple[Node, ...]:
        return self.points

    def map(self, change: Callable[[Node], Node]) -> Node:
        return PointSet(tuple(map(change, self.points)), self.kinds, span=self.span)


@dataclass(frozen=True, slots=True)
class Form(Node):
    """What a command computes, written in a claim: `grad f`, `taylor f at (0, 0) order 3`, `vjp(E, X, G)`.

    The first operand is the function; by `variables`, `at` a point, of an `order`, where they are written.
    As a left side in output it is the name of what is computed: ∇f, H_f.
    """

    name: str
    operands: tuple[Node, ...]
    variables: tuple[Node, ...] = ()
    at: Node | None = None
    order: Node | None = None

    def children(self) -> tuple[Node, ...]:
        return *self.operands, *self.variables, *(node for node in (self.at, self.order) if node is not None)

    def map(self, change: Callable[[Node], Node]) -> Node:
        at = None if self.at is None else change(self.at)
        order = None if self.order is None else change(self.order)
        operands, variables = tuple(map(change, self.operands)), tuple(map(change, self.variables))
        return Form(self.name, operands, variables, at, order, span=self.span)


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, parents first; without recursion, a shared part as often as it occurs."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(node.children()))


def names(node: Node) -> set[str]:
    """Every name that occurs uncalled, each shared part visited once.

    >>> sorted(names(Sum((Name("x"), Call("sin", (Name("y"),))))))
    ['x', 'y']
    """
    found: set[str] = set()
    seen: set[int] = set()
    stack = [node]
    while stack:
        part = stack.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, Name):
            found.add(part.name)
        stack.extend(part.children())
    return found


def substitute(node: Node, values: dict[str, Node]) -> Node:
    """The tree with names replaced, all at once; parts that are shared stay shared."""
    done: dict[int, Node] = {}

    def change(part: Node) -> Node:
        if isinstance(part, Name):
            return values.get(part.name, part)
        if id(part) not in done:
            done[id(part)] = part.map(change)
        return done[id(part)]

    return change(node)


def integer(value: int, span: Span = NOWHERE) -> Node:
    """A whole number as a tree; a negative one is the `Negative` of a `Number`.

    >>> integer(-2)
    Negative(operand=Number(value=Fraction(2, 1), unit=None))
    """
    return rational(Fraction(value), span)


def rational(value: Fraction, span: Span = NOWHERE) -> Node:
    """A fraction as a tree, as a person writes it: `-1/2` is minus the quotient of 1 and 2."""
    if value < 0:
        return Negative(rational(-value, span), span=span)
    if value.denominator == 1:
        return Number(value, span=span)
    top, bottom = Number(Fraction(value.numerator), span=span), Number(Fraction(value.denominator), span=span)
    return Quotient(top, bottom, span=span)
