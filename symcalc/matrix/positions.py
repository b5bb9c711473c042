"""Indices, and the positions of rows and columns that are made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import TypeAlias

from symcalc.matrix.size import ONE, Size

_numbers = count()


@dataclass(frozen=True, slots=True)
class Index:
    """An index that runs from 1 to its size; the number only tells indices apart."""

    number: int
    size: Size


@dataclass(frozen=True, slots=True)
class Pair:
    """An index of rows of a Kronecker product or of `vec`, made of two: the first one runs slowly."""

    slow: Position
    fast: Position

    @property
    def size(self) -> Size:
        """The product of the two sizes."""
        return self.slow.size * self.fast.size


Position: TypeAlias = Index | Pair
#: What replaces what.
Renaming: TypeAlias = Mapping[Index, Position]


def new(size: Size) -> Index:
    """An index that has not been used."""
    return Index(next(_numbers), size)


def fresh(size: Size) -> Index | None:
    """A new index, or None for a single row or column, which needs none."""
    return None if size == ONE else new(size)


def simple(position: Position) -> Iterator[Index]:
    """The plain indices of a position."""
    if isinstance(position, Index):
        yield position
    else:
        yield from simple(position.slow)
        yield from simple(position.fast)


def renamed(position: Position, renaming: Renaming) -> Position:
    """The position with its indices replaced."""
    if isinstance(position, Index):
        return renaming.get(position, position)
    return Pair(renamed(position.slow, renaming), renamed(position.fast, renaming))
