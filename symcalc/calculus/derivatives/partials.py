"""The first and second partial derivatives of one operation by its arguments, as factors still to be multiplied."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import cache
from typing import NamedTuple, TypeAlias

from symcalc.calculus.derivatives.adjoints import Adjoints, Formal, varies_with_exponent
from symcalc.calculus.derivatives.algebra import (
    ONE,
    ZERO,
    divided,
    less_one,
    number,
    product,
    raised,
    scaled,
    total,
)
from symcalc.calculus.derivatives.merged import MINUS
from symcalc.calculus.derivatives.rules import SECOND_RULES, argument_name, rule
from symcalc.errors import Unsupported
from symcalc.syntax import parse_expression
from symcalc.syntax.tree import (
    Call,
    Derivative,
    Name,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    rational,
    substitute,
)

TWO = Number(Fraction(2))
#: An argument: a part, or a variable by its name.
Argument: TypeAlias = Node | str
#: The second derivatives of an expression by some variables.
Rows: TypeAlias = Sequence[Sequence[Node]]


class Slope(NamedTuple):
    """The partial derivative by an argument."""

    argument: Argument
    factors: tuple[Node, ...]


class Bend(NamedTuple):
    """The second partial derivative by two arguments, which stand at different places, or twice by one place."""

    first: Argument
    second: Argument
    factors: tuple[Node, ...]
    same_place: bool = False


class Partials:
    """The partial derivatives of operations by those of their arguments that move with the variables."""

    def __init__(self, adjoints: Adjoints, hessian: Callable[[Node, Sequence[str], Formal], Rows]) -> None:
        self.adjoints = adjoints
        self.hessian = hessian

    def __call__(self, part: Node) -> Iterator[Slope | Bend]:
        """The slopes and bends of one operation that are not 0 at once.

        Raises Unsupported where the language has no formula for a derivative.
        """
        return (found for found in self._all(part) if self._counts(found))

    def _counts(self, found: Slope | Bend) -> bool:
        arguments = found[:1] if isinstance(found, Slope) else found[:2]
        return ZERO not in found.factors and all(map(self._moves, arguments))

    def _moves(self, argument: Argument) -> bool:
        if isinstance(argument, str):
            return argument in self.adjoints.known
        return self.adjoints.moving[id(argument)]

    def _all(self, part: Node) -> Iterator[Slope | Bend]:
        match part:
            case Name():
                return iter(())
            case Sum(terms):
                return (Slope(term, (ONE,)) for term in terms)
            case Negative(operand):
                return iter((Slope(operand, (MINUS,)),))
            case Product((left, right)):
                return iter((Slope(left, (right,)), Slope(right, (left,)), Bend(left, right, (ONE,))))
            case Quotient(top, bottom):
                return _of_quotient(part, top, bottom)
            case Power(base, exponent):
                return self._of_power(part, base, exponent)
            case Piecewise(pieces):
                return self._of_pieces(pieces)
            case Derivative(_, Name(name), by, point):
                return self._of_derivative(name, by, point)
            case Call(function, arguments) if function in self.adjoints.formal:
                return self._of_derivative(function, (), arguments)
            case Call(function, arguments):
                return self._of_call(part, function, arguments)
        raise Unsupported(f"{type(part).__name__} is no part of a scalar expression", span=part.span)

    def _of_power(self, part: Node, base: Node, exponent: Node) -> Iterator[Slope | Bend]:
        value = number(exponent)
        if value is not None:
            yield Slope(base, (_lowered(base, value, 1),))
            yield Bend(base, base, (_lowered(base, value, 2),), same_place=True)
        else:
            once = less_one(exponent)
            yield Slope(base, (exponent, raised(base, once)))
            yield Bend(base, base, (exponent, once, raised(base, less_one(once))), same_place=True)
        if self._moves(exponent) and varies_with_exponent(base):
            logarithm, slope = Call("log", (base,)), product(exponent, raised(base, less_one(exponent)))
            yield Slope(exponent, (part, logarithm))
            yield Bend(exponent, exponent, (part, logarithm, logarithm), same_place=True)
            yield Bend(base, exponent, (total([raised(base, less_one(exponent)), product(slope, logarithm)]),))

    def _of_pieces(self, pieces: Sequence[tuple[Node, Node]]) -> Iterator[Slope | Bend]:
        """By cases the derivatives are those of the case; each case is differentiated on its own."""
        variables = self.adjoints.variables
        slopes = [self.adjoints.gradient(value) for value, _ in pieces]
        bends = [self.hessian(value, variables, self.adjoints.formal) for value, _ in pieces]
        for i, name in enumerate(variables):
            yield Slope(name, (_by_cases([slope[i] for slope in slopes], pieces),))
            for j, other in enumerate(variables[: i + 1]):
                yield Bend(name, other, (_by_cases([rows[i][j] for rows in bends], pieces),), same_place=i == j)

    def _of_derivative(self, name: str, by: tuple[Node, ...], point: tuple[Node, ...] | None) -> Iterator[Slope | Bend]:
        """A function without a formula, or a derivative of one, by each of its arguments."""
        parameters = self.adjoints.formal[name]
        arguments: tuple[Argument, ...] = parameters if point is None else point
        for i, parameter in enumerate(map(Name, parameters)):
            yield Slope(arguments[i], (Derivative("diff", Name(name), (*by, parameter), point),))
            for j, other in enumerate(map(Name, parameters[: i + 1])):
                second = Derivative("diff", Name(name), (*by, other, parameter), point)
                yield Bend(arguments[j], arguments[i], (second,), same_place=i == j)

    def _of_call(self, part: Node, function: str, arguments: tuple[Node, ...]) -> Iterator[Slope | Bend]:
        values = {argument_name(place): argument for place, argument in enumerate(arguments)} | {"itself": part}
        count = len(arguments)
        moving = [place for place in range(count) if self._moves(arguments[place])]
        slopes = {place: substitute(rule(function, count, place), values) for place in moving}
        for i, slope in slopes.items():
            yield Slope(arguments[i], (slope,))
            for j in (place for place in moving if place <= i):
                second = substitute(second_rule(function, count, i, j), {**values, "slope": slopes[j]})
                yield Bend(arguments[j], arguments[i], (second,), same_place=i == j)


def _of_quotient(part: Node, top: Node, bottom: Node) -> Iterator[Slope | Bend]:
    reciprocal = divided(ONE, bottom)
    yield Slope(top, (reciprocal,))
    yield Slope(bottom, (reciprocal, part, MINUS))
    yield Bend(top, bottom, (reciprocal, reciprocal, MINUS))
    yield Bend(bottom, bottom, (reciprocal, reciprocal, part, TWO), same_place=True)


def _lowered(base: Node, exponent: Fraction, times: int) -> Node:
    """A derivative of a power: its exponent lowered once or twice, with the factors that this puts in front."""
    factor = exponent if times == 1 else exponent * (exponent - 1)
    return scaled(factor, raised(base, rational(exponent - times))) if factor else ZERO


def _by_cases(values: Sequence[Node], pieces: Sequence[tuple[Node, Node]]) -> Node:
    if all(value == ZERO for value in values):
        return ZERO
    return Piecewise(tuple((value, condition) for value, (_, condition) in zip(values, pieces, strict=True)))


@cache
def second_rule(function: str, count: int, place: int, other: int) -> Node:
    """The derivative of the rule for one place by another, as a tree of `a`, `b`, `itself` and the other's `slope`.

    >>> from symcalc.syntax import written
    >>> written(second_rule("tanh", 1, 0, 0)), written(second_rule("sqrt", 1, 0, 0))
    ('-2*(itself*slope)', '-slope/(2*a)')
    """
    if count == 1 and function in SECOND_RULES:
        return parse_expression(SECOND_RULES[function])
    first = rule(function, count, place)
    own, value = argument_name(other), "itself"
    slopes = Adjoints((own, value), {}).slopes(first)
    through = [product(slopes[value], Name("slope"))] if value in slopes else []
    return total([slopes[own], *through] if own in slopes else through)
