"""A posed problem with shapes: every name checked, the cotangent's shape found, large sizes made names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from symcalc.errors import RankFault, ShapeFault, UsageFault
from symcalc.matrix.conditions import conditions
from symcalc.matrix.shapes import Shapes, check_names
from symcalc.matrix.size import Dimensions
from symcalc.syntax import parse_expression, written
from symcalc.syntax.problem import Problem
from symcalc.syntax.program import Shape
from symcalc.syntax.source import Source
from symcalc.syntax.tree import Call, Elementwise, Name, Node, names


@dataclass(frozen=True)
class Posed:
    """A function over declared names, its shape known to fit."""

    function: Node
    declared: dict[str, Shape]
    cotangent: Node | None = None
    shapes: Shapes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "shapes", Shapes(self.declared))

    def with_cotangent(self, given: str | Source | Node) -> Posed:
        """The function sum(G .* E) in place of E; a name without a shape gets that of E."""
        whole = self.shapes.of(self.function)
        node = given if isinstance(given, Node) else parse_expression(given, shaped=True)
        declared = dict(self.declared)
        if isinstance(node, Name) and node.name not in declared and node.name not in self.shapes.dimension_names:
            declared[node.name] = as_declared(whole, node)
        check_names(node, declared)
        own = Shapes(declared).of(node)
        if own != whole:
            message = f"the cotangent {written(node)} is {own}, and {written(self.function)} is {whole}"
            raise ShapeFault(message, span=node.span)
        function = Call("sum", (Elementwise(".*", node, self.function),))
        return Posed(function, declared, node)

    def where(self, variables: Sequence[str], trees: Sequence[Node]) -> tuple[Node, ...]:
        """What the answers need besides a value of the function."""
        found = [
            each
            for name, tree in zip(variables, trees, strict=True)
            for each in conditions(self.function, tree, name, self.shapes)
        ]
        return tuple(dict.fromkeys(found))


def posed(problem: Problem) -> Posed:
    """The function of a problem, checked.

    Raises `NameFault` for a name without a shape, `ShapeFault` for what does not fit, `UsageFault` for a point.
    """
    if problem.point is not None:
        raise UsageFault("a point is for functions of numbers; names with shapes have no values here")
    check_names(problem.function, problem.shapes)
    question = Posed(problem.function, dict(problem.shapes))
    question.shapes.of(problem.function)
    return question


def check_cotangent(cotangent: Node, variables: Iterable[str]) -> None:
    """Refuse what depends on a name that is differentiated by: what is passed back is fixed.

    >>> check_cotangent(parse_expression("G", shaped=True), ["X"])
    """
    for name in variables:
        if name in names(cotangent):
            message = f"the cotangent {written(cotangent)} depends on {name}, which is differentiated by"
            hint = "a backward pass keeps it fixed: give it a name of its own"
            raise UsageFault(message, hint=hint)


def as_declared(dimensions: Dimensions, node: Name) -> Shape:
    """Dimensions as a declaration."""
    parts = []
    for size in dimensions:
        if size.names and (size.number != 1 or len(size.names) > 1):
            raise RankFault(f"declare {node.name}: its size would be {size}", span=node.span)
        parts.append(size.names[0] if size.names else size.number)
    return Shape(parts[0], parts[1])
