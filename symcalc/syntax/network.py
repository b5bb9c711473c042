"""The network that definitions form: what each depends on, in an order in which each stands after what it uses.

It is known from the names alone, so without SymPy, and without recursion: a chain of 1500 definitions is no matter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

from symcalc.errors import NetworkFault, UsageFault
from symcalc.record import field, record
from symcalc.syntax.compose import Composer, inputs, mentioned
from symcalc.syntax.names import natural_order
from symcalc.syntax.program import Definition, Program
from symcalc.syntax.reading import end_of
from symcalc.syntax.scope import unknown_name
from symcalc.syntax.source import Source
from symcalc.syntax.tree import NOWHERE, Call, Name, Node, Span, names


@record
class Step:
    """One node: what it is computed from, and how (None: without a formula).

    `arguments` has each name once: those of the head first, in its order, then other defined ones of the formula;
    without a head (None) the names of the formula in order of occurrence.
    """

    name: str
    arguments: tuple[str, ...]
    formula: Node | None
    head: tuple[str, ...] | None = None
    span: Span = field(default=NOWHERE, compare=False)


@record
class Network:
    """Definitions as a graph: `steps` by name, each behind its arguments; `inputs` are used and not defined."""

    steps: Mapping[str, Step]
    inputs: tuple[str, ...]
    output: str

    @property
    def order(self) -> tuple[str, ...]:
        """The names of the steps, each behind its arguments."""
        return tuple(self.steps)

    @property
    def needed(self) -> frozenset[str]:
        """The output and everything that it depends on, inputs too."""
        found = {self.output}
        for name in reversed(self.order):
            if name in found:
                found.update(self.steps[name].arguments)
        return frozenset(found)

    @property
    def variables(self) -> tuple[str, ...]:
        """The inputs that the output depends on, in the order of its head where that names them, else the natural."""
        found = sorted(self.needed.intersection(self.inputs), key=natural_order)
        head = self.steps[self.output].head or ()
        return head if set(head) == set(found) else tuple(found)


def network(program: Program, of: str | None = None) -> Network:
    """The network of a program, ending in `of`, else in its expression, else in the one definition no other uses.

    Raises NetworkFault with a reason: empty, duplicate_definition, self_reference, cycle, undefined_node (a name of a
    formula that is neither in its head nor defined), unknown_output; UsageFault where the output must be named.

    >>> from symcalc.syntax.definitions import parse_program
    >>> found = network(parse_program("f(u, v) = u v; u = x^2; v(x)"))
    >>> found.order, found.inputs, found.output
    (('u', 'v', 'f'), ('x',), 'f')
    """
    asked = step_meant(program)
    definitions = program.definitions if asked is not None else with_expression(program)
    if not definitions:
        raise NetworkFault("there is no definition", reason="empty", span=end_of(program.source)).within(program.source)
    composer = Composer(definitions, keep=True)
    steps = {name: _step(composer, name) for name in composer.order}
    for definition in definitions:
        _refuse_undeclared(definition, composer.known)
    given = {argument for step in steps.values() for argument in step.arguments} - set(steps)
    output = of or asked or output_of(program, definitions)
    if output not in steps:
        raise unknown_output(output, composer.known, program.source)
    return Network(MappingProxyType(steps), tuple(sorted(given, key=natural_order)), output)


def step_meant(program: Program) -> str | None:
    """The defined name that the expression is, alone or called with its own arguments."""
    known = {definition.name: definition for definition in program.definitions}
    match program.expression:
        case Name(name) if name in known:
            return name
        case Call(name, arguments) if name in known and arguments == tuple(map(Name, known[name].parameters or ())):
            return name
    return None


def with_expression(program: Program) -> tuple[Definition, ...]:
    """The definitions, the expression that ends the text as one more, named f (or f1, … where that is taken)."""
    if program.expression is None:
        return program.definitions
    name = unused_name(names(program.expression).union(definition.name for definition in program.definitions))
    return *program.definitions, Definition(name, None, program.expression, span=program.expression.span)


def unused_name(taken: Collection[str]) -> str:
    """What an expression without a name is called where some names are taken: f, or f1, f2 and so on.

    >>> unused_name({"x"}), unused_name({"f", "x"})
    ('f', 'f1')
    """
    return next(name for name in ("f", *(f"f{index}" for index in range(1, len(taken) + 2))) if name not in taken)


def output_of(program: Program, definitions: tuple[Definition, ...]) -> str:
    """The name of the function meant where none is asked for."""
    if program.expression is not None:
        return definitions[-1].name
    ends = unused(definitions)
    if len(ends) == 1:
        return ends[0]
    hint = f"say which by --of: {', '.join(ends)}"
    raise UsageFault("which function is meant? No other uses any of several", hint=hint, span=definitions[-1].span)


def unused(definitions: tuple[Definition, ...]) -> list[str]:
    """The definitions that no other uses."""
    known = {definition.name: definition for definition in definitions}
    used: set[str] = set()
    for definition in definitions:
        used.update(definition.parameters or ())
        if definition.body is not None:
            used.update(mentioned(definition.body, known))
    return [name for name in known if name not in used]


def unknown_output(of: str, known: Mapping[str, Definition], source: Source) -> NetworkFault:
    """The refusal of a function that is asked for and not there."""
    hint = unknown_name(of, known).hint
    return NetworkFault(f"there is no function '{of}'", hint=hint, reason="unknown_output", source=source)


def _step(composer: Composer, name: str) -> Step:
    definition, formula = composer.known[name], composer.formula(name)
    formal = {other: known.parameters or () for other, known in composer.known.items() if known.body is None}
    used = inputs(formula, formal) if formula is not None else []
    if definition.parameters is not None:
        used = [*definition.parameters, *(other for other in used if other in composer.known)]
    return Step(name, tuple(dict.fromkeys(used)), formula, definition.parameters, span=definition.span)


def _refuse_undeclared(definition: Definition, known: Mapping[str, Definition]) -> None:
    """A formula with a head uses its arguments and what is defined, nothing else."""
    if definition.parameters is None or definition.body is None:
        return
    for name in mentioned(definition.body, known):
        if name not in definition.parameters and name not in known:
            hint = f"write {definition.name}({', '.join((*definition.parameters, name))}) = …, or define {name}"
            message = f"{name} is neither an argument of {definition.name} nor defined"
            raise NetworkFault(message, hint=hint, reason="undefined_node", span=definition.span)
