"""An answer is compared with a numeric derivative before it is given: a wrong one never leaves.

The derivative in a random direction is taken by the complex step from the function as it was read; the answer is
evaluated by the plain meaning of its operations. All dimensions differ, so a transposed answer does not even fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symcalc.errors import DomainFault, LimitReached, Unsupported
from symcalc.matrix.numeric import Evaluation, NoValue, TooLarge
from symcalc.matrix.numeric.floats import ComplexStep, long_floats, python_floats
from symcalc.matrix.numeric.operations import entries, transposed
from symcalc.matrix.numeric.points import POINTS, different_sizes, point
from symcalc.matrix.size import LARGEST
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import Array, Call, Node, Number, walk
from symcalc.syntax.written import written

#: So many points must agree.
WANTED = 2
#: Relative and absolute; the absolute one is for sums that are 0 up to rounding, with many digits.
TOLERANCE = (1e-8, 0.0)
FINE = (1e-20, 1e-40)
DIGITS = 100
#: Numbers of rows and columns, added up, that are still worked with as they are.
MOST_ROWS = 120

Table = list[list[Any]]
Tolerance = tuple[float, float]
#: From the answer and a direction, the derivative in that direction: entries in the order of the function's columns.
Contraction = Callable[[Table, Table], list[Any]]


class Disagreement(ArithmeticError):
    """An answer that a numeric derivative contradicts: a bug in symcalc."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is compared: a function, the name it is differentiated by, the answer, and how to read it."""

    function: Node
    name: str
    answer: Node
    contraction: Contraction
    shapes: Mapping[str, Shape]


def confirm(trial: Trial) -> None:
    """Return where the answer agrees at several points; `Disagreement` where it does not.

    `DomainFault` where the function has a value at none of the points, `Unsupported` where only an inverse in its
    derivative has none.
    """
    agreed = 0
    for number in range(POINTS):
        sizes = sizes_of(trial, falling=number % 2 == 1)
        try:
            if not _agrees(trial, sizes, number):
                raise Disagreement("the derivative disagrees with its numeric value")
        except NoValue:
            continue
        agreed += 1
        if agreed == WANTED:
            return
    if not agreed:
        raise _without_values(trial)


def _without_values(trial: Trial) -> DomainFault | Unsupported:
    """Why no point was found: the function has no values, or the inverses in its derivative have none."""
    inverses = [
        written(part.arguments[0]) for part in walk(trial.answer) if isinstance(part, Call) and part.function == "inv"
    ]
    if inverses and any(_has_value(trial, number) for number in range(POINTS)):
        return Unsupported(
            "the derivative is written with an inverse that was found at no point",
            hint=f"{inverses[0]} seems to be singular everywhere",
        )
    return DomainFault("no point was found where the expression and its derivative have values")


def _has_value(trial: Trial, number: int) -> bool:
    """Whether the function and its numeric derivative have values at a point."""
    sizes, field = sizes_of(trial, falling=number % 2 == 1), python_floats()
    values, direction = _point(trial, sizes, number, field), _point(trial, sizes, POINTS + 1, field)[trial.name]
    try:
        return bool(_numeric(trial, sizes, values, direction, field))
    except (NoValue, TooLarge):
        return False


def _agrees(trial: Trial, sizes: Mapping[str, int], number: int) -> bool:
    """Whether both derivatives agree at a point: in floats, else with many digits and a wide range."""
    try:
        if _compare(trial, sizes, number, python_floats(), TOLERANCE):
            return True
    except TooLarge:
        pass
    return _compare(trial, sizes, number, long_floats(DIGITS), FINE)


def _compare(trial: Trial, sizes: Mapping[str, int], number: int, field: ComplexStep, tolerance: Tolerance) -> bool:
    """Whether both derivatives agree at a point; `NoValue` where one of them does not exist."""
    values = _point(trial, sizes, number, field)
    direction = _point(trial, sizes, POINTS + 1, field)[trial.name]
    numeric = _numeric(trial, sizes, values, direction, field)
    if trial.answer == Number(Fraction(0)):
        return _agree(numeric, [(0.0, 1.0)] * len(numeric), tolerance)
    return _agree(numeric, _symbolic(trial, sizes, values, direction, field), tolerance)


def sizes_of(trial: Trial, *, falling: bool = False) -> dict[str, int]:
    """Different numbers for all dimensions: a tall matrix of one point is a wide one of the next.

    A large number is replaced by a small one too, unless sizes are multiplied (kron, vec) or entries written out.
    """
    parts = [part for shape in trial.shapes.values() for part in (shape.rows, shape.columns)]
    numbers = {part for part in parts if isinstance(part, int)}
    large = set() if _fixed(trial.function) else {part for part in numbers if part > LARGEST}
    if sum(numbers - large) > MOST_ROWS:
        raise LimitReached(f"more than {MOST_ROWS} rows and columns; give their numbers names")
    names = list(dict.fromkeys(str(part) for part in parts if isinstance(part, str) or part in large))
    return different_sizes(names[::-1] if falling else names, numbers - large)


def _fixed(function: Node) -> bool:
    """Whether sizes must be the numbers that they are."""
    return any(
        isinstance(part, Array) or (isinstance(part, Call) and part.function in ("kron", "vec"))
        for part in walk(function)
    )


def _numeric(
    trial: Trial, sizes: Mapping[str, int], values: Mapping[str, Table], direction: Table, field: ComplexStep
) -> list[Any]:
    """The derivative of the function in a direction, by the complex step."""
    step: Any = field.number(field.step)
    unit: Any = field.number(Fraction(0)) + 1j
    place = values[trial.name]
    moved = [[x + unit * step * d for x, d in zip(*rows, strict=True)] for rows in zip(place, direction, strict=True)]
    value = Evaluation(field, {**values, trial.name: moved}, sizes).of(trial.function)
    return [_finite(entry.imag / step.real) for entry in entries(transposed(value))]


def _symbolic(
    trial: Trial, sizes: Mapping[str, int], values: Mapping[str, Table], direction: Table, field: ComplexStep
) -> list[tuple[Any, Any]]:
    """The answer in that direction, and the size of its entries."""
    answer = Evaluation(field, values, sizes).of(trial.answer)
    scale = max(abs(_finite(entry.real)) for entry in entries(answer))
    return [(value.real, scale) for value in trial.contraction(answer, direction)]


def _point(trial: Trial, sizes: Mapping[str, int], number: int, field: ComplexStep) -> dict[str, Table]:
    """Matrices for all names, in the arithmetic of the field."""
    drawn = point(trial.shapes, sizes, number)
    return {name: [[field.number(value) for value in row] for row in matrix] for name, matrix in drawn.items()}


def _finite(value: Any) -> Any:
    """The value; none in this arithmetic where it overflowed."""
    if value - value != 0:
        raise TooLarge
    return value


def _agree(numeric: list[Any], symbolic: list[tuple[Any, Any]], tolerance: Tolerance) -> bool:
    """Whether two lists of numbers are equal up to rounding."""
    if len(numeric) != len(symbolic):
        return False
    return all(
        abs(left - right) <= tolerance[0] * (abs(left) + abs(right) + scale) + tolerance[1]
        for left, (right, scale) in zip(numeric, symbolic, strict=True)
    )
