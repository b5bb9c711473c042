"""From a function of matrices to its derivative as a tree, confirmed numerically."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symcalc.errors import RankFault, UsageFault
from symcalc.matrix import algebra
from symcalc.matrix.depth import bounded
from symcalc.matrix.derivative import Differentiation
from symcalc.matrix.emission import Emitter, NoMatrixForm
from symcalc.matrix.emission.links import cheaper
from symcalc.matrix.expansion import expanded, products
from symcalc.matrix.indices import Indexed
from symcalc.matrix.layout import Layout, Table, denominator, numerator, second
from symcalc.matrix.lowering import Lowering
from symcalc.matrix.positions import Index
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.simplify import simplified
from symcalc.matrix.size import Dimensions, numbered
from symcalc.matrix.trust import Trial, confirm
from symcalc.syntax.tree import Call, Elementwise, Negative, Node, Sum

#: Multiplying out is tried for that many products at most.
MOST_PRODUCTS = 24


@dataclass(frozen=True, slots=True)
class Answer:
    """A derivative: as a tree, as entries, its layout, and the states on the way.

    `working` is the tree in which large sizes are still names.
    """

    tree: Node
    working: Node
    entry: Indexed
    layout: Layout
    function: Indexed
    raw: Indexed

    @property
    def shape(self) -> Dimensions:
        """Rows and columns."""
        return self.layout.shape


@bounded
def derivative(function: Node, name: str, shapes: Shapes, *, numerators: bool = False) -> Answer:
    """The derivative of an expression by a name, both of any shape, compared with a numeric one.

    Raises `RankFault` where no product of matrices is the answer, `Unsupported` where a function has no derivative
    in the language, `DomainFault` where the expression has a value nowhere.

    >>> from symcalc.syntax import parse_expression, written
    >>> from symcalc.syntax.program import Shape
    >>> shapes = Shapes({"A": Shape("n", "n"), "x": Shape("n", 1)})
    >>> written(derivative(parse_expression("x'*A*x", shaped=True), "x", shapes).tree)
    "(A + A')*x"
    """
    dimensions, variable = shapes.of(function), shapes.declared_as(name)
    layout = (numerator if numerators else denominator)(dimensions, variable)
    entry = simplified(Lowering(shapes).entry(function, *layout.of))
    raw = _differentiated(entry, name, layout)
    found = _by_declared(simplified(raw), name, layout, shapes)
    tree = _tree(found, layout, shapes)
    confirm(Trial(function, name, tree, layout.along, shapes.declared))
    return Answer(numbered(tree), tree, found, layout, entry, raw)


@bounded
def second_derivative(first: Answer, name: str, shapes: Shapes) -> Answer:
    """The derivative of a gradient: [i, j] = d/dx_i (df/dy_j), compared with a numeric one of the gradient's tree."""
    layout = second(first.layout, shapes.declared_as(name))
    raw = _differentiated(first.entry, name, layout)
    found = _by_declared(simplified(raw), name, layout, shapes)
    tree = _tree(found, layout, shapes)
    confirm(Trial(first.working, name, tree, layout.along, shapes.declared))
    return Answer(numbered(tree), tree, found, layout, first.entry, raw)


def _differentiated(entry: Indexed, name: str, layout: Layout) -> Indexed:
    """The derivative as the rules give it."""
    return Differentiation(name, tuple(index for index in layout.by if index is not None)).of(entry)


def _by_declared(entry: Indexed, name: str, layout: Layout, shapes: Shapes) -> Indexed:
    """The symmetric part where the variable is a symmetric matrix."""
    declared = shapes.declared[name]
    return symmetrized(entry, layout.by) if declared.symmetric or declared.positive else entry


@bounded
def structured_derivative(function: Node, name: str, shapes: Shapes) -> Answer:
    """By the free entries of a symmetric matrix: 2G - G .* I, with G the symmetric part (Matrix Cookbook, 138).

    Raises `UsageFault` where the name is not declared symmetric, or the expression is no scalar.
    """
    declared = shapes.declared[name]
    if not (declared.symmetric or declared.positive) or not shapes.of(function).scalar:
        raise UsageFault("a structured derivative is that of a scalar by a symmetric matrix")
    answer = derivative(function, name, shapes)
    layout = answer.layout
    double = _tree(algebra.scaled(answer.entry, 2), layout, shapes)
    diagonal = Elementwise(".*", answer.working, Call("eye", (layout.shape.rows.tree(),)))
    terms = double.terms if isinstance(double, Sum) else (double,)
    tree = Sum((*terms, Negative(diagonal))) if answer.entry.terms else answer.working
    confirm(Trial(function, name, tree, _free_entries, shapes.declared))
    return Answer(numbered(tree), tree, answer.entry, layout, answer.function, answer.raw)


def _free_entries(answer: Table, direction: Table) -> list[Any]:
    """The derivative in a symmetric direction, from that by the entries on and below the diagonal."""
    pairs = ((row, column) for row in range(len(answer)) for column in range(row + 1))
    return [sum(answer[row][column] * direction[row][column] for row, column in pairs)]


def symmetrized(entry: Indexed, indices: tuple[Index | None, Index | None]) -> Indexed:
    """The symmetric part (G + G')/2: the only gradient by a symmetric matrix that is symmetric itself."""
    row, column = indices
    if row is None or column is None:
        return entry
    other = entry.rename({row: column, column: row})
    return simplified(algebra.scaled(algebra.add([other, entry]), Fraction(1, 2)))


def _tree(entry: Indexed, layout: Layout, shapes: Shapes) -> Node:
    """The shorter of the matrix forms of an entry as it is and multiplied out, where that cancels anything."""
    emitter = Emitter(shapes)
    try:
        tree = emitter.tree(entry, layout.row, layout.column)
    except NoMatrixForm:
        raise _no_matrix(layout) from None
    before = products(entry)
    if not 1 < before <= MOST_PRODUCTS:
        return tree
    flat = expanded(entry)
    return cheaper(tree, emitter.tree(flat, layout.row, layout.column)) if len(flat.terms) < before else tree


def _no_matrix(layout: Layout) -> RankFault:
    """What cannot be written with one row and one column."""
    message = f"the derivative has more than two indices, and as {layout.shape} it is no matrix expression"
    return RankFault(message, hint="give a cotangent: the backward pass keeps the shape of what it is taken by")
