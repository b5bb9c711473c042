"""The derivative engine: all partial derivatives of an expression in one pass over its distinct parts.

Small expressions are differentiated forwards, by the rules as a person applies them: each part gets a sparse mapping
from variable to partial derivative. Where many variables meet in many parts, adjoints are accumulated backwards
instead, so that the cost does not grow with the number of variables (the cheap gradient principle: Griewank and
Walther, Evaluating Derivatives, 2008, section 3.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from sympy import Add, Expr, Mul, Piecewise, Pow, S, Symbol, log

from symcalc.build.order import parts_of
from symcalc.build.partials import partial
from symcalc.build.pieces import pieces
from symcalc.build.power import power
from symcalc.build.product import times

#: The nonzero partial derivatives of one expression.
Slopes: TypeAlias = dict[Symbol, Expr]

#: Parts and average number of variables a part from which adjoints cost less than a mapping a part.
MANY_PARTS, MANY_VARIABLES = 1000, 3


def gradient_of(expression: Expr, variables: Sequence[Symbol]) -> tuple[Expr, ...]:
    """The partial derivatives by the variables, in their order, off the kinks and jumps; not simplified.

    Raises Unsupported where the language has no formula for a derivative.

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
            parts = list(_parts_first(expression, self.slopes))
            if self._is_wide(parts):
                return _backwards(expression, parts, self.variables)
            for part in parts:
                self.slopes[part] = self._forwards(part)
        return self.slopes[expression]

    def _is_wide(self, parts: Sequence[Expr]) -> bool:
        """Whether so many variables meet in so many parts that adjoints are cheaper."""
        if len(parts) < MANY_PARTS or any(isinstance(part, Piecewise) for part in parts):
            return False
        counts = _dependences(parts, self.variables)
        return sum(counts) > MANY_VARIABLES * len(parts)

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
    if moving.get(exponent):
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


def _dependences(parts: Sequence[Expr], variables: frozenset[Symbol]) -> Iterator[int]:
    """How many of the variables each part depends on."""
    places: dict[Expr, int] = {variable: 1 << place for place, variable in enumerate(variables)}
    for part in parts:
        depends = 0
        for below in _below(part):
            depends |= places.get(below, 0)
        places[part] = depends
        yield depends.bit_count()


def _backwards(expression: Expr, parts: Sequence[Expr], variables: frozenset[Symbol]) -> Slopes:
    """The partial derivatives by adjoints, from the whole to the variables; sums and products stay nested.

    SymPy would flatten them and so write a shared adjoint out wherever it is used.
    """
    moving: dict[Expr, bool] = dict.fromkeys(variables, True)
    for part in parts:
        moving[part] = any(moving.get(below) for below in parts_of(part))
    adjoints: dict[Expr, list[Expr]] = {expression: [S.One]}
    for part in reversed(parts):
        if part in adjoints and moving[part]:
            adjoint = _nested(Add, adjoints.pop(part))
            for below, step in _adjoint_steps(part, moving):
                adjoints.setdefault(below, []).append(_nested(Mul, [adjoint, step]))
    return {variable: _nested(Add, adjoints[variable]) for variable in variables if variable in adjoints}


def _adjoint_steps(part: Expr, moving: Mapping[Expr, bool]) -> Iterator[tuple[Expr, Expr]]:
    if part.is_Add:
        return ((term, S.One) for term in part.args if moving.get(term))
    return single_steps(part, moving)


def _nested(operation: type[Add | Mul], operands: list[Expr]) -> Expr:
    kept = [operand for operand in operands if operand is not operation.identity]
    if len(kept) < 2:
        return kept[0] if kept else operation.identity
    return operation(*kept, evaluate=False)
