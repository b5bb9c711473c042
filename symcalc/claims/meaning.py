"""What a side of a claim means: forms and derivatives become trees, with a value exactly where there is one.

`grad f` is an array of derivatives, `diff(f, x)` the total derivative through the definitions, `partial(f, u)` that of
one node's formula with its arguments independent; derivatives at a point are asked of the same functions as the
commands ask.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Literal

from symcalc.build.arrays import written_out
from symcalc.claims import derivatives, forms
from symcalc.claims.context import Context
from symcalc.claims.exceptional.places import Closely
from symcalc.claims.side import NotDecided, Side
from symcalc.claims.smooth import Tidying, as_differentiated, is_smooth, where_defined
from symcalc.errors import Unsupported
from symcalc.imports import uncollected
from symcalc.syntax.functions import known
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Array, Call, Derivative, Form, Name, Node, free_parts, rewrite, substitute

if TYPE_CHECKING:
    from symcalc.claims.corners import Corners
    from symcalc.claims.formulas import Formulas


class Meaning:
    """Turns sides of claims into trees in the inputs of the context.

    With `closely`, derivatives are seen to where their formulas have no value; `tidying` says how they are written.
    `place` is the point of the form met last; `derived` says that formulas were met which may not hold at corners.
    """

    def __init__(
        self, context: Context, source: Source, closely: Closely | None = None, tidying: Tidying | None = None
    ) -> None:
        self.context = context
        self.source = source
        self.closely = closely
        self.tidying = tidying or Tidying()
        self.place: Mapping[str, Node] | None = None
        self.derived = False

    def side(self, node: Node) -> Side:
        """A side, expanded and written out; raises `NoValue`, `NotDecided`, and errors of what makes no sense."""
        self.place = None
        self.derived = False
        tree = written_out(self.expanded(node))
        _refuse_shaped(tree, self.context.definitions)
        return Side(tree, self.place, self.derived)

    def expanded(self, node: Node) -> Node:
        """The tree with forms, derivatives and definitions put in."""
        return self._resolved(self.context.composer.composed(self._meant(node)))

    def composed(self, operand: Node) -> Node:
        """An operand with definitions put in; single-step and inner derivatives are known here only."""
        try:
            return self._resolved(self.context.composer.composed(operand))
        except Unsupported:
            return self.expanded(operand)

    def _meant(self, node: Node) -> Node:
        """The tree with forms and derivatives replaced, the outermost first: what stands in one is its own affair."""
        if isinstance(node, Form):
            return forms.meant(node, self)
        if isinstance(node, Derivative):
            return derivatives.meant(node, self)
        if any(isinstance(part, (Form, Derivative)) for part in free_parts(node)):
            return node.map(self._meant)
        return node

    def _resolved(self, tree: Node) -> Node:
        """The tree with the derivatives taken that stood inside definitions."""

        def change(part: Node) -> Node:
            if isinstance(part, Derivative) and not isinstance(part.function, Name):
                return self.by(part.function, [v.name for v in part.variables if isinstance(v, Name)])
            return part

        return rewrite(tree, change)

    # -- derivatives -----------------------------------------------------------------------------------------------

    def by(self, function: Node, variables: Sequence[str]) -> Node:
        """The derivative by the first variable, then the next; of an array entry by entry."""
        if isinstance(function, Array):
            return Array(tuple(self.by(item, variables) for item in function.items), span=function.span)
        for variable in variables:
            function = self.partials(function, (variable,))[0]
        return function

    def partials(self, function: Node, variables: Sequence[str]) -> tuple[Node, ...]:
        """The derivatives of a composed scalar function, each with a value exactly where it exists."""
        if is_smooth(function, self.context.formal):
            formulas = self._smooth(function, variables)
            return tuple(where_defined(function, formula) for formula in formulas)
        settled = self._corners.untied(function)
        if settled is not function:
            return self.partials(settled, variables)
        self.derived = self.derived or bool(variables)
        found = self._corners.partials(function, variables)
        return found if self.closely is None else self._corners.completed(function, found, variables, self.closely)

    def _smooth(self, function: Node, variables: Sequence[str]) -> tuple[Node, ...]:
        """The formulas for the derivatives of a smooth function, tidied where that is wanted."""
        if self.tidying.wanted:
            return self._formulas(function, variables)
        self.tidying.left_out = True
        return as_differentiated(function, variables, self.context.formal)

    @cached_property
    def _formulas(self) -> Formulas:
        return _room("formulas").Formulas(self.context)  # type: ignore[no-any-return]

    @cached_property
    def _corners(self) -> Corners:
        return _room("corners").Corners(self.context, self.source)  # type: ignore[no-any-return]

    def partials_at(self, function: Node, variables: Sequence[str], at: Mapping[str, Node]) -> tuple[Node, ...]:
        """The derivatives of a composed scalar function at a point; raises `NotDecided` where one is not known."""
        meaning = self.near(at)
        return tuple(meaning.taken(slope, at) for slope in meaning.partials(function, variables))

    def without(self, names: Sequence[str]) -> Meaning:
        """The meaning of the same where some defined names are independent."""
        return Meaning(self.context.without(names), self.source, self.closely, self.tidying)

    def near(self, at: Mapping[str, Node]) -> Meaning:
        """The meaning of what is taken at a point, where derivatives are those of the function."""
        return Meaning(self.context, self.source, Closely((at,)), self.tidying)

    def taken(self, tree: Node, at: Mapping[str, Node]) -> Node:
        """A tree at a point; raises `NotDecided` where a derivative is not known there."""
        if self.closely is not None and any(s.value == "unknown" for place, s in self.closely.answers if place == at):
            raise NotDecided("whether the function is differentiable there was not decided")
        return substitute(tree, at)


@cache
def _room(name: Literal["corners", "formulas"]) -> ModuleType:
    """What differentiates by SymPy, loaded for the first function that is to be tidied, or is not smooth."""
    with uncollected():
        return import_module(f"symcalc.claims.{name}")


def _refuse_shaped(tree: Node, definitions: Mapping[str, object]) -> None:
    """Refuse functions of vectors and matrices of a number."""
    calls = (part for part in free_parts(tree) if isinstance(part, Call) and part.function not in definitions)
    for part in calls:
        function = known(part.function)
        if function is not None and function.shaped:
            hint = 'vectors and matrices are written out, or declared: --shape "x: n; A: m x n"'
            raise Unsupported(f"{part.function} is of vectors and matrices", hint=hint, span=part.span)
