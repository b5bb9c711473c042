"""Records that cost nothing to declare: what `@dataclass(frozen=True, slots=True)` makes, without its code.

A dataclass writes and compiles six functions for each class, 0.7 ms a class. The hundred classes that the search for
critical points declares would take a third of the time of a gradient; records share their functions instead.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, dataclass_transform, overload

_Class = TypeVar("_Class", bound=type[Any])
_Record = TypeVar("_Record")
_REQUIRED: Any = object()


class Field(NamedTuple):
    """One field: its default; whether it counts, is shown, is by name only, is not written, may be worked out later."""

    default: Any = _REQUIRED
    default_factory: Callable[[], Any] | None = None
    compare: bool = True
    repr: bool = True
    kw_only: bool = False
    internal: bool = False
    later: bool = False

    @property
    def made(self) -> Any:
        """The value of a field that is not given."""
        return self.default if self.default_factory is None else self.default_factory()


def field(
    *,
    default: Any = _REQUIRED,
    default_factory: Callable[[], Any] | None = None,
    compare: bool = True,
    repr: bool = True,  # noqa: A002 (as dataclasses have it)
    kw_only: bool = False,
    internal: bool = False,
    later: bool = False,
) -> Any:
    """Say more about a field than its default.

    An internal one is no part of what a format writes; one for `later` may be given as `Later`.
    """
    return Field(default, default_factory, compare, repr, kw_only, internal, later)


class Later:
    """In place of a value: what works it out when it is first looked at."""

    def __init__(self, work_out: Callable[[], Any]) -> None:
        self.work_out = work_out


class _Deferred:
    """Gives the value of a field for later, and keeps it."""

    def __init__(self, slot: Any) -> None:
        self.slot = slot

    def __get__(self, instance: Any, owner: type[Any] | None = None) -> Any:
        if instance is None:
            return self
        value = self.slot.__get__(instance, owner)
        if isinstance(value, Later):
            value = value.work_out()
            self.slot.__set__(instance, value)
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        self.slot.__set__(instance, value)


@overload
def record(declared: _Class) -> _Class: ...


@overload
def record(*, frozen: bool = True) -> Callable[[_Class], _Class]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def record(declared: Any = None, *, frozen: bool = True) -> Any:
    """Make a class of its annotations: compared and hashed by its fields, frozen, without a `__dict__`.

    One that is not frozen has no hash; one with a `cached_property` has a `__dict__` for it.

    >>> @record
    ... class Span:
    ...     start: int
    ...     end: int = 0
    >>> Span(1), Span(1) == Span(1, end=0), Span(1) == Span(2)
    (Span(start=1, end=0), True, False)
    >>> Span(1).start = 2
    Traceback (most recent call last):
    AttributeError: a Span is frozen
    >>> @record(frozen=False)
    ... class Tally:
    ...     total: int = 0
    >>> tally = Tally()
    >>> tally.total += 1
    >>> tally
    Tally(total=1)
    """
    return _made(declared, frozen=frozen) if declared is not None else partial(_made, frozen=frozen)


def _made(declared: type[Any], *, frozen: bool) -> type[Any]:
    body = {name: value for name, value in vars(declared).items() if name not in {"__dict__", "__weakref__"}}
    own = {name: _as_field(body.pop(name, _REQUIRED)) for name in _own_names(body)}
    fields: dict[str, Field] = {**getattr(declared, "__record_fields__", {}), **own}
    by_position = tuple(name for name, about in fields.items() if not about.kw_only)
    body |= {"__slots__": (*own, *_room_for_more(declared)), "__record_fields__": fields, "__match_args__": by_position}
    body["__qualname__"] = declared.__qualname__
    kind: Any = type(declared)
    # all at once: a class that is changed after it was made is made anew inside
    made: Any = kind(declared.__name__, declared.__bases__, _functions(fields, frozen=frozen) | body)
    for name in (name for name, about in own.items() if about.later):
        setattr(made, name, _Deferred(getattr(made, name)))
    if "__init__" not in body:
        made.__init__ = _completing(made, _initializer(made, fields))
    return made  # type: ignore[no-any-return]


def replace(value: _Record, /, **changes: Any) -> _Record:
    """The same record with some fields changed.

    >>> @record
    ... class Pair:
    ...     left: int
    ...     right: int
    >>> replace(Pair(1, 2), right=3)
    Pair(left=1, right=3)
    """
    return type(value)(**values_of(value) | changes)


def fields_of(value: Any) -> Mapping[str, Field]:
    """The fields of a record, or of its class, in order; empty for anything else."""
    found: Mapping[str, Field] = getattr(value, "__record_fields__", {})
    return found


def values_of(value: Any) -> dict[str, Any]:
    """The values of a record's fields, by name, in order."""
    return {name: getattr(value, name) for name in fields_of(value)}


def _own_names(body: Mapping[str, Any]) -> list[str]:
    annotations: Mapping[str, Any] = body.get("__annotations__", {})
    return [name for name, kind in annotations.items() if "ClassVar" not in str(kind)]


def _room_for_more(declared: type[Any]) -> tuple[str, ...]:
    """The slot in which cached properties are kept, where there are any and no base has it."""
    is_cached = any(isinstance(value, cached_property) for value in vars(declared).values())
    return ("__dict__",) if is_cached and not any(base.__dictoffset__ for base in declared.__bases__) else ()


def _as_field(default: Any) -> Field:
    return default if isinstance(default, Field) else Field(default)


def _functions(fields: Mapping[str, Field], *, frozen: bool) -> dict[str, Any]:
    """The methods of a record class, closed over its fields."""
    compared = [name for name, about in fields.items() if about.compare]
    key: Callable[[Any], Any] = attrgetter(*compared) if compared else lambda _: ()
    visible = [name for name, about in fields.items() if about.repr]

    def equal(self: Any, other: object) -> Any:
        return key(self) == key(other) if type(other) is type(self) else NotImplemented

    def hashed(self: Any) -> int:
        return hash(key(self))

    def shown(self: Any) -> str:
        name = type(self).__qualname__.split(".")[-1]
        return f"{name}({', '.join(f'{name}={getattr(self, name)!r}' for name in visible)})"

    methods = {"__eq__": equal, "__hash__": hashed, "__repr__": shown, "__reduce__": _reduced}
    return methods | (_FROZEN if frozen else _CHANGEABLE)


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


def _completing(made: type[Any], initialize: Callable[..., None]) -> Callable[..., None]:
    """`__init__` with what the class does after it in `__post_init__`."""
    complete = getattr(made, "__post_init__", None)
    if complete is None:
        return initialize

    def initialize_and_complete(self: Any, *values: Any, **named: Any) -> None:
        initialize(self, *values, **named)
        complete(self)

    return initialize_and_complete


def _refuse(self: Any, *_: Any) -> None:
    """The `__setattr__` and `__delattr__` of what is frozen."""
    raise AttributeError(f"a {type(self).__name__} is frozen")


#: What makes a record frozen; what keeps one that can change out of sets.
_FROZEN = {"__setattr__": _refuse, "__delattr__": _refuse}
_CHANGEABLE = {"__hash__": None}


def _reduced(self: Any) -> Any:
    return _restored, (type(self), values_of(self))


def _restored(made: type[Any], values: dict[str, Any]) -> Any:
    return made(**values)
