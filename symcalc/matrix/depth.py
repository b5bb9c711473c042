"""Expressions nested deeper than Python's stack allows are refused, not crashed on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from symcalc.errors import LimitReached

_Arguments = ParamSpec("_Arguments")
_Answer = TypeVar("_Answer")


def bounded(function: Callable[_Arguments, _Answer]) -> Callable[_Arguments, _Answer]:
    """The function, raising `LimitReached` where the stack ends.

    >>> @bounded
    ... def endless():
    ...     return endless()
    >>> endless()
    Traceback (most recent call last):
    symcalc.errors.LimitReached: nested too deeply for matrix calculus
    """

    @wraps(function)
    def guarded(*arguments: _Arguments.args, **options: _Arguments.kwargs) -> _Answer:
        try:
            return function(*arguments, **options)
        except RecursionError:
            raise LimitReached("nested too deeply for matrix calculus") from None

    return guarded
