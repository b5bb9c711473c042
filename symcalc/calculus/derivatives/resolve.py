"""Derivatives that are written inside an expression, `x + diff(x^2, x)`, are taken before it is built."""

from __future__ import annotations

from symcalc.build import Scope, as_tree, build
from symcalc.calculus.derivatives.derivative import derivative_of
from symcalc.errors import Unsupported
from symcalc.syntax.tree import Derivative, Name, Node, rewrite


def resolved(node: Node, scope: Scope) -> Node:
    """The tree with every derivative taken, but those of functions without a formula.

    Raises Unsupported for a derivative of an expression at a point, which the language has no words for.

    >>> from symcalc.syntax import parse_expression, written
    >>> x = Name("x")
    >>> written(resolved(Derivative("diff", parse_expression("x^3"), (x, x)), Scope()))
    '6*x'
    """

    def change(part: Node) -> Node:
        if isinstance(part, Derivative) and not isinstance(part.function, Name):
            return _taken(part, scope)
        return part

    return rewrite(node, change)


def _taken(part: Derivative, scope: Scope) -> Node:
    if part.point is not None:
        raise Unsupported("a derivative of an expression is taken at its own variables", span=part.span)
    variables = [scope.symbol(variable.name) for variable in part.variables if isinstance(variable, Name)]
    return as_tree(derivative_of(build(part.function, scope), *variables))
