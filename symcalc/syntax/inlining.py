"""Calls of defined functions in formulas, resolved: which stand for a vertex, and which are written out.

Everything here is without recursion, since a text may hold thousands of definitions, each calling the one before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from symcalc.errors import ArityFault, Unsupported
from symcalc.syntax.program import Definition
from symcalc.syntax.tree import Call, Derivative, Name, Node

Definitions = Mapping[str, Definition]


def parts(tree: Node) -> Iterator[Node]:
    """All parts, those below first and from left to right, a shared one once.

    The name in a `rootof` is bound, and the names in a derivative say by what, not where: they are no parts.

    >>> from symcalc.syntax.tree import Sum
    >>> [type(part).__name__ for part in parts(Sum((Name("x"), Call("sin", (Name("y"),)))))]
    ['Name', 'Name', 'Call', 'Sum']
    """
    stack, seen = [(tree, False)], set[int]()
    while stack:
        part, opened = stack.pop()
        if opened:
            yield part
        elif id(part) not in seen:
            seen.add(id(part))
            stack.append((part, True))
            stack.extend((child, False) for child in reversed(_below(part)))


def _below(part: Node) -> tuple[Node, ...]:
    match part:
        case Call("rootof"):
            return ()
        case Derivative():
            return part.point or ()
    return part.children()


def rebuilt(part: Node, done: Mapping[int, Node]) -> Node:
    """A part over its changed parts, which are found by the identity of the old ones."""
    match part:
        case Call("rootof"):
            return part
        case Derivative():
            return replace(part, point=part.point and tuple(done[id(child)] for child in part.point))
    return part.map(lambda child: done[id(child)])


def free_names(tree: Node) -> list[str]:
    """The names in a tree that stand for values, in the order in which they first occur.

    >>> free_names(Call("atan2", (Name("y"), Name("x"))))
    ['y', 'x']
    """
    return list(dict.fromkeys(part.name for part in parts(tree) if isinstance(part, Name)))


def vertex_of(part: Node, definitions: Definitions) -> str | None:
    """The vertex that a part stands for: its name, or its call with its own parameters.

    >>> u = Definition("u", ("a", "b"), None)
    >>> vertex_of(Call("u", (Name("a"), Name("b"))), {"u": u}), vertex_of(Call("u", (Name("b"), Name("a"))), {"u": u})
    ('u', None)
    """
    match part:
        case Name(name) if name in definitions:
            return name
        case Call(function, arguments) if function in definitions:
            parameters = definitions[function].parameters
            own = parameters is not None and arguments == tuple(map(Name, parameters))
            return function if own else None
    return None


def written_out(definition: Definition, definitions: Definitions) -> tuple[str, ...]:
    """The functions that a definition calls with arguments of its own, so that their formulas are written out."""
    if definition.body is None:
        return ()
    calls = (part for part in parts(definition.body) if isinstance(part, Call) and part.function in definitions)
    return tuple(dict.fromkeys(call.function for call in calls if vertex_of(call, definitions) is None))


def resolved(body: Node, definitions: Definitions, formulas: Mapping[str, Node]) -> Node:
    """A formula with every call of a defined function resolved; `formulas` are those of the functions it calls.

    Raises:
        ArityFault: a call has too few or too many arguments.
        Unsupported: the formula holds the derivative of a function with a formula.
    """
    done: dict[int, Node] = {}
    for part in parts(body):
        changed = rebuilt(part, done)
        match changed:
            case Call():
                changed = _resolved_call(part, changed, definitions, formulas)
            case Derivative():
                changed = _at_its_parameters(changed, definitions)
        done[id(part)] = changed
    return done[id(body)]


def _at_its_parameters(derivative: Derivative, definitions: Definitions) -> Derivative:
    """The derivative of a function without a formula, with the point it is taken at written down."""
    function = derivative.function.name if isinstance(derivative.function, Name) else ""
    definition = definitions.get(function)
    if derivative.kind == "partial" or definition is None or definition.body is not None:
        raise Unsupported("only functions without a formula have derivatives inside a network", span=derivative.span)
    own = tuple(map(Name, definition.parameters or ()))
    return replace(derivative, point=derivative.point or own)


def _resolved_call(written: Node, call: Call, definitions: Definitions, formulas: Mapping[str, Node]) -> Node:
    if call.function not in definitions:
        return call
    name = vertex_of(written, definitions)
    if name is not None:
        return Name(name, span=call.span)
    parameters = definitions[call.function].parameters or ()
    if len(parameters) != len(call.arguments):
        message = f"{call.function} takes {len(parameters)} arguments, not {len(call.arguments)}"
        raise ArityFault(message, span=call.span)
    if call.function not in formulas:
        return call
    return put_in(formulas[call.function], dict(zip(parameters, call.arguments, strict=True)))


def put_in(tree: Node, values: Mapping[str, Node]) -> Node:
    """The tree with names replaced, all at once.

    >>> put_in(Call("atan2", (Name("x"), Name("y"))), {"x": Name("y"), "y": Name("x")})
    Call(function='atan2', arguments=(Name(name='y'), Name(name='x')))
    """
    done: dict[int, Node] = {}
    for part in parts(tree):
        done[id(part)] = values.get(part.name, part) if isinstance(part, Name) else rebuilt(part, done)
    return done[id(tree)]
