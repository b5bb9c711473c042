"""A tree as a ratio of kernels: its normal form, valid wherever the tree is defined.

What has to hold for the tree to be defined (a logarithm's argument is positive, a denominator is not zero) is learnt
on the way, except inside a piecewise definition, where only the chosen piece counts.
"""

from __future__ import annotations

from flint import arb

from symcalc.decide.ball import enclose
from symcalc.decide.identity.kernels.exponential import exponential, logarithm, real_power
from symcalc.decide.identity.kernels.functions import FUNCTIONS, inverse
from symcalc.decide.identity.kernels.kernel import Ratio
from symcalc.decide.identity.kernels.knowledge import Nowhere
from symcalc.decide.identity.kernels.opaque import opaque, pi
from symcalc.decide.identity.kernels.parity import sign_of_power, without_parity
from symcalc.decide.identity.kernels.powers import power
from symcalc.decide.identity.kernels.roots import polynomial_root
from symcalc.decide.identity.kernels.settling import decided_sign, possible_signs
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.truth import holds
from symcalc.decide.identity.kernels.written import tree_of
from symcalc.decide.identity.work import OutOfWork
from symcalc.syntax.tree import (
    Call,
    Constant,
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
)


def normal(tower: Tower, node: Node) -> Ratio:
    """The ratio of a tree; without recursion but for the pieces of piecewise definitions."""
    done: dict[int, Ratio] = {}
    stack = [node]
    while stack:
        top = stack[-1]
        if id(top) in done:
            stack.pop()
            continue
        parts = _parts(top)
        waiting = [part for part in parts if id(part) not in done]
        if waiting:
            stack.extend(reversed(waiting))
            continue
        tower.work.spend(1)
        done[id(top)] = _ratio(tower, top, [done[id(part)] for part in parts])
        stack.pop()
    return done[id(node)]


def _parts(node: Node) -> tuple[Node, ...]:
    """The parts whose ratios are needed first."""
    match node:
        case Piecewise() | Derivative(point=None) | Call(function="rootof"):
            return ()
        case Derivative(point=point) if point is not None:
            return point
        case Power(Constant("e"), exponent):
            return (exponent,)
    return node.children()


def _ratio(tower: Tower, node: Node, parts: list[Ratio]) -> Ratio:
    match node:
        case Number(value):
            return tower.number(value)
        case Name(name):
            return variable(tower, name)
        case Constant(name):
            return _constant(tower, name)
        case Negative():
            return tower.negative(parts[0])
        case Sum():
            return tower.sum(parts)
        case Product():
            return tower.product(parts)
        case Quotient():
            return tower.multiply(parts[0], inverse(tower, parts[1]))
        case Power(Constant("e"), _):
            return exponential(tower, parts[0])
        case Power():
            return _power(tower, parts[0], parts[1])
        case Call():
            return _call(tower, node, parts)
        case Derivative():
            return _derivative(tower, node, parts)
        case Piecewise(pieces):
            return _chosen(tower, pieces)
    raise TypeError(f"{type(node).__name__} has no real value")


def variable(tower: Tower, name: str) -> Ratio:
    """A variable as a ratio."""
    return tower.value(tower.kernel("name", name, Name(name), constant=False))


def _constant(tower: Tower, name: str) -> Ratio:
    if name == "pi":
        return pi(tower)
    if name == "e":
        return exponential(tower, tower.number(1))
    raise OutOfWork


def _call(tower: Tower, node: Call, parts: list[Ratio]) -> Ratio:
    if node.function == "rootof":
        return polynomial_root(tower, node)
    rule = FUNCTIONS.get(node.function)
    return opaque(tower, node.function, tuple(parts)) if rule is None else rule(tower, *parts)


def _derivative(tower: Tower, node: Derivative, parts: list[Ratio]) -> Ratio:
    """A derivative of a function without a formula: a kernel; the order of its variables does not matter."""
    if not isinstance(node.function, Name) or not all(isinstance(by, Name) for by in node.variables):
        raise TypeError("only functions without a formula have formal derivatives")
    by = tuple(sorted(by.name for by in node.variables if isinstance(by, Name)))
    key = (node.kind, node.function.name, by, *(tower.ratio_key(part) for part in parts))
    label = " ".join((node.kind, node.function.name, *by))
    return tower.value(tower.kernel("rest", key, node, tuple(parts), function=label, constant=False))


def _chosen(tower: Tower, pieces: tuple[tuple[Node, Node], ...]) -> Ratio:
    """The piece whose condition holds, in the case under proof; raises `Nowhere` where none does."""
    for value, condition in pieces:
        if holds(tower, condition, normal):
            return normal(tower, value)
    raise Nowhere


# -- powers ------------------------------------------------------------------------------------------------------------


def _power(tower: Tower, base: Ratio, exponent: Ratio) -> Ratio:
    """`base^exponent`, as the language defines it for each sign of the base."""
    value = tower.rational(exponent)
    if value is None:
        return _general_power(tower, base, exponent)
    if value.denominator == 1:
        return _whole_power(tower, base, int(value))
    tower.learn(base, ">= 0" if value > 0 else "> 0")
    return real_power(tower, base, value)


def _whole_power(tower: Tower, base: Ratio, exponent: int) -> Ratio:
    if exponent <= 0:
        tower.learn(base, "!= 0")
    return power(tower, base, exponent)


def _general_power(tower: Tower, base: Ratio, exponent: Ratio) -> Ratio:
    """A power whose exponent is no fraction: by the sign of the base, on which the proof may have to split."""
    if _never_whole(tower, exponent):
        tower.learn(base, ">= 0")
        if possible_signs(tower, base) == {-1}:
            raise Nowhere
    if tower.is_whole(exponent):
        sign_apart, base = without_parity(tower, base, exponent)
        if sign_apart is not None:
            return tower.multiply(sign_apart, _general_power(tower, base, exponent))
    sign = decided_sign(tower, base)
    if sign == 0:
        tower.learn(exponent, "> 0")
        return tower.number(0)
    size = exponential(tower, tower.multiply(exponent, logarithm(tower, base)))
    if sign > 0:
        return size
    return tower.multiply(size, sign_of_power(tower, exponent))


def _never_whole(tower: Tower, exponent: Ratio) -> bool:
    """Whether an exponent is a constant that is certainly no integer."""
    if not tower.is_constant(exponent):
        return False
    ball = enclose(tree_of(tower, exponent))
    return isinstance(ball, arb) and ball.is_finite() and not ball.contains_integer()
