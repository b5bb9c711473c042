"""Letters for indices: no letter twice in one line, so that no sum can be taken for another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from symcalc.matrix.positions import Index

#: For a vector's free index, a matrix's two, and everything else.
VECTOR, MATRIX = ("k",), ("a", "b")
OTHERS = "ijlpqstuvwyzcdegh"


class Letters:
    """The letter of every index, given when it is first met.

    >>> from symcalc.matrix.size import size
    >>> letters = Letters()
    >>> letters.of(Index(0, size("n"))), letters.of(Index(1, size("n"))), letters.of(Index(0, size("n")))
    ('i', 'j', 'i')
    """

    def __init__(self) -> None:
        self._fixed: dict[Index, str] = {}
        self._known: dict[Index, str] = {}

    def fix(self, indices: Iterable[Index | None]) -> None:
        """Give the free indices of the variable their letters: k, or a and b."""
        present = [index for index in indices if index is not None]
        self._fixed |= dict(zip(present, VECTOR if len(present) == 1 else MATRIX, strict=False))

    def keep(self, others: Letters, indices: Iterable[Index | None]) -> None:
        """Take over the letters of other lines."""
        self._fixed |= {index: others.of(index) for index in indices if index is not None}

    def of(self, index: Index) -> str:
        """The letter of an index."""
        found = self._fixed.get(index) or self._known.get(index)
        if found is None:
            taken = {*self._fixed.values(), *self._known.values()}
            found = next(letter for letter in _letters() if letter not in taken)
            self._known[index] = found
        return found

    def restart(self) -> None:
        """Forget the letters of what is summed: the next term may use them again."""
        self._known = {}


def _letters() -> Iterator[str]:
    yield from OTHERS
    yield from (f"{letter}{number}" for number in count(1) for letter in OTHERS)
