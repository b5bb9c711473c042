"""The shape of every part of an expression, inferred from the declared ones; a mismatch names both operands."""

from __future__ import annotations

from collections.abc import Mapping

from symcalc.errors import Ambiguous, NameFault, ShapeFault, SymcalcError, Unsupported
from symcalc.matrix.shapes import mending
from symcalc.matrix.shapes.functions import function_shape
from symcalc.matrix.size import ONE, SCALAR, Dimensions, Size, size
from symcalc.syntax import written
from symcalc.syntax.program import Shape
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
    walk,
)


class Shapes:
    """What is declared, and the shape of every expression over it.

    `of(node)` raises `ShapeFault` where operands do not fit, `NameFault` where a name has no shape.
    """

    def __init__(self, declared: Mapping[str, Shape]) -> None:
        self.declared = declared
        sizes = (part for shape in declared.values() for part in (shape.rows, shape.columns))
        self.dimension_names = frozenset(part for part in sizes if isinstance(part, str))
        self._known: dict[int, tuple[Node, Dimensions]] = {}

    def of(self, node: Node) -> Dimensions:
        """Rows and columns of an expression.

        >>> from symcalc.syntax import parse_expression
        >>> shapes = Shapes({"A": Shape("n", "m"), "x": Shape("m", 1)})
        >>> str(shapes.of(parse_expression("A*x", shaped=True)))
        'n x 1'
        """
        if id(node) not in self._known:
            self._known[id(node)] = node, self._infer(node)
        return self._known[id(node)][1]

    def declared_as(self, name: str) -> Dimensions:
        """The declared rows and columns of a name."""
        shape = self.declared[name]
        return Dimensions(size(shape.rows), size(shape.columns))

    def bare(self, node: Node) -> bool:
        """Whether it is a number however sizes are chosen: such a one is spread over `+` and `-`."""
        parts = list(walk(node))
        named = {part.name for part in parts if isinstance(part, Name)}
        return {name for name in named if not name.isdigit()} <= self.dimension_names - set(self.declared) and self.of(
            node
        ).scalar

    def dimension(self, node: Node) -> Size:
        """The size that an argument of `eye` or `ones` is."""
        match node:
            case Number(value) if value.denominator == 1 and value >= 1:
                return size(int(value))
            case Name(name) if name in self.dimension_names:
                return size(name)
            case Name(name) if name.isdigit():
                return size(int(name))
            case Product(factors):
                whole = ONE
                for factor in factors:
                    whole *= self.dimension(factor)
                return whole
        known = ", ".join(sorted(self.dimension_names))
        hint = f"the dimensions are {known}" if known else None
        raise ShapeFault(f"{written(node)} is no dimension", hint=hint, span=node.span)

    def _infer(self, node: Node) -> Dimensions:
        match node:
            case Number() | Constant():
                return SCALAR
            case Name(name):
                return self._name(node, name)
            case Negative(operand):
                return self.of(operand)
            case Transpose(operand):
                return self.of(operand).transposed
            case Sum(terms):
                return self._sum(terms)
            case Product(factors):
                return self._product(factors)
            case Quotient(numerator, denominator):
                return self._quotient(numerator, denominator)
            case Power(base, exponent):
                return self._power(base, exponent)
            case Elementwise(operator, left, right):
                return self._elementwise(operator, left, right)
            case Call():
                return function_shape(self, node)
            case Array(items):
                return self._array(items)
        kind = type(node).__name__.lower()
        raise Unsupported(f"{kind} among names with shapes", span=node.span)

    def _name(self, node: Node, name: str) -> Dimensions:
        if name in self.declared:
            return self.declared_as(name)
        if name in self.dimension_names or name.isdigit():
            return SCALAR
        raise NameFault(f"{name} has no shape", hint=f'declare it, as in --shape "{name}: n"', span=node.span)

    def _sum(self, terms: tuple[Node, ...]) -> Dimensions:
        """All terms have one shape, except bare numbers."""
        first: Node | None = None
        whole = SCALAR
        for term in terms:
            dimensions = self.of(term)
            if self.bare(term):
                continue
            if first is None:
                first, whole = term, dimensions
            elif dimensions != whole:
                self._refuse_sum((first, whole), (term, dimensions))
        return whole

    def _refuse_sum(self, left: mending.Operand, right: mending.Operand) -> None:
        operator = "-" if isinstance(right[0], Negative) else "+"
        node = right[0].operand if isinstance(right[0], Negative) else right[0]
        hint = mending.transposed_operand((node, right[1]), left[1])
        if right[1].scalar:
            hint = mending.spread(node, left[1])
        elif left[1].scalar:
            hint = mending.spread(left[0], right[1])
        raise misfit(operator, left, (node, right[1]), hint)

    def _product(self, factors: tuple[Node, ...]) -> Dimensions:
        """Matrix products from the left; a scalar multiplies anything."""
        chain: list[Node] = []
        whole = SCALAR
        for factor in factors:
            dimensions = self.of(factor)
            if dimensions.scalar:
                continue
            if not (whole.scalar or whole.columns == dimensions.rows):
                left = chain[0] if len(chain) == 1 else Product(tuple(chain))
                operands = (left, whole), (factor, dimensions)
                raise misfit("*", *operands, mending.product(*operands))
            chain = [factor] if whole.scalar else [*chain, factor]
            whole = times(whole, dimensions)
        return whole

    def _quotient(self, numerator: Node, denominator: Node) -> Dimensions:
        whole, below = self.of(numerator), self.of(denominator)
        if below.scalar:
            return whole
        hint = None
        if whole == below or whole.scalar:
            hint = f"did you mean {written(Elementwise('./', numerator, denominator))}, entry by entry?"
        elif below.square and whole.columns == below.rows:
            hint = f"did you mean {written(Product((numerator, Call('inv', (denominator,)))))}?"
        raise misfit("/", (numerator, whole), (denominator, below), hint)

    def _power(self, base: Node, exponent: Node) -> Dimensions:
        whole = self.of(base)
        if exponent == Name("T") and "T" not in self.declared:
            hint = f"the transpose is written {written(Transpose(base))}"
            raise NameFault("T has no shape", hint=hint, span=exponent.span)
        above = self.of(exponent)
        if above.scalar and whole.square:
            return whole
        if base == Constant("e"):
            raise _exponential(exponent, above)
        hint = f"did you mean {written(Elementwise('.^', base, exponent))}, entry by entry?"
        raise misfit("^", (base, whole), (exponent, above), hint if above.scalar or above == whole else None)

    def _elementwise(self, operator: str, left: Node, right: Node) -> Dimensions:
        """Operands of one shape; a scalar goes with anything."""
        first, second = self.of(left), self.of(right)
        if second.scalar or first == second:
            return first
        if first.scalar:
            return second
        raise misfit(operator, (left, first), (right, second), mending.transposed_operand((right, second), first))

    def _array(self, items: tuple[Node, ...]) -> Dimensions:
        """A list of scalars is a column, a list of rows a matrix."""
        rows = [item.items if isinstance(item, Array) else (item,) for item in items]
        for entry in (entry for row in rows for entry in row):
            if isinstance(entry, Array) or not self.of(entry).scalar:
                raise ShapeFault(f"{written(entry)} is no number, as an entry of a list must be", span=entry.span)
        if len({len(row) for row in rows}) != 1:
            raise ShapeFault("the rows of a matrix have one length", span=items[0].span)
        return Dimensions(size(len(rows)), size(len(rows[0])))


def _exponential(exponent: Node, above: Dimensions) -> SymcalcError:
    """What e to a matrix may mean."""
    entrywise = written(Call("exp", (exponent,)))
    if above.square:
        message = f"e^{written(exponent)} may be meant entry by entry or as the exponential of a matrix"
        hint = f"{entrywise} is entry by entry; the exponential of a matrix is not in the language"
        return Ambiguous(message, hint=hint, span=exponent.span)
    return misfit("^", (Constant("e"), SCALAR), (exponent, above), f"did you mean {entrywise}, entry by entry?")


def times(left: Dimensions, right: Dimensions) -> Dimensions:
    """The shape of a product of two that fit."""
    if left.scalar:
        return right
    return left if right.scalar else Dimensions(left.rows, right.columns)


def misfit(operator: str, left: mending.Operand, right: mending.Operand, hint: str | None) -> ShapeFault:
    """The error that names the operator and both operands with their shapes."""
    message = f"{operator} does not fit: {written(left[0])} is {left[1]}, {written(right[0])} is {right[1]}"
    return ShapeFault(message, hint=hint, span=right[0].span)
