"""A derivative by the rules, as a teacher writes it: one rule a line, from the outside in.

Each line is an equation that holds: the derivative of a part, by the rule that its outermost operation asks for, in
terms of derivatives of smaller parts, which the lines below work out. (Rules: any calculus text; the order is that of
reading, the outermost operation first.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from symcalc.build import Scope, as_tree, build
from symcalc.calculus.derivatives.derivative import derivative_of
from symcalc.calculus.tidying.lines import product
from symcalc.decide.domain.conditions import number
from symcalc.result import Step, Value
from symcalc.syntax import written
from symcalc.syntax.tree import (
    Array,
    Call,
    Constant,
    Derivative,
    Name,
    Negative,
    Node,
    Piecewise,
    Power,
    Quotient,
    Relation,
    Sum,
    integer,
    names,
    rational,
    rewrite,
    substitute,
)
from symcalc.syntax.tree import Product as Factors

ZERO, ONE = integer(0), integer(1)
#: How many lines a derivation has at most, for one variable.
MOST = 40


class Rule(NamedTuple):
    """The rule for one operation: its name, what it gives, and the parts that are still to be differentiated."""

    name: str
    derivative: Node
    rest: tuple[Node, ...] = ()


def derivation(function: Node, variable: str, scope: Scope) -> tuple[Step, ...]:
    """The lines of a derivative by one variable, without the result itself.

    >>> from symcalc.syntax import parse_expression
    >>> for step in derivation(parse_expression("x^2 sin(3x)"), "x", Scope()):
    ...     print(written(step.line), "|", step.rule)
    diff(x**2*sin(3*x), x) == diff(x**2, x)*sin(3*x) + x**2*diff(sin(3*x), x) | product rule
    diff(x**2, x) == 2*x | power rule
    diff(sin(3*x), x) == cos(3*x)*diff(3*x, x) | chain rule: sin of 3*x
    diff(3*x, x) == 3 | constant factor
    """
    lines = list(_lines(function, variable, scope))
    if len(lines) > MOST:
        rest = f"and {len(lines) - MOST} more lines like these"
        return (*lines[:MOST], Step("left out", rest))
    return tuple(lines)


def _lines(function: Node, variable: str, scope: Scope) -> Iterator[Step]:
    waiting = [function]
    seen: set[str] = set()
    while waiting:
        part = waiting.pop(0)
        text = written(part)
        if text in seen or isinstance(part, Name):
            continue
        seen.add(text)
        rule = _rule(part, variable, scope)
        left = Derivative("diff", part, (Name(variable),))
        yield Step(rule.name, Relation(("==",), (left, rule.derivative)))
        waiting[:0] = rule.rest


class _By:
    """Derivatives of the parts of one operation by a variable."""

    def __init__(self, variable: str) -> None:
        self.variable = variable
        self.rest: list[Node] = []

    def moves(self, node: Node) -> bool:
        """Whether a part depends on the variable."""
        return self.variable in names(node)

    def slope(self, node: Node) -> Node:
        """The derivative of a part: 0 and 1 at once, else a derivative that its own line works out."""
        if not self.moves(node):
            return ZERO
        if isinstance(node, Name):
            return ONE
        self.rest.append(node)
        return Derivative("diff", node, (Name(self.variable),))

    def rule(self, name: str, derivative: Node) -> Rule:
        """The rule with the parts that its derivative left open."""
        return Rule(name, derivative, tuple(self.rest))


def _rule(node: Node, variable: str, scope: Scope) -> Rule:
    """The rule that the outermost operation asks for."""
    by = _By(variable)
    if not by.moves(node):
        return Rule("constant", ZERO)
    match node:
        case Sum(terms):
            return by.rule("sum rule", _sum([by.slope(term) for term in terms]))
        case Negative(operand):
            return by.rule("constant factor", _negative(by.slope(operand)))
        case Factors(factors):
            return _product(factors, by)
        case Quotient(top, bottom):
            return _quotient(top, bottom, by)
        case Power(base, exponent):
            return _power(base, exponent, by)
        case Piecewise(pieces):
            slopes = tuple((by.slope(value), condition) for value, condition in pieces)
            return by.rule("piece by piece, inside the pieces", Piecewise(slopes))
        case Call(function, arguments):
            return _call(node, function, arguments, by, scope)
    return Rule("derivative", as_tree(build(Derivative("diff", node, (Name(variable),)), scope)))


def _sum(terms: Sequence[Node]) -> Node:
    kept = [term for term in terms if term != ZERO]
    if not kept:
        return ZERO
    return kept[0] if len(kept) == 1 else Sum(tuple(kept))


def _negative(node: Node) -> Node:
    return ZERO if node == ZERO else Negative(node)


def _times(*factors: Node) -> Node:
    """A product as it is written, without ones and with one line of division; zero where a factor is."""
    if ZERO in factors:
        return ZERO
    above: list[Node] = []
    below: list[Node] = []
    for factor in factors:
        top, bottom = (factor.numerator, [factor.denominator]) if isinstance(factor, Quotient) else (factor, [])
        above += [part for part in (top.factors if isinstance(top, Factors) else (top,)) if part != ONE]
        below += bottom
    return Quotient(_joined(above), _joined(below)) if below else _joined(above)


def _joined(factors: Sequence[Node]) -> Node:
    if not factors:
        return ONE
    return factors[0] if len(factors) == 1 else Factors(tuple(factors))


def _product(factors: tuple[Node, ...], by: _By) -> Rule:
    moving = [place for place, factor in enumerate(factors) if by.moves(factor)]
    if len(moving) == 1:
        inner = factors[moving[0]]
        constant = _times(*factors[: moving[0]], *factors[moving[0] + 1 :])
        return by.rule("constant factor", product([constant, by.slope(inner)]))
    terms = [_times(*factors[:place], by.slope(factors[place]), *factors[place + 1 :]) for place in moving]
    return by.rule("product rule", _sum(terms))


def _quotient(top: Node, bottom: Node, by: _By) -> Rule:
    if not by.moves(bottom):
        return by.rule("constant factor", Quotient(by.slope(top), bottom))
    square = Power(bottom, integer(2))
    if not by.moves(top):
        return by.rule("reciprocal rule", Negative(Quotient(_times(top, by.slope(bottom)), square)))
    first = _times(by.slope(top), bottom)
    return by.rule("quotient rule", Quotient(Sum((first, Negative(_times(top, by.slope(bottom))))), square))


def _power(base: Node, exponent: Node, by: _By) -> Rule:
    if not by.moves(exponent):
        outer = product([exponent, _lowered(base, exponent)])
        inner = "" if isinstance(base, Name) else f" and chain rule: power of {written(base)}"
        return by.rule(f"power rule{inner}", _times(outer, by.slope(base)))
    if not by.moves(base):
        whole = Power(base, exponent)
        scale = ONE if base == Constant("e") else Call("log", (base,))
        name = "exponential" if isinstance(exponent, Name) else f"exponential, chain rule with {written(exponent)}"
        return by.rule(name, _times(whole, scale, by.slope(exponent)))
    growth = Sum((_times(by.slope(exponent), Call("log", (base,))), Quotient(_times(exponent, by.slope(base)), base)))
    return by.rule("power with both parts variable: u^v = exp(v*log(u))", _times(Power(base, exponent), growth))


def _lowered(base: Node, exponent: Node) -> Node:
    """The base to the exponent less one."""
    value = number(exponent)
    if value == 2:
        return base
    return Power(base, Sum((exponent, Negative(ONE))) if value is None else rational(value - 1))


def _call(node: Call, function: str, arguments: tuple[Node, ...], by: _By, scope: Scope) -> Rule:
    """A function by the chain rule: its own partial derivatives, each times that of the argument."""
    moving = [place for place, argument in enumerate(arguments) if by.moves(argument)]
    terms = [_times(_outer(node, place, scope), by.slope(arguments[place])) for place in moving]
    inner = [arguments[place] for place in moving if not isinstance(arguments[place], Name)]
    name = f"derivative of {function}" if not inner else f"chain rule: {function} of {', '.join(map(written, inner))}"
    return by.rule(name, _sum(terms))


def _outer(node: Call, place: int, scope: Scope) -> Node:
    """The partial derivative of a function by one of its arguments, the arguments being as they are."""
    stand_ins = [f"u{index}" for index in range(len(node.arguments))]
    built = build(Call(node.function, tuple(map(Name, stand_ins))), scope)
    slope = as_tree(derivative_of(built, scope.symbol(stand_ins[place])))
    return substitute(slope, dict(zip(stand_ins, node.arguments, strict=True)))


def gradient_steps(function: Node, variables: Sequence[str], partials: Sequence[Value], scope: Scope) -> Iterator[Step]:
    """The derivation of every partial derivative, each ended by the result as it is given.

    >>> from symcalc.syntax import parse_expression
    >>> [step.rule for step in gradient_steps(parse_expression("x^2"), ["x"], [parse_expression("2x")], Scope())]
    ['power rule', 'together, by x']
    """
    for variable, result in zip(variables, partials, strict=True):
        lines = (*derivation(function, variable, scope), _together(function, (variable,), result))
        yield from lines if len(variables) > 1 else map(_ordinary, lines)


def hessian_steps(
    function: Node, variables: Sequence[str], partials: Sequence[Value], rows: Sequence[Sequence[Value]], scope: Scope
) -> Iterator[Step]:
    """The first derivatives, then from each of them the second ones in and above the diagonal.

    The matrix is symmetric where the mixed derivatives are continuous (22.4.27).
    """
    yield from gradient_steps(function, variables, partials, scope)
    for i, first in enumerate(variables):
        slope = tree_of(partials[i])
        for j in range(i, len(variables)):
            lines = (*derivation(slope, variables[j], scope), _together(function, (first, variables[j]), rows[i][j]))
            yield from lines if len(variables) > 1 else map(_ordinary, lines)


def _together(function: Node, variables: tuple[str, ...], result: Value) -> Step:
    left = Derivative("diff", function, tuple(map(Name, variables)))
    return Step(f"together, by {' and '.join(variables)}", Relation(("==",), (left, tree_of(result))))


def _ordinary(step: Step) -> Step:
    """A line about a function of one variable: its derivatives are written with d, not with ∂."""
    return Step(step.rule, rewrite(step.line, _with_d)) if isinstance(step.line, Node) else step


def _with_d(part: Node) -> Node:
    if isinstance(part, Derivative) and part.kind == "diff":
        return Derivative("total", part.function, part.variables, part.point)
    return part


def tree_of(value: Value) -> Node:
    """A value as a tree, whatever it is."""
    if isinstance(value, Node):
        return value
    return Array(tuple(map(tree_of, value))) if isinstance(value, tuple) else as_tree(value)
