"""Where an answer holds: matrices that must be invertible, vectors that must not be zero, corners to keep away from."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symcalc.matrix.elementary import KINKED
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.signs import positive, positive_definite
from symcalc.syntax.tree import (
    Call,
    Elementwise,
    Negative,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    names,
    walk,
)

ZERO = Number(Fraction(0))


def conditions(function: Node, answer: Node, name: str, shapes: Shapes) -> tuple[Node, ...]:
    """What the answer needs besides a value of the function; invertible matrices are named though it needs them too.

    A vector or matrix condition `v != 0` says that not all entries are 0, `abs(x) > 0` that no entry is.

    >>> from symcalc.syntax import parse_expression, written
    >>> from symcalc.syntax.program import Shape
    >>> f, answer = (parse_expression(text, shaped=True) for text in ("norm(v)", "v/norm(v)"))
    >>> [written(each) for each in conditions(f, answer, "v", Shapes({"v": Shape("n", 1)}))]
    ['v != 0']
    """
    own = set(_divisors(function, shapes)) | set(_logarithms(function, shapes))
    found = list(_invertible(function, answer, shapes))
    found += [each for each in _divisors(answer, shapes) if each not in own]
    found += _kinks(function, name, shapes)
    return tuple(each for each in dict.fromkeys(found) if not _implied(each, found))


def _relation(left: Node, operator: str) -> Relation:
    return Relation((operator,), (left, ZERO))  # type: ignore[arg-type]


def _invertible(function: Node, answer: Node, shapes: Shapes) -> Iterator[Relation]:
    """Det != 0 for every inverse, det > 0 for every logarithm of one."""
    for part in (*walk(function), *walk(answer)):
        match part:
            case Call("logdet", (inside,)) | Call("log", (Call("det", (inside,)),)) if not positive_definite(
                inside, shapes
            ):
                yield _relation(Call("det", (inside,)), ">")
            case Call("inv", (inside,)) if not positive_definite(inside, shapes):
                yield _relation(Call("det", (inside,)), "!=")
            case Power(base, Negative()) if not shapes.of(base).scalar:
                yield from _determinant(base, "!=", shapes)


def _determinant(inside: Node, operator: str, shapes: Shapes) -> Iterator[Relation]:
    """A condition on a determinant, unless it holds by the form of the matrix."""
    if not positive_definite(inside, shapes):
        yield _relation(Call("det", (inside,)), operator)


def _divisors(node: Node, shapes: Shapes) -> Iterator[Relation]:
    """That no denominator is 0."""
    for part in walk(node):
        match part:
            case Quotient(_, below) | Elementwise("./", _, below):
                yield from nonzero(below, shapes)
            case Power(base, Negative()) if shapes.of(base).scalar:
                yield from nonzero(base, shapes)
            case Elementwise(".^", base, Negative()):
                yield from nonzero(base, shapes)


def _logarithms(node: Node, shapes: Shapes) -> Iterator[Relation]:
    """What a function that takes logarithms needs anyway: its arguments are not 0."""
    for part in walk(node):
        if isinstance(part, Call) and part.function in ("log", "log2", "log10"):
            yield from nonzero(part.arguments[0], shapes)


def nonzero(node: Node, shapes: Shapes) -> Iterator[Relation]:
    """That a denominator, or every entry of one, is not 0, in its simplest parts."""
    match node:
        case Product(factors) if sum(not shapes.of(factor).scalar for factor in factors) < 2:
            for factor in factors:
                yield from nonzero(factor, shapes)
        case Elementwise(".*", left, right):
            yield from nonzero(left, shapes)
            yield from nonzero(right, shapes)
        case Negative(operand) | Call("cbrt", (operand,)) | Call("abs", (operand,)):
            yield from nonzero(operand, shapes)
        case Power(base, _) | Elementwise(".^", base, _) if shapes.of(base) == shapes.of(node):
            yield from nonzero(base, shapes)
        case Call("norm", (inside,)):
            yield _relation(inside, "!=")
        case Call("sqrt", (inside,)) if not positive(inside, shapes):
            yield _relation(inside, ">")
        case _ if not positive(node, shapes):
            yield _relation(node, "!=") if shapes.of(node).scalar else _relation(Call("abs", (node,)), ">")


def _kinks(function: Node, name: str, shapes: Shapes) -> Iterator[Relation]:
    """That no argument of a function with a corner or a jump is there."""
    for part in walk(function):
        if not isinstance(part, Call) or name not in names(part):
            continue
        match part:
            case Call("norm1", (inside,)):
                yield from nonzero(inside, shapes)
            case Call("max" | "min", (first, second)):
                yield from nonzero(_difference(first, second), shapes)
            case Call("floor" | "ceil", (inside,)):
                yield Relation(("!=",), (part, inside))
            case Call(function_name, (inside,)) if function_name in KINKED:
                yield from nonzero(inside, shapes)


def _difference(first: Node, second: Node) -> Node:
    if ZERO in (first, second):
        return second if first == ZERO else first
    return Sum((first, Negative(second)))


def _implied(condition: Relation, others: list[Relation]) -> bool:
    """Whether det M != 0 follows from det M > 0."""
    return condition.operators == ("!=",) and Relation((">",), condition.operands) in others
