"""A tree rewritten into a smooth formula where the signs of its switching expressions are known."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor

from symcalc.calculus.critical.search.bounds import bounds
from symcalc.calculus.critical.search.cuts import HALF, ONE, ZERO, Cut, Empty, Split, Unsplittable, difference, opposite
from symcalc.syntax.tree import (
    Call,
    Constant,
    Logic,
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
)

#: Steps of a staircase that are told apart.
MOST_STEPS = 40


class Cutter:
    """Rewrites a tree into a smooth formula with the signs that are known; raises Split for one that is not."""

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
        if whole is not node and not isinstance(whole, Call | Piecewise):
            whole = _shortened(whole)
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
            raise Split(node, possible)
        if known not in possible:
            raise Empty
        return known

    def side(self, node: Node) -> int:
        """The sign of a smooth expression for a choice that makes no difference where it is 0."""
        if self.cut.sign(node) is None:
            seen = bounds(node, self.cut.ranges)
            if seen.nonnegative or (-seen).nonnegative:
                return 1 if seen.nonnegative else -1
        return self.sign(node)

    def require_nonzero(self, node: Node) -> None:
        """The expression must not vanish."""
        if self.cut.sign(node) == 0:
            raise Empty
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
            return self._step(function, arguments[0])
        if function in {"max", "min"}:
            return self._extreme(function, arguments)
        if function == "log" and len(arguments) == 2:
            self.sign(arguments[0], (1,))
            self.sign(arguments[1], (1,))
            self.require_nonzero(difference(arguments[1], ONE))
            return whole
        if function == "atan2":
            return self._angle(*arguments)
        rule = RULES.get(function)
        return whole if rule is None else rule(self, arguments[0], whole)

    def _step(self, function: str, argument: Node) -> Node:
        """A whole number beside an argument that lies between bounds."""
        seen = bounds(argument, self.cut.ranges)
        if seen.low is None or seen.high is None:
            raise Unsplittable(f"{function} has infinitely many pieces")
        first, last = floor(seen.low), ceil(seen.high)
        if last - first > MOST_STEPS:
            raise Unsplittable(f"{function} has too many pieces")
        for step in range(first, last + 1):
            side = self.sign(difference(argument, integer(step)))
            if side < 0 or (side == 0 and function == "ceil"):
                return integer(step - (function == "floor"))
            if side == 0:
                return integer(step)
        return integer(last)

    def _angle(self, y: Node, x: Node) -> Node:
        """The angle of (x, y), by formulas that end at the x-axis."""
        if self.cut.sign(x) == 1:
            return Call("atan", (Quotient(y, x),))
        above = self.sign(y)
        if above == 0:
            return ZERO if self.sign(x, (1, -1)) > 0 else Constant("pi")
        return _turned(QUARTER if above > 0 else opposite(QUARTER), Quotient(x, y))

    def _extreme(self, function: str, arguments: tuple[Node, ...]) -> Node:
        best, wanted = arguments[0], 1 if function == "max" else -1
        for other in arguments[1:]:
            if other != best and self.side(difference(other, best)) == wanted:
                best = other
        return best

    def _chosen(self, node: Piecewise) -> Node:
        for value, condition in node.pieces:
            if self._holds(condition):
                return self.smooth(value)
        raise Empty

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


#: A quarter turn.
QUARTER = Product((HALF, Constant("pi")))


def _continuously(positive: Callable[[Node], Node], negative: Callable[[Node], Node]) -> Rule:
    """A continuous function that is 0 at 0."""

    def rule(cutter: Cutter, u: Node, _: Node) -> Node:
        side = cutter.side(u)
        return ZERO if side == 0 else positive(u) if side > 0 else negative(u)

    return rule


def _by_sign(positive: Callable[[Node], Node], negative: Callable[[Node], Node], zero: Node) -> Rule:
    def rule(cutter: Cutter, u: Node, _: Node) -> Node:
        sign = cutter.sign(u)
        return zero if sign == 0 else positive(u) if sign > 0 else negative(u)

    return rule


def _shortened(node: Node) -> Node:
    """Sums and products without the zeros that a choice of signs has left in them."""
    match node:
        case Sum(terms) if ZERO in terms:
            kept = [term for term in terms if term != ZERO]
            return Sum(tuple(kept)) if len(kept) > 1 else kept[0] if kept else ZERO
        case Product(factors) if ZERO in factors:
            return ZERO
        case Negative(operand) if operand == ZERO:
            return ZERO
    return node


Rule = Callable[[Cutter, Node, Node], Node]


def _constantly(value: Node) -> Callable[[Node], Node]:
    return lambda _: value


def _positive_argument(cutter: Cutter, u: Node, whole: Node) -> Node:
    cutter.sign(u, (1,))
    return whole


def _square_root(cutter: Cutter, u: Node, whole: Node) -> Node:
    return whole if cutter.sign(u, (1, 0)) else ZERO


def _cube_root(cutter: Cutter, u: Node, whole: Node) -> Node:
    sign = cutter.sign(u)
    return ZERO if sign == 0 else whole if sign > 0 else Negative(Call("cbrt", (opposite(u),)))


def _arc_cotangent(cutter: Cutter, u: Node, _: Node) -> Node:
    """It jumps at 0; on either side it is a quarter turn less the arctangent."""
    return _turned(QUARTER, u) if (sign := cutter.sign(u)) > 0 else _turned(opposite(QUARTER), u) if sign else QUARTER


def _turned(turn: Node, u: Node) -> Node:
    return Sum((turn, Negative(Call("atan", (u,)))))


def _nonzero(of: Callable[[Node], Node]) -> Rule:
    def rule(cutter: Cutter, u: Node, whole: Node) -> Node:
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


def _inside(edge: Callable[[Node], Node], at_edge: Callable[[Node], Node], *, closed: bool = True) -> Rule:
    """A function defined where `edge(u)` is positive, and where it is zero too if closed."""

    def rule(cutter: Cutter, u: Node, whole: Node) -> Node:
        return whole if cutter.sign(edge(u), (1, 0) if closed else (1,)) else at_edge(u)

    return rule


def _between_zero_and_one(cutter: Cutter, u: Node, whole: Node) -> Node:
    cutter.sign(u, (1,))
    return whole if cutter.sign(difference(ONE, u), (1, 0)) else ZERO


def _itself(u: Node) -> Node:
    return u


RULES: dict[str, Rule] = {
    "abs": _continuously(_itself, opposite),
    "sign": _by_sign(_constantly(ONE), _constantly(integer(-1)), ZERO),
    "heaviside": _by_sign(_constantly(ONE), _constantly(ZERO), HALF),
    "relu": _continuously(_itself, _constantly(ZERO)),
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
    "acot": _arc_cotangent,
    "asin": _inside(_gap, _quarter_turn),
    "acos": _inside(_gap, _rest_of_turn),
    "asec": _inside(lambda u: opposite(_gap(u)), _rest_of_turn),
    "acsc": _inside(lambda u: opposite(_gap(u)), _quarter_turn),
    "acosh": _inside(lambda u: difference(u, ONE), _constantly(ZERO)),
    "atanh": _inside(_gap, _itself, closed=False),
    "acoth": _inside(lambda u: opposite(_gap(u)), _itself, closed=False),
    "asech": _between_zero_and_one,
}
