"""The same functions on whole arrays, with NumPy: a picture's 10,000 points in one call each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, reduce
from typing import Any

from symcalc.decide.floating.scalars import SCALARS

Vectorised = Callable[..., Any]


@cache
def arrays() -> Mapping[str, Vectorised]:
    """Each function under its name; those that NumPy has not are applied point by point.

    Raises:
        ImportError: NumPy is not installed.
    """
    import numpy as np  # noqa: PLC0415 (optional, and only for pictures)

    pointwise = {name: np.vectorize(function, otypes=[float]) for name, function in SCALARS.items()}
    return pointwise | _arithmetic(np) | _elementary(np) | _conditions(np)


def _arithmetic(np: Any) -> dict[str, Vectorised]:
    """Sums, products, quotients and powers, undefined where the language says so."""

    def quotient(numerator: Any, denominator: Any) -> Any:
        return np.where(denominator == 0, np.nan, np.divide(numerator, denominator))

    def power(base: Any, exponent: Any) -> Any:
        undefined = ((base == 0) & (exponent <= 0)) | np.isnan(base)
        return np.where(undefined, np.nan, np.power(base, exponent))

    return {
        "+": lambda *terms: reduce(np.add, terms),
        "*": lambda *factors: reduce(np.multiply, factors),
        "-": np.negative,
        "/": quotient,
        "^": power,
        "min": lambda *numbers: reduce(np.minimum, numbers),
        "max": lambda *numbers: reduce(np.maximum, numbers),
    }


def _elementary(np: Any) -> dict[str, Vectorised]:
    """What NumPy has, finite where the language has a value: it takes log(0) for minus infinity."""

    def logarithm(function: Vectorised) -> Vectorised:
        return lambda x: np.where(np.asarray(x) > 0, function(x), np.nan)

    same = {name: getattr(np, name) for name in ("exp", "sqrt", "cbrt", "sin", "cos", "tan", "sinh", "cosh", "tanh")}
    same |= {name: getattr(np, name) for name in ("abs", "sign", "floor", "ceil")}
    renamed = {"asin": np.arcsin, "acos": np.arccos, "atan": np.arctan, "asinh": np.arcsinh, "acosh": np.arccosh}
    natural = logarithm(np.log)

    def to_base(x: Any, base: Any) -> Any:
        return np.where(base == 1, np.nan, natural(x) / natural(base))

    return {
        **same,
        **renamed,
        "log": lambda x, *base: to_base(x, *base) if base else natural(x),
        "log2": logarithm(np.log2),
        "log10": logarithm(np.log10),
        "relu": lambda x: np.maximum(x, 0.0),
        "heaviside": lambda x: np.heaviside(x, 0.5),
        "softplus": lambda x: np.logaddexp(x, 0.0),
        "sigmoid": lambda x: np.exp(-np.logaddexp(-np.asarray(x), 0.0)),
    }


def _conditions(np: Any) -> dict[str, Vectorised]:
    """Comparisons, and the choice between pieces."""

    def pieces(*parts: Any) -> Any:
        values, conditions = parts[::2], [np.asarray(condition, bool) for condition in parts[1::2]]
        shape = np.broadcast_shapes(*(np.shape(part) for part in parts))
        spread = [np.broadcast_to(condition, shape) for condition in conditions]
        return np.select(spread, [np.broadcast_to(value, shape) for value in values], np.nan)

    return {
        "<": np.less,
        "<=": np.less_equal,
        ">": np.greater,
        ">=": np.greater_equal,
        "==": np.equal,
        "!=": np.not_equal,
        "and": lambda *conditions: reduce(np.logical_and, conditions),
        "or": lambda *conditions: reduce(np.logical_or, conditions),
        "not": np.logical_not,
        "piecewise": pieces,
    }
