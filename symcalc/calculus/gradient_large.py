"""The gradient of a large smooth function at a point: by putting the point into trees, in time that grows as they do.

Nothing is tidied: what is rational is worked out, the rest stays as it was differentiated. That the function is
defined there, and so smooth, is certified by balls, which give the decimals too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flint import arb

from symcalc.calculus.gradient_at import GradientAt
from symcalc.calculus.pointwise.analytic import is_analytic
from symcalc.calculus.pointwise.folding import folded
from symcalc.calculus.posed import DIGITS, Posed, written_point
from symcalc.calculus.stated import Unknown
from symcalc.decide.ball import UNDEFINED, enclose
from symcalc.decide.decimals import decimals_of
from symcalc.errors import DomainFault
from symcalc.syntax.tree import Array, Call, Negative, Node, Number, Power, Quotient, Sum, integer, names

#: The bits with which it is decided whether a function is defined at a point.
_PRECISIONS = (64, 256, 1024)


def large_gradient_at(function: Posed, partials: Sequence[Node], digits: int | None) -> GradientAt | None:
    """The gradient at the point of a problem from its trees; None where that takes a closer look.

    Raises DomainFault where the function is not defined there.

    >>> from symcalc.calculus.posed import posed
    >>> from symcalc.syntax import parse_expression, pose, written
    >>> found = large_gradient_at(posed(pose("x^2 + exp(x)", at="3")), [parse_expression("2 x + exp(x)")], None)
    >>> [written(tree) for tree in (found.value, *found.gradient)]
    ['exp(3) + 9', 'exp(3) + 6']
    """
    point = function.problem.point or {}
    values = folded((function.tree, _length(partials), *partials), point)
    value, length, *gradient = values
    if names(Array(values)) or not is_analytic(function.tree) or not _is_defined(function):
        return None
    zero = [isinstance(slope, Number) and not slope.value for slope in gradient]
    directions = [Negative(Quotient(slope, length)) for slope in gradient] if not all(zero) else []
    of_value, *others = decimals_of([value, *gradient, length, *directions], max(digits or 0, DIGITS))
    size = len(gradient)
    slopes, of_length, of_descent = tuple(others[:size]), others[size], tuple(others[size + 1 :])
    approx: dict[str, Any] = {"value": of_value, "gradient": slopes, "norm": of_length}
    descent: tuple[Node, ...] | Unknown | None = tuple(directions) or None
    if directions and not any(slopes):
        descent = "unknown"  # no component is certain not to be 0
    elif directions:
        approx["steepest_descent"] = of_descent
    return GradientAt(point, value, tuple(gradient), length, descent, approx=approx)


def _length(gradient: Sequence[Node]) -> Node:
    """The norm."""
    return Call("sqrt", (Sum(tuple(Power(slope, integer(2)) for slope in gradient)),))


def _is_defined(function: Posed) -> bool:
    """Whether the function is certainly defined at the point.

    Raises DomainFault where it certainly is not.
    """
    point = function.problem.point or {}
    for precision in _PRECISIONS:
        found = enclose(function.tree, point, precision)
        if found is UNDEFINED:
            raise DomainFault(f"{function.problem.name} is not defined at {written_point(point)}")
        if isinstance(found, arb) and found.is_finite():
            return True
    return False
