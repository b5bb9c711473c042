"""The greatest or least of smooth functions that are equal at a point: differentiable where their gradients agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcalc.calculus.derivatives.adjoints import gradient_tree
from symcalc.calculus.smoothness.classes import ANALYTIC, class_near
from symcalc.calculus.smoothness.lines import same
from symcalc.calculus.smoothness.place import Place
from symcalc.decide.germ import NotDefined, Undecided
from symcalc.decide.sign.polynomials import Ratio
from symcalc.syntax.tree import Call, Node


def common_gradient(function: Node, place: Place) -> list[Ratio] | None:
    """The gradient of a greatest or least value at a point, where all that is compared agrees to first order there.

    Between functions with the same value and gradient everything lies within o(|h|) of the same plane. None where they
    do not agree, where it is not seen that they do, and of other functions. It takes one gradient for each of them,
    however many meet.

    >>> from symcalc.syntax import parse_expression
    >>> from symcalc.syntax.tree import integer
    >>> place = Place(("x", "y"), {"x": integer(1), "y": integer(0)})
    >>> [slope.rational() for slope in common_gradient(parse_expression("max(x y, x^2 y)"), place)]
    [Fraction(0, 1), Fraction(1, 1)]
    >>> common_gradient(parse_expression("max(x y, 2 x y)"), place) is None
    True
    """
    if not (isinstance(function, Call) and function.function in {"min", "max"}):
        return None
    compared = tuple(_compared(function, function.function))
    if any(class_near(one, place) < ANALYTIC for one in compared):
        return None
    try:
        first, *others = (
            [place.value(tree) for tree in (one, *gradient_tree(one, place.variables))] for one in compared
        )
        return first[1:] if all(_agree(place, first, other) for other in others) else None
    except (NotDefined, Undecided):
        return None


def _compared(function: Node, kind: str) -> Iterator[Node]:
    """What is compared by a greatest (or a least) value, and by such inside it."""
    if isinstance(function, Call) and function.function == kind:
        for one in function.arguments:
            yield from _compared(one, kind)
    else:
        yield function


def _agree(place: Place, first: Sequence[Ratio], other: Sequence[Ratio]) -> bool:
    return all(same(place, a, b) for a, b in zip(first, other, strict=True))
