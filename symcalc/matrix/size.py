"""Sizes: how many rows or columns, as a number times names of dimensions (`n*m`), and the shape of a matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import NamedTuple

from symcalc.syntax.tree import Name, Node, Product, integer

#: Numbers of rows beyond this are treated as names, so that an answer can be confirmed on small matrices.
LARGEST = 8


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """A number times names of dimensions, as of `vec(X)`.

    >>> str(size("n") * size(2) * size("m"))
    '2*m*n'
    """

    number: int = 1
    names: tuple[str, ...] = ()

    def __mul__(self, other: Size) -> Size:
        return Size(self.number * other.number, tuple(sorted(self.names + other.names)))

    def __str__(self) -> str:
        digits = (str(self.number),) if self.number != 1 or not self.names else ()
        return "*".join(digits + self.names)

    @property
    def small(self) -> int:
        """Its number, where that is small enough to be calculated with."""
        return self.number if self.number <= LARGEST else 1

    @property
    def symbols(self) -> tuple[str, ...]:
        """What is not calculated with: the names of dimensions, and a large number as a name."""
        return self.names if self.number <= LARGEST else (str(self.number), *self.names)

    def tree(self) -> Node:
        """The size as it stands in `ones(n)` or `x/n`."""
        digits = (integer(self.small),) if self.small != 1 or not self.symbols else ()
        factors: tuple[Node, ...] = digits + tuple(map(Name, self.symbols))
        return factors[0] if len(factors) == 1 else Product(factors)

    def value(self, values: Mapping[str, int]) -> int:
        """The number it is, for given dimensions."""
        return self.number * prod(values[name] for name in self.names)


def size(value: int | str) -> Size:
    """A declared dimension as a size."""
    return Size(value) if isinstance(value, int) else Size(1, (value,))


def numbered(tree: Node) -> Node:
    """The tree with large sizes as the numbers that they are.

    >>> numbered(Name("1000"))
    Number(value=Fraction(1000, 1), unit=None)
    """
    if isinstance(tree, Name) and tree.name.isdigit():
        return integer(int(tree.name))
    return tree.map(numbered)


ONE = Size()


class Dimensions(NamedTuple):
    """Rows and columns; a vector is a column, a scalar 1 by 1."""

    rows: Size = ONE
    columns: Size = ONE

    @property
    def scalar(self) -> bool:
        """Whether it is a number."""
        return self.rows == self.columns == ONE

    @property
    def vector(self) -> bool:
        """Whether it is a row or a column of more than one entry."""
        return (self.rows == ONE) != (self.columns == ONE)

    @property
    def square(self) -> bool:
        """Whether it has as many rows as columns."""
        return self.rows == self.columns

    @property
    def transposed(self) -> Dimensions:
        """Columns and rows."""
        return Dimensions(self.columns, self.rows)

    @property
    def entries(self) -> Size:
        """How many entries there are."""
        return self.rows * self.columns

    def __str__(self) -> str:
        return f"{self.rows} x {self.columns}"


SCALAR = Dimensions()
