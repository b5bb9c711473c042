"""What is known on a piece of a function while it is cut: signs of expressions, and what they must not be."""

from __future__ import annotations

from collections.abc import Mapping

from symcalc.calculus.critical.search.bounds import Range, bounds
from symcalc.calculus.critical.systems.numbers import real_roots
from symcalc.decide.ball.roots import polynomial
from symcalc.record import field, record, replace
from symcalc.syntax.tree import Name, Negative, Node, Quotient, Sum, integer, names

ZERO, ONE = integer(0), integer(1)


HALF = Quotient(ONE, integer(2))


class Unsplittable(Exception):
    """The function has infinitely many pieces, or switches that cannot be told apart."""


@record
class Piece:
    """Where `zero` vanish, `positive` are positive and `nonzero` are not zero, the function is the tree `function`.

    `edges` are those of `zero` beyond which, where they are negative, the function is not defined; `partial` says that
    an expression must not be negative (or not be zero either) for the function to be defined at all. `surfaces` are the
    constraints as smooth formulas there; the piece lies where they are defined, too.
    """

    function: Node
    zero: tuple[Node, ...] = ()
    positive: tuple[Node, ...] = ()
    nonzero: tuple[Node, ...] = ()
    edges: tuple[Node, ...] = ()
    partial: bool = False
    surfaces: tuple[Node, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is one of the open pieces."""
        return not self.zero


@record
class Cut:
    """What is known on a piece that is still being cut: signs of expressions, and what they must not be."""

    ranges: Mapping[str, Range]
    signs: Mapping[Node, int] = field(default_factory=dict)
    nonzero: tuple[Node, ...] = ()
    edges: tuple[Node, ...] = ()
    partial: bool = False

    def sign(self, node: Node) -> int | None:
        """The sign of an expression on the whole piece, where it is known."""
        if node in self.signs:
            return self.signs[node]
        turned = opposite(node)
        if turned in self.signs:
            return -self.signs[turned]
        return bounds(node, self.ranges).sign if (fixed := _fixed_sign(node)) is None else fixed

    def knowing(self, node: Node, sign: int, possible: tuple[int, ...]) -> Cut:
        """The part on which an expression has a sign, one of the possible ones."""
        cut_off = -1 not in possible and not bounds(node, self.ranges).nonnegative
        edges = (*self.edges, node) if cut_off and sign == 0 else self.edges
        partial = self.partial or cut_off or 0 not in possible
        return replace(self, signs={**self.signs, node: sign}, edges=edges, partial=partial)

    def without_zero(self, node: Node) -> Cut:
        """The part on which an expression is not zero."""
        if self.sign(node) in {1, -1} or node in self.nonzero:
            return self
        return replace(self, nonzero=(*self.nonzero, node))


class Split(Exception):
    """The sign of an expression must be known before the function is a formula."""

    def __init__(self, node: Node, signs: tuple[int, ...]) -> None:
        super().__init__()
        self.node, self.signs = node, signs


class Empty(Exception):
    """The function is nowhere defined on this piece."""


def opposite(node: Node) -> Node:
    """Minus an expression, without two signs in front."""
    return node.operand if isinstance(node, Negative) else Negative(node)


def difference(left: Node, right: Node) -> Node:
    """`left - right`, shortly."""
    if right == ZERO:
        return left
    return opposite(right) if left == ZERO else Sum((left, opposite(right)))


def _fixed_sign(node: Node) -> int | None:
    """The sign of a polynomial in one name that has no real roots."""
    if len(names(node)) != 1:
        return None
    found = polynomial(node)
    if found is None or found.degree() < 1 or real_roots(found):
        return None
    return bounds(_at_zero(node)).sign


def _at_zero(node: Node) -> Node:
    return ZERO if isinstance(node, Name) else node.map(_at_zero)
