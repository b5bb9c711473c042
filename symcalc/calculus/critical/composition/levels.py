"""Level sets: where an inner function has a value, solved for its only variable, or parametrised where it can be."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from flint import fmpz_mpoly

from symcalc.calculus.critical.families.parametric import parameter_names
from symcalc.calculus.critical.kernels.ratio import Ratio
from symcalc.calculus.critical.kernels.tower import NotClosed, Tower
from symcalc.calculus.critical.points.values import collected, tidied
from symcalc.calculus.critical.search.bounds import rational_of
from symcalc.calculus.critical.systems.groebner import TooHard
from symcalc.calculus.critical.systems.ring import support
from symcalc.record import record
from symcalc.syntax.tree import (
    Call,
    Constant,
    Name,
    Negative,
    Node,
    Power,
    Product,
    Quotient,
    Sum,
    integer,
    names,
    rational,
    rewrite,
    substitute,
    walk,
)

#: What stands for the value of a level set in the trees of its points.
LEVEL = "_level"
#: Functions that never take a value twice, and their inverses.
INVERSES = {"exp": "log", "log": "exp", "sinh": "asinh", "asinh": "sinh", "tanh": "atanh", "atan": "tan"}


@record
class Shape:
    """All level sets of a function: the points at which it has the value LEVEL, and what must not be zero there.

    The level set of the value `exception` is another one.
    """

    point: dict[str, Node]
    parameters: tuple[str, ...] = ()
    nonzero: tuple[Node, ...] = ()
    exception: Fraction | None = None

    def at(self, value: Node) -> dict[str, Node]:
        """The points at which the function has a value inside its range."""
        found = {name: flat(substitute(node, {LEVEL: value})) for name, node in self.point.items()}
        return found if names(value) else {name: collected(node) for name, node in found.items()}


def solved(inner: Node, value: Node) -> list[Node] | None:
    """Where a function of one variable has a value inside its range; None where it is not inverted step by step.

    >>> from symcalc.syntax import parse_expression
    >>> [str(found) for found in solved(parse_expression("(2x - 1)^2"), parse_expression("pi"))]
    ['(-sqrt(pi) + 1)/2', '(sqrt(pi) + 1)/2']
    """
    wanted = [value]
    has_cube_root = any(part == integer(3) for part in walk(inner))  # of a negative number, perhaps
    while not isinstance(inner, Name):
        step = _undone(inner, wanted)
        if step is None:
            return None
        inner, wanted = step
    return [flat(node) if names(value) or has_cube_root else tidied(node) for node in wanted]


def _undone(node: Node, wanted: list[Node]) -> tuple[Node, list[Node]] | None:
    """One step of an inversion: what is inside, and the values that it must have."""
    match node:
        case Negative(operand):
            return operand, [Negative(value) for value in wanted]
        case Sum(terms):
            moving, rest = _parted(terms)
            return _completed(node, wanted) if moving is None else (moving, [_less(value, rest) for value in wanted])
        case Product(factors):
            moving, rest = _parted(factors)
            below = rest[0] if len(rest) == 1 else Product(tuple(rest))
            return None if moving is None else (moving, [_over(value, below) for value in wanted])
        case Quotient(top, bottom) if not names(bottom):
            return top, [_times(value, bottom) for value in wanted]
        case Power(Constant("e"), exponent):
            return exponent, [Call("log", (value,)) for value in wanted]
        case Power(base, exponent):
            return _root(base, rational_of(exponent), wanted)
        case Call("sqrt", (operand,)):
            return operand, [Power(value, integer(2)) for value in wanted]
        case Call("cbrt", (operand,)):
            return operand, [Power(value, integer(3)) for value in wanted]
        case Call(function, (operand,)) if function in INVERSES:
            return operand, [Call(INVERSES[function], (value,)) for value in wanted]
    return None


def _less(value: Node, parts: Sequence[Node]) -> Node:
    """A value less others, without zeros and doubled signs."""
    rest = [part.operand if isinstance(part, Negative) else Negative(part) for part in parts if part != integer(0)]
    return Sum((*(value.terms if isinstance(value, Sum) else (value,)), *rest)) if rest else value


def _over(value: Node, divisor: Node) -> Node:
    """A value over another one, which may be 1 or minus 1."""
    if isinstance(divisor, Negative):
        return Negative(_over(value, divisor.operand))
    return value if divisor == integer(1) else Quotient(value, divisor)


def _times(value: Node, factor: Node) -> Node:
    """A product without a factor of 1."""
    return factor if value == integer(1) else Product((value, factor))


def flat(node: Node) -> Node:
    """An expression with the terms of sums among the terms of a sum."""

    def change(part: Node) -> Node:
        if not isinstance(part, Sum) or not any(isinstance(term, Sum) for term in part.terms):
            return part
        return Sum(tuple(inner for term in part.terms for inner in (term.terms if isinstance(term, Sum) else (term,))))

    return rewrite(node, change)


def _parted(parts: Sequence[Node]) -> tuple[Node | None, list[Node]]:
    """The only part with a variable, and the others."""
    moving = [part for part in parts if names(part)]
    return (moving[0] if len(moving) == 1 else None), [part for part in parts if not names(part)]


def _root(base: Node, exponent: Fraction | None, wanted: list[Node]) -> tuple[Node, list[Node]] | None:
    """Roots: of odd order 3, or both of even order of what takes all values."""
    if exponent == 3:
        return base, [Call("cbrt", (value,)) for value in wanted]
    if exponent is None or exponent.denominator != 1 or exponent < 2 or exponent % 2 or not _is_affine(base):
        return None
    roots: list[Node] = [
        Call("sqrt", (value,)) if exponent == 2 else Power(value, rational(1 / exponent)) for value in wanted
    ]
    return base, [*map(Negative, roots), *roots]


def _completed(node: Node, wanted: list[Node]) -> tuple[Node, list[Node]] | None:
    """Both solutions of a quadratic polynomial with rational coefficients, by its completed square."""
    if len(names(node)) != 1:
        return None
    (name,) = names(node)
    try:
        ratio = Tower((name,), [node]).ratio(node)
    except (NotClosed, TooHard, ZeroDivisionError):
        return None
    if not ratio.bottom.is_constant() or support(ratio.top) != (0,) or int(ratio.top.total_degree()) != 2:
        return None
    scale = Fraction(1, int(ratio.bottom.leading_coefficient()))
    terms = {int(monomial[0]): int(c) * scale for monomial, c in ratio.top.to_dict().items()}
    square, linear, constant = (terms.get(power, Fraction(0)) for power in (2, 1, 0))
    center = -linear / (2 * square)
    lowest = rational(constant - square * center * center)
    roots = [Call("sqrt", (_over(_less(value, [lowest]), rational(square)),)) for value in wanted]
    both = [*map(Negative, roots), *roots]
    return Name(name), [Sum((root, rational(center))) if center else root for root in both]


def _is_affine(node: Node) -> bool:
    """Whether an expression is visibly linear in its only variable."""
    match node:
        case Name():
            return True
        case Negative(operand):
            return _is_affine(operand)
        case Sum(parts) | Product(parts):
            moving, _ = _parted(parts)
            return moving is not None and _is_affine(moving)
        case Quotient(top, bottom):
            return not names(bottom) and _is_affine(top)
    return False


def shape(inner: Node, variables: Sequence[str], taken: Sequence[str]) -> Shape | None:
    """The level sets of a polynomial as graphs or ellipses; None where they are seen to be neither.

    >>> from symcalc.syntax import parse_expression
    >>> found = shape(parse_expression("x y"), ("x", "y"), ("x", "y"))
    >>> {name: str(node) for name, node in found.at(parse_expression("pi")).items()}, found.exception
    ({'x': 'pi/t', 'y': 't'}, Fraction(0, 1))
    """
    try:
        tower = Tower((*variables, LEVEL), [inner])
        ratio = tower.ratio(inner)
    except (NotClosed, TooHard, ZeroDivisionError):
        return None
    if not ratio.bottom.is_constant() or any(i >= len(variables) for i in support(ratio.top)):
        return None
    polynomial = _Polynomial(tower, ratio.top, Fraction(1, int(ratio.bottom.leading_coefficient())))
    return _graph(polynomial, taken) or _ellipse(polynomial, taken)


@record
class _Polynomial:
    """`scale` times a polynomial in the variables of a tower, whose last name stands for the value."""

    tower: Tower
    top: fmpz_mpoly
    scale: Fraction

    @property
    def variables(self) -> tuple[str, ...]:
        return self.tower.names[:-1]

    def tree(self, part: fmpz_mpoly) -> Node:
        """A part of it as a tree."""
        return self.tower.tree(Ratio.polynomial(part) * self.tower.number(self.scale))


def _graph(inner: _Polynomial, taken: Sequence[str]) -> Shape | None:
    """Level sets solved for a variable with a number before it, or with a polynomial before it and a number beside."""
    gens = inner.tower.ring.unknowns
    linear = [(i, inner.top.derivative(i)) for i in range(len(inner.variables)) if int(inner.top.degrees()[i]) == 1]
    for i, slope in sorted(linear, key=lambda pair: not pair[1].is_constant()):
        rest = inner.top - slope * gens[i]
        if not slope.is_constant() and not rest.is_constant():
            continue
        others = [name for name in inner.variables if name != inner.variables[i]]
        letters = parameter_names(len(others), taken)
        change: dict[str, Node] = {name: Name(letter) for name, letter in zip(others, letters, strict=True)}
        before, beside = inner.tree(slope), inner.tree(rest)
        solution = substitute(_over(_less(Name(LEVEL), [beside]), before), change)
        point = change | {inner.variables[i]: solution}
        exception = None if slope.is_constant() else rational_of(beside)
        nonzero = () if slope.is_constant() else (substitute(before, change),)
        return Shape({name: point[name] for name in inner.variables}, tuple(letters), nonzero, exception)
    return None


def _ellipse(inner: _Polynomial, taken: Sequence[str]) -> Shape | None:
    """Level sets a·x² + b·y² + c·x + d·y + e with a and b of one sign."""
    if len(inner.variables) != 2 or int(inner.top.total_degree()) != 2:
        return None
    terms = {tuple(map(int, m[:2])): int(c) * inner.scale for m, c in inner.top.to_dict().items()}
    zero = Fraction(0)
    axes = [terms.get((2, 0), zero), terms.get((0, 2), zero)]
    if terms.get((1, 1)) or axes[0] * axes[1] <= 0:
        return None
    center = [-terms.get(unit, zero) / (2 * axis) for unit, axis in zip(((1, 0), (0, 1)), axes, strict=True)]
    lowest = terms.get((0, 0), zero) - sum(axis * at * at for axis, at in zip(axes, center, strict=True))
    (letter,) = parameter_names(1, taken)
    point = {}
    for name, axis, at, wave in zip(inner.variables, axes, center, ("cos", "sin"), strict=True):
        square = _over(_less(Name(LEVEL), [rational(lowest)]), rational(axis))
        turning = _times(Call("sqrt", (square,)), Call(wave, (Name(letter),)))
        point[name] = Sum((rational(at), turning)) if at else turning
    return Shape(point, (letter,))
