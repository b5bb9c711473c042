"""Functions without a formula: their derivatives at given arguments, and concrete polynomials to put in for them.

An identity for all smooth functions is refuted by one choice of them, and polynomials take all values that derivatives
up to some order can take at a point.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from symcalc.decide.identity.kernels.written import product_of, sum_of
from symcalc.syntax.functions import FUNCTIONS
from symcalc.syntax.tree import Call, Derivative, Name, Node, Power, free_parts, integer, rewrite

#: A polynomial in the parameters of a function: coefficients by exponents.
Coefficients = Mapping[tuple[int, ...], int]
#: A concrete function for each one without a formula, by name, with its parameters.
Choice = Mapping[str, tuple[tuple[str, ...], Coefficients]]

#: Functions of more parameters are not chosen with all mixed terms.
MOST_MIXED: Final = 3


def unspecified(trees: Sequence[Node], formal: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The functions without a formula in trees, with names for their parameters.

    >>> unspecified([Call("g", (Name("x"), Name("x")))], {})
    {'g': ('x1', 'x2')}
    """
    found: dict[str, tuple[str, ...]] = {}
    for part in (part for tree in trees for part in free_parts(tree)):
        if isinstance(part, Call) and part.function not in FUNCTIONS and part.function != "integer":
            numbered = tuple(f"x{i}" for i in range(1, len(part.arguments) + 1))
            found.setdefault(part.function, formal.get(part.function, numbered))
        elif isinstance(part, Derivative) and isinstance(part.function, Name) and part.function.name in formal:
            found.setdefault(part.function.name, formal[part.function.name])
    return found


def pointed(tree: Node, formal: Mapping[str, tuple[str, ...]]) -> Node:
    """The tree with every derivative of a function without a formula taken at written arguments."""

    def change(part: Node) -> Node:
        if isinstance(part, Derivative) and part.point is None and isinstance(part.function, Name):
            parameters = formal.get(part.function.name)
            if parameters is not None:
                return Derivative("diff", part.function, part.variables, tuple(map(Name, parameters)), span=part.span)
        return part

    return rewrite(tree, change)


def choices(trees: Sequence[Node], functions: Mapping[str, tuple[str, ...]]) -> Iterator[Choice]:
    """Concrete functions to try, the simplest first."""
    order = max((_order(tree) for tree in trees), default=0)
    yield {name: (of, _simple(len(of), order + 1, index)) for index, (name, of) in enumerate(functions.items())}
    for seed in (1, 2):
        yield {
            name: (of, _mixed(len(of), order + 2, 7 * index + seed))
            for index, (name, of) in enumerate(functions.items())
        }


def _order(tree: Node) -> int:
    return max((len(part.variables) for part in free_parts(tree) if isinstance(part, Derivative)), default=0)


def _simple(count: int, degree: int, index: int) -> Coefficients:
    """`x^d + 2 y^d + … + (index + 2) x y …`."""
    coefficients = {_unit(count, j, degree): index + j + 1 for j in range(count)}
    if count > 1:
        coefficients[(1,) * count] = index + 2
    return coefficients


def _unit(count: int, place: int, degree: int) -> tuple[int, ...]:
    return tuple(degree if j == place else 0 for j in range(count))


def _mixed(count: int, degree: int, seed: int) -> Coefficients:
    """All terms up to a degree, with small coefficients that follow no rule the expressions could share."""
    exponents = [
        powers for powers in product(range(degree + 1), repeat=min(count, MOST_MIXED)) if sum(powers) <= degree
    ]
    rest = (0,) * (count - MOST_MIXED)
    mixed = {(*powers, *rest): (seed * 48271 + 16807 * k * k + 31 * k) % 11 - 5 for k, powers in enumerate(exponents)}
    return mixed | {_unit(count, j, degree): j + seed for j in range(MOST_MIXED, count)}


def chosen(tree: Node, choice: Choice) -> Node:
    """The tree with concrete functions put in, their derivatives worked out."""

    def change(part: Node) -> Node:
        if isinstance(part, Call) and part.function in choice:
            return _value(choice[part.function][1], part.arguments)
        if isinstance(part, Derivative) and isinstance(part.function, Name) and part.function.name in choice:
            parameters, coefficients = choice[part.function.name]
            for by in part.variables:
                if isinstance(by, Name):
                    coefficients = _slope(coefficients, parameters.index(by.name))
            return _value(coefficients, part.point or tuple(map(Name, parameters)))
        return part

    return rewrite(tree, change)


def _slope(coefficients: Coefficients, place: int) -> Coefficients:
    lowered = {}
    for powers, coefficient in coefficients.items():
        if powers[place]:
            lowered[(*powers[:place], powers[place] - 1, *powers[place + 1 :])] = coefficient * powers[place]
    return lowered


def _value(coefficients: Coefficients, arguments: Sequence[Node]) -> Node:
    """The polynomial at arguments, as a tree."""
    terms = []
    for powers, coefficient in coefficients.items():
        factors = [_power(base, n) for base, n in zip(arguments, powers, strict=True) if n]
        if coefficient:
            terms.append(product_of([*([integer(coefficient)] if coefficient != 1 or not factors else []), *factors]))
    return sum_of(terms)


def _power(base: Node, exponent: int) -> Node:
    return base if exponent == 1 else Power(base, integer(exponent))


def stated(choice: Choice) -> tuple[tuple[Node, Node], ...]:
    """A choice in writing: `g(x, y)` and the polynomial it is taken to be."""
    return tuple(
        (Call(name, tuple(map(Name, of))), _value(coefficients, tuple(map(Name, of))))
        for name, (of, coefficients) in choice.items()
    )
