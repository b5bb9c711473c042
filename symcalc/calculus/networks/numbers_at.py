"""The numbers of a network at a point, as results show them: exact, named where long, with decimals beside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TypeAlias

from symcalc.calculus.tidying.lines import Line, constant
from symcalc.record import record
from symcalc.result import Content, Table
from symcalc.syntax.tree import Name, Node

Approximate: TypeAlias = "float | Decimal | None"
Nodes: TypeAlias = Mapping[str, Node]
Rounded: TypeAlias = Mapping[str, Approximate]


@record
class Decimals:
    """The same numbers rounded."""

    values: Rounded
    partials: Rounded
    derivative: Approximate


@record
class NumbersAt:
    """Values and single-step partials at a point and the derivative there; `lines` say what names in it stand for."""

    point: Nodes
    values: Nodes
    partials: Nodes
    derivative: Node
    lines: tuple[Line, ...] = ()
    where: tuple[Node, ...] = ()
    approx: Decimals | None = None

    @property
    def decimal(self) -> Approximate:
        """The derivative's decimal, where it is shown."""
        return None if self.approx is None else self.approx.derivative

    def table(self) -> Table:
        """Every node with its value, in the order of evaluation."""
        return number_table("node", ((Name(name), value) for name, value in self.values.items()), self._decimals())

    def _decimals(self) -> list[Approximate] | None:
        return None if self.approx is None else list(self.approx.values.values())


@record
class PassDecimals:
    """The numbers of both passes as decimals."""

    values: Rounded
    partials: Rounded
    adjoints: Rounded | None = None
    tangents: Mapping[str, Rounded] | None = None


@record
class PassesAt:
    """The numbers of both passes at a point: values and single-step partials, then adjoints or tangents by inputs."""

    point: Nodes
    values: Nodes
    partials: Nodes
    adjoints: Nodes | None
    tangents: Mapping[str, Nodes] | None
    where: tuple[Node, ...]
    approx: PassDecimals | None


def number_table(
    first: str, rows: Iterator[tuple[Content, ...]], decimals: list[Approximate] | None, *columns: str
) -> Table:
    """A table of numbers, with a column of decimals where they are shown."""
    names = (first, *columns, "value")
    if decimals is None:
        return Table(names, tuple(rows))
    return Table((*names, "decimal"), tuple((*row, decimal) for row, decimal in zip(rows, decimals, strict=True)))


def point_words(point: Mapping[str, Node]) -> Iterator[Content]:
    """A point in a sentence: `x = 0, y = log(2)`."""
    for place, (name, value) in enumerate(point.items()):
        yield f"{', ' if place else ''}{name} = "
        yield value


def conjunction(conditions: Iterable[Node]) -> Iterator[Content]:
    """Conditions in a sentence: `x != 0, y > 0`."""
    for place, condition in enumerate(conditions):
        yield ", " if place else ""
        yield condition


def all_whole(numbers: Iterable[Node]) -> bool:
    """Whether all are written whole numbers, beside which no decimal is needed."""
    values = map(constant, numbers)
    return all(value is not None and value.denominator == 1 for value in values)
