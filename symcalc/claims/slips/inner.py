"""Inner derivatives: the derivatives of what stands inside functions, powers and roots of a differentiated function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from symcalc.claims.context import Context
from symcalc.claims.meaning import Meaning
from symcalc.errors import SymcalcError
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Call, Derivative, Form, Name, Node, Power, free_parts, names
from symcalc.syntax.written import written

#: More inner functions are not looked at.
MOST: Final = 12
#: A longer inner function is not written.
MOST_LENGTH: Final = 40


def named(
    context: Context, source: Source, asked: tuple[Node, ...], factor: Node, same: Callable[[Node, Node], bool]
) -> str:
    """`, the inner derivative of u` where a factor is the derivative of such a u; else nothing."""
    meaning = Meaning(context, source)
    for inner, name in islice(_inner(meaning, asked), MOST):
        if same(meaning.partials(inner, (name,))[0], factor):
            return f", the inner derivative of {written(inner)}" if len(written(inner)) <= MOST_LENGTH else ""
    return ""


def _inner(meaning: Meaning, asked: tuple[Node, ...]) -> Iterator[tuple[Node, str]]:
    """What stands inside the functions that are differentiated, with a variable they are differentiated by."""
    for node in asked:
        if not isinstance(node, (Derivative, Form)):
            continue
        operand = node.function if isinstance(node, Derivative) else node.operands[0]
        try:
            function = meaning.expanded(operand)
        except SymcalcError:
            continue
        written_by = [variable.name for variable in node.variables if isinstance(variable, Name)]
        for inner in dict.fromkeys(_arguments(function)):
            yield from ((inner, name) for name in written_by or sorted(names(inner)) if name in names(inner))


def _arguments(function: Node) -> Iterator[Node]:
    for part in free_parts(function):
        match part:
            case Call(_, arguments):
                yield from (argument for argument in arguments if not isinstance(argument, Name))
            case Power(base, _) if not isinstance(base, Name):
                yield base
