"""From a tree to index notation: every operation of matrices written out in entries."""

from __future__ import annotations

from fractions import Fraction

from symcalc.errors import LimitReached, Unsupported
from symcalc.matrix import algebra
from symcalc.matrix.elementary import ELEMENTWISE
from symcalc.matrix.indices import (
    Entry,
    Indexed,
    Literal,
    Mark,
    constant,
    single,
)
from symcalc.matrix.operations import OPERATIONS, entrywise, raised
from symcalc.matrix.positions import Index, Position, fresh
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.shapes.inference import times
from symcalc.matrix.size import SCALAR, Dimensions
from symcalc.syntax import written
from symcalc.syntax.tree import (
    Array,
    Call,
    Constant,
    Elementwise,
    Name,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
)

#: A matrix power is that many factors; more are refused.
HIGHEST_POWER = 24

Spot = Position | None


class Lowering:
    """Entries of expressions whose shapes are known; the row or column that there is only one of has no index."""

    def __init__(self, shapes: Shapes) -> None:
        self.shapes = shapes

    def entry(self, node: Node, row: Spot = None, column: Spot = None) -> Indexed:
        """The entry of an expression in that row and column, as indices.

        >>> from symcalc.syntax.program import Shape
        >>> Lowering(Shapes({"c": Shape(1, 1)})).entry(Name("c")).terms[0].factors[0][0]
        Entry(name='c', at=(), symmetric=False)
        """
        match node:
            case Number(value):
                return constant(value)
            case Constant(name):
                return single(Mark(name))
            case Name(name):
                return self._name(name, row, column)
            case Negative(operand):
                return algebra.scaled(self.entry(operand, row, column), -1)
            case Sum(terms):
                return algebra.add(self.entry(term, row, column) for term in terms)
            case Product(factors):
                return self._product(factors, row, column)
            case Quotient(numerator, denominator):
                below = algebra.power(self.entry(denominator), Fraction(-1))
                return algebra.multiply([self.entry(numerator, row, column), below])
            case Power(base, exponent):
                return self._power(node, base, exponent, row, column)
            case Transpose(operand):
                return self.entry(operand, column, row)
            case Elementwise(operator, left, right):
                return self._elementwise(operator, self.any(left, row, column), self.any(right, row, column))
            case Array():
                return single(Literal(node, tuple(part for part in (row, column) if part is not None)))
            case Call(function, _):
                return self._call(function, node, row, column)
        raise Unsupported(f"{type(node).__name__.lower()} among names with shapes", span=node.span)

    def any(self, node: Node, row: Spot, column: Spot) -> Indexed:
        """The entry of an expression that may be a scalar among matrices."""
        return self.entry(node) if self.shapes.of(node).scalar else self.entry(node, row, column)

    def indices(self, node: Node) -> tuple[Index | None, Index | None, Indexed]:
        """A new row and column index of an expression, and its entry there."""
        dimensions = self.shapes.of(node)
        row, column = fresh(dimensions.rows), fresh(dimensions.columns)
        return row, column, self.entry(node, row, column)

    def _name(self, name: str, row: Spot, column: Spot) -> Indexed:
        shape = self.shapes.declared.get(name)
        at = tuple(part for part in (row, column) if part is not None)
        return single(Entry(name, at, bool(shape and (shape.symmetric or shape.positive) and len(at) == 2)))

    def _product(self, factors: tuple[Node, ...], row: Spot, column: Spot) -> Indexed:
        """A product from the left: a new index is summed where two matrices meet."""
        parts: list[Indexed] = []
        dummies: list[Index | None] = []
        for run, dimensions in self._runs(factors):
            left, last = (None, None) if dimensions.scalar else (row, column)
            for factor in run[:-1]:
                inner = fresh(self.shapes.of(factor).columns)
                parts.append(self.entry(factor, left, inner))
                dummies.append(inner)
                left = inner
            parts.append(self.entry(run[-1], left, last))
        return algebra.multiply(parts, dummies)

    def _runs(self, factors: tuple[Node, ...]) -> list[tuple[list[Node], Dimensions]]:
        """The scalars of a product, and its chains of matrices, each ended where it becomes a scalar."""
        runs: list[tuple[list[Node], Dimensions]] = []
        chain: list[Node] = []
        whole = SCALAR
        for factor in factors:
            dimensions = self.shapes.of(factor)
            if dimensions.scalar:
                runs.append(([factor], dimensions))
                continue
            chain.append(factor)
            whole = times(whole, dimensions)
            if whole.scalar:
                runs.append((chain, whole))
                chain = []
        return [*runs, (chain, whole)] if chain else runs

    def _elementwise(self, operator: str, left: Indexed, right: Indexed) -> Indexed:
        if operator == ".^":
            return raised(left, right)
        return algebra.multiply([left, right if operator == ".*" else algebra.power(right, Fraction(-1))])

    def _power(self, node: Node, base: Node, exponent: Node, row: Spot, column: Spot) -> Indexed:
        if base == Constant("e"):
            return algebra.apply("exp", self.entry(exponent))
        above = self.entry(exponent)
        if self.shapes.of(base).scalar:
            return raised(self.entry(base), above)
        number = above.number
        if number is None or number.denominator != 1:
            raise Unsupported(f"power of a matrix that is no whole number: {written(node)}", span=exponent.span)
        if abs(number) > HIGHEST_POWER:
            raise LimitReached(f"a power of a matrix beyond {HIGHEST_POWER}", span=exponent.span)
        return self._matrix_power(base, int(number), row, column)

    def _matrix_power(self, base: Node, exponent: int, row: Spot, column: Spot) -> Indexed:
        if exponent == 0:
            return algebra.delta(row, column)
        factor = base if exponent > 0 else Call("inv", (base,))
        return (
            self._product((factor,) * abs(exponent), row, column)
            if abs(exponent) > 1
            else self.entry(factor, row, column)
        )

    def _call(self, function: str, call: Call, row: Spot, column: Spot) -> Indexed:
        if function in OPERATIONS:
            return OPERATIONS[function](self, call, row, column)
        if ELEMENTWISE[function][0] is None and len(call.arguments) == 1:
            raise Unsupported(f"{function} among names with shapes", span=call.span)
        return entrywise(function, [self.any(argument, row, column) for argument in call.arguments])
