"""What is in force where a claim stands: definitions, shapes and assumptions, ready to be put into a tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from symcalc.claims.chronicle import Chronicle, Value
from symcalc.record import field, record, replace
from symcalc.syntax.compose import Composer, dependencies, inputs, mentioned
from symcalc.syntax.names import natural_order
from symcalc.syntax.problem import Problem
from symcalc.syntax.program import Assumption, Claim, Declaration, Definition, Program, Reset, Shape
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Call, Name, Node, names


@record
class Context:
    """Definitions by name (a later one replaces an earlier one), shapes and assumptions."""

    definitions: Mapping[str, Definition] = field(default_factory=dict)
    shapes: Mapping[str, Shape] = field(default_factory=dict)
    assumptions: tuple[Node, ...] = ()

    def after(self, item: Definition | Declaration | Assumption | Reset) -> Context:
        """What is in force behind an item of a document.

        >>> from symcalc.syntax import parse_document
        >>> definition, = parse_document("f(x) = x^2")
        >>> list(Context().after(definition).definitions)
        ['f']
        """
        match item:
            case Definition(name):
                return replace(self, definitions=_later(self.definitions, name, item))
            case Declaration(name, shape):
                return replace(self, shapes=_later(self.shapes, name, shape))
            case Assumption(conditions):
                return replace(self, assumptions=(*self.assumptions, *conditions))
        return Context()

    def under(self, conditions: Iterable[Node]) -> Context:
        """The same with more assumed."""
        return replace(self, assumptions=(*self.assumptions, *conditions))

    def about(self, claim: Claim) -> Context:
        """What of the context a claim reaches, so that its cost does not grow with the document.

        Definitions that it uses, directly or through others; assumptions that share a name with what it is about.
        """
        found: set[str] = set()
        waiting = {name for node in (claim.relation, *claim.conditions) for name in mentioned(node, self.definitions)}
        assumptions = [(set(names(condition)), condition) for condition in self.assumptions]
        while waiting:
            name = waiting.pop()
            found.add(name)
            below = set(dependencies(self.definitions[name], self.definitions)) if name in self.definitions else set()
            linked = {n for used, _ in assumptions if name in used for n in used}
            waiting |= (below | linked) - found
        return Context(
            {name: d for name, d in self.definitions.items() if name in found},
            self.shapes,
            tuple(condition for used, condition in assumptions if used <= found and used),
        )

    @cached_property
    def composer(self) -> Composer:
        """What puts definitions into a tree."""
        return Composer(self.definitions.values())

    @cached_property
    def network(self) -> Composer:
        """The same, but defined names stay nodes."""
        return Composer(self.definitions.values(), keep=True)

    def without(self, names: Iterable[str]) -> Context:
        """The same without some definitions: their names are independent."""
        left = {name: d for name, d in self.definitions.items() if name not in set(names)}
        return replace(self, definitions=left)

    @cached_property
    def formal(self) -> dict[str, tuple[str, ...]]:
        """The functions without a formula, with their parameters."""
        return {name: d.parameters or () for name, d in self.definitions.items() if d.body is None}

    def names_of(self, tree: Node) -> list[str]:
        """The inputs that a composed tree depends on, in natural order."""
        return sorted(inputs(tree, self.formal), key=natural_order)

    def variables_of(self, operand: Node, composed: Node) -> tuple[str, ...]:
        """The variables of a function in order: those of its head, where they are inputs; else in natural order."""
        name = operand.name if isinstance(operand, Name) else None
        if isinstance(operand, Call) and all(isinstance(argument, Name) for argument in operand.arguments):
            definition = self.definitions.get(operand.function)
            if definition is not None and tuple(map(Name, definition.parameters or ())) == operand.arguments:
                name = operand.function
        own = self.definitions[name].parameters if name is not None and name in self.definitions else None
        if own is not None and not any(parameter in self.definitions for parameter in own):
            return own
        return tuple(self.names_of(composed))

    def has_shapes(self, operands: Iterable[Node]) -> bool:
        """Whether a name with a declared shape stands in some trees, or is reached from them through definitions."""
        if not self.shapes:
            return False
        found = {name for operand in operands for name in names(operand)}
        reached: set[str] = set()
        while found - reached:
            name = (found - reached).pop()
            reached.add(name)
            definition = self.definitions.get(name)
            if definition is not None and definition.body is not None:
                found |= names(definition.body)
        return bool(reached & set(self.shapes))

    def problem(
        self, function: Node, variables: tuple[str, ...], point: Mapping[str, Node] | None, source: Source, name: str
    ) -> Problem:
        """A question about a composed function, as the commands pose it."""
        found = inputs(function, self.formal)
        parameters = tuple(sorted(set(found).difference(variables), key=natural_order))
        program = Program(source, tuple(self.definitions.values()), self.shapes, self.assumptions, function)
        return Problem(
            program, function, name, variables, parameters, self.formal, point, self.assumptions, self.shapes
        )


def _later(entries: Mapping[str, Value], name: str, value: Value) -> Chronicle[Value]:
    """The entries with one more."""
    known = entries if isinstance(entries, Chronicle) else Chronicle(entries)
    return known.after(name, value)
