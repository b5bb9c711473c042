"""The points that an entry of an answer stands for: whether one belongs to it, and some that do."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import numpy as np

from symcalc.syntax.tree import Call, Name, Negative, Node, Relation, Sum, walk
from symcalc.syntax.tree import names as tree_names
from tests.calculus.critical.corpus.entries import fraction
from tests.calculus.critical.corpus.jets import holds, jet, values
from tests.calculus.critical.corpus.newton import projected, spread
from tests.decide import oracle

WHOLE = range(-6, 7)
REAL = (-3.3, -1.6, -0.7, 0, 0.4, 1, 1.8, 2.6, 3.7)


def _whole(entry) -> set[str]:
    """The parameters that stand for integers."""
    conditions = [] if entry.where is None else [entry.where]
    calls = [part for condition in conditions for part in walk(condition) if isinstance(part, Call)]
    return {call.arguments[0].name for call in calls if call.function == "integer"}


def grid(entry, whole: range = WHOLE) -> np.ndarray:
    """Values for the parameters of an entry."""
    axes = [whole if name in _whole(entry) else REAL for name in entry.parameters]
    values = [*product(*axes)]
    return np.array(values, dtype=float).reshape(len(values), len(axes))


def located(entry, names, parameters: np.ndarray) -> np.ndarray:
    """The parametrised point at values of its parameters."""
    columns = [values(entry.point[name], entry.parameters, parameters) for name in names]
    return np.stack(columns, axis=1) if columns else np.zeros((len(parameters), 0))


def samples(entry, names, low, high) -> np.ndarray:
    """Some points of an entry, its condition met."""
    if entry.point is not None:
        parameters = grid(entry, range(-2, 3))
        if entry.where is not None:
            equal = [_difference(part) for part in walk(entry.where) if _is_equation(part, entry)]
            parameters = np.vstack([parameters, *(projected([one], entry.parameters, parameters) for one in equal)])
            kept = _where(entry, names, parameters, located(entry, names, parameters), -1e-3)
            parameters = parameters[kept]
        points = located(entry, names, parameters)
        return points[np.isfinite(points).all(axis=1) & ((points >= low) & (points <= high)).all(axis=1)]
    points = spread(60, low, high)
    equations = [_difference(relation) for relation in entry.equations if relation.operators == ("==",)]
    if equations:
        points = projected(equations, names, points)
    return points[_conditions(entry, names, points, -1e-3)][:20]


def exact_samples(entry, names, low, high) -> list[dict[str, Fraction]]:
    """Some points of an entry in sixty digits; of one that is given by equations, simple fractions near by."""
    rows = samples(entry, names, low, high)
    rows = rows[:: max(1, len(rows) // 3)]
    if entry.point is None:
        return [_simple(zip(names, row, strict=True)) for row in rows]
    found = []
    for row in rows:
        parameters = _solved(entry, names, row)
        near = np.linalg.norm(located(entry, names, parameters) - row, axis=1).argmin()
        chosen = _simple(zip(entry.parameters, parameters[near], strict=True))
        found.append({name: fraction(oracle.value(entry.point[name], chosen)) for name in names})
    return found


def _simple(pairs):
    return {name: Fraction(float(x)).limit_denominator(10**4) for name, x in pairs}


def _where(entry, names, parameters, points, slack):
    every = (*entry.parameters, *names)
    return holds(entry.where, every, np.hstack([parameters, points]), 1e-9 if _whole(entry) else slack)


def _is_equation(part, entry):
    """Whether a part of a condition is an equation for the parameters."""
    return isinstance(part, Relation) and part.operators == ("==",) and bool(tree_names(part) & set(entry.parameters))


def _difference(relation: Relation) -> Node:
    return Sum((relation.operands[0], Negative(relation.operands[1])))


def _conditions(entry, names, points, slack):
    """Which points meet the inequalities of an entry that has no parametrised point."""
    met = np.ones(len(points), dtype=bool)
    conditions = [relation for relation in entry.equations if relation.operators != ("==",)]
    for condition in (*conditions, *_listed(entry.where)):
        met &= holds(condition, names, points, slack)
    return met


def belongs(entry, names, point: np.ndarray, slack: float = 1e-5) -> bool:
    """Whether a point belongs to an entry: by its equations where they say all, else by its parameters."""
    said = {name for part in (*entry.equations, *_listed(entry.where)) for name in tree_names(part)}
    if entry.point is None or (entry.equations and said <= set(names)):
        gaps = [_difference(relation) for relation in entry.equations if relation.operators == ("==",)]
        near = all(abs(values(gap, names, point[None])[0]) < slack for gap in gaps)
        return bool(near and _conditions(entry, names, point[None], slack)[0])
    if not entry.parameters:
        return bool(np.linalg.norm(located(entry, names, np.zeros((1, 0)))[0] - point) < slack)
    parameters = _solved(entry, names, point)
    near = np.linalg.norm(located(entry, names, parameters) - point, axis=1) < slack
    if entry.where is not None:
        near &= _where(entry, names, parameters, np.repeat(point[None], len(parameters), axis=0), slack)
    return bool(near.any())


def _listed(condition):
    return () if condition is None else (condition,)


def _solved(entry, names, point):
    """Parameters that bring the parametrised point nearest to a point, from many starts; integers stay."""
    parameters = grid(entry)
    for place, parameter in enumerate(entry.parameters):
        for name, x in zip(names, point, strict=True):
            if entry.point[name] == Name(parameter):
                parameters[:, place] = x
    parameters = np.unique(parameters, axis=0)
    free = np.array([name not in _whole(entry) for name in entry.parameters])
    for _ in range(15 if free.any() else 0):
        there = [jet(entry.point[name], entry.parameters, parameters) for name in names]
        gap = np.stack([each.value for each in there], axis=1) - point
        slope = np.where(free, np.stack([each.slope for each in there], axis=1), 0)
        finite = np.isfinite(gap).all(axis=1) & np.isfinite(slope).all(axis=(1, 2))
        parameters, gap, slope = parameters[finite], gap[finite], slope[finite]
        parameters = parameters - np.einsum("kij,kj->ki", np.linalg.pinv(slope, rcond=1e-10), gap)
    return parameters
