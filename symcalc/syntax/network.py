"""A network of definitions as an immutable value: its vertices, what each depends on, and an order of evaluation.

Only names matter here, so a network is known, and refused, without SymPy. In a formula a call of a defined function
with its own parameters (`u(a, b)` where `u(a, b) = …`) stands for that vertex; with other arguments (`u(2, t)`) the
formula is written out with the arguments in place of its parameters, which are plain there.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from types import MappingProxyType

from symcalc.errors import ArityFault, NetworkFault, UsageFault
from symcalc.syntax.inlining import Definitions, free_names, parts, resolved, vertex_of, written_out
from symcalc.syntax.names import natural_order
from symcalc.syntax.program import Definition, Program
from symcalc.syntax.tree import NOWHERE, Name, Node, Span

#: What an expression without a name is called, the first that is free.
NAMES_FOR_THE_EXPRESSION = ("f", "g", "h", "F", "G", "H", "result")


@dataclass(frozen=True, slots=True)
class Vertex:
    """A definition in a network: what it depends on, in order, and its formula, None where it has none."""

    name: str
    arguments: tuple[str, ...]
    formula: Node | None
    span: Span = NOWHERE


@dataclass(frozen=True, slots=True)
class Network:
    """Definitions that depend on each other without a cycle, and the one that is asked for.

    `vertices` are in the order of the text, `order` is one in which each stands after all it depends on, and
    `inputs` are the names without a definition, in natural order. Only what `output` depends on is in a network;
    the names of the other definitions and their inputs are `unused`.
    """

    vertices: Mapping[str, Vertex]
    order: tuple[str, ...]
    inputs: tuple[str, ...]
    output: str
    unused: tuple[str, ...] = ()

    @property
    def links(self) -> dict[str, tuple[str, ...]]:
        """What each vertex depends on, in an order of evaluation.

        >>> from symcalc.syntax.program import Program
        >>> from symcalc.syntax.source import Source
        >>> network(Program(Source(""), (Definition("u", ("x",), None), Definition("f", ("u", "x"), None)))).links
        {'u': ('x',), 'f': ('u', 'x')}
        """
        return {name: self.vertices[name].arguments for name in self.order}

    @property
    def formulas(self) -> dict[str, Node] | None:
        """Every formula, in an order of evaluation; None where a definition has none."""
        found = {name: self.vertices[name].formula for name in self.order}
        whole = {name: formula for name, formula in found.items() if formula is not None}
        return whole if len(whole) == len(found) else None

    def __contains__(self, name: str) -> bool:
        return name in self.vertices or name in self.inputs


def network(program: Program, of: str | None = None) -> Network:
    """The network that a text defines, for `of`, else for its expression, else for what no other definition uses.

    Raises:
        NetworkFault: the definitions form no network; `reason` says why.
        ArityFault: a defined function is called with too few or too many arguments.
        UsageFault: several definitions are used by no other, so the text does not say which is meant.
    """
    try:
        return _network(program, of)
    except (NetworkFault, ArityFault, UsageFault) as fault:
        raise fault.within(program.source) from None


def _network(program: Program, of: str | None) -> Network:
    definitions, output = _with_expression(_distinct(program.definitions), program.expression)
    calls = {name: written_out(definition, definitions) for name, definition in definitions.items()}
    vertices = dict(_vertices(definitions, _order(calls, definitions)))
    order = _order({name: vertex.arguments for name, vertex in vertices.items()}, definitions)
    for definition in definitions.values():
        _refuse_undeclared(definition, definitions)
    if of is not None and of not in vertices:
        raise NetworkFault(f"{of} is not defined", reason="unknown_output", hint=_nearest(of, vertices))
    return _reduced(vertices, order, of or output or _root(vertices, calls))


def _distinct(definitions: Sequence[Definition]) -> dict[str, Definition]:
    """The definitions by their names."""
    found: dict[str, Definition] = {}
    for definition in definitions:
        if definition.name in found:
            message = f"{definition.name} is defined twice"
            raise NetworkFault(message, reason="duplicate_definition", span=definition.span)
        found[definition.name] = definition
    return found


def _with_expression(
    definitions: Mapping[str, Definition], expression: Node | None
) -> tuple[Mapping[str, Definition], str | None]:
    """The definitions with the expression as one more, and the name of what the expression asks for."""
    if expression is None:
        if not definitions:
            raise NetworkFault("there is no definition", reason="empty", hint="write f(u, v) = …; u = …; v = …")
        return definitions, None
    name = vertex_of(expression, definitions)
    if name is not None:
        return definitions, name
    taken = {*definitions, *(used for definition in definitions.values() for used in _uses(definition))}
    taken |= set(free_names(expression))
    name = next(name for name in _candidates() if name not in taken)
    return {**definitions, name: Definition(name, None, expression, expression.span)}, name


def _candidates() -> Iterator[str]:
    yield from NAMES_FOR_THE_EXPRESSION
    number = 1
    while True:
        yield f"f{number}"
        number += 1


def _uses(definition: Definition) -> Iterator[str]:
    yield from definition.parameters or ()
    if definition.body is not None:
        yield from free_names(definition.body)


def _vertices(definitions: Definitions, callees_first: Iterable[str]) -> Iterator[tuple[str, Vertex]]:
    """Each definition, in the order of the text, with its calls resolved."""
    formulas: dict[str, Node] = {}
    for name in callees_first:
        body = definitions[name].body
        if body is not None:
            formulas[name] = resolved(body, definitions, formulas)
    for name, definition in definitions.items():
        formula = formulas.get(name)
        used = () if formula is None else free_names(formula)
        arguments = tuple(dict.fromkeys((*(definition.parameters or ()), *used)))
        yield name, Vertex(name, arguments, formula, definition.span)


def _order(links: Mapping[str, Sequence[str]], definitions: Definitions) -> tuple[str, ...]:
    """The defined names, each after those it depends on."""
    for name, arguments in links.items():
        if name in arguments:
            message = f"{name} is defined by itself"
            raise NetworkFault(message, reason="self_reference", span=definitions[name].span)
    try:
        return tuple(name for name in TopologicalSorter(links).static_order() if name in links)
    except CycleError as error:
        cycle = _from_the_first(error.args[1][:0:-1], list(links))
        message = f"the definitions go round in a circle: {' -> '.join((*cycle, cycle[0]))}"
        raise NetworkFault(message, reason="cycle", span=definitions[cycle[0]].span) from None


def _from_the_first(cycle: Sequence[str], written: Sequence[str]) -> Sequence[str]:
    """The cycle from that of its members on which the text defines first."""
    first = cycle.index(min(cycle, key=written.index))
    return (*cycle[first:], *cycle[:first])


def _refuse_undeclared(definition: Definition, definitions: Definitions) -> None:
    """A head declares what its formula may use, besides what is defined."""
    if definition.parameters is None or definition.body is None:
        return
    for part in parts(definition.body):
        if isinstance(part, Name) and part.name not in definition.parameters and part.name not in definitions:
            head = f"{definition.name}({', '.join((*definition.parameters, part.name))})"
            raise NetworkFault(
                f"{part.name} is neither an argument of {definition.name} nor defined",
                reason="undefined_node",
                hint=f"define {part.name}, or write {head} = …",
                span=part.span,
            )


def _root(vertices: Mapping[str, Vertex], calls: Mapping[str, Sequence[str]]) -> str:
    """The only definition that no other uses."""
    used = {argument for vertex in vertices.values() for argument in vertex.arguments}
    used |= {callee for callees in calls.values() for callee in callees}
    roots = [name for name in vertices if name not in used]
    if len(roots) > 1:
        message = f"{', '.join(roots[:-1])} and {roots[-1]} are used by no other definition: which one is meant?"
        raise UsageFault(message, hint=f"--of {roots[0]}")
    return roots[0]


def _reduced(vertices: Mapping[str, Vertex], order: Sequence[str], output: str) -> Network:
    """What the output depends on."""
    needed = {output}
    for name in reversed(order):
        if name in needed:
            needed.update(vertices[name].arguments)
    names = {argument for vertex in vertices.values() for argument in vertex.arguments} | set(vertices)
    return Network(
        MappingProxyType({name: vertex for name, vertex in vertices.items() if name in needed}),
        tuple(name for name in order if name in needed),
        tuple(sorted(needed - vertices.keys(), key=natural_order)),
        output,
        tuple(sorted(names - needed, key=natural_order)),
    )


def _nearest(name: str, names: Iterable[str]) -> str:
    """Names like one that is not there, or all where none is like it."""
    close = difflib.get_close_matches(name, tuple(names), 3, 0.5)
    return f"did you mean {' or '.join(close)}?" if close else f"there is {', '.join(names)}"
