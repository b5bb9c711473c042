"""Derivatives by SymPy's formulas, each with a value exactly where it exists, and at corners where that is asked."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.build import Scope, as_trees, build
from symcalc.calculus.derivatives.derivative import gradient_of
from symcalc.claims.context import Context
from symcalc.claims.exceptional.exploring import completed
from symcalc.claims.exceptional.places import Closely, Derived, on_switch
from symcalc.claims.exceptional.slopes import Slopes
from symcalc.claims.pointwise import pointwise
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Node


class Formulas:
    """Differentiates functions of the inputs of a context."""

    def __init__(self, context: Context, source: Source) -> None:
        self.context = context
        self.source = source
        self.scope = Scope.of(context.formal, context.assumptions).around()

    def partials(self, function: Node, variables: Sequence[str]) -> tuple[Node, ...]:
        """The partial derivatives, each with a value exactly where it exists and its formula holds.

        >>> from symcalc.syntax import parse_expression, written
        >>> found = Formulas(Context(), Source("")).partials(parse_expression("x abs(x)"), ["x"])
        >>> [written(partial) for partial in found]
        ['x*sign(x) + abs(x)']
        """
        formulas = self._differentiated(function, variables)
        return tuple(pointwise(function, formula, name) for formula, name in zip(formulas, variables, strict=True))

    def _differentiated(self, function: Node, variables: Sequence[str]) -> tuple[Node, ...]:
        """The formulas for the derivatives, whether they hold or not."""
        built = build(function, self.scope)
        return as_trees(gradient_of(built, [self.scope.symbol(name) for name in variables]))

    def completed(
        self, function: Node, partials: Sequence[Node], variables: Sequence[str], closely: Closely
    ) -> tuple[Node, ...]:
        """The partial derivatives with their values where the formulas have none; what is found there is noted."""
        return tuple(
            self._completed(function, partial, name, variables, closely)
            for partial, name in zip(partials, variables, strict=True)
        )

    def _completed(self, function: Node, formula: Node, name: str, variables: Sequence[str], closely: Closely) -> Node:
        slopes = Slopes(self.context, self.source, function, name, tuple(variables))
        derived = Derived(
            function,
            formula,
            name,
            lambda tree: self._differentiated(tree, (name,))[0],
            slopes,
            self.context.assumptions,
        )
        here = [dict(place) for place in closely.places if set(variables) <= set(place)]
        found = completed(derived, [place for place in here if on_switch(function, variables, place)])
        closely.doubts += found.doubts
        closely.answers += found.places
        return found.tree
