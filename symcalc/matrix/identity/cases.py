"""Small concrete cases for names with shapes: first numbers, then vectors and matrices of few small integers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import NamedTuple

from symcalc.matrix.numeric.exact import Exact, tree
from symcalc.matrix.numeric.points import different_sizes, drawn
from symcalc.matrix.size import LARGEST
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import Array, Node, integer

Table = list[list[Fraction]]
#: Lowest and highest entry, what is added on the diagonal, and the divisor of all.
SPREADS = (
    (1, 3, 0, 1),
    (-2, 2, 0, 1),
    (0, 2, 3, 1),
    (-3, -1, 0, 1),
    (-2, 2, 5, 1),
    (1, 4, 0, 5),
    (-4, 4, 0, 5),
    (2, 9, 0, 1),
)
SEED = 2247


class Case(NamedTuple):
    """Sizes of the dimensions and matrices for the names; `point` has both as trees."""

    sizes: dict[str, int]
    matrices: dict[str, Table]
    point: dict[str, Node]


def small(shapes: Mapping[str, Shape]) -> bool:
    """Whether matrices of the declared numbers of rows are small enough to be tried."""
    numbers = (part for shape in shapes.values() for part in (shape.rows, shape.columns) if isinstance(part, int))
    return max(numbers, default=0) <= LARGEST


def cases(shapes: Mapping[str, Shape]) -> Iterator[Case]:
    """Cases to be checked by hand, first those in which vectors and matrices are no numbers yet.

    >>> next(cases({"x": Shape("n", 1)})).sizes
    {'n': 2}
    """
    parts = [part for shape in shapes.values() for part in (shape.rows, shape.columns)]
    names = list(dict.fromkeys(part for part in parts if isinstance(part, str)))
    choices = [dict.fromkeys(names, 2), dict.fromkeys(names, 1), different_sizes(names), different_sizes(names[::-1])]
    for sizes in [each for place, each in enumerate(choices) if each not in choices[:place]]:
        for seed, spread in enumerate(SPREADS):
            random = Random(SEED + seed)  # noqa: S311 (fixed cases, not secrets)
            yield _case(shapes, sizes, spread, random)


def _case(
    shapes: Mapping[str, Shape], sizes: dict[str, int], spread: tuple[int, int, int, int], random: Random
) -> Case:
    low, high, diagonal, divisor = spread

    def draw() -> Fraction:
        return Fraction(random.randint(low, high), divisor)

    matrices = {name: drawn(shape, sizes, draw, Fraction(diagonal)) for name, shape in shapes.items()}
    point: dict[str, Node] = {name: integer(size) for name, size in sizes.items()}
    point |= {name: case_tree(matrix) for name, matrix in matrices.items()}
    return Case(sizes, matrices, point)


def case_tree(matrix: Sequence[Sequence[Exact]]) -> Node:
    """A matrix as it is written: a number, a list, or a list of rows."""
    if len(matrix) == len(matrix[0]) == 1:
        return tree(matrix[0][0])
    if len(matrix[0]) == 1:
        return Array(tuple(tree(row[0]) for row in matrix))
    return Array(tuple(Array(tuple(map(tree, row))) for row in matrix))
