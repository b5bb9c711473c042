"""A tree flattened into a tape: each operation once, however often it is shared, run from front to back.

No recursion, no code generation, and constants folded exactly before they are rounded, so x^(3/1) has a whole
exponent. The same tape runs over floats with `math` and over arrays with NumPy.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from symcalc.decide.floating.arrays import arrays
from symcalc.decide.floating.scalars import NAN, SCALARS
from symcalc.errors import NameFault, Unsupported
from symcalc.record import field, record
from symcalc.syntax.tree import (
    Call,
    Constant,
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
)

#: An operation and the registers it reads.
Instruction = tuple[str, tuple[int, ...]]
CONSTANTS = {"pi": math.pi, "e": math.e, "oo": math.inf}


@record
class Tape:
    """Trees as one function of floats: the `variables` fill the first registers, `results` are read at the end.

    >>> from symcalc.syntax.tree import Name, Power, integer
    >>> Tape.of([Power(Name("x"), integer(2))], ["x"])(3.0)
    [9.0]
    """

    variables: tuple[str, ...]
    constants: Mapping[int, float]
    instructions: tuple[tuple[int, Instruction], ...]
    results: tuple[int, ...]
    size: int

    @classmethod
    def of(cls, trees: Iterable[Node], variables: Sequence[str]) -> Tape:
        """Flatten trees in these variables.

        Raises:
            NameFault: a name in a tree is no variable.
            Unsupported: a part has no floating-point value, such as a function without a formula.
        """
        recorder = _Recorder({name: register for register, name in enumerate(variables)})
        results = tuple(recorder.record(tree) for tree in trees)
        return cls(tuple(variables), recorder.rounded(), tuple(recorder.instructions), results, recorder.next_register)

    def __call__(self, *point: float) -> list[float]:
        """The values of all trees at one point; not a number where one is undefined."""
        return self._run(point, SCALARS)

    def on_arrays(self, *points: Any) -> list[Any]:
        """The values on arrays of points, one array a tree, all of the shape of the points."""
        import numpy as np  # noqa: PLC0415 (optional, and only for pictures)

        with np.errstate(all="ignore"):
            values = self._run(points, arrays())
        shape = np.broadcast_shapes(*map(np.shape, points))
        return [np.broadcast_to(np.asarray(value, float), shape) for value in values]

    def _run(self, point: Sequence[Any], functions: Mapping[str, Any]) -> list[Any]:
        if len(point) != len(self.variables):
            raise ValueError(f"{len(self.variables)} coordinates are needed, not {len(point)}")
        registers: list[Any] = [*point, *[NAN] * (self.size - len(point))]
        for register, constant in self.constants.items():
            registers[register] = constant
        for register, (operation, operands) in self.instructions:
            registers[register] = functions[operation](*(registers[operand] for operand in operands))
        return [registers[result] for result in self.results]


@record(frozen=False)
class _Recorder:
    """Where a tape is made: which register holds what, equal operations in one register."""

    names: Mapping[str, int]
    exact: dict[int, Fraction] = field(default_factory=dict)
    floats: dict[int, float] = field(default_factory=dict)
    instructions: list[tuple[int, Instruction]] = field(default_factory=list)
    known: dict[Any, int] = field(default_factory=dict)
    seen: dict[int, tuple[Node, int]] = field(default_factory=dict)
    next_register: int = 0

    def __post_init__(self) -> None:
        self.next_register = len(self.names)

    def rounded(self) -> dict[int, float]:
        """Every constant as a float."""
        return {register: _float(value) for register, value in self.exact.items()} | self.floats

    def record(self, tree: Node) -> int:
        """The register of a tree, its parts before it; a part that is shared by identity is visited once."""
        stack = [tree]
        while stack:
            node = stack[-1]
            missing = [part for part in _parts(node) if id(part) not in self.seen]
            if missing and id(node) not in self.seen:
                stack.extend(reversed(missing))
                continue
            stack.pop()
            if id(node) not in self.seen:
                operands = tuple(self.seen[id(part)][1] for part in _parts(node))
                self.seen[id(node)] = node, self.register(node, operands)
        return self.seen[id(tree)][1]

    def register(self, node: Node, operands: tuple[int, ...]) -> int:
        """The register of one node over the registers of its parts."""
        match node:
            case Number(value):
                return self.constant(value)
            case Constant(name):
                return self.constant(CONSTANTS[name])
            case Truth(value):
                return self.constant(Fraction(value))
            case Name(name):
                return self.variable(name, node)
            case Call("rootof"):
                return self.constant(_midpoint(node))
            case Relation(operators, _) if "≈" not in operators:
                links = zip(operators, operands, operands[1:], strict=False)
                return self.apply("and", tuple(self.apply(operator, (a, b)) for operator, a, b in links))
        return self.apply(_operation(node), operands)

    def variable(self, name: str, node: Node) -> int:
        """The register of a variable."""
        if name not in self.names:
            raise NameFault(f"{name} has no value here", span=node.span)
        return self.names[name]

    def constant(self, value: Fraction | float) -> int:
        """The register of a constant, equal ones in one."""
        if ("constant", value) not in self.known:
            held: dict[int, Any] = self.exact if isinstance(value, Fraction) else self.floats
            held[self.next_register] = value
            self.known["constant", value] = self.next_register
            self.next_register += 1
        return self.known["constant", value]

    def apply(self, operation: str, operands: tuple[int, ...]) -> int:
        """The register of an operation; of constants it is done now, exactly where that can be."""
        if all(operand in self.exact for operand in operands):
            folded = _fold(operation, [self.exact[operand] for operand in operands])
            if folded is not None:
                return self.constant(folded)
        if (operation, operands) not in self.known:
            self.instructions.append((self.next_register, (operation, operands)))
            self.known[operation, operands] = self.next_register
            self.next_register += 1
        return self.known[operation, operands]


def _parts(node: Node) -> tuple[Node, ...]:
    """The parts that have values of their own; the polynomial of a `rootof` has none."""
    return () if isinstance(node, Call) and node.function == "rootof" else node.children()


def _midpoint(node: Node) -> float:
    """A constant that no formula gives, by ball arithmetic."""
    from symcalc.decide.ball import Verdict, enclose  # noqa: PLC0415 (few constants ask for it)

    value = enclose(node)
    return NAN if isinstance(value, Verdict) else float(value.mid())


def _operation(node: Node) -> str:
    """The name in the tables of functions.

    Raises:
        Unsupported: there is none.
    """
    match node:
        case Sum():
            return "+"
        case Product():
            return "*"
        case Negative():
            return "-"
        case Quotient():
            return "/"
        case Power():
            return "^"
        case Piecewise():
            return "piecewise"
        case Logic(operator):
            return operator
        case Call(function) if function in SCALARS:
            return function
    raise Unsupported("this has no value in floating-point numbers", span=node.span)


def _fold(operation: str, numbers: Sequence[Fraction]) -> Fraction | None:
    """The exact value of an operation on rational numbers, where it is rational and not huge."""
    match operation, numbers:
        case "+", _:
            return sum(numbers, start=Fraction(0))
        case "*", _:
            return math.prod(numbers, start=Fraction(1))
        case "-", [x]:
            return -x
        case "/", [x, y] if y:
            return x / y
        case "^", [x, y] if x and y.denominator == 1 and abs(y) <= 64:
            return x**y.numerator
    return None


def _float(value: Fraction) -> float:
    """The nearest float, infinite where there is none."""
    try:
        return float(value)
    except OverflowError:
        return math.inf if value > 0 else -math.inf
