"""The derivative engine: all partial derivatives of an expression in one pass over its distinct parts.

Each part gets a sparse mapping from variable to partial derivative, by the rules as a person applies them; what
several expressions share is differentiated once. Large expressions go through `adjoints` instead, tree to tree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from sympy import Add, Expr, Piecewise, Pow, S, Symbol, log

from symcalc.build.order import parts_of
from symcalc.build.partials import partial
from symcalc.build.pieces import pieces
from symcalc.build.power import power
from symcalc.build.product import times
from symcalc.errors import Nondifferentiable

#: The nonzero partial derivatives of one expression.
Slopes: TypeAlias = dict[Symbol, Expr]


def gradient_of(expression: Expr, variables: Sequence[Symbol]) -> tuple[Expr, ...]:
    """The partial derivatives by the variables, in their order, off the kinks and jumps; not simplified.

    Raises Unsupported where the language has no formula for a derivative, Nondifferentiable for a power of a negative
    number, which is defined at isolated points only.

    >>> from symcalc.build.names import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> gradient_of(log(x**2 + y), (x, y))
    (2*x/(x**2 + y), 1/(x**2 + y))
    """
    slopes = Differentiation(variables)(expression)
    return tuple(slopes.get(variable, S.Zero) for variable in variables)


def derivative_of(expression: Expr, *variables: Symbol) -> Expr:
    """The derivative by the first variable, then the next, and so on.

    >>> from symcalc.build.names import symbol
    >>> x = symbol("x")
    >>> derivative_of(x**3, x, x)
    6*x
    """
    for variable in variables:
        expression = Differentiation((variable,))(expression).get(variable, S.Zero)
    return expression


def hessian_of(gradient: Sequence[Expr], variables: Sequence[Symbol]) -> tuple[tuple[Expr, ...], ...]:
    """The second derivatives from a gradient; `H[i][j]` for i <= j from component i, the rest by symmetry.

    That the mixed ones agree holds where the function is twice continuously differentiable.

    >>> from symcalc.build.names import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> hessian_of((2 * x * y, x**2), (x, y))
    ((2*y, 2*x), (2*x, 0))
    """
    differentiate = Differentiation(variables)
    rows = [differentiate(component) for component in gradient]
    size = range(len(variables))
    return tuple(tuple(rows[min(i, j)].get(variables[max(i, j)], S.Zero) for j in size) for i in size)


class Differentiation:
    """Differentiation by some variables; parts that several expressions share are differentiated once."""

    def __init__(self, variables: Sequence[Symbol]) -> None:
        self.variables = frozenset(variables)
        self.slopes: dict[Expr, Slopes] = {variable: {variable: S.One} for variable in self.variables}

    def __call__(self, expression: Expr) -> Slopes:
        """The nonzero partial derivatives of one expression."""
        if expression not in self.slopes:
            for part in list(_parts_first(expression, self.slopes)):
                self.slopes[part] = self._forwards(part)
        return self.slopes[expression]

    def _forwards(self, part: Expr) -> Slopes:
        """The partial derivatives of a part from those of the parts below it."""
        if isinstance(part, Piecewise):
            return self._by_cases(part)
        if not any(self.slopes.get(below) for below in parts_of(part)):
            return {}
        if part.is_Add:
            return _joined(self.slopes[term] for term in part.args)
        return _joined(
            {variable: times(outer, inner) for variable, inner in self.slopes[below].items()}
            for below, outer in single_steps(part, self.slopes)
        )

    def _by_cases(self, part: Piecewise) -> Slopes:
        below = [self.slopes[value] for value, _ in part.args]
        variables = dict.fromkeys(variable for slopes in below for variable in slopes)
        return {
            variable: pieces([(s.get(variable, S.Zero), pair.cond) for s, pair in zip(below, part.args, strict=True)])
            for variable in variables
        }


def single_steps(part: Expr, moving: Mapping[Expr, object]) -> Iterator[tuple[Expr, Expr]]:
    """The arguments of an operation that `moving` says depend on a variable, each with the partial by it.

    >>> from symcalc.build.names import symbol
    >>> x, y = symbol("x"), symbol("y")
    >>> list(single_steps(x * y, {x: True, y: True}))
    [(x, y), (y, x)]
    """
    if part.is_Mul:
        for index, factor in enumerate(part.args):
            if moving.get(factor):
                yield factor, times(*part.args[:index], *part.args[index + 1 :])
    elif part.is_Pow:
        yield from _steps_of_power(part, moving)
    else:
        for index, argument in enumerate(part.args):
            if moving.get(argument) and (step := partial(part, index)) is not S.Zero:
                yield argument, step


def _steps_of_power(part: Pow, moving: Mapping[Expr, object]) -> Iterator[tuple[Expr, Expr]]:
    base, exponent = part.args
    if moving.get(base):
        yield base, times(exponent, power(base, exponent - 1))
    if moving.get(exponent) and base is not S.Zero:  # 0^y is 0 for y > 0, its whole domain
        if base.is_negative:
            raise Nondifferentiable("a power of a negative number is defined only where the exponent is an integer")
        yield exponent, times(part, log(base))


def _joined(contributions: Iterator[Slopes]) -> Slopes:
    """The sums of sparse contributions, variable by variable; what cancels is left out."""
    gathered: dict[Symbol, list[Expr]] = {}
    for slopes in contributions:
        for variable, slope in slopes.items():
            gathered.setdefault(variable, []).append(slope)
    sums = ((variable, terms[0] if len(terms) == 1 else Add(*terms)) for variable, terms in gathered.items())
    return {variable: total for variable, total in sums if total is not S.Zero}


def _parts_first(expression: Expr, known: Mapping[Expr, object]) -> Iterator[Expr]:
    """Every distinct part that is not known yet, each after the parts below it; conditions of cases are left out."""
    seen: set[Expr] = set()
    stack = [expression]
    while stack:
        part = stack[-1]
        if part in seen or part in known:
            stack.pop()
            continue
        waiting = [below for below in _below(part) if below not in seen and below not in known]
        if waiting:
            stack.extend(waiting)
            continue
        stack.pop()
        seen.add(part)
        yield part


def _below(part: Expr) -> Sequence[Expr]:
    return [pair.expr for pair in part.args] if isinstance(part, Piecewise) else parts_of(part)
