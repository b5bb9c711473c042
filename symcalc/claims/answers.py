"""What the commands answer for derivatives at a point, as trees; no value where they say that there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from symcalc.build import as_tree
from symcalc.calculus.expansion.taylor import taylor
from symcalc.calculus.gradient import gradient
from symcalc.calculus.hessian import hessian
from symcalc.claims.side import NotDecided, NoValue
from symcalc.errors import DomainFault, Nondifferentiable, SymcalcError
from symcalc.syntax.problem import Problem
from symcalc.syntax.tree import Node


def gradient_at(problem: Problem) -> list[Node]:
    """The gradient at the point of a problem; raises `NoValue`, and `NotDecided` where a derivative is not known.

    >>> from symcalc.syntax import pose, written
    >>> [written(slope) for slope in gradient_at(pose("x^2 y", at="x=1, y=2"))]
    ['4', '1']
    """
    return _known(_asked(problem, lambda: gradient(problem).at).gradient)


def hessian_at(problem: Problem) -> list[list[Node]]:
    """The Hessian at the point of a problem; raises `NoValue`, and `NotDecided` where an entry is not known.

    >>> from symcalc.syntax import pose, written
    >>> [[written(entry) for entry in row] for row in hessian_at(pose("x^3", at="x=1"))]
    [['6']]
    """
    return [_known(row) for row in _asked(problem, lambda: hessian(problem).at).hessian]


def polynomial_about(problem: Problem, order: int) -> Node:
    """The Taylor polynomial about the point of a problem; raises `NotDecided` where it is not known.

    >>> from symcalc.syntax import pose, written
    >>> written(polynomial_about(pose("exp(x)", at="x=0"), 1))
    '1 + x'
    """
    found = _asked(problem, lambda: taylor(problem, order=order))
    if found.polynomial == "unknown":
        raise NotDecided(found.note or "whether there is such a polynomial was not decided")
    tree: Node = found.polynomial
    return tree


def _asked(problem: Problem, ask: Callable[[], Any]) -> Any:
    """What a command's function answers; no value where it says that there is none."""
    try:
        return ask()
    except (DomainFault, Nondifferentiable) as error:
        raise NoValue(problem.point or {}, error.message) from None
    except SymcalcError as error:
        raise error.within(problem.source) from None


def _known(values: Sequence[Any]) -> list[Node]:
    """Answers as trees.

    Raises `NotDecided` where one is "unknown".
    """
    if any(isinstance(value, str) for value in values):
        raise NotDecided("whether the function is differentiable there was not decided")
    return [as_tree(value) for value in values]
