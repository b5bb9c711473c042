"""The entries of an answer at given values of its parameters: their places, values and kinds, ready to be tested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

import mpmath as mp
import numpy as np

from symcalc.syntax.tree import Logic, Node, integer, names, substitute
from tests.calculus.critical.corpus.cases import Case, answer
from tests.calculus.critical.corpus.jets import holds
from tests.decide import oracle

#: The integers for which a set that repeats is looked at.
WHOLE = range(-5, 6)


@dataclass(frozen=True)
class Entry:
    """A point, a family or a set without a derivative, its parameters given their values."""

    point: Mapping[str, Node | str] | None
    equations: tuple[Node, ...]
    parameters: tuple[str, ...]
    where: Node | None
    value: Node | str
    kind: str
    degenerate: bool = True
    approx: Mapping[str, object] | None = None


def points(case: Case) -> list[Entry]:
    """The isolated points."""
    return [*_read(case, answer(case).points)]


def families(case: Case) -> list[Entry]:
    """The families of critical points."""
    return [*_read(case, answer(case).families)]


def corners(case: Case) -> list[Entry]:
    """The points and sets without a derivative."""
    return [*_read(case, answer(case).nondifferentiable)]


def _read(case: Case, given) -> Iterator[Entry]:
    for entry in given:
        for read in _counted_out(_at(case, entry)):
            if all(names(part) or _holds(part) for part in _parts(read.where)):
                yield read


def _parts(condition):
    """The conditions that hold together in one."""
    if condition is None:
        return ()
    return condition.operands if isinstance(condition, Logic) and condition.operator == "and" else (condition,)


def _counted_out(entry: Entry) -> Iterator[Entry]:
    """An entry; one by equations alone that repeats, for some integers each by itself."""
    if entry.point is not None or not entry.parameters:
        yield entry
        return
    (name,) = entry.parameters
    for k in WHOLE:
        change = {name: integer(k)}
        if entry.where is None or _holds(substitute(entry.where, change)):
            equations = tuple(substitute(equation, change) for equation in entry.equations)
            value = substitute(entry.value, change) if isinstance(entry.value, Node) else entry.value
            yield replace(entry, equations=equations, parameters=(), where=None, value=value)


def _at(case, entry):
    def put(value):
        return substitute(value, case.values) if isinstance(value, Node) else value

    point = None if entry.point is None else {name: put(value) for name, value in entry.point.items()}
    equations = tuple(map(put, getattr(entry, "equations", ())))
    kinds = [case_.kind for case_ in getattr(entry, "cases", ()) if _holds(put(case_.condition))]
    return Entry(
        point,
        equations,
        getattr(entry, "parameters", ()),
        put(entry.where),
        put(entry.value),
        kinds[0] if kinds else entry.kind,
        getattr(entry, "degenerate", True) is not False,
        getattr(entry, "approx", None),
    )


def _holds(condition):
    return bool(holds(condition, (), np.zeros((1, 0)))[0])


def place(entry: Entry) -> dict[str, Fraction] | None:
    """The coordinates of an isolated point, as close as they are given; None for a set of points."""
    if entry.point is None or entry.parameters:
        return None
    if entry.approx is not None:
        return {name: Fraction(str(value)) for name, value in entry.approx.items()}
    return {name: fraction(oracle.value(value, {})) for name, value in entry.point.items()}


def fraction(value: mp.mpf) -> Fraction:
    """A number of mpmath exactly."""
    sign, mantissa, exponent, _ = value._mpf_
    number = int(mantissa) * Fraction(2) ** exponent
    return -number if sign else number


def array(point: Mapping[str, Fraction], variables) -> np.ndarray:
    """A point as a row of floats."""
    return np.array([float(point[name]) for name in variables])
