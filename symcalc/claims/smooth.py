"""Derivatives of functions that are smooth wherever they are defined: trees as differentiated, without SymPy.

Such a tree is the derivative at every point of the domain, so it proves as much as a tidied formula does. It is read
less well: what is shown to a person is tidied first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcalc.calculus.derivatives.adjoints import all_flattened, gradient_tree
from symcalc.calculus.pointwise.analytic import is_analytic
from symcalc.decide.domain import domain
from symcalc.record import record
from symcalc.syntax.tree import Node, Product, Sum, Truth, integer


@record(frozen=False)
class Tidying:
    """Whether derivatives of smooth functions are to be tidied; where not, `left_out` tells that some would be."""

    wanted: bool = True
    left_out: bool = False


def is_smooth(function: Node, formal: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a function is seen to be smooth wherever it is defined; one without a formula is taken as such.

    >>> from symcalc.syntax import parse_expression
    >>> is_smooth(parse_expression("x^2"), {}), is_smooth(parse_expression("abs(x)"), {})
    (True, False)
    """
    return is_analytic(function, frozenset(formal))


def as_differentiated(
    function: Node, variables: Sequence[str], formal: Mapping[str, tuple[str, ...]]
) -> tuple[Node, ...]:
    """The formulas for the partial derivatives of a smooth function, nothing collected and nothing sorted.

    >>> from symcalc.syntax import parse_expression, written
    >>> [written(partial) for partial in as_differentiated(parse_expression("x^2 y"), ["x", "y"], {})]
    ['2*y*x', 'x**2']
    """
    return all_flattened(gradient_tree(function, variables, formal))


def where_defined(function: Node, formula: Node) -> Node:
    """A formula with a value only where a function has one: the derivative of log(x) is 1/x for x > 0 only.

    >>> from symcalc.syntax import parse_expression, written
    >>> written(where_defined(parse_expression("log(x)"), parse_expression("1/x")))
    '1/x + 0*log(x)'
    """
    return formula if _is_defined_too(function, formula) else Sum((formula, Product((integer(0), function))))


def _is_defined_too(function: Node, formula: Node) -> bool:
    """Whether the function is seen to be defined wherever the formula is."""
    where = domain(function)
    return where in (Truth(value=True), domain(formula))
