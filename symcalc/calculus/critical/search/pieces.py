"""A function cut into smooth pieces: open ones, and the kink sets and edges of the domain between them.

Each piece is where every switching expression (what stands inside `abs`, under a root, the difference of the arguments
of `max`) has a given sign; on it the function is a smooth formula.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcalc.calculus.critical.search.bounds import Range, bounds
from symcalc.calculus.critical.search.cuts import (
    Cut,
    Empty,
    Piece,
    Split,
    Unsplittable,
    opposite,
)
from symcalc.calculus.critical.search.cutting import Cutter
from symcalc.calculus.critical.search.polyhedra import Linears
from symcalc.record import replace
from symcalc.syntax.tree import (
    Node,
    Power,
    names,
)

#: More pieces than this are not looked at.
MOST = 800


def pieces(
    function: Node,
    conditions: Sequence[tuple[Node, bool]] = (),
    ranges: Mapping[str, Range] | None = None,
    constraints: Sequence[Node] = (),
) -> list[Piece]:
    """The smooth pieces of a function where `conditions` hold: expressions that are positive, or also zero (True).

    The constraints, expressions that are zero, are cut together with the function: they may have a domain and kinks.
    Raises Unsplittable. Pieces may be empty; open ones come first.

    >>> from symcalc.syntax import parse_expression
    >>> [piece.open for piece in pieces(parse_expression("abs(x) + sqrt(y)"))]
    [True, True, False, False, False, False]
    """
    pending = [Cut(ranges or {})]
    found: list[Piece] = []
    linears = Linears(sorted(set().union(*map(names, (function, *constraints, *(node for node, _ in conditions))))))
    while pending:
        cut = pending.pop()
        try:
            found.append(_piece(function, conditions, constraints, cut))
        except Empty:
            continue
        except Split as split:
            parts = [cut.knowing(split.node, sign, split.signs) for sign in split.signs]
            pending += [part for part in parts if linears.of(split.node) is None or linears.possible(part.signs)]
        if len(pending) + len(found) > MOST:
            raise Unsplittable("too many pieces")
    return sorted(found, key=lambda piece: len(piece.zero))


def _piece(function: Node, conditions: Sequence[tuple[Node, bool]], constraints: Sequence[Node], cut: Cut) -> Piece:
    for node, closed in conditions:
        sign = replace(cut, ranges={}).sign(node)  # what ranges say of a name is the condition itself
        if sign is None:
            raise Split(node, (1, 0) if closed else (1,))
        if sign < 0 or (sign == 0 and not closed):
            raise Empty
    cutter = Cutter(cut)
    smooth = cutter.smooth(function)
    surfaces = tuple(map(cutter.smooth, constraints))
    signs = cutter.cut.signs.items()
    return Piece(
        smooth,
        tuple(node for node, sign in signs if sign == 0),
        tuple(node if sign > 0 else opposite(node) for node, sign in signs if sign),
        cutter.cut.nonzero,
        cutter.cut.edges,
        cutter.cut.partial,
        surfaces,
    )


def scattered(function: Node, ranges: Mapping[str, Range] | None = None) -> bool:
    """Whether the function is also defined at scattered points: powers of negative bases to integer values.

    >>> from symcalc.syntax import parse_expression
    >>> scattered(parse_expression("x^x")), scattered(parse_expression("2^x"))
    (True, False)
    """
    stack = [function]
    while stack:
        node = stack.pop()
        if isinstance(node, Power):
            power = bounds(node.exponent, ranges)
            below = bounds(node.base, ranges)
            if (power.low is None or power.low != power.high) and not below.nonnegative:
                return True
        stack.extend(node.children())
    return False
