"""A constant freed of everything that depends on exact equality: switches are decided, edges of domains made exact.

In `sqrt(sqrt(2)^2 - 2)` the radicand is 0, which no ball can show; once it is replaced by 0, balls can do the rest.
Every argument at which a function switches or ends is compared exactly with the places where it does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, TypeAlias

from flint import arb

from symcalc.decide.ball import UNDEFINED, Verdict, enclose
from symcalc.decide.ball.compile import parts
from symcalc.syntax.tree import (
    Call,
    Derivative,
    Logic,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Quotient,
    Relation,
    Sum,
    Truth,
    integer,
    is_closed,
    open_children,
    rational,
)

#: What decides the sign of a settled constant, None where it cannot.
Decide: TypeAlias = Callable[[Node], "int | None"]
Settled: TypeAlias = Node | Verdict

#: Of each function, the values of its argument at which it ends or has a pole.
EDGES: Final[dict[str, tuple[int, ...]]] = {
    **dict.fromkeys(("sqrt", "log", "log2", "log10", "cbrt", "coth", "csch", "acsch", "acot"), (0,)),
    **dict.fromkeys(("asin", "acos", "atanh", "asec", "acsc", "acoth"), (-1, 0, 1)),
    "acosh": (1,),
    "asech": (0, 1),
}
#: Of each circular function with poles, the one whose zeros they are.
POLES: Final = {"tan": "cos", "sec": "cos", "cot": "sin", "csc": "sin"}
#: Functions with poles or jumps at integers.
_AT_INTEGERS: Final = frozenset({"gamma", "factorial", "digamma", "floor", "ceil", "integer"})
#: What -1, 0, 1 as the sign of the argument make of these.
_STEPS: Final = {
    "sign": (Fraction(-1), Fraction(0), Fraction(1)),
    "heaviside": (Fraction(0), Fraction(1, 2), Fraction(1)),
}


class Undecided(Exception):
    """A comparison that the constant depends on could not be decided."""


def settle(node: Node, sign: Decide) -> Settled:
    """The constant without switches, or UNDEFINED; raises `Undecided`."""
    done: dict[int, Settled] = {}
    settler = _Settler(sign)
    for part in parts((node,)):
        if is_closed(part) or isinstance(part, Derivative):
            done[id(part)] = part
        else:
            done[id(part)] = settler.part(part, [done[id(child)] for child in open_children(part)])
    return done[id(node)]


def difference(left: Node, right: Node) -> Node:
    """The left side minus the right one."""
    return Sum((left, Negative(right)))


class _Settler:
    """Settles one part whose own parts are settled."""

    def __init__(self, sign: Decide) -> None:
        self._sign = sign

    def part(self, node: Node, below: Sequence[Settled]) -> Settled:
        if isinstance(node, Piecewise):
            return self._piecewise(below)
        if isinstance(node, Logic):
            return self._logic(node, below)
        settled: list[Node] = []
        for value in below:
            if isinstance(value, Verdict):
                return value
            settled.append(value)
        return self._defined_part(node, settled)

    def _defined_part(self, node: Node, below: list[Node]) -> Settled:
        match node:
            case Relation(operators):
                return self._relation(operators, below)
            case Quotient():
                return UNDEFINED if self.sign(below[1]) == 0 else Quotient(below[0], below[1])
            case Power():
                return self._power(below[0], below[1])
            case Call(function):
                return self._call(function, below)
        replaced = iter(below)
        return node.map(lambda _: next(replaced))

    def sign(self, node: Node) -> int:
        """The sign of a settled constant; raises `Undecided`."""
        found = self._sign(node)
        if found is None:
            raise Undecided
        return found

    def _relation(self, operators: Sequence[str], operands: Sequence[Node]) -> Node:
        links = zip(operators, pairwise(operands), strict=True)
        return Truth(all(compares(self.sign(difference(*pair)), operator) for operator, pair in links))

    def _logic(self, node: Logic, below: Sequence[Settled]) -> Settled:
        truths = [value.value if isinstance(value, Truth) else None for value in below]
        if node.operator == "not":
            return UNDEFINED if truths[0] is None else Truth(not truths[0])
        decisive = node.operator == "or"
        if decisive in truths:
            return Truth(decisive)
        return UNDEFINED if None in truths else Truth(not decisive)

    def _piecewise(self, below: Sequence[Settled]) -> Settled:
        for value, condition in zip(below[::2], below[1::2], strict=True):
            if not isinstance(condition, Truth):
                return UNDEFINED
            if condition.value:
                return value
        return UNDEFINED

    def _power(self, base: Node, exponent: Node) -> Settled:
        exponent = self.rounded(exponent)
        known = _number(exponent)
        if known is None or known <= 0 or known.denominator != 1:
            base = self.exact(base, (0,))
        return Power(base, exponent)

    def _call(self, function: str, arguments: list[Node]) -> Settled:
        if function in POLES and self.sign(Call(POLES[function], (arguments[0],))) == 0:
            return UNDEFINED
        if function in _STEPS:
            return rational(_STEPS[function][self.sign(arguments[0]) + 1])
        if function in {"abs", "relu"}:
            return self._kink(function, arguments[0])
        if function in {"min", "max"}:
            return self._extreme(arguments, 1 if function == "max" else -1)
        if function in _AT_INTEGERS:
            return self._at_integer(function, self.rounded(arguments[0]))
        if function in EDGES and len(arguments) == 1:
            return Call(function, (self.exact(arguments[0], EDGES[function]),))
        return self._of_several(function, arguments)

    def _kink(self, function: str, argument: Node) -> Node:
        direction = self.sign(argument)
        if direction > 0:
            return argument
        return Negative(argument) if direction < 0 and function == "abs" else integer(0)

    def _extreme(self, arguments: Sequence[Node], direction: int) -> Node:
        best = arguments[0]
        for other in arguments[1:]:
            if self.sign(difference(other, best)) * direction > 0:
                best = other
        return best

    def _at_integer(self, function: str, argument: Node) -> Settled:
        if function not in {"floor", "ceil", "integer"}:
            return Call(function, (argument,))
        known = _number(argument)
        if known is not None:
            return _stepped(function, known)
        value = enclose(argument, {}, 512)
        if not isinstance(value, arb) or value.contains_integer():
            raise Undecided
        whole = integer(int((value.floor() if function == "floor" else value.ceil()).fmpz()))
        return Truth(value=False) if function == "integer" else whole

    def _of_several(self, function: str, arguments: list[Node]) -> Node:
        if function == "atan2":
            arguments = [self.exact(argument, (0,)) for argument in arguments]
        elif function == "log":
            arguments = [self.exact(arguments[0], (0,)), self.exact(arguments[1], (0, 1))]
        elif function in {"beta", "binomial", "polygamma", "besselj"}:
            arguments = [self.rounded(argument) for argument in arguments]
        return Call(function, tuple(arguments))

    def exact(self, node: Node, values: Sequence[int]) -> Node:
        """The constant, as a number where it equals one of a few."""
        enclosure = enclose(node)
        for value in values:
            if isinstance(enclosure, arb) and not enclosure.contains(value):
                continue
            if self.sign(difference(node, integer(value))) == 0:
                return integer(value)
        return node

    def rounded(self, node: Node) -> Node:
        """The constant, as a number where it is an integer."""
        known = _number(node)
        if known is not None:
            return rational(known)
        enclosure = enclose(node, {}, 256)
        if not isinstance(enclosure, arb):
            raise Undecided
        nearest = enclosure.unique_fmpz()
        return node if nearest is None else self.exact(node, (int(nearest),))


def compares(sign: int, operator: str) -> bool:
    """Whether a comparison holds for operands whose difference has this sign."""
    return {
        "<": sign < 0,
        "<=": sign <= 0,
        ">": sign > 0,
        ">=": sign >= 0,
        "==": sign == 0,
        "!=": sign != 0,
    }[operator]


def _stepped(function: str, value: Fraction) -> Node:
    if function == "integer":
        return Truth(value.denominator == 1)
    return integer(value.__floor__() if function == "floor" else value.__ceil__())


def _number(node: Node) -> Fraction | None:
    """A fraction as it stands in a tree."""
    match node:
        case Number(value):
            return value
        case Negative(operand):
            inner = _number(operand)
            return None if inner is None else -inner
        case Quotient(top, bottom):
            above, below = _number(top), _number(bottom)
            return above / below if above is not None and below else None
    return None
