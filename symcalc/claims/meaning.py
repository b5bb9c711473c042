"""What a side of a claim means: forms and derivatives become trees, with a value exactly where there is one.

`grad f` is an array of derivatives, `diff(f, x)` the total derivative through the definitions, `partial(f, u)` that of
one node's formula with its arguments independent; derivatives at a point are asked of the same functions as the
commands ask.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from symcalc.build import Scope, as_tree, as_trees, build
from symcalc.build.arrays import written_out
from symcalc.calculus.derivatives.derivative import gradient_of
from symcalc.calculus.expansion.taylor import taylor
from symcalc.calculus.gradient import gradient
from symcalc.calculus.hessian import hessian
from symcalc.calculus.pointwise.analytic import is_analytic
from symcalc.claims.context import Context
from symcalc.claims.exceptional.exploring import completed
from symcalc.claims.exceptional.places import Answered, Derived, Doubt, on_switch
from symcalc.claims.exceptional.slopes import Slopes
from symcalc.claims.places import place_of
from symcalc.claims.pointwise import pointwise
from symcalc.errors import DomainFault, Nondifferentiable, SymcalcError, Unsupported, UsageFault
from symcalc.record import record
from symcalc.syntax.functions import known
from symcalc.syntax.source import Source
from symcalc.syntax.tree import (
    Array,
    Call,
    Derivative,
    Form,
    Name,
    Node,
    Number,
    Sum,
    free_parts,
    integer,
    names,
    rewrite,
    substitute,
)


class NoValue(Exception):
    """A side that has no value at the point it is taken at."""

    def __init__(self, point: Mapping[str, Node], reason: str) -> None:
        super().__init__(reason)
        self.point = point
        self.reason = reason


class NotDecided(Exception):
    """Whether a side has a value, or which, could not be decided."""


@dataclass
class Closely:
    """Asks for derivatives to be seen to where their formulas have no value, and at `places`.

    What was answered for such places is kept, and where doubts are left.
    """

    places: tuple[Mapping[str, Node], ...] = ()
    answers: list[Answered] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


@record
class Side:
    """A side of a claim as a scalar or an array, and the point it is taken at, where the form names one.

    `derived` says that formulas of derivatives stand in it.
    """

    tree: Node
    point: Mapping[str, Node] | None = None
    derived: bool = False


class Meaning:
    """Turns sides of claims into trees in the inputs of the context."""

    def __init__(self, context: Context, source: Source, closely: Closely | None = None) -> None:
        self.context = context
        self.source = source
        self.closely = closely
        self.scope = Scope.of(context.formal, context.assumptions)
        self._point: Mapping[str, Node] | None = None
        self.derived = False

    def side(self, node: Node) -> Side:
        """A side, expanded and written out; raises `NoValue`, `NotDecided`, and errors of what makes no sense."""
        self._point = None
        self.derived = False
        tree = written_out(self.expanded(node))
        _refuse_shaped(tree, self.context.definitions)
        return Side(tree, self._point, self.derived)

    def expanded(self, node: Node) -> Node:
        """The tree with forms, derivatives and definitions put in."""
        return self._resolved(self.context.composer.composed(self._meant(node)))

    def _meant(self, node: Node) -> Node:
        """The tree with forms and derivatives replaced, the outermost first: what stands in one is its own affair."""
        if isinstance(node, Form):
            return self._form(node)
        if isinstance(node, Derivative):
            return self._derivative(node)
        if any(isinstance(part, (Form, Derivative)) for part in free_parts(node)):
            return node.map(self._meant)
        return node

    def _resolved(self, tree: Node) -> Node:
        """The tree with the derivatives taken that stood inside definitions."""

        def change(part: Node) -> Node:
            if isinstance(part, Derivative) and not isinstance(part.function, Name):
                return self._by(part.function, [v.name for v in part.variables if isinstance(v, Name)])
            return part

        return rewrite(tree, change)

    # -- derivatives -----------------------------------------------------------------------------------------------

    def _by(self, function: Node, variables: Sequence[str]) -> Node:
        """The derivative by the first variable, then the next; of an array entry by entry."""
        if isinstance(function, Array):
            return Array(tuple(self._by(item, variables) for item in function.items), span=function.span)
        for variable in variables:
            function = self.partials(function, (variable,))[0]
        return function

    def partials(self, function: Node, variables: Sequence[str]) -> tuple[Node, ...]:
        """The derivatives of a composed scalar function, each with a value exactly where it exists."""
        built = build(function, self.scope)
        formulas = as_trees(gradient_of(built, [self.scope.symbol(name) for name in variables]))
        found = tuple(pointwise(function, formula, name) for formula, name in zip(formulas, variables, strict=True))
        self.derived = self.derived or bool(found)
        if self.closely is None or is_analytic(function, frozenset(self.context.formal)):
            return found
        return tuple(
            self._completed(function, one, name, variables) for one, name in zip(found, variables, strict=True)
        )

    def partials_at(self, function: Node, variables: Sequence[str], at: Mapping[str, Node]) -> tuple[Node, ...]:
        """The derivatives of a composed scalar function at a point; raises `NotDecided` where one is not known."""
        meaning = self._near(at)
        return tuple(meaning.taken(slope, at) for slope in meaning.partials(function, variables))

    def _completed(self, function: Node, formula: Node, name: str, variables: Sequence[str]) -> Node:
        """A derivative with its values where the formula has none."""
        assert self.closely is not None  # noqa: S101 (asked for where this is called)
        slopes = Slopes(self.context, self.source, function, name, tuple(variables))
        derived = Derived(function, formula, name, self._slope_of(name), slopes, self.context.assumptions)
        here = [dict(place) for place in self.closely.places if set(variables) <= set(place)]
        found = completed(derived, [place for place in here if on_switch(function, variables, place)])
        self.closely.doubts += found.doubts
        self.closely.answers += found.places
        return found.tree

    def _slope_of(self, name: str) -> Callable[[Node], Node]:
        """What differentiates an expression by a name."""

        def slope(tree: Node) -> Node:
            return as_trees(gradient_of(build(tree, self.scope), [self.scope.symbol(name)]))[0]

        return slope

    def _derivative(self, part: Derivative) -> Node:
        variables = [variable.name for variable in part.variables if isinstance(variable, Name)]
        if part.kind == "partial":
            return self._single_step(part, variables)
        if part.point is not None:
            return self._at_arguments(part, variables)
        inner = [name for name in variables if name in self.context.definitions]
        outer = Meaning(self.context.without(inner), self.source, self.closely) if inner else self
        return outer._by(written_out(outer.expanded(part.function)), variables)  # noqa: SLF001 (the same class)

    def _single_step(self, part: Derivative, variables: list[str]) -> Node:
        """The derivative of one node's formula, its arguments independent."""
        if not isinstance(part.function, Name) or part.function.name not in self.context.definitions:
            raise Unsupported(
                "partial is the single-step derivative of a defined name", hint="use diff", span=part.span
            )
        name = part.function.name
        definition = self.context.definitions[name]
        formula = self.context.network.formula(name)
        if formula is not None:
            return self._by(formula, variables)
        parameters = definition.parameters or ()
        if not set(variables) <= set(parameters):
            return integer(0)
        at = tuple(self.context.composer.value(parameter) for parameter in parameters)
        return Derivative("diff", part.function, part.variables, at, span=part.span)

    def _at_arguments(self, part: Derivative, variables: list[str]) -> Node:
        """`diff(f, x)(a)`: the derivative of the function with its arguments put in afterwards."""
        definition = self.context.definitions.get(part.function.name) if isinstance(part.function, Name) else None
        if definition is None or definition.parameters is None or part.point is None:
            raise Unsupported("a derivative at arguments is of a function with a head", span=part.span)
        if definition.body is None:
            return part
        at = dict(zip(definition.parameters, part.point, strict=True))
        own = self.context.without(definition.parameters).composer.composed(definition.body)
        point = {name: self.expanded(value) for name, value in at.items()}
        meaning = self if any(names(value) for value in point.values()) else self._near(point)
        return meaning.taken(meaning._by(own, variables), point)  # noqa: SLF001 (the same class)

    # -- forms -----------------------------------------------------------------------------------------------------

    def _form(self, form: Form) -> Node:
        match form.name:
            case "grad":
                return self._grad(form)
            case "hessian":
                return self._hessian(form)
            case "jacobian":
                return self._jacobian(form)
            case "taylor":
                return self._taylor(form)
            case "value":
                return self._value(form)
        raise Unsupported(f"{form.name} stands alone on its side of a claim", span=form.span)

    def _operand(self, form: Form) -> tuple[Node, tuple[str, ...]]:
        """The function of a form, composed, and its variables."""
        operand = form.operands[0]
        function = written_out(self._composed(operand))
        if form.variables:
            return function, tuple(variable.name for variable in form.variables if isinstance(variable, Name))
        return function, self.context.variables_of(operand, function)

    def _composed(self, operand: Node) -> Node:
        """An operand with definitions put in; single-step and inner derivatives are known here only."""
        try:
            return self._resolved(self.context.composer.composed(operand))
        except Unsupported:
            return self.expanded(operand)

    def _place(self, form: Form, variables: tuple[str, ...]) -> Mapping[str, Node] | None:
        """The point of a form, its coordinates composed."""
        if form.at is None:
            return None
        self._point = {name: self.expanded(value) for name, value in place_of(form.at, variables).items()}
        return self._point

    def _grad(self, form: Form) -> Node:
        function, variables = self._operand(form)
        at = self._place(form, variables)
        if at is None:
            found: Sequence[Node] = self.partials(self._scalar(function, form), variables)
        else:
            problem = self.context.problem(self._scalar(function, form), variables, at, self.source, "f")
            found = _known(self._asked(at, lambda: gradient(problem).at).gradient)
        return found[0] if len(variables) == 1 else Array(tuple(found), span=form.span)

    def _hessian(self, form: Form) -> Node:
        function, variables = self._operand(form)
        at = self._place(form, variables)
        if at is None:
            slopes = self.partials(self._scalar(function, form), variables)
            rows: Sequence[Sequence[Node]] = tuple(zip(*(self.partials(s, variables) for s in slopes), strict=True))
        else:
            problem = self.context.problem(self._scalar(function, form), variables, at, self.source, "f")
            rows = [_known(row) for row in self._asked(at, lambda: hessian(problem).at).hessian]
        return Array(tuple(Array(tuple(row)) for row in rows), span=form.span)

    def _jacobian(self, form: Form) -> Node:
        function, variables = self._operand(form)
        at = self._place(form, variables)
        components = function.items if isinstance(function, Array) else (function,)
        meaning = self if at is None else self._near(at)
        rows = [Array(meaning.partials(component, variables)) for component in components]
        tree = Array(tuple(rows), span=form.span)
        return tree if at is None else meaning.taken(tree, at)

    def _taylor(self, form: Form) -> Node:
        function, variables = self._operand(form)
        at = self._place(form, variables)
        if at is None:
            raise UsageFault("a Taylor polynomial is about a point", hint="taylor f at (0, 0)", span=form.span)
        problem = self.context.problem(self._scalar(function, form), variables, at, self.source, "f")
        found = self._asked(at, lambda: taylor(problem, order=_order(form)))
        self._point = None  # the polynomial is a function again
        if found.polynomial == "unknown":
            raise NotDecided(found.note or "whether there is such a polynomial was not decided")
        tree: Node = found.polynomial
        return tree

    def _value(self, form: Form) -> Node:
        """`E at p`; the derivative of a function at a point as the commands answer it."""
        operand = form.operands[0]
        at = self._place(form, tuple(self._inputs(operand))) or {}
        if isinstance(operand, Derivative) and operand.kind != "partial" and len(operand.variables) == 1 and at:
            slope = self._slope_at(operand, at)
            if slope is not None:
                return slope
        meaning = self._near(at)
        return meaning.taken(written_out(meaning.expanded(operand)), at)

    def _near(self, at: Mapping[str, Node]) -> Meaning:
        """The meaning of what is taken at a point, where derivatives are those of the function."""
        return Meaning(self.context, self.source, Closely((at,)))

    def taken(self, tree: Node, at: Mapping[str, Node]) -> Node:
        """A tree at a point; raises `NotDecided` where a derivative is not known there."""
        if self.closely is not None and any(s.value == "unknown" for place, s in self.closely.answers if place == at):
            raise NotDecided("whether the function is differentiable there was not decided")
        return substitute(tree, at)

    def _inputs(self, operand: Node) -> list[str]:
        """The inputs of an expression before anything is differentiated: a derivative may have lost some."""

        def undone(part: Node) -> Node:
            if isinstance(part, Derivative):
                return Sum((part.function, *part.variables))
            return Sum((*part.operands, *part.variables)) if isinstance(part, Form) else part

        return self.context.names_of(self.context.composer.composed(rewrite(operand, undone)))

    def _slope_at(self, operand: Derivative, at: Mapping[str, Node]) -> Node | None:
        """The first derivative at a point, by the command's own function; None where that does not apply."""
        function = written_out(self._composed(operand.function))
        variable = operand.variables[0]
        apart = set(names(function)) - set(at)
        if not isinstance(variable, Name) or isinstance(function, Array) or variable.name not in at or apart:
            return None
        problem = self.context.problem(function, (variable.name,), at, self.source, "f")
        return _known(self._asked(at, lambda: gradient(problem).at).gradient)[0]

    def _scalar(self, function: Node, form: Form) -> Node:
        if isinstance(function, Array):
            raise Unsupported(f"{form.name} of a vector is not known here", hint="use jacobian", span=form.span)
        return function

    def _asked(self, at: Mapping[str, Node], ask: Any) -> Any:
        """What a command's function answers; no value where it says that there is none."""
        try:
            return ask()
        except (DomainFault, Nondifferentiable) as error:
            raise NoValue(at, error.message) from None
        except SymcalcError as error:
            raise error.within(self.source) from None


def _refuse_shaped(tree: Node, definitions: Mapping[str, object]) -> None:
    """Refuse functions of vectors and matrices of a number."""
    calls = (part for part in free_parts(tree) if isinstance(part, Call) and part.function not in definitions)
    for part in calls:
        function = known(part.function)
        if function is not None and function.shaped:
            hint = 'vectors and matrices are written out, or declared: --shape "x: n; A: m x n"'
            raise Unsupported(f"{part.function} is of vectors and matrices", hint=hint, span=part.span)


def _known(values: Sequence[Any]) -> list[Node]:
    """Answers as trees.

    Raises `NotDecided` where one is "unknown".
    """
    if any(isinstance(value, str) for value in values):
        raise NotDecided("whether the function is differentiable there was not decided")
    return [as_tree(value) for value in values]


def _order(form: Form) -> int:
    if form.order is None:
        return 2
    if not isinstance(form.order, Number) or form.order.value.denominator != 1:
        raise UsageFault("an order is a whole number", span=form.order.span)
    return form.order.value.numerator
