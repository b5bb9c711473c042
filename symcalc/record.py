"""Frozen records that cost nothing to declare: what `@dataclass(frozen=True, slots=True)` makes, without its code.

A dataclass writes and compiles six functions for each class, 0.7 ms a class. The classes that every start of the
program declares (the tree has twenty-seven) would make up a tenth of it; a record shares its functions instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, dataclass_transform

_Class = TypeVar("_Class", bound=type[Any])
_Record = TypeVar("_Record")
_REQUIRED: Any = object()


class Field(NamedTuple):
    """One field: its default, and whether it counts in comparisons, is shown, or is given by name only."""

    default: Any = _REQUIRED
    default_factory: Callable[[], Any] | None = None
    compare: bool = True
    repr: bool = True
    kw_only: bool = False


def field(
    *,
    default: Any = _REQUIRED,
    default_factory: Callable[[], Any] | None = None,
    compare: bool = True,
    repr: bool = True,  # noqa: A002 (as dataclasses have it)
    kw_only: bool = False,
) -> Any:
    """Say more about a field than its default."""
    return Field(default, default_factory, compare, repr, kw_only)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(declared: _Class) -> _Class:
    """Make a class of its annotations: compared and hashed by its fields, frozen, without a `__dict__`.

    >>> @record
    ... class Span:
    ...     start: int
    ...     end: int = 0
    >>> Span(1), Span(1) == Span(1, end=0), Span(1) == Span(2)
    (Span(start=1, end=0), True, False)
    >>> Span(1).start = 2
    Traceback (most recent call last):
    AttributeError: a Span is frozen
    """
    body = {name: value for name, value in vars(declared).items() if name not in {"__dict__", "__weakref__"}}
    own = {name: _as_field(body.pop(name, _REQUIRED)) for name in _own_names(body)}
    fields: dict[str, Field] = {**getattr(declared, "__record_fields__", {}), **own}
    by_position = tuple(name for name, about in fields.items() if not about.kw_only)
    body |= {"__slots__": tuple(own), "__record_fields__": fields, "__match_args__": by_position}
    body["__qualname__"] = declared.__qualname__
    kind: Any = type(declared)
    made: Any = kind(declared.__name__, declared.__bases__, body)
    for name, function in _functions(made, fields).items():
        if name not in body:
            setattr(made, name, function)
    return made  # type: ignore[no-any-return]


def replace(value: _Record, **changes: Any) -> _Record:
    """The same record with some fields changed.

    >>> @record
    ... class Pair:
    ...     left: int
    ...     right: int
    >>> replace(Pair(1, 2), right=3)
    Pair(left=1, right=3)
    """
    kept = {name: getattr(value, name) for name in fields_of(value)}
    return type(value)(**kept | changes)


def fields_of(value: Any) -> Mapping[str, Field]:
    """The fields of a record, or of its class, in order; empty for anything else."""
    found: Mapping[str, Field] = getattr(value, "__record_fields__", {})
    return found


def _own_names(body: Mapping[str, Any]) -> list[str]:
    annotations: Mapping[str, Any] = body.get("__annotations__", {})
    return [name for name, kind in annotations.items() if "ClassVar" not in str(kind)]


def _as_field(default: Any) -> Field:
    return default if isinstance(default, Field) else Field(default)


def _functions(made: type[Any], fields: Mapping[str, Field]) -> dict[str, Any]:
    """The methods of a record class, closed over its fields."""
    compared = [name for name, about in fields.items() if about.compare]
    key: Callable[[Any], Any] = attrgetter(*compared) if compared else lambda _: ()
    visible = [name for name, about in fields.items() if about.repr]

    def equal(self: Any, other: object) -> Any:
        return key(self) == key(other) if type(other) is made else NotImplemented

    def hashed(self: Any) -> int:
        return hash(key(self))

    def shown(self: Any) -> str:
        return f"{made.__qualname__.split('.')[-1]}({', '.join(f'{name}={getattr(self, name)!r}' for name in visible)})"

    def reduced(self: Any) -> Any:
        return _restored, (made, {name: getattr(self, name) for name in fields})

    return {
        "__init__": _initializer(made, fields),
        "__eq__": equal,
        "__hash__": hashed,
        "__repr__": shown,
        "__reduce__": reduced,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }


def _initializer(made: type[Any], fields: Mapping[str, Field]) -> Callable[..., None]:
    """`__init__`: values by position first, the rest by name or by default, set past the freeze."""
    order = sorted(fields.items(), key=lambda item: item[1].kw_only)
    put = tuple(getattr(made, name).__set__ for name, _ in order)
    slots = tuple((name, put[at], about.default, about.default_factory) for at, (name, about) in enumerate(order))
    tails = tuple(slots[start:] for start in range(len(slots) + 1))
    positional = sum(not about.kw_only for about in fields.values())
    plain = tuple((put_value, default) for _, put_value, default, _ in tails[positional])
    is_plain = all(default is not _REQUIRED for _, default in plain)

    def initialize(self: Any, *values: Any, **named: Any) -> None:
        for put_value, value in zip(put, values):  # noqa: B905 (the rest follows)
            put_value(self, value)
        if len(values) == positional and not named and is_plain:
            for put_value, value in plain:
                put_value(self, value)
            return
        if len(values) > positional:
            raise TypeError(f"{made.__name__} takes {positional} values, not {len(values)}")
        for name, put_value, default, factory in tails[len(values)]:
            value = named.pop(name, default)
            if value is _REQUIRED:
                if factory is None:
                    raise TypeError(f"{made.__name__} needs a value for {name!r}")
                value = factory()
            put_value(self, value)
        if named:
            raise TypeError(f"{made.__name__} has no field {next(iter(named))!r} to set")

    return initialize


def _refuse(self: Any, *_: Any) -> None:
    """The `__setattr__` and `__delattr__` of what is frozen."""
    raise AttributeError(f"a {type(self).__name__} is frozen")


def _restored(made: type[Any], values: dict[str, Any]) -> Any:
    return made(**values)
