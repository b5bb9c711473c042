"""What a text that was read asks for: the function meant, its variables in order, the point, the assumptions.

A mistake in the text itself is told before any of this is loaded.
"""

from __future__ import annotations

from collections.abc import Mapping

from symcalc.errors import NetworkFault, UsageFault
from symcalc.syntax.compose import Composer, inputs
from symcalc.syntax.consistency import check_consistent
from symcalc.syntax.declarations import parse_conditions
from symcalc.syntax.names import canonical, natural_order
from symcalc.syntax.network import Network, network, output_of, step_meant, unknown_output, unused_name
from symcalc.syntax.points import parse_point
from symcalc.syntax.problem import PosedNetwork, Problem
from symcalc.syntax.program import Program, Shape
from symcalc.syntax.reading import as_source, end_of
from symcalc.syntax.scope import unknown_name
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Call, Name, Node, Span, names


def function_asked(
    program: Program,
    asked: tuple[str, ...] | None,
    at: str | Source | Mapping[str, Node] | None,
    assume: str | Source | None,
    of: str | None,
) -> Problem:
    """The function that a program means or that `of` names, composed, with all that the options say of it."""
    assumptions = _assumptions(program, assume)
    composer = Composer(program.definitions)
    name, function = _function(program, composer, of)
    formal = {key: d.parameters or () for key, d in composer.known.items() if d.body is None}
    found = inputs(function, formal)
    dimensions = dimensions_of(program.shapes)
    own = _own_order(name, program, composer, of)
    variables = _variables(asked, own, [name for name in found if name not in dimensions], found)
    parameters = tuple(sorted(set(found).difference(variables), key=natural_order))
    point = point_of(at, variables, parameters)
    return Problem(program, function, name, variables, parameters, formal, point, assumptions, program.shapes)


def network_asked(
    program: Program,
    asked: tuple[str, ...] | None,
    at: str | Source | Mapping[str, Node] | None,
    assume: str | Source | None,
    of: str | None,
) -> PosedNetwork:
    """The network that a program is, not composed, with all that the options say of it."""
    found = network(program, of)
    variables = _network_variables(asked, found)
    return PosedNetwork(program, found, variables, _values(at, found), _assumptions(program, assume))


def _network_variables(asked: tuple[str, ...] | None, found: Network) -> tuple[str, ...]:
    if asked is None:
        return found.variables
    for name in asked:
        if name not in found.inputs and name not in found.steps:
            hint = unknown_name(name, (*found.inputs, *found.steps)).hint
            raise NetworkFault(f"there is no '{name}' in the network", hint=hint, reason="wrt_not_in_network")
    return asked


def _values(at: str | Source | Mapping[str, Node] | None, found: Network) -> dict[str, Node] | None:
    """The values of all inputs that the output depends on."""
    if at is None:
        return None
    others = tuple(name for name in found.inputs if name not in found.variables)
    point = dict(at) if isinstance(at, Mapping) else parse_point(at, found.variables, others)
    missing = [name for name in found.variables if name not in point]
    if missing:
        raise NetworkFault(f"the value of {', '.join(missing)} is missing", reason="missing_value")
    return point


def _assumptions(program: Program, assume: str | Source | None) -> tuple[Node, ...]:
    check_consistent(program.assumptions)
    if assume is None:
        return program.assumptions
    source = as_source(assume, "--assume")
    assumptions = (*program.assumptions, *parse_conditions(source))
    try:
        check_consistent(assumptions)
    except UsageFault as error:
        raise error.within(source) from None
    return assumptions


def _function(program: Program, composer: Composer, of: str | None) -> tuple[str, Node]:
    """The name of the function meant, and its composed formula."""
    if of is not None:
        name = canonical(of)
        if name not in composer.known:
            raise unknown_output(of, composer.known, program.source)
        return name, composer.value(name)
    if program.expression is not None:
        function = composer.composed(program.expression)
        return step_meant(program) or unused_name(_names_in(program, function)), function
    if not program.definitions:
        raise NetworkFault("there is no function", reason="empty", span=end_of(program.source))
    name = output_of(program, program.definitions)
    return name, composer.value(name)


def _names_in(program: Program, function: Node) -> set[str]:
    """The names that have a meaning in a text whose expression is composed."""
    return names(function).union(program.shapes, (definition.name for definition in program.definitions))


def _own_order(name: str, program: Program, composer: Composer, of: str | None) -> tuple[str, ...] | None:
    """The arguments of the head of the function meant, where they are all inputs."""
    expression = program.expression if of is None else None
    if isinstance(expression, Call) and all(isinstance(argument, Name) for argument in expression.arguments):
        name = expression.function
    elif expression is not None and not isinstance(expression, Name):
        return None
    definition = composer.known.get(name)
    if definition is None or definition.parameters is None:
        return None
    if isinstance(expression, Call) and expression.arguments != tuple(map(Name, definition.parameters)):
        return None
    return None if any(parameter in composer.known for parameter in definition.parameters) else definition.parameters


def _variables(
    asked: tuple[str, ...] | None, own: tuple[str, ...] | None, free: list[str], found: list[str]
) -> tuple[str, ...]:
    if asked is not None:
        for name in asked:
            if name not in found and name not in (own or ()):
                source = Source(",".join(asked), "--wrt")
                start = source.text.index(name)
                raise unknown_name(name, found, Span(start, start + len(name))).within(source)
        return asked
    return own if own is not None else tuple(sorted(free, key=natural_order))


def dimensions_of(shapes: Mapping[str, Shape]) -> set[str]:
    """The names of dimensions; they are numbers, no variables."""
    return {part for shape in shapes.values() for part in (shape.rows, shape.columns) if isinstance(part, str)}


def point_of(
    at: str | Source | Mapping[str, Node] | None, variables: tuple[str, ...], parameters: tuple[str, ...]
) -> dict[str, Node] | None:
    """The point of `--at`, a value for each variable."""
    if at is None:
        return None
    source = None if isinstance(at, Mapping) else as_source(at, "--at")
    point = dict(at) if isinstance(at, Mapping) else parse_point(source or "", variables, parameters)
    missing = [name for name in variables if name not in point]
    if missing:
        message = f"the point has no value for {', '.join(missing)}"
        hint = f"give all of {', '.join(variables)}, or name the variables by --wrt"
        raise UsageFault(message, hint=hint, source=source, span=end_of(source) if source else None)
    return point
