"""Parts of a matrix product, each known in both orientations, and the product they make."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

from symcalc.matrix.indices import PLAIN
from symcalc.syntax.tree import (
    Call,
    Elementwise,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Transpose,
    rational,
)

#: An exponent in a tree: a number, or what is not one.
Above: TypeAlias = "Fraction | Node"


#: Transposes in a product before its transpose is looked at.
FEWEST_STROKES = 2


def cost(node: Node) -> int:
    """The size of a tree, counted in nodes."""
    count, stack = 0, [node]
    while stack:
        count += 1
        stack.extend(stack.pop().children())
    return count


def turned(node: Node) -> Node:
    """The transpose of a tree, without a second stroke."""
    return node.operand if isinstance(node, Transpose) else Transpose(node)


def cheaper(*nodes: Node) -> Node:
    """The smallest of several equal trees, the first of those."""
    return min(nodes, key=cost)


@dataclass(frozen=True, slots=True)
class Part:
    """A factor of an elementwise product, in both orientations, and its exponent."""

    node: Node
    turned: Node
    exponent: Above = PLAIN


@dataclass(frozen=True, slots=True)
class Link:
    """A matrix, or a vector (a column; turned, a row) in a product.

    `parts` has the factors where it is an elementwise product; `diagonal` means the diagonal matrix of that vector.
    `order` is the place of the factor in its term: equally short forms keep it.
    """

    node: Node
    turned: Node
    parts: tuple[Part, ...] = ()
    diagonal: bool = False
    ones: bool = False
    order: int = field(default=0, compare=False)

    def flip(self) -> Link:
        """The transpose."""
        parts = tuple(Part(part.turned, part.node, part.exponent) for part in self.parts)
        return self if self.diagonal else Link(self.turned, self.node, parts, ones=self.ones, order=self.order)


Chain: TypeAlias = tuple[Link, ...]


def flipped(chain: Chain) -> Chain:
    """The transpose of a product."""
    return tuple(link.flip() for link in reversed(chain))


def product(factors: Sequence[Node]) -> Node:
    """A product of one or more factors, a run of equal square matrices as a power."""
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def chain_factors(chain: Chain) -> list[Node]:
    """The factors that a product is written with: a run of one matrix is its power."""
    nodes: list[Node] = []
    counts: list[int] = []
    for link in chain:
        if nodes and nodes[-1] == link.node:
            counts[-1] += 1
        else:
            nodes.append(link.node)
            counts.append(1)
    return [
        node if count == 1 else Power(node, rational(Fraction(count)))
        for node, count in zip(nodes, counts, strict=True)
    ]


def chain_parts(chain: Chain) -> list[Node]:
    """The factors of a product, or one, its transpose transposed, where many strokes become one."""
    straight = chain_factors(chain)
    if sum(isinstance(link.node, Transpose) for link in chain) < FEWEST_STROKES:
        return straight
    around = Transpose(product(chain_factors(flipped(chain))))
    return [around] if cost(around) + 2 < cost(product(straight)) else straight


def chain_tree(chain: Chain) -> Node:
    """A product as a tree."""
    return product(chain_parts(chain))


def raised(node: Node, exponent: Above) -> Node:
    """A power of a scalar."""
    if exponent == PLAIN:
        return node
    if exponent == Fraction(1, 2):
        return Call("sqrt", (node,))
    return Power(node, rational(exponent) if isinstance(exponent, Fraction) else exponent)


def raised_entries(node: Node, exponent: Above) -> Node:
    """A power of every entry."""
    if exponent == PLAIN:
        return node
    if exponent == Fraction(1, 2):
        return Call("sqrt", (node,))
    return Elementwise(".^", node, rational(exponent) if isinstance(exponent, Fraction) else exponent)


def hadamard(
    parts: Iterable[Part], above: Sequence[Node] = (), below: Sequence[Node] = (), *, around: bool = False
) -> Node:
    """An elementwise product and quotient, scalars in front of its numerator and denominator, short factors first."""
    upper: list[Node] = []
    lower: list[Node] = []
    for part in parts:
        node = part.turned if around else part.node
        exponent = part.exponent
        if isinstance(exponent, Fraction) and exponent < 0:
            lower.append(raised_entries(node, -exponent))
        else:
            upper.append(raised_entries(node, exponent))
    top = _entrywise(above, upper)
    if lower:
        return Elementwise("./", top, _entrywise(below, lower))
    return Quotient(top, product(below)) if below else top


def _entrywise(scalars: Sequence[Node], nodes: list[Node]) -> Node:
    """Scalars times the first of several matrices, elementwise times the others; 1 where there is nothing."""
    ordered = sorted(nodes, key=cost)
    factors = [*scalars, *ordered[:1]]
    whole = product(factors) if factors else Number(Fraction(1))
    for node in ordered[1:]:
        whole = Elementwise(".*", whole, node)
    return whole


def hadamard_link(parts: Sequence[Part], order: int = 0) -> Link:
    """An elementwise product as one link."""
    if len(parts) == 1 and parts[0].exponent == PLAIN:
        return Link(parts[0].node, parts[0].turned, order=order)
    node = hadamard(parts)
    return Link(node, cheaper(turned(node), hadamard(parts, around=True)), tuple(parts), order=order)


def parts_of(chain: Chain) -> tuple[Part, ...]:
    """A product as factors of an elementwise product."""
    if len(chain) == 1 and chain[0].parts and not chain[0].diagonal:
        return chain[0].parts
    return (Part(chain_tree(chain), chain_tree(flipped(chain))),)


def diagonal_link(chain: Chain) -> Link:
    """The diagonal matrix of a vector."""
    vector = chain_tree(chain)
    node = Call("diag", (vector,))
    return Link(node, node, parts_of(chain), diagonal=True)


def negated(node: Node) -> Node:
    """Minus a tree."""
    return node.operand if isinstance(node, Negative) else Negative(node)
