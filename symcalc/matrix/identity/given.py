"""Conditions on names with shapes: equations are put into the sides, and every small case has to satisfy all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

from symcalc.decide.sign import sign
from symcalc.errors import ShapeFault, Unsupported
from symcalc.matrix.identity.cases import Case, case_tree, cases
from symcalc.matrix.numeric import Evaluation, NoValue
from symcalc.matrix.numeric.exact import ExactNumbers, tree
from symcalc.matrix.shapes import Shapes
from symcalc.record import record, replace
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import (
    Call,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Product,
    Relation,
    Sum,
    Truth,
    integer,
    names,
    substitute,
)
from symcalc.syntax.written import written

Table = list[list[Any]]
ZERO: Final = integer(0)
#: What the sign of left minus right has to be.
SIGNS: Final = {"<": {-1}, "<=": {-1, 0}, ">": {1}, ">=": {0, 1}, "==": {0}, "!=": {-1, 1}}


@record
class Given:
    """What is assumed where two sides are compared: sizes and matrices that equations give, and other conditions.

    `solved` names are what stands behind them, of the other names; `sizes` are dimensions that are known.
    """

    shapes: Mapping[str, Shape]
    conditions: tuple[Node, ...] = ()
    solved: tuple[tuple[str, Node], ...] = ()
    sizes: tuple[tuple[str, int | str], ...] = ()

    @classmethod
    def of(cls, conditions: Sequence[Node], shapes: Mapping[str, Shape]) -> Given:
        """What conditions say, equations solved for a name where one stands alone.

        Raises Unsupported for conditions that are not comparisons, ShapeFault where operands do not fit.

        >>> from symcalc.syntax import parse_conditions
        >>> found = Given.of(parse_conditions("x == 2y"), {"x": Shape("n", 1), "y": Shape("n", 1)})
        >>> [(name, written(value)) for name, value in found.solved]
        [('x', '2*y')]
        """
        given = cls(shapes, tuple(conditions))
        dimensions = Shapes(shapes).dimension_names
        for condition in sorted(conditions, key=lambda one: not names(one) <= dimensions):  # sizes are known first
            check_condition(given.put_into(condition), Shapes(given.shapes))
            given = given._with(condition)
        return given

    def put_into(self, side: Node) -> Node:
        """A side with what is known of names and sizes."""
        for name, size in self.sizes:
            side = substitute(side, {name: _size_tree(size)})
        for name, value in self.solved:
            side = substitute(side, {name: value})
        return side

    def cases(self) -> Iterator[Case]:
        """The small cases that satisfy all conditions."""
        for case in cases(self.shapes):
            try:
                found = self._completed(case)
                satisfied = all(_holds(condition, found) for condition in self.conditions)
            except NoValue:
                continue
            if satisfied:
                yield found

    # -- equations -------------------------------------------------------------------------------------------------

    def _with(self, condition: Node) -> Given:
        """The same with an equation used, where it can be."""
        if not isinstance(condition, Relation) or condition.operators != ("==",):
            return self
        left, right = map(self.put_into, condition.operands)
        dimensions = Shapes(self.shapes).dimension_names
        for name, value in ((left, right), (right, left)):
            if isinstance(name, Name) and name.name in dimensions and (size := _size(value, dimensions)) is not None:
                return self._sized(name.name, size)
        for name, value in ((left, right), (right, left)):
            if isinstance(name, Name) and name.name in self.shapes and self._is_solution(name.name, value):
                zero = Product((ZERO, name))
                return replace(self, solved=(*self.solved, (name.name, zero if value == ZERO else value)))
        return self

    def _sized(self, name: str, size: int | str) -> Given:
        """The same with another size in the place of a dimension."""
        if name == size:
            return self
        changed = {
            other: replace(
                shape,
                rows=size if shape.rows == name else shape.rows,
                columns=size if shape.columns == name else shape.columns,
            )
            for other, shape in self.shapes.items()
        }
        return replace(self, shapes=changed, sizes=(*self.sizes, (name, size)))

    def _is_solution(self, name: str, value: Node) -> bool:
        """Whether any matrix of the name's shape may be in its place, and the value says which.

        A symmetric matrix is none: what it equals would have to be known to be symmetric.
        """
        shape = self.shapes[name]
        solved = {other for other, _ in self.solved}
        return not (shape.symmetric or shape.positive or name in names(value) or name in solved)

    # -- cases -----------------------------------------------------------------------------------------------------

    def _completed(self, case: Case) -> Case:
        """A case with the sizes that are known, and the matrices that equations give."""
        sizes = dict(case.sizes)
        for name, size in reversed(self.sizes):
            sizes[name] = size if isinstance(size, int) else sizes[size]
        matrices: dict[str, Any] = dict(case.matrices)
        for name, value in reversed(self.solved):
            matrices[name] = Evaluation[Any](ExactNumbers(), matrices, sizes).of(value)
        point = {name: integer(sizes[name]) for name in sizes} | {
            n: case_tree(matrix) for n, matrix in matrices.items()
        }
        return Case(sizes, matrices, point)


def _size(value: Node, dimensions: frozenset[str]) -> int | str | None:
    """The size that a value is: a positive whole number, or a dimension."""
    match value:
        case Name(name) if name in dimensions:
            return name
        case Number(number) if number.denominator == 1 and number > 0:
            return int(number)
    return None


def _size_tree(size: int | str) -> Node:
    return Name(size) if isinstance(size, str) else integer(size)


# -- conditions --------------------------------------------------------------------------------------------------------


def check_condition(condition: Node, shapes: Shapes) -> None:
    """Refuse a condition that compares different shapes, orders vectors, or is none."""
    match condition:
        case Relation(operators, operands):
            for operator, (left, right) in zip(operators, pairwise(operands), strict=True):
                _check_link(operator, left, right, shapes)
        case Logic(_, operands):
            for operand in operands:
                check_condition(operand, shapes)
        case Call("integer", (argument,)) if shapes.of(argument).scalar:
            return
        case Truth():
            return
        case _:
            raise Unsupported(f"the condition {written(condition)} on vectors and matrices", span=condition.span)


def _check_link(operator: str, left: Node, right: Node, shapes: Shapes) -> None:
    sizes = shapes.of(left), shapes.of(right)
    if operator not in ("==", "!=") and not (sizes[0].scalar and sizes[1].scalar):
        raise Unsupported(f"{operator} between vectors or matrices", span=left.span)
    if sizes[0] != sizes[1] and ZERO not in (left, right):
        raise ShapeFault(f"{written(left)} is {sizes[0]}, {written(right)} is {sizes[1]}", span=left.span)


def _holds(condition: Node, case: Case) -> bool:
    """Whether a condition certainly holds in a case; raises NoValue where a side has no value."""
    evaluation = Evaluation[Any](ExactNumbers(), case.matrices, case.sizes)
    match condition:
        case Relation(operators, operands):
            values = [evaluation.of(operand) for operand in operands]
            links = zip(operators, pairwise(values), strict=True)
            return all(_link(operator, left, right) for operator, (left, right) in links)
        case Logic("not", (operand,)):
            return _denied(operand, case)
        case Logic(operator, operands):
            return (all if operator == "and" else any)(_holds(operand, case) for operand in operands)
        case Call("integer", (argument,)):
            value = evaluation.of(argument)[0][0]
            return isinstance(value, Fraction) and value.denominator == 1
        case Truth(value):
            return bool(value)
    return False


#: Each comparison and the one that denies it.
DENIED: Final[dict[str, Any]] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}


def _denied(condition: Node, case: Case) -> bool:
    """Whether a condition certainly fails in a case."""
    match condition:
        case Relation(operators, operands):
            pairs = zip(operators, pairwise(operands), strict=True)
            return any(_holds(Relation((DENIED[operator],), pair), case) for operator, pair in pairs)
        case Logic("not", (operand,)):
            return _holds(operand, case)
        case Logic(operator, operands):
            return (any if operator == "and" else all)(_denied(operand, case) for operand in operands)
        case Truth(value):
            return not value
    return False


def _link(operator: str, left: Table, right: Table) -> bool:
    """Whether a comparison certainly holds: == of all entries, != of one."""
    some: Callable[..., bool] = any if operator == "!=" else all
    rows, columns = max(len(left), len(right)), max(len(left[0]), len(right[0]))
    places = [(i, j) for i in range(rows) for j in range(columns)]
    return some(_sign(_at(left, *place), _at(right, *place)) in SIGNS[operator] for place in places)


def _at(table: Table, row: int, column: int) -> Any:
    """An entry; of a single number, that."""
    return table[0][0] if len(table) == len(table[0]) == 1 else table[row][column]


def _sign(left: Any, right: Any) -> int | None:
    """The sign of a difference of exact values, where it is certain."""
    if isinstance(left, Fraction) and isinstance(right, Fraction):
        return (left > right) - (left < right)
    return sign(Sum((tree(left), Negative(tree(right)))))
