"""Equality by a difference that is constant: all partial derivatives zero, and one point on each component.

Two kinds of domain have components that are known: a line cut at finitely many points, and a convex set (what affine
inequalities leave) on which nothing is singular. `atan(x) + atan(1/x)` is pi/2 on one component and -pi/2 on the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import chain, pairwise, product
from math import ceil, floor
from typing import Final, NamedTuple, TypeAlias

from flint import arb, ctx, fmpq

from symcalc.decide.ball import UNDEFINED, enclose
from symcalc.decide.ball.verdict import Real, Verdict
from symcalc.decide.identity.facts.learning import Facts
from symcalc.decide.identity.kernels.factors import factored
from symcalc.decide.identity.kernels.kernel import Polynomial, Ratio
from symcalc.decide.identity.kernels.settling import Unsettled
from symcalc.decide.identity.kernels.tower import Tower
from symcalc.decide.identity.kernels.written import polynomial_tree
from symcalc.decide.identity.proofs.differentiation import Differentiation, Unknown
from symcalc.decide.identity.proofs.roots import exact_roots, univariate, zero_of_affine
from symcalc.decide.identity.proofs.vanishing import vanishes
from symcalc.decide.sign import is_zero, settled, sign
from symcalc.syntax.tree import (
    Call,
    Constant,
    Negative,
    Node,
    Piecewise,
    Product,
    Sum,
    names,
    rational,
    substitute,
    walk,
)

#: Functions that jump inside their domains; all others are continuous where they are defined.
JUMPING: Final = frozenset({"sign", "heaviside", "floor", "ceil", "acot", "atan2", "binomial", "besselj"})
#: Cuts of a line, and points tried to find one of a convex set.
MOST_CUTS = 24
MOST_SAMPLES = 4
QUARTER_TURN: Final = Fraction(785398, 10**6)
#: Points at which constants are often simple.
SIMPLE: Final = tuple(Fraction(*pair) for pair in ((1, 1), (0, 1), (-1, 1), (1, 2), (2, 1), (-1, 2), (3, 1), (-2, 1)))
METHOD: Final = "constant difference"
#: What leaves a convex set, said of an affine function.
CONVEX: Final = frozenset({"> 0", ">= 0", "== 0"})


#: Whether both sides are equal somewhere; UNDEFINED outside the domain, None where that is not known.
Agreement: TypeAlias = bool | Verdict | None


class Sides(NamedTuple):
    """Both sides as written, and the conditions of the case: trees and the signs that they may have."""

    left: Node
    right: Node
    conditions: tuple[tuple[Node, frozenset[int]], ...]


def constant_difference(tower: Tower, facts: Facts, difference: Ratio, sides: Sides) -> str | None:
    """The method, where the difference is shown to be zero by its derivatives; else None.

    Raises `Unsettled` where the domain falls apart along a hyperplane.
    """
    variables = sorted(names(sides.left) | names(sides.right))
    if not variables or facts.integers or not _few_enough(difference):
        return None
    singular = [difference.denominator, *(part for ratio, _ in tower.facts for part in ratio)]
    for name in variables:
        by = Differentiation(tower, name)
        try:
            slope = by.of(difference)
        except Unknown:
            return None
        if vanishes(tower, facts, slope.numerator) is None:
            return None
        singular += [slope.denominator, *by.singular]
    factors = zero_set(tower, singular)
    if len(variables) == 1:
        return METHOD if _on_line(tower, factors, variables[0], sides) else None
    return METHOD if _on_convex(tower, factors, variables, sides) else None


def _few_enough(difference: Ratio) -> bool:
    return len(difference.numerator) <= 200


def zero_set(tower: Tower, polynomials: Sequence[Polynomial]) -> list[Polynomial]:
    """Polynomials whose zeros include those of the given ones: their factors, roots and sides eliminated."""
    found: dict[object, Polynomial] = {}
    for polynomial in map(partial(_without_roots, tower), polynomials):
        if polynomial and not polynomial.is_constant():
            for q, _ in factored(tower, Ratio(polynomial, tower.one), halve=False).parts:
                found.setdefault(tower.key(q), q)
    return list(found.values())


def _without_roots(tower: Tower, polynomial: Polynomial) -> Polynomial:
    """A polynomial that is zero wherever the given one is, by resultants with the relations of roots and sides."""
    for kernel in tower.used(polynomial):
        if kernel.kind in ("root", "side") and kernel.slot in tower.relations:
            relation = tower.relations[kernel.slot][1]
            tower.work.spend(100 * len(polynomial) * int(relation.degrees()[kernel.slot]))
            eliminated = tower.reduce(polynomial.resultant(relation, kernel.slot))
            if eliminated:
                return _without_roots(tower, eliminated)
    return polynomial


def _agreement(sides: Sides, values: Mapping[str, Node]) -> Agreement:
    """Whether both sides are equal at an exact point."""
    for tree, allowed in sides.conditions:
        found = sign(substitute(tree, values))
        if found is None:
            return UNDEFINED if settled(substitute(tree, values)) is UNDEFINED else None
        if found not in allowed:
            return UNDEFINED
    left, right = substitute(sides.left, values), substitute(sides.right, values)
    if UNDEFINED in (settled(left), settled(right)):
        return UNDEFINED
    return is_zero(Sum((left, Negative(right))))


# -- a line cut at points ----------------------------------------------------------------------------------------------


def _on_line(tower: Tower, factors: list[Polynomial], name: str, sides: Sides) -> bool:
    """Whether the difference is zero at a point of each interval of the domain, and at each point between them."""
    affine = _affine_facts(tower)
    cutting = [q for q in factors if 0 in affine.signs(q) or tower.is_affine(q)]
    with ctx.workprec(128):
        found = _cuts(tower, cutting)
    if found is None:
        return False
    cuts = sorted(found, key=lambda cut: _middle(cut[0]))
    at_cuts = [_agreement(sides, {name: tree}) for _, tree in cuts]
    continuous = not any(map(jumps, (sides.left, sides.right)))
    marks = [None, *(_fraction(_middle(value)) for value, _ in cuts), None]
    ends = [None, *(agreed if continuous else None for agreed in at_cuts), None]
    intervals = [_on_interval(sides, name, Interval(*marks[i : i + 2]), ends[i : i + 2]) for i in range(len(marks) - 1)]
    if not all(agreed in (True, UNDEFINED) for agreed in intervals):
        return False
    return all(
        agreed in (True, UNDEFINED) or (continuous and agreed is None and True in beside)
        for agreed, beside in zip(at_cuts, pairwise(intervals), strict=True)
    )


def _cuts(tower: Tower, cutting: Sequence[Polynomial]) -> list[tuple[Real, Node]] | None:
    """The zeros of polynomials in the one variable, and of `c x + d` with constants d; None for others, or too many."""
    alone = [q for q in cutting if all(kernel.kind == "name" for kernel in tower.used(q))]
    if sum(int(q.total_degree()) for q in alone) > MOST_CUTS:
        return None
    found = list(exact_roots([univariate(tower, q) for q in alone]))
    for q in (q for q in cutting if q not in alone):
        root = zero_of_affine(tower, q)
        ball = UNDEFINED if root is None else enclose(root)
        if root is None or not isinstance(ball, arb):
            return None
        found.append((ball, root))
    return found


class Interval(NamedTuple):
    """An open interval, between marks near its ends; None is no end."""

    low: Fraction | None
    high: Fraction | None

    def samples(self) -> Iterator[Node]:
        """Exact points inside, simple ones first."""
        simple = [value for value in SIMPLE if self.holds(value)]
        yield from map(rational, simple[:MOST_SAMPLES] or [self.inner()])
        for k in (2, -2, 1, -1, 3, -3):
            if self.holds(k * QUARTER_TURN):
                yield Product((rational(Fraction(k, 4)), Constant("pi")))

    def holds(self, value: Fraction) -> bool:
        """Whether a number lies inside."""
        return (self.low is None or self.low < value) and (self.high is None or value < self.high)

    def inner(self) -> Fraction:
        """Some fraction inside."""
        if self.low is not None and self.high is not None:
            return ((self.low + self.high) / 2).limit_denominator(ceil(4 / (self.high - self.low)))
        if self.low is not None:
            return Fraction(floor(self.low) + 1)
        return Fraction(0 if self.high is None else ceil(self.high) - 1)


def _on_interval(sides: Sides, name: str, interval: Interval, ends: Sequence[Agreement]) -> Agreement:
    """Whether a difference that is constant on an interval is zero: at an end, by continuity, or at a point inside."""
    found: Agreement = None
    for sample in interval.samples():
        found = _agreement(sides, {name: sample})
        if found is not None:
            return found
    return True if True in ends else found


def _middle(root: Real) -> fmpq:
    return root if isinstance(root, fmpq) else root.mid().fmpq()


def _fraction(value: fmpq) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def jumps(tree: Node) -> bool:
    """Whether something in a tree may jump where it is defined; what is constant does not."""
    return any(_is_jumping(node) and names(node) for node in walk(tree))


def _is_jumping(node: Node) -> bool:
    return isinstance(node, Piecewise) or (isinstance(node, Call) and node.function in JUMPING)


# -- a convex set ------------------------------------------------------------------------------------------------------


def _on_convex(tower: Tower, factors: list[Polynomial], variables: list[str], sides: Sides) -> bool:
    """Whether the difference is zero at a point of the convex set that affine inequalities leave, nothing singular."""
    affine = _affine_facts(tower)
    for q in factors:
        if 0 in affine.signs(q):
            if tower.is_affine(q):
                raise Unsettled(polynomial_tree(tower, q))
            return False
    for point in chain(product(SIMPLE[:3], repeat=len(variables)), product(SIMPLE[3:6], repeat=len(variables))):
        agreed = _agreement(sides, dict(zip(variables, map(rational, point), strict=True)))
        if agreed is True or agreed is False:
            return agreed
    return False


def _affine_facts(tower: Tower) -> Facts:
    """What the facts that are affine inequalities say; they hold on all of the domain and leave a convex set.

    A condition `!= 0` leaves two parts, and so does the sign of a fraction.
    """
    return Facts(
        tower,
        [
            (ratio, relation)
            for ratio, relation in tower.facts
            if relation in CONVEX and ratio.denominator.is_constant() and tower.is_affine(ratio.numerator)
        ],
    )
