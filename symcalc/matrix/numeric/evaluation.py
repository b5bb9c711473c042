"""The value of an expression at given matrices, in any arithmetic.

Nothing here knows index notation: an answer is checked by the plain meaning of the operations it is written with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any, Generic

from symcalc.matrix.elementary import ELEMENTWISE
from symcalc.matrix.numeric.fields import Field, NoValue, Value
from symcalc.matrix.numeric.operations import OPERATIONS, Matrix, dot, filled, identity, inverse, transposed
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


class Evaluation(Generic[Value]):
    """Values of expressions where names stand for given matrices and dimensions for given numbers.

    A number among the dimensions ("1000") has another in its place wherever it is a size.
    """

    def __init__(self, field: Field[Value], values: Mapping[str, Matrix[Value]], sizes: Mapping[str, int]) -> None:
        self.field = field
        self.values = values
        self.sizes = sizes

    def of(self, node: Node) -> Matrix[Value]:
        """The value of an expression; raises `NoValue` where it has none.

        >>> from symcalc.matrix.numeric.floats import python_floats
        >>> from symcalc.syntax import parse_expression
        >>> Evaluation(python_floats(), {"x": [[1 + 0j], [2 + 0j]]}, {"n": 2}).of(parse_expression("x'*x", shaped=True))
        [[(5+0j)]]
        """
        match node:
            case Number(value):
                return [[self.field.number(value)]]
            case Constant(name):
                return [[self.field.constant(name)]]
            case Name(name):
                return self.values[name] if name in self.values else self._number(self.sizes[name])
            case Negative(operand):
                return self._each(self.of(operand), self._negated)
            case Sum(terms):
                return reduce(lambda left, right: self._both(left, right, self.field.add), map(self.of, terms))
            case Product(factors):
                return reduce(self.times, map(self.of, factors))
            case Quotient(numerator, denominator):
                return self._both(self.of(numerator), self.of(denominator), self.field.divide)
            case Power(base, exponent):
                return self._power(self.of(base), self.of(exponent))
            case Transpose(operand):
                return transposed(self.of(operand))
            case Elementwise(operator, left, right):
                return self._both(self.of(left), self.of(right), self._operation(operator))
            case Array(items):
                return [
                    [self.of(part)[0][0] for part in (item.items if isinstance(item, Array) else (item,))]
                    for item in items
                ]
            case Call(function, arguments):
                return self._call(function, arguments)
        raise NoValue

    def _number(self, value: int) -> Matrix[Value]:
        return [[self.field.number(Fraction(value))]]

    def _negated(self, value: Value) -> Value:
        return self.field.multiply(self.field.number(Fraction(-1)), value)

    def _operation(self, operator: str) -> Callable[[Value, Value], Value]:
        return {".*": self.field.multiply, "./": self.field.divide, ".^": self.field.power}[operator]

    def _each(self, matrix: Matrix[Value], change: Callable[[Value], Value]) -> Matrix[Value]:
        return [[change(value) for value in row] for row in matrix]

    def _both(
        self, left: Matrix[Value], right: Matrix[Value], operation: Callable[[Value, Value], Value]
    ) -> Matrix[Value]:
        """Entry by entry; a single number goes with every entry."""
        if len(right) == len(right[0]) == 1:
            return self._each(left, lambda value: operation(value, right[0][0]))
        if len(left) == len(left[0]) == 1:
            return self._each(right, lambda value: operation(left[0][0], value))
        return [list(map(operation, above, below)) for above, below in zip(left, right, strict=True)]

    def times(self, left: Matrix[Value], right: Matrix[Value]) -> Matrix[Value]:
        """The matrix product; a single number is a scalar factor."""
        if 1 in (len(left) * len(left[0]), len(right) * len(right[0])):
            return self._both(left, right, self.field.multiply)
        columns = transposed(right)
        return [[dot(self.field, row, column) for column in columns] for row in left]

    def _power(self, base: Matrix[Value], exponent: Matrix[Value]) -> Matrix[Value]:
        """A power of a number, or a whole one of a matrix."""
        if len(base) == 1:
            return [[self.field.power(base[0][0], exponent[0][0])]]
        count: Any = exponent[0][0]
        whole = round(count.real)
        if whole == 0:
            return identity(self.field, len(base))
        return reduce(self.times, [base if whole > 0 else inverse(self.field, base)] * abs(whole))

    def _call(self, function: str, arguments: tuple[Node, ...]) -> Matrix[Value]:
        if function in ("eye", "ones"):
            sizes: list[Any] = [self._size(argument) for argument in arguments]
            one = self.field.number(Fraction(1))
            return identity(self.field, sizes[0]) if function == "eye" else filled(sizes[0], (*sizes, 1)[1], one)
        values = [self.of(argument) for argument in arguments]
        if function in ELEMENTWISE:
            return self._entrywise(function, values)
        if function not in OPERATIONS:
            raise NoValue
        return OPERATIONS[function](self.field, *values)

    def _size(self, node: Node) -> int:
        """The number a dimension is."""
        match node:
            case Number(value):
                return self.sizes.get(str(value), int(value))
            case Name(name):
                return self.sizes[name]
        return reduce(lambda left, right: left * right, (self._size(part) for part in node.children()))

    def _entrywise(self, function: str, values: list[Matrix[Value]]) -> Matrix[Value]:
        if len(values) == 1:
            return self._each(values[0], lambda value: self.field.function(function, (value,)))
        shape = max(values, key=lambda value: len(value) * len(value[0]))
        rows, columns = len(shape), len(shape[0])
        spread = [value if len(value) * len(value[0]) > 1 else filled(rows, columns, value[0][0]) for value in values]
        entries = [[[value[i][j] for value in spread] for j in range(columns)] for i in range(rows)]
        return [[self.field.function(function, entry) for entry in row] for row in entries]
