"""Derivatives as functions of a point: the formula where there is one, no value where there is no derivative.

The engine's formula holds off the kinks and jumps; what a formula says there (`sign(0)` for |x|) is no derivative.
At a zero of a switching expression u the derivative exists where the function is continuous and the formulas for
u > 0 and u < 0 meet, and has their common value (by the mean value theorem); where they do not meet, it does not
exist. The function has to be defined, too: the derivative of log(x) is 1/x for x > 0 only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from symcalc.calculus.smoothness import where as holding
from symcalc.claims.smooth import where_defined
from symcalc.decide.domain.simplify import joined
from symcalc.decide.identity.folding import number, worked_out
from symcalc.decide.identity.kernels.construction import built
from symcalc.decide.identity.kernels.knowledge import Knowledge, Nowhere
from symcalc.decide.identity.kernels.settling import Unsettled
from symcalc.decide.identity.work import OutOfWork, Work
from symcalc.record import record, replace
from symcalc.syntax.tree import (
    Call,
    Constant,
    Logic,
    Negative,
    Node,
    Piecewise,
    Product,
    Relation,
    Sum,
    Truth,
    free_parts,
    integer,
    names,
    rational,
    rewrite,
)

Operator: TypeAlias = Literal["<", "<=", ">", ">=", "==", "!=", "≈"]
#: What these are for a negative and for a positive argument.
STEPS: Final = {"sign": {-1: integer(-1), 1: integer(1)}, "heaviside": {-1: integer(0), 1: integer(1)}}
ZERO: Final = integer(0)
#: How far from its integer argument a function is just below it, and just above.
STEPPING: Final = {"floor": (-1, 0), "ceil": (0, 1)}
#: The angles above and below a cut, in half turns: where the first argument is 0, and a second one not positive.
CUTS: Final = {"atan2": (Fraction(1), Fraction(-1)), "acot": (Fraction(1, 2), Fraction(-1, 2))}
#: The work that finding switches that are the same may cost.
GROUPING_WORK: Final = 5_000


@record
class Switch:
    """An expression whose sign decides between formulas; others have the same sign, or the opposite one."""

    expression: Node
    same: tuple[Node, ...] = ()
    opposite: tuple[Node, ...] = ()

    def joined(self, expression: Node, *, opposite: bool) -> Switch:
        """The same switch with one more expression."""
        if opposite:
            return replace(self, opposite=(*self.opposite, expression))
        return replace(self, same=(*self.same, expression))

    def side(self, tree: Node, sign: int) -> Node:
        """The tree where the expression is positive, or negative."""

        def change(part: Node) -> Node:
            match part:
                case Call(function, (argument,)) if function in STEPS and (of := self._sign(argument, sign)):
                    return STEPS[function][of]
                case Piecewise(pieces):
                    return _chosen(tuple((value, self._settled(condition, sign)) for value, condition in pieces))
            return part

        return rewrite(tree, change)

    def _sign(self, expression: Node, sign: int) -> int:
        return sign if expression in self.same else -sign if expression in self.opposite else 0

    def _settled(self, condition: Node, sign: int) -> Node:
        """A condition with its comparisons decided that the sign decides."""

        def change(part: Node) -> Node:
            match part:
                case Relation(operators, operands):
                    links = zip(operators, pairwise(operands), strict=True)
                    return joined("and", [self._link(operator, *pair, sign) for operator, pair in links])
                case Logic("not", (Truth(value),)):
                    return Truth(not value)
                case Logic("and" | "or" as operator, operands):
                    return joined(operator, operands)
            return part

        return rewrite(condition, change)

    def _link(self, operator: Operator, left: Node, right: Node, sign: int) -> Node:
        """One comparison, decided where it is about the switch."""
        of = self._sign(difference(left, right), sign)
        if not of:
            return Relation((operator,), (left, right))
        return Truth(operator in (("<", "<=", "!=") if of < 0 else (">", ">=", "!=")))


def difference(left: Node, right: Node) -> Node:
    """Left minus right."""
    return left if right == ZERO else Sum((left, Negative(right)))


def _chosen(pieces: tuple[tuple[Node, Node], ...]) -> Node:
    """A piecewise function without the pieces that are never reached."""
    kept: list[tuple[Node, Node]] = []
    for value, condition in pieces:
        if condition != Truth(value=False):
            kept.append((value, condition))
        if condition == Truth(value=True):
            break
    return kept[0][0] if kept and kept[0][1] == Truth(value=True) else Piecewise(tuple(kept))


def pointwise(function: Node, formula: Node, variable: str) -> Node:
    """The derivative by a variable, given the engine's formula for it, with a value exactly where it exists.

    >>> from symcalc.syntax import parse_expression, written
    >>> x_times = parse_expression("x abs(x)"), parse_expression("x sign(x) + abs(x)")
    >>> written(pointwise(*x_times, "x"))
    'x*sign(x) + abs(x)'
    """
    if holding(function, (variable,)) == ():
        return where_defined(function, formula)
    result = _at_switches(function, formula, switches_of((function, formula), variable))
    for part in free_parts(function):
        if isinstance(part, Call) and part.function in STEPPING and variable in names(part):
            result = _at_integers(function, result, part)
        if isinstance(part, Call) and part.function in CUTS and variable in names(part):
            result = _at_cut(function, result, part)
    return where_defined(function, result)


def only_where(value: Node, condition: Node) -> Node:
    """A value where a condition holds, and none elsewhere."""
    return value if condition == Truth(value=True) else Piecewise(((value, condition),))


def _at_switches(function: Node, formula: Node, switches: Sequence[Switch]) -> Node:
    """The formula off all switches; at a single one what both sides meet in; at several at once, no value."""
    if not switches:
        return formula
    switch, others = switches[0], switches[1:]
    off = _at_switches(function, formula, others)
    meeting = _meeting(function, formula, switch)
    away = Relation(("!=",), (switch.expression, ZERO))
    if meeting is None:
        return only_where(off, away)
    for other in others:
        meeting = only_where(meeting, Relation(("!=",), (other.expression, ZERO)))
    return Piecewise(((off, away), (meeting, Truth(value=True))))


def _at_integers(function: Node, formula: Node, step: Call) -> Node:
    """The formula off the integers of a rounded argument; at one, what both neighbouring values meet in."""
    argument = step.arguments[0]
    below, above = (_stepped(step, Sum((argument, integer(by))) if by else argument) for by in STEPPING[step.function])
    meeting = _where_zero(
        above(formula), [difference(above(formula), below(formula)), difference(above(function), below(function))]
    )
    away = Relation(("!=",), (step, argument))
    return only_where(formula, away) if meeting is None else Piecewise(((formula, away), (meeting, Truth(value=True))))


def _at_cut(function: Node, formula: Node, part: Call) -> Node:
    """The formula off the cut of an angle; on it, what the angles on both sides meet in."""
    above, below = (_stepped(part, Product((rational(turn), Constant("pi")))) for turn in CUTS[part.function])
    gaps = [difference(above(formula), below(formula)), difference(above(function), below(function))]
    meeting = _where_zero(above(formula), [*gaps, difference(function, above(function))])
    first, *others = part.arguments
    away: list[Node] = [Relation(("!=",), (first, ZERO)), *(Relation((">",), (other, ZERO)) for other in others)]
    pieces = tuple((formula, condition) for condition in away)
    return Piecewise(pieces if meeting is None else (*pieces, (meeting, Truth(value=True))))


def _stepped(step: Call, value: Node) -> Callable[[Node], Node]:
    """What puts a value in the place of a rounded argument."""
    return lambda tree: rewrite(tree, lambda part: value if part == step else part)


def _meeting(function: Node, formula: Node, switch: Switch) -> Node | None:
    """The value where a switching expression is zero: where function and formula have no jump; None if they have."""
    gaps = [difference(switch.side(formula, 1), switch.side(formula, -1))]
    if switch.side(function, 1) != switch.side(function, -1):
        gaps.append(difference(switch.side(function, 1), switch.side(function, -1)))
    if switch.side(function, 1) != function:
        gaps.append(difference(function, switch.side(function, 1)))
    return _where_zero(switch.side(formula, 1), gaps)


def _where_zero(value: Node, gaps: Iterable[Node]) -> Node | None:
    """A value where all gaps are zero; None where one never is."""
    value = worked_out(value)
    for gap in map(worked_out, gaps):
        known = number(gap)
        if known is None:
            value = only_where(value, Relation(("==",), (gap, ZERO)))
        elif known != 0:
            return None
    return value


def switches_of(trees: Sequence[Node], variable: str) -> list[Switch]:
    """The expressions in a variable whose signs decide between formulas, each once up to a factor."""
    found: dict[Node, None] = {}
    for part in (part for tree in trees for part in free_parts(tree)):
        if isinstance(part, Call) and part.function in STEPS:
            found.setdefault(part.arguments[0])
        elif isinstance(part, Piecewise):
            found |= dict.fromkeys(_compared(condition for _, condition in part.pieces))
    return _grouped([expression for expression in found if variable in names(expression)])


def _compared(conditions: Iterable[Node]) -> Iterator[Node]:
    """The differences that comparisons in conditions are about."""
    for condition in conditions:
        match condition:
            case Relation(_, operands):
                yield from (difference(a, b) for a, b in pairwise(operands))
            case Logic(_, operands):
                yield from _compared(operands)


def _grouped(expressions: list[Node]) -> list[Switch]:
    """Expressions that are positive or negative multiples of one another are one switch."""
    try:
        made = built(Knowledge(), Work(GROUPING_WORK), expressions)
    except (OutOfWork, Nowhere, Unsettled):
        return [Switch(expression, (expression,)) for expression in expressions]
    tower, switches = made.tower, list[tuple[int, Switch]]()
    for index, expression in enumerate(expressions):
        for place, (first, switch) in enumerate(switches):
            if not made.ratios[index].numerator:
                break
            times = tower.rational(tower.divide(made.ratios[first], made.ratios[index]))
            if times is not None:
                switches[place] = (first, switch.joined(expression, opposite=times < 0))
                break
        else:
            switches.append((index, Switch(expression, (expression,))))
    return [switch for _, switch in switches]
