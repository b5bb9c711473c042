"""Values by cases: the first piece whose condition holds; SymPy's own rewriting of conditions is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sympy import Expr, Piecewise, S, false, true


def pieces(cases: Sequence[tuple[Expr, Any]]) -> Expr:
    """The value by cases; cases that never hold are dropped, as are those after one that always does.

    >>> from symcalc.build.names import symbol
    >>> pieces([(symbol("x"), false), (symbol("y"), true)])
    y
    """
    kept: list[tuple[Expr, Any]] = []
    for value, condition in cases:
        if condition == false:
            continue
        if kept and kept[-1][0] == value and condition == true:
            kept.pop()
        kept.append((value, condition))
        if condition == true:
            break
    if not kept:
        return S.NaN
    return kept[0][0] if kept[0][1] == true else Piecewise(*kept, evaluate=False)
