"""An answer is compared with a numeric derivative before it is given: a wrong one never leaves.

The derivative in a random direction is taken by the complex step from the function as it was read; the answer is
evaluated by the plain meaning of its operations. All dimensions differ, so a transposed answer does not even fit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symcalc.errors import DomainFault
from symcalc.matrix.numeric import Evaluation, NoValue
from symcalc.matrix.numeric.floats import ComplexStep, long_floats, python_floats
from symcalc.matrix.numeric.operations import entries, transposed
from symcalc.matrix.numeric.points import KINDS, different_sizes, point
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import Node, Number

#: So many points must agree, of at most all kinds of points twice over.
WANTED = 2
#: Relative and absolute; the absolute one is for sums that are 0 up to rounding, with many digits.
TOLERANCE = (1e-8, 0.0)
FINE = (1e-20, 1e-40)
DIGITS = 100
SEED = 22447

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

    `DomainFault` where the function has a value at none of the points.
    """
    agreed = 0
    for seed in range(SEED, SEED + 2 * len(KINDS)):
        sizes = sizes_of(trial.shapes, falling=seed % 2 == 0)
        try:
            same = _compare(trial, sizes, seed, python_floats(), TOLERANCE)
            if not same and not _compare(trial, sizes, seed, long_floats(DIGITS), FINE):
                raise Disagreement("the derivative disagrees with its numeric value")
        except NoValue:
            continue
        agreed += 1
        if agreed == WANTED:
            return
    if not agreed:
        raise DomainFault("no point was found where the expression and its derivative have values")


def _compare(trial: Trial, sizes: Mapping[str, int], seed: int, field: ComplexStep, tolerance: Tolerance) -> bool:
    """Whether both derivatives agree at a point; `NoValue` where one of them does not exist."""
    numeric, direction = _numeric(trial, sizes, seed, field)
    if trial.answer == Number(Fraction(0)):
        return _agree(numeric, [(0.0, 1.0)] * len(numeric), tolerance)
    return _agree(numeric, _symbolic(trial, sizes, seed, field, direction), tolerance)


def sizes_of(shapes: Mapping[str, Shape], *, falling: bool = False) -> dict[str, int]:
    """Different numbers for all dimensions: a tall matrix of one point is a wide one of the next."""
    parts = [part for shape in shapes.values() for part in (shape.rows, shape.columns)]
    names = list(dict.fromkeys(part for part in parts if isinstance(part, str)))
    return different_sizes(names[::-1] if falling else names, [part for part in parts if isinstance(part, int)])


def _numeric(trial: Trial, sizes: Mapping[str, int], seed: int, field: ComplexStep) -> tuple[list[Any], Table]:
    """The derivative of the function in a direction, by the complex step, and the direction."""
    values, directions = _point(trial, sizes, seed), _point(trial, sizes, seed + 100)
    small = field.number(field.step)
    unit: Any = field.number(Fraction(0)) + 1j
    place = _converted(values[trial.name], field)
    direction = _converted(directions[trial.name], field)
    moved = [[x + unit * small * d for x, d in zip(*rows, strict=True)] for rows in zip(place, direction, strict=True)]
    known = {name: _converted(value, field) for name, value in values.items()} | {trial.name: moved}
    value = Evaluation(field, known, sizes).of(trial.function)
    return [_finite(entry.imag / small.real) for entry in entries(transposed(value))], direction


def _symbolic(
    trial: Trial, sizes: Mapping[str, int], seed: int, field: ComplexStep, direction: Table
) -> list[tuple[Any, float]]:
    """The answer in that direction."""
    known = {name: _converted(value, field) for name, value in _point(trial, sizes, seed).items()}
    answer = Evaluation(field, known, sizes).of(trial.answer)
    scale = max(float(abs(_finite(entry.real))) for entry in entries(answer))
    return [(value.real, scale) for value in trial.contraction(answer, direction)]


def _point(trial: Trial, sizes: Mapping[str, int], seed: int) -> dict[str, list[list[Fraction]]]:
    return point(trial.shapes, sizes, KINDS[seed % len(KINDS)], seed)


def _converted(matrix: list[list[Fraction]], field: ComplexStep) -> Table:
    return [[field.number(value) for value in row] for row in matrix]


def _finite(value: Any) -> Any:
    """The value; no value where it overflowed."""
    if value - value != 0:
        raise NoValue
    return value


def _agree(numeric: list[Any], symbolic: list[tuple[Any, float]], tolerance: Tolerance) -> bool:
    """Whether two lists of numbers are equal up to rounding."""
    if len(numeric) != len(symbolic):
        return False
    return all(
        abs(left - right) <= tolerance[0] * (abs(float(left)) + abs(float(right)) + scale) + tolerance[1]
        for left, (right, scale) in zip(numeric, symbolic, strict=True)
    )
