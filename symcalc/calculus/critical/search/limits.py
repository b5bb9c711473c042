"""Limits of functions of one variable: of a polynomial by its leading term, else by SymPy's algorithm."""

from __future__ import annotations

from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.pointwise.analytic import is_polynomial
from symcalc.syntax.tree import Constant, Negative, Node, names

OO = Constant("oo")


def symbolic_limit(function: Node, name: str, at: Node, direction: int) -> Node | None:
    """The limit at a point or an infinity, from the left where `direction` is 1; None where it is not found.

    >>> from symcalc.syntax import parse_expression
    >>> [symbolic_limit(parse_expression(text), "x", Negative(OO), -1) for text in ("x^2 - x^3", "1 - x^2")]
    [Constant(name='oo'), Negative(operand=Constant(name='oo'))]
    """
    found = _of_polynomial(function, name, at)
    if found is not None:
        return found
    from symcalc.calculus.critical.search.gruntz import algorithmic_limit  # noqa: PLC0415 (which needs SymPy)

    return algorithmic_limit(function, name, at, direction)


def _of_polynomial(function: Node, name: str, at: Node) -> Node | None:
    """The limit of a polynomial at an infinity; None for a constant, and for what is not written as a polynomial."""
    if at not in (OO, Negative(OO)) or names(function) != {name} or not is_polynomial(function):
        return None
    try:
        ratio = Tower((name,), [function]).ratio(function)
    except (NotClosed, TooHard):
        return None
    degree = int(ratio.top.degrees()[0])
    if degree < 1:
        return None
    rises = (ratio.top.leading_coefficient() > 0) == (ratio.bottom.leading_coefficient() > 0)
    return OO if rises == (at == OO or degree % 2 == 0) else Negative(OO)
