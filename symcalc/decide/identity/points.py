"""Fixed rational points at which expressions are compared: small and large, both signs, special and generic ones.

The same for every run. Numbers that occur in the expressions, their neighbours and the middles between them are tried
too, because that is where piecewise definitions switch and roots begin.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import islice, pairwise, product
from typing import Final

from symcalc.decide.identity.folding import number, worked_out
from symcalc.syntax.tree import Node, Number, Quotient, walk

F = Fraction
#: Values to begin with, the ones a person would try by hand.
FIRST: Final = (F(2), F(-3), F(1, 2), F(-1, 2), F(1), F(-1), F(0), F(3), F(-2), F(1, 3), F(5), F(-5, 3))
#: Values for a longer search.
MORE: Final = (
    *(F(7, 5), F(-7, 5), F(10), F(-10), F(1, 10), F(-1, 10), F(11, 4), F(-11, 4), F(3, 7), F(-3, 7), F(4), F(-4)),
    *(F(100), F(-100), F(1, 100), F(-1, 100), F(17, 2), F(-17, 2), F(1, 1000), F(-1, 1000), F(25), F(-25)),
    *(F(1000), F(-1000), F(314159, 100000), F(-314159, 100000), F(10**6), F(-(10**6)), F(1, 10**6), F(-1, 10**6)),
    *(F(10**7), F(-(10**7)), F(6), F(-6), F(7), F(-7), F(99, 100), F(-99, 100), F(101, 100), F(-101, 100)),
)
#: The first rows for several variables; a row is continued with its last numbers changed a little.
ROWS: Final = (
    (F(2), F(3), F(5), F(7)),
    (F(1), F(2), F(3), F(4)),
    (F(-1), F(2), F(-3), F(4)),
    (F(1, 2), F(1, 3), F(1, 5), F(1, 7)),
    (F(3), F(-2), F(1), F(-1)),
    (F(-2), F(-1), F(-3), F(-5)),
    (F(0), F(1), F(2), F(-1)),
    (F(1), F(0), F(-1), F(2)),
    (F(2), F(2), F(2), F(2)),
    (F(0), F(0), F(0), F(0)),
    (F(5, 2), F(1, 2), F(3, 2), F(7, 2)),
    (F(-1, 2), F(3, 2), F(-1, 3), F(2, 3)),
    (F(10), F(-7), F(13), F(-11)),
)
#: Values that are tried in every combination: powers of them tell (x^a)^b from x^(a b).
TELLING: Final = (F(-1), F(2), F(1, 2))
MOST_TELLING: Final = 81
#: At most so many numbers of the expressions are tried.
MOST_LITERALS: Final = 24


def rational_points(
    names: Sequence[str], trees: Iterable[Node], integers: frozenset[str]
) -> Iterator[tuple[Fraction, ...]]:
    """Points without end, the simplest first, each a coordinate for every name.

    >>> next(rational_points(["x", "y"], [], frozenset()))
    (Fraction(2, 1), Fraction(3, 1))
    """
    if not names:
        yield ()
        return
    special = special_values(trees)
    rows = _single(special) if len(names) == 1 else _several(len(names), special)
    whole = [name in integers for name in names]
    for row in rows:
        yield tuple(F(round(value)) if is_whole else value for value, is_whole in zip(row, whole, strict=True))


def _single(special: list[Fraction]) -> Iterator[tuple[Fraction, ...]]:
    for value in dict.fromkeys((*FIRST, *special, *MORE)):
        yield (value,)
    for k in range(1, 400):
        yield (_scattered(k, 0),)


def _several(count: int, special: list[Fraction]) -> Iterator[tuple[Fraction, ...]]:
    for row in ROWS:
        yield tuple(row[j] if j < len(row) else row[j % len(row)] + F(j, 3) for j in range(count))
    yield from islice(product(TELLING, repeat=count), MOST_TELLING)
    values = list(dict.fromkeys((*special, *FIRST, *MORE)))
    for k in range(600):
        yield tuple(_mixed(values, k, j) for j in range(count))


def _mixed(values: list[Fraction], k: int, j: int) -> Fraction:
    """A value for coordinate j of point k: from the list in a different rhythm for each j, or scattered."""
    if (k + j) % 3 == 2:
        return _scattered(k, j)
    return values[(k * (2 * j + 1) + 7 * j) % len(values)]


def _scattered(k: int, j: int) -> Fraction:
    """Fractions spread over small and large numbers of both signs by multiplicative congruences."""
    mixed = (k * 48271 + j * 16807 + 12345) % 2147483647
    size = F(1 + mixed % 997, 1 + (mixed // 997) % 89)
    scale = (F(1), F(1, 10), F(1, 40), F(10))[k % 4]
    return (-size if (mixed >> 11) % 2 else size) * scale / 5


def special_values(trees: Iterable[Node]) -> list[Fraction]:
    """The numbers in expressions of both signs, their neighbours, and the middles between them.

    >>> [int(value) for value in special_values([Number(F(1000))])[:4]]
    [1000, -1000, 1001, -1001]
    """
    numbers = sorted({value for tree in trees for value in islice(_numbers(worked_out(tree)), 400)}, reverse=True)
    found: list[Fraction] = []
    for value in [v for v in numbers if v > 3 or v.denominator > 1][:MOST_LITERALS]:
        found += [value, -value, value + 1, -value - 1, value - F(1, 2), F(1, 2) - value]
    middles = ((a + b) / 2 for a, b in islice(pairwise(numbers), MOST_LITERALS) if a - b < F(1, 2) or a > 3)
    return list(dict.fromkeys([*found, *middles]))


def _numbers(tree: Node) -> Iterator[Fraction]:
    """The numbers that are written in a tree."""
    for node in walk(tree):
        if isinstance(node, Quotient) and (value := number(node)) is not None:
            yield value
        elif isinstance(node, Number):
            yield node.value
