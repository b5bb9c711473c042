r"""What LaTeX's `\frac{\partial f}{\partial u}` means: single-step where u is an argument of f, else through all.

So reads the chain rule of the textbooks. In df/dy = (∂f/∂a)(∂a/∂u)(∂u/∂y) + (∂f/∂u)(∂u/∂y) each factor on the right
takes the other arguments as independent, and ∂f/∂y of an f that has no argument y is the whole sum. Functions that the
formula calls, h(x) = f(x) + 1, are no arguments: they are put in, so ∂h/∂x, h_x and h'(x) are f'(x).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from symcalc.errors import Ambiguous
from symcalc.syntax.compose import dependencies
from symcalc.syntax.program import Definition
from symcalc.syntax.tree import Derivative, Name, Node, names, rewrite

Definitions: TypeAlias = Mapping[str, Definition]


def settled(node: Node, definitions: Definitions) -> Node:
    """The tree with each ∂ as `partial` or `diff`, or left where it is neither, as the definitions in force say."""

    def change(part: Node) -> Node:
        if isinstance(part, Derivative) and part.kind == "round":
            kind = _kind(part, definitions)
            return Derivative(kind, part.function, part.variables, part.point, span=part.span)
        return part

    return rewrite(node, change)


def arguments(definition: Definition, variables: frozenset[str], definitions: Definitions) -> frozenset[str]:
    """What a derivative by some variables takes as independent: the head, else the names in the formula.

    Raises Ambiguous for a derivative by an argument of the head and by an inner name.
    """
    head = frozenset(definition.parameters or ())
    if variables <= head or definition.body is None:
        return head
    if variables & head and not definitions.keys().isdisjoint(variables - head):
        inner, name = ", ".join(sorted(variables - head)), definition.name
        message = f"a derivative of {name} by an argument and by {inner}: what does {inner} depend on?"
        raise Ambiguous(message, hint=f"differentiate in two steps, by diff(…) of what diff({name}, {inner}) is")
    return frozenset(names(definition.body)).intersection(dependencies(definition, definitions))


def _kind(part: Derivative, definitions: Definitions) -> Literal["diff", "partial", "round"]:
    if part.point is not None:  # at arguments it is the function's own, whatever stands for its variables elsewhere
        return "diff"
    definition = definitions.get(part.function.name) if isinstance(part.function, Name) else None
    if definition is None:
        return "diff"
    variables = frozenset(variable.name for variable in part.variables if isinstance(variable, Name))
    try:
        independent = arguments(definition, variables, definitions)
    except Ambiguous as error:
        error.span = part.span
        raise
    if not variables <= independent:  # a step to a function that is called, or no step
        return "partial" if variables <= set(dependencies(definition, definitions)) else "diff"
    if definition.body is None:
        return "partial"
    return "diff" if definitions.keys().isdisjoint(independent) else "round"
