"""A tree becomes a SymPy expression: sums and products at once, shared parts once, no recursion, no strings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sympy import Add, And, Basic, E, Eq, Expr, Ge, Gt, I, Le, Lt, Ne, Not, Or, Rational, S, false, oo, pi, true

from symcalc.build.formal import formal
from symcalc.build.names import Scope
from symcalc.build.pieces import pieces
from symcalc.build.power import Undefined, power
from symcalc.build.product import negative, times
from symcalc.build.table import MAKERS
from symcalc.errors import DomainFault, Unsupported
from symcalc.syntax.tree import (
    Call,
    Constant,
    Derivative,
    Logic,
    Name,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    Truth,
)

CONSTANTS = {"pi": pi, "e": E, "oo": oo}
RELATIONS = {"<": Lt, "<=": Le, ">": Gt, ">=": Ge, "==": Eq, "!=": Ne}
LOGIC = {"and": And, "or": Or, "not": Not}
NOT_REAL = {S.ComplexInfinity, S.NaN, S.Infinity, S.NegativeInfinity, I}


def build(node: Node, scope: Scope | None = None) -> Any:
    """The SymPy expression (or, of a condition, the SymPy relation) that a tree stands for.

    Numbers too large to be written out stay powers, factorials and so on; a number in front of a bracket stays
    there; parts that the tree shares are built once. Raises DomainFault, with its place, where an operation on
    numbers has no real value; Unsupported for vectors, matrices and for derivatives of anything but a function
    without a formula.

    >>> from symcalc.syntax import parse_expression
    >>> build(parse_expression("x + 9^9^9^9"))
    x + LargePower(9, LargePower(9, 387420489))
    """
    scope = scope or Scope()
    built: dict[int, Basic | DomainFault] = {}
    stack: list[Node] = [node]
    while stack:
        part = stack[-1]
        if id(part) in built:
            stack.pop()
            continue
        below = _below(part)
        waiting = [child for child in below if id(child) not in built]
        if waiting:
            stack.extend(waiting)
            continue
        stack.pop()
        built[id(part)] = _over(part, [built[id(child)] for child in below], scope)
    whole = built[id(node)]
    if isinstance(whole, DomainFault):
        raise whole
    return whole


def _over(node: Node, parts: list[Any], scope: Scope) -> Basic | DomainFault:
    """One node over its built parts, or why it has no value: a piece without one leaves the others as they are."""
    faults = [part for part in parts if isinstance(part, DomainFault)]
    if isinstance(node, Piecewise):
        parts = [S.NaN if isinstance(part, DomainFault) and not k % 2 else part for k, part in enumerate(parts)]
    if any(isinstance(part, DomainFault) for part in parts):
        return faults[0]
    try:
        return _join(node, parts, scope)
    except DomainFault as error:
        return faults[0] if faults else error


def _below(node: Node) -> Sequence[Node]:
    """The parts that are built before a node; the names by which a derivative is taken are none."""
    if isinstance(node, Derivative):
        return node.point or ()
    return node.children()


def _join(node: Node, parts: list[Any], scope: Scope) -> Basic:
    """One node over its built parts."""
    join = JOIN.get(type(node))
    if join is None:
        raise Unsupported(f"{type(node).__name__} is no part of a scalar expression", span=node.span)
    try:
        made = join(node, parts, scope)
    except Undefined as error:
        raise DomainFault(f"not defined: {error}", span=node.span) from None
    if not is_real(made) and not isinstance(node, Constant):
        raise DomainFault("this has no real value", span=node.span)
    return made


def is_real(made: Basic) -> bool:
    """Whether nothing on the surface says that a value is infinite or not real; what is below was asked before."""
    if made in NOT_REAL:
        return False
    if made.is_Add:
        return all(term not in NOT_REAL and not (term.is_Mul and I in term.args) for term in made.args)
    if made.is_Mul:
        return I not in made.args
    return not (made.is_Function and made.is_number and made.is_real is False)


def _number(node: Number, _parts: list[Any], _scope: Scope) -> Expr:
    return Rational(node.value.numerator, node.value.denominator)


def _name(node: Name, _parts: list[Any], scope: Scope) -> Expr:
    return scope.symbol(node.name)


def _quotient(_node: Quotient, parts: list[Any], _scope: Scope) -> Expr:
    numerator, denominator = parts
    if denominator.is_zero:
        raise Undefined("the denominator is 0")
    return times(numerator, power(denominator, S.NegativeOne))


def _call(node: Call, parts: list[Any], scope: Scope) -> Expr:
    if node.function in scope.formal:
        return formal(node.function, scope.formal[node.function])(*parts)
    maker = MAKERS.get(node.function)
    if maker is None:
        hint = 'vectors and matrices are declared: --shape "x: n; A: m x n"'
        raise Unsupported(f"{node.function} is of vectors and matrices", hint=hint, span=node.span)
    return maker(*parts)


def _derivative(node: Derivative, parts: list[Any], scope: Scope) -> Expr:
    """A derivative of a function without a formula, at the point or at its own parameters."""
    if not isinstance(node.function, Name) or node.function.name not in scope.formal:
        raise Unsupported("a derivative inside an expression is resolved before it is built", span=node.span)
    parameters = scope.formal[node.function.name]
    function = formal(node.function.name, parameters)
    for variable in node.variables:
        function = function.by(parameters.index(variable.name if isinstance(variable, Name) else ""))
    return function(*(parts if node.point is not None else scope.symbols(parameters)))


def _relation(node: Relation, parts: list[Any], _scope: Scope) -> Basic:
    links = zip(node.operators, parts, parts[1:], strict=False)
    return And(*(RELATIONS[operator](left, right) for operator, left, right in links))


def _piecewise(_node: Piecewise, parts: list[Any], _scope: Scope) -> Expr:
    return pieces(list(zip(parts[::2], parts[1::2], strict=True)))


JOIN: dict[type, Callable[[Any, list[Any], Scope], Basic]] = {
    Number: _number,
    Name: _name,
    Constant: lambda node, _parts, _scope: CONSTANTS[node.name],
    Negative: lambda _node, parts, _scope: negative(parts[0]),
    Sum: lambda _node, parts, _scope: Add(*parts),
    Product: lambda _node, parts, _scope: times(*parts),
    Quotient: _quotient,
    Power: lambda _node, parts, _scope: power(*parts),
    Call: _call,
    Derivative: _derivative,
    Relation: _relation,
    Logic: lambda node, parts, _scope: LOGIC[node.operator](*parts),
    Truth: lambda node, _parts, _scope: true if node.value else false,
    Piecewise: _piecewise,
}
