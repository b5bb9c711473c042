"""Expressions that cannot be zero or negative by their form, and matrices that are positive definite by theirs."""

from __future__ import annotations

from symcalc.matrix.shapes import Shapes
from symcalc.syntax.tree import (
    Call,
    Constant,
    Elementwise,
    Name,
    Node,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Transpose,
)

#: Functions whose values are positive, and those whose values are not negative.
POSITIVE = frozenset({"exp", "sigmoid", "softplus", "cosh", "softmax", "ones", "sech"})
NOT_NEGATIVE = POSITIVE | {"abs", "norm", "norm1", "relu", "sqrt", "heaviside"}


def positive(node: Node, shapes: Shapes) -> bool:
    """Whether every entry is positive wherever it has a value.

    >>> from symcalc.syntax import parse_expression
    >>> from symcalc.syntax.program import Shape
    >>> positive(parse_expression("1 + norm(v)^2", shaped=True), Shapes({"v": Shape("n", 1)}))
    True
    """
    match node:
        case Number(value):
            return value > 0
        case Constant():
            return True
        case Name(name):
            return name not in shapes.declared
        case Call("sum" | "mean", (inside,)):
            return positive(inside, shapes)
        case Call("sqrt", (inside,)):
            return positive(inside, shapes)
        case Call("det", (inside,)):
            return positive_definite(inside, shapes)
        case Call(function):
            return function in POSITIVE
        case Sum(terms):
            return any(positive(term, shapes) for term in terms) and all(not_negative(term, shapes) for term in terms)
        case Product(factors):
            return _entries(node, shapes) and all(positive(factor, shapes) for factor in factors)
        case Quotient(left, right) | Elementwise(".*" | "./", left, right):
            return positive(left, shapes) and positive(right, shapes)
        case Power(base) | Elementwise(".^", base):
            return _entries(node, shapes) and positive(base, shapes)
        case Transpose(operand):
            return positive(operand, shapes)
    return False


def not_negative(node: Node, shapes: Shapes) -> bool:
    """Whether no entry is negative wherever it has a value."""
    if positive(node, shapes):
        return True
    match node:
        case Number(value):
            return value >= 0
        case Call("sum" | "mean" | "cbrt", (inside,)):
            return not_negative(inside, shapes)
        case Call(function):
            return function in NOT_NEGATIVE
        case Sum(terms):
            return all(not_negative(term, shapes) for term in terms)
        case Product(factors):
            return _entries(node, shapes) and all(not_negative(factor, shapes) for factor in factors)
        case Quotient(left, right) | Elementwise(".*" | "./", left, right):
            return not_negative(left, shapes) and not_negative(right, shapes)
        case Power(base, exponent) | Elementwise(".^", base, exponent):
            return not_negative(base, shapes) or (_entries(node, shapes) and _even(exponent))
    return False


def _entries(node: Node, shapes: Shapes) -> bool:
    """Whether the operation is one of entries, not a product or power of matrices."""
    if isinstance(node, Power):
        return shapes.of(node.base).scalar
    if isinstance(node, Product):
        return sum(not shapes.of(factor).scalar for factor in node.factors) <= 1
    return True


def _even(exponent: Node) -> bool:
    return isinstance(exponent, Number) and exponent.value % 2 == 0


def positive_definite(node: Node, shapes: Shapes) -> bool:
    """Whether a square matrix is positive definite by its form, and so has an inverse and a positive determinant."""
    match node:
        case Name(name):
            return name in shapes.declared and shapes.declared[name].positive
        case Call("eye"):
            return True
        case Call("inv", (inside,)):
            return positive_definite(inside, shapes)
        case Transpose(operand):
            return positive_definite(operand, shapes)
        case Call("diag", (inside,)):
            return positive(inside, shapes)
        case Sum(terms):
            definite = any(positive_definite(term, shapes) for term in terms)
            return definite and all(semidefinite(term, shapes) for term in terms)
        case Product(factors):
            return _multiple(factors, shapes, definite=True)
        case Quotient(above, below):
            return positive_definite(above, shapes) and positive(below, shapes)
    return shapes.of(node).scalar and positive(node, shapes)


def semidefinite(node: Node, shapes: Shapes) -> bool:
    """Whether a square matrix is positive semidefinite by its form: X'X, X'PX, x x', sums of them."""
    if positive_definite(node, shapes):
        return True
    match node:
        case Sum(terms):
            return all(semidefinite(term, shapes) for term in terms)
        case Product(factors):
            return _multiple(factors, shapes, definite=False) or _sandwich(factors, shapes)
        case Quotient(above, below):
            return semidefinite(above, shapes) and positive(below, shapes)
    return False


def _multiple(factors: tuple[Node, ...], shapes: Shapes, *, definite: bool) -> bool:
    """A positive number times a definite matrix, or a number that is not negative times a semidefinite one."""
    scalars = [factor for factor in factors if shapes.of(factor).scalar]
    rest = tuple(factor for factor in factors if not shapes.of(factor).scalar)
    if not scalars or not rest or not all((positive if definite else not_negative)(each, shapes) for each in scalars):
        return False
    whole = rest[0] if len(rest) == 1 else Product(rest)
    return (positive_definite if definite else semidefinite)(whole, shapes)


def _sandwich(factors: tuple[Node, ...], shapes: Shapes) -> bool:
    """X' M X with M semidefinite, or X' X."""
    half = len(factors) // 2
    pairs = zip(factors[:half], reversed(factors[len(factors) - half :]), strict=True)
    outside = all(_mirrored(left, right) for left, right in pairs)
    return outside and (len(factors) % 2 == 0 or semidefinite(factors[half], shapes))


def _mirrored(left: Node, right: Node) -> bool:
    return left == Transpose(right) or right == Transpose(left)
