"""Composition: definitions put into one another on the tree, with every shared part kept shared.

A name that is defined stands for its node; so does an argument of a head that is defined itself. In a call with
arguments, `f(t, t)`, the arguments of the head are plain parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter

from symcalc.errors import LimitReached, NetworkFault, Unsupported
from symcalc.syntax.program import Definition
from symcalc.syntax.tree import Call, Derivative, Name, Node, Number, free_parts, rewrite, substitute

MAX_NODES = 200_000

_ELSEWHERE = "claims (check), chain and backprop know single-step and inner derivatives"

#: Marks a parameter inside a formula; no name that can be written holds it.
_MARK = "\N{MIDDLE DOT}"


def defined(definitions: Iterable[Definition]) -> dict[str, Definition]:
    """The definitions by name; a name defined twice is refused."""
    found: dict[str, Definition] = {}
    for definition in definitions:
        if definition.name in found:
            message = f"{definition.name} is defined twice"
            raise NetworkFault(message, reason="duplicate_definition", span=definition.span)
        found[definition.name] = definition
    return found


def dependencies(definition: Definition, known: Mapping[str, Definition]) -> tuple[str, ...]:
    """The names a definition uses, each once: those of its head first, then the defined ones of its formula.

    Without a head, the names of its formula in the order in which they occur.
    """
    used = mentioned(definition.body, known) if definition.body is not None else []
    if definition.parameters is None:
        return tuple(dict.fromkeys(used))
    inner = [name for name in used if name in known and name not in definition.parameters]
    return tuple(dict.fromkeys((*definition.parameters, *inner)))


def mentioned(node: Node, known: Mapping[str, Definition]) -> list[str]:
    """Names in a formula, called definitions and the functions of derivatives among them, in order of occurrence."""
    found: dict[str, None] = {}
    stack, seen = [node], set()
    while stack:
        part = stack.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, Call) and part.function in known:
            found[part.function] = None
        if isinstance(part, Name):
            found[part.name] = None
        elif not (isinstance(part, Call) and part.function == "rootof"):
            stack.extend(reversed(part.children()))
    return list(found)


def in_order(known: Mapping[str, Definition]) -> tuple[str, ...]:
    """The defined names, each after those it uses; what uses itself, directly or in a cycle, is refused."""
    uses = {name: dependencies(definition, known) for name, definition in known.items()}
    for name, used in uses.items():
        if name in used:
            message = f"{name} is defined by itself"
            raise NetworkFault(message, reason="self_reference", span=known[name].span)
    sorter = TopologicalSorter({name: [other for other in used if other in known] for name, used in uses.items()})
    try:
        return tuple(sorter.static_order())
    except CycleError as error:
        cycle = error.args[1]
        message = f"the definitions form a cycle: {' -> '.join(cycle)}"
        raise NetworkFault(message, reason="cycle", span=known[cycle[0]].span) from None


class Composer:
    """Definitions ready to be put into an expression.

    With `keep`, a defined name stays a name (a node of a network), and only calls with arguments are put in.
    """

    def __init__(self, definitions: Iterable[Definition], *, keep: bool = False) -> None:
        self.known = defined(definitions)
        self.order = in_order(self.known)
        self._keep = keep
        self._formulas: dict[str, Node] = {}
        self._values: dict[str, Node] = {}
        self._names: dict[str, Name] = {}
        self._count = 0
        for name in self.order:
            self._add(self.known[name])

    def value(self, name: str) -> Node:
        """What a name stands for: the composed formula of a defined one, else the name itself."""
        return self._values.get(name) or self._name(name)

    def formula(self, name: str) -> Node | None:
        """The formula of a definition as its arguments see it, calls put in; None where it has none."""
        definition = self.known[name]
        if definition.body is None:
            return None
        parameters = definition.parameters or ()
        return substitute(self._formulas[name], {_MARK + parameter: self._name(parameter) for parameter in parameters})

    def composed(self, node: Node) -> Node:
        """An expression with every definition put in."""
        return self._resolved(node, ())

    def _add(self, definition: Definition) -> None:
        name, parameters = definition.name, definition.parameters or ()
        if definition.body is None:
            marks = tuple(self._name(_MARK + parameter) for parameter in parameters)
            self._formulas[name] = Call(name, marks, span=definition.span)
        else:
            self._formulas[name] = self._resolved(definition.body, parameters)
        if self._keep:
            self._values[name] = self._name(name)
        else:
            at_own = {_MARK + parameter: self.value(parameter) for parameter in parameters}
            self._values[name] = self._put(self._formulas[name], at_own)

    def _name(self, name: str) -> Name:
        return self._names.setdefault(name, Name(name))

    def _seen(self, name: str, parameters: tuple[str, ...]) -> Node:
        """What a name stands for inside a formula with these parameters."""
        return self._name(_MARK + name) if name in parameters else self.value(name)

    def _resolved(self, node: Node, parameters: tuple[str, ...]) -> Node:
        def change(part: Node) -> Node:
            self._step()
            if isinstance(part, Name):
                own = part.name not in parameters and part.name not in self._values
                return part if own else self._seen(part.name, parameters)
            if isinstance(part, Call) and part.function in self.known:
                return self._called(part, parameters)
            return self._derivative(part, parameters) if isinstance(part, Derivative) else part

        return rewrite(node, change)

    def _step(self) -> None:
        self._count += 1
        if self._count > MAX_NODES:
            raise LimitReached("the definitions put into one another are too large")

    def _called(self, call: Call, parameters: tuple[str, ...]) -> Node:
        own = self.known[call.function].parameters or ()
        at_own = (self._seen(name, parameters) for name in own)
        if not parameters and all(_is_same(a, b) for a, b in zip(call.arguments, at_own, strict=True)):
            return self.value(call.function)
        if self._keep and all(a == self._seen(name, parameters) for a, name in zip(call.arguments, own, strict=True)):
            return self.value(call.function)
        put_in = {_MARK + name: argument for name, argument in zip(own, call.arguments, strict=True)}
        return self._put(self._formulas[call.function], put_in)

    def _put(self, formula: Node, values: Mapping[str, Node]) -> Node:
        """A formula with its marked parameters replaced."""
        if all(isinstance(value, Name) and value.name == name for name, value in values.items()):
            return formula
        self._count += sum(1 for _ in free_parts(formula))
        self._step()
        return substitute(formula, values)

    def _derivative(self, part: Derivative, parameters: tuple[str, ...]) -> Node:
        """A derivative with the definitions put into its function; by an inner node it is for other commands."""
        variables = [variable.name for variable in part.variables if isinstance(variable, Name)]
        if part.kind == "partial" or any(name in self.known and name not in self._own(part) for name in variables):
            raise Unsupported("a derivative inside a network, here", hint=_ELSEWHERE, span=part.span)
        if isinstance(part.function, Name):
            return self._derivative_of_name(part, part.function.name, variables, parameters)
        by = tuple(self._seen(name, parameters) for name in variables)
        return Derivative("diff", part.function, by, part.point, span=part.span)

    def _own(self, part: Derivative) -> tuple[str, ...]:
        """The parameters of the function without a formula whose derivative this is."""
        definition = self.known.get(part.function.name) if isinstance(part.function, Name) else None
        return definition.parameters or () if definition is not None and definition.body is None else ()

    def _derivative_of_name(
        self, part: Derivative, name: str, variables: list[str], parameters: tuple[str, ...]
    ) -> Node:
        if name not in self.known:
            return Number(Fraction(int(variables == [name])), span=part.span)
        own = self._own(part)
        if part.point is not None:
            return self._at_point(part, own)
        if set(variables) <= set(own) and self._are_independent(own, variables):
            moved = any(other in parameters or other in self.known for other in own)
            point = tuple(self._seen(other, parameters) for other in own) if moved else None
            return Derivative("diff", part.function, part.variables, point, span=part.span)
        if any(variable in self.known for variable in variables):
            raise Unsupported("the total derivative by an inner node, here", hint=_ELSEWHERE, span=part.span)
        at_own = {_MARK + other: self._seen(other, parameters) for other in self.known[name].parameters or ()}
        by = tuple(self._seen(other, parameters) for other in variables)
        return Derivative("diff", self._put(self._formulas[name], at_own), by, span=part.span)

    def _are_independent(self, own: tuple[str, ...], variables: list[str]) -> bool:
        """Whether no argument of a function depends on another one that it is differentiated by."""
        return not any(self._uses(other, name) for name in variables for other in own if other != name)

    def _uses(self, name: str, other: str) -> bool:
        """Whether a node depends on a name, directly or through others."""
        reached, waiting = {name}, [name]
        while waiting:
            definition = self.known.get(waiting.pop())
            found = () if definition is None else dependencies(definition, self.known)
            waiting += [inner for inner in found if inner not in reached]
            reached.update(found)
        return other in reached

    def _at_point(self, part: Derivative, own: tuple[str, ...]) -> Node:
        if not own:
            raise Unsupported("the derivative of a defined function at a point, here", span=part.span)
        return part


def _is_same(node: Node, other: Node) -> bool:
    """Whether two parts are one, or the same name at two places."""
    return node is other or (isinstance(node, Name) and node == other)


def inputs(node: Node, formal: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The names a composed expression depends on, in order of occurrence.

    A derivative of a function without a formula at its own variables depends on all of these.
    """
    found: dict[str, None] = {}
    for part in free_parts(node):
        if isinstance(part, Name):
            found[part.name] = None
        elif isinstance(part, Derivative) and isinstance(part.function, Name) and part.point is None:
            found |= dict.fromkeys(formal.get(part.function.name, ()))
    return list(found)
