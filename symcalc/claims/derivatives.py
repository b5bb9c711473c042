"""What derivatives mean through definitions: `diff(f, x)` total, `partial(f, u)` of one formula, `diff(f, x)(a)`.

`∂f/∂u` and `f'` are of the function f: through every function that it calls, its arguments independent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symcalc.build.arrays import written_out
from symcalc.claims.round import arguments
from symcalc.errors import Unsupported
from symcalc.syntax.tree import Derivative, Name, Node, integer, names

if TYPE_CHECKING:
    from symcalc.claims.meaning import Meaning


def meant(part: Derivative, meaning: Meaning) -> Node:
    """A derivative as a tree in the inputs.

    Raises Unsupported for a single-step derivative of what has no name, and for arguments of what has no head.
    """
    variables = [variable.name for variable in part.variables if isinstance(variable, Name)]
    if part.kind == "partial":
        return _single_step(part, variables, meaning)
    if part.point is not None:
        return _at_arguments(part, variables, meaning)
    if part.kind == "round":
        return _of_function(part, variables, meaning)
    inner = [name for name in variables if name in meaning.context.definitions]
    return _by(part.function, variables, meaning, inner)


def _of_function(part: Derivative, variables: Sequence[str], meaning: Meaning) -> Node:
    """The derivative of a function: its arguments independent, all that its formula uses besides them put in."""
    definitions = meaning.context.definitions
    definition = definitions[part.function.name] if isinstance(part.function, Name) else None
    if definition is None or definition.body is None:
        raise Unsupported("∂ is of a function with a formula here", hint="use diff", span=part.span)
    independent = arguments(definition, frozenset(variables), definitions)
    return _by(definition.body, variables, meaning, sorted(independent & definitions.keys()))


def _by(function: Node, variables: Sequence[str], meaning: Meaning, independent: Sequence[str]) -> Node:
    """The derivative of a function with definitions put in, but for the names that are independent."""
    outer = meaning.without(independent) if independent else meaning
    tree = outer.by(written_out(outer.expanded(function)), variables)
    meaning.derived = meaning.derived or outer.derived
    return tree


def _single_step(part: Derivative, variables: Sequence[str], meaning: Meaning) -> Node:
    """The derivative of one node's formula, its arguments independent."""
    context = meaning.context
    if not isinstance(part.function, Name) or part.function.name not in context.definitions:
        raise Unsupported("partial is the single-step derivative of a defined name", hint="use diff", span=part.span)
    name = part.function.name
    formula = context.network.formula(name)
    if formula is not None:
        return meaning.by(formula, variables)
    parameters = context.definitions[name].parameters or ()
    if not set(variables) <= set(parameters):
        return integer(0)
    at = tuple(context.composer.value(parameter) for parameter in parameters)
    return Derivative("diff", part.function, part.variables, at, span=part.span)


def _at_arguments(part: Derivative, variables: Sequence[str], meaning: Meaning) -> Node:
    """`diff(f, x)(a)`: the derivative of the function with its arguments put in afterwards."""
    context = meaning.context
    definition = context.definitions.get(part.function.name) if isinstance(part.function, Name) else None
    if definition is None or definition.parameters is None or part.point is None:
        raise Unsupported("a derivative at arguments is of a function with a head", span=part.span)
    if definition.body is None:
        return part
    at = dict(zip(definition.parameters, part.point, strict=True))
    own = context.without(definition.parameters).composer.composed(definition.body)
    point = {name: meaning.expanded(value) for name, value in at.items()}
    there = meaning if any(names(value) for value in point.values()) else meaning.near(point)
    return there.taken(there.by(own, variables), point)
