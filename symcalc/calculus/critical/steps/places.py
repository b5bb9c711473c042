"""Where critical points are, as lines of a derivation; and points that stand for families."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeGuard

from symcalc.syntax.tree import Call, Logic, Name, Node, Point, Relation, integer, names, rational, substitute, walk
from symcalc.syntax.written import written

#: Longer coordinates are shown in decimals.
LONG = 40
SAMPLE = rational(Fraction(7, 5))


def line_of(entry: Any, variables: Sequence[str]) -> Node | str:
    """A line that says where a point or a family is.

    >>> from symcalc.calculus.critical.result import Family
    >>> written(line_of(Family({"x": Name("t"), "y": integer(0)}, (), ("t",), integer(0), "minimum"), ("x", "y")))
    '(x, y) == (t, 0)'
    """
    if entry.point is None:
        return _and(entry.equations, entry.where)
    values = [entry.point[name] for name in variables]
    if not all(isinstance(value, Node) for value in values) or any(len(written(value)) > LONG for value in values):
        approx = getattr(entry, "approx", None) or {}
        shown = [f"{float(approx[name]):.6g}" if name in approx else str(entry.point[name]) for name in variables]
        return f"{_listed(variables)} ≈ {_listed(shown)}"
    left, right = Point(tuple(map(Name, variables))), Point(tuple(values))
    one = len(values) == 1
    return _and((Relation(("==",), (Name(variables[0]), values[0]) if one else (left, right)),), entry.where)


def _listed(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"


def _and(conditions: Sequence[Node], where: Node | None) -> Node:
    """Equations and conditions in one line, without those that say what is an integer."""
    parts = () if where is None else where.operands if _is_and(where) else (where,)
    every = (*conditions, *(part for part in parts if not (isinstance(part, Call) and part.function == "integer")))
    return every[0] if len(every) == 1 else Logic("and", every)


def _is_and(condition: Node) -> TypeGuard[Logic]:
    return isinstance(condition, Logic) and condition.operator == "and"


def for_all(entry: Any) -> str:
    """Which parameters of a family are integers, in words.

    >>> from symcalc.calculus.critical.result import Family
    >>> where = Call("integer", (Name("k"),))
    >>> for_all(Family({"x": Name("k")}, (), ("k",), integer(0), "minimum", where))
    ', k an integer'
    """
    whole = sorted(set() if entry.where is None else _integers(entry.where))
    if not whole:
        return ""
    return f", {whole[0]} an integer" if len(whole) == 1 else f", {', '.join(whole[:-1])} and {whole[-1]} integers"


def sample(entry: Any) -> Mapping[str, Node] | None:
    """The point itself; of a family a point by fixed parameters; None where nothing is known exactly."""
    if entry.point is None or not all(isinstance(value, Node) for value in entry.point.values()):
        return None
    whole = set() if entry.where is None else _integers(entry.where)
    chosen: dict[str, Node] = {
        name: integer(place + 2) if name in whole else SAMPLE
        for place, name in enumerate(getattr(entry, "parameters", ()))
    }
    return {name: substitute(value, chosen) for name, value in entry.point.items()}


def _integers(condition: Node) -> set[str]:
    """The names that stand for integers in a condition."""
    calls = [part for part in walk(condition) if isinstance(part, Call) and part.function == "integer"]
    return {name for call in calls for name in names(call)}
