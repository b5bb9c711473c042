"""`grad f(0, 1)`: the gradient at a point, as mathematics writes it, or that of a number; plain text is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from symcalc.errors import Ambiguous
from symcalc.syntax.program import Definition
from symcalc.syntax.tree import Call, Form, Name, Node, Point, names, rewrite
from symcalc.syntax.written import written

FORMS: Final = frozenset({"grad", "hessian"})


def at_points(node: Node, definitions: Mapping[str, Definition], *, latex: bool) -> Node:
    r"""The tree with each `\nabla f(0, 1)` of a defined function as `grad f at (0, 1)`.

    Raises Ambiguous for what is written so in plain text.
    """

    def change(part: Node) -> Node:
        if not isinstance(part, Form) or part.name not in FORMS or part.at is not None or part.variables:
            return part
        call = part.operands[0]
        if not isinstance(call, Call) or call.function not in definitions or any(map(names, call.arguments)):
            return part
        place = Point(call.arguments, span=call.span)
        if not latex:
            at = f"{part.name} {call.function} at ({', '.join(map(written, call.arguments))})"
            message = f"the {part.name} at a point, or that of the number {written(call)}?"
            raise Ambiguous(message, hint=f"write {at}", span=part.span)
        return Form(part.name, (Name(call.function, span=call.span),), at=place, span=part.span)

    return rewrite(node, change)
