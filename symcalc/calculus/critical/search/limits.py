"""Limits of functions of one variable: the one thing that is left to SymPy's algorithm."""

from __future__ import annotations

from sympy import Expr, S, oo

from symcalc.build import Scope, as_tree, build
from symcalc.syntax.tree import Call, Constant, Negative, Node, Quotient, Sum, integer, rewrite

OO = Constant("oo")


def symbolic_limit(function: Node, name: str, at: Node, direction: int) -> Node | None:
    """The limit at a point or an infinity, from the left where `direction` is 1; None where it is not found.

    (Gruntz 1996, as SymPy has it.)

    >>> from symcalc.syntax import parse_expression
    >>> symbolic_limit(parse_expression("x exp(-x)"), "x", OO, 1)
    Number(value=Fraction(0, 1), unit=None)
    """
    from sympy import limit  # noqa: PLC0415 (it brings along more of SymPy than all the rest here needs)

    scope = Scope({}, {})
    place = oo if at == OO else -oo if at == Negative(OO) else build(at, scope)
    try:
        found = limit(
            build(rewrite(function, _elementary), scope), scope.symbol(name), place, "-" if direction > 0 else "+"
        )
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
