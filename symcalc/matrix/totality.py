"""Expressions that have a value whatever their matrices are."""

from __future__ import annotations

from symcalc.matrix.elementary import ELEMENTWISE
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.signs import not_negative, positive, positive_definite
from symcalc.syntax.tree import (
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

#: Elementwise functions with poles, or with values on a part of the line only.
PARTIAL = frozenset(
    {"log", "log2", "log10", "sqrt", "tan", "cot", "sec", "csc", "coth", "csch", "atanh", "acosh", "acoth", "asec"}
    | {"acsc", "asech", "acsch", "asin", "acos", "gamma", "digamma", "polygamma", "factorial", "beta", "binomial"}
    | {"atan2", "besselj"}
)
TOTAL = frozenset(set(ELEMENTWISE) - PARTIAL) | {"tr", "det", "norm", "norm1", "sum", "mean", "logsumexp", "softmax"}
TOTAL |= {"dot", "diag", "vec", "kron", "eye", "ones"}


def everywhere(node: Node, shapes: Shapes) -> bool:
    """Whether an expression has a value for all matrices of the declared shapes, by its form; False: perhaps not.

    >>> from symcalc.syntax import parse_expression
    >>> from symcalc.syntax.program import Shape
    >>> known = Shapes({"x": Shape("n", 1)})
    >>> [everywhere(parse_expression(text, shaped=True), known) for text in ("x/(1 + norm(x))", "x/norm(x)")]
    [True, False]
    """
    match node:
        case Number() | Constant() | Name():
            return True
        case Sum() | Product() | Negative() | Transpose():
            own = True
        case Quotient(_, below) | Elementwise("./", _, below):
            own = positive(below, shapes)
        case Power(base, exponent):
            own = _whole(exponent) or (shapes.of(base).scalar and positive(base, shapes))
        case Elementwise(".^", base, exponent):
            own = _whole(exponent) or positive(base, shapes)
        case Elementwise():
            own = True
        case Call(function, arguments):
            own = function in TOTAL or _holds(function, arguments, shapes)
        case _:
            return False
    return own and all(everywhere(part, shapes) for part in node.children())


def _whole(exponent: Node) -> bool:
    """Whether an exponent is a positive whole number."""
    return isinstance(exponent, Number) and exponent.value.denominator == 1 and exponent.value > 0


def _holds(function: str, arguments: tuple[Node, ...], shapes: Shapes) -> bool:
    """Whether a partial function has a value at all values of its argument."""
    inside = arguments[0]
    if function in ("inv", "logdet"):
        return positive_definite(inside, shapes)
    if function in ("log", "log2", "log10") and len(arguments) == 1:
        return positive(inside, shapes)
    return function == "sqrt" and not_negative(inside, shapes)
