"""Which sides of the domain belong to an open piece: those at which the function does not jump off its formula."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.critical.points.values import collected
from symcalc.calculus.critical.search.cuts import ZERO, Piece, difference, opposite
from symcalc.calculus.critical.search.stationary import eliminate
from symcalc.syntax.tree import Call, Node, Piecewise, names

#: Functions that jump: what holds on the open pieces says nothing of the sets between them.
JUMPING = frozenset({"sign", "heaviside", "floor", "ceil", "atan2", "acot"})


def jumps(node: Node) -> bool:
    """Whether a function may jump at the switch of this node."""
    return isinstance(node, Piecewise) or (isinstance(node, Call) and node.function in JUMPING)


def continuous_sides(sides: frozenset[Node], piece: Piece, pieces: Sequence[Piece]) -> frozenset[Node]:
    """The sides on which the formula of an open piece is that of the function too, beside the piece.

    >>> from symcalc.calculus.critical.search.pieces import pieces
    >>> from symcalc.syntax import parse_expression
    >>> tree, side = parse_expression("x + heaviside(x)"), parse_expression("x")
    >>> cut = pieces(tree, [(side, True)])
    >>> continuous_sides(frozenset({side}), cut[0], cut)
    frozenset()
    """
    return frozenset(side for side in sides if all(_continues(piece, edge, side) for edge in pieces))


def _continues(piece: Piece, edge: Piece, side: Node) -> bool:
    """Whether the formula of a piece holds on a set of the side, where that lies beside it."""
    if edge.zero not in {(side,), (opposite(side),)} or any(opposite(node) in edge.positive for node in piece.positive):
        return True
    if edge.function == piece.function:
        return True
    gap = difference(piece.function, edge.function)
    there = eliminate(gap, edge.zero, sorted(names(gap) | names(side)))
    return collected(there.function) == ZERO
