"""What stands under each name at one moment of a document; the moments share what they have in common."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import TypeVar

Value = TypeVar("Value")


class Chronicle(Mapping[str, Value]):
    """A mapping that never changes: `after` gives another one, at the cost of its one entry.

    A document of ten thousand definitions has as many moments; a copy of a mapping at each would need gigabytes.

    >>> before = Chronicle({"a": 1, "b": 2})
    >>> later = before.after("a", 3)
    >>> dict(before), dict(later)
    ({'a': 1, 'b': 2}, {'b': 2, 'a': 3})
    """

    def __init__(self, start: Mapping[str, Value]) -> None:
        self._entries = list(start.items())
        self._places = {name: [place] for place, name in enumerate(start)}
        self._end = len(self._entries)

    def after(self, name: str, value: Value) -> Chronicle[Value]:
        """The same with one more entry, which is the last, in place of one of that name."""
        if self._end < len(self._entries):  # another moment has followed this one
            return Chronicle(self).after(name, value)
        later: Chronicle[Value] = Chronicle({})
        later._entries, later._places, later._end = self._entries, self._places, self._end + 1
        self._entries.append((name, value))
        self._places.setdefault(name, []).append(self._end)
        return later

    def __getitem__(self, name: str) -> Value:
        places = self._places[name]
        found = bisect_left(places, self._end)
        if not found:
            raise KeyError(name)
        return self._entries[places[found - 1]][1]

    def __iter__(self) -> Iterator[str]:
        for place, (name, _) in enumerate(self._entries[: self._end]):
            places = self._places[name]
            if places[bisect_left(places, self._end) - 1] == place:
                yield name

    def __len__(self) -> int:
        return sum(1 for _ in self)
