"""The tree of an expression: what was written, in its order, before anything is simplified.

Every node knows where it stands in the source (`span`), which never counts when trees are compared.
Sums and products are flat, so a sum of 100,000 terms is one node, not a tower.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

from symcalc.errors import Unsupported
from symcalc.record import field, record


class Span(NamedTuple):
    """A stretch of the source, as offsets of its first character and of the one past its last."""

    start: int
    end: int


NOWHERE = Span(-1, -1)


@record
class Node:
    """A part of an expression."""

    span: Span = field(default=NOWHERE, compare=False, repr=False, kw_only=True)

    def __str__(self) -> str:
        from symcalc.syntax.written import written  # noqa: PLC0415 (which writes trees, and so knows them)

        return written(self)

    def children(self) -> tuple[Node, ...]:
        """The parts directly below, from left to right."""
        return ()

    def map(self, change: Callable[[Node], Node]) -> Node:  # noqa: ARG002 (a leaf has nothing to change)
        """The same node over changed children."""
        return self


@record
class Number(Node):
    """An exact number that is not negative; `unit` is the place value of the last digit of a written decimal."""

    value: Fraction
    unit: Fraction | None = field(default=None, compare=False)


@record
class Name(Node):
    """A variable, a parameter, or a defined name that is not called."""

    name: str


@record
class Constant(Node):
    """`pi`, `e` or `oo`."""

    name: Literal["pi", "e", "oo"]


@record
class Negative(Node):
    """Minus the operand."""

    operand: Node

    def children(self) -> tuple[Node, ...]:
        return (self.operand,)

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Negative(change(self.operand), span=self.span)


@record
class Sum(Node):
    """Two or more terms; a term that is taken away is a `Negative`."""

    terms: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.terms

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Sum(tuple(map(change, self.terms)), span=self.span)


@record
class Product(Node):
    """Two or more factors, in their order (matrices do not commute)."""

    factors: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.factors

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Product(tuple(map(change, self.factors)), span=self.span)


@record
class Quotient(Node):
    """A numerator over a denominator."""

    numerator: Node
    denominator: Node

    def children(self) -> tuple[Node, ...]:
        return self.numerator, self.denominator

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Quotient(change(self.numerator), change(self.denominator), span=self.span)


@record
class Power(Node):
    """A base to an exponent."""

    base: Node
    exponent: Node

    def children(self) -> tuple[Node, ...]:
        return self.base, self.exponent

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Power(change(self.base), change(self.exponent), span=self.span)


@record
class Call(Node):
    """A function of the language (by its canonical name), a defined one, or one without a formula, applied."""

    function: str
    arguments: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.arguments

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Call(self.function, tuple(map(change, self.arguments)), span=self.span)


@record
class Piecewise(Node):
    """The value of the first piece whose condition is true; undefined where none is."""

    pieces: tuple[tuple[Node, Node], ...]

    def children(self) -> tuple[Node, ...]:
        return tuple(part for piece in self.pieces for part in piece)

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Piecewise(tuple((change(value), change(condition)) for value, condition in self.pieces), span=self.span)


@record
class Relation(Node):
    """A comparison, or a chain of them: `operators[i]` stands between `operands[i]` and `operands[i + 1]`."""

    operators: tuple[Literal["<", "<=", ">", ">=", "==", "!=", "≈"], ...]
    operands: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.operands

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Relation(self.operators, tuple(map(change, self.operands)), span=self.span)


@record
class Logic(Node):
    """Conditions joined by `and` or `or`, or one denied by `not`."""

    operator: Literal["and", "or", "not"]
    operands: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.operands

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Logic(self.operator, tuple(map(change, self.operands)), span=self.span)


@record
class Truth(Node):
    """`true` or `false`."""

    value: bool


@record
class Array(Node):
    """`[a, b]`, a vector, or a matrix where the items are rows, `[[a, b], [c, d]]`."""

    items: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.items

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Array(tuple(map(change, self.items)), span=self.span)


@record
class Transpose(Node):
    """`x'` or `x.T`."""

    operand: Node

    def children(self) -> tuple[Node, ...]:
        return (self.operand,)

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Transpose(change(self.operand), span=self.span)


@record
class Elementwise(Node):
    """Two operands joined entry by entry: `A .* B`, `A ./ B`, `A .^ B`."""

    operator: Literal[".*", "./", ".^"]
    left: Node
    right: Node

    def children(self) -> tuple[Node, ...]:
        return self.left, self.right

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Elementwise(self.operator, change(self.left), change(self.right), span=self.span)


@record
class Derivative(Node):
    """The derivative of `function` by `variables`, the first of them first; taken at `point` where there is one.

    `diff` is the derivative of an expression, or of a function without a formula by one of its arguments (∂);
    `total` is the same in a network, through all its definitions (d; written `diff` too);
    `partial` is single-step, of one node's formula with its arguments independent (∂; written `partial`);
    `round` is LaTeX's ∂ of a name: single-step where a definition makes the variable an argument, else like `diff`.
    """

    kind: Literal["diff", "total", "partial", "round"]
    function: Node
    variables: tuple[Node, ...]
    point: tuple[Node, ...] | None = None

    def children(self) -> tuple[Node, ...]:
        return self.function, *self.variables, *(self.point or ())

    def map(self, change: Callable[[Node], Node]) -> Node:
        point = None if self.point is None else tuple(map(change, self.point))
        return Derivative(self.kind, change(self.function), tuple(map(change, self.variables)), point, span=self.span)


@record
class Binding(Node):
    """`x = 0`: a name and its value, in a point."""

    name: str
    value: Node

    def children(self) -> tuple[Node, ...]:
        return (self.value,)

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Binding(self.name, change(self.value), span=self.span)


@record
class Point(Node):
    """`(0, log(2))`: a position by its coordinates, or by bindings."""

    coordinates: tuple[Node, ...]

    def children(self) -> tuple[Node, ...]:
        return self.coordinates

    def map(self, change: Callable[[Node], Node]) -> Node:
        return Point(tuple(map(change, self.coordinates)), span=self.span)


@record
class PointSet(Node):
    """`{-1 minimum, 0 maximum}`: points, each with its kind where one is claimed."""

    points: tuple[Node, ...]
    kinds: tuple[str | None, ...]

    def children(self) -> tuple[Node, ...]:
        return self.points

    def map(self, change: Callable[[Node], Node]) -> Node:
        return PointSet(tuple(map(change, self.points)), self.kinds, span=self.span)


@record
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


def is_closed(node: Node) -> bool:
    """Whether the names in a node are its own: the variable of the polynomial in `rootof(p, k)`."""
    return isinstance(node, Call) and node.function == "rootof"


def names(node: Node) -> set[str]:
    """Every name that occurs uncalled (the variable inside `rootof` does not count), each shared part visited once.

    >>> sorted(names(Sum((Name("x"), Call("sin", (Name("y"),))))))
    ['x', 'y']
    """
    return set(ordered_names(node))


def ordered_names(node: Node) -> list[str]:
    """The same names, each once, in the order in which they first occur.

    >>> ordered_names(Sum((Name("y"), Call("sin", (Name("x"),)), Name("y"))))
    ['y', 'x']
    """
    return list(dict.fromkeys(part.name for part in free_parts(node) if isinstance(part, Name)))


def free_parts(node: Node) -> Iterator[Node]:
    """Each part of a tree once, parents first and from left to right, without those whose names are bound.

    >>> [type(part).__name__ for part in free_parts(Negative(Name("x")))]
    ['Negative', 'Name']
    """
    seen: set[int] = set()
    stack = [node]
    while stack:
        part = stack.pop()
        if id(part) not in seen:
            seen.add(id(part))
            yield part
            stack.extend(reversed(open_children(part)))


def rewrite(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree rebuilt from its leaves up, each part changed once what is below it is; without recursion.

    Parts that are shared stay shared, and parts that do not change stay the same object. What names its own variables
    is one part: `rootof(p, k)`, and in a `Derivative` the variables, and the function where it is a name.

    >>> rewrite(Negative(Name("x")), lambda part: Name("y") if part == Name("x") else part)
    Negative(operand=Name(name='y'))
    """
    done: dict[int, Node] = {}
    stack: list[tuple[Node, tuple[Node, ...] | None]] = [(node, None)]
    while stack:
        part, below = stack.pop()
        if id(part) in done:
            continue
        if below is None:
            below = open_children(part)
            waiting = [(child, None) for child in below if id(child) not in done]
            if waiting:
                stack.append((part, below))
                stack.extend(waiting)
                continue
        for child in below:
            if done[id(child)] is not child:
                done[id(part)] = change(_rebuilt(part, done))
                break
        else:
            done[id(part)] = change(part)
    return done[id(node)]


def open_children(part: Node) -> tuple[Node, ...]:
    """The parts below whose names are free: not the variable of `rootof`, nor those a derivative is taken by."""
    if isinstance(part, Derivative):
        return _open_in_derivative(part)
    return () if isinstance(part, Call) and is_closed(part) else part.children()


def _open_in_derivative(part: Derivative) -> tuple[Node, ...]:
    function = () if isinstance(part.function, Name) else (part.function,)
    return *function, *(part.point or ())


def _rebuilt(part: Node, done: Mapping[int, Node]) -> Node:
    if not isinstance(part, Derivative):
        return part.map(lambda child: done[id(child)])
    function = part.function if isinstance(part.function, Name) else done[id(part.function)]
    point = None if part.point is None else tuple(done[id(position)] for position in part.point)
    return Derivative(part.kind, function, part.variables, point, span=part.span)


def substitute(node: Node, values: Mapping[str, Node]) -> Node:
    """The tree with names replaced, all at once; parts that are shared stay shared.

    A derivative of a function without a formula at its own variables (`diff(L, w1)`, no point) is left as it is:
    give it its point first. The variables a derivative of an expression is taken by can only be renamed.
    """

    def change(part: Node) -> Node:
        if isinstance(part, Name):
            return values.get(part.name, part)
        if isinstance(part, Derivative) and not isinstance(part.function, Name):
            return _renamed(part, values)
        return part

    return rewrite(node, change)


def _renamed(part: Derivative, values: Mapping[str, Node]) -> Node:
    variables = tuple(values.get(name.name, name) for name in part.variables if isinstance(name, Name))
    if variables == part.variables:
        return part
    if not all(isinstance(variable, Name) for variable in variables):
        raise Unsupported("a derivative whose variable is given a value before it is taken", span=part.span)
    return Derivative(part.kind, part.function, variables, part.point, span=part.span)


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
