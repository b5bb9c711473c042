"""Values by cases: the first piece whose condition holds; SymPy's own rewriting of conditions is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import And, Expr, Not, Piecewise, S, false, true

from symcalc.errors import Unsupported


def pieces(cases: Sequence[tuple[Expr, Any]]) -> Expr:
    """The value by cases; cases that never hold are dropped, as are those after one that always does.

    A case without a value, NaN, is dropped too, and later ones hold only where it does not. Raises Unsupported for a
    condition that compares a value by cases where these leave points out.

    >>> from symcalc.build.names import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> pieces([(x, false), (y, true)])
    y
    >>> pieces([(S.NaN, x > 0), (y, true)])
    Piecewise((y, x <= 0))
    """
    kept: list[tuple[Expr, Any]] = []
    allowed: Any = true
    for value, case in cases:
        condition = case if allowed is true else And(allowed, case)
        if condition == false:
            continue
        if value is S.NaN:
            allowed = And(allowed, Not(case))
            continue
        if kept and kept[-1][0] == value and condition == true:
            kept.pop()
        kept.append((value, condition))
        if condition == true:
            break
    if not kept:
        return S.NaN
    return kept[0][0] if kept[0][1] == true else _piecewise(kept)


def _piecewise(cases: Sequence[tuple[Expr, Any]]) -> Expr:
    try:
        return Piecewise(*cases, evaluate=False)
    except NotImplementedError as refusal:  # SymPy folds what a condition compares, if that has cases for all points
        message = "a condition that compares a value by cases, which has none at some points, is not worked with"
        raise Unsupported(message, hint="cases may end with one for all other points: (…, true)") from refusal
