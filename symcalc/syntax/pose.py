"""Posing: a text and the options that all commands share, to a `Problem`; whatever makes no sense is refused here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from symcalc.errors import NameFault, NetworkFault, SymcalcError, UsageFault
from symcalc.record import record
from symcalc.syntax.compose import Composer, inputs
from symcalc.syntax.consistency import check_consistent
from symcalc.syntax.declarations import parse_conditions, parse_shapes
from symcalc.syntax.definitions import parse_program
from symcalc.syntax.names import canonical, natural_order
from symcalc.syntax.network import Network, end, network, output_of, unknown_output
from symcalc.syntax.points import parse_point
from symcalc.syntax.problem import Problem
from symcalc.syntax.program import Program, Shape
from symcalc.syntax.reading import as_source
from symcalc.syntax.scope import unknown_name
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Call, Name, Node, Span


@record
class PosedNetwork:
    """A network to work on, not composed: `variables` is what it is differentiated by, in order."""

    program: Program
    network: Network
    variables: tuple[str, ...]
    point: Mapping[str, Node] | None = None
    assumptions: tuple[Node, ...] = ()


def pose(
    text: str | Source,
    *,
    wrt: str | Iterable[str] | None = None,
    at: str | Source | Mapping[str, Node] | None = None,
    assume: str | Source | None = None,
    shape: str | Source | None = None,
    of: str | None = None,
    notation: str = "auto",
) -> Problem:
    """What is asked: the function meant, definitions composed, its variables in order, the point, the assumptions.

    Raises errors of kind syntax, ambiguous, name, arity, network and usage, each with the text it is about.

    >>> problem = pose("f(y, x) = x^2 + a y", at="y=1, x=0")
    >>> problem.variables, problem.parameters, sorted(problem.point)
    (('y', 'x'), ('a',), ['x', 'y'])
    """
    source = as_source(text)
    asked = variable_names(wrt)
    shapes = parse_shapes(_named(shape, "--shape")) if shape is not None else {}
    program = parse_program(source, variables=asked or (), shapes=shapes, notation=notation)
    try:
        return _posed(program, asked, at, _assumptions(program, assume), of)
    except SymcalcError as error:
        raise error.within(source) from None


def _posed(
    program: Program,
    asked: tuple[str, ...] | None,
    at: str | Source | Mapping[str, Node] | None,
    assumptions: tuple[Node, ...],
    of: str | None,
) -> Problem:
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


def pose_network(
    text: str | Source,
    *,
    wrt: str | Iterable[str] | None = None,
    at: str | Source | Mapping[str, Node] | None = None,
    assume: str | Source | None = None,
    of: str | None = None,
    notation: str = "auto",
) -> PosedNetwork:
    """A network to work on without composing it; by default by all its inputs.

    Raises NetworkFault as `network` does, wrt_not_in_network and missing_value besides.

    >>> posed = pose_network("f(u, v) = u v; u = x^2; v = x + y", wrt="x", at="x=1, y=2")
    >>> posed.network.order, posed.variables
    (('u', 'v', 'f'), ('x',))
    """
    source = as_source(text)
    asked = variable_names(wrt)
    program = parse_program(source, variables=asked or (), notation=notation)
    try:
        found = network(program, of)
        variables = _network_variables(asked, found)
        return PosedNetwork(program, found, variables, _values(at, found), _assumptions(program, assume))
    except SymcalcError as error:
        raise error.within(source) from None


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


def variable_names(wrt: str | Iterable[str] | None) -> tuple[str, ...] | None:
    """The names of `--wrt`, each once.

    >>> variable_names("x_1, y")
    ('x1', 'y')
    """
    if wrt is None:
        return None
    written = wrt.split(",") if isinstance(wrt, str) else list(wrt)
    source = Source(wrt if isinstance(wrt, str) else ",".join(written), "--wrt")
    found: list[str] = []
    for text in written:
        name = canonical(text.strip())
        if not name:
            raise UsageFault(f"'{text.strip()}' is no variable", hint="--wrt x,y", source=source, span=end(source))
        if name in {"pi", "oo"}:
            raise NameFault(f"{name} is a constant", source=source, span=end(source))
        if name in found:
            raise UsageFault(f"{name} stands twice in --wrt", source=source, span=end(source))
        found.append(name)
    return tuple(found)


def _assumptions(program: Program, assume: str | Source | None) -> tuple[Node, ...]:
    check_consistent(program.assumptions)
    if assume is None:
        return program.assumptions
    source = _named(assume, "--assume")
    assumptions = (*program.assumptions, *parse_conditions(source))
    try:
        check_consistent(assumptions)
    except UsageFault as error:
        raise error.within(source) from None
    return assumptions


def _named(text: str | Source, option: str) -> Source:
    return text if isinstance(text, Source) else Source(text, option)


def _function(program: Program, composer: Composer, of: str | None) -> tuple[str, Node]:
    """The name of the function meant, and its composed formula."""
    if of is not None:
        name = canonical(of)
        if name not in composer.known:
            raise unknown_output(of, composer.known, program.source)
        return name, composer.value(name)
    if program.expression is not None:
        return _expression_name(program), composer.composed(program.expression)
    if not program.definitions:
        raise NetworkFault("there is no function", reason="empty", span=end(program.source))
    name = output_of(program, program.definitions)
    return name, composer.value(name)


def _expression_name(program: Program) -> str:
    expression = program.expression
    if isinstance(expression, Name) and any(d.name == expression.name for d in program.definitions):
        return expression.name
    return "f"


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
    source = None if isinstance(at, Mapping) else _named(at, "--at")
    point = dict(at) if isinstance(at, Mapping) else parse_point(source or "", variables, parameters)
    missing = [name for name in variables if name not in point]
    if missing:
        message = f"the point has no value for {', '.join(missing)}"
        hint = f"give all of {', '.join(variables)}, or name the variables by --wrt"
        raise UsageFault(message, hint=hint, source=source, span=end(source) if source else None)
    return point
