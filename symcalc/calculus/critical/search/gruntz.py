"""The one thing that is left to an algorithm of SymPy's: limits of functions of one variable (Gruntz 1996)."""

from __future__ import annotations

from sympy import Expr, S, oo

from symcalc.build import Scope, as_tree, build
from symcalc.calculus.critical.search.limits import OO
from symcalc.errors import DomainFault
from symcalc.syntax.tree import Call, Negative, Node, Quotient, Sum, integer, rewrite


def algorithmic_limit(function: Node, name: str, at: Node, direction: int) -> Node | None:
    """The limit at a point or an infinity, from the left where `direction` is 1; None where it is not found.

    A function that is nowhere defined has none.

    >>> from symcalc.syntax import parse_expression
    >>> algorithmic_limit(parse_expression("x exp(-x)"), "x", OO, 1)
    Number(value=Fraction(0, 1), unit=None)
    """
    scope = Scope({}, {})
    place = oo if at == OO else -oo if at == Negative(OO) else build(at, scope)
    try:
        expression, variable = build(rewrite(function, _elementary), scope), scope.symbol(name)
    except DomainFault:
        return None
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
