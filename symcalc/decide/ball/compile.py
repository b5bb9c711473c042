"""From trees to a program of ball arithmetic; equal parts become one instruction, deep trees need no deep stack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, Final

from flint import arb, fmpq

from symcalc.decide.ball import arithmetic, special, switching
from symcalc.decide.ball.elementary import ELEMENTARY, direction_angle, logarithm_to_base
from symcalc.decide.ball.program import Instruction, Operation, Program
from symcalc.decide.ball.roots import root_of
from symcalc.syntax.tree import (
    Call,
    Constant,
    Derivative,
    Form,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Truth,
    open_children,
)

ONE_ARGUMENT: Final[dict[str, Operation]] = {
    **ELEMENTARY,
    **switching.SWITCHING,
    "gamma": special.gamma,
    "factorial": special.factorial,
    "digamma": special.digamma,
    "erf": special.error_function,
    "erfc": special.complementary_error_function,
    "integer": switching.integral,
}
TWO_ARGUMENTS: Final[dict[str, Operation]] = {
    "log": logarithm_to_base,
    "atan2": direction_angle,
    "beta": special.beta,
    "binomial": special.binomial,
    "polygamma": special.polygamma,
    "besselj": special.bessel_j,
}
MANY_ARGUMENTS: Final[dict[str, Operation]] = {"min": switching.minimum, "max": switching.maximum}
CONSTANTS: Final[dict[str, Operation]] = {"pi": arb.pi, "e": arb.const_e, "oo": arb.pos_inf}


def _unknown() -> arb:
    """A function without a formula, or a derivative: nothing is known of its value."""
    return arithmetic.NAN


def parts(roots: Iterable[Node]) -> list[Node]:
    """All parts of trees, children first, each object once; the polynomial of a `rootof` is no part."""
    found: list[Node] = []
    seen: set[int] = set()
    stack = [(root, False) for root in reversed(tuple(roots))]
    while stack:
        node, opened = stack.pop()
        if opened:
            found.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(open_children(node)))
    return found


class Compiler:
    """Collects instructions for trees in the given names, each different one once."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = {name: slot for slot, name in enumerate(names)}
        self.steps: list[tuple[Operation, tuple[int, ...]]] = []
        self._known: dict[Any, int] = {}
        self._slots: dict[int, int] = {}

    def program(self, roots: Sequence[Node]) -> Program:
        """The program that answers the roots."""
        for node in parts(roots):
            self._slots[id(node)] = self._compile(node)
        return self._arranged(tuple(self._slots[id(root)] for root in roots))

    def _step(self, operation: Operation, *arguments: int, key: Any = None) -> int:
        """The slot of an operation on slots, a new one unless it is there already."""
        key = (key or operation, arguments)
        if key not in self._known:
            self.steps.append((operation, arguments))
            self._known[key] = len(self.names) + len(self.steps) - 1
        return self._known[key]

    def _of(self, node: Node) -> int:
        return self._slots[id(node)]

    def _literal(self, value: Any) -> int:
        return self._step(lambda: value, key=("literal", str(value)))

    def _compile(self, node: Node) -> int:
        match node:
            case Number(value):
                return self._literal(fmpq(value.numerator, value.denominator))
            case Name(name):
                return self.names[name]
            case Constant(name):
                return self._step(CONSTANTS[name])
            case Truth(value):
                return self._literal(value)
            case Negative(operand):
                return self._step(_negative, self._of(operand))
            case Sum(terms):
                return self._sum(terms)
            case Product(factors):
                return self._product(factors)
            case Quotient(top, bottom):
                return self._step(arithmetic.divide, self._of(top), self._of(bottom))
            case Power(Constant("e"), exponent):
                return self._step(ELEMENTARY["exp"], self._of(exponent))
            case Power(base, Number(value)) if value.denominator == 1:
                return self._step(arithmetic.power_of(value.numerator), self._of(base), key=("power", value))
            case Power(base, exponent):
                return self._step(arithmetic.power, self._of(base), self._of(exponent))
            case Call():
                return self._call(node)
            case Piecewise(pieces):
                return self._piecewise(pieces)
            case Relation() | Logic():
                return self._condition(node)
            case Derivative() | Form():
                return self._step(_unknown)
        raise TypeError(f"{type(node).__name__} has no real value")

    def _sum(self, terms: tuple[Node, ...]) -> int:
        total: int | None = None
        for term in terms:
            if isinstance(term, Negative) and total is not None:
                total = self._step(arithmetic.subtract, total, self._of(term.operand))
            else:
                total = self._of(term) if total is None else self._step(arithmetic.add, total, self._of(term))
        return self._literal(fmpq(0)) if total is None else total

    def _product(self, factors: tuple[Node, ...]) -> int:
        total: int | None = None
        for factor in map(self._of, factors):
            if total is None:
                total = factor
            elif total == factor:  # the square of a ball is narrower than its product with another
                total = self._step(arithmetic.square, total)
            else:
                total = self._step(arithmetic.multiply, total, factor)
        return self._literal(fmpq(1)) if total is None else total

    def _call(self, call: Call) -> int:
        if call.function == "rootof":
            return self._step(root_of(call), key=call)
        arguments = tuple(map(self._of, call.arguments))
        if call.function in MANY_ARGUMENTS:
            return self._fold(MANY_ARGUMENTS[call.function], arguments)
        operation = {1: ONE_ARGUMENT, 2: TWO_ARGUMENTS}.get(len(arguments), {}).get(call.function)
        return self._step(_unknown) if operation is None else self._step(operation, *arguments)

    def _fold(self, operation: Operation, slots: Sequence[int]) -> int:
        total = slots[0]
        for slot in slots[1:]:
            total = self._step(operation, total, slot)
        return total

    def _piecewise(self, pieces: tuple[tuple[Node, Node], ...]) -> int:
        rest = self._step(switching.nowhere)
        for value, condition in reversed(pieces):
            first = self._step(switching.piece, self._of(condition), self._of(value))
            rest = self._step(switching.choose, first, rest)
        return self._step(switching.defined, rest)

    def _condition(self, node: Relation | Logic) -> int:
        slots = [self._of(child) for child in node.children()]
        if isinstance(node, Relation):
            links = zip(node.operators, pairwise(slots), strict=True)
            return self._fold(switching.conjunction, [self._link(symbol, *pair) for symbol, pair in links])
        if node.operator == "not":
            return self._step(switching.denial, slots[0])
        return self._fold(switching.conjunction if node.operator == "and" else switching.disjunction, slots)

    def _link(self, symbol: str, left: int, right: int) -> int:
        return self._step(switching.comparison(symbol), left, right, key=("compare", symbol))

    def _arranged(self, roots: tuple[int, ...]) -> Program:
        """The steps sorted into those that hang on no name and the others."""
        inputs, strict, live = len(self.names), self._needed(roots, strict=True), self._needed(roots, strict=False)
        constant: list[bool] = [False] * inputs
        for _, arguments in self.steps:
            constant.append(all(constant[slot] for slot in arguments))
        order = sorted(live, key=lambda slot: (not constant[slot], slot))
        moved = {**{slot: slot for slot in range(inputs)}, **{old: inputs + new for new, old in enumerate(order)}}
        steps = [self._instruction(slot, moved, slot not in strict) for slot in order]
        count = sum(constant[slot] for slot in live)
        return Program(inputs, steps[:count], steps[count:], tuple(moved[root] for root in roots))

    def _instruction(self, slot: int, moved: dict[int, int], loose: bool) -> Instruction:
        operation, arguments = self.steps[slot - len(self.names)]
        return Instruction(operation, tuple(moved[argument] for argument in arguments), loose)

    def _needed(self, roots: tuple[int, ...], *, strict: bool) -> set[int]:
        """The slots that the roots need; the strict ones are needed whatever the conditions say."""
        found: set[int] = set()
        stack = list(roots)
        while stack:
            slot = stack.pop()
            if slot in found or slot < len(self.names):
                continue
            found.add(slot)
            operation, arguments = self.steps[slot - len(self.names)]
            if not (strict and operation in switching.READ_VERDICTS):
                stack.extend(arguments)
        return found


def _negative(x: arb | fmpq) -> arb | fmpq:
    return -x


def compiled(roots: Sequence[Node], names: Sequence[str]) -> Program:
    """The program that evaluates trees in some names, shared parts once."""
    return Compiler(names).program(roots)
