"""JSON: one object a result, on one line; the fields of the result, as `symcalc.result` says."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from symcalc.formats.page import Ink, Page
from symcalc.formats.sharing import Shared, sharing
from symcalc.formats.trees import as_node
from symcalc.record import fields_of
from symcalc.result import Result
from symcalc.syntax.written import written


def write(result: Result, page: Page) -> Ink:
    """The line, with its end."""
    entries = {"command": result.command, **fields(result)}
    shared = sharing(leaves({name: value for name, value in entries.items() if name != "function"}), page)
    text = _object((key, _text(value, shared)) for key, value in entries.items())
    if shared.definitions:
        definitions = _object((name, json.dumps(written(node))) for name, node in shared.definitions)
        text = f'{text[:-1]}, "shared": {definitions}}}'
    return [(text + "\n", "")]


def fields(value: Any) -> dict[str, Any]:
    """What is written of a record: its fields by their JSON names, without those that were not asked for.

    >>> from symcalc.result import Equation
    >>> fields(Equation("f", "x"))
    {'left': 'f', 'right': 'x'}
    """
    found = {}
    for name, default in _defaults(value):
        content = getattr(value, name)
        if content is not default and content != default:
            found[name.rstrip("_")] = content
    return found


def _defaults(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a record that are written, with their defaults."""
    for name, about in fields_of(value).items():
        if not about.internal:
            yield name, about.made


def leaves(value: Any) -> Iterator[Any]:
    """The mathematics in a result, in the order in which it is written."""
    match value:
        case str() | int() | float() | Decimal() | None:
            return
        case Mapping():
            for item in value.values():
                yield from leaves(item)
        case tuple() | list():
            for item in value:
                yield from leaves(item)
        case _ if _is_record(value):
            yield from leaves(fields(value))
        case _:
            yield value


def _is_record(value: Any) -> bool:
    from symcalc.syntax.tree import Node  # noqa: PLC0415

    return bool(fields_of(value)) and not isinstance(value, Node)


def _text(value: Any, shared: Shared) -> str:
    match value:
        case None | bool() | int() | str():
            return json.dumps(value)
        case float() | Decimal():
            return _number(value)
        case Mapping():
            return _object((_key(key), _text(item, shared)) for key, item in value.items())
        case tuple() | list():
            return f"[{', '.join(_text(item, shared) for item in value)}]"
        case _ if _is_record(value):
            return _text(fields(value), shared)
        case Fraction():
            return json.dumps(written(as_node(value)))
        case _:
            return json.dumps(written(shared.node(value)))


def _number(value: float | Decimal) -> str:
    """A JSON number; a float with all its digits."""
    if not (math.isfinite(value) if isinstance(value, float) else value.is_finite()):
        raise ValueError(f"{value} is no number that JSON can hold")
    return repr(value) if isinstance(value, float) else str(value)


def _key(key: Any) -> str:
    return key if isinstance(key, str) else str(key)


def _object(entries: Any) -> str:
    return "{" + ", ".join(f"{json.dumps(key)}: {text}" for key, text in entries) + "}"
