"""A function near a point with its switches decided: |x - y| at (2, 1) is x - y, and that is smooth.

What is left are the switches that stand exactly at the point (a corner, an edge of the domain), and those that hang
on names whose sign is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from flint import arb

from symcalc.calculus.smoothness.corners import EXTREMES, RULES, Corners, Near, times_pi
from symcalc.calculus.smoothness.place import Place
from symcalc.decide.ball import enclose
from symcalc.decide.ball.compile import parts
from symcalc.decide.domain import conjuncts, possible_signs
from symcalc.decide.domain.conditions import minus, number
from symcalc.decide.sign.settle import Undecided, compares
from symcalc.record import replace
from symcalc.syntax.tree import (
    Call,
    Constant,
    Derivative,
    Logic,
    Node,
    Piecewise,
    Power,
    Relation,
    Truth,
    integer,
    open_children,
)


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


class _Resolver(Corners):
    """Decides the switches of one part whose own parts are decided."""

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
                rule = RULES.get((function, len(arguments))) or (Corners.extreme if function in EXTREMES else None)
                return rule(self, joined) if rule else joined
        return joined

    def _power(self, found: Near, below: Sequence[Near]) -> Near:
        base, exponent = found.formula.children()
        n = number(exponent)
        if isinstance(base, Constant):
            return found
        if n is not None and n.denominator == 1:
            return self._whole_power(found, below[0], base, int(n))
        if found.jumps:
            return found
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
            return self.at_switch(found, Call("sin", (times_pi(exponent),)), jumps=True)
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
        if found.jumps:
            return found
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
        return Near(Piecewise(tuple(kept), span=node.span), singular, where, jumps=True)


def _joined(node: Node, below: Sequence[Near]) -> Near:
    """A part over its decided parts."""
    singular, where = _gathered(below)
    jumps = any(one.jumps for one in below)
    children = open_children(node)
    if all(one.formula is child for one, child in zip(below, children, strict=True)):
        return Near(node, singular, where, jumps=jumps)
    formulas = tuple(one.formula for one in below)
    if isinstance(node, Derivative):
        return Near(replace(node, point=formulas), singular, where, jumps=jumps)
    replaced = iter(formulas)
    return Near(node.map(lambda _: next(replaced)), singular, where, jumps=jumps)


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
