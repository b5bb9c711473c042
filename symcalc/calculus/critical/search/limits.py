"""Limits of functions of one variable: the one thing that is left to SymPy's algorithm."""

from __future__ import annotations

from sympy import Expr, Poly, S, Symbol, oo

from symcalc.build import Scope, as_tree, build
from symcalc.errors import DomainFault
from symcalc.syntax.tree import Call, Constant, Negative, Node, Quotient, Sum, integer, rewrite

OO = Constant("oo")


def symbolic_limit(function: Node, name: str, at: Node, direction: int) -> Node | None:
    """The limit at a point or an infinity, from the left where `direction` is 1; None where it is not found.

    A function that is nowhere defined has none.

    (Gruntz 1996, as SymPy has it.)

    >>> from symcalc.syntax import parse_expression
    >>> symbolic_limit(parse_expression("x exp(-x)"), "x", OO, 1)
    Number(value=Fraction(0, 1), unit=None)
    """
    scope = Scope({}, {})
    place = oo if at == OO else -oo if at == Negative(OO) else build(at, scope)
    try:
        expression, variable = build(rewrite(function, _elementary), scope), scope.symbol(name)
    except DomainFault:
        return None
    polynomial = _of_polynomial(expression, variable, place)
    if polynomial is not None:
        return polynomial
    from sympy import limit  # noqa: PLC0415 (it brings along more of SymPy than all the rest here needs)

    try:
        found = limit(expression, variable, place, "-" if direction > 0 else "+")
    except (NotImplementedError, ValueError, TypeError, AttributeError, RecursionError):
        return None
    if found is oo:
        return OO
    if found == -oo:
        return Negative(OO)
    if not isinstance(found, Expr) or not found.is_number or found.has(S.NaN, S.ComplexInfinity, oo):
        return None
    return as_tree(found) if found.is_real else None


def _elementary(node: Node) -> Node:
    """Functions that the algorithm does not know, by those that it knows."""
    one = integer(1)
    match node:
        case Call("sigmoid", (u,)):
            return Quotient(one, Sum((one, Call("exp", (Negative(u),)))))
        case Call("softplus", (u,)):
            return Call("log", (Sum((one, Call("exp", (u,)))),))
    return node


def _of_polynomial(expression: Expr, variable: Symbol, place: Expr) -> Node | None:
    """The limit of a polynomial with rational coefficients at an infinity: that of its leading term."""
    if place not in (oo, -oo) or not expression.is_polynomial(variable):
        return None
    polynomial = Poly(expression, variable)
    if polynomial.degree() < 1 or (not polynomial.domain.is_QQ and not polynomial.domain.is_ZZ):
        return None
    rises = (polynomial.LC() > 0) == (place is oo or polynomial.degree() % 2 == 0)
    return OO if rises else Negative(OO)
