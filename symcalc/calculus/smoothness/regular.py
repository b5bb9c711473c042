"""A function near a point with its switches decided: |x - y| at (2, 1) is x - y, and that is smooth.

What is left are the switches that stand exactly at the point (a corner, an edge of the domain), and those that hang
on names whose sign is not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import Final

from flint import arb

from symcalc.calculus.smoothness.place import Place
from symcalc.calculus.smoothness.samples import not_always_zero
from symcalc.decide.ball import enclose
from symcalc.decide.ball.compile import parts
from symcalc.decide.domain import conjuncts, possible_signs
from symcalc.decide.domain.conditions import compare, minus, number
from symcalc.decide.sign.settle import Undecided, compares
from symcalc.syntax.tree import (
    Call,
    Constant,
    Derivative,
    Logic,
    Negative,
    Node,
    Piecewise,
    Power,
    Product,
    Relation,
    Truth,
    integer,
    names,
    open_children,
    rational,
)


@dataclass(frozen=True, slots=True)
class Near:
    """An expression near a point: what it is there, the switches at the point, and conditions on free names.

    `truth` is the value of a condition, None where the switch is at the point.
    """

    formula: Node
    singular: tuple[Node, ...] = ()
    where: tuple[Node, ...] = ()
    truth: bool | None = None

    @property
    def regular(self) -> bool:
        """Whether no switch stands at the point."""
        return not self.singular


def near(function: Node, place: Place) -> Near:
    """A function that is defined at a point, near it.

    Raises `Undecided` where a sign at the point could not be decided.
    """
    resolver = _Resolver(place)
    done: dict[int, Near] = {}
    for part in parts((function,)):
        below = [done[id(child)] for child in open_children(part)]
        done[id(part)] = resolver.part(part, below)
    return done[id(function)]


class _Resolver:
    """Decides the switches of one part whose own parts are decided."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def part(self, node: Node, below: Sequence[Near]) -> Near:
        if isinstance(node, Piecewise):
            return self._piecewise(node, below)
        if isinstance(node, Logic):
            return self._logic(node, below)
        joined = _joined(node, below)
        match node:
            case Truth(value):
                return replace(joined, truth=value)
            case Relation():
                return self._relation(node, joined)
            case Power():
                return self._power(joined, below)
            case Call(function, arguments):
                rule = RULES.get((function, len(arguments))) or (_Resolver.extreme if function in _EXTREMES else None)
                return rule(self, joined) if rule else joined
        return joined

    def sign(self, node: Node) -> int | None:
        """The sign at the point; None where it hangs on names; raises `Undecided`."""
        found = self.place.sign(node)
        if found is None and not self.place.ordinary and not not_always_zero(self.place.at(node)):
            raise Undecided
        return found

    def varies(self, node: Node) -> bool:
        """Whether an expression holds a variable."""
        return not names(node).isdisjoint(self.place.variables)

    def at_switch(self, found: Near, expression: Node) -> Near:
        """The part, with a switch at the point."""
        return replace(found, singular=(*found.singular, expression))

    def off_switch(self, found: Near, expression: Node) -> Near:
        """The part, where a switch that hangs on names is not at the point."""
        return replace(found, where=(*found.where, compare(self.place.at(expression), "!=")))

    def by_sign(self, found: Near, expression: Node, choices: Sequence[Node]) -> Near:
        """The part as one of three expressions, by the sign of an expression at the point."""
        sign = self.sign(expression)
        if sign is None:
            return self.off_switch(found, expression)
        if sign == 0 and (self.varies(expression) or found.singular):
            return self.at_switch(found, expression)
        return replace(found, formula=choices[sign + 1])

    def edge(self, found: Near, expression: Node) -> Near:
        """The part, which is analytic where the expression is not 0."""
        sign = self.sign(expression)
        if sign == 0 and (self.varies(expression) or found.singular):
            return self.at_switch(found, expression)
        return self.off_switch(found, expression) if sign is None else found

    def argument(self, found: Near) -> Node:
        """The only argument of a call."""
        return found.formula.children()[0]

    def absolute(self, found: Near) -> Near:
        u = self.argument(found)
        return self.by_sign(found, u, (Negative(u), integer(0), u))

    def rectified(self, found: Near) -> Near:
        u = self.argument(found)
        return self.by_sign(found, u, (integer(0), integer(0), u))

    def steps(self, found: Near, values: Sequence[Fraction]) -> Near:
        return self.by_sign(found, self.argument(found), [rational(value) for value in values])

    def extreme(self, found: Near) -> Near:
        call = found.formula
        if not isinstance(call, Call):
            raise TypeError(call)
        direction = 1 if call.function == "max" else -1
        return reduce(lambda a, b: self._better(a, b, call.function, direction), _split(found, call.arguments))

    def _better(self, a: Near, b: Near, function: str, direction: int) -> Near:
        gap = minus(a.formula, b.formula)
        both = Near(Call(function, (a.formula, b.formula)), (*a.singular, *b.singular), (*a.where, *b.where))
        first, second = (a.formula, b.formula) if direction > 0 else (b.formula, a.formula)
        return self.by_sign(both, gap, (second, a.formula, first)) if a.formula != b.formula else a

    def rounded(self, found: Near) -> Near:
        """Floor or ceil: constant off the integers."""
        u = self.argument(found)
        circle = Call("sin", (_times_pi(u),))
        sign = self.sign(circle)
        if sign is None:
            return self.off_switch(found, circle)
        if sign == 0 and (self.varies(u) or found.singular):
            return self.at_switch(found, circle)
        return found if names(self.place.at(u)) else replace(found, formula=self._integer(found.formula))

    def _integer(self, call: Node) -> Node:
        value = enclose(self.place.at(call), {}, 256)
        whole = value.unique_fmpz() if isinstance(value, arb) else None
        if whole is None:
            raise Undecided
        return integer(int(whole))

    def root(self, found: Near) -> Near:
        return self.edge(found, self.argument(found))

    def inverse_sine(self, found: Near) -> Near:
        return self.edge(found, minus(Power(self.argument(found), integer(2)), integer(1)))

    def beyond_one(self, found: Near) -> Near:
        return self.edge(found, minus(self.argument(found), integer(1)))

    def direction(self, found: Near) -> Near:
        """Atan2, which jumps where y = 0 and x < 0."""
        y, x = found.formula.children()
        ahead = self.sign(x)
        return found if ahead == 1 else self.edge(found, y)

    def bessel(self, found: Near) -> Near:
        order, x = found.formula.children()
        n = number(order)
        return found if n is not None and n.denominator == 1 else self.edge(found, x)

    def _power(self, found: Near, below: Sequence[Near]) -> Near:
        base, exponent = found.formula.children()
        n = number(exponent)
        if isinstance(base, Constant):
            return found
        if n is not None and n.denominator == 1:
            return self._whole_power(found, below[0], base, int(n))
        sign = self.sign(base)
        if sign is None:
            return self.off_switch(found, base)
        if sign > 0:
            return found
        if sign == 0:
            return self.edge(found, base)
        return self._negative_base(found, base, exponent)

    def _negative_base(self, found: Near, base: Node, exponent: Node) -> Near:
        """A negative base: the exponent is an integer there; the power is smooth only while it stays one."""
        if self.varies(exponent):
            return self.at_switch(found, Call("sin", (_times_pi(exponent),)))
        value = enclose(self.place.at(exponent), {}, 256)
        whole = value.unique_fmpz() if isinstance(value, arb) else None
        if whole is None:
            raise Undecided
        return replace(found, formula=Power(base, integer(int(whole))))

    def _whole_power(self, found: Near, base_near: Near, base: Node, n: int) -> Near:
        """A whole power, which undoes a root or an absolute value: cbrt(u)^3 is u, |u|^2 is u^2."""
        if isinstance(base, Call) and len(base.arguments) == 1 and n > 0:
            u = base.arguments[0]
            undone = {"cbrt": n % 3 == 0 and n // 3, "abs": n % 2 == 0 and n}.get(base.function)
            if base.function == "sqrt" and n % 2 == 0 and possible_signs(u, self.place.known) <= {0, 1}:
                undone = n // 2
            if undone:
                left = tuple(one for one in base_near.singular if one != u)
                return replace(found, formula=Power(u, integer(undone)) if undone > 1 else u, singular=left)
        return found

    def _relation(self, node: Relation, found: Near) -> Near:
        """A comparison: its truth near the point, where no side meets the other there."""
        truths: list[bool | None] = []
        for operator, pair in zip(node.operators, pairwise(found.formula.children()), strict=True):
            gap = minus(*pair)
            sign = self.sign(gap)
            if sign is None:
                found = self.off_switch(found, gap)
                truths.append(None)
            elif sign == 0 and (self.varies(gap) or found.singular):
                found = self.at_switch(found, gap)
                truths.append(None)
            else:
                truths.append(compares(sign, operator))
        truth = False if False in truths else None if None in truths else True
        return replace(found, truth=truth) if truth is None else Near(Truth(truth), found.singular, (), truth)

    def _logic(self, node: Logic, below: Sequence[Near]) -> Near:
        joined = _joined(node, below)
        truths = [one.truth for one in below]
        if node.operator == "not":
            return joined if truths[0] is None else Near(Truth(not truths[0]), (), (), not truths[0])
        decisive = node.operator == "or"
        truth = decisive if decisive in truths else None if None in truths else not decisive
        return joined if truth is None else Near(Truth(truth), (), (), truth)

    def _piecewise(self, node: Piecewise, below: Sequence[Near]) -> Near:
        """The piece that is meant near the point; where a condition switches there, all that can be."""
        kept: list[tuple[Node, Node]] = []
        used: list[Near] = []
        for value, condition in zip(below[::2], below[1::2], strict=True):
            if condition.truth is False:
                continue
            kept.append((value.formula, condition.formula))
            used += [value, condition]
            if condition.truth is True:
                break
        if len(kept) == 1 and kept[0][1] == Truth(value=True):
            return used[0]
        singular, where = _gathered(used)
        return Near(Piecewise(tuple(kept), span=node.span), singular, where)


def _split(found: Near, arguments: Iterable[Node]) -> list[Near]:
    """Each argument of a call; what is known of them all stays with the first."""
    nears = [Near(argument) for argument in arguments]
    nears[0] = replace(nears[0], singular=found.singular, where=found.where)
    return nears


def _times_pi(u: Node) -> Node:
    return Product((Constant("pi"), u))


def _joined(node: Node, below: Sequence[Near]) -> Near:
    """A part over its decided parts."""
    singular, where = _gathered(below)
    children = open_children(node)
    if all(one.formula is child for one, child in zip(below, children, strict=True)):
        return Near(node, singular, where)
    formulas = tuple(one.formula for one in below)
    if isinstance(node, Derivative):
        return Near(replace(node, point=formulas), singular, where)
    replaced = iter(formulas)
    return Near(node.map(lambda _: next(replaced)), singular, where)


def _gathered(nears: Iterable[Near]) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    nears = tuple(nears)
    singular = dict.fromkeys(one for part in nears for one in part.singular)
    where = dict.fromkeys(one for part in nears for one in part.where)
    return tuple(singular), tuple(where)


def stable(condition: Node, place: Place) -> bool | None:
    """Whether a condition holds at all points near a point; None where that is not seen from the signs there."""
    found = near(condition, place)
    return found.truth if found.regular or found.truth is not None else None


def all_stable(conditions: Node, place: Place) -> bool:
    """Whether all parts of a condition hold near a point."""
    return all(stable(part, place) is True for part in conjuncts(conditions))


_EXTREMES: Final = frozenset({"min", "max"})
_ONE: Final = Fraction(1)
RULES: Final[dict[tuple[str, int], Callable[[_Resolver, Near], Near]]] = {
    ("abs", 1): _Resolver.absolute,
    ("relu", 1): _Resolver.rectified,
    ("sign", 1): lambda r, found: r.steps(found, (-_ONE, 0 * _ONE, _ONE)),
    ("heaviside", 1): lambda r, found: r.steps(found, (0 * _ONE, _ONE / 2, _ONE)),
    ("floor", 1): _Resolver.rounded,
    ("ceil", 1): _Resolver.rounded,
    **{(name, 1): _Resolver.root for name in ("sqrt", "cbrt", "acot")},
    **{(name, 1): _Resolver.inverse_sine for name in ("asin", "acos", "asec", "acsc")},
    **{(name, 1): _Resolver.beyond_one for name in ("acosh", "asech")},
    ("atan2", 2): _Resolver.direction,
    ("besselj", 2): _Resolver.bessel,
}
