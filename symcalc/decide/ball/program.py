"""A tree as a flat list of instructions: compiled once, evaluated on many balls, every shared part once.

What does not depend on the names is worked out once for each precision. Below a `piecewise` a part without a value
is a value like any other (that piece may not be meant); everywhere else it ends the evaluation at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from flint import arb, ctx

from symcalc.decide.ball.switching import READ_VERDICTS
from symcalc.decide.ball.verdict import UNDEFINED, UNKNOWN, Undefined, Value, Verdict, is_nan
from symcalc.record import field, record

#: At most so many precisions keep their constants.
_REMEMBERED: Final = 16

Operation = Callable[..., Any]


@record
class Instruction:
    """An operation on the values of earlier slots; `loose` where a part without a value does not end everything."""

    operation: Operation
    arguments: tuple[int, ...]
    loose: bool


def tolerant(operation: Operation) -> Operation:
    """The operation as one that answers UNDEFINED, to an argument without a value too, rather than raising."""

    def evaluate(*values: Value) -> Any:
        try:
            return operation(*values)
        except Undefined:
            return UNDEFINED

    def strict(*values: Value) -> Any:
        return UNDEFINED if any(value is UNDEFINED for value in values) else evaluate(*values)

    return evaluate if operation in READ_VERDICTS else strict


@record(frozen=False)
class Program:
    """Instructions over input slots; the first are the constants, `roots` are the slots of the answers."""

    inputs: int
    constants: list[Instruction]
    instructions: list[Instruction]
    roots: tuple[int, ...]
    _kept: dict[int, tuple[list[Any], bool]] = field(default_factory=dict)
    _fast: list[tuple[Operation, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._fast = [
            _flat(step, tolerant(step.operation) if step.loose else step.operation) for step in self.instructions
        ]

    def run(self, point: Sequence[Any]) -> list[Any]:
        """The values of all slots; raises `Undefined` where a part that is always needed has none."""
        constants, defined = self._constants()
        if not defined:
            raise Undefined
        return _execute(self._fast, [*point, *constants])

    def answers(self, point: Sequence[Any]) -> list[Any]:
        """The values of the roots, each by itself: one without a value does not hide the others."""
        try:
            values = self.run(point)
        except Undefined:
            values = self._patient(point)
        return [values[root] for root in self.roots]

    def _patient(self, point: Sequence[Any]) -> list[Any]:
        if len(self.roots) == 1:
            return [UNDEFINED] * (self.roots[0] + 1)
        steps = [_flat(step, tolerant(step.operation)) for step in self.instructions]
        return _execute(steps, [*point, *self._constants()[0]])

    def _constants(self) -> tuple[list[Any], bool]:
        """The values of the constant slots at the working precision, and whether all that are needed exist."""
        found = self._kept.get(ctx.prec)
        if found is None:
            if len(self._kept) == _REMEMBERED:
                self._kept.clear()
            values = self._evaluate_constants()
            missing = (value is UNDEFINED for value, step in zip(values, self.constants, strict=True) if not step.loose)
            found = self._kept[ctx.prec] = values, not any(missing)
        return found

    def _evaluate_constants(self) -> list[Any]:
        values: list[Any] = [None] * self.inputs
        for step in self.constants:
            values.append(tolerant(step.operation)(*[values[slot] for slot in step.arguments]))
        return values[self.inputs :]


def _flat(step: Instruction, operation: Operation) -> tuple[Operation, int, int]:
    match step.arguments:
        case (only,):
            return operation, only, -1
        case (first, second):
            return operation, first, second
    raise TypeError(step)


def _execute(steps: Iterable[tuple[Operation, int, int]], values: list[Any]) -> list[Any]:
    append = values.append
    for operation, first, second in steps:
        append(operation(values[first]) if second < 0 else operation(values[first], values[second]))
    return values


def settled(value: Any) -> arb | Verdict:
    """A number as the ball that is handed out: UNKNOWN where it is not finite."""
    if isinstance(value, Verdict):
        return value
    found = value if isinstance(value, arb) else arb(value)
    return found if found.is_finite() else UNKNOWN


def settled_truth(value: Any) -> bool | Verdict | None:
    """A condition as it is handed out: None where it is defined but not decided, or both."""
    return UNKNOWN if isinstance(value, arb) and is_nan(value) else value
