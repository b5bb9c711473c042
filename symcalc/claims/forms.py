"""What forms mean: gradients, Hessians, Jacobians and Taylor polynomials as arrays and trees, also at a point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from symcalc.build.arrays import written_out
from symcalc.claims.places import place_of
from symcalc.claims.smooth import is_smooth
from symcalc.errors import SymcalcError, Unsupported, UsageFault
from symcalc.imports import uncollected
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Array, Derivative, Form, Name, Node, Number, Sum, names, rewrite

if TYPE_CHECKING:
    from symcalc.claims.meaning import Meaning

Point = Mapping[str, Node]


def meant(form: Form, meaning: Meaning) -> Node:
    """A form as a tree in the inputs; raises `NoValue` and `NotDecided` where it stands at a point.

    Raises Unsupported for a form that stands alone on its side of a claim.
    """
    match form.name:
        case "grad":
            return _gradient(form, meaning)
        case "hessian":
            return _hessian(form, meaning)
        case "jacobian":
            return _jacobian(form, meaning)
        case "taylor":
            return _taylor(form, meaning)
        case "value":
            return _value(form, meaning)
    raise Unsupported(f"{form.name} stands alone on its side of a claim", span=form.span)


def _gradient(form: Form, meaning: Meaning) -> Node:
    function, variables = _operand(form, meaning)
    at = _place(form, variables, meaning)
    slopes = _slopes(_scalar(function, form), variables, at, meaning)
    return slopes[0] if len(variables) == 1 else Array(tuple(slopes), span=form.span)


def _hessian(form: Form, meaning: Meaning) -> Node:
    function, variables = _operand(form, meaning)
    at = _place(form, variables, meaning)
    rows: Sequence[Sequence[Node]]
    if at is None:
        rows = _second_derivatives(_scalar(function, form), variables, meaning)
    else:
        problem = _problem(_scalar(function, form), variables, at, meaning)
        if _needs_no_command(problem, meaning):
            near = meaning.near(at)
            rows = [[near.taken(entry, at) for entry in row] for row in _second_derivatives(function, variables, near)]
        else:
            rows = _answers().hessian_at(problem)
    return Array(tuple(Array(tuple(row)) for row in rows), span=form.span)


def _second_derivatives(function: Node, variables: Sequence[str], meaning: Meaning) -> list[tuple[Node, ...]]:
    columns = [meaning.partials(slope, variables) for slope in meaning.partials(function, variables)]
    return list(zip(*columns, strict=True))


def _jacobian(form: Form, meaning: Meaning) -> Node:
    function, variables = _operand(form, meaning)
    at = _place(form, variables, meaning)
    components = function.items if isinstance(function, Array) else (function,)
    near = meaning if at is None else meaning.near(at)
    rows = [Array(near.partials(component, variables)) for component in components]
    tree = Array(tuple(rows), span=form.span)
    return tree if at is None else near.taken(tree, at)


def _taylor(form: Form, meaning: Meaning) -> Node:
    function, variables = _operand(form, meaning)
    at = _place(form, variables, meaning)
    if at is None:
        raise UsageFault("a Taylor polynomial is about a point", hint="taylor f at (0, 0)", span=form.span)
    problem = _problem(_scalar(function, form), variables, at, meaning)
    polynomial: Node = _answers().polynomial_about(problem, _order(form))
    meaning.place = None  # the polynomial is a function again
    return polynomial


def _value(form: Form, meaning: Meaning) -> Node:
    """`E at p`; the derivative of a function at a point as the commands answer it."""
    operand = form.operands[0]
    at = _place(form, tuple(_inputs(operand, meaning)), meaning) or {}
    if isinstance(operand, Derivative) and operand.kind == "diff" and len(operand.variables) == 1 and at:
        slope = _slope_at(operand, at, meaning)
        if slope is not None:
            return slope
    near = meaning.near(at)
    return near.taken(written_out(near.expanded(operand)), at)


def _slope_at(operand: Derivative, at: Point, meaning: Meaning) -> Node | None:
    """The first derivative at a point, by the command's own function; None where that does not apply."""
    function = written_out(meaning.composed(operand.function))
    variable = operand.variables[0]
    apart = set(names(function)) - set(at)
    if not isinstance(variable, Name) or isinstance(function, Array) or variable.name not in at or apart:
        return None
    return _slopes(function, (variable.name,), at, meaning)[0]


def _slopes(function: Node, variables: tuple[str, ...], at: Point | None, meaning: Meaning) -> Sequence[Node]:
    """The partial derivatives of a scalar function, at a point as the command answers."""
    if at is None:
        return meaning.partials(function, variables)
    problem = _problem(function, variables, at, meaning)
    if _needs_no_command(problem, meaning):
        return meaning.partials_at(function, variables, at)
    slopes: Sequence[Node] = _answers().gradient_at(problem)
    return slopes


# -- operands and points -----------------------------------------------------------------------------------------------


def _operand(form: Form, meaning: Meaning) -> tuple[Node, tuple[str, ...]]:
    """The function of a form, composed, and its variables."""
    operand = form.operands[0]
    function = written_out(meaning.composed(operand))
    if form.variables:
        return function, tuple(variable.name for variable in form.variables if isinstance(variable, Name))
    return function, meaning.context.variables_of(operand, function)


def _place(form: Form, variables: tuple[str, ...], meaning: Meaning) -> Point | None:
    """The point of a form, its coordinates composed."""
    if form.at is None:
        return None
    meaning.place = {name: meaning.expanded(value) for name, value in place_of(form.at, variables).items()}
    return meaning.place


def _inputs(operand: Node, meaning: Meaning) -> list[str]:
    """The inputs of an expression before anything is differentiated: a derivative may have lost some."""

    def undone(part: Node) -> Node:
        if isinstance(part, Derivative):
            return Sum((part.function, *part.variables))
        return Sum((*part.operands, *part.variables)) if isinstance(part, Form) else part

    return meaning.context.names_of(meaning.context.composer.composed(rewrite(operand, undone)))


def _scalar(function: Node, form: Form) -> Node:
    if isinstance(function, Array):
        raise Unsupported(f"{form.name} of a vector is not known here", hint="use jacobian", span=form.span)
    return function


def _order(form: Form) -> int:
    if form.order is None:
        return 2
    if not isinstance(form.order, Number) or form.order.value.denominator != 1:
        raise UsageFault("an order is a whole number", span=form.order.span)
    return form.order.value.numerator


# -- the commands ------------------------------------------------------------------------------------------------------


def _problem(function: Node, variables: tuple[str, ...], at: Point, meaning: Meaning) -> Problem:
    return meaning.context.problem(function, variables, at, meaning.source, "f")


def _needs_no_command(problem: Problem, meaning: Meaning) -> bool:
    """Whether derivatives at a point are numbers that their trees give: of a smooth function, not to be tidied.

    Raises UsageFault for a point that contradicts an assumption, Unsupported for declared shapes.
    """
    point = problem.point or {}
    free = set(names(problem.function)).difference(point).union(*map(names, point.values()))
    if meaning.tidying.wanted or free or not is_smooth(problem.function, problem.formal):
        return False
    from symcalc.calculus.posed import posed  # noqa: PLC0415 (few claims are about a point)

    try:
        posed(problem)
    except SymcalcError as error:
        raise error.within(problem.source) from None
    return True


@cache
def _answers() -> ModuleType:
    """The commands' own answers, loaded for the first that is needed."""
    with uncollected():
        from symcalc.claims import answers  # noqa: PLC0415 (most claims need no SymPy)
    return answers
