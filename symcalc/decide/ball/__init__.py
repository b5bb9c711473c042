"""Certified evaluation of trees by ball arithmetic: a ball that holds the value, UNDEFINED, or UNKNOWN.

The meaning of every operation is that of the language: `x^y` for x < 0 where y is an integer, the real cube root,
`heaviside(0) = 1/2`, no value of `x/x` at 0. A number that is exact stays exact (fractions up to a size), so
`x == 1/3` can be decided at 1/3. Rounding is outward throughout (FLINT's arb), so an answer is a proof.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from flint import arb, ctx, fmpq

from symcalc.decide.ball.compile import compiled
from symcalc.decide.ball.program import settled, settled_truth
from symcalc.decide.ball.verdict import UNDEFINED, UNKNOWN, Real, Verdict
from symcalc.syntax.tree import Node

__all__ = [
    "UNDEFINED",
    "UNKNOWN",
    "Ball",
    "Coordinate",
    "Real",
    "Verdict",
    "compile_ball",
    "compile_balls",
    "compile_condition",
    "enclose",
    "holds",
]

#: What an evaluation answers.
Ball: TypeAlias = arb | Verdict
#: What a coordinate of a point may be: exact, a ball, or a tree of a constant.
Coordinate: TypeAlias = "int | Fraction | arb | fmpq | Node"


def enclose(node: Node, point: Mapping[str, Coordinate] | None = None, precision: int = 64) -> Ball:
    """A ball that holds the value of a tree at a point, worked out with `precision` bits.

    UNDEFINED is certified. UNKNOWN means that more bits may decide, or that none will (a zero divided by a zero
    in disguise, a function without a formula).

    >>> from symcalc.syntax.tree import Call, Name, Quotient, integer
    >>> enclose(Call("log", (Name("x"),)), {"x": 2})
    [0.693147180559945 +/- 3.10e-16]
    >>> enclose(Quotient(Name("x"), Name("x")), {"x": 0})
    UNDEFINED
    """
    names, coordinates = _point(point, precision)
    with ctx.workprec(precision):
        return settled(compiled((node,), names).answers(coordinates)[0])


def holds(condition: Node, point: Mapping[str, Coordinate] | None = None, precision: int = 64) -> bool | Verdict | None:
    """Whether a condition holds at a point: None where the balls do not decide, a verdict where it may have no value.

    >>> from symcalc.syntax.tree import Name, Relation, integer
    >>> holds(Relation(("<", "<"), (integer(0), Name("x"), integer(1))), {"x": Fraction(1, 3)})
    True
    """
    names, coordinates = _point(point, precision)
    with ctx.workprec(precision):
        return settled_truth(compiled((condition,), names).answers(coordinates)[0])


def compile_ball(node: Node, names: Sequence[str]) -> Callable[[Sequence[Real]], Ball]:
    """A tree as a function of balls or boxes, in the order of the names, at the working precision (`flint.ctx.prec`).

    A box wholly outside the domain is UNDEFINED, one that touches its edge UNKNOWN.

    >>> from symcalc.syntax.tree import Call, Name
    >>> root = compile_ball(Call("sqrt", (Name("x"),)), ["x"])
    >>> root([fmpq(9, 4)]), root([arb(-2, 1)]), root([arb(0, 1)])
    (1.50000000000000, UNDEFINED, UNKNOWN)
    """
    program = compiled((node,), names)
    return lambda point: settled(program.answers(point)[0])


def compile_balls(nodes: Sequence[Node], names: Sequence[str]) -> Callable[[Sequence[Real]], list[Ball]]:
    """Several trees as one function of balls; what they share is worked out once."""
    program = compiled(nodes, names)
    return lambda point: [settled(value) for value in program.answers(point)]


def compile_condition(node: Node, names: Sequence[str]) -> Callable[[Sequence[Real]], bool | Verdict | None]:
    """A condition as a function of balls: true or false on all of the box, None where it is both or not decided."""
    program = compiled((node,), names)
    return lambda point: settled_truth(program.answers(point)[0])


def _point(point: Mapping[str, Coordinate] | None, precision: int) -> tuple[list[str], list[object]]:
    """The names of a point and its coordinates as values of ball arithmetic."""
    point = point or {}
    return list(point), [_coordinate(value, precision) for value in point.values()]


def _coordinate(value: Coordinate, precision: int) -> object:
    if isinstance(value, (int, Fraction)):
        return fmpq(value.numerator, value.denominator)
    if isinstance(value, Node):
        with ctx.workprec(precision):
            return compiled((value,), ()).answers(())[0]
    return value
