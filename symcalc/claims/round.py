r"""What LaTeX's `\frac{\partial f}{\partial u}` means: single-step where u is an argument of f, else through all.

So reads the chain rule of the textbooks. In df/dy = (∂f/∂a)(∂a/∂u)(∂u/∂y) + (∂f/∂u)(∂u/∂y) each factor on the right
takes the other arguments as independent, and ∂f/∂y of an f that has no argument y is the whole sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from symcalc.syntax.compose import dependencies
from symcalc.syntax.program import Definition
from symcalc.syntax.tree import Derivative, Name, Node, rewrite


def settled(node: Node, definitions: Mapping[str, Definition]) -> Node:
    """The tree with each ∂ as `partial` or `diff`, as the definitions in force say."""

    def change(part: Node) -> Node:
        if isinstance(part, Derivative) and part.kind == "round":
            kind = _kind(part, definitions)
            return Derivative(kind, part.function, part.variables, part.point, span=part.span)
        return part

    return rewrite(node, change)


def _kind(part: Derivative, definitions: Mapping[str, Definition]) -> Literal["diff", "partial"]:
    if part.point is not None:  # at arguments it is the function's own, whatever stands for its variables elsewhere
        return "diff"
    definition = definitions.get(part.function.name) if isinstance(part.function, Name) else None
    if definition is None:
        return "diff"
    arguments = set(map(Name, dependencies(definition, definitions)))
    return "partial" if arguments.issuperset(part.variables) else "diff"
