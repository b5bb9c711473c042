"""How often a function is continuously differentiable where switches meet: |u|^a is of class C^k for a > k.

Factors that are powers of one and the same u are counted together: x |x| is sign(x) |x|^2, of class C^1. The answer is
a lower bound; that a derivative does not exist is shown elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil
from typing import Any, Final

from symcalc.calculus.smoothness.place import Place
from symcalc.calculus.smoothness.regular import all_stable
from symcalc.decide.ball.compile import parts
from symcalc.decide.domain import simplified
from symcalc.decide.domain.conditions import minus, operation_domain
from symcalc.decide.domain.conditions import number as fraction
from symcalc.decide.domain.switching import EXPRESSIONS
from symcalc.record import field, record
from symcalc.syntax.tree import (
    Call,
    Derivative,
    Logic,
    Negative,
    Node,
    Piecewise,
    Power,
    Product,
    Quotient,
    Relation,
    Sum,
    integer,
    names,
    open_children,
)

#: The class of an analytic function.
ANALYTIC: Final = 10**6
#: Not even continuous, or not known to be.
NONE: Final = -1
#: |u|^a, times the sign of u where it is odd; of u > 0 only where it is one-sided.
_FACTORS: Final[dict[str, tuple[Fraction, str]]] = {
    "abs": (Fraction(1), "even"),
    "sign": (Fraction(0), "odd"),
    "cbrt": (Fraction(1, 3), "odd"),
    "sqrt": (Fraction(1, 2), "even"),
    "relu": (Fraction(1), "one-sided"),
    "heaviside": (Fraction(0), "one-sided"),
}


@record
class Degree:
    """A class C^k, and for a product of powers what each u contributes to it: an exponent and a parity."""

    k: int = ANALYTIC
    powers: dict[Node, tuple[Fraction, str]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The class with all powers counted."""
        return min([self.k, *(_class(*power) for power in self.powers.values())])


def class_near(function: Node, place: Place) -> int:
    """A k such that a function defined about a point is k times continuously differentiable there; -1 for none.

    `function` has its switches decided as far as they do not stand at the point.
    """
    done: dict[int, Degree] = {}
    for part in parts((function,)):
        done[id(part)] = _degree(part, [done[id(child)] for child in open_children(part)], place)
    return done[id(function)].total


def _class(exponent: Fraction, parity: str) -> int:
    """The class of |u|^a, sign(u) |u|^a, or of these for u > 0 and 0 else; sign(u)^2 is 0 at 0 alone."""
    if exponent.denominator == 1 and parity == ("odd" if exponent.numerator % 2 else "even") and exponent > 0:
        return ANALYTIC
    return ceil(exponent) - 1 if exponent > 0 else NONE


def _degree(node: Node, below: Sequence[Degree], place: Place) -> Degree:
    if not _within(node, place):
        return Degree(NONE)
    match node:
        case Sum() | Logic() | Relation() | Quotient() | Derivative():
            return Degree(min((one.total for one in below), default=ANALYTIC))
        case Negative():
            return below[0]
        case Product(factors):
            return _product(factors, below)
        case Power(_, exponent):
            return _power(node, fraction(exponent), below, place)
        case Call(function, arguments):
            return _call(function, arguments, below, place)
        case Piecewise(pieces):
            return Degree(_pieces(pieces, below, place))
    return Degree(min((one.total for one in below), default=ANALYTIC))


def _within(node: Node, place: Place) -> bool:
    """Whether an operation is defined about the point and, but for the factors counted here, analytic there."""
    condition = simplified(operation_domain(node), place.known)
    if not all_stable(condition, place) and not (place.ordinary and not _meets(condition, place)):
        return False
    if not isinstance(node, Call) or node.function in _FACTORS or node.function in {"min", "max"}:
        return True
    switch = EXPRESSIONS.get((node.function, len(node.arguments)))
    return switch is None or place.sign(switch(*node.arguments)) not in (0, None)


def _meets(condition: Node, place: Place) -> bool:
    """Whether the sides of a comparison in a condition meet at the point."""
    stack = [condition]
    while stack:
        part = stack.pop()
        if isinstance(part, Relation):
            if any(place.sign(minus(*pair)) == 0 for pair in pairwise(part.operands)):
                return True
        else:
            stack.extend(part.children())
    return False


def _product(factors: Sequence[Node], below: Sequence[Degree]) -> Degree:
    """Powers of the same u together, plain powers of it included."""
    powers: dict[Node, tuple[Fraction, str]] = {}
    for one in below:
        for u, power in one.powers.items():
            powers[u] = _together(powers.get(u), power)
    for factor in factors:
        base, exponent = _plain(factor)
        if base in powers and exponent > 0:
            powers[base] = _together(powers[base], (Fraction(exponent), "odd" if exponent % 2 else "even"))
    k = min(one.k for one in below)
    bounded = [u for u, (exponent, _) in powers.items() if exponent == 0 and _vanishes_with(u, factors)]
    return Degree(min(k, 0), {u: powers[u] for u in powers if u not in bounded}) if bounded else Degree(k, powers)


def _vanishes_with(u: Node, factors: Sequence[Node]) -> bool:
    """Whether a product has all factors of u as plain factors: then sign(u) times it is continuous where u is 0."""
    bases = {_up_to_sign(base) for base, exponent in map(_plain, factors) if exponent > 0}
    return all(_up_to_sign(_plain(part)[0]) in bases for part in (u.factors if isinstance(u, Product) else (u,)))


def _up_to_sign(node: Node) -> object:
    """What an expression and its negative have in common."""
    if isinstance(node, Negative):
        return _up_to_sign(node.operand)
    if not isinstance(node, Sum):
        return node
    opposite = (term.operand if isinstance(term, Negative) else Negative(term) for term in node.terms)
    return frozenset({frozenset(node.terms), frozenset(opposite)})


def _plain(factor: Node) -> tuple[Node, int]:
    """A factor as a whole power of a base."""
    if isinstance(factor, Negative):
        return _plain(factor.operand)
    if isinstance(factor, Power):
        n = fraction(factor.exponent)
        if n is not None and n.denominator == 1:
            return factor.base, int(n)
    return factor, 1


def _together(a: tuple[Fraction, str] | None, b: tuple[Fraction, str]) -> tuple[Fraction, str]:
    if a is None:
        return b
    if "one-sided" in (a[1], b[1]):
        return a[0] + b[0], "one-sided"
    return a[0] + b[0], "even" if a[1] == b[1] else "odd"


def _power(node: Power, exponent: Fraction | None, below: Sequence[Degree], place: Place) -> Degree:
    base = below[0]
    if exponent is not None and base.powers and base.k == ANALYTIC and exponent > 0:
        return Degree(ANALYTIC, {u: _raised(power, exponent) for u, power in base.powers.items()})
    if exponent is not None and exponent.denominator == 1:
        return Degree(base.total) if exponent > 0 or place.sign(node.base) != 0 else Degree(NONE)
    if place.sign(node.base) == 1:
        return Degree(min(one.total for one in below))
    if exponent is None or exponent <= 0 or base.total < 0:
        return Degree(NONE)
    return Degree(ANALYTIC, {node.base: (exponent, "even")}) if base.total == ANALYTIC else Degree(0)


def _raised(power: tuple[Fraction, str], exponent: Fraction) -> tuple[Fraction, str]:
    a, parity = power
    if parity == "odd" and exponent.denominator == 1 and exponent.numerator % 2 == 0:
        parity = "even"
    return a * exponent, parity


def _call(function: str, arguments: Sequence[Node], below: Sequence[Degree], place: Place) -> Degree:
    inner = min((one.total for one in below), default=ANALYTIC)
    if function == "sqrt" and below[0].powers and below[0].k == ANALYTIC:
        return Degree(ANALYTIC, {u: _raised(power, Fraction(1, 2)) for u, power in below[0].powers.items()})
    singular = function in _FACTORS and place.sign(arguments[0]) == 0
    if singular and inner == ANALYTIC and names(arguments[0]) & set(place.variables):
        return Degree(ANALYTIC, {arguments[0]: _FACTORS[function]})
    if function in {"min", "max"} and len(arguments) == 2 and integer(0) in arguments:
        u = arguments[0] if arguments[1] == integer(0) else arguments[1]
        return _call("relu", (u,), below, place)
    if function in {"min", "max"} and place.ordinary and not _tie(arguments, place):
        return Degree(inner)
    if singular or function in {"min", "max"}:
        return Degree(min(inner, 0) if function in {"abs", "sqrt", "cbrt", "relu", "min", "max"} else NONE)
    return Degree(inner)


def _tie(arguments: Sequence[Node], place: Place) -> bool:
    flat = [inner for one in arguments for inner in _of_extreme(one)]
    return place.any_zero([minus(*pair) for pair in combinations(flat, 2)])


def _of_extreme(node: Node) -> tuple[Node, ...]:
    """The arguments of a greatest or least value inside another one."""
    if isinstance(node, Call) and node.function in {"min", "max"}:
        return tuple(inner for one in node.arguments for inner in _of_extreme(one))
    return (node,)


def _pieces(pieces: Sequence[tuple[Node, Node]], below: Sequence[Degree], place: Place) -> int:
    """Two analytic pieces that meet where u = 0: of class C^k where u^(k+1) divides their difference."""
    if place.ordinary and not any(_meets(condition, place) for _, condition in pieces):
        return min(one.total for one in below[::2])
    if len(pieces) != 2 or any(one.total < ANALYTIC for one in below[::2]):
        return NONE
    (first, condition), (second, _) = pieces
    if not isinstance(condition, Relation) or len(condition.operators) != 1:
        return NONE
    return _contact(minus(first, second), minus(*condition.operands), place) - 1


#: Contact of a higher order than this is not looked for.
_CONTACT: Final = 8


def _contact(gap: Node, u: Node, place: Place) -> int:
    """How often u divides the difference of two pieces, about the point."""
    from symcalc.build import as_tree, build  # noqa: PLC0415 (SymPy is loaded only where it is needed)

    quotient, divisor = build(gap), build(u)
    for count in range(_CONTACT):
        quotient = _cancelled(quotient / divisor)
        bottom = as_tree(quotient.as_numer_denom()[1])
        if place.sign(bottom) in (0, None):
            return count
    return _CONTACT


def _cancelled(expression: Any) -> Any:
    from sympy import cancel  # noqa: PLC0415 (the same)

    return cancel(expression)
