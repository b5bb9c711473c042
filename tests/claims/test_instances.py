"""Points of families: only those that exist, and that the family's own condition allows."""

from __future__ import annotations

import pytest

from symcalc.claims.instances import Places
from symcalc.syntax import parse_conditions, parse_expression
from symcalc.syntax.tree import Logic
from symcalc.syntax.written import written


@pytest.mark.parametrize(
    ("coordinate", "parameters", "where", "first"),
    [
        ("1/t", ("t",), None, "1"),
        ("sqrt(t)", ("t",), "t > 1", "sqrt(2)"),
        ("sqrt(-1 + 2k)", ("k",), None, "1"),
        ("t", ("t",), "t > 0, t < 1", "1/2"),
        ("sqrt(-1 - t^2)", ("t",), None, None),
        ("t", ("t",), "t > 1000", None),
    ],
)
def test_points_of_a_family(coordinate: str, parameters: tuple[str, ...], where: str | None, first: str | None) -> None:
    """The first point of a family exists and satisfies its condition; where none of those tried does, there is none."""
    conditions = () if where is None else parse_conditions(where)
    condition = None if not conditions else conditions[0] if len(conditions) == 1 else Logic("and", conditions)
    place = next(Places({"x": parse_expression(coordinate)}, parameters, condition).instances(), None)
    assert (None if place is None else written(place["x"])) == first
