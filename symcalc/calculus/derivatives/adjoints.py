"""Gradients tree to tree: adjoints accumulated from the whole to the variables; for large expressions, or untidied.

Every part is visited once, whatever the number of variables, so the gradient shares its parts with the function and
has at most a few operations for each of the function's (the cheap gradient principle: Griewank and Walther,
Evaluating Derivatives, 2008, section 3.3). The rules are those of `rules`; nothing is simplified, but numbers
are multiplied together and stand in front. SymPy is not needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from symcalc.calculus.derivatives.algebra import ONE, ZERO, divided, less_one, negated, product, raised, total
from symcalc.calculus.derivatives.rules import argument_name, rule
from symcalc.errors import Nondifferentiable, Unsupported
from symcalc.syntax.tree import (
    Array,
    Call,
    Derivative,
    Name,
    Negative,
    Node,
    Number,
    Piecewise,
    Power,
    Product,
    Quotient,
    Sum,
    free_parts,
    open_children,
    rewrite,
    substitute,
)

#: The parts and the depth from which an expression is large.
LARGE, DEEP = 600, 80
#: A function without a formula, and the names of its parameters.
Formal = Mapping[str, tuple[str, ...]]


def gradient_tree(function: Node, variables: Sequence[str], formal: Formal | None = None) -> tuple[Node, ...]:
    """The partial derivatives as trees that share their parts with each other and with the function.

    Raises Unsupported where the language has no formula for a derivative.

    >>> from symcalc.syntax import parse_expression, written
    >>> [written(partial) for partial in gradient_tree(parse_expression("x sin(x y)"), ["x", "y"])]
    ['sin(x*y) + (x*cos(x*y))*y', '(x*cos(x*y))*x']
    """
    return Adjoints(variables, formal or {}).gradient(function)


def jacobian_tree(
    components: Sequence[Node], variables: Sequence[str], formal: Formal | None = None
) -> tuple[tuple[Node, ...], ...]:
    """The derivatives of several functions as trees.

    >>> jacobian_tree([Name("x"), Name("y")], ["x"])
    ((Number(value=Fraction(1, 1), unit=None),), (Number(value=Fraction(0, 1), unit=None),))
    """
    adjoints = Adjoints(variables, formal or {})
    return tuple(adjoints.gradient(component) for component in components)


def flattened(tree: Node) -> Node:
    """The tree with products of products as one product, as it is read best where nothing is shared.

    >>> from symcalc.syntax import parse_expression, written
    >>> written(flattened(parse_expression("2*((x*y)*z) + 1")))
    '2*x*y*z + 1'
    """

    def change(part: Node) -> Node:
        if isinstance(part, Product) and any(isinstance(factor, Product) for factor in part.factors):
            inner = (factor.factors if isinstance(factor, Product) else (factor,) for factor in part.factors)
            return Product(tuple(factor for factors in inner for factor in factors))
        return part

    return rewrite(tree, change)


def all_flattened(trees: Sequence[Node]) -> tuple[Node, ...]:
    """The same of several trees; what they share is flattened once, and stays shared.

    >>> all_flattened([Name("x"), Product((Name("x"), Product((Name("y"), Name("z")))))])[0]
    Name(name='x')
    """
    return flattened(Array(tuple(trees))).children()


def is_large(function: Node) -> bool:
    """Whether a tree has so many parts, or is so deep, that it is differentiated as a tree and not tidied.

    >>> is_large(Name("x"))
    False
    """
    parts = sum(1 for _ in islice(free_parts(function), LARGE + 1))
    if not DEEP < parts <= LARGE:  # so few parts cannot be deep
        return parts > LARGE
    depths: dict[int, int] = {}
    stack = [function]
    while stack:
        part = stack[-1]
        waiting = [] if id(part) in depths else [child for child in part.children() if id(child) not in depths]
        if waiting:
            stack.extend(waiting)
            continue
        stack.pop()
        depths[id(part)] = 1 + max((depths[id(child)] for child in part.children()), default=0)
    return depths[id(function)] > DEEP


class Adjoints:
    """The backward pass of several functions of the same variables."""

    def __init__(self, variables: Sequence[str], formal: Formal) -> None:
        self.variables = tuple(variables)
        self.known = frozenset(variables)
        self.formal = formal
        self.moving: dict[int, bool] = {}
        self.kept: list[Node] = []

    def gradient(self, function: Node) -> tuple[Node, ...]:
        """The partial derivatives of one function by the variables."""
        slopes = self.slopes(function)
        return tuple(slopes.get(name, ZERO) for name in self.variables)

    def slopes(self, function: Node) -> dict[str, Node]:
        """The partial derivatives of one function by the variables that it depends on."""
        waiting: dict[int, list[Node]] = {id(function): [ONE]}
        found: dict[str, list[Node]] = {}
        for part in reversed(self.parts_first(function)):
            adjoint = total(waiting.pop(id(part), []))
            if adjoint is not ZERO:
                for below, slope in self._contributions(part, adjoint):
                    if isinstance(below, str):
                        found.setdefault(below, []).append(slope)
                    else:
                        waiting.setdefault(id(below), []).append(slope)
        return {name: total(slopes) for name, slopes in found.items()}

    def parts_first(self, function: Node) -> list[Node]:
        """Every part that depends on a variable, each after the parts below it."""
        order: dict[int, Node] = {}
        stack = [function]
        while stack:
            part = stack[-1]
            waiting = [] if id(part) in order else [child for child in values_below(part) if id(child) not in order]
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            order[id(part)] = part
            self._learn(part)
        return [part for part in order.values() if self.moving[id(part)]]

    def _learn(self, part: Node) -> None:
        """Whether a part depends on a variable; it is kept, so that its id stays its own."""
        if id(part) not in self.moving:
            self.kept.append(part)
            own = self._own_names(part)
            below = any(self.moving[id(child)] for child in values_below(part))
            self.moving[id(part)] = below or not self.known.isdisjoint(own)

    def _own_names(self, part: Node) -> tuple[str, ...]:
        """The variables that a part names itself: those of a derivative at its own variables too."""
        if isinstance(part, Name):
            return (part.name,)
        if isinstance(part, Derivative) and part.point is None and isinstance(part.function, Name):
            return self.formal[part.function.name]
        return ()

    def _contributions(self, part: Node, adjoint: Node) -> Iterator[tuple[Node | str, Node]]:
        """The parts below that move, or a variable, each with what the part adds to its adjoint."""
        match part:
            case Name(name):
                yield name, adjoint
            case Sum(terms):
                yield from ((term, adjoint) for term in terms if self.moving[id(term)])
            case Negative(operand):
                yield operand, negated(adjoint)
            case Product(factors):
                yield from self._of_product(factors, adjoint)
            case Quotient(top, bottom):
                yield from self._of_quotient(part, top, bottom, adjoint)
            case Power(base, exponent):
                yield from self._of_power(part, base, exponent, adjoint)
            case Piecewise(pieces):
                yield from self._of_pieces(pieces, adjoint)
            case Derivative(_, Name(name), by, point):
                yield from self._of_derivative(name, by, point, adjoint)
            case Call(function, arguments) if function in self.formal:
                yield from self._of_derivative(function, (), arguments, adjoint)
            case Call(function, arguments):
                yield from self._of_call(part, function, arguments, adjoint)
            case _:
                raise Unsupported(f"{type(part).__name__} is no part of a scalar expression", span=part.span)

    def _of_product(self, factors: Sequence[Node], adjoint: Node) -> Iterator[tuple[Node, Node]]:
        """Each factor gets the adjoint times the others, by the products from the left and from the right."""
        rights: list[Node] = [ONE]
        for factor in reversed(factors[1:]):
            rights.append(product(factor, rights[-1]))
        left = adjoint
        for factor, right in zip(factors, reversed(rights), strict=True):
            if self.moving[id(factor)]:
                yield factor, product(left, right)
            left = product(left, factor)

    def _of_quotient(self, part: Node, top: Node, bottom: Node, adjoint: Node) -> Iterator[tuple[Node, Node]]:
        if self.moving[id(top)]:
            yield top, divided(adjoint, bottom)
        if self.moving[id(bottom)]:
            yield bottom, negated(divided(product(adjoint, part), bottom))

    def _of_power(self, part: Node, base: Node, exponent: Node, adjoint: Node) -> Iterator[tuple[Node, Node]]:
        if self.moving[id(base)]:
            yield base, product(adjoint, product(exponent, raised(base, less_one(exponent))))
        if self.moving[id(exponent)] and varies_with_exponent(base):
            yield exponent, product(adjoint, product(part, Call("log", (base,))))

    def _of_pieces(self, pieces: Sequence[tuple[Node, Node]], adjoint: Node) -> Iterator[tuple[str, Node]]:
        """By cases the slope is that of the case; each case is differentiated on its own."""
        slopes = [self.gradient(value) for value, _ in pieces]
        for place, name in enumerate(self.variables):
            if any(slope[place] is not ZERO for slope in slopes):
                cases = zip(slopes, pieces, strict=True)
                yield name, product(adjoint, Piecewise(tuple((slope[place], case[1]) for slope, case in cases)))

    def _of_derivative(
        self, name: str, by: tuple[Node, ...], point: tuple[Node, ...] | None, adjoint: Node
    ) -> Iterator[tuple[Node | str, Node]]:
        """A function without a formula, or a derivative of one, by each of its arguments."""
        parameters = self.formal[name]
        arguments: tuple[Node | str, ...] = parameters if point is None else point
        for parameter, argument in zip(parameters, arguments, strict=True):
            if argument in self.known if isinstance(argument, str) else self.moving[id(argument)]:
                yield argument, product(adjoint, Derivative("diff", Name(name), (*by, Name(parameter)), point))

    def _of_call(
        self, part: Node, function: str, arguments: tuple[Node, ...], adjoint: Node
    ) -> Iterator[tuple[Node, Node]]:
        values = {argument_name(place): argument for place, argument in enumerate(arguments)} | {"itself": part}
        for place, argument in enumerate(arguments):
            if self.moving[id(argument)]:
                slope = substitute(rule(function, len(arguments), place), values)
                if slope != ZERO:
                    yield argument, product(adjoint, slope)


def varies_with_exponent(base: Node) -> bool:
    """Whether a power of a base moves with its exponent: 0^y is 0 for y > 0, its whole domain.

    Raises Nondifferentiable for a negative number.

    >>> varies_with_exponent(Name("x")), varies_with_exponent(ZERO)
    (True, False)
    """
    if isinstance(base, Negative) and isinstance(base.operand, Number):
        raise Nondifferentiable("a power of a negative number is defined only where the exponent is an integer")
    return base != ZERO


def values_below(part: Node) -> Sequence[Node]:
    """The parts that a value is made of: of cases the values, not the conditions.

    >>> values_below(Power(Name("x"), ONE))
    (Name(name='x'), Number(value=Fraction(1, 1), unit=None))
    """
    return [value for value, _ in part.pieces] if isinstance(part, Piecewise) else open_children(part)
