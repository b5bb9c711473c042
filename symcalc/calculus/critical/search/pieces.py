"""A function cut into smooth pieces: open ones, and the kink sets and edges of the domain between them.

Each piece is where every switching expression (what stands inside `abs`, under a root, the difference of the arguments
of `max`) has a given sign; on it the function is a smooth formula.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from symcalc.calculus.critical.search.bounds import Range, bounds
from symcalc.calculus.critical.systems.numbers import real_roots
from symcalc.decide.ball.roots import polynomial
from symcalc.syntax.tree import (
    Call,
    Constant,
    Logic,
    Name,
    Negative,
    Node,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Truth,
    integer,
    names,
)

#: More pieces than this are not looked at.
MOST = 800
ZERO, ONE = integer(0), integer(1)
HALF = Quotient(ONE, integer(2))


class Unsplittable(Exception):
    """The function has infinitely many pieces, or switches that cannot be told apart."""


@dataclass(frozen=True)
class Piece:
    """Where `zero` vanish, `positive` are positive and `nonzero` are not zero, the function is the tree `function`.

    `edges` are those of `zero` beyond which, where they are negative, the function is not defined; `partial` says that
    an expression must not be negative (or not be zero either) for the function to be defined at all.
    """

    function: Node
    zero: tuple[Node, ...] = ()
    positive: tuple[Node, ...] = ()
    nonzero: tuple[Node, ...] = ()
    edges: tuple[Node, ...] = ()
    partial: bool = False

    @property
    def open(self) -> bool:
        """Whether it is one of the open pieces."""
        return not self.zero


@dataclass(frozen=True)
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


class _Split(Exception):
    """The sign of an expression must be known before the function is a formula."""

    def __init__(self, node: Node, signs: tuple[int, ...]) -> None:
        super().__init__()
        self.node, self.signs = node, signs


class _Empty(Exception):
    """The function is nowhere defined on this piece."""


def pieces(
    function: Node, conditions: Sequence[tuple[Node, bool]] = (), ranges: Mapping[str, Range] | None = None
) -> list[Piece]:
    """The smooth pieces of a function where `conditions` hold: expressions that are positive, or also zero (True).

    Raises Unsplittable. Pieces may be empty; open ones come first.

    >>> from symcalc.syntax import parse_expression
    >>> [piece.open for piece in pieces(parse_expression("abs(x) + sqrt(y)"))]
    [True, True, False, False, False, False]
    """
    pending = [Cut(ranges or {})]
    found: list[Piece] = []
    while pending:
        cut = pending.pop()
        try:
            found.append(_piece(function, conditions, cut))
        except _Empty:
            continue
        except _Split as split:
            pending += [cut.knowing(split.node, sign, split.signs) for sign in split.signs]
        if len(pending) + len(found) > MOST:
            raise Unsplittable("too many pieces")
    return sorted(found, key=lambda piece: len(piece.zero))


def _piece(function: Node, conditions: Sequence[tuple[Node, bool]], cut: Cut) -> Piece:
    for node, closed in conditions:
        sign = cut.sign(node)
        if sign is None:
            raise _Split(node, (1, 0) if closed else (1,))
        if sign < 0 or (sign == 0 and not closed):
            raise _Empty
    cutter = _Cutter(cut)
    smooth = cutter.smooth(function)
    signs = cutter.cut.signs.items()
    return Piece(
        smooth,
        tuple(node for node, sign in signs if sign == 0),
        tuple(node if sign > 0 else opposite(node) for node, sign in signs if sign),
        cutter.cut.nonzero,
        cutter.cut.edges,
        cutter.cut.partial,
    )


class _Cutter:
    """Rewrites a tree into a smooth formula with the signs that are known; raises _Split for one that is not."""

    def __init__(self, cut: Cut) -> None:
        self.cut = cut
        self._done: dict[int, tuple[Node, Node]] = {}

    def smooth(self, node: Node) -> Node:
        """The smooth formula of a tree."""
        if id(node) not in self._done:
            self._done[id(node)] = node, self._rewritten(node)
        return self._done[id(node)][1]

    def _rewritten(self, node: Node) -> Node:
        if isinstance(node, Piecewise):
            return self._chosen(node)
        if isinstance(node, Call) and node.function == "rootof":
            return node
        whole = node.map(self.smooth)
        match whole:
            case Call(function, arguments):
                return self._call(function, arguments, whole)
            case Quotient(_, bottom):
                self.require_nonzero(bottom)
            case Power(base, exponent):
                return self._power(base, exponent, whole)
        return whole

    def sign(self, node: Node, possible: tuple[int, ...] = (1, -1, 0)) -> int:
        """The sign of a smooth expression; only the possible ones leave the function defined."""
        known = self.cut.sign(node)
        if known is None:
            raise _Split(node, possible)
        if known not in possible:
            raise _Empty
        return known

    def require_nonzero(self, node: Node) -> None:
        """The expression must not vanish."""
        if self.cut.sign(node) == 0:
            raise _Empty
        self.cut = self.cut.without_zero(node)

    def _power(self, base: Node, exponent: Node, whole: Node) -> Node:
        value = bounds(exponent)
        if value.low is not None and value.low == value.high:
            if value.low.denominator == 1:
                if value.low <= 0:
                    self.require_nonzero(base)
                return whole
            sign = self.sign(base, (1, 0) if value.low > 0 else (1,))
            return whole if sign else ZERO
        if base == Constant("e") or self.cut.sign(base) == 1:
            return whole
        if self.sign(base, (1, 0)) == 1:
            return whole
        self.sign(exponent, (1,))
        return ZERO

    def _call(self, function: str, arguments: tuple[Node, ...], whole: Node) -> Node:
        if function in {"floor", "ceil"}:
            raise Unsplittable(f"{function} has infinitely many pieces")
        if function in {"max", "min"}:
            return self._extreme(function, arguments)
        if function == "log" and len(arguments) == 2:
            self.sign(arguments[0], (1,))
            self.sign(arguments[1], (1,))
            self.require_nonzero(difference(arguments[1], ONE))
            return whole
        if function == "atan2":
            if self.sign(arguments[0]) == 0:
                return ZERO if self.sign(arguments[1], (1, -1)) > 0 else Constant("pi")
            return whole
        rule = _RULES.get(function)
        return whole if rule is None else rule(self, arguments[0], whole)

    def _extreme(self, function: str, arguments: tuple[Node, ...]) -> Node:
        best, wanted = arguments[0], 1 if function == "max" else -1
        for other in arguments[1:]:
            if other != best and self.sign(difference(other, best)) == wanted:
                best = other
        return best

    def _chosen(self, node: Piecewise) -> Node:
        for value, condition in node.pieces:
            if self._holds(condition):
                return self.smooth(value)
        raise _Empty

    def _holds(self, condition: Node) -> bool:
        match condition:
            case Truth(value):
                return value
            case Logic("not", (operand,)):
                return not self._holds(operand)
            case Logic("and", operands):
                return all(self._holds(operand) for operand in operands)
            case Logic("or", operands):
                return any(self._holds(operand) for operand in operands)
            case Relation(operators, operands):
                links = zip(operators, operands, operands[1:], strict=False)
                return all(self._compared(self.smooth(a), operator, self.smooth(b)) for operator, a, b in links)
        raise Unsplittable("a condition that is no comparison")

    def _compared(self, left: Node, operator: str, right: Node) -> bool:
        sign = self.sign(difference(left, right))
        return {
            "<": sign < 0,
            "<=": sign <= 0,
            ">": sign > 0,
            ">=": sign >= 0,
            "==": sign == 0,
            "!=": sign != 0,
        }[operator]


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


def _by_sign(positive: Callable[[Node], Node], negative: Callable[[Node], Node], zero: Node) -> _Rule:
    def rule(cutter: _Cutter, u: Node, _: Node) -> Node:
        sign = cutter.sign(u)
        return zero if sign == 0 else positive(u) if sign > 0 else negative(u)

    return rule


_Rule = Callable[[_Cutter, Node, Node], Node]


def _constantly(value: Node) -> Callable[[Node], Node]:
    return lambda _: value


def _positive_argument(cutter: _Cutter, u: Node, whole: Node) -> Node:
    cutter.sign(u, (1,))
    return whole


def _square_root(cutter: _Cutter, u: Node, whole: Node) -> Node:
    return whole if cutter.sign(u, (1, 0)) else ZERO


def _cube_root(cutter: _Cutter, u: Node, whole: Node) -> Node:
    sign = cutter.sign(u)
    return ZERO if sign == 0 else whole if sign > 0 else Negative(Call("cbrt", (opposite(u),)))


def _nonzero(of: Callable[[Node], Node]) -> _Rule:
    def rule(cutter: _Cutter, u: Node, whole: Node) -> Node:
        cutter.require_nonzero(of(u))
        return whole

    return rule


def _gap(u: Node) -> Node:
    """1 - u^2."""
    return Sum((ONE, Negative(Power(u, integer(2)))))


def _quarter_turn(u: Node) -> Node:
    """asin(u) where u is 1 or -1."""
    return Product((HALF, Constant("pi"), u))


def _rest_of_turn(u: Node) -> Node:
    """acos(u) where u is 1 or -1."""
    return Sum((Product((HALF, Constant("pi"))), Negative(_quarter_turn(u))))


def _inside(edge: Callable[[Node], Node], at_edge: Callable[[Node], Node], *, closed: bool = True) -> _Rule:
    """A function defined where `edge(u)` is positive, and where it is zero too if closed."""

    def rule(cutter: _Cutter, u: Node, whole: Node) -> Node:
        return whole if cutter.sign(edge(u), (1, 0) if closed else (1,)) else at_edge(u)

    return rule


def _between_zero_and_one(cutter: _Cutter, u: Node, whole: Node) -> Node:
    cutter.sign(u, (1,))
    return whole if cutter.sign(difference(ONE, u), (1, 0)) else ZERO


def _itself(u: Node) -> Node:
    return u


_RULES: dict[str, _Rule] = {
    "abs": _by_sign(_itself, opposite, ZERO),
    "sign": _by_sign(_constantly(ONE), _constantly(integer(-1)), ZERO),
    "heaviside": _by_sign(_constantly(ONE), _constantly(ZERO), HALF),
    "relu": _by_sign(_itself, _constantly(ZERO), ZERO),
    "sqrt": _square_root,
    "cbrt": _cube_root,
    "log": _positive_argument,
    "log2": _positive_argument,
    "log10": _positive_argument,
    "tan": _nonzero(lambda u: Call("cos", (u,))),
    "sec": _nonzero(lambda u: Call("cos", (u,))),
    "cot": _nonzero(lambda u: Call("sin", (u,))),
    "csc": _nonzero(lambda u: Call("sin", (u,))),
    "coth": _nonzero(_itself),
    "csch": _nonzero(_itself),
    "acsch": _nonzero(_itself),
    "asin": _inside(_gap, _quarter_turn),
    "acos": _inside(_gap, _rest_of_turn),
    "asec": _inside(lambda u: opposite(_gap(u)), _rest_of_turn),
    "acsc": _inside(lambda u: opposite(_gap(u)), _quarter_turn),
    "acosh": _inside(lambda u: difference(u, ONE), _constantly(ZERO)),
    "atanh": _inside(_gap, _itself, closed=False),
    "acoth": _inside(lambda u: opposite(_gap(u)), _itself, closed=False),
    "asech": _between_zero_and_one,
}


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
