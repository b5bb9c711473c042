"""Whether two expressions with shapes are equal for all sizes and all entries for which both have a value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from symcalc.decide.ball import UNDEFINED, UNKNOWN, enclose
from symcalc.decide.identity.values import exact_value
from symcalc.errors import LimitReached
from symcalc.matrix.depth import bounded
from symcalc.matrix.identity.cases import Case, small
from symcalc.matrix.identity.given import Given
from symcalc.matrix.identity.normal import same
from symcalc.matrix.lowering import Lowering
from symcalc.matrix.numeric import Evaluation, NoValue
from symcalc.matrix.numeric.exact import BITS, ExactNumbers, tree
from symcalc.matrix.positions import fresh
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.size import Dimensions
from symcalc.matrix.totality import everywhere
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import Negative, Node, Number, Sum

ZERO = Number(Fraction(0))
Table = list[list[Any]]


@dataclass(frozen=True, slots=True)
class MatrixWitness:
    """A case in which the sides differ: matrices and sizes, the entry (counted from 0), the values there.

    Where the shapes differ, `left` and `right` are None and `shapes` has both.
    """

    point: Mapping[str, Node]
    left: Node | None
    right: Node | None
    entry: tuple[int, int] | None = None
    shapes: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class MatrixVerdict:
    """Whether two expressions are equal wherever both are defined, and how that is known.

    `left_only` and `right_only` are cases in which only one side is defined, None where none was met;
    `left_everywhere` and `right_everywhere` say that a side has a value whatever the matrices are.
    """

    verdict: Literal["proved", "refuted", "undecided"]
    method: str
    witness: MatrixWitness | None = None
    left_only: Mapping[str, Node] | None = None
    right_only: Mapping[str, Node] | None = None
    left_everywhere: bool = False
    right_everywhere: bool = False

    @property
    def certain(self) -> bool:
        """Whether both sides have values whatever the matrices are."""
        return self.left_everywhere and self.right_everywhere


@bounded
def identical(left: Node, right: Node, shapes: Mapping[str, Shape], conditions: Sequence[Node] = ()) -> MatrixVerdict:
    """The verdict on left == right under conditions; a scalar 0 equals a zero vector or matrix.

    Raises `ShapeFault` and `NameFault` where a side does not fit together, `Unsupported` for a condition that is no
    comparison of numbers and no equation.

    >>> from symcalc.syntax import parse_expression
    >>> sides = [parse_expression(text, shaped=True) for text in ("tr(A*B)", "tr(B*A)")]
    >>> identical(*sides, {"A": Shape("n", "m"), "B": Shape("m", "n")}).verdict
    'proved'
    """
    given = Given.of(conditions, shapes)
    known, left, right = Shapes(given.shapes), given.put_into(left), given.put_into(right)
    sizes = known.of(left), known.of(right)
    if sizes[0] != sizes[1] and ZERO not in (left, right):
        words = str(sizes[0]), str(sizes[1])
        return MatrixVerdict("refuted", "the shapes differ", MatrixWitness({}, None, None, shapes=words))
    whole = sizes[1] if left == ZERO else sizes[0]
    search = _Search(left, right, given)
    witness = search.run() if small(given.shapes) else None
    verdict, method = _judged(search, known, whole, witness)
    total = everywhere(left, known), everywhere(right, known)
    return MatrixVerdict(verdict, method, witness, search.left_only, search.right_only, *total)


def _judged(
    search: _Search, shapes: Shapes, whole: Dimensions, witness: MatrixWitness | None
) -> tuple[Literal["proved", "refuted", "undecided"], str]:
    """The verdict, and how it was reached."""
    if witness is not None:
        return "refuted", "exact values for small matrices"
    if not _proved(search.left, search.right, shapes, whole):
        return "undecided", "the sides have different normal forms, and no small case refutes the claim"
    if small(shapes.declared) and not search.common and not _somewhere(search):
        return "undecided", "equal normal forms in indices, but no case was found where both sides have values"
    return "proved", "equal normal forms in indices"


def _somewhere(search: _Search) -> bool:
    """Whether both sides have values together in a case, be it one that conditions leave out."""
    every = _Search(search.left, search.right, Given(search.given.shapes))
    every.run()
    return every.common


def _proved(left: Node, right: Node, shapes: Shapes, whole: Dimensions) -> bool:
    """Whether the entries of both sides have one normal form."""
    lowering = Lowering(shapes)
    row, column = fresh(whole.rows), fresh(whole.columns)
    try:
        return same(lowering.entry(left, row, column), lowering.entry(right, row, column))
    except LimitReached:
        return False


class _Search:
    """Small cases tried one after the other, for one in which the sides differ."""

    def __init__(self, left: Node, right: Node, given: Given) -> None:
        self.left, self.right, self.given = left, right, given
        self.left_only: Mapping[str, Node] | None = None
        self.right_only: Mapping[str, Node] | None = None
        self.common = False

    def run(self) -> MatrixWitness | None:
        """The first case that refutes the equality."""
        for case in self.given.cases():
            values = [self._value(side, case) for side in (self.left, self.right)]
            if values[0] is not None and values[1] is not None:
                self.common = True
                witness = self._difference(values[0], values[1], case)
                if witness is not None:
                    return witness
            elif values[0] is not None:
                self.left_only = self.left_only or case.point
            elif values[1] is not None:
                self.right_only = self.right_only or case.point
        return None

    def _value(self, side: Node, case: Case) -> Table | None:
        try:
            return Evaluation[Any](ExactNumbers(), case.matrices, case.sizes).of(side)
        except NoValue:
            return None

    def _difference(self, left: Table, right: Table, case: Case) -> MatrixWitness | None:
        """The first entry that certainly differs."""
        for place, first, second in _entries(left, right):
            if _different(first, second):
                return MatrixWitness(case.point, exact_value(tree(first)), exact_value(tree(second)), place)
        return None


def _entries(left: Table, right: Table) -> Iterator[tuple[tuple[int, int], Any, Any]]:
    """The entries of both, a single 0 spread over the other."""
    rows, columns = max(len(left), len(right)), max(len(left[0]), len(right[0]))
    for row in range(rows):
        for column in range(columns):
            yield (row, column), _at(left, row, column), _at(right, row, column)


def _at(table: Table, row: int, column: int) -> Any:
    """An entry; of a single number, that."""
    return table[0][0] if len(table) == len(table[0]) == 1 else table[row][column]


def _different(left: Any, right: Any) -> bool:
    """Whether two exact values are certain to differ."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return left != right
    ball = enclose(Sum((tree(left), Negative(tree(right)))), precision=BITS)
    return ball not in (UNDEFINED, UNKNOWN) and not ball.contains(0)
