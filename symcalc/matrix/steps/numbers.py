"""The case of numbers: where all matrices are 1 by 1 the derivative must be the ordinary one (22.4.48), (22.4.50)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symcalc.errors import ShapeFault, SymcalcError
from symcalc.matrix.answer import Answer, derivative
from symcalc.matrix.emission import Emitter
from symcalc.matrix.lowering import Lowering
from symcalc.matrix.shapes import Shapes
from symcalc.matrix.simplify import simplified
from symcalc.result import Step
from symcalc.syntax import written
from symcalc.syntax.program import Shape
from symcalc.syntax.tree import Call, Name, Negative, Node, Number, Power, Product, Quotient, Sum, Transpose

UNIT = Number(Fraction(1))


def case_of_numbers(function: Node, name: str, answer: Answer, shapes: Shapes, called: str) -> Iterator[Step]:
    """The derivative for 1 by 1 matrices, and what is wrong with its formula as one of matrices."""
    numbers = Shapes(dict.fromkeys(shapes.declared, Shape(1, 1)))
    single = _single(function, shapes)
    try:
        guess = derivative(single, name, numbers).tree
    except SymcalcError:
        return
    before = written(single if _plain(single) else Emitter(numbers).tree(simplified(Lowering(numbers).entry(single))))
    after = written(guess)
    yield Step("if all were numbers", f"{called} = {before}, d{called}/d{name} = {after}")
    verdict = _verdict(guess, answer, shapes)
    if verdict:
        yield Step("the same formula for matrices", f"{after}: {verdict}")


def _plain(node: Node) -> bool:
    """Whether only arithmetic is in it, so that it can be shown as it was written."""
    return isinstance(node, Sum | Product | Quotient | Power | Negative | Name | Number) and all(
        map(_plain, node.children())
    )


def _single(node: Node, shapes: Shapes) -> Node:
    """The expression where every dimension is 1 and a transpose is nothing."""
    if isinstance(node, Transpose):
        return _single(node.operand, shapes)
    if isinstance(node, Call) and node.function in ("eye", "ones"):
        return UNIT
    if isinstance(node, Name) and node.name in shapes.dimension_names:
        return UNIT
    return node.map(lambda part: _single(part, shapes))


def _verdict(guess: Node, answer: Answer, shapes: Shapes) -> str | None:
    """Why the formula of numbers cannot be that of matrices, if its shapes say so."""
    if guess in (answer.tree, Number(Fraction(0))):
        return None
    try:
        found = shapes.of(guess)
    except ShapeFault as fault:
        return fault.message
    if found != answer.shape:
        return f"is {found}, and the derivative must be {answer.shape}"
    return "fits in shape; the indices must say whether it is right"
