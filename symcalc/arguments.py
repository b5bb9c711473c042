"""What a caller of the library gives, as text of the input language: SymPy expressions, numbers, lists, points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from symcalc.record import fields_of, replace, values_of
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Node, rational
from symcalc.syntax.written import written


def as_text(value: Any) -> str | Source:
    """A text as it is; anything else written in the language.

    >>> as_text("x^2"), as_text([1, "y"]), as_text(Fraction(1, 3))
    ('x^2', '[1, y]', '1/3')
    """
    match value:
        case str() | Source():
            return value
        case Node():
            return written(value)
        case list() | tuple():
            return f"[{', '.join(map(_inner, value))}]"
        case int() | Fraction():
            return written(rational(Fraction(value)))
        case float():
            return written(rational(Fraction(str(value))))
        case _:
            return _expression(value)


def as_names(value: Any) -> Any:
    """Variables as text: of names or SymPy symbols, one or several.

    >>> as_names("x, y"), as_names(["x", "y"]), as_names(None)
    ('x, y', 'x, y', None)
    """
    if value is None or isinstance(value, str):
        return value
    return ", ".join(map(str, value)) if isinstance(value, Iterable) else str(value)


def as_point(value: Any) -> Any:
    """A point as text: of a mapping from names to values, or of values in the order of the variables.

    >>> as_point({"x": 0, "y": "log(2)"}), as_point([0, Fraction(1, 2)]), as_point("0, 1")
    ('x = 0, y = log(2)', '0, 1/2', '0, 1')
    """
    if value is None or isinstance(value, str | Source):
        return value
    if isinstance(value, Mapping):
        return ", ".join(f"{name} = {_inner(part)}" for name, part in value.items())
    return ", ".join(map(_inner, value)) if isinstance(value, list | tuple) else as_text(value)


def in_symbols_of(given: Any, answer: Any) -> Any:
    """An answer in the symbols of the SymPy expressions that were given, so that it can be substituted into.

    Answers to text have real symbols; a symbol of the caller's is told by its name.

    >>> import sympy
    >>> x = sympy.Symbol("x", positive=True)
    >>> in_symbols_of([x**2], (sympy.Symbol("x", real=True), "x")) == (x, "x")
    True
    """
    parts = given if isinstance(given, list | tuple) else [given]
    symbols = {str(symbol): symbol for part in parts for symbol in getattr(part, "free_symbols", ())}
    return _exchanged(answer, symbols) if symbols else answer


def _exchanged(value: Any, symbols: Mapping[str, Any]) -> Any:
    if isinstance(value, tuple):
        return tuple(_exchanged(part, symbols) for part in value)
    if isinstance(value, Mapping):
        return {key: _exchanged(part, symbols) for key, part in value.items()}
    if hasattr(value, "xreplace"):
        return value.xreplace({own: symbols[str(own)] for own in value.free_symbols if str(own) in symbols})
    if fields_of(value) and not isinstance(value, Node):
        return replace(value, **{name: _exchanged(part, symbols) for name, part in values_of(value).items()})
    return value


def _inner(value: Any) -> str:
    text = as_text(value)
    return text.text if isinstance(text, Source) else text


def _expression(value: Any) -> str:
    """A SymPy expression or matrix; its symbols are taken by their names."""
    from symcalc.build import as_tree  # noqa: PLC0415 (text needs no SymPy)

    if hasattr(value, "tolist"):  # a matrix of SymPy or NumPy, as rows or as the entries of a column
        rows = value.tolist()
        column = all(isinstance(row, list) and len(row) == 1 for row in rows)
        return _inner([row[0] for row in rows] if column else rows)
    return written(as_tree(value))
