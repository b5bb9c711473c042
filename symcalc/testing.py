"""Code against formulas: a function, and the gradient written for it by hand, compared with what a formula says."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

from symcalc.build import as_tree
from symcalc.calculus.gradient import gradient
from symcalc.decide.decimals import decimal
from symcalc.decide.domain import defined_at
from symcalc.errors import UsageFault
from symcalc.syntax import pose, written
from symcalc.syntax.tree import Node, rational, substitute

#: Coordinates of the points that are tried, of both signs, small and large, no two in a simple ratio.
_COORDINATES = tuple(map(Fraction, ("7/10", "-3/5", "13/9", "-17/8", "5/2", "1/7", "-11/3", "19/6", "2/9", "-8/7")))
#: How many points in the domain are compared, and how many are tried to find them.
POINTS, TRIED = 12, 400


def assert_gradient(
    f: Callable[..., Any],
    grad_f: Callable[..., Any],
    formula: str,
    *,
    rtol: float = 1e-6,
    atol: float = 1e-9,
    **options: Any,
) -> None:
    """Compare a function and its hand-written gradient with a formula, at fixed points of the formula's domain.

    `f` and `grad_f` take the variables as separate numbers, or as one sequence. `options` are those that
    every command shares (`wrt`, `assume`, `of`).

    Raises AssertionError that names the first wrong entry, the point, and both values; UsageFault where the formula
    has parameters without a value, or no point of its domain was found.

    >>> assert_gradient(lambda x, y: x**2 * y, lambda x, y: [2 * x * y, x**2], "f(x, y) = x^2 y")
    >>> assert_gradient(lambda x, y: x**2 * y, lambda x, y: [x * y, x**2], "f(x, y) = x^2 y")
    Traceback (most recent call last):
    AssertionError: entry 0 of the gradient (by x) is -0.42 at x = 7/10, y = -3/5; it should be 2*x*y = -0.84
    """
    answer = gradient(pose(formula, **options))
    partials = [as_tree(partial) for partial in answer.gradient]
    for point in _points(answer.function, answer.variables):
        values = [float(point[name]) for name in answer.variables]
        compare = _Comparison(point, rtol, atol)
        compare(_called(f, values), _number(answer.function, point), "the value", answer.function)
        entries = _entries(_called(grad_f, values), len(partials))
        for place, (entry, partial, name) in enumerate(zip(entries, partials, answer.variables, strict=True)):
            what = f"entry {place} of the gradient (by {name})"
            compare(entry, _number(partial, point), what, partial)


def _points(function: Node, variables: Sequence[str]) -> Iterator[dict[str, Fraction]]:
    """Points at which the function is defined, always the same."""
    found = 0
    for turn in range(TRIED):
        places = (turn * (3 * index + 1) + index for index in range(len(variables)))
        point = {
            name: _COORDINATES[place % 10] * (1 + turn // 10) for name, place in zip(variables, places, strict=True)
        }
        if defined_at(function, _trees(point)) is True:
            found += 1
            yield point
        if found == POINTS:
            return
    if not found:
        raise UsageFault(f"no point was found at which {written(function)} is defined")


def _trees(point: Mapping[str, Fraction]) -> dict[str, Node]:
    return {name: rational(value) for name, value in point.items()}


def _number(node: Node, point: Mapping[str, Fraction]) -> float | None:
    """The value in certified decimals; None where the formula has none at the point."""
    value = decimal(substitute(node, _trees(point)), 17)
    return None if value is None else float(value)


def _called(function: Callable[..., Any], values: Sequence[float]) -> Any:
    """The function at a point, which it takes as separate numbers or as one sequence."""
    try:
        inspect.signature(function).bind(*values)
    except TypeError:
        return function(_sequence(values))
    except ValueError:  # a builtin that does not tell its parameters
        return function(*values)
    return function(*values)


def _sequence(values: Sequence[float]) -> Any:
    """A NumPy array where NumPy is there, else a list."""
    try:
        from numpy import array  # noqa: PLC0415 (only where it is there)
    except ImportError:
        return list(values)
    return array(values)


def _entries(gradient: Any, count: int) -> list[float]:
    entries = [float(entry) for entry in gradient] if hasattr(gradient, "__iter__") else [float(gradient)]
    if len(entries) != count:
        raise AssertionError(f"the gradient has {len(entries)} entries; the formula has {count} variables")
    return entries


class _Comparison(NamedTuple):
    """A comparison at one point, within a relative and an absolute tolerance."""

    point: Mapping[str, Fraction]
    rtol: float
    atol: float

    def __call__(self, found: Any, expected: float | None, what: str, formula: Node) -> None:
        if expected is None:  # a kink of the formula: there is nothing to compare with
            return
        if not abs(float(found) - expected) <= self.atol + self.rtol * abs(expected):
            at = ", ".join(f"{name} = {written(rational(value))}" for name, value in self.point.items())
            should = f"{written(formula)} = {expected:.10g}"
            raise AssertionError(f"{what} is {float(found):.10g} at {at}; it should be {should}")
