"""The functions that switch, near a point: on which side of each switch the point lies, or that it stands there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import reduce
from typing import Final

from flint import arb

from symcalc.calculus.smoothness.place import Place
from symcalc.calculus.smoothness.samples import not_always_zero
from symcalc.decide.ball import enclose
from symcalc.decide.domain import defined_at
from symcalc.decide.domain.conditions import compare, minus, number
from symcalc.decide.sign.settle import Undecided
from symcalc.record import record, replace
from symcalc.syntax.tree import (
    Call,
    Constant,
    Negative,
    Node,
    Power,
    Product,
    integer,
    names,
    rational,
)


@record
class Near:
    """An expression near a point: what it is there, the switches at the point, and conditions on free names.

    Where it may jump at the point (`jumps`) its sign there says nothing of the points beside it. `truth` is the value
    of a condition, None where the switch is at the point.
    """

    formula: Node
    singular: tuple[Node, ...] = ()
    where: tuple[Node, ...] = ()
    truth: bool | None = None
    jumps: bool = False

    @property
    def regular(self) -> bool:
        """Whether no switch stands at the point."""
        return not self.singular


class Corners:
    """Decides the switching functions of one place; `formula` of what they are given is the call itself."""

    def __init__(self, place: Place) -> None:
        self.place = place

    def sign(self, node: Node) -> int | None:
        """The sign at the point; None where it hangs on names; raises `Undecided`.

        0 where a variable makes it undefined there: it stands in a piece that is not the one at the point.
        """
        found = self.place.sign(node)
        if found is None and not self.place.ordinary and not not_always_zero(self.place.at(node)):
            if self.varies(node) and defined_at(self.place.at(node)) is False:
                return 0
            raise Undecided
        return found

    def varies(self, node: Node) -> bool:
        """Whether an expression holds a variable."""
        return not names(node).isdisjoint(self.place.variables)

    def at_switch(self, found: Near, expression: Node, *, jumps: bool = False) -> Near:
        """The part, with a switch at the point, at which it may jump."""
        return replace(found, singular=(*found.singular, expression), jumps=found.jumps or jumps)

    def off_switch(self, found: Near, expression: Node) -> Near:
        """The part, where a switch that hangs on names is not at the point."""
        return replace(found, where=(*found.where, compare(self.place.at(expression), "!=")))

    def by_sign(self, found: Near, expression: Node, choices: Sequence[Node], *, jumps: bool = False) -> Near:
        """The part as one of three expressions, by the sign of an expression at the point."""
        if found.jumps:
            return found
        sign = self.sign(expression)
        if sign is None:
            return self.off_switch(found, expression)
        if sign == 0 and (self.varies(expression) or found.singular):
            return self.at_switch(found, expression, jumps=jumps)
        return replace(found, formula=choices[sign + 1])

    def edge(self, found: Near, expression: Node, *, jumps: bool = False) -> Near:
        """The part, which is analytic where the expression is not 0."""
        if found.jumps:
            return found
        sign = self.sign(expression)
        if sign == 0 and (self.varies(expression) or found.singular):
            return self.at_switch(found, expression, jumps=jumps)
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
        return self.by_sign(found, self.argument(found), [rational(value) for value in values], jumps=True)

    def extreme(self, found: Near) -> Near:
        call = found.formula
        if not isinstance(call, Call):
            raise TypeError(call)
        direction = 1 if call.function == "max" else -1
        return reduce(lambda a, b: self._better(a, b, call.function, direction), _split(found, call.arguments))

    def _better(self, a: Near, b: Near, function: str, direction: int) -> Near:
        gap = minus(a.formula, b.formula)
        singular, where = (*a.singular, *b.singular), (*a.where, *b.where)
        both = Near(Call(function, (a.formula, b.formula)), singular, where, jumps=a.jumps or b.jumps)
        first, second = (a.formula, b.formula) if direction > 0 else (b.formula, a.formula)
        return self.by_sign(both, gap, (second, a.formula, first)) if a.formula != b.formula else a

    def rounded(self, found: Near) -> Near:
        """Floor or ceil: constant off the integers."""
        if found.jumps:
            return found
        u = self.argument(found)
        circle = Call("sin", (times_pi(u),))
        sign = self.sign(circle)
        if sign is None:
            return self.off_switch(found, circle)
        if sign == 0 and (self.varies(u) or found.singular):
            return self.at_switch(found, circle, jumps=True)
        return found if names(self.place.at(u)) else replace(found, formula=self._integer(found.formula))

    def _integer(self, call: Node) -> Node:
        value = enclose(self.place.at(call), {}, 256)
        whole = value.unique_fmpz() if isinstance(value, arb) else None
        if whole is None:
            raise Undecided
        return integer(int(whole))

    def root(self, found: Near) -> Near:
        return self.edge(found, self.argument(found))

    def arc_cotangent(self, found: Near) -> Near:
        return self.edge(found, self.argument(found), jumps=True)

    def inverse_sine(self, found: Near) -> Near:
        return self.edge(found, minus(Power(self.argument(found), integer(2)), integer(1)))

    def beyond_one(self, found: Near) -> Near:
        return self.edge(found, minus(self.argument(found), integer(1)))

    def direction(self, found: Near) -> Near:
        """Atan2, which jumps where y = 0 and x < 0."""
        y, x = found.formula.children()
        if found.jumps:
            return found
        return found if self.sign(x) == 1 else self.edge(found, y, jumps=True)

    def bessel(self, found: Near) -> Near:
        order, x = found.formula.children()
        n = number(order)
        return found if n is not None and n.denominator == 1 else self.edge(found, x)


def _split(found: Near, arguments: Iterable[Node]) -> list[Near]:
    """Each argument of a call; what is known of them all stays with the first."""
    nears = [Near(argument, jumps=found.jumps) for argument in arguments]
    nears[0] = replace(nears[0], singular=found.singular, where=found.where)
    return nears


def times_pi(u: Node) -> Node:
    """A multiple of pi, whose sine is 0 at the integers."""
    return Product((Constant("pi"), u))


EXTREMES: Final = frozenset({"min", "max"})
_ONE: Final = Fraction(1)
RULES: Final[dict[tuple[str, int], Callable[[Corners, Near], Near]]] = {
    ("abs", 1): Corners.absolute,
    ("relu", 1): Corners.rectified,
    ("sign", 1): lambda r, found: r.steps(found, (-_ONE, 0 * _ONE, _ONE)),
    ("heaviside", 1): lambda r, found: r.steps(found, (0 * _ONE, _ONE / 2, _ONE)),
    ("floor", 1): Corners.rounded,
    ("ceil", 1): Corners.rounded,
    **{(name, 1): Corners.root for name in ("sqrt", "cbrt")},
    ("acot", 1): Corners.arc_cotangent,
    **{(name, 1): Corners.inverse_sine for name in ("asin", "acos", "asec", "acsc")},
    **{(name, 1): Corners.beyond_one for name in ("acosh", "asech")},
    ("atan2", 2): Corners.direction,
    ("besselj", 2): Corners.bessel,
}
