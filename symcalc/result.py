"""What a computation returns: a frozen `Result`, which states itself in four kinds of statement.

A format writes those kinds and knows no command; a command returns a `Result` and knows no format.
The fields of a `Result` are its JSON, so their names are public. Values are SymPy expressions or trees;
whatever is written is written from the tree, so this module and the formats work without SymPy too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Literal, TypeAlias

from symcalc.syntax.tree import Node

if TYPE_CHECKING:
    from sympy import Basic

#: A mathematical value: a tree, or a SymPy expression that a format turns into one.
Value: TypeAlias = "Node | Basic"
#: What stands in a cell or a sentence: mathematics, words, or a decimal.
Content: TypeAlias = "Value | str | int | float | None"


@dataclass(frozen=True, slots=True)
class Equation:
    """`left = right`, with decimals beside it where asked for, and where it holds if that is not everywhere."""

    left: Node
    right: Value
    approx: float | Sequence[object] | None = None
    where: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading; the name says what the table is, where a result has several."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Content, ...], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence, mathematics among its words."""

    parts: tuple[Content, ...]
    tone: Literal["plain", "good", "doubt", "bad"] = "plain"


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as plain numbers, still to be drawn: curves, fields, marks, nodes and arrows, by kind."""

    kind: str
    title: str
    content: Mapping[str, object] = field(default_factory=dict)


Statement: TypeAlias = "Equation | Table | Note | Figure"


@dataclass(frozen=True)
class Result:
    """The answer to a command.

    `holds` is False where a claim is refuted and None where something was not decided: the exit code.
    """

    command: ClassVar[str]

    @property
    def holds(self) -> bool | None:
        """Whether all that was asked is answered and true."""
        return True

    def statements(self) -> Iterator[Statement]:
        """What a person is shown, in order; the first statements are the answer itself."""
        raise NotImplementedError

    def plain(self) -> Iterator[Statement] | Node | None:
        """What one plain line holds: a tree in the input language, or None for the tables of `statements`."""
        return None
