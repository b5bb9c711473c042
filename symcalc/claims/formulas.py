"""Derivatives as SymPy's formulas, like terms collected and in the order in which a person writes them."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.build import Scope, as_trees, build
from symcalc.calculus.derivatives.derivative import gradient_of
from symcalc.claims.context import Context
from symcalc.syntax.tree import Node


class Formulas:
    """Differentiates functions of the inputs of a context.

    What is assumed is known of the names only as far as it holds around each point: a derivative is a limit, and of an
    integer, or at the edge x >= 0, the function has to be looked at beside the point.
    """

    def __init__(self, context: Context) -> None:
        self.scope = Scope.of(context.formal, context.assumptions).around()

    def __call__(self, function: Node, variables: Sequence[str]) -> tuple[Node, ...]:
        """The formulas for the partial derivatives; at corners they need not hold.

        Raises DomainFault where an operation on numbers has no value, Unsupported where the language has no formula.

        >>> from symcalc.syntax import parse_expression, written
        >>> [written(formula) for formula in Formulas(Context())(parse_expression("x^2 y"), ["x", "y"])]
        ['2*x*y', 'x**2']
        """
        built = build(function, self.scope)
        return as_trees(gradient_of(built, [self.scope.symbol(name) for name in variables]))
