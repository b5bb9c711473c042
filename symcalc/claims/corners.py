"""Derivatives of functions that may have corners or edges: a value where there is one, closely where that is asked."""

from __future__ import annotations

from collections.abc import Sequence

from symcalc.calculus.ties import untied
from symcalc.claims.context import Context
from symcalc.claims.exceptional.exploring import completed
from symcalc.claims.exceptional.places import Closely, Derived, on_switch
from symcalc.claims.exceptional.slopes import Slopes
from symcalc.claims.formulas import Formulas
from symcalc.claims.pointwise import pointwise
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Node


class Corners:
    """Differentiates functions of the inputs of a context, which need not be smooth."""

    def __init__(self, context: Context, source: Source) -> None:
        self.context = context
        self.source = source
        self.formulas = Formulas(context)

    def untied(self, function: Node) -> Node:
        """The function with the switches settled that are ties everywhere: there it has no corner."""
        return untied(function, self.context.assumptions, self.context.formal)

    def partials(self, function: Node, variables: Sequence[str]) -> tuple[Node, ...]:
        """The partial derivatives, each with a value exactly where it exists and its formula holds.

        >>> from symcalc.syntax import parse_expression, written
        >>> found = Corners(Context(), Source("")).partials(parse_expression("x abs(x)"), ["x"])
        >>> [written(partial) for partial in found]
        ['x*sign(x) + abs(x)']
        """
        formulas = self.formulas(function, variables)
        return tuple(pointwise(function, formula, name) for formula, name in zip(formulas, variables, strict=True))

    def completed(
        self, function: Node, partials: Sequence[Node], variables: Sequence[str], closely: Closely
    ) -> tuple[Node, ...]:
        """The partial derivatives with their values where the formulas have none; what is found there is noted."""
        asked = zip(partials, variables, strict=True)
        return tuple(self._completed(function, partial, name, variables, closely) for partial, name in asked)

    def _completed(self, function: Node, partial: Node, name: str, variables: Sequence[str], closely: Closely) -> Node:
        slopes = Slopes(self.context, self.source, function, name, tuple(variables))
        derived = Derived(
            function, partial, name, lambda tree: self.formulas(tree, (name,))[0], slopes, self.context.assumptions
        )
        here = [dict(place) for place in closely.places if set(variables) <= set(place)]
        found = completed(derived, [place for place in here if on_switch(function, variables, place)])
        closely.doubts += found.doubts
        closely.answers += found.places
        return found.tree
