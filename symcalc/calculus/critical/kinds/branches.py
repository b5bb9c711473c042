"""The gradient of a function at a point where its own branches meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcalc.build import Scope, as_tree, build, substitute
from symcalc.calculus.critical.points.spots import Spot
from symcalc.calculus.derivatives.derivative import gradient_of
from symcalc.calculus.smoothness import Behaviour, behaviour
from symcalc.decide.sign import is_zero
from symcalc.errors import DomainFault, Nondifferentiable
from symcalc.syntax.tree import Node


def is_stationary(tree: Node, names: Sequence[str], spot: Spot) -> bool | None:
    """Whether f has a gradient at a point, and it is 0; None where it has another one, False where none is known."""
    if spot.exact is None:
        return False
    try:
        there = behaviour(tree, names, spot.exact, 1)
    except (Nondifferentiable, DomainFault):
        return False
    if there.regular is None:
        return False
    return True if all(is_zero(slope) for slope in slopes_at(there, names, spot.exact)) else None


def slopes_at(there: Behaviour, names: Sequence[str], point: Mapping[str, Node]) -> tuple[Node, ...]:
    """The gradient at the point: as the branches give it, or by the formula near the point."""
    if not there.regular:
        return there.gradient
    scope = Scope({}, {})
    symbols = scope.symbols(names)
    at = {symbol: build(point[name], scope) for symbol, name in zip(symbols, names, strict=True)}
    slopes = gradient_of(build(there.formula, scope), symbols)
    return tuple(as_tree(substitute(slope, at)) for slope in slopes)
